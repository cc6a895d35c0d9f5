"""The consultations and the besluit over the vaste contract. The page stands in evaluatie, one room up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import Consultaties, omzetting_belemmeringen, overlegdag_belemmeringen
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.evaluatiebegrippen import Grond, Oordeel
from opstap.protocol.feiten import AndereWoonplekNodig, ContractOmgezet, EvaluatieUitkomst
from opstap.protocol.herhuisvesten import EindeWijze, omzetting_naast_einde_belemmeringen
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.trajecten.beslissers import (
    GEEN_VERGADERING,
    Vergadering,
    beslisser_bezwaren,
    notulen,
    vergadering_bezwaren,
)
from opstap.trajecten.enums import Besluitsoort, Uitkomst, Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit, Traject, Verklaring
from opstap.trajecten.services import (
    besluit_nemen,
    geldende_verklaring,
    handeling_boeken,
    traject_afsluiten,
    verklaring_vastleggen,
)
from woningen import letters
from woningen.enums import LOOPT_TIJDELIJK, OnbepaaldDoor
from woningen.models import Huurovereenkomst
from woningen.services.aanzegging import aanzeggen_hoeft_niet
from woningen.services.beeindigen import afspraak_intrekken
from woningen.services.gedeeld import (
    begeleider_mailen,
    consulent_mailen,
    contract_laden,
    eis_handeling,
)

_OVERLEG = {Verklaringsoort.OVERLEG_HUURDER: "de huurder", Verklaringsoort.OVERLEG_ZORG: "de zorgorganisatie"}


@transaction.atomic
def overleg_vastleggen(
    *, contract: UUID, soort: Verklaringsoort, datum: date, wijze: Wijze, namens: Namens
) -> Verklaring:
    """The corporatie consulted huurder or zorg about the besluit (Z-12.2). Raises ValueError for another soort."""
    if soort not in _OVERLEG:
        raise ValueError(soort)
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.OMZETTING_BESLUITEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.OMZETTING, traject))
    eis(overleg_belemmeringen(rij))
    eis(overlegdag_belemmeringen(overlegd_op=datum, ingangsdatum=rij.ingangsdatum, peildatum=clock.vandaag()))
    verklaring = verklaring_vastleggen(
        traject, soort=soort, datum=datum, wijze=wijze, namens=namens, onderwerp=rij.sleutel
    )
    gegevens = {"datum": datum.isoformat(), "met": _OVERLEG[soort]}
    handeling_boeken(traject, namens=namens, soort="overleg_vastgelegd", clausule="Z-12.2", gegevens=gegevens)
    return verklaring


def overleg_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Notice of the huurder or a vonnis leaves nothing to decide; also shown on the page and for its link."""
    if contract.status in LOOPT_TIJDELIJK and contract.vorm.overgang is Overgang.BESLUIT:
        return _naast_einde(contract, OmzettingUitkomst.OMZETTEN)
    return [Belemmering("Z-12.2", "Overleg over een vast contract kan alleen als het tijdelijke contract loopt.")]


def consultaties(contract: Huurovereenkomst) -> Consultaties:
    """When huurder and zorg were last consulted about this contract."""
    huurder, zorg = (geldende_verklaring(contract.traject, soort, contract.sleutel) for soort in _OVERLEG)
    return Consultaties(huurder_op=huurder.datum if huurder else None, zorg_op=zorg.datum if zorg else None)


@regelt("I-28")
@transaction.atomic
def contract_besluiten(
    *,
    contract: UUID,
    uitkomst: str,
    gronden: Sequence[Grond],
    motivering: str,
    reden_vroeg: str,
    evaluatie: EvaluatieUitkomst,
    vergadering: Vergadering = GEEN_VERGADERING,
    versie: int | None = None,
    namens: Namens,
) -> Besluit:
    """Decide over the vaste contract, as who the regeling names (I-28, A-19). A negative besluit leaves it lopend."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.OMZETTING_BESLUITEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.OMZETTING, traject))
    rij.eis_versie(versie)
    keuze = OmzettingUitkomst(uitkomst)
    eis(
        besluit_belemmeringen(rij, keuze, gronden, motivering, reden_vroeg, evaluatie)
        + vergadering_bezwaren(vergadering, zaak=Zaak.OMZETTING, traject=traject, vanaf=rij.ingangsdatum)
    )
    besluit = besluit_nemen(
        traject,
        soort=Besluitsoort.OMZETTING,
        uitkomst=keuze,
        namens=namens,
        motivering=_uitleg(motivering, reden_vroeg),
        snapshot=_snapshot(rij, gronden, evaluatie),
        notulen=notulen(vergadering, zaak=Zaak.OMZETTING, traject=traject),
    )
    rij.besluit = besluit
    begeleider_mailen(traject, soort="besluit_omzetting", sleutel=str(besluit.sleutel))
    if besluit.vergadering_op is not None:  # the corporatie did not decide it herself
        consulent_mailen(traject, soort="besluit_omzetting", sleutel=str(besluit.sleutel))
    if keuze is OmzettingUitkomst.OMZETTEN:
        _omzetten(traject, rij, besluit, namens)
    else:
        _niet_omzetten(traject, rij, besluit, gronden, motivering, namens)
    return besluit


def besluit_belemmeringen(
    contract: Huurovereenkomst,
    uitkomst: OmzettingUitkomst,
    gronden: Sequence[Grond],
    motivering: str,
    reden_vroeg: str,
    evaluatie: EvaluatieUitkomst,
) -> list[Belemmering]:
    """Why this besluit cannot be taken today; the page shows the same list."""
    if contract.status not in LOOPT_TIJDELIJK or contract.vorm.overgang is not Overgang.BESLUIT:
        return [Belemmering("Z-11.4", "Dit contract loopt niet als tijdelijk contract; er is niets te besluiten.")]
    if contract.besluit is not None and contract.besluit.uitkomst == uitkomst:
        return [Belemmering("Z-11.4", "Dit besluit is al genomen; de brief staat bij het traject.")]
    ontvangen = contract.aanzeggingen.ontvangen().values_list("ontvangen_op", flat=True).first()
    return _naast_einde(contract, uitkomst) + omzetting_belemmeringen(
        uitkomst=uitkomst,
        peildatum=clock.vandaag(),
        ingangsdatum=contract.ingangsdatum,
        einde=contract.einde,
        looptijd=Looptijd(contract.looptijd),
        consultaties=consultaties(contract),
        gronden=gronden,
        motivering=motivering,
        heeft_gehouden_evaluatie=evaluatie.aantal_gehouden > 0,
        laatste_oordeel=Oordeel(evaluatie.laatste_oordeel) if evaluatie.laatste_oordeel else None,
        reden_vroeg=reden_vroeg,
        aanzegging_ontvangen=ontvangen,
        parameters=contract.traject.regelingversie.parameters,
    )


def _naast_einde(contract: Huurovereenkomst, uitkomst: OmzettingUitkomst) -> list[Belemmering]:
    afspraak = contract.eindafspraak if uitkomst is OmzettingUitkomst.OMZETTEN else None
    return omzetting_naast_einde_belemmeringen(
        wijze=EindeWijze(afspraak.wijze) if afspraak else None, afgesproken_einde=afspraak.einde if afspraak else None
    )


def _uitleg(motivering: str, reden_vroeg: str) -> str:
    return "\n\n".join(tekst.strip() for tekst in (motivering, reden_vroeg) if tekst.strip())


def _snapshot(contract: Huurovereenkomst, gronden: Sequence[Grond], evaluatie: EvaluatieUitkomst) -> dict[str, Any]:
    """Codes, dates and keys the besluit rests on (law 8; Z-2.15 names the evaluaties)."""
    overleg = consultaties(contract)
    return {
        "contract": str(contract.sleutel),
        "einde": contract.opstap_tot.isoformat(),
        "gronden": [grond.value for grond in gronden],
        "overleg_huurder_op": overleg.huurder_op.isoformat() if overleg.huurder_op else "",
        "overleg_zorg_op": overleg.zorg_op.isoformat() if overleg.zorg_op else "",
        "evaluaties": [str(sleutel) for sleutel in evaluatie.evaluaties],
        "aantal_gehouden": evaluatie.aantal_gehouden,
        "laatste_oordeel": evaluatie.laatste_oordeel,
    }


@regelt("Z-3.5", "L-15")
def _omzetten(traject: Traject, contract: Huurovereenkomst, besluit: Besluit, namens: Namens) -> None:
    """A besluit after `einde` confirms what the law already did on that day."""
    contract.afronden()
    contract.looptijd, contract.onbepaald_door = Looptijd.ONBEPAALD, OnbepaaldDoor.BESLUIT
    contract.onbepaald_sinds = min(clock.vandaag(), contract.opstap_tot)
    contract.save()
    aanzeggen_hoeft_niet(contract)
    afspraak_intrekken(contract, namens=namens)  # only what was agreed together is left here; the page said so
    brieven_maken(
        traject,
        soort=Briefsoort.OMZETTING,
        titel="U krijgt een vast huurcontract",
        afzender=_afzender(contract, besluit),
        gegevens=letters.omzetting(contract) | {"vergadering": letters.vergadering(besluit)},
        besluit=besluit,
    )
    gegevens = {"uitkomst": OmzettingUitkomst.OMZETTEN.value, "besluit": str(besluit.sleutel)}
    feit = ContractOmgezet(traject=traject.sleutel, contract=contract.sleutel, door=OnbepaaldDoor.BESLUIT)
    handeling_boeken(
        traject, namens=namens, soort="omzetting_besloten", clausule="Z-12.2", gegevens=gegevens, feit=feit
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.VAST_CONTRACT, namens=namens)


def _afzender(contract: Huurovereenkomst, besluit: Besluit) -> Organisatie:
    """Who decided writes the letter: the commissie, or the verhurende corporatie."""
    if besluit.vergadering_op is None or besluit.organisatie is None:
        return contract.verhuurder
    return Organisatie.objects.get(sleutel=besluit.organisatie)


def _is_overlegd(contract: Huurovereenkomst) -> bool:
    overleg = consultaties(contract)
    return overleg.huurder_op is not None and overleg.zorg_op is not None


def _niet_omzetten(
    traject: Traject,
    contract: Huurovereenkomst,
    besluit: Besluit,
    gronden: Sequence[Grond],
    motivering: str,
    namens: Namens,
) -> None:
    """The contract runs on; only a received aanzegging ends it (I-1)."""
    contract.save()
    brieven_maken(
        traject,
        soort=Briefsoort.NIET_OMZETTEN,
        titel="U krijgt geen vast huurcontract",
        afzender=_afzender(contract, besluit),
        gegevens=letters.niet_omzetten(contract, gronden, motivering)
        | {"vergadering": letters.vergadering(besluit), "met_overleg": _is_overlegd(contract)},
        besluit=besluit,
    )
    gegevens = {"uitkomst": OmzettingUitkomst.NIET_OMZETTEN.value, "besluit": str(besluit.sleutel)}
    feit = AndereWoonplekNodig(traject=traject.sleutel, contract=contract.sleutel)
    handeling_boeken(
        traject, namens=namens, soort="omzetting_besloten", clausule="Z-11.11", gegevens=gegevens, feit=feit
    )
