"""Forgetting: from which day on nothing is left of a person whose traject ended (I-8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters

SOORT = "gegevens_wissen"
#: Parameter -> our own months, where the regeling gives none: nobody is kept for ever.
EIGEN_MAANDEN = {
    "bewaartermijn_ingetrokken_maanden": 3,
    "bewaartermijn_afgewezen_maanden": 6,
    "bewaartermijn_bemiddeling_maanden": 6,
    "bewaartermijn_vast_contract_maanden": 6,
    "bewaartermijn_huur_gestopt_maanden": 24,
}
_VAST = frozenset({"vast_contract", "vast_door_wet"})


def bewaarmaanden(*, naam: str, parameters: Parameters) -> int:
    """The months of the regeling, or our own."""
    maanden: int | None = getattr(parameters, naam)
    return EIGEN_MAANDEN[naam] if maanden is None else maanden


@regelt("Z-20.2", "I-8")
def wissen_op(*, feiten: TrajectFeiten, parameters: Parameters) -> date | None:
    """The first day without the person; of several terms the longest. None while it runs."""
    if feiten.afgesloten_op is None:
        return None
    return max(
        plus_maanden(sinds, bewaarmaanden(naam=naam, parameters=parameters))
        for naam, sinds in _bewaartermijnen(feiten, feiten.afgesloten_op)
    )


def _bewaartermijnen(f: TrajectFeiten, gesloten: date) -> Iterator[tuple[str, date]]:
    """An afwijzing counts from its letter, because of the time to complain; from the besluit while none went out.

    A tenancy that stopped is kept longest, because of what may be claimed; a contract that never began is none.
    """
    a = f.aanmelding
    if f.contract is not None and f.contract.status != "ingetrokken":
        yield f"bewaartermijn_{'vast_contract' if f.uitkomst in _VAST else 'huur_gestopt'}_maanden", gesloten
    elif f.uitkomst == "afgewezen":
        yield "bewaartermijn_afgewezen_maanden", (a and (a.afwijzing_verzonden_op or a.besloten_op)) or gesloten
    else:
        yield "bewaartermijn_ingetrokken_maanden", gesloten
    if f.bemiddeling is not None:
        yield "bewaartermijn_bemiddeling_maanden", gesloten


def wistermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """The last day on which the data are there; Opstap wipes them the day after. Asked of nobody."""
    dag = wissen_op(feiten=f, parameters=p)
    if dag is not None:
        yield GeplandeTermijn(SOORT, dag - timedelta(days=1), klaar_op=f.gewist_op, rol=Rol.BEHEERDER)
