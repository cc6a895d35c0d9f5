"""What a correction form lets through: nothing ends an aanzegging or a rent by itself, and no day is dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opstap.trajecten.enums import Correctiereden
from woningen.enums import AanzegBewijs
from woningen.forms import OntvangstVerbeterenForm
from woningen.forms.einde import EindafspraakVerbeterenForm

REDEN = next(iter(Correctiereden)).value
BEWIJS = next(iter(AanzegBewijs))


def test_nothing_is_chosen_beforehand_and_a_day_alone_is_not_enough() -> None:
    """Seen to fail: “De huurder ontving niets” stood chosen, and correcting the day ended the aanzegging."""
    assert "checked" not in str(OntvangstVerbeterenForm()["bewijs"])
    form = OntvangstVerbeterenForm({"ontvangen_op": "21-11-2026", "reden": REDEN})
    assert list(form.errors) == ["bewijs"]


@pytest.mark.parametrize(
    ("form", "veld", "waarden"),
    [
        (OntvangstVerbeterenForm, "ontvangen_op", {"bewijs": "niets"}),
        (EindafspraakVerbeterenForm, "laatste_huurdag", {"wat": "geen"}),
    ],
)
def test_a_day_beside_there_was_none_is_asked_about_and_not_dropped(form: Any, veld: str, waarden: Any) -> None:
    assert list(form({**waarden, veld: "21-11-2026", "reden": REDEN}).errors) == [veld]
    goed = form({**waarden, veld: "", "reden": REDEN})
    assert goed.is_valid() and goed.cleaned_data[veld] is None


def test_that_there_was_nothing_may_be_said_beside_the_day_that_stood_there() -> None:
    """Seen to fail: who left the day that the form began with, had a fault for it."""
    for form, veld, waarden in (
        (OntvangstVerbeterenForm, "ontvangen_op", {"bewijs": "niets"}),
        (EindafspraakVerbeterenForm, "laatste_huurdag", {"wat": "geen"}),
    ):
        stond = {veld: date(2026, 11, 21)}
        goed = form({**waarden, veld: "21-11-2026", "reden": REDEN}, initial=stond)
        assert goed.is_valid() and goed.cleaned_data[veld] is None
        anders = form({**waarden, veld: "22-11-2026", "reden": REDEN}, initial=stond)
        assert list(anders.errors) == [veld]


def test_the_day_and_the_proof_come_through() -> None:
    form = OntvangstVerbeterenForm({"bewijs": BEWIJS.value, "ontvangen_op": "21-11-2026", "reden": REDEN})
    assert form.is_valid()
    assert (form.cleaned_data["bewijs"], form.cleaned_data["ontvangen_op"]) == (BEWIJS, date(2026, 11, 21))
