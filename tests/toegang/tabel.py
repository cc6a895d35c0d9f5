"""The written table adressen.toml against the addresses that exist, and what it expects for each person and method."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import URLResolver, get_resolver

from opstap.protocol.begrippen import Rol

METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
SOORTEN = frozenset({"open", "account", "beheer", "plek", "traject"})
BESTAND = Path(__file__).with_name("adressen.toml")
_DOCUMENT = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
#: Never involved in a traject, whatever their organisation is (matrix: "no" in every row).
BUITEN_TRAJECTEN = frozenset({Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER})
_SLOT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


#: At an organisation that has no part in anything, or with a role that does not hold today.
NERGENS = ("vroeger", "straks", "rol_voorbij", "rol_straks")


@dataclass(frozen=True)
class Rij:
    """One row of the table, joined with its route."""

    naam: str
    route: str
    soort: str
    vorm: str
    vreemde: str = ""
    mag: frozenset[Rol] = frozenset()
    anderen: int = 403
    kent_niet: frozenset[Rol] = frozenset()
    niet_hier: frozenset[Rol] = frozenset()
    ander_beslist: frozenset[Rol] = frozenset()
    buiten: int | None = None
    buiten_rol: Mapping[str, int] = field(default_factory=dict)
    niet_mee: frozenset[Rol] | None = None
    alleen_eigen: frozenset[Rol] = frozenset()
    stand: str = "alles"
    slots: Mapping[str, str] = field(default_factory=dict)
    vraag: Mapping[str, str] = field(default_factory=dict)
    oefen: bool = False
    leeg: int = 422
    geldig: Mapping[str, Any] | None = None
    geldig_stand: str = ""

    @property
    def is_formulier(self) -> bool:
        return self.vorm in {"formulier", "knop"}

    @property
    def slotnamen(self) -> list[str]:
        return [a or b for a, b in _SLOT.findall(self.route)]

    def url(self, rijen: Mapping[str, Any], **anders: Any) -> str:
        """The address with the keys of one stand; `anders` puts another key in a slot."""
        route = self.route.replace("^", "").replace("$", "").replace("\\", "")
        waarden = {slot: rijen[self.slots.get(slot, slot)] for slot in self.slotnamen} | anders
        vraag = urlencode({naam: rijen[soort] for naam, soort in self.vraag.items()})
        return "/" + _SLOT.sub(lambda m: str(waarden[m[1] or m[2]]), route) + (f"?{vraag}" if vraag else "")

    def verwacht(self, methode: str, rol: Rol, afstand: str = "eigen") -> int:
        """The status of this method for somebody in this role at this distance."""
        geweigerd = self._geweigerd(rol, afstand)
        return geweigerd or vorm(self.vorm)[methode]

    def _geweigerd(self, rol: Rol, afstand: str) -> int | None:
        if self.soort in {"open", "account"}:
            return None
        if self.soort == "beheer":
            return None if rol in self.mag else 302
        if self.soort == "traject" and (afstand != "eigen" or rol in BUITEN_TRAJECTEN):
            return 404
        if afstand != "eigen" and self.buiten is not None:
            return self.buiten_rol.get(rol, self.buiten)
        if rol in self.kent_niet:
            return 404
        if self.niet_mee is not None and (afstand in NERGENS or (afstand == "anders" and rol in self.niet_mee)):
            return 404
        if afstand != "eigen" and rol in self.alleen_eigen:
            return self.anderen
        return None if rol in self.mag | self.ander_beslist else self.anderen

    def verwacht_vreemde(self, methode: str) -> int:
        """Who is not logged in, or whose account has ended."""
        return vorm(self.vreemde)[methode] if self.soort == "open" else 302


def vorm(naam: str) -> dict[str, int]:
    return dict(zip(METHODEN, _DOCUMENT["vormen"][naam], strict=True))


def vormen() -> list[str]:
    return list(_DOCUMENT["vormen"])


_ROLKOPPEN = ("mag", "kent_niet", "niet_hier", "ander_beslist", "niet_mee", "alleen_eigen")


def _rollen(namen: list[str]) -> frozenset[Rol]:
    kringen = _DOCUMENT["kringen"]
    return frozenset(Rol(rol) for naam in namen for rol in kringen.get(naam, [naam]))


def bestaande(resolver: Any = None, voor: str = "", ruimte: str = "") -> Iterator[tuple[str, str, Any]]:
    """(name, route, pattern) of every address; one without a name is called by its route."""
    for patroon in (resolver or get_resolver()).url_patterns:
        route = voor + str(patroon.pattern)
        if isinstance(patroon, URLResolver):
            binnen = f"{ruimte}{patroon.namespace}:" if patroon.namespace else ruimte
            yield from bestaande(patroon, route, binnen)
        else:
            yield (f"{ruimte}{patroon.name}" if patroon.name else route), route, patroon


def geschreven_namen() -> set[str]:
    return {sleutel.split("@")[0] for sleutel in _DOCUMENT["adressen"]}


def tabel() -> dict[str, Rij]:
    """Every row of which the address exists."""
    routes = {naam: route for naam, route, _ in bestaande()}
    gevonden = {}
    for sleutel, velden in _DOCUMENT["adressen"].items():
        naam = sleutel.split("@")[0]
        if naam in routes:
            rollen = {kop: _rollen(velden[kop]) for kop in _ROLKOPPEN if kop in velden}
            gevonden[sleutel] = Rij(naam=sleutel, route=routes[naam], **(velden | rollen))
    return gevonden
