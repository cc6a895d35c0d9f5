"""A corporatie asks at an intake to use the opstapregeling, and looks for who begeleidt (Z-5.4, I-36)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from aanmelding.models import Aanmelding, Voorwaarde
from aanmelding.services.basis import aanraken, openen, persoon_van
from aanmelding.services.brieven import brieven_hoeven_niet_meer, voorwaarde_schrijven
from aanmelding.services.invullen import leeg_formulier
from aanmelding.services.overdragen import andere_aanbieders, begeleiders
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, eis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.querysets import BriefQuerySet
from opstap.post.services import bericht_klaarzetten
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.protocol.voorwaarde import (
    Voorwaardeantwoord,
    Voorwaardereden,
    antwoord_belemmeringen,
    lopend_belemmeringen,
    vragen_belemmeringen,
)
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Betrokkenheid, Persoon, Traject
from opstap.trajecten.services import (
    betrekken,
    handeling_boeken,
    persoon_vindbaar_maken,
    traject_afsluiten,
    traject_starten,
    traject_vergrendelen,
)
from opstap.trajecten.toegang import eis_een_kant, eis_eigen_recht


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """All that a corporatie writes down of who wants to rent: who it is and how to reach him (Z-20.8)."""

    naam: str
    geboortedatum: date
    telefoon: str = ""
    adres: str = ""


@regelt("Z-5.4", "I-36", "Z-20.8")
@transaction.atomic
def voorwaarde_stellen(*, regeling: UUID, kandidaat: Kandidaat, reden: Voorwaardereden, namens: Namens) -> Aanmelding:
    """A traject with an empty form that nobody fills in until an organisation takes it up; the letter tells it."""
    if namens.organisatie is None:
        raise GeenRecht
    organisatie = Organisatie.objects.get(sleutel=namens.organisatie)
    eis_eigen_recht(namens, Actie.VOORWAARDE_STELLEN, organisatie)
    rij = Regeling.objects.get(sleutel=regeling)
    if not Deelname.objects.filter(regeling=rij, organisatie=organisatie).als(Hoedanigheid.VERHUURDER).exists():
        raise RegelGeschonden(
            [Belemmering("Z-5.4", "Uw organisatie verhuurt niet in deze regeling; kies een andere.", "regeling")]
        )
    traject = traject_starten(
        regeling=rij,
        naam=kandidaat.naam,
        geboortedatum=kandidaat.geboortedatum,
        instroomroute=None,
        organisatie=organisatie,
        contactpersoon=Gebruiker.objects.get(sleutel=namens.gebruiker),
        als=(Hoedanigheid.VERHUURDER,),
        reden="voorwaarde",
    )
    aanmelding = leeg_formulier(traject)
    _opschrijven(persoon_van(aanmelding), kandidaat)
    aanmelding.voorwaarde_stellen()
    aanmelding.save()
    voorwaarde = Voorwaarde.objects.create(
        aanmelding=aanmelding, organisatie=organisatie, reden=reden, gesteld_op=clock.vandaag()
    )
    voorwaarde_schrijven(aanmelding, voorwaarde)
    _boeken(traject, "voorwaarde_gesteld", namens, reden=reden.value)
    return aanmelding


def _opschrijven(persoon: Persoon, kandidaat: Kandidaat) -> None:
    if kandidaat.adres != persoon.adres:
        persoon.adres_sinds = clock.vandaag() if kandidaat.adres else None
    persoon.naam, persoon.geboortedatum = kandidaat.naam, kandidaat.geboortedatum
    persoon.telefoon, persoon.adres = kandidaat.telefoon, kandidaat.adres
    persoon.save()


@regelt("Z-5.4", "Z-20.6")
@transaction.atomic
def voorwaarde_verbeteren(
    *, traject: UUID, kandidaat: Kandidaat, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """A mistake in what the corporatie typed; `versie` is that of the persoon. The log keeps which field, not what.

    The letter is the only thing that was sent: also when it went out it is marked.
    """
    aanmelding = openen(traject, Actie.VOORWAARDE_BIJHOUDEN, namens=namens)
    eis(lopend_belemmeringen(status=aanmelding.status))
    persoon = persoon_van(aanmelding)
    persoon.eis_versie(versie)
    was = Kandidaat(persoon.naam, persoon.geboortedatum, persoon.telefoon, persoon.adres)
    if was == kandidaat:
        return aanmelding
    _opschrijven(persoon, kandidaat)
    persoon_vindbaar_maken(persoon)
    brieven_verouderen(aanmelding.traject, Brieffeit.INTAKENAAM, was=was.naam, wordt=kandidaat.naam)
    brieven_verouderen(aanmelding.traject, Brieffeit.INTAKEADRES, was=was.adres, wordt=kandidaat.adres)
    wat = ", ".join(veld for veld, waarde in asdict(kandidaat).items() if waarde != getattr(was, veld))
    _boeken(aanmelding.traject, "voorwaarde_verbeterd", namens, wat=wat)
    return aanmelding


def is_verteld(aanmelding: Aanmelding) -> bool:
    """The letter went out, or was told in another way and need not."""
    return not _brieven(aanmelding).te_versturen().exists()


def is_oud_verteld(aanmelding: Aanmelding) -> bool:
    """The letter went out, with a name or to an address that was mended since."""
    brieven = _brieven(aanmelding).filter(vervangen_door=None, op_oude_gegevens_sinds__isnull=False)
    return bool(brieven.exclude(verzonden_op=None).exists())


def _brieven(aanmelding: Aanmelding) -> BriefQuerySet:
    return Brief.objects.filter(traject=aanmelding.traject, soort=Briefsoort.VOORWAARDE)


def te_vragen(voorwaarde: Voorwaarde) -> list[Organisatie]:
    """Who could begeleiden in this regeling, by name."""
    return andere_aanbieders(voorwaarde.aanmelding.traject, voorwaarde.organisatie)


@regelt("Z-20.4", "I-36")
@transaction.atomic
def zorg_vragen(*, traject: UUID, organisatie: UUID, versie: int | None = None, namens: Namens) -> Aanmelding:
    """Ask one organisation; one that was asked before and did not answer need not any more."""
    aanmelding = openen(traject, Actie.VOORWAARDE_BIJHOUDEN, namens=namens, versie=versie)
    eis(vragen_belemmeringen(status=aanmelding.status, is_verteld=is_verteld(aanmelding)))
    voorwaarde = Voorwaarde.objects.get(aanmelding=aanmelding)
    naar = next((o for o in te_vragen(voorwaarde) if o.sleutel == organisatie), None)
    if naar is None:
        melding = "Deze organisatie kan nu niet begeleiden in deze regeling. Kies een andere uit de lijst."
        raise RegelGeschonden([Belemmering("I-36", melding, "organisatie")])
    _terugnemen(voorwaarde, aanmelding)
    voorwaarde.gevraagd, voorwaarde.vraag = naar, uuid4()
    voorwaarde.gevraagd_op, voorwaarde.beantwoord_op = clock.vandaag(), None
    voorwaarde.save()
    aanmelding.save()
    _boeken(aanmelding.traject, "voorwaarde_zorg_gevraagd", namens)
    _naar_zorg(voorwaarde, aanmelding, "voorwaarde_gevraagd")
    return aanmelding


@regelt("Z-2.11", "I-36")
@transaction.atomic
def voorwaarde_beantwoorden(
    *, onderwerp: UUID, antwoord: Voorwaardeantwoord, contactpersoon: UUID | None = None, namens: Namens
) -> Aanmelding:
    """With a yes that organisation begeleidt from today and fills in the form; the corporatie sees no more of it.

    She comes back when she is asked to supply a home, as any other.
    """
    rij = Voorwaarde.objects.select_related("aanmelding__traject").get(vraag=onderwerp)
    aanmelding, voorwaarde = _vergrendeld(rij.aanmelding.traject, onderwerp)
    zorg = voorwaarde.gevraagd
    assert zorg is not None
    eis_eigen_recht(namens, Actie.VOORWAARDE_BEANTWOORDEN, zorg)
    eis_een_kant(namens, aanmelding.traject)
    contact = next((m for m in begeleiders(zorg) if m.sleutel == contactpersoon), None)
    eis(
        antwoord_belemmeringen(
            status=aanmelding.status,
            is_beantwoord=voorwaarde.beantwoord_op is not None,
            antwoord=antwoord,
            heeft_contact=contact is not None,
        )
    )
    voorwaarde.beantwoord_op = clock.vandaag()
    if antwoord is Voorwaardeantwoord.JA:
        _oppakken(aanmelding, voorwaarde, contact, namens)
    else:
        voorwaarde.save()
        aanmelding.save()
        _boeken(aanmelding.traject, "voorwaarde_geweigerd", namens)
        _naar_corporatie(voorwaarde, aanmelding, "voorwaarde_geweigerd")
    return aanmelding


def _vergrendeld(traject: Traject, onderwerp: UUID) -> tuple[Aanmelding, Voorwaarde]:
    """Under the lock of the traject; the question may have gone to another organisation meanwhile."""
    rij = traject_vergrendelen(traject.pk)
    aanmelding = Aanmelding.objects.get(traject=rij)
    aanmelding.traject = rij
    voorwaarde = Voorwaarde.objects.select_related("gevraagd", "organisatie").get(aanmelding=aanmelding)
    if voorwaarde.vraag != onderwerp:
        raise RegelGeschonden([Belemmering("I-36", "Deze vraag staat niet meer open. U hoeft hier niets te doen.")])
    return aanmelding, voorwaarde


def _oppakken(aanmelding: Aanmelding, voorwaarde: Voorwaarde, contact: Gebruiker | None, namens: Namens) -> None:
    traject, zorg = aanmelding.traject, voorwaarde.gevraagd
    assert zorg is not None
    voorwaarde.opgepakt_op = clock.vandaag()
    voorwaarde.save()
    aanmelding.oppakken()
    aanmelding.save()
    aanraken(aanmelding)
    for als in (Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING):
        betrekken(traject, organisatie=zorg, hoedanigheid=als, reden="voorwaarde", contact=contact)
    stelt = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.VERHUURDER, tot=None)
    stelt.update(tot=clock.vandaag())
    _boeken(traject, "voorwaarde_opgepakt", namens, feit=BetrokkenenGewijzigd(traject=traject.sleutel))
    _naar_corporatie(voorwaarde, aanmelding, "voorwaarde_opgepakt")


@regelt("Z-5.4")
@transaction.atomic
def voorwaarde_beeindigen(
    *, traject: UUID, reden: Intrekreden, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """The kandidaat does not want it, or it is not needed: the traject closes, and who was asked hears it."""
    aanmelding = openen(traject, Actie.VOORWAARDE_BIJHOUDEN, namens=namens, versie=versie)
    eis(lopend_belemmeringen(status=aanmelding.status))
    _terugnemen(Voorwaarde.objects.get(aanmelding=aanmelding), aanmelding)
    aanmelding.voorwaarde_beeindigen()
    aanmelding.intrekreden = reden
    aanmelding.save()
    brieven_hoeven_niet_meer(aanmelding, Briefsoort.VOORWAARDE)
    _boeken(aanmelding.traject, "voorwaarde_beeindigd", namens)
    traject_afsluiten(traject=traject, uitkomst=Uitkomst.VOORWAARDE_VERVALLEN, namens=namens)
    return aanmelding


def _terugnemen(voorwaarde: Voorwaarde, aanmelding: Aanmelding) -> None:
    """A question that waits for an answer."""
    if voorwaarde.gevraagd is not None and voorwaarde.beantwoord_op is None:
        _naar_zorg(voorwaarde, aanmelding, "voorwaarde_teruggenomen")


def _boeken(
    traject: Traject, soort: str, namens: Namens, feit: BetrokkenenGewijzigd | None = None, **gegevens: str
) -> None:
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-5.4", gegevens=gegevens, feit=feit)


def _naar_zorg(voorwaarde: Voorwaarde, aanmelding: Aanmelding, soort: str) -> None:
    assert voorwaarde.gevraagd is not None
    bericht_klaarzetten(
        soort=soort,
        sleutel=str(voorwaarde.vraag),
        traject=aanmelding.traject,
        organisatie=voorwaarde.gevraagd,
        rol=Rol.BEGELEIDER,
    )


def _naar_corporatie(voorwaarde: Voorwaarde, aanmelding: Aanmelding, soort: str) -> None:
    bericht_klaarzetten(
        soort=soort,
        sleutel=str(voorwaarde.vraag),
        traject=aanmelding.traject,
        organisatie=voorwaarde.organisatie,
        rol=Rol.CONSULENT,
    )
