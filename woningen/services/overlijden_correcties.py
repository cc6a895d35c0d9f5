"""After a death was written down: it was a mistake, or the last day of the huur became another one (law 8)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import nieuws_intrekken
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import laatste_dag
from opstap.protocol.feiten import Feit, OverlijdenHerroepen
from opstap.protocol.overlijden import NaOverlijden, herroepen_belemmeringen, huurdag_later_belemmeringen
from opstap.termijnen.mensen.controles import verweesd
from opstap.trajecten.enums import Correctiereden, Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_heropenen
from opstap.trajecten.toegang import eis_recht
from woningen.enums import Bemiddelingstatus, Contractstatus
from woningen.models import Aanbieding, Bemiddeling, Huurovereenkomst
from woningen.services.correcties import wet_toepassen
from woningen.services.gedeeld import betrokkene_mailen, traject_laden
from woningen.services.overlijden import HOORT_HET, overlijdenssleutel


def gestopt_contract(traject: Traject) -> Huurovereenkomst | None:
    """The contract that ended because the huurder died."""
    rij: Huurovereenkomst | None = (
        Huurovereenkomst.objects.filter(traject=traject, door_overlijden=True)
        .select_related("aanbieding__woning__corporatie")
        .first()
    )
    return rij


def _woning_weg(contract: Huurovereenkomst | None) -> bool:
    """Was the home offered or let to somebody else since?"""
    if contract is None:
        return False
    later = Aanbieding.objects.filter(woning=contract.aanbieding.woning, pk__gt=contract.aanbieding_id)
    return later.houdt_woning().exists()


def overlijden_herroepen_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Also shown on the page."""
    andere = Traject.objects.open().filter(persoon=traject.persoon, regeling=traject.regeling)
    return herroepen_belemmeringen(
        is_overleden=traject.uitkomst == Uitkomst.OVERLEDEN,
        is_gewist=traject.gewist_op is not None,
        woning_weg=_woning_weg(gestopt_contract(traject)),
        loopt_al=andere.exists(),
    )


@regelt("L-23")
@transaction.atomic
def overlijden_herroepen(*, traject: UUID, reden: Correctiereden, namens: Namens) -> Traject:
    """Nobody died here: the traject and the huur, or the search, go on as before. What stays stopped is told on the
    page. Were days missed meanwhile, then the law speaks at once, as it does without a death."""
    rij = traject_laden(traject)
    eis_recht(namens, Actie.CONTRACT_BEHEREN, rij)
    eis(overlijden_herroepen_belemmeringen(rij))
    contract, feit = gestopt_contract(rij), None
    nieuws_intrekken(soort="overleden", sleutel=overlijdenssleutel(rij))
    traject_heropenen(rij)
    verweesd().filter(traject=rij).order_by().update(contactpersoon=None)
    if contract is None:
        _weer_zoeken(rij)
    else:
        feit = _weer_huren(contract)
    gegevens = {"reden": reden}
    handeling_boeken(rij, namens=namens, soort="overlijden_herroepen", clausule="L-23", gegevens=gegevens, feit=feit)
    for hoedanigheid, rol in HOORT_HET.items():
        betrokkene_mailen(rij, hoedanigheid, rol, soort="overlijden_herroepen", sleutel=overlijdenssleutel(rij))
    if contract is not None:
        wet_toepassen(contract)
    return rij


def _weer_huren(contract: Huurovereenkomst) -> Feit:
    """In the state it had; of a contract that was ended before that was kept, what its aanzegging says."""
    was = contract.voor_overlijden
    if was == Contractstatus.AANGEZEGD or (not was and contract.aanzeggingen.ontvangen().exists()):
        contract.overlijden_herroepen_na_aanzegging()
    elif was == Contractstatus.BEEINDIGING_NAGESTREEFD:
        contract.overlijden_herroepen_bij_zoeken()
    else:
        contract.overlijden_herroepen()
    contract.door_overlijden, contract.voor_overlijden, contract.beeindigd_op = False, "", None
    contract.save()
    contract.aanbieding.woning_vrij_op = None
    contract.aanbieding.save()
    return OverlijdenHerroepen(traject=contract.traject.sleutel, contract=contract.sleutel)


_ZOALS_HET_WAS = (
    *("route", "toelating", "verhuurder", "verhuurder_gevraagd_op", "categorie", "reageren_tot"),
    *("reageren_beslist_op", "wachtrij_dag", "wachtrij_nummer"),
)


def _weer_zoeken(traject: Traject) -> None:
    """A row of its own, with the same place in the row and the corporatie that was asked."""
    oud = Bemiddeling.objects.filter(traject=traject, status=Bemiddelingstatus.INGETROKKEN).order_by("-pk")[:1].get()
    nieuw = Bemiddeling(
        traject=traject, begonnen_op=clock.vandaag(), **{veld: getattr(oud, veld) for veld in _ZOALS_HET_WAS}
    )
    if nieuw.verhuurder is not None:
        nieuw.zoeken()
    nieuw.save()


def huurdag_later_bezwaren(
    traject: Traject, *, wie: NaOverlijden = NaOverlijden.BLIJFT, laatste_huurdag: date | None = None
) -> list[Belemmering]:
    """Also shown on the page, before anything is chosen."""
    contract = gestopt_contract(traject)
    if contract is None or contract.beeindigd_op is None:
        return [Belemmering("L-23", "Hier is geen huur door een overlijden gestopt.")]
    return huurdag_later_belemmeringen(
        wie=wie,
        laatste_huurdag=laatste_huurdag,
        stopt_op=contract.beeindigd_op,
        woning_weg=_woning_weg(contract),
        ingangsdatum=contract.ingangsdatum,
    )


@regelt("L-23")
@transaction.atomic
def huurdag_na_overlijden(
    *, traject: UUID, wie: NaOverlijden, laatste_huurdag: date | None, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The heirs gave notice later, zorg agreed on another day, or who lived there too goes on: until a day, or without
    one. Who stays has the home, not this huur."""
    rij = traject_laden(traject)
    eis_recht(namens, Actie.CONTRACT_BEHEREN, rij)
    contract = gestopt_contract(rij)
    if contract is not None:
        contract.eis_versie(versie)
    eis(huurdag_later_bezwaren(rij, wie=wie, laatste_huurdag=laatste_huurdag))
    assert contract is not None and contract.beeindigd_op is not None
    vrij = laatste_huurdag + timedelta(days=1) if laatste_huurdag else None
    gegevens = {"was": laatste_dag(contract.beeindigd_op).isoformat(), "wie": wie.value}
    if wie is not NaOverlijden.BLIJFT:
        assert vrij is not None
        contract.beeindigd_op = vrij
    contract.save()
    contract.aanbieding.woning_vrij_op = vrij
    contract.aanbieding.save()
    soort = "overleden_blijft" if vrij is None else "overleden_huurdag"
    if laatste_huurdag is not None:
        gegevens["datum"] = laatste_huurdag.isoformat()
    handeling_boeken(rij, namens=namens, soort=soort, clausule="L-23", gegevens=gegevens)
    return contract
