"""A network between Opstap and PostgreSQL that loses, delays and cuts."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field
from random import Random

from tests.servers import vrije_poort

#: Of what comes late; a form asks the database more than a hundred things.
BREEKT = 0.015


@dataclass
class Lijn:
    """`verlies`: which part of what passes must be sent again and comes late; now and then the line breaks of it.

    `doof`: who comes now gets no answer. `knip_na`: the line breaks after these words went to the database.
    """

    naar: str
    toeval: Random = field(default_factory=Random)
    verlies: float = 0.0
    doof: bool = False
    knip_na: bytes = b""
    geknipt: int = 0
    poort: int = field(default_factory=vrije_poort)
    _open: list[socket.socket] = field(default_factory=list)
    _deur: socket.socket | None = None

    def open(self) -> None:
        self._deur = socket.create_server(("127.0.0.1", self.poort))
        threading.Thread(target=self._ontvang, args=(self._deur,), daemon=True).start()

    def dicht(self) -> None:
        if self._deur is not None:
            with contextlib.suppress(OSError):
                self._deur.shutdown(socket.SHUT_RDWR)
            self._deur.close()
        self.breek()

    def breek(self) -> None:
        """Every connection there is."""
        for lijn in list(self._open):
            _sluit(lijn)
        self._open.clear()

    def _ontvang(self, deur: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                web, _ = deur.accept()
                self._open.append(web)
                if self.doof:
                    continue
                database = socket.socket(socket.AF_UNIX)
                try:
                    database.connect(self.naar)
                except OSError:
                    database.close()
                    _sluit(web)
                    continue
                self._open.append(database)
                for van, naar, heen in ((web, database, True), (database, web, False)):
                    threading.Thread(target=self._pomp, args=(van, naar, heen), daemon=True).start()

    def _pomp(self, van: socket.socket, naar: socket.socket, heen: bool) -> None:
        with contextlib.suppress(OSError):
            while stuk := van.recv(65536):
                if self.toeval.random() < self.verlies:
                    time.sleep(0.02)
                    if self.toeval.random() < BREEKT:
                        break
                if heen and self.knip_na and self.knip_na in stuk:
                    self.knip_na = b""
                    self.geknipt += 1
                    _sluit(van)  # it arrives; the answer does not
                naar.sendall(stuk)
        _sluit(van)
        _sluit(naar)


def _sluit(lijn: socket.socket) -> None:
    with contextlib.suppress(OSError):
        lijn.shutdown(socket.SHUT_RDWR)
    lijn.close()
