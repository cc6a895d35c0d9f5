"""Tell the huurder in writing that the contract ends; what happens when that was missed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.services.versturen import verzending_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import (
    aanzegging_belemmeringen,
    aanzegging_na_besluit_belemmeringen,
    aanzegging_nog_mogelijk,
    ontvangst_belemmeringen,
)
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.versturen import Verzendwijze
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken
from woningen import letters
from woningen.enums import NIET_AANGEZEGD, AanzegBewijs, AanzegWijze, Contractstatus
from woningen.models import Aanzegging, Huurovereenkomst
from woningen.services.gedeeld import (
    begeleider_mailen,
    beslisser_mailen,
    brieven_maken,
    consulent_mailen,
    contract_laden,
    eis_handeling,
    niet_na_vandaag,
    open_contract,
    traject_laden,
)


@transaction.atomic
def aanzegging_registreren(
    *,
    contract: UUID,
    verzonden_op: date,
    wijze: AanzegWijze,
    ontvangen_op: date | None = None,
    bewijs: AanzegBewijs | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Aanzegging:
    """Make the letter and write down that it went out; receipt may follow later or come with it.

    What counts in law is the day of receipt. Only while that is not known the day of sending stands in for it.
    """
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(aanzegging_mogelijk_belemmeringen(rij))
    eis(
        niet_na_vandaag(verzonden_op, clausule="I-25", wat="De aanzegging is verstuurd", veld="verzonden_op")
        + _na_besluit(verzonden_op, rij, "verzonden_op")
        + ([] if ontvangen_op else _in_venster(verzonden_op, rij, "verzonden_op"))
    )
    aanzegging = Aanzegging.objects.create(contract=rij, verzonden_op=verzonden_op, wijze=wijze)
    (brief,) = brieven_maken(
        traject,
        soort=Briefsoort.AANZEGGING,
        titel="Uw huurcontract stopt",
        afzender=rij.verhuurder,
        gegevens=letters.aanzegging(rij),
        aan=[Geadresseerde.KANDIDAAT],
        besluit=rij.besluit,
    )
    verzending_schrijven(brief, op=verzonden_op, wijze=Verzendwijze(wijze), namens=namens)
    gegevens = {"datum": verzonden_op.isoformat(), "wijze": wijze}
    handeling_boeken(traject, namens=namens, soort="aanzegging_verstuurd", clausule="I-25", gegevens=gegevens)
    if ontvangen_op is not None:
        _ontvangen(traject, rij, aanzegging, ontvangen_op, bewijs, namens)
    return aanzegging


@transaction.atomic
def aanzegging_ontvangst_vastleggen(
    *, aanzegging: UUID, ontvangen_op: date, bewijs: AanzegBewijs, namens: Namens
) -> Aanzegging:
    """The huurder received it. Only now is the duty done and does the contract end on `einde`."""
    sleutel = Aanzegging.objects.values_list("contract__sleutel", flat=True).get(sleutel=aanzegging)
    traject, contract = contract_laden(sleutel)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    eis(aanzegging_mogelijk_belemmeringen(contract))
    rij = Aanzegging.objects.get(sleutel=aanzegging)
    _ontvangen(traject, contract, rij, ontvangen_op, bewijs, namens)
    return rij


def aanzegging_mogelijk_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Is there anything to tell? Also shown on the page."""
    if contract.status == Contractstatus.AANGEZEGD:
        return [Belemmering("I-25", "De huurder heeft de aanzegging al ontvangen.")]
    if contract.status not in NIET_AANGEZEGD:
        return [Belemmering("I-25", "Een aanzegging hoort bij een tijdelijk contract dat loopt.")]
    if contract.besluit is None or contract.besluit.uitkomst != OmzettingUitkomst.NIET_OMZETTEN:
        return [Belemmering("I-1", "Neem eerst het besluit om geen vast contract te geven. Daarna komt de aanzegging.")]
    return []


def _na_besluit(dag: date, contract: Huurovereenkomst, veld: str) -> list[Belemmering]:
    assert contract.besluit is not None
    return aanzegging_na_besluit_belemmeringen(dag=dag, besloten_op=contract.besluit.datum, veld=veld)


def _in_venster(dag: date, contract: Huurovereenkomst, veld: str) -> list[Belemmering]:
    return [
        Belemmering(b.clausule, b.melding, veld) for b in aanzegging_belemmeringen(ontvangen=dag, einde=contract.einde)
    ]


def _ontvangen(
    traject: Traject,
    contract: Huurovereenkomst,
    aanzegging: Aanzegging,
    ontvangen_op: date,
    bewijs: AanzegBewijs | None,
    namens: Namens,
) -> None:
    ontvangst_eisen(contract, aanzegging, ontvangen_op, bewijs)
    assert bewijs is not None
    aanzegging.ontvangen_op, aanzegging.bewijs, aanzegging.contract_was = ontvangen_op, bewijs, contract.status
    aanzegging.save()
    contract.aanzeggen()
    contract.aanzegging_gemist_op = None
    contract.save()
    handeling_boeken(
        traject,
        namens=namens,
        soort="aanzegging_ontvangen",
        clausule="I-25",
        gegevens={"datum": ontvangen_op.isoformat(), "bewijs": bewijs},
    )


def ontvangst_eisen(
    contract: Huurovereenkomst, aanzegging: Aanzegging, ontvangen_op: date, bewijs: AanzegBewijs | None
) -> None:
    """Only with proof, after the besluit and inside the window it counts in law."""
    bezwaren = ontvangst_belemmeringen(
        ontvangen_op=ontvangen_op,
        verzonden_op=aanzegging.verzonden_op,
        heeft_bewijs=bewijs is not None,
        peildatum=clock.vandaag(),
    )
    bezwaren += _na_besluit(ontvangen_op, contract, "ontvangen_op")
    eis(bezwaren + _in_venster(ontvangen_op, contract, "ontvangen_op"))


@transaction.atomic
def aanzegging_gemist_vastleggen(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, when the window is closed: nothing was received, so the law makes the contract vast. Twice = once."""
    rij = traject_laden(traject)
    contract = open_contract(rij)
    if contract is None or not _is_gemist(contract):
        return
    contract.aanzegging_gemist_op = clock.vandaag()
    contract.save()
    sleutel = str(contract.sleutel)
    consulent_mailen(rij, soort="aanzegging_gemist", sleutel=sleutel, ook_teamleider=True)
    begeleider_mailen(rij, soort="aanzegging_gemist", sleutel=sleutel)
    beslisser_mailen(rij, soort="aanzegging_gemist", sleutel=sleutel)
    handeling_boeken(rij, namens=SYSTEEM, soort="aanzegging_gemist", clausule="I-25")


def _is_gemist(contract: Huurovereenkomst) -> bool:
    positief = contract.besluit is not None and contract.besluit.uitkomst == OmzettingUitkomst.OMZETTEN
    return (
        contract.status in NIET_AANGEZEGD
        and contract.aanzegging_gemist_op is None
        and not positief
        and contract.eindafspraak is None
        and not aanzegging_nog_mogelijk(einde=contract.einde, peildatum=clock.vandaag())
    )
