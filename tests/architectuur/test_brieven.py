"""Every kind of letter has its template, and no template of a letter lies there without a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from opstap.post.enums import Briefsoort
from tests.architectuur.bron import PROJECT

_DEEL_VAN = re.compile(r'{%\s*(?:extends|include)\s+"brieven/(\w+)\.html"')


def hele_brieven(sjablonen: Mapping[str, str]) -> set[str]:
    """What no other template builds on or takes in: that is what somebody gets in the post."""
    return set(sjablonen) - {naam for tekst in sjablonen.values() for naam in _DEEL_VAN.findall(tekst)}


def verschil(sjablonen: Mapping[str, str], soorten: set[str]) -> list[str]:
    brieven = hele_brieven(sjablonen)
    return [
        *(f"{naam}: geen sjabloon -- maak templates/brieven/{naam}.html" for naam in sorted(soorten - brieven)),
        *(f"{naam}.html: geen Briefsoort -- zet haar in opstap/post/enums.py" for naam in sorted(brieven - soorten)),
    ]


def test_every_kind_of_letter_has_its_template_and_every_letter_its_kind() -> None:
    sjablonen = {p.stem: p.read_text("utf-8") for p in (PROJECT / "templates" / "brieven").iterdir()}
    assert len(sjablonen) > len(Briefsoort) > 15
    assert verschil(sjablonen, set(Briefsoort.codes())) == []


_BOUWSEL = {
    "papier": "<html>",
    "basis": '{% extends "brieven/papier.html" %}{% include "brieven/groet.html" %}',
    "groet": "Dag",
    "aanbod": '{%extends "brieven/basis.html"%}',
}


@pytest.mark.parametrize(
    ("soorten", "klacht"),
    [({"aanbod"}, ""), ({"aanbod", "anbod"}, "anbod: geen sjabloon"), (set(), "aanbod.html: geen Briefsoort")],
)
def test_a_kind_or_a_template_too_many_is_named(soorten: set[str], klacht: str) -> None:
    gevonden = verschil(_BOUWSEL, soorten)
    assert [k.startswith(klacht) for k in gevonden] == ([True] if klacht else [])
