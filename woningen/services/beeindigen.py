"""When it does not work: seek the end together, give that up again, agree on a last day, take the home back (Z-13)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services import brieven_maken
from opstap.post.services.correcties import Brieffeit, brieven_met
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.feiten import AndereWoonplekNodig, ContractBeeindigd, EindeAfgesproken, HuurVoortgezet
from opstap.protocol.herhuisvesten import (
    EindeWijze,
    eindafspraak_belemmeringen,
    opzegging_belemmeringen,
    voortzetten_belemmeringen,
    woning_terug_belemmeringen,
)
from opstap.protocol.versturen import NietVersturenReden
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import handeling_boeken, traject_afsluiten
from woningen import letters
from woningen.enums import LOOPT_TIJDELIJK, Contractstatus
from woningen.models import Eindafspraak, Huurovereenkomst
from woningen.services.aanzegging import aanzeggen_hoeft_niet
from woningen.services.gedeeld import begeleider_mailen, contract_laden, eis_handeling


@transaction.atomic
def beeindiging_nastreven(*, contract: UUID, besluit: Besluit, namens: Namens) -> Huurovereenkomst:
    """The joint conclusion of an MDO moves the contract (Z-13.4). Only agreement, notice or a court ends it.

    A contract of which the aanzegging was received ends anyway: there only the search begins.
    """
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.MDO_CONCLUDEREN, traject)
    if rij.status == Contractstatus.LOPEND:
        rij.beeindiging_nastreven()
        rij.save()
        brieven_maken(
            traject,
            soort=Briefsoort.BEEINDIGING_NASTREVEN,
            titel="Wij zoeken samen met u een andere woonplek",
            afzender=rij.verhuurder,
            gegevens=letters.beeindiging(rij) | letters.wie_vindt(besluit),
            besluit=besluit,
        )
    handeling_boeken(
        traject,
        namens=namens,
        soort="beeindiging_nagestreefd",
        clausule="Z-13.4",
        gegevens={"besluit": str(besluit.sleutel)},
        feit=AndereWoonplekNodig(traject=traject.sleutel, contract=rij.sleutel),
    )
    return rij


@transaction.atomic
def contract_voortzetten(*, contract: UUID, namens: Namens) -> Huurovereenkomst:
    """An MDO made new afspraken, so the huurder stays (Z-13.3). An agreed last day no longer holds; notice of the
    huurder and a vonnis do, so those stand in the way. Twice = once."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.MDO_HOUDEN, traject)
    if rij.status != Contractstatus.BEEINDIGING_NAGESTREEFD:
        return rij
    afspraak = rij.eindafspraak
    eis(
        voortzetten_belemmeringen(
            wijze=EindeWijze(afspraak.wijze) if afspraak else None,
            afgesproken_einde=afspraak.einde if afspraak else None,
        )
    )
    rij.voortzetten()
    rij.save()
    afspraak_intrekken(rij, namens=namens)
    brieven_maken(
        traject,
        soort=Briefsoort.HUUR_VOORTGEZET,
        titel="U kunt in uw woning blijven",
        afzender=rij.verhuurder,
        gegevens=letters.beeindiging(rij),
    )
    handeling_boeken(
        traject,
        namens=namens,
        soort="huur_voortgezet",
        clausule="Z-13.3",
        feit=HuurVoortgezet(traject=traject.sleutel, contract=rij.sleutel),
    )
    return rij


def afspraak_intrekken(contract: Huurovereenkomst, *, namens: Namens) -> list[Brief]:
    """The agreed last day no longer holds, and a letter that waits need not go out; the letters that say it. Twice =
    once."""
    if (eerder := contract.eindafspraak) is None:
        return []
    eerder.ingetrokken_op = clock.vandaag()
    eerder.save()
    brieven = brieven_met(contract.traject, Brieffeit.LAATSTE_HUURDAG, datum_voluit(laatste_dag(eerder.einde)))
    for brief in brieven:
        if brief.verzonden_op is None and brief.hoeft_niet_op is None:
            hoeft_niet_schrijven(brief, NietVersturenReden.KLOPT_NIET, namens=namens)
    return brieven


def einde_afspreken_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    if contract.status in LOOPT_TIJDELIJK:
        return []
    return [Belemmering("Z-13.10", "Een laatste dag hoort bij een tijdelijk contract dat nu loopt.")]


@transaction.atomic
def einde_afspreken(
    *,
    contract: UUID,
    wijze: EindeWijze,
    laatste_huurdag: date,
    overlegd_op: date,
    vonnis: str = "",
    opgezegd_op: date | None = None,
    mag_eerder: bool = False,
    versie: int | None = None,
    namens: Namens,
) -> Eindafspraak:
    """Write down the last day; a later agreement replaces an earlier one. `mag_eerder`: see opzegging_belemmeringen."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(einde_afspreken_belemmeringen(rij))
    eis(
        _opzegging_belemmeringen(rij, wijze, opgezegd_op, laatste_huurdag, mag_eerder)
        + eindafspraak_belemmeringen(
            wijze=wijze,
            laatste_huurdag=laatste_huurdag,
            overlegd_op=overlegd_op,
            vonnis=vonnis,
            is_samen_gezocht=rij.status != Contractstatus.LOPEND or rij.besluit is not None,
            ingangsdatum=rij.ingangsdatum,
            contract_einde=rij.einde,
            is_aangezegd=rij.status == Contractstatus.AANGEZEGD,
            peildatum=clock.vandaag(),
        )
    )
    afspraak_intrekken(rij, namens=namens)
    afspraak = Eindafspraak.objects.create(
        contract=rij,
        wijze=wijze,
        vonnis=vonnis.strip() if wijze is EindeWijze.VONNIS else "",
        overlegd_op=overlegd_op,
        opgezegd_op=opgezegd_op if wijze is EindeWijze.OPZEGGING else None,
        afgesproken_op=clock.vandaag(),
        einde=laatste_huurdag + timedelta(days=1),
    )
    brieven_maken(
        traject,
        soort=Briefsoort.EINDAFSPRAAK,
        titel="De laatste dag van uw huur",
        afzender=rij.verhuurder,
        gegevens=letters.eindafspraak(rij, afspraak),
    )
    begeleider_mailen(traject, soort="einde_afgesproken", sleutel=str(afspraak.sleutel))
    gegevens = {"datum": laatste_huurdag.isoformat(), "wijze": wijze}
    feit = EindeAfgesproken(traject=traject.sleutel, contract=rij.sleutel)
    soort = "einde_afgesproken"
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-13.10", gegevens=gegevens, feit=feit)
    return afspraak


def _opzegging_belemmeringen(
    contract: Huurovereenkomst, wijze: EindeWijze, opgezegd_op: date | None, laatste_huurdag: date, mag_eerder: bool
) -> list[Belemmering]:
    if wijze is not EindeWijze.OPZEGGING:
        return []
    return opzegging_belemmeringen(
        opgezegd_op=opgezegd_op,
        laatste_huurdag=laatste_huurdag,
        mag_eerder=mag_eerder,
        ingangsdatum=contract.ingangsdatum,
        peildatum=clock.vandaag(),
    )


@transaction.atomic
def woning_terugnemen(
    *, contract: UUID, sleutel_terug_op: date, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The home is back: the tenancy stopped on the agreed day, the home is free, the traject is over."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    afspraak = rij.eindafspraak
    einde = afspraak.einde if afspraak else None
    eis(
        woning_terug_belemmeringen(
            afgesproken_einde=einde,
            ingebruikname=rij.ingebruikname,
            sleutel_terug_op=sleutel_terug_op,
            peildatum=clock.vandaag(),
        )
    )
    assert afspraak is not None
    afspraak.sleutel_terug_op = sleutel_terug_op
    afspraak.save()
    huur_stoppen(rij, einde=afspraak.einde)
    brieven_maken(
        traject,
        soort=Briefsoort.HUUR_GESTOPT,
        titel="Uw huur is gestopt",
        afzender=rij.verhuurder,
        gegevens=letters.eindafspraak(rij, afspraak),
    )
    begeleider_mailen(traject, soort="huur_gestopt", sleutel=str(rij.sleutel))
    handeling_boeken(
        traject,
        namens=namens,
        soort="woning_terug",
        clausule="Z-13.10",
        gegevens={"datum": sleutel_terug_op.isoformat()},
        feit=ContractBeeindigd(traject=traject.sleutel, contract=rij.sleutel),
    )
    is_opgezegd = afspraak.wijze == EindeWijze.OPZEGGING
    uitkomst = Uitkomst.OPGEZEGD if is_opgezegd else Uitkomst.HUUR_GESTOPT
    traject_afsluiten(traject=traject.sleutel, uitkomst=uitkomst, namens=namens)
    return rij


def huur_stoppen(contract: Huurovereenkomst, *, einde: date, woning_vrij: bool = True) -> None:
    """No rent from `einde` on, and the home is free unless somebody else goes on living there."""
    contract.beeindigen()
    contract.beeindigd_op = einde
    contract.save()
    aanzeggen_hoeft_niet(contract)
    if woning_vrij:
        contract.aanbieding.woning_vrij_op = einde
        contract.aanbieding.save()
