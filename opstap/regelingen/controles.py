"""Invariants of who takes part, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from opstap.partners.models import Organisatie
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import contact_belemmeringen


def twee_contacten() -> Iterator[str]:
    """Every organisation that takes part has two people who hear of what nobody does (H-42)."""
    deelnemers = Deelname.objects.actueel().values("organisatie")
    organisaties = Organisatie.objects.filter(pk__in=deelnemers).select_related("eerste_contact", "tweede_contact")
    for organisatie in organisaties.order_by("naam"):
        if contact_belemmeringen(organisatie):
            yield f"{organisatie} doet mee aan een regeling zonder twee escalatiecontacten die er nu werken"
