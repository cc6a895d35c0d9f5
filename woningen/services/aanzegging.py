"""Tell the huurder in writing that the contract ends; what happens when that was missed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brieven_maken
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import (
    aanzegging_belemmeringen,
    aanzegging_na_besluit_belemmeringen,
    aanzegging_nog_mogelijk,
    ontvangst_belemmeringen,
)
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.versturen import NietVersturenReden
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken
from woningen import letters
from woningen.enums import NIET_AANGEZEGD, AanzegBewijs, AanzegWijze, Contractstatus
from woningen.models import Aanzegging, Huurovereenkomst
from woningen.services.gedeeld import (
    begeleider_mailen,
    beslisser_mailen,
    consulent_mailen,
    contract_laden,
    eis_handeling,
    open_contract,
    traject_laden,
)


@transaction.atomic
def aanzegging_maken(*, contract: UUID, versie: int | None = None, namens: Namens) -> Aanzegging:
    """Make the letter of today. It is on its way only when somebody says that it was sent."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(aanzegging_maken_belemmeringen(rij))
    brief, *_ = brieven_maken(
        traject,
        soort=Briefsoort.AANZEGGING,
        titel="Uw huurcontract stopt",
        afzender=rij.verhuurder,
        gegevens=letters.aanzegging(rij),
        aan=[Geadresseerde.KANDIDAAT],
        besluit=rij.besluit,
    )
    aanzegging = Aanzegging.objects.create(contract=rij, brief=brief)
    handeling_boeken(traject, namens=namens, soort="aanzegging_gemaakt", clausule="I-25")
    return aanzegging


@transaction.atomic
def aanzegging_ontvangst_vastleggen(
    *, aanzegging: UUID, ontvangen_op: date, bewijs: AanzegBewijs, namens: Namens
) -> Aanzegging:
    """The huurder received it. Only now is the duty done and does the contract end on `einde`."""
    traject, contract, rij = aanzegging_laden(aanzegging, namens)
    eis(aanzegging_mogelijk_belemmeringen(contract))
    ontvangst_eisen(contract, rij, ontvangen_op, bewijs)
    rij.ontvangen_op, rij.bewijs, rij.contract_was = ontvangen_op, bewijs, contract.status
    rij.save()
    contract.aanzeggen()
    contract.aanzegging_gemist_op = None
    contract.save()
    aanzegbrief_hoeft_niet(contract)
    gegevens = {"datum": ontvangen_op.isoformat(), "bewijs": bewijs}
    handeling_boeken(traject, namens=namens, soort="aanzegging_ontvangen", clausule="I-25", gegevens=gegevens)
    return rij


def aanzegging_laden(sleutel: UUID, namens: Namens) -> tuple[Traject, Huurovereenkomst, Aanzegging]:
    """The aanzegging with its traject locked first, and the right to act on it. Raises DoesNotExist."""
    contract = Aanzegging.objects.values_list("contract__sleutel", flat=True).get(sleutel=sleutel)
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    return traject, rij, Aanzegging.objects.select_related("brief").get(sleutel=sleutel)


def lopende_aanzegging(contract: Huurovereenkomst) -> Aanzegging | None:
    """The last one that was made or sent and of which receipt is not known."""
    rijen = contract.aanzeggingen.select_related("brief__vervangen_door").order_by("-pk")
    return next((rij for rij in rijen if rij.is_onderweg), None)


def aanzegging_maken_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page. What was made and not sent is sent first."""
    if bezwaren := aanzegging_mogelijk_belemmeringen(contract):
        return bezwaren
    rij = lopende_aanzegging(contract)
    if rij is not None and rij.verzonden_op is None:
        return [Belemmering("I-25", "De aanzegging is al gemaakt. Verstuur die, of leg vast dat zij niet weg hoeft.")]
    return aanzegging_belemmeringen(ontvangen=clock.vandaag(), einde=contract.opstap_tot)


def aanzegging_mogelijk_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Is there anything to tell? Also shown on the page."""
    if contract.status == Contractstatus.AANGEZEGD:
        return [Belemmering("I-25", "De huurder heeft de aanzegging al ontvangen.")]
    if contract.status not in NIET_AANGEZEGD or contract.einde is None:
        return [Belemmering("I-25", "Een aanzegging hoort bij een tijdelijk contract dat loopt.")]
    if contract.besluit is None or contract.besluit.uitkomst != OmzettingUitkomst.NIET_OMZETTEN:
        return [Belemmering("I-1", "Neem eerst het besluit om geen vast contract te geven. Daarna komt de aanzegging.")]
    return []


def aanzegbrief_hoeft_niet(contract: Huurovereenkomst) -> None:
    """A letter that was made and not sent is of no use any more. Twice = once."""
    for rij in contract.aanzeggingen.filter(verzonden_op=None).select_related("brief"):
        if rij.is_onderweg and (brief := rij.geldende_brief) is not None:
            hoeft_niet_schrijven(brief, NietVersturenReden.NIET_NODIG, namens=SYSTEEM)


def aanzeggen_hoeft_niet(contract: Huurovereenkomst) -> None:
    """There is nothing to tell any more, also not to who decides for the huurder. Twice = once."""
    aanzegbrief_hoeft_niet(contract)
    kopieen = Brief.objects.filter(traject=contract.traject, soort=Briefsoort.AANZEGGING)
    for brief in kopieen.exclude(geadresseerde=Geadresseerde.KANDIDAAT).te_versturen():
        hoeft_niet_schrijven(brief, NietVersturenReden.NIET_NODIG, namens=SYSTEEM)


def in_venster(dag: date, contract: Huurovereenkomst, veld: str) -> list[Belemmering]:
    """Is it lawful on this day? The complaint stands at this field."""
    return [
        Belemmering(b.clausule, b.melding, veld)
        for b in aanzegging_belemmeringen(ontvangen=dag, einde=contract.opstap_tot)
    ]


def ontvangst_eisen(
    contract: Huurovereenkomst, aanzegging: Aanzegging, ontvangen_op: date, bewijs: AanzegBewijs | None
) -> None:
    """Only sent, with proof, after the besluit and inside the window it counts in law."""
    if aanzegging.verzonden_op is None:
        raise RegelGeschonden([Belemmering("I-25", "Leg eerst vast wanneer en hoe de aanzegging is verstuurd.")])
    assert contract.besluit is not None
    bezwaren = ontvangst_belemmeringen(
        ontvangen_op=ontvangen_op,
        verzonden_op=aanzegging.verzonden_op,
        is_aangetekend=aanzegging.wijze == AanzegWijze.AANGETEKEND,
        heeft_bewijs=bewijs is not None,
        peildatum=clock.vandaag(),
    )
    bezwaren += aanzegging_na_besluit_belemmeringen(
        dag=ontvangen_op, besloten_op=contract.besluit.datum, veld="ontvangen_op"
    )
    eis(bezwaren + in_venster(ontvangen_op, contract, "ontvangen_op"))


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
        and contract.einde is not None
        and contract.aanzegging_gemist_op is None
        and not positief
        and contract.eindafspraak is None
        and not aanzegging_nog_mogelijk(einde=contract.einde, peildatum=clock.vandaag())
    )
