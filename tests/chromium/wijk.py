"""A small demo region around the homes: somebody at each step from the toelating until the key comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from opstap import clock
from opstap.demo.laden import streek_maken
from opstap.demo.verhalen import Verteller
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contractvormen import Contractvorm
from opstap.protocol.datums import plus_maanden
from opstap.protocol.woningkenmerken import Leefbaarheid, Leefbaarheidsreden
from woningen.gegevens import Woninggegevens
from woningen.services import complex_vastleggen, leefbaarheid_vastleggen, woning_vastleggen
from woningen.services.complexen import Complexgegevens

#: A quiet home of Woonstichting De Brug.
STIL = "Aalscholverpad 1, 7299 ZA Lindenhoven"


@dataclass(frozen=True)
class Wijk:
    """The names of the people, by where they are."""

    wacht: str
    eerste: str
    tweede: str
    zelf: str
    vond: str
    aanbod: str
    neemt: str
    te_vroeg: str
    op_tijd: str
    zegt_op: str
    via_zorg: str


def wijk_maken(vandaag: date) -> Wijk:
    v = Verteller(streek_maken(begin=plus_maanden(vandaag, -30), tot_jaar=vandaag.year), vandaag)
    namen = _bewoners(v) | _zoekers(v)
    _gebouwen(v)
    return Wijk(**namen)


def _bewoners(v: Verteller) -> dict[str, str]:
    """Those that live longest first, so that the years add up."""
    op_tijd = v.woont(v.maand(-22), evalueren=False)
    op_tijd.overleg(v.maand(-2))
    op_tijd.niet_omzetten(v.maand(-2, 5))
    te_vroeg = v.woont(v.maand(-20), evalueren=False)
    te_vroeg.overleg(v.dag(-20))
    te_vroeg.niet_omzetten(v.dag(-10))
    via_zorg = v.woont(v.maand(-13), evalueren=False, vorm=Contractvorm.OMKLAP)
    zegt_op = v.woont(v.maand(-6), evalueren=False)
    mensen = {"op_tijd": op_tijd, "te_vroeg": te_vroeg, "via_zorg": via_zorg, "zegt_op": zegt_op}
    return {waar: weg.naam for waar, weg in mensen.items()}


def _zoekers(v: Verteller) -> dict[str, str]:
    neemt = v.zoekt(v.dag(-50))
    neemt.accepteren(v.dag(-1), neemt.aanbod(v.dag(-6), uiterlijk=v.dag(1)))
    aanbod = v.zoekt(v.dag(-45))
    aanbod.aanbod(v.dag(-4), uiterlijk=v.dag(4))
    vond = v.toegelaten(v.dag(-20), route=Route.ZELF_REAGEREN)
    vond.verhuurder(v.dag(-2))
    mensen = {
        "neemt": neemt,
        "aanbod": aanbod,
        "vond": vond,
        "eerste": v.zoekt(v.dag(-40)),
        "tweede": v.zoekt(v.dag(-30)),
        "zelf": v.toegelaten(v.dag(-20), route=Route.ZELF_REAGEREN),
        "wacht": v.toegelaten(v.dag(-9)),
    }
    return {waar: weg.naam for waar, weg in mensen.items()}


def _gebouwen(v: Verteller) -> None:
    """One that is quiet, with a home, and one under pressure."""
    consulent, brug = v.regio.namens("consulent"), v.regio.organisaties["brug"].sleutel
    with clock.klok_op(v.dag(-30)):
        rustig, druk = (
            complex_vastleggen(
                corporatie=brug,
                gegevens=Complexgegevens(naam=naam, rustige_buurt=is_rustig, openbaar_vervoer=True),
                namens=consulent,
            )
            for naam, is_rustig in (("De Rietkraag", True), ("De Torenflat", False))
        )
        leefbaarheid_vastleggen(
            complex=druk.sleutel,
            stand=Leefbaarheid.ONDER_DRUK,
            reden=Leefbaarheidsreden.CONCENTRATIE,
            vanaf=v.dag(-30),
            namens=consulent,
        )
        woning_vastleggen(
            corporatie=brug,
            adres=STIL,
            woningtype=Woningtype.APPARTEMENT,
            kale_huur=Decimal(560),
            kenmerken=Woninggegevens(complex=rustig.sleutel, portiek="A", kamers=2, stil_huis=True),
            namens=consulent,
        )
