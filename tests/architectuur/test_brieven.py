"""Every kind of letter has its template, and no template of a letter lies there without a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO

import pikepdf
import pytest

from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.services import brief_maken, brief_pdf
from opstap.post.services.bundel import bundel_pdf
from opstap.trajecten.models import Persoon
from tests.architectuur.bron import PROJECT
from tests.architectuur.dossier import ADRES, Dossier
from tests.toegang.lezen import pdftekst

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


@pytest.mark.parametrize("aan", list(Geadresseerde))
def test_of_a_secret_address_no_kind_of_letter_says_anything(dossier: Dossier, aan: Geadresseerde) -> None:
    """Not in its window and not on the sheet that goes before it; it goes to the zorgorganisatie.

    Seen to fail without the look at `adres_geheim`.
    """
    Persoon.objects.update(adres_geheim=True)
    traject, zorg = dossier.traject, dossier.regio.zorg
    straat = ADRES.split(",")[0]
    feiten = {sjabloon.removeprefix("brieven/").removesuffix(".html"): g for sjabloon, g in dossier.brieven}
    brieven = [
        brief_maken(
            traject=traject,
            soort=soort,
            titel="Titel",
            afzender=dossier.regio.corporatie,
            geadresseerde=aan,
            gegevens={n: w for n, w in feiten.get(soort, {}).items() if n not in ("brief", "geadresseerde")},
        )
        for soort in Briefsoort
    ]
    for brief in brieven:
        assert straat not in brief.inhoud.html and "geheim" not in brief.inhoud.html.lower(), brief.soort
        if 'class="venster"' in brief.inhoud.html:
            assert zorg.naam in brief.inhoud.html.partition('class="venster"')[2].partition("</address>")[0], (
                brief.soort
            )
    bladen = pdftekst(bundel_pdf(brieven))
    assert straat not in bladen and (aan is Geadresseerde.ZORGORGANISATIE or f"p/a {zorg.naam}" in bladen)


#: By hand, beside the table of the code (I-32): about whom the complaint is, whoever sends the letter.
_CORPORATIE = {
    "voorwaarde",
    "heropening",
    "toelating_ingetrokken",
    *("ontvangst", "aanvulling", "toelating", "afwijzing", "aanbod", "vervallen", "opstapcontract", "omzetting"),
    *("niet_omzetten", "aanzegging", "vast_door_wet", "beeindiging_nastreven", "huur_voortgezet", "eindafspraak"),
    *(
        "eindafspraak_vervallen",
        "huur_gestopt",
        "mdo_tijdslimiet",
        "leefbaarheid",
        "route",
        "omklap",
        "opstap_afgerond",
    ),
}
_AFZENDER = {
    *(
        "mdo_aankondiging",
        "mdo_uitnodiging",
        "mdo_afgezegd",
        "mdo_afspraken",
        "herhuisvesting_start",
        "herhuisvesting_gevonden",
    ),
}
#: Hangs where visitors or neighbours read it: numbers and no more (P-36, P-42).
_KAART = {"meterkastkaart", "buurtkaart"}
_EIGEN = {"corporatie": "de commissie van de merel", "zorg": "de functionaris van de meeuw", "gemeente": ""}
_ZONDER_EIGEN = {
    "corporatie": "de geschillencommissie van de woningcorporaties",
    "gemeente": "de klachtencommissie van de gemeente",
}


@pytest.mark.clausule("Z-15.1", "Z-15.2", "Z-15.3", "Z-15.5", "I-32")
@pytest.mark.parametrize("van", list(_EIGEN))
def test_every_kind_of_letter_says_where_to_complain_and_who_helps_for_nothing(dossier: Dossier, van: str) -> None:
    """Seen to fail with the own words of the zorgorganisatie in a letter about the huur, and with a kind left out."""
    assert sorted(_CORPORATIE | _AFZENDER | _KAART) == sorted(Briefsoort.codes())
    afzender = getattr(dossier.regio, van)
    afzender.klachtroute = _EIGEN[van]
    feiten = {sjabloon.removeprefix("brieven/").removesuffix(".html"): g for sjabloon, g in dossier.brieven}
    for soort in set(Briefsoort) - _KAART:
        over = "corporatie" if soort in _CORPORATIE else van
        verwacht = _EIGEN[over] if over == van and _EIGEN[over] else _ZONDER_EIGEN[over]
        html = brief_maken(
            traject=dossier.traject,
            soort=soort,
            titel="Titel",
            afzender=afzender,
            geadresseerde=Geadresseerde.KANDIDAAT,
            gegevens={n: w for n, w in feiten.get(soort, {}).items() if n not in ("brief", "geadresseerde")},
        ).inhoud.html
        slot = html.partition('class="klachtroute"')[2] or html.partition("<h2>Klachten</h2>")[2]
        assert verwacht in slot, soort
        assert "gratis hulp" in slot and "onafhankelijke cliëntondersteuner" in slot, soort
        assert not {w for w in (*_EIGEN.values(), *_ZONDER_EIGEN.values()) if w and w != verwacht and w in slot}, soort


class _Bouw(HTMLParser):
    """What somebody who cannot see the page steps through: headings, the heads of tables, the title, the language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.koppen: list[str] = []
        self.tabellen, self.zonder_kop, self.titel, self.taal = 0, 0, "", ""
        self._in_titel = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.koppen += [tag] if re.fullmatch("h[1-6]", tag) else []
        self.tabellen += tag == "table"
        self.zonder_kop += tag == "th" and not dict(attrs).get("scope")
        self._in_titel = tag == "title"
        self.taal = (dict(attrs).get("lang") or "") if tag == "html" else self.taal

    def handle_data(self, data: str) -> None:
        self.titel += data if self._in_titel else ""
        self._in_titel = False


#: A letter, a contract with a table to sign, a letter with one, and the card that stands apart.
_OP_PAPIER = {"aanzegging", "opstapcontract", "mdo_afspraken", "meterkastkaart"}


def test_every_kind_of_letter_can_be_read_aloud_and_its_pdf_says_so(dossier: Dossier) -> None:
    """PDF/UA: tagged, in Dutch, with a title. Seen to fail: a heading that skips a step, a `th` without scope."""
    feiten = {sjabloon.removeprefix("brieven/").removesuffix(".html"): g for sjabloon, g in dossier.brieven}
    for soort in Briefsoort:
        brief = brief_maken(
            traject=dossier.traject,
            soort=soort,
            titel=soort.label,
            afzender=dossier.regio.corporatie,
            geadresseerde=Geadresseerde.KANDIDAAT,
            gegevens={n: w for n, w in feiten.get(soort, {}).items() if n not in ("brief", "geadresseerde")},
        )
        bouw = _Bouw(brief.inhoud.html)
        assert (bouw.taal, soort.label in bouw.titel, bouw.zonder_kop) == ("nl-NL", True, 0), soort
        assert bouw.koppen[0] == "h1" and set(bouw.koppen[1:]) <= {"h2"}, (soort, bouw.koppen)
        assert not re.search("beschikking|wij ontbinden", brief.inhoud.html.lower()), soort
        if soort in _OP_PAPIER:
            _draagt_ua(brief_pdf(brief), soort.label)


def _draagt_ua(pdf: bytes, titel: str) -> None:
    with pikepdf.open(BytesIO(pdf)) as papier:
        assert bool(papier.Root.MarkInfo.Marked) and papier.Root.StructTreeRoot
        assert str(papier.Root.Lang) == "nl-NL" and bool(papier.Root.ViewerPreferences.DisplayDocTitle)
        with papier.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1" and titel in meta["dc:title"]
