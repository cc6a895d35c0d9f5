"""The kitchen-table form in its three shapes, what stands beside it, and what is seen of it later."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from evaluatie.enums import Partij
from evaluatie.models import Evaluatie
from evaluatie.services import NieuweAfspraak
from opstap import clock
from opstap.logboek.models import Inzage
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel
from opstap.trajecten.models import Concept
from tests.chromium.stappen import lees_brief
from tests.evaluatie import verloop
from tests.evaluatie.conftest import DERDE, EERSTE, TWEEDE, Wonen
from tests.evaluatie.test_services_omzetten import STREEF
from tests.evaluatie.test_views_evaluaties import GOED, tekst

ERBIJ: dict[str, Any] = {"gehouden_op": "2-6-2026", "huurder_aanwezig": "ja", "aanwezig": ["begeleider"]}
HUUR = "De huur voor de eerste betalen"


@pytest.fixture
def begeleider(wonen: Wonen) -> Client:
    """One evaluatie was held: the huur went wrong."""
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel,
        op=EERSTE,
        namens=wonen.begeleider,
        anders={EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE},
        afspraken=[NieuweAfspraak(wie=Partij.HUURDER, wat=HUUR, uiterlijk=date(2026, 9, 1))],
    )
    return wonen.client(wonen.regio.begeleider)


def adres(wonen: Wonen, weergave: str = "") -> str:
    return wonen.adres("houden", wonen.evaluatie(2).sleutel) + (f"?weergave={weergave}" if weergave else "")


def lees(client: Client, url: str, op: date = TWEEDE) -> str:
    with clock.klok_op(op):
        return tekst(client.get(url))


def stuur(wonen: Wonen, client: Client, gegevens: dict[str, Any], weergave: str = "") -> Any:
    """From the page as it is now."""
    pagina = lees(client, adres(wonen, weergave))
    gezien = re.search(r'name="concept_versie" value="(\d*)"', pagina)
    extra = {"verzoek": str(uuid4()), "versie": str(wonen.evaluatie(2).versie), "concept_versie": gezien and gezien[1]}
    with clock.klok_op(TWEEDE):
        return client.post(adres(wonen, weergave), {**extra, **gegevens})


@pytest.mark.clausule("Z-12.11")
def test_all_goes_well_in_one_short_page(wonen: Wonen, begeleider: Client) -> None:
    """What was otherwise last time stands there; the button says it, nothing is chosen before."""
    pagina = lees(begeleider, adres(wonen, "kort"))
    assert "gaat goed (vorige keer: is onvoldoende)" in pagina
    assert "item_huur" not in pagina and " checked" not in pagina
    leeg = stuur(wonen, begeleider, {"gehouden_op": "2-6-2026", "alles_goed": "ja"}, "kort")
    assert leeg.status_code == 422 and "Kies een antwoord bij “Was de huurder erbij?”" in tekst(leeg)
    assert "Alles gaat goed: leg dit vast" in tekst(leeg)
    assert stuur(wonen, begeleider, {**ERBIJ, "alles_goed": "ja", "bewoner": "Fijn."}, "kort").status_code == 302
    e = wonen.evaluatie(2)
    assert (e.oordeel, e.advies, set(e.items.values_list("oordeel", flat=True))) == ("op_schema", "doorgaan", {"goed"})
    assert not Concept.objects.exists()


def test_what_was_said_otherwise_is_never_overruled(wonen: Wonen, begeleider: Client) -> None:
    """Seen to fail: the short page wrote over a point that a colleague had chosen in the whole form."""
    anders = {**ERBIJ, "item_huur": "aandacht"}
    antwoord = stuur(wonen, begeleider, {**anders, "alles_goed": "ja"}, "kort")
    assert antwoord.status_code == 422 and "item_huur" in tekst(antwoord)
    assert "De huur op tijd en helemaal betalen: maak een afspraak" in tekst(antwoord)
    assert "Alles gaat goed" not in tekst(antwoord)
    assert stuur(wonen, begeleider, {**anders, "concept": "ja"}).status_code == 302
    assert "Alles gaat goed" not in lees(begeleider, adres(wonen, "kort"))
    assert wonen.evaluatie(2).gehouden_op is None


def test_something_is_otherwise_after_all_and_what_was_typed_goes_along(wonen: Wonen, begeleider: Client) -> None:
    antwoord = stuur(wonen, begeleider, {**ERBIJ, "bewoner": "De kraan lekt.", "helemaal": "ja"}, "kort")
    assert (antwoord.status_code, antwoord.url) == (302, adres(wonen))
    pagina = lees(begeleider, antwoord.url)
    assert "De kraan lekt." in pagina and "item_huur" in pagina


def test_the_same_as_last_time_fills_in_what_is_open_and_sends_nothing(wonen: Wonen, begeleider: Client) -> None:
    antwoord = stuur(wonen, begeleider, {**ERBIJ, "item_woongedrag": "aandacht", "bewoner": "Ja hoor.", "zelfde": "ja"})
    assert (antwoord.status_code, antwoord.url) == (302, adres(wonen) + "#vraag-2")
    assert wonen.evaluatie(2).gehouden_op is None
    with clock.klok_op(TWEEDE):
        form = begeleider.get(adres(wonen)).context["form"]
    woorden = {item: form[f"item_{item}"].value() for item in EvaluatieItem}
    assert (woorden.pop(EvaluatieItem.HUUR), woorden.pop(EvaluatieItem.WOONGEDRAG)) == ("onvoldoende", "aandacht")
    assert set(woorden.values()) == {"goed"}
    assert (form["bewoner"].value(), form["oordeel"].value(), form["advies"].value()) == ("Ja hoor.", None, None)
    met_de_vraag = stuur(wonen, begeleider, {**ERBIJ, "zelfde": "ja"}, "vraag")
    assert met_de_vraag.url == adres(wonen, "vraag") + "#vraag-2"


def test_enter_in_a_line_of_text_fills_in_nothing(wonen: Wonen, begeleider: Client) -> None:
    """It presses the first button of the form. Seen to fail with "Zelfde als vorige keer" as that button."""
    for weergave in ("", "vraag"):
        pagina = lees(begeleider, adres(wonen, weergave))
        assert "Zelfde als vorige keer" in pagina
        eerste = re.search(r'<form class="formulier".*?<button([^>]*)>', pagina, re.DOTALL)
        assert eerste and "name=" not in eerste[1]


def test_the_first_time_there_is_no_last_time(wonen: Wonen) -> None:
    client = wonen.client(wonen.regio.begeleider)
    assert "Zelfde als vorige keer" not in lees(client, wonen.adres("houden", wonen.evaluatie(1).sleutel), EERSTE)


@pytest.mark.clausule("Z-12.6")
def test_who_must_be_there_is_not_called_voluntary(wonen: Wonen, begeleider: Client) -> None:
    """Seen to fail: "(niet verplicht)", and an error for who left it empty."""
    vraag = r"Wie waren er nog meer bij\?(.*?)</legend>"
    gevonden = re.search(vraag, lees(begeleider, adres(wonen, "kort")), re.DOTALL)
    assert gevonden and "niet verplicht" not in gevonden[1]


def test_one_question_at_a_time_and_with_a_mistake_all_of_them(wonen: Wonen, begeleider: Client) -> None:
    pagina = lees(begeleider, adres(wonen, "vraag"))
    assert "Vraag 1 van 11" in pagina and 'href="#vraag-11"' in pagina and "een-voor-een" in pagina
    fout = stuur(wonen, begeleider, {**ERBIJ, "begeleider": "Netjes."}, "vraag")
    assert fout.status_code == 422
    assert "een-voor-een" not in tekst(fout) and "Netjes." in tekst(fout)
    for knop, weergave, andersom in (
        ("een_voor_een", "vraag", "Alles op één bladzijde"),
        ("helemaal", "", "Eén vraag tegelijk"),
    ):
        naar = stuur(wonen, begeleider, {**ERBIJ, "begeleider": "Netjes.", knop: "ja"}, "" if weergave else "vraag")
        assert naar.url == adres(wonen, weergave)
        pagina = lees(begeleider, naar.url)
        assert andersom in pagina and "Netjes." in pagina and ("een-voor-een" in pagina) == bool(weergave)


@pytest.mark.clausule("Z-12.8")
def test_what_each_did_and_what_is_advised_is_read_later(wonen: Wonen, begeleider: Client) -> None:
    gegevens = {
        **GOED,
        **ERBIJ,
        "advies": "mdo",
        "inzet_zorg": "Kwam elke week.",
        "inzet_corporatie": "Maakte de deur.",
    }
    antwoord = stuur(wonen, begeleider, gegevens)
    assert antwoord.status_code == 302
    pagina = lees(begeleider, antwoord.url)
    for zin in ("een MDO", "Wat deed de begeleider?", "Kwam elke week.", wonen.adres("signaal_melden")):
        assert zin in pagina
    besluit = lees(wonen.client(wonen.regio.consulent), wonen.adres("omzetten"), STREEF)
    for zin in ("De inzet van iedereen telt mee", "Nr 2. Wat deed de corporatie?", "Maakte de deur.", "een MDO"):
        assert zin in besluit


def test_before_the_conversation_stands_what_you_talk_about(wonen: Wonen, begeleider: Client) -> None:
    stuur(wonen, begeleider, {**ERBIJ, "alles_goed": "ja"}, "kort")
    pagina = lees(begeleider, wonen.adres("evaluatie", wonen.evaluatie(3).sleutel), DERDE)
    for zin in (
        "Dit bespreekt u samen",
        "Afspraken van eerder die nog lopen",
        HUUR,
        "Vragen die helpen bij het gesprek",
    ):
        assert zin in pagina
    lijst = lees(begeleider, wonen.adres("evaluaties"), DERDE)
    for zin in ("Sinds vorige keer", "beter", "hetzelfde", "is onvoldoende"):
        assert zin in lijst


def test_on_paper_with_what_the_huurder_says_of_it(wonen: Wonen, begeleider: Client) -> None:
    papier = wonen.adres("evaluatiepapier", wonen.evaluatie(2).sleutel)
    with clock.klok_op(TWEEDE):
        pdf = begeleider.get(papier)
    assert "Kim" not in pdf["Content-Disposition"]
    lees_brief(
        pdf.content,
        "Kim Kastanje",
        "Vorige keer (13 april 2026): is onvoldoende.",
        "Gezien, het klopt",
        "Niet eens",
        "Wat zegt de huurder hiervan?",
        "niets over ziekte, behandeling of straf",
        "Pagina 1 van 2",
    )
    assert Inzage.objects.filter(soort="evaluatie_pdf", traject=wonen.traject.sleutel).exists()
    lees_brief(begeleider.get("/evaluaties/leidraad.pdf").content, "Gespreksleidraad", "Bel 112.", "Pagina 1 van 1")
    assert "Vijf vuistregels" in tekst(begeleider.get("/evaluaties/leidraad/"))
    stuur(wonen, begeleider, {**GOED, **ERBIJ})
    assert begeleider.get(papier).url == wonen.adres("evaluatie", wonen.evaluatie(2).sleutel)


@pytest.mark.clausule("Z-12.9")
def test_without_instemming_there_is_no_paper_and_nothing_is_kept(wonen_zonder_instemming: Wonen) -> None:
    wonen = wonen_zonder_instemming
    client, e = wonen.client(wonen.regio.begeleider), wonen.evaluatie(1).sleutel
    assert client.get(wonen.adres("evaluatiepapier", e)).status_code == 302
    with clock.klok_op(EERSTE):
        client.post(
            wonen.adres("houden", e), {"concept": "ja", "bewoner": "Dit mag niet blijven.", "concept_versie": ""}
        )
    assert not Concept.objects.exists()
    assert not Evaluatie.objects.gehouden().exists()
