"""Which rounds `manage.py test` runs, and what a missing server means."""

import contextlib
from types import SimpleNamespace

import pytest

from opstap.opstarten import PROJECT, pakketten
from tests import alles, servers
from tests.conftest import SAMEN, _in_steekproef, samen


@pytest.fixture
def rondes(monkeypatch):
    """The runs that were asked for, instead of running them; the second one fails."""
    gevraagd = []

    def ronde(naam, ook, woorden, env):
        gevraagd.append((naam, [*ook, *woorden], sorted(env)))
        return alles.Ronde(naam, len(gevraagd) - 1, 1.0)

    monkeypatch.setattr(alles, "_ronde", ronde)
    monkeypatch.setattr(servers, "postgresql", lambda: contextlib.nullcontext("postgres://"))
    monkeypatch.setattr(servers, "redis", lambda: contextlib.nullcontext("redis://"))
    monkeypatch.setattr(pakketten, "zorg", lambda namen: [])
    monkeypatch.setattr(alles.signal, "signal", lambda *_: None)
    monkeypatch.delenv("CI", raising=False)
    return gevraagd


def test_eerst_sqlite_dan_de_servers_en_de_slechtste_uitslag_telt(rondes, capsys):
    assert alles.main(["tests/protocol", "-k", "maand"]) == 1
    assert rondes == [
        ("SQLite", ["tests/protocol", "-k", "maand"], []),
        ("PostgreSQL en Redis", ["tests/protocol", "-k", "maand"], ["BROKER_URL", "DATABASE_URL"]),
    ]
    assert "FOUT" in capsys.readouterr().out


def test_wat_geen_server_iets_vraagt_draait_een_keer(rondes):
    assert alles.main(["-k", "maand"]) == 1
    (_, eerst, _), (_, daarna, _) = rondes
    assert eerst == ["-k", "maand"]
    assert daarna[0] == f"--steekproef={alles.STEEKPROEF}"
    assert [deel.partition("=")[2] for deel in daarna[1:-2]] == list(alles.ZONDER_SERVER)
    assert {deel for deel in daarna[1:-2] if "::" in deel} == {d for d in daarna if d.startswith("--deselect=")}
    assert daarna[-2:] == eerst


def test_wat_een_keer_draait_bestaat():
    """A name that is wrong would leave nothing out."""
    for plek in alles.ZONDER_SERVER:
        pad, _, toets = plek.partition("::")
        assert (PROJECT / pad).exists(), pad
        assert toets.partition("[")[0] in (PROJECT / pad).read_text() if toets else True, toets


def test_wat_als_zonder_rijen_geldt_vraagt_geen_database():
    """Without one of these words pytest-django refuses every question to the database."""
    paden = (PROJECT / plek for plek in alles.ZONDER_RIJEN)
    bestanden = [bestand for pad in paden for bestand in (pad.glob("*.py") if pad.is_dir() else [pad])]
    met_database = [
        bestand.name
        for bestand in bestanden
        if any(woord in bestand.read_text() for woord in ("django_db", "db: None", "(db", "regio)", "regio:", "client"))
    ]
    assert met_database == []


def test_van_de_lange_rijen_komt_een_vast_deel_nog_eens_aan_de_beurt():
    items = [SimpleNamespace(nodeid=f"tests/toegang/test_x.py::test_y[{nummer}]") for nummer in range(1000)]
    steekproef = [item for item in items if _in_steekproef(item, alles.STEEKPROEF)]
    assert 95 < len(steekproef) < 155
    assert [item for item in items if _in_steekproef(item, 1)] == items
    for nodeid in ("tests/toegang/test_x.py::test_y", "tests/woningen/test_x.py::test_y[3]"):
        assert _in_steekproef(SimpleNamespace(nodeid=nodeid), 10**9)
    for nodeid in ("tests/woningen/test_views_x.py::test_y", "tests/woningen/test_x_paginas.py::test_y"):
        assert not _in_steekproef(SimpleNamespace(nodeid=nodeid), 10**9)


def test_de_snelle_ronde_vraagt_geen_server(rondes, monkeypatch):
    monkeypatch.setattr(pakketten, "zorg", lambda namen: pytest.fail("er werd om een server gevraagd"))
    assert alles.main(["--snel"]) == 0
    assert [naam for naam, *_ in rondes] == ["SQLite"]


def test_een_ontbrekende_server_is_in_ci_een_fout(rondes, monkeypatch, capsys):
    monkeypatch.setattr(pakketten, "zorg", lambda namen: ["redis-server"])
    monkeypatch.setenv("CI", "true")
    assert alles.main([]) == 1
    assert rondes == []
    assert "NIET ALLES WORDT GETOETST: redis-server ontbreekt." in capsys.readouterr().out


def test_zonder_ci_wordt_een_ontbrekende_server_luid_gemeld_en_overgeslagen(rondes, monkeypatch, capsys):
    monkeypatch.setattr(pakketten, "zorg", lambda namen: ["postgresql"])
    assert alles.main([]) == 0
    assert [naam for naam, *_ in rondes] == ["SQLite"]
    uitvoer = capsys.readouterr().out
    assert "sudo apt-get install postgresql" in uitvoer
    assert "overgeslagen omdat het ontbreekt: postgresql" in uitvoer


def test_wat_samen_hetzelfde_opbouwt_blijft_bij_elkaar():
    assert {samen(f"tests/{map_}/test_x.py::test_y[3]") for map_ in SAMEN} == set(SAMEN)
    assert all((PROJECT / "tests" / map_).is_dir() for map_ in SAMEN)
    assert samen("tests/fundament/test_x.py::test_y") is None


@pytest.mark.parametrize(
    ("woorden", "verdeling"),
    [([], ["-n", "2"]), (["-n0"], []), (["tests/a.py::test_b"], []), (["-k", "maand"], ["-n", "2"])],
)
def test_twee_processen_tenzij_de_beller_kiest(woorden, verdeling):
    assert alles._verdeling(woorden) == verdeling


def test_wat_de_tweede_ronde_overslaat_kiest_geen_processen(monkeypatch):
    """A `--deselect=…::…` of our own once looked like a caller who names one test: one process, half the speed."""
    gestart = []
    monkeypatch.setattr(alles.subprocess, "Popen", lambda opdracht, **_: gestart.append(opdracht) or SimpleNamespace())
    monkeypatch.setattr(alles, "_beeindig", lambda proces: None)
    with pytest.raises(AttributeError, match="wait"):
        alles._ronde("PostgreSQL en Redis", alles._niet_nog_eens([]), [], {})
    assert gestart[0][3:5] == ["-n", "2"]
    assert any("::" in woord for woord in gestart[0])
