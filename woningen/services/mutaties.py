"""Where the number is a percentage: what became free, and the number that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.contingent import Verdeelwijze, Wijzigreden
from opstap.protocol.mutaties import (
    Mutatiebasis,
    opgave_belemmeringen,
    uit_mutaties_belemmeringen,
    verdeel_mutaties,
)
from opstap.protocol.parameters import Contingentvorm
from opstap.protocol.potten import Potten
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.toegang import eis_eigen_recht
from woningen.models import Contingent, Mutatieopgave
from woningen.services.contingent import contingent_vastleggen, eis_loket, leveranciers


def procent_van(regeling: Regeling) -> int | None:
    """Of the mutaties, as the regeling holds today; None where another way was agreed."""
    parameters = geldende_versie(regeling, clock.vandaag()).parameters
    return parameters.contingent_procent if parameters.contingentvorm is Contingentvorm.PROCENT else None


def mutaties_van(regeling: Regeling, jaar: int, corporaties: Sequence[Organisatie]) -> dict[Organisatie, int | None]:
    """Homes that became free in this year; None for who registered nothing."""
    rijen = {rij.corporatie_id: rij for rij in Mutatieopgave.objects.filter(regeling=regeling, jaar=jaar)}
    gevonden: dict[Organisatie, int | None] = {}
    for corporatie in corporaties:
        bekend = [n for n in (rijen[corporatie.pk].aantallen if corporatie.pk in rijen else ()) if n is not None]
        gevonden[corporatie] = sum(bekend) if bekend else None
    return gevonden


@transaction.atomic
def mutaties_opgeven(
    *,
    regeling: UUID,
    corporatie: UUID,
    jaar: int,
    aantallen: Sequence[int | None],
    versie: int | None = None,
    namens: Namens,
) -> Mutatieopgave:
    """A corporatie registers or corrects what became free, per quarter. The loket takes the number over."""
    rij = Regeling.objects.get(sleutel=regeling)
    eigenaar = Organisatie.objects.get(sleutel=corporatie)
    eis_eigen_recht(namens, Actie.MUTATIES_OPGEVEN, eigenaar)
    eis(geen_opgave(rij, eigenaar))
    eis(opgave_belemmeringen(jaar=jaar, aantallen=aantallen, peildatum=clock.vandaag()))
    opgave, is_nieuw = Mutatieopgave.objects.select_for_update().get_or_create(
        regeling=rij, corporatie=eigenaar, jaar=jaar
    )
    if not is_nieuw:
        opgave.eis_versie(versie)
    opgave.kwartaal_1, opgave.kwartaal_2, opgave.kwartaal_3, opgave.kwartaal_4 = aantallen
    opgave.save()
    gegevens = {"regeling": str(regeling), "jaar": jaar, "aantallen": list(aantallen)}
    gebeurtenis_vastleggen(soort="mutaties_opgegeven", namens=namens, clausule="P-20", gegevens=gegevens)
    return opgave


def geen_opgave(regeling: Regeling, corporatie: Organisatie) -> list[Belemmering]:
    """Why this corporatie registers nothing here. Also shown on the page."""
    deelnames = Deelname.objects.filter(regeling=regeling, organisatie=corporatie).als(Hoedanigheid.VERHUURDER)
    if deelnames.exists():
        return []
    return [Belemmering("P-20", "Uw corporatie biedt in deze regeling geen woningen aan.")]


@transaction.atomic
def contingent_uit_mutaties(
    *,
    regeling: UUID,
    jaar: int,
    mutatiejaar: int,
    potten: Potten,
    reden: Wijzigreden | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Contingent:
    """Let the number of `jaar` follow from what became free in `mutatiejaar`; `potten` tells the parts only."""
    rij = Regeling.objects.get(sleutel=regeling)
    eis_loket(namens, rij)
    mutaties = mutaties_van(rij, mutatiejaar, leveranciers(rij, jaar))
    procent = procent_van(rij)
    eis(
        uit_mutaties_belemmeringen(
            procent=procent,
            opgegeven=sum(n or 0 for n in mutaties.values()),
            ontbreekt=[corporatie.naam for corporatie, n in mutaties.items() if n is None],
        )
    )
    assert procent is not None
    verdeling = verdeel_mutaties(procent=procent, mutaties={c.naam: n or 0 for c, n in mutaties.items()})
    return contingent_vastleggen(
        regeling=regeling,
        jaar=jaar,
        potten=replace(potten, totaal=sum(verdeling.aandelen.values())),
        gewichten={corporatie.sleutel: n or 0 for corporatie, n in mutaties.items()},
        wijze=Verdeelwijze.MUTATIES,
        basis=Mutatiebasis(procent, mutatiejaar),
        reden=reden,
        versie=versie,
        namens=namens,
    )
