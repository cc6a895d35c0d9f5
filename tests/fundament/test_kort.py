"""Long lists begin with five rows; the rest folds away without a script, and nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from opstap import clock
from opstap.protocol.begrippen import Rol
from opstap.termijnen.models import Termijn
from opstap.trajecten.brievenlijst import _is_te_doen
from tests.fundament.conftest import DAG

REGEL = {"verzonden_tekst": "", "hoeft_niet_tekst": "", "is_vervangen": False, "opnieuw_url": "", "verstuur_url": "/x"}


@pytest.fixture
def zeven(regio, begin) -> list[Termijn]:
    rijen = []
    for n in range(7):
        rijen.append(
            Termijn.objects.create(
                traject=begin(regio, naam=f"Naam {n}"),
                soort="aanmelding_indienen",
                datum=DAG - timedelta(days=7 - n),
                rol=Rol.BEGELEIDER,
                organisatie=regio.zorg,
            )
        )
    return rijen


def test_the_first_five_of_a_heading_stand_open_most_urgent_first_and_the_others_one_click_away(regio, zeven) -> None:
    """Seen to fail with the whole list open: a phone of five screens."""
    with clock.klok_op(DAG):
        pagina = regio.ingelogd(regio.begeleider).get("/").content.decode()
    voor, dicht = pagina.split('<details class="rest">')
    assert "<summary>Toon alle 7</summary>" in dicht
    assert [re.findall(r"Z-\d{4}-\d{4}(?=</p>)", deel) for deel in (voor, dicht)] == [
        [t.traject.kenmerk for t in zeven[:5]],
        [t.traject.kenmerk for t in zeven[5:]],
    ]


def test_what_follows_when_it_is_not_done_is_asked_once_per_list_and_leads_to_each_duty(regio, zeven) -> None:
    """Seen to fail with the same words in every row."""
    with clock.klok_op(DAG):
        pagina = regio.ingelogd(regio.begeleider).get("/").content.decode()
    assert pagina.count("niet gebeurt?") == 1
    assert all(reverse("als_niet", args=[t.traject.sleutel, t.sleutel]) in pagina for t in zeven)


def test_with_five_there_is_nothing_to_fold(regio, zeven) -> None:
    Termijn.objects.filter(pk__in=[t.pk for t in zeven[5:]]).delete()
    with clock.klok_op(DAG):
        assert '<details class="rest"' not in regio.ingelogd(regio.begeleider).get("/").content.decode()


@pytest.mark.parametrize(
    ("anders", "te_doen"),
    [
        ({}, True),
        ({"verzonden_tekst": "verstuurd"}, False),
        ({"verstuur_url": ""}, False),
        ({"hoeft_niet_tekst": "hoeft niet weg"}, False),
        ({"is_vervangen": True}, False),
        ({"verzonden_tekst": "verstuurd", "opnieuw_url": "/y"}, True),
    ],
    ids=str,
)
def test_a_letter_with_something_to_do_never_folds_away_behind_what_is_done(anders: dict, te_doen: bool) -> None:
    assert _is_te_doen(REGEL | anders) is te_doen


def test_a_form_opens_what_folds_away_when_something_was_chosen_there() -> None:
    for open_, verwacht in ((True, "<details open>"), (False, "<details>")):
        groep = {"titel": "Werk", "velden": [], "meer": ["x"], "meer_titel": "Meer", "meer_open": open_}
        html = render_to_string(
            "bootstrap5/uni_form.html", {"form": {"groepen": [groep]}, "field_template": "onderdelen/lege_lijst.html"}
        )
        assert verwacht in html
