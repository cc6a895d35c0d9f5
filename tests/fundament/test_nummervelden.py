"""Numbers as people write them; what is no number is not kept as one. No database."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError

from aanmelding.forms import BegeleidingForm, BesluitForm, UitstroomForm
from opstap.partners.velden import NummerVeld, TelefoonVeld


def _neemt(veld: forms.Field, typt: str) -> bool:
    try:
        return bool(veld.clean(typt) == typt)
    except ValidationError as fout:
        assert fout.code in {"invalid", "max_length"}
        return False


@pytest.mark.parametrize(
    ("typt", "mag"),
    [
        ("", True),
        ("0612345678", True),
        ("06-12345678", True),
        ("06 – 12 34 56 78", True),
        ("+31 (0)6 1234 5678", True),
        ("(0575) 123.456", True),
        ("0575/123456", True),
        ("14 055", True),
        ("00 32 470 12 34 56", True),
        ("06", False),
        ("1234", False),
        ("1234567890123456", False),
        ("belt zelf terug", False),
        ("0612345678 (na vijf uur)", False),
        ("naam@organisatie.nl", False),
        ("-----", False),
    ],
)
def test_a_telephone_number_is_taken_as_people_write_it(typt: str, *, mag: bool) -> None:
    assert _neemt(TelefoonVeld(required=False), typt) is mag


@pytest.mark.parametrize(
    ("typt", "mag"),
    [
        ("", True),
        ("1234567", True),
        ("WK-000123", True),
        ("2024/123 B", True),
        ("+12 34", True),
        ("weet ik niet", False),
        ("nr. 12, of 13?", False),
        ("naam@woonkeus.nl", False),
        ("WK-", False),
    ],
)
def test_a_number_to_copy_may_have_letters_and_has_a_digit(typt: str, *, mag: bool) -> None:
    assert _neemt(NummerVeld(max_length=20, required=False), typt) is mag


@pytest.mark.parametrize("veld", ["binding_maanden", "criterium_7", "aflossing_procent", "uren"])
def test_what_is_no_number_stands_in_the_box_again_with_what_to_do(veld: str) -> None:
    """Seen to fail with a box for numbers: the browser sends nothing, and nobody is told."""
    formulieren = (
        UitstroomForm({veld: "3 jaar"}, criteria=[7], met_vertrek=True),
        BesluitForm({veld: "3 jaar"}, criteria=[1, 7], leden=None, met_gesprek=False),
        BegeleidingForm({veld: "3 jaar"}, met_uren=True),
    )
    (form,) = [f for f in formulieren if veld in f.fields]
    assert form.errors[veld] and form[veld].value() == "3 jaar"
    assert 'type="text"' in str(form[veld])
