"""Invariants of letters and mail, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from opstap import clock
from opstap.post.models import Bericht, Brief

#: Mail goes out within a minute; what is due for longer than this waits for something that is broken.
TE_LANG = timedelta(hours=1)


def wacht_te_lang_sinds() -> datetime | None:
    """When the oldest mail became due that still waits, while nobody parked it: a wrong password of the mail server."""
    nu = clock.dienst_nu()
    oudste = Bericht.objects.open().filter(uitvoeren_vanaf__lte=nu - TE_LANG).order_by("uitvoeren_vanaf").first()
    return oudste.uitvoeren_vanaf.astimezone(clock.AMSTERDAM) if oudste else None


def niets_geparkeerd() -> Iterator[str]:
    """No mail and no letter waits for a person because it kept failing."""
    for bericht in Bericht.objects.geparkeerd():
        yield f"bericht {bericht.soort} ({bericht.sleutel}) is niet verstuurd: {bericht.geparkeerd_reden}"
    for brief in Brief.objects.geparkeerd():
        yield f"brief {brief.soort} ({brief.sleutel}) is niet gemaakt: {brief.geparkeerd_reden}"
