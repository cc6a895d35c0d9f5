"""Windows of random contracts, laid beside a calendar that is walked day by day (`tests/protocol/orakel.py`).

Seen to fail: a window counted from 90 and 30 days, a chain of months (E - 1 month - 2 months) and an aanzegging that is
still allowed on E - 1 month itself; each within the first hundred contracts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import pytest

from opstap.protocol.aanzegging import aanzegging_belemmeringen, aanzegging_nog_mogelijk
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.contract import einde as einde_van
from opstap.protocol.evaluatiebegrippen import Grond, Oordeel
from opstap.protocol.feiten import ContractFeiten, TrajectFeiten
from opstap.protocol.omzetting import Consultaties, OmzettingUitkomst, omzetting_belemmeringen
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnen import plan
from opstap.regelingen.presets import preset

from .orakel import DAG, loop_maanden

VAST_ZAAD = 20261130
ZUTPHEN = preset("zutphen-2024").parameters
#: Besluit streef and uiterlijk in months from S, as this oracle is told them; the regeling is given the same.
TERMIJNEN: tuple[tuple[int | None, int | None], ...] = ((18, 21), (18, 21), (12, 18), (None, None), (18, None))
lopen = cache(loop_maanden)


@cache
def _regeling(streef: int | None, uiterlijk: int | None) -> Parameters:
    return replace(ZUTPHEN, besluit_streef_maanden=streef, besluit_uiterlijk_maanden=uiterlijk)


@dataclass(frozen=True)
class Geval:
    begin: date
    maanden: int
    streef: int | None
    uiterlijk: int | None

    @property
    def parameters(self) -> Parameters:
        return _regeling(self.streef, self.uiterlijk)

    @property
    def einde(self) -> date:
        return lopen(self.begin, self.maanden)

    def vroegste(self, vanaf_begin: int | None, voor_einde: int) -> date | None:
        if vanaf_begin is None:
            return None
        return min(lopen(self.begin, vanaf_begin), lopen(self.einde, -voor_einde))


def _gevallen(toeval: random.Random, aantal: int) -> Iterator[Geval]:
    """Half of them begin around the end of a month, where months of unlike length meet; most run two years."""
    for _ in range(aantal):
        dag = date(2024, 1, 1) + timedelta(days=toeval.randrange(3650))
        if toeval.random() < 0.5:
            dag = dag.replace(day=1) + timedelta(days=toeval.randrange(-4, 3))
        maanden = 24 if toeval.random() < 0.5 else toeval.randrange(6, 25)
        yield Geval(dag, maanden, *toeval.choice(TERMIJNEN))


def _verschillen(geval: Geval, toeval: random.Random) -> Iterator[str]:
    """Where Opstap and the calendar do not say the same."""
    einde = einde_van(ingangsdatum=geval.begin, duur_maanden=geval.maanden, parameters=geval.parameters)
    if einde != geval.einde:
        yield f"einde {einde}"
    open_, dicht = lopen(geval.einde, -3), lopen(geval.einde, -1)
    for rand in (open_, dicht, geval.einde, geval.begin + timedelta(days=toeval.randrange(900))):
        for dag in (rand - DAG, rand, rand + DAG):
            if (not aanzegging_belemmeringen(ontvangen=dag, einde=geval.einde)) != (open_ <= dag < dicht):
                yield f"aanzegging op {dag}"
            if aanzegging_nog_mogelijk(einde=geval.einde, peildatum=dag) != (dag < dicht):
                yield f"nog mogelijk op {dag}"
            if _mag_nee(geval, dag) != (geval.begin <= dag < dicht):
                yield f"negatief besluit op {dag}"
    yield from _plan_verschilt(geval, dicht - DAG)


def _mag_nee(geval: Geval, dag: date) -> bool:
    return not omzetting_belemmeringen(
        uitkomst=OmzettingUitkomst.NIET_OMZETTEN,
        peildatum=dag,
        ingangsdatum=geval.begin,
        einde=geval.einde,
        looptijd=Looptijd.BEPAALD,
        consultaties=Consultaties(dag, dag),
        gronden=[Grond.HUUR],
        motivering="Drie maanden geen huur.",
        heeft_gehouden_evaluatie=True,
        laatste_oordeel=Oordeel.OP_SCHEMA,
        reden_vroeg="Uitleg.",
        aanzegging_ontvangen=None,
        parameters=geval.parameters,
    )


def _plan_verschilt(geval: Geval, laatste: date) -> Iterator[str]:
    verwacht = {
        "omzetting_besluiten": geval.vroegste(geval.streef, 6),
        "omzetting_uiterlijk": geval.vroegste(geval.uiterlijk, 3),
        "venster_bewaken": laatste,
        "contract_einde": geval.einde - DAG,
    }
    contract = ContractFeiten(
        sleutel=None,
        status="lopend",
        looptijd=Looptijd.BEPAALD,
        opgemaakt_op=geval.begin,
        ingangsdatum=geval.begin,
        einde=geval.einde,
        ritme=3,
        getekend_op=geval.begin,
        ingebruikname=geval.begin,
    )
    feiten = TrajectFeiten(gestart_op=geval.begin, contract=contract)
    gepland = {t.soort: t.datum for t in plan(feiten=feiten, parameters=geval.parameters, peildatum=geval.begin)}
    for soort, dag in verwacht.items():
        if gepland.get(soort) != dag:
            yield f"{soort} op {gepland.get(soort)}, hoort op {dag}"


@pytest.mark.clausule("I-25", "I-26", "I-1", "L-9", "L-14")
def test_windows_of_random_contracts_are_those_of_the_calendar(
    rondes: Callable[[int, int], int], noteer: Callable[..., None]
) -> None:
    aantal, zaden = rondes(400, 100_000), [VAST_ZAAD, random.SystemRandom().randrange(10**6)]
    print(f"zaden {zaden}")
    begin, gezien = time.monotonic(), 0
    for zaad in zaden:
        toeval = random.Random(zaad)
        for geval in _gevallen(toeval, aantal // 2):
            assert list(_verschillen(geval, toeval)) == [], (zaad, gezien, geval)
            gezien += 1
    noteer("vensters", contracten=gezien, anders=0, zaden=zaden, seconden=round(time.monotonic() - begin, 1))
