"""The two escalatiecontacten of an organisation: who may be one, and whether they still can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.partners.querysets import GebruikerQuerySet
from opstap.protocol.basis import Belemmering
from opstap.protocol.deelnemen import Contact, contact_belemmeringen

VELDEN = ("eerste_contact", "tweede_contact")


def kan_contact_zijn(organisatie: Organisatie) -> GebruikerQuerySet:
    """Who has an account and a role at this organisation today, by name."""
    hier = Roltoekenning.objects.actueel().filter(organisatie=organisatie.pk, gebruiker=OuterRef("pk"))
    mensen: GebruikerQuerySet = Gebruiker.objects.actief().filter(Exists(hier))
    return mensen.order_by("naam", "pk")


def doet_mee(organisatie: Organisatie) -> bool:
    """In a regeling, today or later; a higher room knows (`bedrading.DOET_MEE`)."""
    return bool(import_string(import_string(f"{settings.BEDRADING}.DOET_MEE"))(organisatie))


def zonder_twee(organisaties: QuerySet[Organisatie]) -> list[Organisatie]:
    """Those of which the contacts are not two people who work there; two queries, however many there are."""
    rijen = list(organisaties.select_related("eerste_contact", "tweede_contact"))
    werkt = Roltoekenning.objects.actueel().filter(
        organisatie__in=rijen, gebruiker__in={pk for rij in rijen for pk in _genoemd(rij)}
    )
    hier = defaultdict(set)
    for gebruiker, organisatie in werkt.values_list("gebruiker_id", "organisatie_id"):
        hier[organisatie].add(gebruiker)
    return [rij for rij in rijen if _oordeel(rij, hier[rij.pk], mee=True)]


def bezwaren(organisatie: Organisatie, velden: Collection[str] = VELDEN, *, mee: bool = True) -> list[Belemmering]:
    """What is wrong with these contacts (H-42). `mee`: the organisation takes part, or is going to."""
    hier = kan_contact_zijn(organisatie).filter(pk__in=_genoemd(organisatie)).values_list("pk", flat=True)
    return [b for b in _oordeel(organisatie, set(hier), mee=mee) if not b.veld or b.veld in velden]


def _genoemd(organisatie: Organisatie) -> list[int]:
    return [pk for pk in (organisatie.eerste_contact_id, organisatie.tweede_contact_id) if pk]


def _oordeel(organisatie: Organisatie, hier: Collection[int], *, mee: bool) -> list[Belemmering]:
    eerste, tweede = (
        Contact(wie=c.sleutel, werkt_er=c.is_active and c.pk in hier) if c else None
        for c in (organisatie.eerste_contact, organisatie.tweede_contact)
    )
    return contact_belemmeringen(eerste=eerste, tweede=tweede, doet_mee=mee)
