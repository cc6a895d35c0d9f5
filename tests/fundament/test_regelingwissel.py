"""Other agreements, by the pure rules: what differs, what is fixed for a running traject, what moves."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from opstap.protocol.begrippen import Instroomroute, Route
from opstap.protocol.feiten import AanmeldFeiten, BemiddelFeiten, TrajectFeiten
from opstap.protocol.parameters import Parameters
from opstap.protocol.parameterteksten import parameterverschillen
from opstap.protocol.regelingwissel import (
    VAST,
    LetOp,
    Verschuiving,
    VoorWie,
    gewijzigd,
    ingang_belemmeringen,
    overstap_belemmeringen,
    verschuivingen,
)
from opstap.regelingen.presets import preset, presets

DAG = date(2026, 3, 2)
ZUTPHEN = preset("zutphen-2024").parameters
COMPLEET = TrajectFeiten(
    gestart_op=DAG,
    aanmelding=AanmeldFeiten(
        status="compleet",
        begonnen_op=DAG,
        instroomroute=Instroomroute.OPVANG,
        uitstroom=date(2026, 9, 1),
        ingediend_op=DAG,
        compleet_op=DAG,
        gesprek_op=DAG,
    ),
)


def _blik(feiten: TrajectFeiten, nieuw: Parameters, op: date = DAG) -> list[Verschuiving]:
    return verschuivingen(feiten=feiten, oud=ZUTPHEN, nieuw=nieuw, peildatum=op)


def test_every_name_that_is_fixed_is_a_parameter() -> None:
    assert set(VAST) <= {veld.name for veld in fields(Parameters)}


@pytest.mark.parametrize("bron", presets(), ids=lambda b: b.slug)
def test_nothing_differs_between_a_regeling_and_itself(bron) -> None:
    p = bron.parameters
    assert (gewijzigd(oud=p, nieuw=p), parameterverschillen(oud=p, nieuw=p)) == ([], [])
    assert overstap_belemmeringen(oud=p, nieuw=p) == []
    assert verschuivingen(feiten=COMPLEET, oud=p, nieuw=p, peildatum=DAG) == []


def test_a_difference_is_told_in_words() -> None:
    nieuw = replace(ZUTPHEN, besluittermijn_dagen=28, aanbodtermijn_dagen=None)
    assert parameterverschillen(oud=ZUTPHEN, nieuw=nieuw) == [
        ("Besluit over de toelating, na een complete aanmelding", "14 dagen", "28 dagen"),
        ("Een woning aanbieden, na het besluit", "56 dagen", "niet vastgelegd in deze regeling"),
    ]


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"duur_max_maanden": 18, "besluit_uiterlijk_maanden": 15, "besluit_streef_maanden": 12}, "huurcontract"),
        ({"loket": preset("apeldoorn").parameters.loket}, "Wie dit doet"),
        ({"criteria": (1, 2)}, "Een aanmelding wordt bekeken"),
        ({"max_aanbiedingen": 1}, "zoekt een woning"),
    ],
)
def test_what_is_fixed_for_a_running_traject_is_refused_with_the_reason(anders, woord: str) -> None:
    meldingen = [b.melding for b in overstap_belemmeringen(oud=ZUTPHEN, nieuw=replace(ZUTPHEN, **anders))]
    assert len(meldingen) == 1 and woord in meldingen[0]


def test_a_term_may_change_for_a_running_traject() -> None:
    nieuw = replace(ZUTPHEN, besluittermijn_dagen=28, aanbodtermijn_dagen=None)
    assert overstap_belemmeringen(oud=ZUTPHEN, nieuw=nieuw) == []


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize(
    ("vanaf", "voor", "afgesproken", "velden"),
    [
        (DAG, VoorWie.NIEUW, None, []),
        (DAG - timedelta(days=1), VoorWie.NIEUW, None, ["vanaf"]),
        (DAG + timedelta(days=731), VoorWie.NIEUW, None, []),
        (DAG + timedelta(days=732), VoorWie.NIEUW, None, ["vanaf"]),
        (DAG, VoorWie.OOK_LOPEND, None, ["afgesproken_op"]),
        (DAG, VoorWie.OOK_LOPEND, DAG, []),
        (DAG, VoorWie.OOK_LOPEND, DAG + timedelta(days=1), ["afgesproken_op"]),
    ],
)
def test_running_trajecten_go_along_only_when_the_partners_agreed(vanaf, voor, afgesproken, velden) -> None:
    gevonden = ingang_belemmeringen(
        vanaf=vanaf, vorige=date(2024, 1, 1), voor=voor, afgesproken_op=afgesproken, peildatum=DAG
    )
    assert [b.veld for b in gevonden] == velden


def test_a_version_begins_not_before_the_one_it_changes() -> None:
    later = DAG + timedelta(days=60)
    gevonden = ingang_belemmeringen(vanaf=DAG, vorige=later, voor=VoorWie.NIEUW, afgesproken_op=None, peildatum=DAG)
    assert [b.veld for b in gevonden] == ["vanaf"] and "1 mei 2026" in gevonden[0].melding


# --- what moves ----------------------------------------------------------------------------------------------------


def test_a_longer_term_moves_the_duty_and_says_that_its_date_is_hard() -> None:
    gevonden = _blik(COMPLEET, replace(ZUTPHEN, besluittermijn_dagen=28))
    assert gevonden == [Verschuiving("toelating_besluiten", date(2026, 3, 16), date(2026, 3, 30), (LetOp.UITERST,))]
    assert gevonden[0].dagen == 14


def test_a_shorter_term_that_is_over_would_be_late_at_once() -> None:
    [rij] = _blik(COMPLEET, replace(ZUTPHEN, besluittermijn_dagen=5), op=DAG + timedelta(days=10))
    assert LetOp.TE_LAAT in rij.let_op


def test_what_was_late_already_is_not_said_to_become_late() -> None:
    [rij] = _blik(COMPLEET, replace(ZUTPHEN, besluittermijn_dagen=5), op=DAG + timedelta(days=20))
    assert LetOp.TE_LAAT not in rij.let_op


def test_without_the_term_the_duty_changes_into_what_is_left() -> None:
    gevonden = {v.soort: (v.van, v.naar) for v in _blik(COMPLEET, replace(ZUTPHEN, besluittermijn_dagen=None))}
    assert gevonden["toelating_besluiten"] == (date(2026, 3, 16), None)
    assert all(van is None for soort, (van, _) in gevonden.items() if soort != "toelating_besluiten")


def test_a_decision_that_was_made_stays_and_is_told() -> None:
    besloten = replace(COMPLEET, aanmelding=replace(COMPLEET.aanmelding, status="toegelaten", besloten_op=DAG))
    [rij] = _blik(besloten, replace(ZUTPHEN, besluittermijn_dagen=28))
    assert (rij.let_op, rij.is_al_gedaan) == ((LetOp.BESLOTEN,), True)


def test_the_largest_change_comes_first() -> None:
    feiten = replace(
        COMPLEET,
        bemiddeling=BemiddelFeiten(
            sleutel=uuid4(),
            route=Route.DIRECTE_BEMIDDELING,
            status="zoekt",
            begonnen_op=DAG,
            verhuurder_gevraagd_op=DAG,
        ),
    )
    gevonden = _blik(feiten, replace(ZUTPHEN, besluittermijn_dagen=21, aanbodtermijn_dagen=120))
    assert [v.soort for v in gevonden][:2] == ["woning_aanbieden", "toelating_besluiten"]
