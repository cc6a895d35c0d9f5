"""Everything that hangs on a person at one organisation, and who may take it over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from opstap import clock
from opstap.partners.contacten import doet_mee
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie
from opstap.partners.rechten import HOEDANIGHEDEN, Actie, Bereik, bereik, soort_werk
from opstap.partners.vervanging import werk_van
from opstap.protocol.begrippen import Hoedanigheid, Keuze, Rol
from opstap.protocol.datums import datum_voluit
from opstap.regelingen.models import Commissielid
from opstap.termijnen.models import Termijn
from opstap.termijnen.querysets import wie_doet
from opstap.trajecten.models import Betrokkenheid


class Hangsoort(Keuze):
    CONTACT = "contact", "contactpersoon"
    TAAK = "taak", "opgepakte taak"
    ZETEL = "zetel", "zetel in de commissie"
    ESCALATIE = "escalatie", "escalatiecontact"
    VERVANGING = "vervanging", "vervanger van een collega"


@dataclass(frozen=True, slots=True)
class Hangt:
    """One thing. `rollen`: which roles at this organisation may have it. `leeg`: what it means to name nobody.

    `groep`: the role in which it was done; things of one role can go to one colleague at once. A contact stands alone.
    """

    soort: Hangsoort
    code: str
    tekst: str
    rollen: frozenset[Rol]
    rijen: tuple[Any, ...]
    kandidaten: tuple[Gebruiker, ...]
    leeg: str = ""
    groep: Rol | None = None

    @property
    def mag_team(self) -> bool:
        """It can go back to everybody with the role."""
        return self.leeg == HET_TEAM


#: Of nobody in person.
HET_TEAM = "Het hele team"


def hangt_aan(gebruiker: Gebruiker, organisatie: Organisatie) -> list[Hangt]:
    """In the order of the page. Each thing has a `code` that stays the same while it hangs there."""
    wie = _Bezetting(gebruiker, organisatie)
    return [*_contacten(wie), *_taken(wie), *_zetels(wie), *_escalatie(wie), *_vervangingen(wie)]


class _Bezetting:
    """Who works here today besides this person, read once."""

    def __init__(self, gebruiker: Gebruiker, organisatie: Organisatie) -> None:
        self.gebruiker, self.organisatie = gebruiker, organisatie
        self._per_rol: dict[Rol, tuple[Gebruiker, ...]] = {}
        deed = gebruiker.roltoekenningen.filter(organisatie=organisatie).values_list("rol", flat=True)
        self._deed = frozenset(Rol(rol) for rol in deed)

    def groep(self, rollen: frozenset[Rol]) -> Rol:
        """In which of these roles this person did it: one she had, else the first that may."""
        return min(rollen & self._deed or rollen or set(Rol), key=list(Rol).index)

    def met(self, rollen: frozenset[Rol]) -> tuple[Gebruiker, ...]:
        for rol in rollen - self._per_rol.keys():
            mensen = Gebruiker.objects.met_rol(rol, self.organisatie.pk).exclude(pk=self.gebruiker.pk)
            self._per_rol[rol] = tuple(mensen)
        samen = {mens for rol in rollen for mens in self._per_rol[rol]}
        return tuple(sorted(samen, key=lambda mens: (mens.naam, mens.pk)))


#: Involved for the one act it was asked for: these give no role a right in the traject (`HOEDANIGHEDEN`).
_ALLEEN_GEVRAAGD = {Hoedanigheid.ACCORDERING: Actie.ACCORDEREN, Hoedanigheid.ADVIES: Actie.ADVISEREN}


def contactrollen(hoedanigheid: Hoedanigheid) -> frozenset[Rol]:
    """Which roles can be contactpersoon of an organisation that is this in a traject."""
    if (actie := _ALLEEN_GEVRAAGD.get(hoedanigheid)) is not None:
        return frozenset(rol for rol in Rol if bereik(rol, actie) is not Bereik.GEEN)
    return frozenset(rol for rol in Rol if hoedanigheid in HOEDANIGHEDEN[rol])


def _contacten(wie: _Bezetting) -> Iterator[Hangt]:
    open_ = Betrokkenheid.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=clock.vandaag()), contactpersoon=wie.gebruiker, organisatie=wie.organisatie
    )
    per_traject: dict[Any, list[Betrokkenheid]] = defaultdict(list)
    for rij in open_.select_related("traject").order_by("traject__kenmerk", "pk"):
        per_traject[rij.traject].append(rij)
    for traject, rijen in per_traject.items():
        rollen = frozenset.intersection(*(contactrollen(Hoedanigheid(r.hoedanigheid)) for r in rijen))
        kan = wie.met(rollen)
        yield Hangt(
            soort=Hangsoort.CONTACT,
            code=f"contact_{traject.sleutel}",
            tekst=f"Contactpersoon in {traject.kenmerk}",
            rollen=rollen,
            rijen=tuple(rijen),
            kandidaten=kan,
            leeg=HET_TEAM if kan else "",
            groep=wie.groep(rollen),
        )


def _taken(wie: _Bezetting) -> Iterator[Hangt]:
    rijen = Termijn.objects.open().filter(opgepakt_door=wie.gebruiker, organisatie=wie.organisatie)
    for rij in rijen.select_related("traject").eerste_eerst():
        rollen = frozenset(wie_doet(Rol(rij.rol)))
        yield Hangt(
            soort=Hangsoort.TAAK,
            code=f"taak_{rij.sleutel}",
            tekst=f"Opgepakte taak in {rij.traject.kenmerk}, {datum_voluit(rij.datum)}",
            rollen=rollen,
            rijen=(rij,),
            kandidaten=(kan := wie.met(rollen)),
            leeg=HET_TEAM if kan else "",
            groep=wie.groep(rollen),
        )


def _zetels(wie: _Bezetting) -> Iterator[Hangt]:
    """A seat goes to who has the role at the commissie and no seat there yet. One that ends tomorrow is settled."""
    zetels = Commissielid.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=clock.vandaag() + timedelta(days=1)),
        gebruiker=wie.gebruiker,
        deelname__organisatie=wie.organisatie,
    )
    for zetel in zetels.select_related("deelname__regeling", "vertegenwoordigt").order_by("pk"):
        zit_al = Commissielid.objects.filter(deelname=zetel.deelname, tot=None).values_list("gebruiker_id", flat=True)
        rollen = frozenset({Rol.COMMISSIELID})
        yield Hangt(
            soort=Hangsoort.ZETEL,
            code=f"zetel_{zetel.deelname.regeling.sleutel}",
            tekst=f"Zetel in de commissie van {zetel.deelname.regeling.naam}, voor {zetel.vertegenwoordigt.naam}",
            rollen=rollen,
            rijen=(zetel,),
            kandidaten=tuple(m for m in wie.met(rollen) if m.pk not in set(zit_al)),
            leeg="Niemand, de zetel eindigt",
            groep=wie.groep(rollen),
        )


ESCALATIE = {"escalatie_eerste": "eerste_contact", "escalatie_tweede": "tweede_contact"}


def _escalatie(wie: _Bezetting) -> Iterator[Hangt]:
    """While the organisation takes part there is always a next one (H-42)."""
    genoemd = {wie.organisatie.eerste_contact_id, wie.organisatie.tweede_contact_id}
    for code, veld in ESCALATIE.items():
        if getattr(wie.organisatie, f"{veld}_id") == wie.gebruiker.pk:
            yield Hangt(
                soort=Hangsoort.ESCALATIE,
                code=code,
                tekst=f"{'Eerste' if veld == 'eerste_contact' else 'Tweede'} escalatiecontact",
                rollen=frozenset(Rol),
                rijen=(wie.organisatie,),
                kandidaten=tuple(m for m in wie.met(frozenset(Rol)) if m.pk not in genoemd),
                leeg="" if doet_mee(wie.organisatie) else "Niemand, de organisatie doet niet meer mee",
            )


def _vervangingen(wie: _Bezetting) -> Iterator[Hangt]:
    rijen = Afwezigheid.objects.nog_niet_voorbij().bij([wie.organisatie]).filter(vervanger=wie.gebruiker)
    for rij in rijen:
        werk = werk_van(rij.gebruiker, wie.organisatie)
        rollen = frozenset(rol for rol in Rol if soort_werk(rol) in werk)
        ook_weg = Afwezigheid.objects.filter(organisatie=wie.organisatie).overlapt(rij.vanaf, rij.tot)
        weg = set(ook_weg.values_list("gebruiker_id", flat=True))
        dagen = f"{datum_voluit(rij.vanaf)} tot en met {datum_voluit(rij.tot - timedelta(days=1))}"
        yield Hangt(
            soort=Hangsoort.VERVANGING,
            code=f"vervanging_{rij.sleutel}",
            tekst=f"Vervangt {rij.gebruiker.naam}, {dagen}",
            rollen=rollen,
            rijen=(rij,),
            kandidaten=tuple(m for m in wie.met(rollen) if m.pk not in weg),
            groep=wie.groep(rollen),
        )


def opvolger(ding: Hangt, sleutel: UUID) -> Gebruiker | None:
    """The candidate with this key; None when this person may not have it."""
    return next((mens for mens in ding.kandidaten if mens.sleutel == sleutel), None)
