"""The protocolmatrix finds what carries a clause, and fails in each way it can be wrong (law 13)."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from textwrap import dedent

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from opstap.management.commands import protocolmatrix as opdracht
from opstap.protocol.clausules import Bron, Clausule, ClausuleSoort
from opstap.protocolmatrix.bron import Plek, Toets, genoemd, plekken, toetsen
from opstap.protocolmatrix.matrix import Stand, als_markdown, fouten
from tests.regelproef import Regelproef

PLEK, TOETS = Plek("opstap/x.py", "regel"), Toets(1, "tests/test_x.py", "test_regel")


def _clausule(id_: str = "Z-9.2", **velden: str) -> Clausule:
    return Clausule(id=id_, bron=Bron.ZUTPHEN, soort=ClausuleSoort.TERMIJN, tekst="De corporatie besluit.", **velden)


def _stand(clausule: Clausule, *, code: bool = True, toets: bool = True) -> Stand:
    return Stand(
        register={clausule.id: clausule},
        nummers=frozenset({clausule.id}),
        plekken={clausule.id: {PLEK}} if code else {},
        genoemd={},
        toetsen={clausule.id: {TOETS}} if toets else {},
    )


# --- the real house ----------------------------------------------------------------------------------------------


def test_the_matrix_of_this_house_is_whole_and_the_file_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("protocolmatrix", "--check")
    assert "De protocolmatrix klopt" in capsys.readouterr().out


def test_an_old_file_says_which_command_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    oud, stand = tmp_path / "matrix.md", opdracht.stand_van(settings.BASE_DIR)
    monkeypatch.setattr(opdracht, "DOC", oud)
    monkeypatch.setattr(opdracht, "stand_van", lambda _: stand)
    for tekst in (None, "# Protocolmatrix\n"):
        if tekst is not None:
            oud.write_text(tekst, encoding="utf-8")
        with pytest.raises(CommandError, match="Voer uit: python3 manage.py protocolmatrix"):
            call_command("protocolmatrix", "--check")
    call_command("protocolmatrix")
    assert oud.read_text(encoding="utf-8") == (settings.BASE_DIR / "docs/protocolmatrix.md").read_text(encoding="utf-8")


def test_a_matrix_that_is_wrong_stops_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opdracht, "stand_van", lambda _: _stand(_clausule(), toets=False))
    with pytest.raises(CommandError, match="Z-9.2 heeft geen toets"):
        call_command("protocolmatrix", "--check")


# --- each way to be wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stand", "zinnen"),
    [
        (_stand(_clausule()), []),
        (_stand(_clausule(), code=False), ["Z-9.2 heeft geen code"]),
        (_stand(_clausule(), toets=False), ["Z-9.2 heeft geen toets"]),
        (_stand(_clausule(), code=False, toets=False), ["Z-9.2 heeft geen code", "Z-9.2 heeft geen toets"]),
        (_stand(_clausule(handmatig="Dat doet een mens.")), ["Haal `handmatig` weg"]),
        (_stand(_clausule(nog_niet="komt met later")), ["Haal `nog_niet` weg"]),
        (_stand(_clausule(handmatig="Dat doet een mens."), toets=False), []),
        (_stand(_clausule(nog_niet="komt met later"), code=False), []),
        (_stand(_clausule(handmatig="Een mens.", nog_niet="komt met later"), code=False), ["handmatig én nog niet"]),
    ],
)
def test_what_does_not_fit_is_said_in_one_sentence_each(stand: Stand, zinnen: list[str]) -> None:
    gevonden = fouten(stand)
    assert len(gevonden) == len(zinnen)
    assert all(zin in fout for zin, fout in zip(zinnen, gevonden, strict=True))


def test_a_clause_that_fell_out_of_the_register_is_missed() -> None:
    stand = dataclasses.replace(_stand(_clausule()), nummers=frozenset({"Z-9.2", "Z-9.3"}))
    assert fouten(stand) == ["Z-9.3 ontbreekt. Zet haar met soort en tekst in opstap/protocol/clausules/."]


@pytest.mark.parametrize("waar", ["plekken", "genoemd", "toetsen"])
def test_a_clause_that_does_not_exist_is_named_with_its_place(waar: str) -> None:
    vreemd = TOETS if waar == "toetsen" else PLEK
    stand = dataclasses.replace(_stand(_clausule()), **{waar: {"Z-9.2": {PLEK}, "Z-99.1": {vreemd}}})
    assert fouten(stand) == [f"Z-99.1 bestaat niet, maar staat bij {vreemd.naam} in {vreemd.pad}. Verbeter het nummer."]


def test_the_page_counts_per_source_and_shows_the_most_telling_tests() -> None:
    stand = _stand(_clausule())
    stand.toetsen["Z-9.2"].update({Toets(9, "tests/test_a.py", "test_veel"), Toets(2, "tests/test_b.py", "test_twee")})
    tekst = als_markdown(stand)
    assert "| Protocol Opstapwoningen Zutphen 2024 | 1 | 1 | 0 | 0 |" in tekst
    assert "| **samen** | 1 | 1 | 0 | 0 |" in tekst
    (rij,) = [regel for regel in tekst.splitlines() if regel.startswith("| Z-9.2 ")]
    assert rij.endswith(
        "| `opstap/x.py` regel | `tests/test_x.py` test_regel<br>`tests/test_b.py` test_twee<br>en meer |"
    )


# --- what counts -------------------------------------------------------------------------------------------------

HUIS = {
    "opstap/protocol/regels.py": """
        @regelt("Z-1.1")
        def gevraagd(): return _dieper()

        @regelt("Z-1.2")
        def _dieper(): return KEUZES["a"]()

        @regelt("Z-1.3")
        def _uit_een_lijst(): return [Belemmering("Z-1.4", "Dat kan niet.")]

        KEUZES = {"a": _uit_een_lijst}

        @regelt("Z-2.1")
        def door_niemand_gevraagd(): return parameters.duur
    """,
    "opstap/protocol/zelfde_naam.py": "def gevraagd(): pass",
    "opstap/protocol/termijnsoorten.py": """
        A = (Termijnsoort("gepland", "Gepland", "Z-3.1"), Termijnsoort("vergeten", "Vergeten", "Z-3.2"))
    """,
    "opstap/protocol/termijnen.py": 'def plan(): yield GeplandeTermijn("gepland")',
    "opstap/regelingen/presets/x.toml": """
        geldig = 2024-01-01       # Z-4.4
        [parameters]
        streef = 18               # Z-4.1, liefst
        duur = 24                 # Z-4.2
        lijst = [                 # Z-4.3
            "a",
        ]
    """,
    "aanmelding/services.py": """
        class Dienst:
            @regelt("Z-5.1")
            def doen(self, p): return gevraagd(), p.streef, p.lijst, bron.geldig
    """,
    "aanmelding/migrations/0001.py": '@regelt("Z-9.9")\ndef oud(): pass',
    "woningen/x.py": "",
    "evaluatie/x.py": 'afronden(clausule="Z-9.8")',
}
TESTS = {
    "tests/test_een.py": """
        @pytest.mark.clausule("Z-1.1", "Z-1.2")
        @pytest.mark.traag
        def test_iets(): pass

        @pytest.mark.clausule("Z-9.7")
        def geen_toets(): pass
    """,
    "tests/test_twee.py": """
        pytestmark = [pytest.mark.traag, pytest.mark.clausule("Z-1.3")]

        def test_alles(): pass
    """,
}


@pytest.fixture
def huis(tmp_path: Path) -> Path:
    for pad, tekst in (HUIS | TESTS).items():
        (tmp_path / pad).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / pad).write_text(dedent(tekst), encoding="utf-8")
    return tmp_path


def test_code_counts_when_the_running_system_comes_to_it(huis: Path) -> None:
    """Not: a rule no room asks, a duty that is never planned, a value nobody reads, a line of the log."""
    assert {id_: {p.naam for p in gevonden} for id_, gevonden in plekken(huis).items()} == {
        "Z-1.1": {"gevraagd"},
        "Z-1.2": {"_dieper"},
        "Z-1.3": {"_uit_een_lijst"},
        "Z-1.4": {"_uit_een_lijst"},
        "Z-3.1": {"gepland"},
        "Z-4.1": {"streef"},
        "Z-4.3": {"lijst"},
        "Z-4.4": {"geldig"},
        "Z-5.1": {"Dienst.doen"},
    }


def test_every_number_that_the_code_writes_down_is_looked_up_also_one_that_only_the_log_gets(huis: Path) -> None:
    assert genoemd(huis)["Z-9.8"] == {Plek("evaluatie/x.py", "regelnummer 1")}
    assert "Z-9.9" not in genoemd(huis)


def test_a_test_counts_by_its_own_marker_or_that_of_its_module(huis: Path) -> None:
    een, twee = Toets(2, "tests/test_een.py", "test_iets"), Toets(1, "tests/test_twee.py", "test_alles")
    assert toetsen(huis) == {"Z-1.1": {een}, "Z-1.2": {een}, "Z-1.3": {twee}}


# --- a test really comes to its rule (pytest --regels) -----------------------------------------------------------


def _een_regel() -> int:
    return 7


def test_a_test_that_does_not_come_to_the_rule_it_names_is_found() -> None:
    hier = Plek("tests/fundament/test_protocolmatrix.py", "_een_regel")
    proef = Regelproef({"Z-9.2": {hier}})
    with proef.volgen({"Z-9.2"}):
        pass
    assert proef.onbewezen() == {"Z-9.2": {hier}}
    with proef.volgen({"Z-9.2"}):
        assert _een_regel() == 7
    assert proef.onbewezen() == {}


def test_what_has_nothing_to_call_is_not_asked() -> None:
    in_een_lijst = {
        Plek("opstap/protocol/termijnsoorten.py", "soort"),
        Plek("opstap/x.toml", "duur"),
        Plek("a.py", "Ding"),
    }
    proef = Regelproef({"Z-9.2": in_een_lijst})
    with proef.volgen({"Z-9.2"}):
        pass
    assert proef.onbewezen() == {}
