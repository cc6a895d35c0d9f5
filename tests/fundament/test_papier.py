"""How a letter falls on paper: the box about complaints never alone, the addressee in the window, a card whole."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string

from opstap.post.pdf import _Drukker, html_naar_pdf, zonder_emoji
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.starten import Belfeit, kaartregels

BRIEF = {
    "afzender_naam": "Zorgpunt De Linde",
    "afzender_adres": "Lindelaan 12, 7299 AB Lindenhoven",
    "geadresseerde_naam": "A. de Vries",
    "geadresseerde_regels": ["p/a Zorgpunt De Linde", "Lindelaan 12", "7299 AB Lindenhoven"],
    "plaats_datum": "3 maart 2026",
    "kenmerk": "Z-2026-0001",
    "onderwerp": "Wat wij samen afspraken",
    "klachtroute": "de klachtenfunctionaris van de zorgorganisatie",
}


#: How many lines the box has, with the foot of the page.
BLOK = 8


def _bladen(regels: int) -> list[int]:
    """How many lines stand on each page of a letter with so many afspraken."""
    afspraken = [{"wat": f"Afspraak {n}", "wie": "de huurder", "uiterlijk": "1 mei 2026"} for n in range(regels)]
    feiten: dict[str, Any] = {"gehouden_op": "1 maart 2026", "afspraken": afspraken, "huurder_werkt_mee": False}
    pdf = html_naar_pdf(render_to_string("brieven/mdo_afspraken.html", feiten | {"brief": BRIEF}))
    with pikepdf.open(BytesIO(pdf)) as papier:
        return [blad.Contents.read_bytes().count(b" Tm") for blad in papier.pages]


@pytest.mark.parametrize("regels", range(4, 12))
def test_the_box_about_complaints_takes_the_greeting_along(regels: int) -> None:
    """Seen to fail without `break-before: avoid`: a page with nothing but the box."""
    *_, laatste = bladen = _bladen(regels)
    assert len(bladen) == 1 or laatste > BLOK, bladen


#: Looked for by name; of the rest the class.
TAGS = {"h1", "dl"}
LANG = "Maria Theodora Wilhelmina van Oudewaterlinden-de Vries Robbé"
ORGANISATIE = "Stichting Regionale Instelling voor Begeleid Wonen De Lindeboom Achterhoek"
#: In CSS pixels: where the window of the envelope ends below and, at its widest, on the right.
VENSTER_EINDE, VENSTER_RECHTS = 85 / 25.4 * 96, 130 / 25.4 * 96


def _dozen(html: str) -> dict[str, tuple[float, float, float]]:
    """Of each class or heading that comes first on the first page: its left, its top, how far its last line comes."""
    (blad, *_) = _Drukker().opmaken(html).pages
    gevonden: dict[str, tuple[float, float, float]] = {}
    for doos in blad._page_box.descendants():
        klas = doos.element_tag if doos.element_tag in TAGS else doos.element is not None and doos.element.get("class")
        if klas and klas not in gevonden and hasattr(doos, "children"):
            regels = [d.position_y + d.height for d in doos.descendants() if type(d).__name__ == "LineBox"]
            gevonden[klas] = (doos.position_x, doos.position_y, max(regels, default=0))
    return gevonden


@pytest.mark.parametrize("naam", [LANG, f"Wettelijk vertegenwoordiger van {LANG}"])
def test_the_longest_addressee_stays_in_the_window_and_nothing_else_is_read_through_it(naam: str) -> None:
    """Seen to fail: eight lines ran into the date, and the date could be read through the window."""
    regels = [
        f"p/a {ORGANISATIE}",
        "Burgemeester van Nispen van Sevenaerstraat 1234 bis A",
        "Postbus 12",
        "7200 AA Zutphen",
    ]
    html = render_to_string(
        "brieven/aanbod.html", {"brief": BRIEF | {"geadresseerde_naam": naam, "geadresseerde_regels": regels}}
    )
    dozen = _dozen(html)
    assert dozen["venster"][2] < VENSTER_EINDE < dozen["h1"][1] and dozen["gegevens"][0] > VENSTER_RECHTS, dozen
    assert dozen["dl"][1] > dozen["h1"][2], "what is about the home stands in the letter"


def test_the_card_at_the_meter_is_one_sheet_with_the_longest_names() -> None:
    """Seen to fail: a row fell in two, with 112 on the first sheet and what it is for on the second."""
    verhuurder = Belfeit("Woningcorporatie Samenwerkende Woonstichtingen IJsselvallei", "0575-123456", "0575-112233")
    regels = kaartregels(
        contact=Belfeit(LANG, "06-12345678", "0575-987654"), verhuurder=verhuurder, bereikbaar=Bereikbaarheid.OOK_AVOND
    )
    pdf = html_naar_pdf(render_to_string("brieven/meterkastkaart.html", {"regels": regels, "brief": BRIEF}))
    with pikepdf.open(BytesIO(pdf)) as papier:
        assert len(papier.pages) == 1


def test_a_name_without_a_space_is_broken_and_not_cut_off() -> None:
    """Seen to fail: it ran out of its cell."""
    partijen = [{"naam": "Oudewaterlinden" * 6, "rol": "huurder", "kandidaat": ""}]
    html = render_to_string("brieven/opstapcontract.html", {"partijen": partijen, "brief": BRIEF})
    rand = (210 - 22) / 25.4 * 96
    for blad in _Drukker().opmaken(html).pages:
        for doos in blad._page_box.descendants():
            if type(doos).__name__ == "TextBox":
                assert doos.position_x + doos.width < rand + 1, doos.text


def test_an_emoji_is_a_word_on_paper_and_other_letters_stay() -> None:
    """No font of ours has one: it would be an empty box. Seen to fail without `zonder_emoji`."""
    getypt = "Top 👍🏽, een ❤️, 1️⃣ gezin 👨‍👩‍👧 en 🇳🇱. Žoë betaalt € 12 – ½ van Ł."
    assert zonder_emoji(getypt) == "Top (emoji), een (emoji), 1 gezin (emoji) en (emoji). Žoë betaalt € 12 – ½ van Ł."
    pdf = html_naar_pdf(f'<!doctype html><html lang="nl-NL"><title>Brief</title><body><p>{getypt}</p></body></html>')
    with pikepdf.open(BytesIO(pdf)) as papier:
        letters = {str(f.BaseFont).split("+")[-1] for f in papier.pages[0].Resources.Font.values()}
    assert len(letters) == 1 and "Open-Sans" in letters.pop()
