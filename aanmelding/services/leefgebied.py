"""Fill in the leefgebieden: one, all together, or all that are left as not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.checklist import ZELF, checklist, rijversie
from aanmelding.models import Aanmelding, ChecklistRij, Rijcontact
from aanmelding.services.basis import bewaren, openen
from opstap import clock
from opstap.errors import Verouderd, eis
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.aanmeldstappen import checklist_belemmeringen, invullen_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort, rij_belemmeringen


@dataclass(frozen=True, slots=True)
class Contactgegevens:
    """Whom to call at the organisation that gives the support."""

    naam: str
    telefoon: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Checklistantwoord:
    """One row: how far the support is, who gives it (an organisation, or `zelf`: none), and what is known of it."""

    stand: Rijstatus | None = None
    uitvoerder: UUID | None = None
    zelf: bool = False
    voorziening: bool = False
    soort: Ondersteuningssoort | None = None
    kader: Kader | None = None
    aangevraagd_op: date | None = None
    start: date | None = None
    afgestemd_op: date | None = None
    contact: Contactgegevens | None = None


Antwoorden = Mapping[Leefgebied, Checklistantwoord]


@regelt("Z-2.7", "Z-10.1")
@transaction.atomic
def checklist_bijwerken(*, traject: UUID, rijen: Antwoorden, versie: int | None = None, namens: Namens) -> Aanmelding:
    """All rows at once; a leefgebied that is not named stays as it was."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    return _bijwerken(aanmelding, rijen, namens)


@regelt("Z-1.12", "Z-2.7", "Z-10.1", "Z-10.3", "Z-10.4", "Z-10.6")
@transaction.atomic
def leefgebied_bijwerken(
    *, traject: UUID, leefgebied: Leefgebied, antwoord: Checklistantwoord, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """One row. `versie` is that of the row (`rijversie`), not of the form."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    rij = next(rij for rij in checklist(aanmelding) if rij.leefgebied == leefgebied)
    if versie is not None and versie != rijversie(rij):
        raise Verouderd
    return _bijwerken(aanmelding, {leefgebied: antwoord}, namens)


@regelt("Z-1.9")
@transaction.atomic
def rest_niet_van_toepassing(*, traject: UUID, versie: int | None = None, namens: Namens) -> Aanmelding:
    """Every row without an answer becomes not applicable; done already when there is none."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(invullen_belemmeringen(status=aanmelding.status))
    nvt = Checklistantwoord(Rijstatus.NIET_VAN_TOEPASSING)
    rest = {Leefgebied(rij.leefgebied): nvt for rij in checklist(aanmelding) if not rij.stand}
    return _bijwerken(aanmelding, rest, namens) if rest else aanmelding


def _bijwerken(aanmelding: Aanmelding, rijen: Antwoorden, namens: Namens) -> Aanmelding:
    eis(invullen_belemmeringen(status=aanmelding.status))
    organisaties = {o.sleutel: o for o in Organisatie.objects.filter(beeindigd_op=None)}
    eis(_bezwaren(rijen, organisaties))

    def wijzigen() -> None:
        for rij in checklist(aanmelding):
            antwoord = rijen.get(Leefgebied(rij.leefgebied))
            if antwoord is not None:
                _rij_bijwerken(rij, antwoord, organisaties)

    return bewaren(aanmelding, wijzigen, namens=namens, deel="checklist", clausule="Z-2.7")


def _bezwaren(rijen: Antwoorden, organisaties: Mapping[UUID, Organisatie]) -> list[Belemmering]:
    feiten = {gebied: _feit(gebied, antwoord) for gebied, antwoord in rijen.items()}
    van_soort = {s: {o.sleutel for o in organisaties.values() if o.soort == s} for s in Organisatiesoort}
    bezwaren = checklist_belemmeringen(rijen=[*feiten.values()], corporaties=van_soort[Organisatiesoort.CORPORATIE])
    for gebied, feit in feiten.items():
        bezwaren += rij_belemmeringen(
            rij=feit,
            is_zelf=rijen[gebied].zelf,
            is_gemeente=feit.uitvoerder in van_soort[Organisatiesoort.GEMEENTE],
            peildatum=clock.vandaag(),
        )
    return bezwaren


def _feit(gebied: Leefgebied, antwoord: Checklistantwoord) -> ChecklistFeit:
    return ChecklistFeit(
        gebied,
        antwoord.stand,
        ZELF if antwoord.zelf else antwoord.uitvoerder,
        voorziening=antwoord.voorziening,
        heeft_contact=antwoord.contact is not None,
        soort=antwoord.soort or "",
        kader=antwoord.kader or "",
        aangevraagd_op=antwoord.aangevraagd_op,
        start=antwoord.start,
        afgestemd_op=antwoord.afgestemd_op,
    )


_NIETS = Checklistantwoord()


def _rij_bijwerken(rij: ChecklistRij, antwoord: Checklistantwoord, organisaties: Mapping[UUID, Organisatie]) -> None:
    """What is known of the support means nothing where none is needed."""
    nodig = antwoord.stand not in (None, Rijstatus.NIET_VAN_TOEPASSING)
    hulp = antwoord if nodig else _NIETS
    rij.stand, rij.zelf, rij.voorziening = antwoord.stand or "", hulp.zelf, hulp.voorziening
    rij.uitvoerder = organisaties[hulp.uitvoerder] if hulp.uitvoerder and not hulp.zelf else None
    rij.soort, rij.kader = hulp.soort or "", hulp.kader or ""
    rij.aangevraagd_op, rij.start, rij.afgestemd_op = hulp.aangevraagd_op, hulp.start, hulp.afgestemd_op
    rij.save()
    _contact_bijwerken(rij, hulp.contact)


def _contact_bijwerken(rij: ChecklistRij, contact: Contactgegevens | None) -> None:
    if contact is None:
        Rijcontact.objects.filter(rij=rij).delete()
    else:
        velden = {"naam": contact.naam, "telefoon": contact.telefoon, "email": contact.email}
        Rijcontact.objects.update_or_create(rij=rij, defaults=velden)
