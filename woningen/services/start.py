"""The start of the tenancy: the startgesprek, what zorg confirms, agreements on wonen and neighbours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.checklist import checklist, checklistfeit
from aanmelding.models import Aanmelding
from opstap import clock
from opstap.errors import Verouderd, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import toewijzing_waarschuwingen
from opstap.protocol.clausules import regelt
from opstap.protocol.ondersteuning import hulp_waarschuwingen
from opstap.protocol.starten import (
    GESPREK,
    Startpunt,
    Startstand,
    Woonafspraak,
    bevestigen_belemmeringen,
    gesprek_belemmeringen,
    sleutel_waarschuwingen,
)
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject
from opstap.trajecten.services import geldende_verklaring, handeling_boeken
from woningen.models import Aanbieding, Huurovereenkomst, Startantwoord, Woonafspraaktekst, Woonafspraken
from woningen.services.gedeeld import eis_handeling, open_contract, traject_laden


def standen(traject: Traject) -> dict[Startpunt, Startstand]:
    """The last answer per point. That there is a plan zorg may have declared with the aanmelding (Z-1.8)."""
    rijen = Startantwoord.objects.filter(traject=traject)
    gezegd = {Startpunt(rij.punt): Startstand(rij.op, rij.vastgelegd_op) for rij in rijen}
    if Startpunt.PLAN not in gezegd and (ja := geldende_verklaring(traject, Verklaringsoort.VERKLARING_ZORG)):
        gezegd[Startpunt.PLAN] = Startstand(ja.datum, ja.datum)
    return gezegd


def startversie(traject: Traject) -> int:
    """Changes with every answer: a form made from another one is too old."""
    return sum(Startantwoord.objects.filter(traject=traject).values_list("versie", flat=True))


def is_aan_de_orde(traject: Traject) -> list[Belemmering]:
    """From the home on; also shown on the pages."""
    if traject.contracten.exists() or Aanbieding.objects.van_traject(traject).filter(status="geaccepteerd").exists():
        return []
    return [Belemmering("H-33", "Er is nog geen woning. Dit komt als de kandidaat een woning heeft.")]


@regelt("H-33", "P-40", "H-39", "A-27")
@transaction.atomic
def startgesprek_vastleggen(
    *, traject: UUID, besproken: Collection[Startpunt], datum: date, versie: int | None = None, namens: Namens
) -> None:
    """What was talked about so far; the rest is not yet. Only that, never what was said."""
    rij = _laden(traject, Actie.START_VASTLEGGEN, versie, namens)
    eerder = standen(rij)
    nieuw = [punt for punt in besproken if punt not in eerder or eerder[punt].op is None]
    eis(gesprek_belemmeringen(dag=datum, peildatum=clock.vandaag()))
    antwoorden = {punt: None for punt in GESPREK if punt not in besproken} | dict.fromkeys(nieuw, datum)
    _vastleggen(rij, antwoorden, namens)
    gegevens = {"aantal": len({*besproken}), "van": len(GESPREK)}
    handeling_boeken(rij, namens=namens, soort="startgesprek_vastgelegd", clausule="H-33", gegevens=gegevens)


@regelt("Z-3.3", "Z-10.4", "Z-14.8")
@transaction.atomic
def begeleiding_bevestigen(
    *, traject: UUID, plan_op: date | None, start: date | None, versie: int | None = None, namens: Namens
) -> None:
    """Zorg says since when there is a plan and when the begeleiding begins; empty = not yet."""
    rij = _laden(traject, Actie.BEGELEIDING_BEVESTIGEN, versie, namens)
    eis(bevestigen_belemmeringen(plan_op=plan_op, start=start, peildatum=clock.vandaag()))
    _vastleggen(rij, {Startpunt.PLAN: plan_op, Startpunt.START_BEGELEIDING: start}, namens)
    soort = "begeleiding_bevestigd" if start else "begeleiding_niet_bevestigd"
    gegevens = {"start": start.isoformat()} if start else {}
    handeling_boeken(rij, namens=namens, soort=soort, clausule="Z-3.3", gegevens=gegevens)


def _laden(traject: UUID, actie: Actie, versie: int | None, namens: Namens) -> Traject:
    rij = traject_laden(traject)
    eis_handeling(namens, actie, rij)
    eis(is_aan_de_orde(rij))
    if versie is not None and versie != startversie(rij):
        raise Verouderd
    return rij


def _vastleggen(traject: Traject, antwoorden: Mapping[Startpunt, date | None], namens: Namens) -> None:
    """Only what changes gets a new day and name."""
    rijen = {rij.punt: rij for rij in Startantwoord.objects.filter(traject=traject)}
    for punt, op in antwoorden.items():
        rij = rijen.get(punt) or Startantwoord(traject=traject, punt=punt)
        if rij.pk is not None and rij.op == op:
            continue
        rij.op, rij.vastgelegd_op = op, clock.vandaag()
        rij.gebruiker, rij.organisatie, rij.rol = namens.gebruiker, namens.organisatie, namens.rol
        rij.save()


def niet_besproken_aanvullen(traject: Traject, namens: Namens) -> None:
    """At the key: what nobody answered is not yet. So the duty stays until somebody did it."""
    gezegd = standen(traject)
    _vastleggen(traject, {punt: None for punt in Startpunt if punt not in gezegd}, namens)


def voor_de_toewijzing(traject: Traject, route: Route) -> list[Belemmering]:
    """What zorg did not confirm yet, and what the kandidaat must know; for the pages of the home and the contract."""
    gezegd = standen(traject)
    met = {punt for punt, stand in gezegd.items() if stand.op is not None}
    verstuurd = traject.brieven.filter(soort="aanbod", verzonden_op__isnull=False)
    return toewijzing_waarschuwingen(
        route=route,
        plan_aanwezig=Startpunt.PLAN in met,
        begeleiding_bevestigd=Startpunt.START_BEGELEIDING in met,
        weet_van_punten=verstuurd.exists(),
    )


def voor_de_sleutel(contract: Huurovereenkomst) -> list[Belemmering]:
    return sleutel_waarschuwingen(standen=standen(contract.traject), ingangsdatum=contract.ingangsdatum)


def hulp_bij_start(traject: Traject) -> list[Belemmering]:
    """What the form says of help that is not there yet; it names the leefgebied, so for zorg only."""
    contract = open_contract(traject)
    return hulp_waarschuwingen(
        rijen=[checklistfeit(rij) for a in Aanmelding.objects.filter(traject=traject) for rij in checklist(a)],
        ingangsdatum=contract.ingangsdatum if contract is not None else None,
    )


# --- agreements on wonen and neighbours -------------------------------------------------------------------------------


def afspraken_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Part of the contract that everybody signs; also shown on the page."""
    if open_contract(traject) is not None:
        staat_erin = Woonafspraken.objects.filter(traject=traject, vastgelegd_op__isnull=False).exists()
        wat = "Deze afspraken staan in" if staat_erin else "Deze afspraken staan nog niet in"
        melding = f"{wat} het contract dat iedereen tekent. Moet dat anders? Dan trekt de corporatie dat contract in."
        return [Belemmering("P-35", melding)]
    return is_aan_de_orde(traject)


def woonafspraken_loslaten(traject: Traject) -> None:
    """The home they were made for fell through: for the next one they are asked again. Twice = once."""
    for rij in Woonafspraken.objects.filter(traject=traject, vastgelegd_op__isnull=False):
        rij.vastgelegd_op = None
        rij.save()


def van_eerder(traject: Traject) -> list[Belemmering]:
    """What stands on the page was agreed on for another home."""
    if not Woonafspraken.objects.filter(traject=traject, vastgelegd_op=None).exists():
        return []
    melding = "Dit sprak u af voor een woning die niet doorging. Bekijk het samen opnieuw, en leg vast wat nu geldt."
    return [Belemmering("P-35", melding)]


@regelt("P-35")
@transaction.atomic
def woonafspraken_vastleggen(
    *, traject: UUID, afspraken: Sequence[Woonafspraak], tekst: str, versie: int | None = None, namens: Namens
) -> Woonafspraken:
    """Before the contract is made, with which the three parties sign them."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.START_VASTLEGGEN, rij)
    eis(afspraken_belemmeringen(rij))
    woonafspraken = Woonafspraken.objects.filter(traject=rij).first() or Woonafspraken(traject=rij)
    if woonafspraken.pk is not None:
        woonafspraken.eis_versie(versie)
    woonafspraken.afspraken = [a.value for a in Woonafspraak if a in afspraken]
    woonafspraken.vastgelegd_op = clock.vandaag()
    woonafspraken.save()
    Woonafspraaktekst.objects.filter(woonafspraken=woonafspraken).delete()
    if tekst.strip():
        Woonafspraaktekst.objects.create(woonafspraken=woonafspraken, tekst=tekst.strip())
    handeling_boeken(rij, namens=namens, soort="woonafspraken_vastgelegd", clausule="P-35")
    return woonafspraken
