"""What is known of a home and of the building it stands in. None = nobody knows: never the same as "no"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.clausules import regelt
from opstap.protocol.contractvormen import VORMEN, Contractvorm
from opstap.protocol.datums import datum_voluit


class Leefbaarheid(Keuze):
    GEWOON = "gewoon", "geen bijzonderheden"
    ONDER_DRUK = "onder_druk", "onder druk"


class Leefbaarheidsreden(Keuze):
    """Facts about a building; a reason that would tell of one tenant does not belong here (Z-9.21)."""

    CONCENTRATIE = "concentratie", "er zijn al veel woningen aan deze groep verhuurd"
    SAMENSTELLING = "samenstelling", "nog een groep erbij is nu een te groot risico"
    OVERLAST = "overlast", "er is veel overlast in het gebouw"
    GEBOUW = "gebouw", "groot onderhoud, sloop of verkoop"
    GEEN_DRUK = "geen_druk", "nagekeken: er is nu geen druk op het gebouw"


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


#: What is small enough for one person, when the number of rooms is known (our own bound).
KLEIN_KAMERS = 2


@regelt("Z-4.14")
def is_klein_en_stil(*, woningtype: Woningtype, kamers: int | None, stil_huis: bool | None) -> bool:
    """A small quiet home for one; what nobody knows does not count."""
    if stil_huis is not True:
        return False
    return woningtype is Woningtype.STUDIO if kamers is None else kamers <= KLEIN_KAMERS


@regelt("P-5")
def kamer_waarschuwingen(*, zelfstandig: bool | None) -> list[Belemmering]:
    if zelfstandig is not False:
        return []
    melding = (
        "Dit is een kamer: zonder eigen nummer, keuken, toilet of douche is er geen huurtoeslag. "
        "Het opstapcontract is bedoeld voor een zelfstandige woning."
    )
    return [Belemmering("P-5", melding)]


@regelt("P-6")
def zorgvastgoed_belemmeringen(*, zorgvastgoed: bool | None, contractvorm: Contractvorm) -> list[Belemmering]:
    """What a zorgorganisatie rents herself the bewoner cannot rent of the corporatie: no wish, but who has the huur."""
    if not zorgvastgoed or VORMEN[contractvorm].via_zorg:
        return []
    melding = (
        "Deze woning is zorgvastgoed: een zorgorganisatie huurt haar zelf, dus de bewoner kan haar niet van u huren. "
        "Kies een contract op naam van de zorgorganisatie. Klopt dit niet? Wijzig het bij de woning."
    )
    return [Belemmering("P-6", melding)]


@regelt("P-6")
def zorgvastgoed_omklap_belemmeringen(*, zorgvastgoed: bool | None) -> list[Belemmering]:
    if not zorgvastgoed:
        return []
    melding = (
        "Deze woning is nog zorgvastgoed. Huurt de zorgorganisatie haar niet meer zo? Wijzig dat eerst bij de woning. "
        "Daarna kan het contract op naam van de bewoner."
    )
    return [Belemmering("P-6", melding)]


@regelt("P-6")
def zorgvastgoed_worden_belemmeringen(
    *, was: bool | None, wordt: bool | None, contractvormen: Collection[Contractvorm]
) -> list[Belemmering]:
    """`contractvormen`: of the contracts that are being made or run for the home, one at most as a rule."""
    if was or not wordt or all(VORMEN[vorm].via_zorg for vorm in contractvormen):
        return []
    melding = (
        "De bewoner huurt deze woning van u, of gaat dat doen. Zolang dat contract loopt, is het geen zorgvastgoed. "
        "Kies nee, of laat het zoals het was."
    )
    return [Belemmering("P-6", melding, "zorgvastgoed")]


@regelt("P-6")
def zorgvastgoed_waarschuwingen(*, zorgvastgoed: bool | None) -> list[Belemmering]:
    """What follows from it, wherever the home stands."""
    if not zorgvastgoed:
        return []
    melding = (
        "Dit is zorgvastgoed. De bewoner huurt van de zorgorganisatie en krijgt geen eigen huurcontract met de "
        "corporatie. Er gelden de bouweisen voor zorgvastgoed, en niet die voor een zelfstandige woning."
    )
    return [Belemmering("P-6", melding)]


@regelt("P-23", "H-38")
def aandeel_belemmeringen(*, aandeel_max: int | None, aantal_woningen: int | None) -> list[Belemmering]:
    if aandeel_max is None or aantal_woningen is None or aandeel_max <= aantal_woningen:
        return []
    melding = f"Er zijn {aantal_woningen} woningen in dit complex; het afgesproken aantal kan niet hoger zijn."
    return [Belemmering("P-23", melding, "aandeel_max")]


@regelt("P-23", "H-38")
def is_aandeel_vol(*, aandeel_max: int | None, in_opstap: int) -> bool | None:
    """None = nothing was agreed. `in_opstap`: how many homes are offered or let through Opstap now."""
    return None if aandeel_max is None else in_opstap >= aandeel_max


@regelt("P-23", "H-38")
def aandeel_waarschuwingen(*, aandeel_max: int | None, in_opstap: int) -> list[Belemmering]:
    if not is_aandeel_vol(aandeel_max=aandeel_max, in_opstap=in_opstap):
        return []
    melding = f"Het afgesproken aantal woningen in dit complex is bereikt: {in_opstap} van hoogstens {aandeel_max}."
    return [Belemmering("P-23", melding)]


@regelt("C-9", "C-10")
def open_vragen(*, menging: Menging | None, woonvormen: Collection[Woonvorm]) -> list[Belemmering]:
    """What the corporatie did not answer yet about a building; it stops nobody."""
    open_ = []
    if menging is None:
        open_.append(Belemmering("C-9", "Zeg wat er in dit gebouw kan, met wie er al woont.", "menging"))
    if not woonvormen:
        open_.append(Belemmering("C-10", "Zeg welke soort woning hier kan komen.", "woonvormen"))
    return open_


@regelt("Z-9.21")
def leefbaarheid_belemmeringen(
    *,
    stand: Leefbaarheid,
    reden: Leefbaarheidsreden | None,
    vanaf: date,
    laatste: tuple[Leefbaarheid, Leefbaarheidsreden, date] | None,
    peildatum: date,
) -> list[Belemmering]:
    """`laatste`: what holds now, why and since when."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=vanaf, peildatum=peildatum, clausule="Z-9.21", wat="Deze stand begon", veld="vanaf"
    )
    if stand is Leefbaarheid.ONDER_DRUK and reden in (None, Leefbaarheidsreden.GEEN_DRUK):
        bezwaren.append(Belemmering("Z-9.21", "Kies welk feit over het gebouw zegt dat het onder druk staat.", "reden"))
    if laatste is not None:
        bezwaren += _na_de_laatste(stand, reden, vanaf, laatste)
    return bezwaren


def _na_de_laatste(
    stand: Leefbaarheid,
    reden: Leefbaarheidsreden | None,
    vanaf: date,
    laatste: tuple[Leefbaarheid, Leefbaarheidsreden, date],
) -> list[Belemmering]:
    nu, nu_reden, sinds = laatste
    if stand is nu and (stand is Leefbaarheid.GEWOON or reden is nu_reden):
        return [Belemmering("Z-9.21", "Zo staat het er al. Kies een andere stand of een andere reden.", "stand")]
    if vanaf < sinds:
        melding = f"De stand van nu begon op {datum_voluit(sinds)}; kies die dag of een latere dag."
        return [Belemmering("Z-9.21", melding, "vanaf")]
    return []
