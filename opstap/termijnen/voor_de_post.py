"""What the room of the mail asks about duties, of which it knows only the keys."""

from __future__ import annotations

from collections.abc import Collection

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.services import OpenTaak
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.models import Termijn


def open_taken(sleutels: Collection[str]) -> dict[str, OpenTaak]:
    """Those of these duties that are not done (bedrading.OPEN_TAKEN)."""
    vandaag, rijen = clock.vandaag(), list(Termijn.objects.open().filter(sleutel__in=sleutels))
    wie = houders(rijen)
    return {
        str(t.sleutel): OpenTaak(
            t.kind, t.datum, wacht=t.wacht(vandaag), opgepakt=t.pk in wie, was_al_voorbij=t.was_al_voorbij
        )
        for t in rijen
    }


def houders_van(sleutels: Collection[str]) -> dict[str, Gebruiker]:
    """Who took them and may still do it (bedrading.TAAKHOUDERS)."""
    rijen = list(Termijn.objects.open().filter(sleutel__in=sleutels, opgepakt_door__isnull=False)) if sleutels else []
    wie = houders(rijen)
    return {str(t.sleutel): wie[t.pk] for t in rijen if t.pk in wie}
