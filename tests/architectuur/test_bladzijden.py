"""No page carries code or style of its own; every list of trajecten is cut to who is looking (laws 5 and 10)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architectuur.bron import PROJECT, Bron, Klacht, code, klachten, proef

_EIGEN = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"|\|\s*safe\b|autoescape\s+off", re.IGNORECASE)
_RAAD = "opmaak in static/css, code in static/js, geen |safe: de bladzijde moet werken zonder script"


def eigen_code(sjablonen: list[tuple[str, str]]) -> list[str]:
    """Also when the tag stands over two lines."""
    return [
        f"{pad}:{tekst.count(chr(10), 0, vondst.start()) + 1}: {vondst[0].strip()} -- {_RAAD}"
        for pad, tekst in sjablonen
        for vondst in _EIGEN.finditer(tekst)
    ]


def test_no_page_carries_code_or_style_of_its_own_and_nothing_is_called_safe() -> None:
    """Letters and mail have a style of their own: WeasyPrint or a mail program reads it, no browser does."""
    paden = [
        p for p in (PROJECT / "templates").rglob("*.html") if not {"brieven", "mail"} & {*p.relative_to(PROJECT).parts}
    ]
    assert len(paden) > 30
    assert eigen_code([(str(p.relative_to(PROJECT)), p.read_text("utf-8")) for p in paden]) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "<script>x()</script>",
        "<p\n style='color: red'>",
        '<a onclick="x()">',
        "{{ naam|safe }}",
        "{{ naam | safe }}",
        "{% autoescape  off %}",
    ],
)
def test_code_in_a_page_is_seen(tekst: str) -> None:
    assert eigen_code([("a.html", f"<p>\n{tekst}")])[0].startswith("a.html:")


@pytest.mark.parametrize("tekst", ['<script src="x.js"></script>', '<p class="stijl">', "{{ veilig }}", "<stylesheet>"])
def test_an_ordinary_page_is_fine(tekst: str) -> None:
    assert [k for k in eigen_code([("a.html", tekst)]) if "stylesheet" not in tekst] == []


# --- lists ---------------------------------------------------------------------------------------------------------

#: Rows of a list that was cut already, or the one traject the address names and is checked there.
MAG_ALLES = {
    "opstap/trajecten/views.py": "the first dates of the rows of the page, by the keys of those rows",
    "opstap/trajecten/schermen.py": "the traject the address names; who may not know of it gets the same 404",
}


def onbegrensd(bron: Bron) -> Iterator[Klacht]:
    """`Traject.objects` on a page must go through `zichtbaar_voor` first."""
    boven = {id(k.value): k for k in bron.knopen if isinstance(k, ast.Attribute)}
    for knoop in bron.knopen:
        if isinstance(knoop, ast.Attribute) and knoop.attr in {"objects", "_default_manager", "_base_manager"}:
            naam = bron.voluit(knoop.value).rsplit(".", 1)[-1]
            volgende = boven.get(id(knoop))
            if naam == "Traject" and (volgende is None or volgende.attr != "zichtbaar_voor"):
                yield (
                    knoop.lineno,
                    "een lijst van trajecten begint met Traject.objects.zichtbaar_voor(gebruiker); binnen één traject "
                    "gebruikt u self.traject van Trajectscherm",
                )


def test_every_list_of_trajecten_on_a_page_is_cut_to_who_is_looking() -> None:
    schermen = [b for b in code() if b.is_een("views", "schermen", "kaart", "forms", "context")]
    assert klachten(onbegrensd, schermen, behalve=MAG_ALLES) == []


def test_a_list_of_everybody_is_seen() -> None:
    assert "zichtbaar_voor" in proef(onbegrensd, "Traject.objects.filter(fase='x')")[0]
    assert proef(onbegrensd, "from x import Traject as T\nrijen = T.objects") != []
    assert proef(onbegrensd, "(\n    Traject\n    .objects\n    .zichtbaar_voor(g)\n)") == []


def test_no_question_is_named_as_what_the_page_itself_sends_along() -> None:
    """What is typed there would not be kept, nor told from what was sent before (law 10). Seen to fail: `van`, the
    first day away, over the `van` that says who opened the form."""
    from django import forms
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # reads every form
    vormen = list(forms.BaseForm.__subclasses__())
    for vorm in vormen:
        vormen += vorm.__subclasses__()
    eigen = {v for v in vormen if v.__module__.split(".")[0] in {"opstap", "aanmelding", "woningen", "evaluatie"}}
    assert len(eigen) > 50
    meegestuurd = {"verzoek", "versie", "stap", "van", "namens", "concept", "concept_versie"}
    namen = {f"{v.__qualname__}.{naam}" for v in eigen for naam in meegestuurd & {*v.base_fields}}
    assert namen <= {"RekenForm.versie"}  # asks by GET: there the page sends nothing along
