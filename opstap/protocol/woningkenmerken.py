"""What is known of a home and of the building it stands in. None = nobody knows: never the same as "no"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from opstap.protocol.begrippen import Keuze
from opstap.protocol.bemiddelen import Woningtype


class Leefbaarheid(Keuze):
    GEWOON = "gewoon", "geen bijzonderheden"
    ONDER_DRUK = "onder_druk", "onder druk"


class Leefbaarheidsreden(Keuze):
    """Facts about a building; a reason that would tell of one tenant does not belong here (Z-9.21)."""

    CONCENTRATIE = "concentratie", "er zijn al veel woningen aan deze groep verhuurd"
    SAMENSTELLING = "samenstelling", "nog een groep erbij is nu een te groot risico"
    OVERLAST = "overlast", "er is veel overlast in het gebouw"
    GEBOUW = "gebouw", "groot onderhoud, sloop of verkoop"
    VOORBIJ = "voorbij", "de druk op het gebouw is voorbij"


class Menging(Keuze):
    """What the building can take, with the people who live there together (C-9)."""

    KAN_ERBIJ = "kan_erbij", "er kan nog iemand bij"
    EERST_OVERLEG = "eerst_overleg", "overleg eerst met de wijkconsulent"
    NU_NIET = "nu_niet", "nu even niemand erbij"


class Woonvorm(Keuze):
    """Which kind of home can come here (C-10)."""

    ZELFSTANDIG = "zelfstandig", "een eigen woning"
    GEDEELD = "gedeeld", "een kamer met gedeelde ruimte"
    BIJ_ELKAAR = "bij_elkaar", "woningen bij elkaar, met hulp dichtbij"
    VOOR_EEN_TIJD = "voor_een_tijd", "een woning voor een tijd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Woningkenmerken:
    """`verdieping` 0 is the ground floor; `stil_huis` is prikkelarm (Z-4.14); `aandeel_vol`: of the homes agreed for
    this group in the complex none is left (P-23)."""

    woningtype: Woningtype
    kale_huur: Decimal
    verdieping: int | None = None
    lift: bool | None = None
    zonder_drempels: bool | None = None
    stil_huis: bool | None = None
    huisdier: bool | None = None
    zelfstandig: bool | None = None
    kamers: int | None = None
    nabij_steunpunt: bool | None = None
    rustige_buurt: bool | None = None
    openbaar_vervoer: bool | None = None
    leefbaarheid: Leefbaarheid | None = None
    aandeel_vol: bool | None = None
