"""The kandidaat or huurder died: search or tenancy end, and everything that was still to come stops at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.models import Brief
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import laatste_dag
from opstap.protocol.feiten import ContractBeeindigd, Feit
from opstap.protocol.overlijden import huur_eindigt, huurdag_belemmeringen, overlijden_belemmeringen
from opstap.protocol.versturen import NietVersturenReden
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_afsluiten
from woningen.enums import LOOPT_TIJDELIJK, Bemiddelingstatus, Contractstatus, Intrekreden
from woningen.models import Aanbieding, Bemiddeling, Huurovereenkomst
from woningen.services.antwoord import vrijgeven
from woningen.services.beeindigen import huur_stoppen
from woningen.services.gedeeld import betrokkene_mailen, eis_handeling, open_contract, traject_laden

#: Who hears it, each in the role that works on this traject; who wrote it down knows.
HOORT_HET = {
    Hoedanigheid.BEGELEIDING: Rol.BEGELEIDER,
    Hoedanigheid.HERKOMST: Rol.BEGELEIDER,
    Hoedanigheid.VERHUURDER: Rol.CONSULENT,
    Hoedanigheid.WMO: Rol.WMO_CONSULENT,
    Hoedanigheid.PROCESREGIE: Rol.PROCESREGISSEUR,
}


def overlijden_mogelijk_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Before the toelating there is only an aanmelding to take back. Also shown on the page."""
    if Bemiddeling.objects.open().filter(traject=traject).exists():
        return []
    return [
        Belemmering("L-23", "Er wordt geen woning gezocht en er is geen huur. De zorgorganisatie sluit dit traject.")
    ]


def overlijdenssleutel(traject: Traject) -> str:
    """Of the mails about it: a mistake and the real news later are told apart."""
    return f"{traject.sleutel}:{traject.afgesloten_op or clock.vandaag()}"


@regelt("L-23")
@transaction.atomic
def overlijden_vastleggen(
    *,
    traject: UUID,
    overleden_op: date,
    huur_gaat_door: bool,
    weet_zeker: bool,
    laatste_huurdag: date | None = None,
    erfgenamen_zegden_op: bool = False,
    namens: Namens,
) -> Traject:
    """`huur_gaat_door`: a medehuurder, or who lived there too, goes on by law; the home is then not free.
    `laatste_huurdag`: as agreed with the zorgorganisatie when she is the huurder; else it follows from the law.

    Of the day itself nothing is kept but the last day of the rent that follows from it.
    """
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, rij)
    eis(overlijden_mogelijk_belemmeringen(rij))
    eis(
        overlijden_belemmeringen(
            overleden_op=overleden_op, gestart_op=rij.gestart_op, weet_zeker=weet_zeker, peildatum=clock.vandaag()
        )
    )
    contract = open_contract(rij)
    gegevens, feit = {"wie": "kandidaat"}, None
    if contract is not None and contract.status in LOOPT_TIJDELIJK:
        eis(
            huurdag_belemmeringen(
                laatste_huurdag=laatste_huurdag,
                via_zorg=contract.vorm.via_zorg,
                ingangsdatum=contract.ingangsdatum,
                erfgenamen_zegden_op=erfgenamen_zegden_op,
                huur_gaat_door=huur_gaat_door,
                peildatum=clock.vandaag(),
            )
        )
        einde = _einde(contract, overleden_op, laatste_huurdag, erfgenamen_zegden_op)
        gegevens, feit = _huur_eindigen(contract, einde, huur_gaat_door)
    else:
        _zoeken_stoppen(rij, namens)
    handeling_boeken(rij, namens=namens, soort="overleden", clausule="L-23", gegevens=gegevens, feit=feit)
    gesloten = traject_afsluiten(traject=rij.sleutel, uitkomst=Uitkomst.OVERLEDEN, namens=namens)
    sleutel = overlijdenssleutel(gesloten)
    for hoedanigheid, rol in HOORT_HET.items():
        betrokkene_mailen(rij, hoedanigheid, rol, soort="overleden", sleutel=sleutel)
    for brief in Brief.objects.filter(traject=rij).te_versturen():
        hoeft_niet_schrijven(brief, NietVersturenReden.NIET_NODIG, namens=SYSTEEM)
    return gesloten


def _einde(contract: Huurovereenkomst, overleden_op: date, laatste_huurdag: date | None, opgezegd: bool) -> date:
    if contract.vorm.via_zorg and laatste_huurdag is not None:
        return laatste_huurdag + timedelta(days=1)
    return huur_eindigt(overleden_op=overleden_op, al_afgesproken=_al_zeker(contract), erfgenamen_zegden_op=opgezegd)


def _huur_eindigen(contract: Huurovereenkomst, einde: date, gaat_door: bool) -> tuple[dict[str, str], Feit]:
    contract.door_overlijden, contract.voor_overlijden = True, contract.status
    huur_stoppen(contract, einde=einde, woning_vrij=not gaat_door)
    gegevens = {"wie": "huurder", "datum": laatste_dag(einde).isoformat()}
    return gegevens, ContractBeeindigd(traject=contract.traject.sleutel, contract=contract.sleutel)


def _al_zeker(contract: Huurovereenkomst) -> date | None:
    """The first day without rent that was known already: agreed on, or told by an aanzegging that was received."""
    if (afspraak := contract.eindafspraak) is not None:
        return afspraak.einde
    return contract.einde if contract.status == Contractstatus.AANGEZEGD else None


def _zoeken_stoppen(traject: Traject, namens: Namens) -> None:
    """No key yet: what was offered or signed is off, home and place are free."""
    bemiddeling = Bemiddeling.objects.open().get(traject=traject)
    if bemiddeling.status in {Bemiddelingstatus.AANGEBODEN, Bemiddelingstatus.TOEGEWEZEN}:
        aanbieding = Aanbieding.objects.houdt_plaats().select_related("plaats").get(bemiddeling=bemiddeling)
        aanbieding.bemiddeling = bemiddeling
        aanbieding.intrekken()
        aanbieding.intrekreden = Intrekreden.KANDIDAAT
        vrijgeven(aanbieding, namens=namens)
    bemiddeling.intrekken()
    bemiddeling.save()
