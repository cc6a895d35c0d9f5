"""Begin an aanmelding and fill in its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.uitstroom import UITSTROOM
from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding, ChecklistRij, Woonkeusinschrijving
from aanmelding.services.afspraken import gevraagde_leefgebieden
from aanmelding.services.basis import bewaren, deel_openen, openen, persoon_van
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import VertegenwoordigingGewijzigd
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.bekend import persoon_van_vervolg
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Persoon, Traject
from opstap.trajecten.services import (
    handeling_boeken,
    persoon_vindbaar_maken,
    traject_starten,
)
from opstap.trajecten.toegang import eis_eigen_recht


@dataclass(frozen=True, slots=True)
class Uitstroomgegevens:
    """The part "vertrek en binding" as it is filled in; None = not answered."""

    instroomroute: Instroomroute
    uitstroom: date | None = None
    binding_maanden: int | None = None
    binding_bron: BindingBron | None = None
    direct_voorafgaand: bool | None = None
    vrijstelling: bool = False
    woonkeus_nummer: str = ""
    voorkeursroute: Route | None = None


@regelt("Z-1.9", "Z-1.10", "Z-2.5", "Z-4.7", "Z-6.4", "I-20")
@transaction.atomic
def aanmelding_beginnen(
    *,
    regeling: UUID,
    naam: str,
    geboortedatum: date,
    instroomroute: Instroomroute,
    vervolg_op: UUID | None = None,
    namens: Namens,
) -> Aanmelding:
    """A new traject with an empty form, by an organisation that takes part in the regeling.

    `vervolg_op`: an earlier traject of the same person at this organisation; that person keeps name and day of birth.
    """
    if namens.organisatie is None:
        raise GeenRecht
    organisatie = Organisatie.objects.get(sleutel=namens.organisatie)
    eis_eigen_recht(namens, Actie.AANMELDING_BEGINNEN, organisatie)
    rij = Regeling.objects.get(sleutel=regeling)
    if not Deelname.objects.filter(regeling=rij, organisatie=organisatie).als(Hoedanigheid.BEGELEIDING).exists():
        raise RegelGeschonden(
            [Belemmering("Z-2.2", "Uw organisatie doet niet mee aan deze regeling; kies een andere.", "regeling")]
        )
    traject = traject_starten(
        regeling=rij,
        naam=naam,
        geboortedatum=geboortedatum,
        instroomroute=instroomroute,
        organisatie=organisatie,
        contactpersoon=Gebruiker.objects.get(sleutel=namens.gebruiker),
        vervolg_op=persoon_van_vervolg(eerder=vervolg_op, regeling=rij, namens=namens) if vervolg_op else None,
    )
    aanmelding = leeg_formulier(traject)
    handeling_boeken(traject, namens=namens, soort="aanmelding_begonnen", clausule="Z-9.1")
    return aanmelding


def leeg_formulier(traject: Traject) -> Aanmelding:
    parameters = traject.regelingversie.parameters
    aanmelding = Aanmelding.objects.create(traject=traject, gesprek_nodig=bool(parameters.gesprek_voor_besluit))
    gebieden = gevraagde_leefgebieden(parameters)
    ChecklistRij.objects.bulk_create([ChecklistRij(aanmelding=aanmelding, leefgebied=g) for g in gebieden])
    return aanmelding


@transaction.atomic
def persoon_bijwerken(
    *,
    traject: UUID,
    naam: str,
    geboortedatum: date,
    telefoon: str = "",
    adres: str = "",
    adres_geheim: bool = False,
    versie: int | None = None,
    namens: Namens,
) -> Persoon:
    """As long as the traject is open, also after the besluit: letters must arrive. `versie` is that of the persoon.

    A secret address stands on no letter, and nobody but the zorgorganisatie knows that there is one.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    persoon = persoon_van(aanmelding)
    persoon.eis_versie(versie)

    was_naam, was_adres, was_geheim = persoon.naam, persoon.adres, persoon.adres_geheim

    def wijzigen() -> None:
        persoon.naam, persoon.geboortedatum, persoon.telefoon = naam, geboortedatum, telefoon
        persoon.adres, persoon.adres_geheim = adres, adres_geheim
        persoon.adres_sinds = persoon.adres_sinds if adres == was_adres else clock.vandaag()
        persoon.save()
        persoon_vindbaar_maken(persoon)
        if naam != was_naam:
            brieven_verouderen(aanmelding.traject, Brieffeit.NAAM, was=was_naam, wordt=naam)
        if (adres, adres_geheim) != (was_adres, was_geheim):
            brieven_verouderen(
                aanmelding.traject, Brieffeit.ADRES, was=(was_adres, was_geheim), wordt=(adres, adres_geheim)
            )

    bewaren(aanmelding, wijzigen, namens=namens, deel="persoon", clausule="Z-20.6")
    meld(VertegenwoordigingGewijzigd(traject=traject))
    return persoon


@transaction.atomic
def uitstroom_bijwerken(
    *, traject: UUID, gegevens: Uitstroomgegevens, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """Planned uitstroom, instroomroute, binding and preferred route. Nothing is obligatory before sending.

    `versie` is that of the part: who is busy on another part is in nobody's way.
    """
    aanmelding = deel_openen(traject, UITSTROOM, namens=namens, versie=versie)

    def wijzigen() -> None:
        aanmelding.uitstroom = gegevens.uitstroom
        aanmelding.binding_maanden = gegevens.binding_maanden
        aanmelding.binding_bron = gegevens.binding_bron or ""
        aanmelding.direct_voorafgaand = gegevens.direct_voorafgaand
        aanmelding.vrijstelling = gegevens.vrijstelling
        aanmelding.voorkeursroute = gegevens.voorkeursroute or ""
        aanmelding.traject.instroomroute = gegevens.instroomroute
        aanmelding.traject.save(update_fields=["instroomroute"])
        _inschrijving_bijwerken(aanmelding, gegevens.woonkeus_nummer)

    return bewaren(aanmelding, wijzigen, namens=namens, deel="uitstroom", clausule="Z-9.1")


def _inschrijving_bijwerken(aanmelding: Aanmelding, nummer: str) -> None:
    if nummer:
        Woonkeusinschrijving.objects.update_or_create(aanmelding=aanmelding, defaults={"nummer": nummer})
    else:
        Woonkeusinschrijving.objects.filter(aanmelding=aanmelding).delete()
