"""A second window of what was done in the first says so: by whom, when, and how it is now (law 10)."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, adres, ingelogd


def _tweede(client: Client, url: str, eerst: Any, **getypt: str) -> str:
    """Opened before `eerst`, sent after it."""
    pagina = client.get(url)
    velden = {naam: str(pagina.context[naam]) for naam in ("verzoek", "stap")}
    velden["versie"] = str(pagina.context["formulier_versie"])
    eerst()
    antwoord = client.post(url, velden | getypt)
    html = antwoord.content.decode()
    assert antwoord.status_code == 409 and "Dit is al gedaan, of hoeft niet meer." in html
    assert "Iemand anders heeft" not in html
    return html


def test_a_second_window_of_beoordelen_says_that_it_was_decided_by_yourself(spel: Spel) -> None:
    """Seen to fail without `stap`: "iemand anders heeft dit intussen gewijzigd"."""
    traject = spel.met_gesprek()

    def besluit() -> None:
        verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)

    html = _tweede(ingelogd(spel.regio.coordinator), adres("beoordelen", traject), besluit, motivering="Eigen woorden.")
    assert "Dat legde u zelf vast op 5 januari 2026" in html and "Eigen woorden." in html


def test_a_second_window_of_controleren_says_that_it_was_sent_by_yourself(spel: Spel) -> None:
    traject = spel.ingevuld()

    def verstuur() -> None:
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)

    html = _tweede(ingelogd(spel.regio.begeleider), adres("controleren", traject), verstuur)
    assert "De aanmelding is verstuurd. Dat legde u zelf vast op 5 januari 2026" in html


def test_a_second_window_of_a_question_says_that_it_was_asked_by_yourself(spel: Spel) -> None:
    traject = spel.met_gesprek()
    client, url = ingelogd(spel.regio.coordinator), adres("aanvulling_vragen", traject)

    def vraag() -> None:
        pagina = client.get(url)
        velden = {naam: str(pagina.context[naam]) for naam in ("verzoek", "stap")}
        assert client.post(url, velden | {"onderdelen": ["persoon"], "uiterlijk": "12-1-2026"}).status_code == 302

    html = _tweede(client, url, vraag, onderdelen="persoon")
    assert "Dat legde u zelf vast op 5 januari 2026" in html
