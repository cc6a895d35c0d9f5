"""The broker in a folder, for one machine: what is put there is whole or not there yet, whoever looks in between."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads


class Kanaal(filesystem.Channel):
    """The channel of kombu writes a file in sight of its readers, and dies of an empty one. This one writes beside it
    and renames, and leaves what is no message lying: half a message is taken when it is whole."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        naam = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        _schrijf(Path(self.data_folder_out) / naam, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Who takes the file away has the message: of two at once one."""
        map_ = Path(self.data_folder_in)
        for naam in sorted(os.listdir(map_)):
            if naam.partition(".")[2] == f"{queue}.msg":
                with suppress(FileNotFoundError, ValueError):
                    bericht = loads((map_ / naam).read_text())
                    (map_ / naam).unlink()
                    return bericht
        raise Empty

    def get_table(self, exchange: str) -> list[Any]:
        """A table that is broken is an empty one: each worker writes itself in it when it starts."""
        with suppress(FileNotFoundError, ValueError):
            return [filesystem.exchange_queue_t(*rij) for rij in loads(self._exchange_file(exchange).read_text())]
        return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        with self._tabel(exchange) as rijen:
            rij = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
            rijen[:] = [rij, *(r for r in rijen if r != rij)]

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        virtual.Channel._delete(self, queue)
        with self._tabel(exchange) as rijen:
            rij = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
            rijen[:] = [r for r in rijen if r != rij]

    @contextmanager
    def _tabel(self, exchange: str) -> Iterator[list[Any]]:
        """Its rows, to change; one process at a time."""
        bestand = self._exchange_file(exchange)
        bestand.parent.mkdir(exist_ok=True)
        with bestand.with_suffix(".slot").open("a") as slot:
            flock(slot, LOCK_EX)
            rijen = self.get_table(exchange)
            was = list(rijen)
            yield rijen
            if rijen != was:
                _schrijf(bestand, dumps(rijen))


class Transport(filesystem.Transport):
    Channel = Kanaal


def _schrijf(bestand: Path, tekst: str) -> None:
    """All of it at once. Raises ChannelError when the disk is full or gone; then nothing is left."""
    deel = bestand.with_name(f".{uuid4()}")
    try:
        deel.write_text(tekst)
        deel.replace(bestand)
    except OSError as fout:
        with suppress(OSError):
            deel.unlink()
        raise ChannelError(f"Cannot write {bestand}") from fout
