"""How long letters of one's own organisation wait, for the home page and the list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from opstap.partners.namens import Namens
from opstap.post.models import Brief
from opstap.protocol.werkdagen import minus_werkdagen

#: A letter that waits for more working days than this is named on the home page.
GEDULD = 2
#: Counted no further.
VEEL = 100


def wacht_te_lang_voor(vandaag: date) -> date:
    """Letters from before this day wait for more than GEDULD working days."""
    return minus_werkdagen(vandaag, GEDULD)


def wacht_zin(namens: Collection[Namens], vandaag: date) -> str:
    """How many letters wait too long, in a sentence; empty when none does."""
    brieven = Brief.objects.van(namens).te_versturen().filter(datum__lt=wacht_te_lang_voor(vandaag))
    aantal = len(brieven.values_list("pk", flat=True)[:VEEL])
    if aantal == 0:
        return ""
    hoeveel = "1 brief wacht" if aantal == 1 else f"{aantal if aantal < VEEL else f'{VEEL} of meer'} brieven wachten"
    return f"{hoeveel} langer dan {GEDULD} werkdagen op verzenden."
