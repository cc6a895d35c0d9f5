"""Which duties ask for a cause, which may wait and until when, and what is heard of a duty that waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from opstap.protocol.begrippen import Aard, Rol
from opstap.protocol.clausules import aan_te_halen
from opstap.protocol.termijnen import nog_te_gaan, stappen
from opstap.protocol.termijnladder import soort_in
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Termijnsoort, Trap
from opstap.protocol.vertraging import (
    Vertragingsreden,
    redenen,
    vertraging_belemmeringen,
    wacht_hoogstens_tot,
)
from opstap.regelingen.presets import preset

R = Vertragingsreden
VANDAAG, DATUM = date(2026, 3, 2), date(2026, 3, 10)
WONING, EVALUATIE = TERMIJNSOORTEN["woning_aanbieden"], TERMIJNSOORTEN["evaluatie_houden"]


def _dag(n: int, vanaf: date = VANDAAG) -> date:
    return vanaf + timedelta(days=n)


# --- which kinds -----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("P-9", "C-29", "Z-9.3")
def test_what_stands_in_a_regeling_as_a_wish_asks_for_a_cause_and_a_hard_date_never() -> None:
    vraagt = {code for code, soort in TERMIJNSOORTEN.items() if redenen(soort=soort)}
    assert vraagt == {
        "aanmelding_indienen",
        "aanmelding_compleet",
        "eigen_bijdrage",
        "woning_aanbieden",
        "woning_klaar",
        "reageertijd_voorbij",
        "evaluatie_houden",
        "evaluatie_bijwonen",
        "afspraak_nakomen",
        "mdo_houden",
        "omzetting_besluiten",
        "omklappen",
        "herhuisvesting",
    }
    assert len(redenen(soort=WONING)) == 7 + 3 + 1


@pytest.mark.clausule("P-9")
def test_who_lives_there_is_late_by_no_shortage_of_homes() -> None:
    assert redenen(soort=EVALUATIE) == (R.VOORBEREIDING, R.WIJKTEAM, R.BUDGET, R.ANDERS)
    assert R.WONINGTEKORT in redenen(soort=TERMIJNSOORTEN["herhuisvesting"])


#: Of every kind of duty whether it may wait, and why not; by hand.
WACHT = {
    "aanmelding_indienen": "ja: de kandidaat is nog in de instelling",
    "aanmelding_compleet": "ja: het wacht op het akkoord van anderen",
    "woning_aanbieden": "ja: er moet een woning zijn",
    "woning_klaar": "ja: er wordt nog aan de woning gewerkt",
    "herhuisvesting": "ja: er moet een plek zijn, en nooit voorbij het einde van de huur",
    "aanmelding_verloopt": "nee: iets opslaan is genoeg, en anders is niemand er meer mee bezig",
    "voorwaarde_zorg_zoeken": "nee: de corporatie vraagt zelf een volgende",
    "voorwaarde_beantwoorden": "eigen werk",
    "accordering_geven": "eigen werk",
    "voordracht_geven": "eigen werk",
    "link_sturen": "nee: de zorgorganisatie stuurt hem zelf, en de aanmelding wacht erop",
    "overdracht_beantwoorden": "eigen werk, en zonder antwoord vervalt de vraag",
    "overdracht_voorbereiden": "eigen werk: de dag staat vast",
    "aanmelding_aanvullen": "eigen werk",
    "instemming_bespreken": "eigen werk, en tot dan gaat niemand verder",
    "aanvulling_geven": "eigen werk: de tijd voor het besluit loopt door",
    "advies_geven": "eigen werk, en het besluit wacht er niet op",
    "aanmelding_behandelen": "eigen werk: de kandidaat wacht op een besluit",
    "besluit_bevestigen": "eigen werk: de tijd voor het besluit loopt door",
    "eigen_bijdrage": "eigen werk, en het kost de kandidaat geld",
    "indicatie_omzetten": "eigen werk, en de begeleiding thuis hangt ervan af",
    "verhuurder_vragen": "eigen werk: tot dan zoekt niemand",
    "verlopen_aanbieding": "eigen werk",
    "aantekening_maken": "eigen werk",
    "ambtshalve_inschrijven": "eigen werk",
    "toewijzing_verwerken": "eigen werk",
    "reageertijd_voorbij": "eigen werk: de kandidaat wacht op een besluit",
    "contract_opmaken": "eigen werk",
    "begeleiding_bevestigen": "eigen werk: tot dan weet niemand of er begeleiding is",
    "startgesprek": "eigen werk, en de huurder weet niet wat wonen kost",
    "meterkastkaart": "eigen werk, en iemand woont alleen",
    "sleutel_geven": "eigen werk: de bewoner kan nog niet wonen",
    "evaluatie_houden": "iemand woont alleen",
    "nee_bespreken": "eigen werk, en de huurder weet niet wat er niet kan",
    "evaluatie_bijwonen": "iemand woont alleen",
    "huurstatus_opgeven": "eigen werk",
    "evaluatie_vaststellen": "eigen werk",
    "afspraak_nakomen": "iemand woont alleen",
    "signaal_oppakken": "iemand woont alleen",
    "huurder_informeren": "iemand woont alleen",
    "mdo_plannen": "iemand woont alleen",
    "mdo_houden": "iemand woont alleen",
    "mdo_oordeel_geven": "iemand woont alleen",
    "mdo_afronden": "iemand woont alleen",
    "omklappen": "eigen werk: de bewoner wacht op zijn contract",
    "opstap_afronden": "eigen werk",
    "omzetting_besluiten": "eigen werk, en er komt een uiterste datum achteraan",
    "omzetting_wegen": "eigen werk",
    "herhuisvesting_overleg": "eigen werk: de huurder weet niet wie zoekt",
    "herindicatie_aanvragen": "eigen werk",
    "einde_afspreken": "eigen werk",
}


@pytest.mark.parametrize("soort", TERMIJNSOORTEN.values(), ids=lambda s: s.code)
def test_only_what_is_out_of_everybodys_hands_may_wait(soort: Termijnsoort) -> None:
    if soort.aard is Aard.UITERST:
        assert (soort.mag_wachten, soort.code in WACHT) == (False, False)
    else:
        assert soort.mag_wachten is WACHT[soort.code].startswith("ja")
    assert not soort.mag_wachten or (redenen(soort=soort) and not soort.bij_verlopen)


# --- what is allowed -------------------------------------------------------------------------------------------------


def _fouten(soort: Termijnsoort = WONING, **anders: Any) -> list[tuple[str, str]]:
    vraag = {"datum": _dag(-1), "reden": R.WIJKTEAM, "wacht_tot": None, "uiterste": None, "peildatum": VANDAAG}
    return [(b.veld, b.melding) for b in vertraging_belemmeringen(soort=soort, **{**vraag, **anders})]


@pytest.mark.clausule("P-9", "C-29")
def test_a_late_duty_takes_a_cause_that_belongs_to_it() -> None:
    assert _fouten() == _fouten(EVALUATIE) == []
    assert _fouten(EVALUATIE, reden=R.BUURT) == [("reden", "Kies een reden die bij deze taak hoort.")]
    assert _fouten(TERMIJNSOORTEN["toelating_besluiten"])[0][0] == "reden"


def test_nobody_has_to_explain_what_is_not_late() -> None:
    """Seen to fail with `>` instead of `>=`: on the day itself it is not late."""
    assert _fouten(EVALUATIE, datum=VANDAAG) == [("", "Dit is nog niet te laat. U hoeft nog niet te zeggen waarom.")]
    assert _fouten(datum=VANDAAG) == [("wacht_tot", "Dit is nog niet te laat. Vul in tot welke dag dit wacht.")]
    assert _fouten(datum=_dag(30), wacht_tot=_dag(20)) == []


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        (-1, "Kies bij wachten een dag na vandaag (2 maart 2026)."),
        (0, "Kies bij wachten een dag na vandaag (2 maart 2026)."),
        (1, ""),
        (56, ""),
        (57, "Een taak wacht hoogstens 8 weken. Kies een dag tot en met 27 april 2026."),
    ],
)
def test_it_waits_at_least_a_day_and_at_most_eight_weeks(dagen: int, zin: str) -> None:
    assert _fouten(wacht_tot=_dag(dagen)) == ([("wacht_tot", zin)] if zin else [])


def test_an_evaluatie_cannot_wait() -> None:
    assert _fouten(EVALUATIE, wacht_tot=_dag(3)) == [("wacht_tot", "Deze taak kan niet wachten. Laat de dag leeg.")]


def test_nothing_waits_past_a_hard_date_of_the_same_traject() -> None:
    """Seen to fail without `uiterste`: a search for another home waited past the end of the tenancy."""
    uiterste = _dag(10)
    assert _fouten(wacht_tot=uiterste, uiterste=uiterste) == []
    assert _fouten(wacht_tot=_dag(11), uiterste=uiterste) == [
        ("wacht_tot", "In dit traject geldt een uiterste datum. Kies een dag tot en met 12 maart 2026.")
    ]
    bereikt = "In dit traject is een uiterste datum bereikt. Deze taak kan nu niet wachten. Laat de dag leeg."
    for dag in (VANDAAG, _dag(-4)):
        assert _fouten(wacht_tot=_dag(1), uiterste=dag) == [("wacht_tot", bereikt)]
    assert wacht_hoogstens_tot(peildatum=VANDAAG, uiterste=_dag(300)) == _dag(56)


# --- what is heard ---------------------------------------------------------------------------------------------------

PROEF = Termijnsoort(
    "proef", "Proef", "Z-9.3", Aard.STREEF, Rol.CONSULENT, None, "vandaag",
    stappen=(-7, 0, 1, 7), naar_teamleider_na=-3, naar_escalatie_na=7, naar_gemeente_na=28,
)  # fmt: skip
_KORT = {Trap.VERANTWOORDELIJKE: "mens", Trap.ESCALATIE: "top"}


def _gehoord(wacht: int | None, *, op: int = -20, soort: Termijnsoort = PROEF) -> list[tuple[int, str]]:
    """(days after the date, who) when on day `op` somebody lets it wait until day `wacht`."""
    gaan = nog_te_gaan(
        ladder=stappen(soort=soort, datum=DATUM, vanaf=None),
        datum=DATUM,
        vandaag=_dag(op, DATUM),
        wacht_tot=None if wacht is None else _dag(wacht, DATUM),
    )
    return [((s.dag - DATUM).days, _KORT.get(s.trap, s.trap.value)) for s in gaan]


GEWOON = [(-7, "mens"), (-3, "teamleider"), (0, "mens"), (1, "mens"), (7, "top"), (7, "mens"), (28, "gemeente")]


def test_a_wait_that_ends_before_the_date_leaves_what_comes_after_it() -> None:
    assert _gehoord(None) == GEWOON
    assert _gehoord(-10) == [(-10, "mens"), *GEWOON]
    assert _gehoord(-7) == GEWOON
    assert _gehoord(-5) == [(-5, "mens"), *GEWOON[1:]]


def test_a_higher_rung_that_was_passed_over_hears_the_day_after_the_wait() -> None:
    """Seen to fail without it: nobody above heard of it before the date any more."""
    assert _gehoord(-1) == [(-1, "mens"), (0, "teamleider"), *GEWOON[2:]]


def test_after_a_wait_past_the_date_the_ladder_begins_anew_there() -> None:
    """Also for what would only come later: nobody above is told first."""
    assert _gehoord(20, op=3) == [
        (20, "mens"),
        (21, "teamleider"),
        (21, "mens"),
        (27, "top"),
        (27, "mens"),
        (48, "gemeente"),
    ]


def test_a_wait_that_is_over_changes_nothing_any_more() -> None:
    assert _gehoord(4, op=5) == _gehoord(None, op=5)
    assert _gehoord(5, op=5)[0] == (5, "mens")


def test_what_opstap_does_itself_does_not_wait() -> None:
    """No kind that may wait has such an act; a ladder must not lose it all the same."""
    soort = TERMIJNSOORTEN["aanbieding_beantwoorden"]
    assert (1, "actie") in _gehoord(30, soort=soort)


@pytest.mark.parametrize("slug", ["zutphen-2024", "apeldoorn"])
@pytest.mark.parametrize("wacht", [-40, -3, 0, 1, 56])
def test_no_rung_is_lost_and_none_comes_too_early(slug: str, wacht: int) -> None:
    parameters = preset(slug).parameters
    for code in (code for code, soort in TERMIJNSOORTEN.items() if soort.mag_wachten):
        soort = soort_in(code=code, parameters=parameters)
        gehoord = _gehoord(wacht, op=wacht - 1, soort=soort)
        assert gehoord[0] == (wacht, "mens")
        assert {wie for _, wie in gehoord} == {"mens", *(_KORT.get(trap, trap.value) for trap, _ in soort.trappen)}
        for trap, dagen in soort.trappen:
            dag = next(n for n, wie in gehoord if wie == _KORT.get(trap, trap.value))
            assert dag >= max(wacht, dagen), (code, trap)


def test_the_clauses_may_be_named_in_every_regeling() -> None:
    assert all(aan_te_halen(id_, letter) for id_ in ("P-9", "C-29") for letter in "ZA")
