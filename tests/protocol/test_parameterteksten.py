"""What a regeling does not say is said to be unsaid, for every parameter of both presets, wherever it is shown."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from opstap.protocol.begrippen import Instroomroute
from opstap.protocol.parameters import LAATSTE_CRITERIUM, Parameters
from opstap.protocol.parameterteksten import LABELS, parameterregels
from opstap.protocol.tijdlijn import NIET_VASTGELEGD, Startdatums, als_tekst, tijdlijn
from opstap.regelingen.presets import presets

NAMEN = [veld.name for veld in fields(Parameters)]
BEIDE = [pytest.param(p.parameters, id=p.slug) for p in presets()]
ALLES = Startdatums(
    uitstroom=date(2026, 10, 1), compleet=date(2026, 3, 12), besluit=date(2026, 3, 26), ingang=date(2026, 9, 15)
)
#: parameter -> the line of the timeline that it gives
TIJDLIJN = {
    "aanmeldtermijn_maanden": "aanmelden uiterlijk",
    "checklist_maanden_voor_uitstroom": "formulier beoordeeld uiterlijk",
    "woning_dagen_voor_uitstroom": "woning en begeleiding klaar",
    "besluittermijn_dagen": "besluit toelating uiterlijk",
    "aanbodtermijn_dagen": "streven: woning aangeboden",
    "besluit_streef_maanden": "streven: besluit vast contract",
    "besluit_uiterlijk_maanden": "besluit vast contract uiterlijk",
}


def test_every_parameter_has_words_and_every_word_a_parameter() -> None:
    assert list(LABELS) == NAMEN
    assert len(set(LABELS.values())) == len(LABELS)


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize("parameters", BEIDE)
@pytest.mark.parametrize("naam", NAMEN)
def test_a_parameter_is_shown_as_it_is_and_as_niet_vastgelegd_when_the_regeling_is_silent(
    naam: str, parameters: Parameters
) -> None:
    waarde = getattr(parameters, naam)
    tekst = dict(parameterregels(parameters=parameters))[LABELS[naam]]
    assert (tekst == NIET_VASTGELEGD) is (waarde is None)
    zonder = replace(parameters, **{naam: None})
    assert dict(parameterregels(parameters=zonder))[LABELS[naam]] == NIET_VASTGELEGD


@pytest.mark.parametrize("parameters", BEIDE)
@pytest.mark.parametrize("naam", NAMEN)
def test_the_timeline_never_shows_an_empty_value_whichever_parameter_is_silent(
    naam: str, parameters: Parameters
) -> None:
    """Seen to fail with `datum_met_dag(regel.datum)` for a line without a date."""
    tekst = als_tekst(tijdlijn(start=ALLES, parameters=replace(parameters, **{naam: None})))
    assert "None" not in tekst
    if naam in TIJDLIJN:
        regel = next(r for r in tekst.splitlines() if r.startswith(TIJDLIJN[naam]))
        assert regel.endswith(NIET_VASTGELEGD)


@pytest.mark.clausule("L-1")
@pytest.mark.parametrize("parameters", BEIDE)
def test_the_timeline_says_when_the_end_is_of_the_law_and_not_of_the_regeling(parameters: Parameters) -> None:
    def einde(maanden: int | None) -> str:
        regels = tijdlijn(start=ALLES, parameters=replace(parameters, duur_max_maanden=maanden)).regels
        return next(r.uitleg for r in regels if r.sleutel == "einde")

    assert einde(None).startswith("24 maanden na de ingang, het meeste dat de wet toestaat:")
    assert einde(36) == einde(None)
    assert einde(24).startswith("24 maanden na de ingang: eerste dag")


@pytest.mark.parametrize(
    ("anders", "tekst"),
    [
        ({"aanmeldtermijn_maanden": ()}, "geen"),
        ({"besluit_streef_maanden": 18}, "18 maanden"),
        ({"evaluatie_ritmes": (3, 6)}, "3 maanden, 6 maanden"),
        ({"verlenging_toegestaan": False}, "nee"),
        ({"aflossing_min_procent": 50}, "50 procent"),
        ({"criteria": (3, 9)}, "ingeschreven, ver genoeg hersteld om zelfstandig te wonen"),
    ],
)
def test_the_words_of_a_value(anders: dict[str, Any], tekst: str) -> None:
    (naam,) = anders
    assert dict(parameterregels(parameters=Parameters(**anders)))[LABELS[naam]] == tekst


def test_every_criterium_has_words() -> None:
    alle = Parameters(criteria=tuple(range(1, LAATSTE_CRITERIUM + 1)))
    woorden = dict(parameterregels(parameters=alle))[LABELS["criteria"]].split(", ")
    assert len(set(woorden)) == LAATSTE_CRITERIUM


def test_a_value_per_instroomroute_names_each_route() -> None:
    zutphen = next(p for p in presets() if p.slug == "zutphen-2024").parameters
    tekst = dict(parameterregels(parameters=zutphen))[LABELS["aanmeldtermijn_maanden"]]
    assert tekst == "beschermd wonen: 4 maanden; maatschappelijke opvang: 4 maanden; detentie: zo snel mogelijk"


@pytest.mark.parametrize("naam", [n for n in NAMEN if {"dagen", "weken", "maanden"} & {*n.split("_")}])
def test_one_of_anything_is_said_in_the_singular(naam: str) -> None:
    """Seen to fail: `1 dagen`, on the page of the agreements and on the timeline."""
    een_per_route = ((Instroomroute.BESCHERMD_WONEN, 1),)
    een = replace(BEIDE[0].values[0], **{naam: een_per_route if naam == "aanmeldtermijn_maanden" else 1})
    woorden = " ".join(tekst for _, tekst in parameterregels(parameters=een))
    alles = woorden + als_tekst(tijdlijn(start=ALLES, parameters=een))
    assert re.search(r"\b1 (dagen|weken|maanden)\b", alles) is None
