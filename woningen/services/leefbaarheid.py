"""A corporatie refuses who reacted himself, for a building under pressure (Z-9.21 to Z-9.23)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.leefbaarheid import Weigergrond, leefbaarheidsweigering_belemmeringen, zoekt_samen
from opstap.protocol.woningkenmerken import Leefbaarheid
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.services import besluit_nemen, handeling_boeken
from woningen import letters
from woningen.models import Bemiddeling, Complex, Leefbaarheidsweigering
from woningen.services.gedeeld import eis_handeling, traject_laden
from woningen.services.reageren import zelf_belemmeringen


def weigeren_belemmeringen(bemiddeling: Bemiddeling | None) -> list[Belemmering]:
    """Also shown on the page. Where nobody named a corporatie yet, nobody of a corporatie comes here."""
    bezwaren = zelf_belemmeringen(bemiddeling)
    if not bezwaren and bemiddeling is not None and bemiddeling.verhuurder is None:
        bezwaren = [Belemmering("Z-2.3", "Er is nog niet vastgelegd van welke corporatie de gevonden woning is.")]
    return bezwaren


def kiest_samen(bemiddeling: Bemiddeling | None) -> bool:
    """Does the kandidaat choose the home with the zorgorganisatie (H-11)?"""
    if bemiddeling is None:
        return False
    parameters = bemiddeling.traject.regelingversie.parameters
    return zoekt_samen(route=Route(bemiddeling.route), parameters=parameters)


@transaction.atomic
def leefbaarheid_weigeren(
    *,
    traject: UUID,
    complex: UUID,
    portiek: str,
    reden: Weigergrond,
    motivering: str,
    versie: int | None = None,
    namens: Namens,
) -> Leefbaarheidsweigering:
    """No aanbieding: home, place and counts stay as they are, and the kandidaat reacts on. He reads why (Z-9.22)."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.LEEFBAARHEID_WEIGEREN, rij)
    bemiddeling = Bemiddeling.objects.open().filter(traject=rij).select_related("verhuurder").first()
    eis(weigeren_belemmeringen(bemiddeling))
    assert bemiddeling is not None and bemiddeling.verhuurder is not None
    bemiddeling.eis_versie(versie)
    gebouw = Complex.objects.get(sleutel=complex, corporatie=bemiddeling.verhuurder)
    samen = kiest_samen(bemiddeling)
    route = Route(bemiddeling.route)
    eis(leefbaarheidsweigering_belemmeringen(route=route, motivering=motivering, reden=reden, samen=samen))
    besluit = besluit_nemen(
        rij,
        soort=Besluitsoort.LEEFBAARHEID,
        uitkomst=reden,
        namens=namens,
        motivering=motivering.strip(),
        snapshot={"complex": str(gebouw.sleutel), "leefbaarheid": gebouw.leefbaarheid},
    )
    bemiddeling.traject = rij
    weigering = Leefbaarheidsweigering.objects.create(
        bemiddeling=bemiddeling,
        besluit=besluit,
        complex=gebouw,
        portiek=portiek.strip(),
        reden=reden,
        onder_druk=gebouw.leefbaarheid == Leefbaarheid.ONDER_DRUK,
    )
    brieven_maken(
        rij,
        soort=Briefsoort.LEEFBAARHEID,
        titel="Wij geven u deze woning niet",
        afzender=bemiddeling.verhuurder,
        gegevens=letters.leefbaarheid(weigering, motivering),
        besluit=besluit,
    )
    handeling_boeken(rij, namens=namens, soort="leefbaarheid_geweigerd", clausule="Z-9.21")
    return weigering
