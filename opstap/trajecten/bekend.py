"""Is this person known already: here, or at another organisation? Of the other side only that it is so (Z-20.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.logboek.models import Gebeurtenis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.klank import persoonsklank, vervolg_belemmeringen
from opstap.regelingen.models import Regeling
from opstap.trajecten.models import Betrokkenheid, Persoon, Persoonklank, Traject
from opstap.trajecten.toegang import eis_eigen_recht

#: So often a day somebody hears whether a name is known elsewhere: enough to work with, too little to try names.
PER_DAG = 10
NAGEGAAN = "bekend_nagegaan"
#: As many trajecten of the own organisation as fit on the page.
HOOGSTENS = 5


@dataclass(frozen=True, slots=True)
class Bekend:
    """`eigen`: trajecten of this organisation, the newest first. `elders`: known at another one, and no more than that;
    None = not looked there."""

    eigen: tuple[Traject, ...]
    elders: bool | None


def klank_bijwerken(persoon: Persoon) -> None:
    """After a change of the name or the day of birth."""
    klank = persoonsklank(persoon.naam, persoon.geboortedatum)
    Persoonklank.objects.update_or_create(persoon=persoon, defaults={"klank": klank})


@transaction.atomic
def bekend_nagaan(*, naam: str, geboortedatum: date, namens: Namens, behalve: Persoon | None = None) -> Bekend:
    """Looks in every regeling, at every number, in every state; `behalve` is the person it is about.

    Nothing known, one or many elsewhere: the same questions to the database. Written down without the name. After
    PER_DAG times on one day only the own organisation is looked at.
    """
    if namens.organisatie is None or namens.gebruiker is None:
        raise GeenRecht
    eis_eigen_recht(namens, Actie.AANMELDING_BEGINNEN)
    mag_elders = _vraagt_weer(namens.gebruiker)
    personen = Persoonklank.objects.filter(klank=persoonsklank(naam, geboortedatum)).exclude(klank="")
    if behalve is not None:
        personen = personen.exclude(persoon=behalve)
    van_ons = Traject.objects.filter(_is_van(namens.organisatie), persoon__isnull=False)
    eigen = van_ons.filter(persoon__in=personen.values("persoon")).select_related("regeling").nieuwste_eerst()
    elders = None
    if mag_elders:
        elders = personen.exclude(persoon__in=van_ons.values("persoon")).exists()
        gebeurtenis_vastleggen(soort=NAGEGAAN, namens=namens, clausule="Z-20.4", gegevens={"elders": elders})
    return Bekend(tuple(eigen[:HOOGSTENS]), elders)


def _vraagt_weer(gebruiker: UUID) -> bool:
    """Counted in the log, under the lock of who asks: two windows at once do not make it eleven."""
    Gebruiker.objects.select_for_update().get(sleutel=gebruiker)
    vandaag = Gebeurtenis.objects.filter(soort=NAGEGAAN, gebruiker=gebruiker, dag=clock.vandaag())
    return vandaag.count() < PER_DAG


def _is_van(organisatie: UUID) -> Exists:
    """Stayed with this organisation or was guided by it, now or before."""
    return Exists(
        Betrokkenheid.objects.filter(
            traject=OuterRef("pk"),
            organisatie__sleutel=organisatie,
            hoedanigheid__in=[Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING],
        )
    )


def persoon_van_vervolg(*, eerder: UUID, regeling: Regeling, namens: Namens) -> Traject:
    """The earlier traject of which a new one is the sequel, with its person. Raises RegelGeschonden."""
    if namens.organisatie is None:
        raise GeenRecht
    rij: Traject | None = (
        Traject.objects.filter(_is_van(namens.organisatie), sleutel=eerder, persoon__isnull=False)
        .select_related("persoon")
        .first()
    )
    loopt = rij is not None and Traject.objects.open().filter(persoon=rij.persoon_id, regeling=regeling).exists()
    eis(vervolg_belemmeringen(is_van_ons=rij is not None, loopt_nog=loopt))
    assert rij is not None
    return rij
