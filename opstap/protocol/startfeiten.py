"""What is known of the start of a tenancy: one slice of TrajectFeiten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KaartFeit:
    """A meterkastkaart that says what is not so any more, since when, and when a new one came in its place."""

    sleutel: UUID
    oud_sinds: date
    vernieuwd_op: date | None = None


@dataclass(frozen=True, slots=True)
class StartFeiten:
    """`.._gevraagd`: something of it was answered, if only with "not yet"."""

    zorg_gevraagd: bool = False
    bevestigd_op: date | None = None
    gesprek_gevraagd: bool = False
    gesprek_klaar_op: date | None = None
    oude_kaarten: tuple[KaartFeit, ...] = ()
