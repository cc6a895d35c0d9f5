"""Invariants of letters and mail, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opstap import clock
from opstap.post.models import Bericht, Brief


def niets_geparkeerd() -> Iterator[str]:
    """No mail and no letter waits for a person because it kept failing."""
    for bericht in Bericht.objects.geparkeerd():
        yield f"bericht {bericht.soort} ({bericht.sleutel}) is niet verstuurd: {bericht.geparkeerd_reden}"
    for brief in Brief.objects.geparkeerd():
        yield f"brief {brief.soort} ({brief.sleutel}) is niet gemaakt: {brief.geparkeerd_reden}"


def gesloten_herinnert_niet() -> Iterator[str]:
    """No mail about a duty waits for somebody whose traject is closed; not one that was parked either."""
    wachtend = Bericht.objects.filter(klaar_op=None, soort__startswith="termijn_", traject__afgesloten_op__isnull=False)
    for bericht in wachtend.select_related("traject"):
        yield f"{bericht.traject}: afgesloten, maar er wacht nog een herinnering ({bericht.sleutel})"


def vastgehouden_werk() -> Iterator[str]:
    """A worker that died gives its work back; what is held long after its lease no worker has looked at since."""
    grens = clock.echt_nu() - timedelta(hours=1)
    for soort, rijen in (("bericht", Bericht.objects.open()), ("brief", Brief.objects.open())):
        for rij in rijen.filter(lease_tot__lt=grens):
            yield f"{soort} {rij.soort} ({rij.sleutel}) is door een werker vastgehouden en niet afgemaakt"


def brief_op_eigen_plek() -> Iterator[str]:
    """A letter that was replaced is replaced by one of the same traject, kind and addressee."""
    for oud in Brief.objects.filter(vervangen_door__isnull=False).select_related("vervangen_door"):
        nieuw = oud.vervangen_door
        if (oud.traject_id, oud.soort, oud.geadresseerde) != (nieuw.traject_id, nieuw.soort, nieuw.geadresseerde):
            yield f"brief {oud.sleutel} is vervangen door een andere soort brief"
