"""A time and a date as people type them; what is no time or day is refused with the question and an example."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.urls import reverse

from opstap import clock
from opstap.partners.velden import DatumVeld, TijdVeld
from opstap.templatetags.opstap import foutmeldingen
from tests.fundament.conftest import DAG


class _Form(forms.Form):
    om = TijdVeld(label="Hoe laat begint het?", required=False)
    dag = DatumVeld(label="Op welke dag?", terug=1, vooruit=2, required=False)


def _fouten(**getypt: str) -> list[str]:
    with clock.klok_op(DAG):
        form = _Form(getypt)
        form.is_valid()
        return [zin for naam in form.fields for zin in foutmeldingen(form[naam])]


@pytest.mark.parametrize(
    "getypt",
    ["14:30", "14.30", "1430", "14u30", "14U30", "14 u 30", "14h30", "14:30 uur", "14.30u", "14 uur 30", " 14:30:00 "],
)
def test_a_time_as_people_write_it(getypt: str) -> None:
    """Seen to fail: `1430` and `14 uur 30` were no time."""
    assert TijdVeld().clean(getypt) == time(14, 30)


@pytest.mark.parametrize(
    ("getypt", "om"), [("9", time(9)), ("9 uur", time(9)), ("930", time(9, 30)), ("0905", time(9, 5))]
)
def test_a_short_time(getypt: str, om: time) -> None:
    assert TijdVeld().clean(getypt) == om


@pytest.mark.parametrize(
    "getypt", ["half drie", "25:00", "14:60", "2460", "14:3", "14-30", "12345", "uur", "14:30 15:30"]
)
def test_what_is_no_time_is_refused_at_its_question_with_an_example(getypt: str) -> None:
    """Seen to fail: "Voer een geldige tijd in." did not say where."""
    assert _fouten(om=getypt) == ["Vul bij “Hoe laat begint het?” een tijd in, bijvoorbeeld 14:30."]


@pytest.mark.parametrize(
    ("getypt", "mag"),
    [("2-3-2025", True), ("1-3-2025", False), ("2-3-2028", True), ("3-3-2028", False), ("1-1-1900", False)],
)
def test_a_day_far_from_today_is_a_typing_error(getypt: str, mag: bool) -> None:
    """Seen to fail: 1-1-1900 was taken for the day on which the partners agreed."""
    zin = "Kies bij “Op welke dag?” een dag van 2 maart 2025 tot en met 2 maart 2028."
    assert _fouten(dag=getypt) == ([] if mag else [zin])


def test_what_is_no_day_names_its_question_too() -> None:
    assert _fouten(dag="31-2-2026") == ["Vul bij “Op welke dag?” een datum in, bijvoorbeeld 2-3-2026."]


def test_beheer_takes_no_day_of_another_century(regio) -> None:
    """Seen to fail: a role from 1900 on."""
    url = reverse("admin:partners_roltoekenning_add")
    velden = {"gebruiker": regio.begeleider.pk, "organisatie": regio.zorg.pk, "rol": "teamleider_zorg"}
    with clock.klok_op(DAG):
        fout = regio.ingelogd(regio.beheerder).post(url, velden | {"vanaf": "1900-01-01"})
        assert "vanaf" in fout.context["adminform"].form.errors
        assert regio.ingelogd(regio.beheerder).post(url, velden | {"vanaf": str(date(2026, 3, 9))}).status_code == 302
