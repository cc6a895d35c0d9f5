"""A besluit over the toelating is looked at again: what, until when, and what it asks."""

from datetime import date, timedelta

import pytest

from opstap.protocol.aanmelden import besluit_toelating_uiterlijk
from opstap.protocol.aanmeldplan import aanmeldtermijnen
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.begrippen import Fase, Instroomroute
from opstap.protocol.feiten import AanmeldFeiten, TrajectFeiten
from opstap.protocol.heropenen import gebouwd_belemmeringen, heropenen_belemmeringen, heropening_belemmeringen
from opstap.protocol.parameters import Parameters

DAG, TOT = date(2026, 2, 1), date(2026, 2, 16)


def mag(**anders):
    vast = {
        "status": "afgewezen",
        "fase": Fase.AFGESLOTEN,
        "toegang_tot": TOT,
        "loopt_al": False,
        "kan_niet": False,
        "peildatum": DAG,
    }
    return heropenen_belemmeringen(**(vast | anders))


@pytest.mark.clausule("Z-2.9")
def test_only_what_was_decided_is_reopened():
    assert {s.value for s in Aanmeldstatus if not mag(status=s)} == {"afgewezen"}
    open_ = {"fase": Fase.BEMIDDELING, "toegang_tot": None}
    assert {s.value for s in Aanmeldstatus if not mag(status=s, **open_)} == {"toegelaten"}


@pytest.mark.clausule("Z-2.9", "Z-9.13")
def test_a_yes_is_taken_back_only_while_nothing_rests_on_it():
    assert {f.value for f in Fase if not mag(status="toegelaten", fase=f)} == {"bemiddeling"}
    assert gebouwd_belemmeringen(heeft_woning=False, heeft_contract=False) == []
    assert "woning aangenomen" in gebouwd_belemmeringen(heeft_woning=True, heeft_contract=False)[0].melding
    assert "huurcontract" in gebouwd_belemmeringen(heeft_woning=True, heeft_contract=True)[0].melding


@pytest.mark.clausule("Z-2.9")
def test_as_long_as_the_organisations_still_read_it():
    assert mag(peildatum=TOT - timedelta(days=1)) == []
    assert "tot en met 15 februari 2026" in mag(peildatum=TOT)[0].melding


@pytest.mark.clausule("Z-2.9")
@pytest.mark.parametrize(("waarom", "melding"), [("loopt_al", "Behandel die"), ("kan_niet", "wie nu begeleidt")])
def test_not_when_it_would_run_twice_or_nobody_begeleidt(waarom, melding):
    assert melding in mag(**{waarom: True})[0].melding


@pytest.mark.clausule("Z-2.9")
def test_it_asks_why_and_one_side():
    assert heropening_belemmeringen(motivering="Er kwam een brief.", werkt_bij_afzender=False) == []
    assert [b.veld for b in heropening_belemmeringen(motivering=" \n", werkt_bij_afzender=True)] == ["", "motivering"]


@pytest.mark.clausule("Z-9.2", "I-3")
@pytest.mark.parametrize(
    ("compleet", "heropend", "telt_vanaf"),
    [
        (date(2026, 1, 5), None, date(2026, 1, 5)),
        (date(2026, 1, 5), DAG, DAG),
        (date(2026, 2, 9), DAG, date(2026, 2, 9)),
    ],
)
def test_the_term_counts_from_the_later_of_compleet_and_reopened(compleet, heropend, telt_vanaf):
    parameters = Parameters(besluittermijn_dagen=14)
    uiterlijk = besluit_toelating_uiterlijk(ingediend=None, compleet=compleet, parameters=parameters, heropend=heropend)
    assert uiterlijk == telt_vanaf + timedelta(days=14)


@pytest.mark.clausule("Z-2.9")
@pytest.mark.parametrize(("heropend", "voorbij"), [(None, False), (date(2026, 3, 1), False), (date(2026, 3, 2), True)])
def test_what_was_over_while_it_was_shut_is_not_held_against_anybody(heropend: date | None, voorbij: bool):
    """The form was to be complete on 1 March. Seen to fail counting from the day it was sent."""
    aanmelding = AanmeldFeiten(
        status="wacht_op_accordering",
        begonnen_op=date(2025, 12, 1),
        instroomroute=Instroomroute.BESCHERMD_WONEN,
        uitstroom=date(2026, 4, 1),
        ingediend_op=date(2026, 1, 5),
        heropend_op=heropend,
    )
    feiten = TrajectFeiten(gestart_op=date(2025, 12, 1), aanmelding=aanmelding)
    plan = {t.soort: t for t in aanmeldtermijnen(feiten, Parameters(checklist_maanden_voor_uitstroom=1))}
    assert plan["aanmelding_compleet"].datum == date(2026, 3, 1)
    assert plan["aanmelding_compleet"].was_al_voorbij is voorbij
