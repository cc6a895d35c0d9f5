"""What lies half filled in for ten days: who typed hears that it goes."""

from __future__ import annotations

from django.db import transaction

from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.services.berichten import Melding, berichten_klaarzetten
from opstap.protocol.begrippen import Rol
from opstap.trajecten.models import Concept


def concepten_waarschuwen() -> None:
    """The tick: once, and again after somebody typed on. Looks before it writes."""
    if Concept.objects.te_waarschuwen().exists():
        _waarschuwen()


@transaction.atomic
def _waarschuwen() -> None:
    concepten = list(Concept.objects.te_waarschuwen().select_for_update(of=("self",)).select_related("traject"))
    organisaties = Organisatie.objects.in_bulk({c.organisatie for c in concepten}, field_name="sleutel")
    mensen = Gebruiker.objects.in_bulk({c.gebruiker for c in concepten}, field_name="sleutel")
    berichten_klaarzetten([_melding(c, organisaties[c.organisatie], mensen.get(c.gebruiker)) for c in concepten])
    Concept.objects.filter(pk__in=[c.pk for c in concepten]).update(waarschuwen_op=None)


def _melding(concept: Concept, organisatie: Organisatie, wie: Gebruiker | None) -> Melding:
    """Another hears it when she is away; in words that tell nothing of the kandidaat."""
    return Melding(
        soort="concept_verloopt",
        sleutel=f"{concept.pk}:{concept.bewaard_tot.isoformat()}",
        traject=concept.traject,
        organisatie=organisatie,
        rol=Rol(concept.rol),
        opgepakt_door=wie,
        gegevens={"datum": concept.bewaard_tot.isoformat(), "concept": concept.pk},
    )
