"""Each thing that can go wrong at the door: one Dutch sentence, a non-zero exit code, no traceback."""

import fcntl
import os
import socket
import sqlite3

import pytest

from tests.opstarten.conftest import een_zin

NIEMAND = 65534


def test_een_bezette_poort(kaal):
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]
        zin = een_zin(kaal.draai("demo", "--poort", str(poort)))
    assert zin.startswith(f"Poort {poort} is al in gebruik")
    assert f"--poort {poort + 1}" in zin


@pytest.mark.parametrize("opdracht", ["demo", "start"])
def test_een_map_zonder_schrijfrecht(kaal, opdracht):
    niet_root = NIEMAND if os.geteuid() == 0 else None
    kaal.map.chmod(0o555)
    zin = een_zin(kaal.draai(opdracht, als=niet_root))
    assert zin.startswith(f"Opstap mag niet schrijven in {kaal.var}")


def test_een_projectmap_zonder_schrijfrecht_maar_met_een_eigen_var(kaal, tmp_path_factory):
    niet_root = NIEMAND if os.geteuid() == 0 else None
    var = tmp_path_factory.mktemp("var")
    var.chmod(0o777)
    kaal.map.chmod(0o555)
    zin = een_zin(kaal.draai("test", als=niet_root, OPSTAP_VAR=str(var)))
    assert zin.startswith(f"Opstap mag niet schrijven in {kaal.map}")


def test_geen_netwerk(kaal):
    klaar = kaal.draai("omgeving", PIP_NO_INDEX="1", PIP_CONFIG_FILE="/dev/null")
    assert een_zin(klaar).startswith("De pakketten zijn niet op te halen: controleer de netwerkverbinding")
    assert not (kaal.map / ".venv").exists()


def test_een_half_gemaakte_omgeving_telt_niet(kaal):
    """A .venv without a stamp: it is rebuilt, and until that succeeds the old one stays where it is."""
    (kaal.map / ".venv" / "bin").mkdir(parents=True)
    (kaal.map / ".venv.nieuw" / "venv").mkdir(parents=True)
    klaar = kaal.draai("demo", "--poort", "18765", PIP_NO_INDEX="1", PIP_CONFIG_FILE="/dev/null")
    assert "niet compleet of verouderd en wordt opnieuw gemaakt" in klaar.stdout
    een_zin(klaar)


def test_zonder_omgeving_zegt_een_andere_opdracht_welke_haar_maakt(kaal):
    zin = een_zin(kaal.draai("migrate"))
    assert zin == "De omgeving van Opstap ontbreekt: typ eerst python3 manage.py demo (of test)."


def test_de_demo_weigert_in_productie(kaal):
    assert een_zin(kaal.draai("demo", PRODUCTIE="1")).startswith("De demo start niet zolang PRODUCTIE aan staat")


def test_een_tweede_opstap_op_dezelfde_map(kaal):
    kaal.var.mkdir()
    with (kaal.var / "slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        zin = een_zin(kaal.draai("start"))
    assert zin.startswith(f"Er draait al een Opstap met de map {kaal.var}")


@pytest.mark.parametrize(("opdracht", "teken"), [("demo", False), ("start", True)])
def test_oefengegevens_en_echte_gegevens_komen_niet_bij_elkaar(kaal, opdracht, teken):
    kaal.var.mkdir()
    with sqlite3.connect(kaal.var / "opstap.sqlite3") as lijn:
        lijn.execute("CREATE TABLE iets (id)")
    if teken:
        (kaal.var / "demo").touch()
    zin = een_zin(kaal.draai(opdracht))
    assert zin.startswith(f"De database in {kaal.var} is ")


@pytest.mark.parametrize("woorden", [["--poort", "abc"], ["--poort", "99999"], ["--haven", "1"], ["extra"]])
def test_onbegrepen_woorden(kaal, woorden):
    klaar = kaal.draai("demo", *woorden)
    assert klaar.returncode != 0
    assert klaar.stderr.startswith("Dit begrijpt Opstap niet; zo werkt het: python3 manage.py demo")
