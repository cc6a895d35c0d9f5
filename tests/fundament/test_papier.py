"""How a letter falls on paper: the box with where to complain never stands alone on a page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string

from opstap.post.pdf import html_naar_pdf

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
