"""Take a duty, and give it back. Nothing of its date or its state changes: that is what herplannen does."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import GeenRecht, OpstapFout
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.houders import houders, leidt
from opstap.termijnen.models import Termijn, Termijnstatus
from opstap.trajecten.services import traject_vergrendelen
from opstap.trajecten.toegang import eis_een_kant


def namens_voor_termijn(gebruiker: Gebruiker, termijn: Termijn) -> list[Namens]:
    """Under which roles this person may say who does this duty; the role of the duty itself first."""
    rollen = [
        t
        for t in gebruiker.rollen
        if termijn.is_van([t]) and bereik(Rol(t.rol), Actie.TAAK_OPPAKKEN) is not Bereik.GEEN
    ]
    return [namens_van(gebruiker, t) for t in sorted(rollen, key=lambda t: (t.voor is not None, t.rol != termijn.rol))]


@transaction.atomic
def termijn_oppakken(*, termijn: UUID, namens: Namens) -> Termijn:
    """`namens` does this from now on, or the absent colleague he replaces. Of two at once the first one gets it."""
    rij, houder = _vergrendeld(termijn, namens)
    nemer = Gebruiker.objects.get(sleutel=namens.voor or namens.gebruiker)
    if houder == nemer:
        return rij
    if houder is not None:
        raise OpstapFout(f"{houder.naam} doet dit al. U hoeft hier niets voor te doen.")
    rij.opgepakt_door, rij.opgepakt_op = nemer, clock.vandaag()
    _bewaren(rij, "taak_opgepakt", namens)
    return rij


@transaction.atomic
def termijn_teruggeven(*, termijn: UUID, namens: Namens) -> Termijn:
    """Of the whole team again. By who holds it, who replaces him, or who leads the team. Twice changes nothing."""
    rij, houder = _vergrendeld(termijn, namens)
    if rij.opgepakt_door is None:
        return rij
    gebruiker = Gebruiker.objects.get(sleutel=namens.gebruiker)
    zelf = houder is None or houder.sleutel in {namens.gebruiker, namens.voor}
    if houder is not None and not zelf and not leidt(gebruiker, rij):
        raise OpstapFout(f"{houder.naam} doet dit nu. Alleen {houder.naam} of de teamleider kan het teruggeven.")
    rij.opgepakt_door = rij.opgepakt_op = None
    _bewaren(rij, "taak_teruggegeven", namens)
    return rij


def _vergrendeld(termijn: UUID, namens: Namens) -> tuple[Termijn, Gebruiker | None]:
    """The duty and who does it now, with its traject locked: one writer at a time."""
    traject = traject_vergrendelen(Termijn.objects.values_list("traject", flat=True).get(sleutel=termijn))
    rij: Termijn = Termijn.objects.select_related("traject", "organisatie", "opgepakt_door").get(sleutel=termijn)
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in namens_voor_termijn(gebruiker, rij):
        raise GeenRecht
    eis_een_kant(namens, traject)
    if rij.status != Termijnstatus.OPEN:
        raise OpstapFout("Deze taak is al gedaan of niet meer nodig. U hoeft hier niets voor te doen.")
    return rij, houders([rij]).get(rij.pk)


def _bewaren(rij: Termijn, soort: str, namens: Namens) -> None:
    rij.save(update_fields=["opgepakt_door", "opgepakt_op"])
    gegevens = {"termijn": str(rij.sleutel)}
    gebeurtenis_vastleggen(soort=soort, namens=namens, traject=rij.traject.sleutel, gegevens=gegevens)
