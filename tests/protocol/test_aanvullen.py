"""After sending the form opens again: who may ask, report, and take back, in which state."""

import pytest

from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.aanvullen import (
    Aanvulsoort,
    aanvulling_belemmeringen,
    terugnemen_belemmeringen,
    wijziging_belemmeringen,
)

DELEN = ["persoon", "checklist"]


def vraag(**anders):
    return aanvulling_belemmeringen(**({"status": "compleet", "onderdelen": ["persoon"], "mogelijk": DELEN} | anders))


@pytest.mark.clausule("I-3")
def test_a_question_is_asked_once_between_sending_and_the_besluit():
    assert {s.value for s in Aanmeldstatus if not vraag(status=s)} == {"ingediend", "compleet"}
    assert "bel de begeleider" in vraag(status="aanvulling_gevraagd")[0].melding


@pytest.mark.clausule("I-3", "I-9")
@pytest.mark.parametrize(
    ("onderdelen", "veld"), [(["checklist"], None), ([], "onderdelen"), (["adl"], "onderdelen"), (["x"], "onderdelen")]
)
def test_a_question_is_about_parts_that_are_asked_in_this_regeling(onderdelen, veld):
    assert [b.veld for b in vraag(onderdelen=onderdelen)] == ([veld] if veld else [])


@pytest.mark.clausule("I-3")
def test_only_a_question_that_is_open_is_taken_back():
    mag = {
        (status.value, soort.value)
        for status in Aanmeldstatus
        for soort in Aanvulsoort
        if not terugnemen_belemmeringen(status=status, soort=soort)
    }
    assert mag == {("aanvulling_gevraagd", "vraag")}


@pytest.mark.clausule("I-3", "Z-2.6")
def test_a_change_is_reported_of_what_is_compleet():
    assert {s.value for s in Aanmeldstatus if not wijziging_belemmeringen(status=s)} == {"compleet"}
    assert "al wijzigen" in wijziging_belemmeringen(status="ingediend")[0].melding
