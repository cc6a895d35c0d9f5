"""The complexes of a corporatie: what is known of a building, and how it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.woningkenmerken import (
    Leefbaarheid,
    Leefbaarheidsreden,
    Menging,
    Woonvorm,
    aandeel_belemmeringen,
    leefbaarheid_belemmeringen,
)
from opstap.trajecten.toegang import eis_eigen_recht
from woningen.models import Complex, Leefbaarheidstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Complexgegevens:
    """None = not known; of `aandeel_max`: nothing was agreed."""

    naam: str
    aantal_woningen: int | None = None
    aandeel_max: int | None = None
    mutatiegraad: int | None = None
    nabij_steunpunt: bool | None = None
    rustige_buurt: bool | None = None
    openbaar_vervoer: bool | None = None
    menging: Menging | None = None
    woonvormen: Collection[Woonvorm] = ()


@transaction.atomic
def complex_vastleggen(
    *,
    complex: UUID | None = None,
    corporatie: UUID,
    gegevens: Complexgegevens,
    versie: int | None = None,
    namens: Namens,
) -> Complex:
    """A new complex, or a change of one (`complex`). Raises DoesNotExist."""
    eigenaar = Organisatie.objects.get(sleutel=corporatie)
    eis_eigen_recht(namens, Actie.WONING_BEHEREN, eigenaar)
    rijen = Complex.objects.select_for_update().filter(corporatie=eigenaar)
    rij = Complex(corporatie=eigenaar) if complex is None else rijen.get(sleutel=complex)
    rij.eis_versie(versie)
    naam = " ".join(gegevens.naam.split())
    dubbel = Complex.objects.filter(corporatie=eigenaar, naam__iexact=naam).exclude(pk=rij.pk)
    if dubbel.exists():
        eis([Belemmering("Z-9.21", "Dit complex staat al in de lijst; zoek het daar op.", "naam")])
    eis(aandeel_belemmeringen(aandeel_max=gegevens.aandeel_max, aantal_woningen=gegevens.aantal_woningen))
    rij.naam, rij.aantal_woningen, rij.aandeel_max = naam, gegevens.aantal_woningen, gegevens.aandeel_max
    rij.nabij_steunpunt, rij.rustige_buurt = gegevens.nabij_steunpunt, gegevens.rustige_buurt
    rij.openbaar_vervoer, rij.mutatiegraad = gegevens.openbaar_vervoer, gegevens.mutatiegraad
    rij.menging = gegevens.menging.value if gegevens.menging else ""
    rij.woonvormen = sorted(vorm.value for vorm in gegevens.woonvormen)
    rij.save()
    gebeurtenis_vastleggen(soort="complex_vastgelegd", namens=namens, gegevens={"complex": str(rij.sleutel)})
    return rij


@transaction.atomic
def leefbaarheid_vastleggen(
    *,
    complex: UUID,
    stand: Leefbaarheid,
    reden: Leefbaarheidsreden | None,
    vanaf: date,
    versie: int | None = None,
    namens: Namens,
) -> Leefbaarheidstand:
    """How the building stands from a day on, and which fact about it says so (Z-9.21). Raises DoesNotExist."""
    rij = Complex.objects.select_for_update().select_related("corporatie").get(sleutel=complex)
    eis_eigen_recht(namens, Actie.WONING_BEHEREN, rij.corporatie)
    rij.eis_versie(versie)
    laatste = rij.stand_nu
    eis(
        leefbaarheid_belemmeringen(
            stand=stand,
            reden=reden,
            vanaf=vanaf,
            laatste=laatste and (Leefbaarheid(laatste.stand), Leefbaarheidsreden(laatste.reden), laatste.vanaf),
            peildatum=clock.vandaag(),
        )
    )
    geldt = Leefbaarheidsreden.GEEN_DRUK if stand is Leefbaarheid.GEWOON or reden is None else reden
    nieuw = Leefbaarheidstand.objects.create(complex=rij, stand=stand.value, vanaf=vanaf, reden=geldt.value)
    rij.leefbaarheid = stand.value
    rij.save()
    gebeurtenis_vastleggen(
        soort="leefbaarheid_vastgelegd",
        namens=namens,
        clausule="Z-9.21",
        gegevens={"complex": str(complex), "stand": stand, "reden": geldt, "vanaf": vanaf.isoformat()},
    )
    return nieuw
