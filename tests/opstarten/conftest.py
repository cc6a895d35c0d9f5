"""A bare copy of the door in a temporary folder, and commands run from it as a person would."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from opstap.opstarten import PROJECT

NODIG = ("manage.py", "requirements.txt", "requirements-dev.txt")


class Kaal:
    """A project folder with the door and the lock files, without environment and without Django."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.var = map_ / "var"
        for naam in NODIG:
            shutil.copy(PROJECT / naam, map_ / naam)
        (map_ / "opstap").mkdir()
        shutil.copy(PROJECT / "opstap" / "__init__.py", map_ / "opstap")
        shutil.copytree(PROJECT / "opstap" / "opstarten", map_ / "opstap" / "opstarten")

    def draai(self, *woorden: str, als: int | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        """`python3 manage.py ...` with a bare Python, as another user when asked (root only)."""
        wie = {} if als is None else {"user": als, "group": als, "extra_groups": []}
        basis = {"PATH": os.environ["PATH"], "OPSTAP_VAR": str(self.var), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [KALE_PYTHON, str(self.map / "manage.py"), *woorden],
            cwd=self.map,
            env={**basis, **env},
            capture_output=True,
            text=True,
            timeout=120,
            **wie,
        )


KALE_PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3.11").exists() else sys._base_executable


@pytest.fixture
def kaal(tmp_path) -> Kaal:
    for ouder in (tmp_path, *tmp_path.parents):  # let another user look in
        if ouder.stat().st_uid == os.geteuid() and ouder != Path("/"):
            ouder.chmod(ouder.stat().st_mode | 0o055)
    return Kaal(tmp_path)


def hoort_ctrl_c() -> None:
    """In a new process: as from a terminal. What a shell starts in the background inherits a Ctrl-C that is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def een_zin(klaar: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal: nothing else on stderr, no traceback, an exit code."""
    assert klaar.returncode != 0
    regels = klaar.stderr.strip().splitlines()
    assert len(regels) == 1, klaar.stderr
    assert "Traceback" not in klaar.stdout + klaar.stderr
    return regels[0]
