"""Invariants of letters and mail, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from opstap.post.models import Bericht, Brief


def niets_geparkeerd() -> Iterator[str]:
    """No mail and no letter waits for a person because it kept failing."""
    for bericht in Bericht.objects.geparkeerd():
        yield f"bericht {bericht.soort} ({bericht.sleutel}) is niet verstuurd: {bericht.geparkeerd_reden}"
    for brief in Brief.objects.geparkeerd():
        yield f"brief {brief.soort} ({brief.sleutel}) is niet gemaakt: {brief.geparkeerd_reden}"
