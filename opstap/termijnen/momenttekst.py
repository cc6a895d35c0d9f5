"""A meeting, in words."""

from __future__ import annotations

from uuid import UUID

from opstap import clock
from opstap.protocol.momenten import uur
from opstap.termijnen.models import Moment

NIETS_VERANDERD = "Er is niets veranderd. Niemand krijgt bericht."


def gepland_moment(onderwerp: UUID) -> Moment | None:
    moment: Moment | None = Moment.objects.van(onderwerp).select_related("plek").first()
    return moment


def tijd_tekst(moment: Moment) -> str:
    """`10.00 tot 11.30 uur`, as the clock on the wall says."""
    van, tot = (m.astimezone(clock.AMSTERDAM).time() for m in (moment.begin, moment.einde))
    return f"{uur(van)} tot {uur(tot)} uur"


def momentfeiten(onderwerp: UUID) -> list[tuple[str, str]]:
    """For a page; nothing when no time was agreed."""
    moment = gepland_moment(onderwerp)
    if moment is None:
        return []
    waar = [("Waar precies", moment.waar)] if moment.waar else []
    return [("Tijd", tijd_tekst(moment)), ("Plaats", moment.get_plaats_display()), *waar]
