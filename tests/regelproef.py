"""`pytest -m clausule --regels`: a test that names a clause must really come to a rule that carries it.

The protocolmatrix reads source text: it sees that a rule and a marker name the same clause. This run sees that at
least one test with the marker calls one of the functions that carry the clause. What stands in a list or a preset, and
a class, has nothing to call and is left out. Seen to fail: a marker moved to a test of another rule.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest

from opstap.protocol.clausules import clausules
from opstap.protocolmatrix.bron import CATALOGUS, Plek, plekken

WORTEL = Path(__file__).parent.parent


class Regelproef:
    def __init__(self, waar: dict[str, set[Plek]], wortel: Path = WORTEL) -> None:
        self.waar = waar
        self.wortel = wortel
        self.namen = {plek.naam for gevonden in waar.values() for plek in gevonden if plek.pad.endswith(".py")}
        self.bekend: dict[CodeType, Plek | None] = {}
        self.geroepen: set[Plek] = set()
        self.bewezen: dict[str, set[Plek]] = {}
        self.gelopen: set[str] = set()

    def _spoor(self, frame: FrameType, event: str, arg: object) -> None:
        code = frame.f_code
        if code not in self.bekend:
            self.bekend[code] = self._plek(code)
        if (plek := self.bekend[code]) is not None:
            self.geroepen.add(plek)

    def _plek(self, code: CodeType) -> Plek | None:
        naam = code.co_qualname
        if naam not in self.namen or not code.co_filename.startswith(str(self.wortel)):
            return None
        return Plek(Path(code.co_filename).relative_to(self.wortel).as_posix(), naam)

    @contextmanager
    def volgen(self, ids: set[str]) -> Iterator[None]:
        """Remember which rules run inside, for these clauses."""
        self.geroepen = set()
        eerder = sys.gettrace()
        threading.settrace(self._spoor)
        sys.settrace(self._spoor)
        try:
            yield
        finally:
            sys.settrace(eerder)
            threading.settrace(eerder)  # type: ignore[arg-type]
        self.gelopen |= ids
        for id_ in ids:
            self.bewezen.setdefault(id_, set()).update(self.geroepen & self.waar.get(id_, set()))

    def onbewezen(self) -> dict[str, set[Plek]]:
        """Of the clauses whose tests ran: those of which no function was called, with those functions."""
        functies = {
            id_: {plek for plek in self.waar.get(id_, ()) if _is_functie(plek)}
            for id_ in self.gelopen
            if clausules()[id_].is_regel
        }
        return {id_: deel for id_, deel in sorted(functies.items()) if deel and not self.bewezen[id_]}


def _is_functie(plek: Plek) -> bool:
    in_lijst = plek.pad == CATALOGUS or not plek.pad.endswith(".py")
    return not in_lijst and not plek.naam.rpartition(".")[2][0].isupper()


class Plugin:
    def __init__(self) -> None:
        self.proef = Regelproef(plekken(WORTEL))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Setup too: a fixture often walks the road that the test looks back on."""
        with self.proef.volgen({id_ for merk in item.iter_markers("clausule") for id_ in merk.args}):
            yield

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.proef.onbewezen():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for id_, deel in self.proef.onbewezen().items():
            namen = ", ".join(f"{p.naam} ({p.pad})" for p in sorted(deel))
            terminalreporter.write_line(f"{id_}: geen toets met deze clausule komt langs {namen}", red=True)
        terminalreporter.write_line(f"{len(self.proef.gelopen)} clausules gelopen")
