"""Who may be asked for advies, who may give it, and that no besluit waits for it (A-12, A-16)."""

from __future__ import annotations

from typing import Any

import pytest

from opstap.protocol.adviseren import (
    ANTWOORDEN,
    GEEFT,
    Adviessoort,
    adviessoorten,
    antwoordkeuzes,
    geven_belemmeringen,
    in_woorden,
    open_advies,
    terugnemen_belemmeringen,
    vragen_belemmeringen,
    zonder_account_melding,
)
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
KAN: dict[str, Any] = {"status": "compleet", "zijn_er": True, "mag_delen": True}
OPEN: dict[str, Any] = {"is_open": True, "mag_delen": True, "werkt_bij_afzender": False, "vroeg_zelf": False}


@pytest.mark.clausule("A-16")
def test_the_wmo_advises_a_commissie_and_nobody_else() -> None:
    assert adviessoorten(parameters=ZUTPHEN) == [Adviessoort.GESCHIKT]
    assert adviessoorten(parameters=APELDOORN) == [Adviessoort.GESCHIKT, Adviessoort.BEGELEIDING]


@pytest.mark.clausule("A-12", "A-16", "Z-20.4")
@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({}, ""),
        ({"status": "ingediend"}, ""),
        ({"status": "aanvulling_gevraagd"}, ""),
        ({"status": "concept"}, "ligt niet ter beoordeling"),
        ({"status": "toegelaten"}, "ligt niet ter beoordeling"),
        ({"mag_delen": False}, "De kandidaat wil niet"),
        ({"zijn_er": False}, "doet niemand mee"),
        ({"gekozen": False}, "Kies een organisatie"),
        ({"ligt_er_al": True}, "al om advies"),
    ],
)
def test_advies_is_asked_while_it_is_judged_of_who_takes_part_and_once_at_a_time(
    anders: dict[str, Any], melding: str
) -> None:
    bezwaren = [b.melding for b in vragen_belemmeringen(**(KAN | anders))]
    assert len(bezwaren) == bool(melding) and melding in "".join(bezwaren)


@pytest.mark.clausule("A-12", "A-16", "Z-20.4")
@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({}, ""),
        ({"is_open": False}, "niet meer open"),
        ({"mag_delen": False}, "niet meer open"),
        ({"werkt_bij_afzender": True}, "die aanmeldt"),
        ({"vroeg_zelf": True}, "U vroeg dit advies zelf"),
    ],
)
def test_nobody_advises_on_her_own_aanmelding_or_answers_her_own_question(anders: dict[str, Any], melding: str) -> None:
    bezwaren = [b.melding for b in geven_belemmeringen(**(OPEN | anders))]
    assert len(bezwaren) == bool(melding) and melding in "".join(bezwaren)


@pytest.mark.clausule("A-12")
def test_an_open_advies_is_said_with_who_gives_it_and_what_may_be_done() -> None:
    assert open_advies(organisaties=[]) == []
    (zin,) = open_advies(organisaties=["De Oever", "Gemeente Esdorp"])
    assert zin.melding.startswith("De Oever en Gemeente Esdorp:") and "zonder advies besluiten" in zin.melding
    assert [bool(terugnemen_belemmeringen(is_open=is_open)) for is_open in (True, False)] == [False, True]


@pytest.mark.clausule("A-12")
def test_who_has_no_account_is_called_and_what_was_said_stands_with_the_besluit() -> None:
    assert zonder_account_melding(organisaties=[]) == []
    (een,) = zonder_account_melding(organisaties=["De Oever"])
    (twee,) = zonder_account_melding(organisaties=["De Oever", "Het Anker"])
    assert een.melding.startswith("De Oever heeft geen account") and "Schrijf dan bij uw besluit" in een.melding
    assert twee.melding.startswith("De Oever en Het Anker hebben geen account")
    (bezwaar,) = vragen_belemmeringen(**(KAN | {"allen_gevraagd": True}))
    assert bezwaar.melding.startswith("U vroeg iedereen")


def test_every_question_has_its_answers_and_who_gives_them() -> None:
    assert set(ANTWOORDEN) == set(GEEFT) == set(Adviessoort)
    assert {code for soort in ANTWOORDEN.values() for code in soort.codes()} == {code for code, _ in antwoordkeuzes()}
    assert in_woorden(soort=Adviessoort.GESCHIKT, antwoord="nog_niet") == "nee, nu nog niet"
    with pytest.raises(ValueError, match="wekelijks"):
        in_woorden(soort=Adviessoort.GESCHIKT, antwoord="wekelijks")
