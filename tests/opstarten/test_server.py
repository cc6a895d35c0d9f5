"""The embedded server as a person meets it: started, found, doubled by mistake, stopped, killed."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from opstap.opstarten import PROJECT
from tests.opstarten.conftest import hoort_ctrl_c
from tests.servers import vrije_poort

pytestmark = pytest.mark.traag

# Past the environment, which stands already when this test runs.
PROGRAMMA = """
import sys
from opstap.opstarten import StartFout, server
keuzes = server.lees("start", sys.argv[1:])
try:
    server.controleer(keuzes)
    sys.exit(server.draai(keuzes))
except StartFout as fout:
    sys.exit(str(fout))
"""


class Server:
    """`start` on its own var and port."""

    def __init__(self, var: Path, poort: int) -> None:
        schoon = {naam: waarde for naam, waarde in os.environ.items() if naam not in ("DATABASE_URL", "BROKER_URL")}
        self.poort = poort
        self.proces = subprocess.Popen(
            [sys.executable, "-c", PROGRAMMA, "--poort", str(poort)],
            cwd=PROJECT,
            env={**schoon, "OPSTAP_VAR": str(var), "DJANGO_SETTINGS_MODULE": "opstap.settings"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hoort_ctrl_c,
        )

    def lees_tot(self, stuk: str) -> str:
        """The console up to and including the line with this text."""
        gelezen = ""
        for regel in self.proces.stdout:
            gelezen += regel
            if stuk in regel:
                return gelezen
        raise AssertionError(f"{stuk!r} kwam niet:\n{gelezen}\n{self.proces.stderr.read()}")

    def kinderen(self) -> list[int]:
        tekst = Path(f"/proc/{self.proces.pid}/task/{self.proces.pid}/children").read_text()
        return [int(pid) for pid in tekst.split()]


@pytest.fixture
def server(tmp_path):
    begonnen = []

    def begin(poort: int | None = None) -> Server:
        begonnen.append(Server(tmp_path / "var", poort or vrije_poort()))
        return begonnen[-1]

    yield begin
    for een in begonnen:
        een.proces.kill()
        een.proces.communicate()


def test_start_zegt_waar_opstap_is_en_ctrl_c_stopt_alles(server):
    een = server()
    scherm = een.lees_tot("Stoppen: Ctrl-C")
    adres = f"http://127.0.0.1:{een.poort}/"
    assert f"Opstap draait op {adres}\n" in scherm
    assert re.search(rf"^  {adres}\S+$", scherm, re.MULTILINE), "de inrichtlink ontbreekt"
    with urllib.request.urlopen(f"{adres}gezondheid/web", timeout=5) as antwoord:
        assert antwoord.status == 200
    assert len(een.kinderen()) == 3

    twee = server()
    assert twee.proces.wait(timeout=20) == 1
    assert twee.proces.stderr.read().startswith("Er draait al een Opstap met de map")

    begin = time.monotonic()
    een.proces.send_signal(signal.SIGINT)
    assert een.proces.wait(timeout=10) == 0
    assert time.monotonic() - begin < 10
    assert een.proces.stderr.read() == ""


def test_na_kill_9_kan_opstap_meteen_weer_op_dezelfde_poort_starten(server):
    een = server()
    een.lees_tot("Stoppen: Ctrl-C")
    een.proces.kill()
    een.proces.wait()
    twee = server(een.poort)
    assert f"Opstap draait op http://127.0.0.1:{een.poort}/" in twee.lees_tot("Stoppen: Ctrl-C")
