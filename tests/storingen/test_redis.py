"""Redis killed, emptied and frozen: pages go on, and what was due is done when it is back (S40; F3, F4)."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from opstap.opstarten.toezicht import sterf_met_ouder
from tests import servers
from tests.evaluatie.conftest import Wonen
from tests.storingen.bezoeker import Bezoeker, p95
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import alles_een_keer, post_te_gaan

pytestmark = [pytest.mark.traag, pytest.mark.postgres]

#: The longest a page may wait for a broker that falls silent (F4), on top of what it takes on this machine.
UITERLIJK = 6.0
#: A request that took this long stood still for the broker (settings: socket_timeout 5 s), whatever the machine does.
STIL = 4.0


@dataclass
class Redis:
    """Keeps nothing: after a kill it comes back empty, on the same port."""

    poort: int
    map_: Path
    proces: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.proces = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self.poort), "--save", "", "--dir", str(self.map_)],
            stdout=subprocess.DEVNULL,
            preexec_fn=sterf_met_ouder(),
        )
        wacht_tot(lambda: servers._antwoordt(self.poort), seconden=10, wat="Redis")

    def sein(self, signaal: int) -> None:
        assert self.proces is not None
        self.proces.send_signal(signaal)

    def moord(self) -> None:
        self.sein(signal.SIGKILL)
        assert self.proces is not None
        self.proces.wait()

    def leegmaken(self) -> None:
        subprocess.run(["redis-cli", "-p", str(self.poort), "FLUSHALL"], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    redis = Redis(servers.vrije_poort(), tmp_path)
    redis.start()
    yield redis
    redis.moord()


@pytest.fixture
def broker(redis: Redis) -> dict[str, str]:
    return {"BROKER_URL": f"redis://127.0.0.1:{redis.poort}/0"}


@pytest.fixture
def wacht_op_post(postbus: Postbus, toneel: Toneel) -> Callable[[], None]:
    def wacht() -> None:
        wacht_tot(lambda: not post_te_gaan(), seconden=60, wat="er blijft post liggen")
        assert alles_een_keer(postbus) == [], toneel.logboek()

    postbus.traagheid = 0.0
    return wacht


def _meet(bezoeker: Bezoeker, traject: str, aantal: int) -> list[float]:
    bezoeker.tijden.clear()
    bezoeker.rondes(aantal, traject)
    return bezoeker.alle()


def _tegelijk(bezoekers: list[Bezoeker], traject: str) -> list[float]:
    """All at once, as many as the web server has threads; how long each waited for the form to be taken."""
    for bezoeker in bezoekers:
        bezoeker.tijden.clear()
    draden = [threading.Thread(target=bezoeker.melden, args=(traject,)) for bezoeker in bezoekers]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    return [tijd for bezoeker in bezoekers for tijd in bezoeker.tijden["melden"]]


def test_pages_go_on_when_redis_is_killed_and_emptied(
    website: Callable[[], Bezoeker],
    redis: Redis,
    wacht_op_post: Callable[[], None],
    bewoner: Wonen,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """It comes back empty each time; the sweep finds the work in the database.

    Seen to fail with `alleen_de_bel`, a worker without a beat: what was in Redis is gone, and the mail with it.
    """
    traject, aantal = str(bewoner.traject.sleutel), rondes(6, 40)
    bezoeker = website()
    gewoon = _meet(bezoeker, traject, aantal)
    wacht_op_post()
    weg: list[float] = []
    for _ in range(rondes(1, 5)):
        redis.moord()
        weg += _meet(bezoeker, traject, aantal)
        redis.start()
    begin = time.monotonic()
    wacht_op_post()
    weer_bij = time.monotonic() - begin

    for _ in range(rondes(3, 20)):
        bezoeker.melden(traject)
        redis.leegmaken()
    wacht_op_post()
    cijfers = _cijfers(gewoon, weg) | {"weer_bij_na_s": round(weer_bij, 1)}
    noteer_deel("redis_gedood_en_geleegd", **cijfers)
    assert max(weg) < UITERLIJK, cijfers


def test_pages_go_on_when_redis_is_frozen(
    website: Callable[[], Bezoeker],
    redis: Redis,
    wacht_op_post: Callable[[], None],
    bewoner: Wonen,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """The connection stays open and nobody answers: one request waits, the others and all later ones do not (M25).

    Seen to fail with `bel_zonder_grenzen`: every POST waits as long as Redis is frozen.
    Seen to fail with `iedereen_belt`, without the lock on the bell: all eight wait.
    """
    traject = str(bewoner.traject.sleutel)
    een, acht = website(), [website() for _ in range(8)]  # logged in once: one address may not log in all day
    gewoon = _meet(een, traject, rondes(6, 40))
    acht_gewoon = sorted(_tegelijk(acht, traject))
    wacht_op_post()
    redis.sein(signal.SIGSTOP)
    eerste = sorted(_tegelijk(acht, traject))
    bevroren = _meet(een, traject, rondes(6, 40))
    redis.sein(signal.SIGCONT)
    begin = time.monotonic()
    wacht_op_post()
    cijfers = _cijfers(gewoon, bevroren) | {
        "acht_tegelijk_gewoon_s": [round(tijd, 2) for tijd in acht_gewoon],
        "acht_tegelijk_s": [round(tijd, 2) for tijd in eerste],
        "weer_bij_na_s": round(time.monotonic() - begin, 1),
    }
    noteer_deel("redis_bevroren", **cijfers)
    gewacht = bevroren + [tijd - gewone for tijd, gewone in zip(eerste, acht_gewoon, strict=True)]
    assert max(gewacht) < UITERLIJK, cijfers
    assert sum(tijd > STIL for tijd in gewacht) <= 1, cijfers


def _cijfers(gewoon: list[float], tijdens: list[float]) -> dict[str, object]:
    return {
        "verzoeken": len(tijdens),
        "p95_gewoon_ms": round(p95(gewoon) * 1000),
        "p95_tijdens_ms": round(p95(tijdens) * 1000),
        "verhouding_p95": round(p95(tijdens) / p95(gewoon), 2),
        "langste_s": round(max(tijdens), 2),
    }
