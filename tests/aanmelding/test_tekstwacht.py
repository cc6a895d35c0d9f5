"""Every text of every form is looked at before it is kept (Z-20.8). Seen to fail without `bewaak`."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opstap.models import Getypt
from opstap.partners.getypt import getypt_bewaren, getypt_van
from opstap.protocol.privacywacht import BSN_MELDING, WEGGELATEN
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import Spel, stuur

GOED = {"naam": "Sam", "geboortedatum": "1-3-1990", "telefoon": "", "adres": ""}


@pytest.fixture(autouse=True)
def _ingelogd(client: Client, spel: Spel) -> None:
    client.force_login(spel.regio.begeleider)


def adres(traject: Traject) -> str:
    return reverse("aanmelding:persoon", args=[traject.sleutel])


def bewaard(traject: Traject) -> Any:
    traject.refresh_from_db()
    return traject.persoon


@pytest.mark.parametrize(
    ("veld", "typt"), [("naam", "x 123456782"), ("telefoon", "1234-56 782"), ("adres", "x 123456782")]
)
def test_a_burgerservicenummer_is_refused_and_nothing_typed_is_lost(
    client: Client, spel: Spel, veld: str, typt: str, caplog: pytest.LogCaptureFixture
) -> None:
    traject = spel.ingevuld()
    with caplog.at_level(logging.INFO, logger="opstap.tekstwacht"):
        antwoord = stuur(client, adres(traject), GOED | {"naam": "Kim", veld: typt})
    html = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert BSN_MELDING in html
    assert f'value="{typt}"' in html
    assert bewaard(traject).naam == "Sam Kastelein"
    assert f"bsn in PersoonForm.{veld}" in caplog.text
    assert typt not in caplog.text


@pytest.mark.clausule("Z-20.8")
def test_words_of_illness_ask_for_a_tick_and_may_stand_with_it(
    client: Client, spel: Spel, caplog: pytest.LogCaptureFixture
) -> None:
    traject = spel.ingevuld()
    gegevens = GOED | {"adres": "Postbus voor mensen met een verslaving"}
    with caplog.at_level(logging.INFO, logger="opstap.tekstwacht"):
        eerst = stuur(client, adres(traject), gegevens)
    html = eerst.content.decode()
    assert eerst.status_code == 422
    assert "‘verslaving’ lijkt over ziekte of behandeling te gaan." in html
    assert 'value="Postbus voor mensen met een verslaving"' in html
    assert "verslaving" not in caplog.text
    vinkje = eerst.context["gelezen"]
    assert f'name="gelezen" id="gelezen" value="{vinkje}">' in html  # not ticked beforehand
    assert stuur(client, adres(traject), gegevens | {"gelezen": vinkje}).status_code == 302
    assert bewaard(traject).adres == "Postbus voor mensen met een verslaving"


def test_a_surname_that_looks_like_such_a_word_is_a_name(client: Client, spel: Spel) -> None:
    """Seen to fail: Sam Detentie could only be saved with the tick. Who helps and who huurt too has a name as well."""
    traject = spel.ingevuld()
    andere = (
        {"mentor_naam": "Ria Therapeut"},
        {"alleen": "nee", "medehuurder_naam": "Bo Ziekte", "medehuurder_geboren": "1-3-1990"},
    )
    delen = (("persoon", GOED | {"naam": "Sam Detentie"}), ("vertegenwoordiging", {"beslist_mee": "ja"} | andere[0]))
    for deel, gegevens in (*delen, ("huishouden", andere[1])):
        antwoord = stuur(client, reverse(f"aanmelding:{deel}", args=[traject.sleutel]), gegevens)
        assert "gelezen" not in (antwoord.context or {}) and antwoord.status_code == 302, deel
    assert bewaard(traject).naam == "Sam Detentie"


def test_a_tick_is_for_the_words_that_were_read(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    vinkje = stuur(client, adres(traject), GOED | {"adres": "Psychoseweg 1"}).context["gelezen"]
    meer = stuur(client, adres(traject), GOED | {"adres": "Psychoseweg 1, detentie", "gelezen": vinkje})
    assert meer.status_code == 422
    assert meer.context["gelezen"] != vinkje
    assert " checked" not in meer.content.decode().split('name="gelezen"')[1].split(">")[0]


def test_a_form_without_such_words_shows_no_tick(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    fout = stuur(client, adres(traject), GOED | {"naam": ""})
    assert fout.status_code == 422
    assert 'name="gelezen"' not in fout.content.decode()


def test_a_number_to_copy_is_not_read_as_text(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    gegevens = {"instroomroute": "opvang", "woonkeus_nummer": "123456782"}
    url = reverse("aanmelding:uitstroom", args=[traject.sleutel])
    assert stuur(client, url, gegevens).status_code == 302


def test_what_is_kept_after_a_lost_session_holds_no_burgerservicenummer(spel: Spel) -> None:
    wie = spel.regio.begeleider.sleutel
    getypt_bewaren(gebruiker=wie, pad="/x/", velden={"naam": ["Sam 123456782"], "adres": ["Nieuweweg 1"]})
    assert getypt_van(gebruiker=wie, pad="/x/") == {"naam": [f"Sam {WEGGELATEN}"], "adres": ["Nieuweweg 1"]}
    assert "123456782" not in str(list(Getypt.objects.values()))
