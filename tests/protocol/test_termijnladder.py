"""What a regeling may change in the ladder of a duty, and what it may not."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from opstap.protocol.parameters import ParameterFout, Parameters, als_document, parameters_uit_document
from opstap.protocol.termijnen import stappen
from opstap.protocol.termijnladder import soort_in
from opstap.protocol.termijnsoorten import AANMELDWERK, BUITEN, HOGER, TERMIJNSOORTEN, WOONWERK, Trap, onbekende_soort
from opstap.regelingen.presets import presets

DAG = date(2026, 3, 2)


def _met(**soorten: dict[str, Any]) -> Parameters:
    return parameters_uit_document({"termijnen": soorten})


@pytest.mark.clausule("Z-1.13")
def test_a_regeling_moves_the_days_of_one_kind_and_of_no_other() -> None:
    parameters = _met(evaluatie_houden={"stappen": [0, -7], "naar_teamleider_na": 3, "naar_gemeente_na": 21})
    ladder = stappen(soort=soort_in(code="evaluatie_houden", parameters=parameters), datum=DAG, vanaf=None)
    assert [((s.dag - DAG).days, s.trap) for s in ladder] == [
        (-7, Trap.VERANTWOORDELIJKE),
        (0, Trap.VERANTWOORDELIJKE),
        (3, Trap.TEAMLEIDER),
        (14, Trap.ESCALATIE),
        (21, Trap.GEMEENTE),
        (56, Trap.BESTUURLIJK),
    ]
    anders = [c for c in TERMIJNSOORTEN if soort_in(code=c, parameters=parameters) != TERMIJNSOORTEN[c]]
    assert anders == ["evaluatie_houden"]


@pytest.mark.parametrize("parameters", [Parameters(), *(p.parameters for p in presets()), _met(), _met(mdo_houden={})])
def test_a_regeling_that_says_nothing_has_the_ladder_of_the_catalogue(parameters: Parameters) -> None:
    assert parameters.termijnen is None
    assert all(soort_in(code=c, parameters=parameters) == s for c, s in TERMIJNSOORTEN.items())


def test_what_it_says_goes_through_json_and_back() -> None:
    parameters = _met(mdo_houden={"stappen": [-1, 0]}, evaluatie_houden={"naar_gemeente_na": 30})
    assert parameters_uit_document(json.loads(json.dumps(als_document(parameters)))) == parameters


@pytest.mark.clausule("H-42", "P-51", "Z-20.4")
@pytest.mark.parametrize(
    ("soorten", "waar", "zin"),
    [
        ({"bestaat_niet": {}}, "termijnen.bestaat_niet", "bestaat niet"),
        ({"mdo_houden": {"elke_dag": 1}}, "termijnen.mdo_houden.elke_dag", "kies uit: stappen, naar_teamleider_na"),
        ({"mdo_houden": [1]}, "termijnen.mdo_houden", "vul per veld een waarde in"),
        ({"mdo_houden": {"stappen": "0"}}, "termijnen.mdo_houden.stappen", "vul een lijst in"),
        ({"mdo_houden": {"stappen": ["0"]}}, "termijnen.mdo_houden.stappen", "vul een heel getal in"),
        ({"mdo_houden": {"stappen": [0, 0]}}, "termijnen.mdo_houden.stappen", "dubbel"),
        ({"mdo_houden": {"stappen": []}}, "termijnen.mdo_houden.stappen", "minstens één dag"),
        ({"mdo_houden": {"naar_teamleider_na": "7"}}, "termijnen.mdo_houden.naar_teamleider_na", "heel getal"),
        ({"mdo_houden": {"naar_teamleider_na": 999}}, "termijnen.mdo_houden.naar_teamleider_na", "tot en met 365"),
        (
            {"mdo_houden": {"naar_escalatie_na": 7}},
            "termijnen.mdo_houden.naar_escalatie_na",
            "niet later dan naar_team",
        ),
        ({"evaluatie_houden": {"naar_escalatie_na": 5}}, "termijnen.evaluatie_houden.naar_escalatie_na", "latere dag"),
        ({"evaluatie_houden": {"naar_gemeente_na": 14}}, "termijnen.evaluatie_houden.naar_gemeente_na", "latere dag"),
        ({"venster_bewaken": {"stappen": [-13, 0]}}, "termijnen.venster_bewaken.stappen", "-12, -11"),
        ({"aanzegging_doen": {"stappen": [0]}}, "termijnen.aanzegging_doen.stappen", "geldt door de wet"),
        ({"contract_einde": {"stappen": [-14]}}, "termijnen.contract_einde.stappen", "Zet terug: 0"),
        ({"contract_einde": {"naar_gemeente_na": 1}}, "termijnen.contract_einde.naar_gemeente_na", "te laat"),
        ({"venster_bewaken": {"naar_gemeente_na": -10}}, "termijnen.venster_bewaken.naar_gemeente_na", "latere dag"),
        ({"herhuisvesting": {"naar_gemeente_na": 9}}, "termijnen.herhuisvesting.naar_gemeente_na", "zegt te veel"),
        ({"mdo_houden": {"naar_bestuurlijk_na": 9}}, "termijnen.mdo_houden.naar_bestuurlijk_na", "zegt te veel"),
    ],
)
def test_what_cannot_be_is_refused_by_kind_and_field(soorten: Any, waar: str, zin: str) -> None:
    """Seen to fail without `_laatste_dagen_blijven`, without `_steeds_hoger` and without the check on `lezers`."""
    with pytest.raises(ParameterFout) as fout:
        _met(**soorten)
    assert (fout.value.sleutel, zin in str(fout.value)) == (waar, True), fout.value


def test_of_what_opstap_does_itself_nobody_can_be_reminded() -> None:
    with pytest.raises(ParameterFout, match="dit doet Opstap zelf"):
        _met(gegevens_wissen={"stappen": [0]})


def test_more_reminders_and_earlier_rungs_are_always_allowed() -> None:
    parameters = _met(
        venster_bewaken={"stappen": [-20, *range(-13, 1)], "naar_gemeente_na": -7},
        contract_einde={"naar_gemeente_na": -5},
    )
    assert soort_in(code="venster_bewaken", parameters=parameters).stappen[0] == -20


@pytest.mark.clausule("P-51")
def test_the_two_rungs_above_the_organisation_sound_for_the_fatal_dates_and_a_forgotten_evaluatie_only() -> None:
    hoog = {c: [n for t, n in s.trappen if t in BUITEN] for c, s in TERMIJNSOORTEN.items()}
    assert {c: dagen for c, dagen in hoog.items() if dagen} == {
        "evaluatie_houden": [28, 56],
        "omzetting_uiterlijk": [14, 28],
        "venster_bewaken": [-6, -3],
        "aanzegging_doen": [-6, -3],
    }


@pytest.mark.clausule("Z-20.4", "I-9")
def test_who_is_not_involved_reads_the_kind_only_when_everybody_at_the_traject_may() -> None:
    """Else the part of the way, never of trouble alone: what every bewoner has is called the same. Seen to fail with
    `tekst` for each, and with a part of their own for the kinds of an MDO."""
    delen: dict[str, set[str]] = defaultdict(set)
    for code, soort in TERMIJNSOORTEN.items():
        if soort.lezers is None:
            assert soort.tekst_buiten == soort.tekst
        else:
            delen[soort.tekst_buiten].add(code)
    wonen, aanmelden = delen.pop(WOONWERK), delen.pop(AANMELDWERK)
    assert not delen and len(wonen | aanmelden) == 32
    assert {"evaluatie_houden", "signaal_oppakken", "mdo_plannen", "herhuisvesting", "woning_terug"} <= wonen
    assert {"aanmelding_indienen", "accordering_geven", "eigen_bijdrage"} <= aanmelden


def test_a_kind_that_only_a_newer_opstap_knows_is_a_task_for_who_is_not_involved() -> None:
    assert onbekende_soort(code="van_later").tekst_buiten == "Een taak"


def test_every_kind_in_the_catalogue_could_be_written_down_as_it_is() -> None:
    """The rules that a regeling must keep, the catalogue keeps as well."""
    velden = ("stappen", *HOGER.values())
    document = {
        c: {v: list(w) if isinstance(w, tuple) else w for v in velden if (w := getattr(s, v)) is not None}
        for c, s in TERMIJNSOORTEN.items()
        if not s.doet_opstap
    }
    parameters = _met(**document)
    assert all(soort_in(code=c, parameters=parameters) == s for c, s in TERMIJNSOORTEN.items())


#: Why nobody above hears of these: the system acts, or another duty of the same act goes up.
_ZONDER_HOGER = {
    "evaluatie_bijwonen": "evaluatie_houden",
    "omzetting_besluiten": "omzetting_uiterlijk",
    "omzetting_wegen": "omzetting_uiterlijk",
}


@pytest.mark.parametrize("code", sorted(TERMIJNSOORTEN))
def test_no_duty_is_left_with_one_person_for_ever(code: str) -> None:
    """Seen to fail: a corporatie was asked for no home for 390 days, after three mails to one coordinator."""
    soort = TERMIJNSOORTEN[code]
    gaat_omhoog = bool(soort.trappen) or bool(soort.bij_verlopen)
    assert gaat_omhoog is (code not in _ZONDER_HOGER)
    if code in _ZONDER_HOGER:
        assert TERMIJNSOORTEN[_ZONDER_HOGER[code]].trappen
