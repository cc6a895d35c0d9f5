"""The race for the last place and for one home: many trajecten offer at the same moment, through the real service."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.namens import Namens
from tests.woningen import verloop
from woningen.models import Aanbieding, Contingentplaats


@dataclass(frozen=True)
class Uitslag:
    """`gelukt` per round; `bezwaren` = first words of each refusal; `anders` = any other error, which is a failure."""

    rondes: int
    draden: int
    gelukt: tuple[int, ...]
    bezwaren: Counter[str]
    anders: tuple[str, ...]
    seconden: float


def tegelijk(taken: Sequence[Callable[[], object]]) -> list[BaseException | None]:
    """Run each task in its own thread and connection, all released at one moment; what each raised."""
    hek = threading.Barrier(len(taken))
    fouten: list[BaseException | None] = [None] * len(taken)

    def draai(nummer: int) -> None:
        try:
            connection.ensure_connection()
            hek.wait(timeout=30)
            taken[nummer]()
        except BaseException as fout:
            fouten[nummer] = fout
        finally:
            connection.close()

    draden = [threading.Thread(target=draai, args=(nummer,)) for nummer in range(len(taken))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=120)
    return fouten


def strijd(*, rondes: int, op: date, trajecten: Sequence[UUID], woningen: Sequence[UUID], consulent: Namens) -> Uitslag:
    """Every round all trajecten offer their home at once; then the offers are withdrawn and everything is free again.

    `woningen` goes along with `trajecten`; the same home may stand there more than once.
    """
    begin, gelukt = time.monotonic(), []
    bezwaren: Counter[str] = Counter()
    anders: list[str] = []
    for _ in range(rondes):
        taken = [
            lambda traject=traject, woning=woning: verloop.woning_aangeboden(
                op=op, traject=traject, woning=woning, consulent=consulent
            )
            for traject, woning in zip(trajecten, woningen, strict=True)
        ]
        for fout in tegelijk(taken):
            if isinstance(fout, RegelGeschonden):
                bezwaren[" ".join(fout.melding.split()[:3])] += 1
            elif fout is not None:
                anders.append(f"{type(fout).__name__}: {fout}")
        open_aanbod = list(Aanbieding.objects.open().values_list("sleutel", "plaats_id"))
        gelukt.append(len(open_aanbod))
        bezet = set(Contingentplaats.objects.bezet().values_list("pk", flat=True))
        if bezet != {plaats for _, plaats in open_aanbod} or len(bezet) != len(open_aanbod):
            anders.append("plekken en aanbiedingen zijn niet gelijk")
        if anders:
            break
        for sleutel, _ in open_aanbod:
            verloop.ingetrokken(op=op, aanbieding=sleutel, consulent=consulent)
    return Uitslag(
        rondes=rondes,
        draden=len(trajecten),
        gelukt=tuple(gelukt),
        bezwaren=bezwaren,
        anders=tuple(anders),
        seconden=round(time.monotonic() - begin, 1),
    )


def wacht_op(voorwaarde: Callable[[], bool], *, seconden: float = 10) -> bool:
    """Poll until it holds."""
    tot = time.monotonic() + seconden
    while time.monotonic() < tot:
        if voorwaarde():
            return True
        time.sleep(0.01)
    return False


def in_draad(taak: Callable[[], object], *, op: date) -> tuple[threading.Thread, list[BaseException]]:
    """Start a task on `op` in its own connection; the list holds what it raised."""
    fouten: list[BaseException] = []

    def draai() -> None:
        try:
            with clock.klok_op(op):
                taak()
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draad = threading.Thread(target=draai)
    draad.start()
    return draad, fouten
