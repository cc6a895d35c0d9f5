"""Before the key: another first day in the contract, or another contract in its place (law 8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.correcties import Brieffeit, brieven_met, brieven_verouderen
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import ingangsdatum_belemmeringen
from opstap.protocol.correcties import ondertekend_belemmeringen, zelfde_dag_belemmeringen
from opstap.protocol.datums import datum_voluit
from opstap.protocol.versturen import NietVersturenReden
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken
from woningen import letters
from woningen.enums import Contractstatus
from woningen.models import Huurovereenkomst
from woningen.services.contract import bewoond_belemmeringen
from woningen.services.gedeeld import contract_laden, eis_handeling
from woningen.services.partijen import begeleidt, partijen_maken

_IN_DE_BRIEF = (Brieffeit.INGANGSDATUM, Brieffeit.LAATSTE_DAG, Brieffeit.EINDE, Brieffeit.PARTIJEN)


def ingangsdatum_verbeteren_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    return ondertekend_belemmeringen(getekend_op=contract.getekend_op, ingebruikname=contract.ingebruikname)


@transaction.atomic
def ingangsdatum_verbeteren(
    *, contract: UUID, datum: date, reden: Correctiereden, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The tenancy begins on another day. What was signed so far is void: everybody signs the new paper (Z-2.11)."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(ingangsdatum_verbeteren_belemmeringen(rij))
    was = rij.ingangsdatum
    bezwaren = zelfde_dag_belemmeringen(was=was, wordt=datum, clausule="Z-2.10", veld="datum")
    verkeerd = ingangsdatum_belemmeringen(ingangsdatum=datum, peildatum=clock.vandaag())
    for b in verkeerd + bewoond_belemmeringen(rij.woning, datum, behalve=rij):
        bezwaren.append(Belemmering(b.clausule, b.melding, "datum"))
    eis(bezwaren)
    zorg = begeleidt(rij)
    oud = letters.opstapcontract(rij, zorg)
    _opnieuw_voorleggen(traject, rij, datum, zorg)
    nieuw = letters.opstapcontract(rij, zorg)
    for feit in _IN_DE_BRIEF:
        brieven_verouderen(traject, feit, was=oud[feit.value], wordt=nieuw[feit.value])
    gegevens = {"was": was.isoformat(), "datum": datum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="ingangsdatum_verbeterd", clausule="Z-2.10", gegevens=gegevens)
    return rij


def _opnieuw_voorleggen(traject: Traject, contract: Huurovereenkomst, datum: date, zorg: Organisatie) -> None:
    contract.ingangsdatum = datum
    contract.looptijd_zetten()
    contract.save()
    partijen_maken(traject, contract, zorg)


def contract_intrekken_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    if contract.status in {Contractstatus.TER_ONDERTEKENING, Contractstatus.GETEKEND}:
        return []
    melding = "De sleutel is al gegeven. Dit contract stopt alleen zoals de wet en het contract zelf zeggen."
    return [Belemmering("Z-2.11", melding)]


@transaction.atomic
def contract_intrekken(
    *, contract: UUID, reden: Correctiereden, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """What stands in it is wrong and nobody lives there: the way is free for another contract for the same home."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(contract_intrekken_belemmeringen(rij))
    contract_terugnemen(rij, namens=namens)
    gegevens = {"ingangsdatum": rij.ingangsdatum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="contract_ingetrokken", clausule="Z-2.11", gegevens=gegevens)
    return rij


def contract_terugnemen(contract: Huurovereenkomst, *, namens: Namens) -> None:
    """It never starts, and its letters that wait need not go out. The caller holds the lock."""
    contract.intrekken()
    contract.save()
    for brief in brieven_met(contract.traject, Brieffeit.INGANGSDATUM, datum_voluit(contract.ingangsdatum)):
        if brief.verzonden_op is None and brief.hoeft_niet_op is None:
            hoeft_niet_schrijven(brief, NietVersturenReden.KLOPT_NIET, namens=namens)
