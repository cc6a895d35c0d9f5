"""The supervisor, with real processes: it restarts, stops all, and leaves nothing behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opstap.opstarten import PROJECT
from tests.opstarten.conftest import hoort_ctrl_c

# A supervisor of three children: one plain, one deaf to SIGTERM, and a web server with a worker of its own.
PROGRAMMA = """
import os, sys
from pathlib import Path
from opstap.opstarten import toezicht
from opstap.opstarten.toezicht import Kind, Toezicht
toezicht.GENADE = 2.0
var = Path(sys.argv[1])
slaap = "import time; time.sleep(600)"
stug = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
web = "gunicorn wsgiref.simple_server:demo_app --bind 127.0.0.1:0 --no-control-socket -k gthread"
opdrachten = {"slaap": ["-c", slaap], "stug": ["-c", stug], "web": ["-m", *web.split()]}
with Toezicht([
    Kind(naam, [sys.executable, *woorden], log=var / f"{naam}.log", env=os.environ, cwd=var)
    for naam, woorden in opdrachten.items()
]) as toezicht:
    print("draait", flush=True)
    try:
        toezicht.waak()
    except KeyboardInterrupt:
        print("stopt", flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="leest /proc en gebruikt prctl")


@pytest.fixture
def toezicht(tmp_path):
    proces = subprocess.Popen(
        [sys.executable, "-c", PROGRAMMA, str(tmp_path)],
        cwd=PROJECT,
        env={**os.environ, "OPSTAP_PROEF": str(tmp_path), "PYTHONUNBUFFERED": ""},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=hoort_ctrl_c,
    )
    assert proces.stdout.readline() == "draait\n"
    wacht_tot(lambda: len(nakomelingen(tmp_path)) == 5)  # the supervisor, its children and one grandchild
    yield proces
    proces.kill()
    proces.wait()
    proces.stdout.close()


def nakomelingen(merk: Path) -> list[int]:
    """Every living process that carries the mark of this test in its environment."""
    gevonden = []
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            if f"OPSTAP_PROEF={merk}\0".encode() in (map_ / "environ").read_bytes():
                gevonden.append(int(map_.name))
        except OSError:
            continue
    return gevonden


def wacht_tot(waar, seconden: float = 5.0) -> float:
    begin = time.monotonic()
    while not waar():
        assert time.monotonic() - begin < seconden, f"niet binnen {seconden} s"
        time.sleep(0.02)
    return time.monotonic() - begin


def kind(toezicht, stuk: str) -> int:
    """The child whose command line contains this text; one that dies while we look is no child."""
    for pid in map(int, Path(f"/proc/{toezicht.pid}/task/{toezicht.pid}/children").read_text().split()):
        with contextlib.suppress(OSError):
            if stuk.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
    return 0


@pytest.mark.traag
@pytest.mark.parametrize("signaal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_een_signaal_stopt_alles_binnen_tien_seconden(toezicht, tmp_path, signaal):
    toezicht.send_signal(signaal)
    assert toezicht.wait(timeout=10) == 0
    assert toezicht.stdout.read() == "stopt\n"
    assert nakomelingen(tmp_path) == []


def test_na_kill_9_van_het_toezicht_is_er_binnen_vijf_seconden_geen_kind_meer(toezicht, tmp_path):
    """Seen to fail without the preexec function: the children stayed."""
    toezicht.kill()
    toezicht.wait()
    wacht_tot(lambda: nakomelingen(tmp_path) == [])


def test_een_dood_kind_wordt_opnieuw_gestart(toezicht):
    oud = kind(toezicht, "SIG_IGN")
    os.kill(oud, signal.SIGKILL)
    wacht_tot(lambda: kind(toezicht, "SIG_IGN") not in (0, oud))
    assert "Onderdeel stug is gestopt en wordt opnieuw gestart" in toezicht.stdout.readline()
