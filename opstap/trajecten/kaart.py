"""What higher rooms show on the traject page, and which acts they offer there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


@dataclass(frozen=True, slots=True)
class Handeling:
    """One thing somebody can do now; shown only to who may do `actie`."""

    actie: Actie
    tekst: str
    url: str


@dataclass(frozen=True, slots=True)
class Kaart:
    """One room's part of the traject page: lines (label, value), acts and a banner."""

    regels: tuple[tuple[str, str], ...] = ()
    handelingen: tuple[Handeling, ...] = ()
    banner: str = ""


def rekenhulp(actie: Actie, traject: Traject, **datums: date | int | None) -> Handeling:
    """The rekenhulp with these dates filled in; `actie` is what somebody must be allowed to know them."""
    vraag = {naam: str(waarde) for naam, waarde in datums.items() if waarde is not None}
    vraag |= {"regeling": traject.regeling.slug, "versie": str(traject.regelingversie.nummer)}
    return Handeling(actie, "Reken de datums na", f"{reverse('rekenhulp')}?{urlencode(vraag)}")


def kaart(traject: Traject, gebruiker: Gebruiker) -> Kaart:
    """All rooms together (bedrading.KAARTEN), with only the acts this person may do. Nothing of who is forgotten."""
    if traject.gewist_op is not None:
        return Kaart()
    delen = [import_string(naam)(traject, gebruiker) for naam in import_string(f"{settings.BEDRADING}.KAARTEN")]
    mag = {
        a: bool(mogelijk_namens(gebruiker, a, traject)) for deel in delen for a in {h.actie for h in deel.handelingen}
    }
    return Kaart(
        regels=tuple(regel for deel in delen for regel in deel.regels),
        handelingen=tuple(h for deel in delen for h in deel.handelingen if mag[h.actie]),
        banner=" ".join(deel.banner for deel in delen if deel.banner),
    )
