"""Invariants of who takes part, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from opstap.regelingen.services import zonder_contacten


def twee_contacten() -> Iterator[str]:
    """Every organisation that takes part has two people who hear of what nobody does (H-42)."""
    for organisatie in zonder_contacten():
        yield f"{organisatie} doet mee aan een regeling zonder twee escalatiecontacten die er nu werken"
