"""The start of a tenancy: nothing of it locks, the key waits for nobody, and the card tells a visitor nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.begrippen import Looptijd, Route
from opstap.protocol.feiten import AanmeldFeiten, BemiddelFeiten, ContractFeiten, TrajectFeiten
from opstap.protocol.starten import (
    GESPREK,
    VAN_ZORG,
    Belfeit,
    Startpunt,
    Startstand,
    bevestigen_belemmeringen,
    gesprek_belemmeringen,
    kaartregels,
    klaar_op,
    open_punten,
    sleutel_waarschuwingen,
)
from opstap.protocol.startfeiten import KaartFeit, StartFeiten
from opstap.protocol.startplan import bevestigen_uiterlijk, starttermijnen
from opstap.regelingen.presets import preset
from tests.fundament.test_plan import S

ZUTPHEN = preset("zutphen-2024").parameters
INGANG, DAG = date(2026, 5, 1), date(2026, 4, 20)
ALLES = {punt: Startstand(DAG, DAG) for punt in Startpunt}


@pytest.mark.clausule("H-33", "P-40", "H-39", "A-27")
def test_the_conversation_is_about_costs_independence_support_and_neighbours() -> None:
    onderwerpen = {punt.label.partition(":")[0] for punt in GESPREK}
    assert onderwerpen == {"kosten", "inkomen", "zelfstandig wonen", "begeleiding", "overlast", "buren"}
    assert open_punten({}) == list(GESPREK) and open_punten(ALLES) == []
    nog = ALLES | {Startpunt.BUREN: Startstand(None, DAG)}
    assert open_punten(nog) == [Startpunt.BUREN]
    assert klaar_op(nog, GESPREK) is None and klaar_op(nog, VAN_ZORG) == DAG
    later = ALLES | {Startpunt.BUREN: Startstand(DAG, INGANG)}
    assert klaar_op(later, GESPREK) == INGANG


@pytest.mark.clausule("H-33")
def test_the_day_of_the_conversation_has_been() -> None:
    assert gesprek_belemmeringen(dag=DAG, peildatum=DAG) == []
    assert [b.veld for b in gesprek_belemmeringen(dag=DAG + timedelta(days=1), peildatum=DAG)] == ["datum"]


@pytest.mark.clausule("Z-3.3", "Z-14.8")
def test_zorg_confirms_a_plan_that_is_there_and_a_start_that_may_still_come() -> None:
    def velden(plan_op, start):
        return [b.veld for b in bevestigen_belemmeringen(plan_op=plan_op, start=start, peildatum=DAG)]

    assert velden(None, None) == velden(DAG, INGANG) == []
    assert velden(DAG + timedelta(days=1), date(2027, 4, 21)) == ["plan_op", "start"]
    assert velden(DAG, date(2027, 4, 20)) == []


@pytest.mark.clausule("H-33", "P-40", "Z-3.3", "Z-10.4")
def test_before_the_key_what_is_open_is_said() -> None:
    def gemist(**anders):
        standen = ALLES | {Startpunt(naam): Startstand(op, DAG) for naam, op in anders.items()}
        return [b.clausule for b in sleutel_waarschuwingen(standen=standen, ingangsdatum=INGANG)]

    assert gemist() == gemist(start_begeleiding=INGANG) == []
    assert gemist(toeslagen=None) == ["H-33"]
    assert gemist(start_begeleiding=None) == ["Z-3.3"]
    assert gemist(start_begeleiding=INGANG + timedelta(days=1)) == ["Z-10.4"]
    assert [b.clausule for b in sleutel_waarschuwingen(standen={}, ingangsdatum=INGANG)] == ["H-33", "Z-3.3"]


@pytest.mark.clausule("P-36")
@pytest.mark.parametrize("bereikbaar", [None, *Bereikbaarheid])
@pytest.mark.parametrize("avond", ["", "0800 1"])
def test_the_card_says_whom_to_call_and_never_that_somebody_needs_care(bereikbaar, avond) -> None:
    regels = kaartregels(
        contact=Belfeit("Anna de Vries", "0575 1", avond),
        verhuurder=Belfeit("Woningstichting", "0575 2", avond),
        bereikbaar=bereikbaar,
    )
    tekst = " ".join(waarde for regel in regels for waarde in regel.values()).lower()
    assert not [w for w in ("opstap", "begelei", "zorg", "hulp", "cliënt", "kenmerk", "traject") if w in tekst]
    nummers = [regel["telefoon"] for regel in regels]
    assert nummers[0] == "0575 1" and "0575 2" in nummers and "112" in nummers
    assert nummers.count("0800 1") == (2 if avond else 0)
    assert ("dag en nacht" in regels[0]["wanneer"]) is (bereikbaar is Bereikbaarheid.ALTIJD)


WONING = BemiddelFeiten(S[1], Route.DIRECTE_BEMIDDELING, "toegewezen", date(2026, 1, 5), toegewezen_op=date(2026, 3, 2))
CONTRACT = ContractFeiten(S[2], "getekend", Looptijd.BEPAALD, DAG, INGANG, date(2028, 5, 1), 6, getekend_op=DAG)
FEITEN = TrajectFeiten(date(2025, 9, 1), bemiddeling=WONING, contract=CONTRACT)


def _plan(feiten: TrajectFeiten) -> dict[str, tuple[date, date | None]]:
    return {t.soort: (t.datum, t.klaar_op) for t in starttermijnen(feiten, ZUTPHEN)}


@pytest.mark.clausule("Z-3.3", "H-33", "P-36")
def test_the_duties_of_the_start_end_with_their_answer_and_outlive_the_key() -> None:
    week = date(2026, 3, 9)
    assert _plan(FEITEN) == {"begeleiding_bevestigen": (week, None), "startgesprek": (INGANG, None)}
    assert _plan(replace(FEITEN, bemiddeling=None, contract=None)) == {}
    klaar = StartFeiten(zorg_gevraagd=True, bevestigd_op=DAG, gesprek_gevraagd=True, gesprek_klaar_op=INGANG)
    assert _plan(replace(FEITEN, start=klaar)) == {
        "begeleiding_bevestigen": (week, DAG),
        "startgesprek": (INGANG, INGANG),
    }
    woont = replace(CONTRACT, status="lopend", ingebruikname=INGANG)
    assert _plan(replace(FEITEN, contract=woont)) == {}  # it began before anybody asked this
    half = StartFeiten(zorg_gevraagd=True, gesprek_gevraagd=True)
    assert set(_plan(replace(FEITEN, contract=woont, start=half))) == {"begeleiding_bevestigen", "startgesprek"}
    weg = replace(woont, beeindigd_op=date(2026, 9, 1))
    assert {k for _, k in _plan(replace(FEITEN, contract=weg, start=half)).values()} == {date(2026, 9, 1)}
    kaart = StartFeiten(oude_kaarten=(KaartFeit(S[3], DAG), KaartFeit(S[4], DAG, INGANG)))
    nieuw = [t for t in starttermijnen(replace(FEITEN, contract=woont, start=kaart), ZUTPHEN)]
    assert [(t.soort, t.datum, t.onderwerp, t.klaar_op) for t in nieuw] == [
        ("meterkastkaart", DAG + timedelta(days=7), S[3], None),
        ("meterkastkaart", DAG + timedelta(days=7), S[4], INGANG),
    ]


@pytest.mark.clausule("Z-3.3")
def test_two_weeks_before_the_uitstroom_and_never_sooner_than_a_week_after_the_home() -> None:
    def uiterlijk(uitstroom, parameters=ZUTPHEN):
        return bevestigen_uiterlijk(toegewezen_op=date(2026, 3, 2), uitstroom=uitstroom, parameters=parameters)

    assert uiterlijk(date(2026, 6, 1)) == date(2026, 5, 18)
    assert uiterlijk(date(2026, 3, 20)) == uiterlijk(None) == date(2026, 3, 9)
    zonder = replace(ZUTPHEN, woning_dagen_voor_uitstroom=None)
    assert uiterlijk(date(2026, 6, 1), zonder) == date(2026, 3, 9)
    feiten = replace(FEITEN, aanmelding=AanmeldFeiten("toegelaten", DAG, None, uitstroom=date(2026, 6, 1)))
    assert _plan(feiten)["begeleiding_bevestigen"] == (date(2026, 5, 18), None)
