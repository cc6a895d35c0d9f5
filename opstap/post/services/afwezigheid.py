"""Who is away and who replaces hear it, when somebody else says so."""

from __future__ import annotations

from opstap import clock
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.post.models import Bericht
from opstap.post.services.wanneer import wanneer
from opstap.werk import luid_de_bel


def afwezigheid_vertellen(rij: Afwezigheid, wat: str, door: Gebruiker) -> None:
    """One line in the dagpost for each, without a name; for who is away herself, and never for a substitute of hers."""
    nu, aan = clock.dienst_nu(), {rij.gebruiker: f"afwezigheid_{wat}", rij.vervanger: f"vervanging_{wat}"}
    berichten = [
        Bericht(soort=soort, plek=str(rij.sleutel), ontvanger=mens, **wanneer(mens, nu, meteen=False))
        for mens, soort in aan.items()
        if mens.pk != door.pk
    ]
    Bericht.objects.bulk_create(berichten, ignore_conflicts=True)
    luid_de_bel()
