"""A PostgreSQL of its own, with what is in the database of this run, that can be stopped and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import psycopg2
from django.db import connection

from opstap.opstarten.pakketten import postgres_map
from opstap.opstarten.toezicht import sterf_met_ouder
from tests import servers
from tests.storingen.processen import toestand, wacht_tot

SNEL, METEEN = signal.SIGINT, signal.SIGQUIT
PLAATSEN = 30


@dataclass
class Cluster:
    """`map_`: its data and its socket."""

    map_: Path
    proces: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://opstap@/postgres?host={self.map_}"

    def start(self) -> None:
        """As in production it says that something is saved when it stands on the disk."""
        bin_ = _bin()
        opties = ["-c", "synchronous_commit=on", "-c", "listen_addresses=", "-c", f"max_connections={PLAATSEN}"]
        self.proces = subprocess.Popen(
            [str(bin_ / "postgres"), "-D", str(self.map_ / "data"), "-k", str(self.map_), *opties],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.map_,
            start_new_session=True,
            preexec_fn=sterf_met_ouder(),
            **servers._wie(),
        )
        klaar = [str(bin_ / "pg_isready"), "-q", "-h", str(self.map_)]
        wacht_tot(lambda: subprocess.run(klaar).returncode == 0, seconden=30, wat="PostgreSQL")

    def stop(self, hoe: int) -> None:
        pid = int((self.map_ / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, hoe)
        wacht_tot(lambda: toestand(pid) in {"", "Z", "X"}, seconden=30, wat="PostgreSQL stoppen")
        if self.proces is not None:
            self.proces.wait()

    def lijn(self) -> psycopg2.extensions.connection:
        lijn = psycopg2.connect(host=str(self.map_), user="opstap", dbname="postgres")
        lijn.autocommit = True
        return lijn

    def vraag(self, sql: str) -> int:
        lijn = self.lijn()
        try:
            with lijn.cursor() as cursor:
                cursor.execute(sql)
                return int(cursor.fetchone()[0])
        finally:
            lijn.close()


def _bin() -> Path:
    bin_ = postgres_map()
    assert bin_ is not None, "PostgreSQL ontbreekt"
    return bin_


@contextmanager
def cluster() -> Iterator[Cluster]:
    with servers.postgresql() as url:
        eigen = Cluster(Path(parse_qs(urlparse(url).query)["host"][0]))
        _overnemen(eigen)
        eigen.stop(SNEL)
        eigen.start()
        try:
            yield eigen
        finally:
            eigen.stop(METEEN)


def _overnemen(eigen: Cluster) -> None:
    waar = connection.get_connection_params()
    bron = ["-h", str(waar["host"]), "-U", str(waar["user"]), str(waar["dbname"])]
    dump = subprocess.run([str(_bin() / "pg_dump"), *bron], check=True, capture_output=True).stdout
    doel = ["-q", "-v", "ON_ERROR_STOP=1", "-h", str(eigen.map_), "-U", "opstap", "postgres"]
    subprocess.run([str(_bin() / "psql"), *doel], input=dump, check=True, stdout=subprocess.DEVNULL)
