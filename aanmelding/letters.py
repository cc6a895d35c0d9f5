"""What stands in the letters about the toelating: a plain dict, the same for kandidaat and zorgorganisatie (Z-9.10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from opstap.protocol.aanmelden import aanbod_streef
from opstap.protocol.begrippen import Route
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Parameters
from opstap.protocol.toetsing import CriteriumUitkomst

NIET_AANNEMELIJK = "Wij vinden het niet aannemelijk dat het wonen met deze begeleiding goed gaat."


def toelatinggegevens(
    *,
    kandidaat: str,
    regeling: str,
    route: Route,
    besloten_op: date,
    motivering: str,
    parameters: Parameters,
    vergadering_op: date | None = None,
    gesprek_op: date | None = None,
) -> dict[str, Any]:
    """`aanbod_tekst`: when the corporatie aims to offer a home; empty when there is no such date."""
    streef = aanbod_streef(besluit=besloten_op, parameters=parameters)
    zoekt = route is Route.DIRECTE_BEMIDDELING
    return {
        "kandidaat": kandidaat,
        "regeling": regeling,
        "wij_zoeken": zoekt,
        "aanbod_tekst": datum_voluit(streef) if streef and zoekt else "",
        "max_aanbiedingen": parameters.max_aanbiedingen,
        "motivering": motivering,
        **_wanneer(vergadering_op, gesprek_op),
    }


def _wanneer(vergadering_op: date | None, gesprek_op: date | None) -> dict[str, Any]:
    """What came before the besluit: a meeting of the commissie, a talk with the kandidaat."""
    return {
        "vergadering_tekst": datum_voluit(vergadering_op) if vergadering_op else "",
        "met_gesprek": bool(gesprek_op),
    }


def afwijzinggegevens(
    *,
    kandidaat: str,
    regeling: str,
    criteria: Sequence[CriteriumUitkomst],
    aannemelijk: bool,
    motivering: str,
    vergadering_op: date | None = None,
    gesprek_op: date | None = None,
) -> dict[str, Any]:
    """Every criterion that is not met, in words the kandidaat can use (Z-8.15)."""
    redenen = [criterium.uitleg for criterium in criteria if criterium.voldaan is False]
    return {
        "kandidaat": kandidaat,
        "regeling": regeling,
        "redenen": redenen if aannemelijk else [*redenen, NIET_AANNEMELIJK],
        "motivering": motivering,
        **_wanneer(vergadering_op, gesprek_op),
    }
