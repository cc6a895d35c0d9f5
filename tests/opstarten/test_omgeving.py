"""When an environment counts as standing. Building a real one is proved by the CI script itself."""

import os
import subprocess
import sys

import pytest

from opstap.opstarten import StartFout, omgeving, pakketten
from opstap.opstarten.omgeving import Omgeving


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two tiny lock files, and a building step that only makes the folder."""
    for naam in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / naam).write_text(f"# {naam}\n")

    def vul(doel, slot):
        (doel / "bin").mkdir(parents=True)
        (doel / "bin" / "python").symlink_to(sys.executable)
        (doel / "bin" / "pytest").write_text(f"#!{doel}/bin/python\n")
        (doel / "pyvenv.cfg").write_text("")
        (doel / "slot").write_text(slot.name)

    monkeypatch.setattr(omgeving, "_vul", vul)
    return tmp_path


def test_een_nieuwe_omgeving_staat_en_noemt_haar_eigen_map(project, capsys):
    venv = Omgeving(project)
    assert not venv.staat()
    venv.zorg()
    assert venv.staat()
    assert not venv.staat(dev=True)
    assert (venv.venv / "bin" / "pytest").read_text() == f"#!{venv.venv}/bin/python\n"
    assert not venv.werkplaats.exists()
    assert "Omgeving klaar in" in capsys.readouterr().out


def test_wat_staat_wordt_niet_opnieuw_gemaakt(project, capsys):
    Omgeving(project).zorg(dev=True)
    capsys.readouterr()
    Omgeving(project).zorg()
    Omgeving(project).zorg(dev=True)
    assert capsys.readouterr().out == ""


def test_een_gewijzigd_slot_bouwt_opnieuw_en_blijft_voor_ontwikkelaars(project):
    Omgeving(project).zorg(dev=True)
    (project / "requirements.txt").write_text("# anders\n")
    assert not Omgeving(project).staat()
    Omgeving(project).zorg()
    assert Omgeving(project).staat(dev=True)
    assert (project / ".venv" / "slot").read_text() == "requirements-dev.txt"


def test_een_omgeving_zonder_stempel_wordt_vervangen(project):
    (project / ".venv").mkdir()
    (project / ".venv" / "rommel").touch()
    Omgeving(project).zorg()
    assert Omgeving(project).staat()
    assert not (project / ".venv" / "rommel").exists()


def test_een_omgeving_waarvan_python_weg_is_staat_niet(project):
    Omgeving(project).zorg()
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/bestaat/niet")
    assert not Omgeving(project).staat()


def test_twee_tegelijk_bouwen_een_keer(project):
    """The second waits for the first and finds the environment standing."""
    bouw = (
        "import sys, time; from pathlib import Path; from opstap.opstarten import omgeving\n"
        "def vul(doel, slot):\n"
        "    (doel / 'bin').mkdir(parents=True); (doel / 'bin/python').symlink_to(sys.executable)\n"
        "    (doel / 'pyvenv.cfg').touch(); time.sleep(0.5)\n"
        "omgeving._vul = vul; omgeving.Omgeving(Path(sys.argv[1])).zorg()\n"
    )
    opdracht = [sys.executable, "-c", bouw, str(project)]
    samen = [subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    uitvoer = [proces.communicate(timeout=30)[0] for proces in samen]
    assert [proces.returncode for proces in samen] == [0, 0]
    assert sum("Omgeving klaar" in tekst for tekst in uitvoer) == 1


def test_zonder_venv_en_zonder_pip_en_zonder_root_staat_er_de_regel_om_te_typen(tmp_path, monkeypatch):
    monkeypatch.setitem(pakketten.AANWEZIG, "python3-venv", lambda: False)
    monkeypatch.setattr(omgeving, "_heeft_pip", lambda _: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(StartFout, match="sudo apt-get install python3-venv"):
        omgeving._vul(tmp_path / "venv", tmp_path / "requirements.txt")


@pytest.mark.parametrize(
    ("uitvoer", "zin"),
    [
        ("OSError: [Errno 28] No space left on device", "De schijf is vol"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "Een opgehaald pakket is niet het vergrendelde"),
        ("Failed to establish a new connection", "De pakketten zijn niet op te halen"),
        ("iets anders", "De pakketten konden niet worden geïnstalleerd"),
    ],
)
def test_de_uitleg_noemt_de_oorzaak(uitvoer, zin):
    assert omgeving._uitleg(uitvoer).startswith(zin)
