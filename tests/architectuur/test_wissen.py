"""Nothing about a person can be forgotten by who forgets: every field is wiped, or excused with a reason (ADR 38)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from opstap.trajecten.models import Persoon, Traject
from opstap.trajecten.wissen import BLIJFT, OVER_IEMAND, gaat_weg, pad_naar
from opstap.veldentabel import Veldregel, velden, veldentabel


def _gewist() -> set[str]:
    """The codes of every field that goes, with its row or by itself."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{naam}"
        for model, namen in gaat_weg().items()
        for naam in (namen or [veld.name for veld in velden(model)])
    }


def _over_iemand() -> dict[str, Veldregel]:
    return {r.code.partition(":")[0]: r for r in veldentabel().values() if r.soort in OVER_IEMAND}


@pytest.mark.clausule("Z-20.2", "I-8")
def test_every_field_about_a_person_is_wiped_or_excused_with_a_reason() -> None:
    """Seen to fail with `bewaren` of a Motivering on "verloop", and with an excuse for a field that is wiped."""
    gewist = _gewist()
    vergeten = set(_over_iemand()) - gewist - set(BLIJFT)
    assert vergeten == set(), "geef deze velden bewaren = dossier, of een reden in trajecten/wissen.py"
    assert {code for code in BLIJFT if code in gewist or code not in _over_iemand() or not BLIJFT[code]} == set()


def test_every_row_that_goes_is_found_from_its_traject_or_goes_with_the_persoon() -> None:
    def met_persoon(model: Any) -> bool:
        return model is Persoon or any(
            veld.related_model is Persoon and veld.remote_field.on_delete is models.CASCADE
            for veld in model._meta.concrete_fields
        )

    assert [m.__name__ for m in gaat_weg() if pad_naar(m, Traject) is None and not met_persoon(m)] == []


def test_a_process_row_keeps_its_place_and_loses_what_it_says_of_somebody() -> None:
    """By hand, so that a table that changes is looked at."""
    leeg = {model.__name__: set(namen) for model, namen in gaat_weg().items() if namen}
    assert leeg == {
        "Traject": {"instroomroute"},
        "Aanmelding": {
            "uitstroom", "binding_maanden", "binding_bron", "direct_voorafgaand", "vrijstelling", "voorkeursroute",
            "eigen_bijdrage_op", "indicatie_op",
        },
        "AanmeldVersie": {"snapshot", "rijhashes"},
        "Uitruil": {"gemeente"},
        "Leefbaarheidsweigering": {"portiek"},
        "Voorwaarde": {"gevraagd", "vraag", "gevraagd_op", "beantwoord_op", "opgepakt_op"},
    }  # fmt: skip
    blijft = {
        "Betrokkenheid",
        "Besluit",
        "Brief",
        "Termijn",
        "Moment",
        "Bemiddeling",
        "Gebeurtenis",
        "Contingentplaats",
    }
    assert blijft & {model.__name__ for model in gaat_weg()} == set()
