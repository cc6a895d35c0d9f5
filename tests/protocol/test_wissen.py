"""On which day a person is forgotten (I-8): by how it ended, from the right day, in the months of the regeling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from opstap.protocol.begrippen import Instroomroute, Looptijd, Route
from opstap.protocol.feiten import AanmeldFeiten, BemiddelFeiten, ContractFeiten, TrajectFeiten
from opstap.protocol.parameters import Parameters, parameters_uit_document
from opstap.protocol.termijnen import plan, stappen, verantwoordelijk
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Stap, Trap
from opstap.protocol.wissen import EIGEN_MAANDEN, bewaarmaanden, wissen_op
from opstap.regelingen.presets import presets

BEGIN, DICHT, BRIEF = date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 2)
NIETS = Parameters()
BEMIDDELING = BemiddelFeiten(UUID(int=1), Route.DIRECTE_BEMIDDELING, "vervallen", BEGIN)
CONTRACT = ContractFeiten(UUID(int=2), "ingetrokken", Looptijd.BEPAALD, BEGIN, BEGIN, None, 3)
GEHUURD = replace(CONTRACT, status="afgerond")


def feiten(uitkomst: str, *, brief: date | None = None, **anders: Any) -> TrajectFeiten:
    aanmelding = AanmeldFeiten(
        "x", BEGIN, Instroomroute.OPVANG, besloten_op=DICHT if uitkomst == "afgewezen" else None,
        afwijzing_verzonden_op=brief,
    )  # fmt: skip
    return TrajectFeiten(BEGIN, afgesloten_op=DICHT, uitkomst=uitkomst, aanmelding=aanmelding, **anders)


def dag(f: TrajectFeiten, parameters: Parameters = NIETS) -> date | None:
    return wissen_op(feiten=f, parameters=parameters)


@pytest.mark.clausule("Z-20.2", "I-8")
@pytest.mark.parametrize(
    ("geval", "op"),
    [
        (feiten("ingetrokken"), date(2026, 6, 30)),  # no 31 June
        (feiten("voorwaarde_vervallen"), date(2026, 6, 30)),
        (feiten("afgewezen"), date(2026, 9, 30)),
        (feiten("afgewezen", brief=BRIEF), date(2026, 10, 2)),
        (feiten("ingetrokken", brief=BRIEF), date(2026, 6, 30)),  # the letter of an earlier besluit counts for nothing
        (feiten("anders", bemiddeling=BEMIDDELING), date(2026, 9, 30)),
        (feiten("ingetrokken", bemiddeling=BEMIDDELING), date(2026, 9, 30)),
        (feiten("afgewezen", brief=BRIEF, bemiddeling=BEMIDDELING), date(2026, 10, 2)),
        (feiten("anders"), date(2026, 6, 30)),
        (feiten("ingetrokken", contract=CONTRACT), date(2026, 6, 30)),  # signed by nobody, or taken back
        (feiten("ingetrokken", bemiddeling=BEMIDDELING, contract=CONTRACT), date(2026, 9, 30)),
        (feiten("vast_contract", bemiddeling=BEMIDDELING, contract=GEHUURD), date(2026, 9, 30)),
        (feiten("vast_door_wet", contract=GEHUURD), date(2026, 9, 30)),
        (feiten("opgezegd", contract=GEHUURD), date(2028, 3, 31)),
        (feiten("overleden", contract=GEHUURD), date(2028, 3, 31)),
        (replace(feiten("ingetrokken"), afgesloten_op=None, uitkomst=""), None),
    ],
)
def test_each_end_has_its_own_day_and_of_several_the_last_one(geval: TrajectFeiten, op: date | None) -> None:
    assert dag(geval) == op


@pytest.mark.clausule("Z-20.2")
def test_a_regeling_gives_its_own_months_and_without_them_nobody_stays_for_ever() -> None:
    eigen = parameters_uit_document({"bewaartermijn_ingetrokken_maanden": 1})
    assert (dag(feiten("ingetrokken"), eigen), dag(feiten("afgewezen"), eigen)) == (
        date(2026, 4, 30),
        date(2026, 9, 30),
    )
    assert all(bewaarmaanden(naam=naam, parameters=NIETS) == maanden for naam, maanden in EIGEN_MAANDEN.items())
    assert all(getattr(p.parameters, naam) is not None for p in presets() for naam in EIGEN_MAANDEN)


@pytest.mark.clausule("Z-20.2")
def test_the_duty_is_the_last_day_and_opstap_acts_the_day_after_without_telling_anybody() -> None:
    (plicht,) = plan(feiten=feiten("ingetrokken"), parameters=NIETS, peildatum=DICHT)
    assert (plicht.soort, plicht.datum, plicht.klaar_op) == ("gegevens_wissen", date(2026, 6, 29), None)
    ladder = stappen(soort=TERMIJNSOORTEN[plicht.soort], datum=plicht.datum, vanaf=None)
    assert ladder == [Stap(dag=date(2026, 6, 30), trap=Trap.ACTIE)]
    assert verantwoordelijk(plicht)[1] is None


@pytest.mark.clausule("Z-20.2")
def test_reopened_it_is_not_planned_and_once_wiped_it_is_done_and_nothing_else_is_planned() -> None:
    weer_open = replace(feiten("afgewezen"), afgesloten_op=None, uitkomst="")
    assert "gegevens_wissen" not in {t.soort for t in plan(feiten=weer_open, parameters=NIETS, peildatum=DICHT)}
    gewist = replace(feiten("afgewezen"), gewist_op=date(2026, 10, 1))
    (plicht,) = plan(feiten=gewist, parameters=NIETS, peildatum=DICHT)
    assert (plicht.soort, plicht.klaar_op) == ("gegevens_wissen", date(2026, 10, 1))
