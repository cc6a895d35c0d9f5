"""The people of the world of the rights: per role one at every distance from a traject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from opstap.partners.models import Gebruiker, Roltoekenning
from opstap.protocol.begrippen import Rol
from tests.toegang.vragen import Vrager

if TYPE_CHECKING:
    from tests.toegang.wereld import Wereld

VANDAAG = date(2026, 3, 2)
#: How far somebody stands from a traject; only `eigen` gives any right there.
AFSTANDEN = ("anders", "overkant", "vroeger", "straks", "vreemd", "rol_voorbij", "rol_straks")

_EIGEN = {
    Rol.BEGELEIDER: "linde", Rol.TEAMLEIDER_ZORG: "linde", Rol.CONSULENT: "beek", Rol.TEAMLEIDER_CORPORATIE: "beek",
    Rol.COORDINATOR: "brug", Rol.WMO_CONSULENT: "gemeente", Rol.PROCESREGISSEUR: "gemeente",
    Rol.BELEIDSMEDEWERKER: "gemeente", Rol.COMMISSIELID: "commissie", Rol.BEHEERDER: "gemeente",
}  # fmt: skip
#: Involved, but as something that gives this role nothing.
_ANDERS = {
    Rol.BEGELEIDER: "kanarie", Rol.TEAMLEIDER_ZORG: "kanarie", Rol.CONSULENT: "brug", Rol.TEAMLEIDER_CORPORATIE: "brug",
    Rol.COORDINATOR: "beek", Rol.WMO_CONSULENT: "stad", Rol.PROCESREGISSEUR: "buurt",
    Rol.BELEIDSMEDEWERKER: "linde", Rol.COMMISSIELID: "kanarie", Rol.BEHEERDER: "beek",
}  # fmt: skip
#: Involved on the other side of the table.
_OVERKANT = {
    rol: "brug" if waar in ("linde", "gemeente", "commissie") else "linde" for rol, waar in _EIGEN.items()
}  # fmt: skip


@dataclass(frozen=True)
class Iemand:
    """A test person with the roles of one distance; `sleutel` names it in a failure."""

    sleutel: str
    gebruiker: Gebruiker
    vrager: Vrager


def mensen_maken(w: Wereld) -> None:
    """Per role one person at every distance, and `buiten`: all distances but `eigen` in one person.

    Rights add up over roles, so what `buiten` may not, nobody at one of those distances may.
    """
    dag = timedelta(days=1)
    for rol in Rol:
        eigen = _EIGEN[rol]
        waar = {
            "eigen": (eigen, {}),
            "anders": (_ANDERS[rol], {}),
            "overkant": (_OVERKANT[rol], {}),
            "vroeger": ("oud", {}),
            "straks": ("later", {}),
            "vreemd": ("vreemd", {}),
            "rol_voorbij": (eigen, {"tot": VANDAAG}),
            "rol_straks": (eigen, {"vanaf": VANDAAG + dag}),
        }
        for afstand, (code, periode) in waar.items():
            _iemand(w, rol, afstand, [(code, periode)])
        _iemand(w, rol, "buiten", [waar[afstand] for afstand in AFSTANDEN])
        gestopt = _iemand(w, rol, "gestopt", [(eigen, {})]).gebruiker
        gestopt.beeindigd_op = VANDAAG
        gestopt.save()


def _iemand(w: Wereld, rol: Rol, afstand: str, rollen: list[tuple[str, dict[str, Any]]]) -> Iemand:
    mens = Gebruiker.objects.create(email=f"{rol}.{afstand}@toets.invalid", naam=f"Toets {rol} {afstand}")
    for code, periode in rollen:
        Roltoekenning.objects.create(
            gebruiker=mens,
            organisatie=w.regio.organisaties[code],
            rol=rol,
            **({"vanaf": VANDAAG - timedelta(days=1)} | periode),
        )
    w.mensen[rol, afstand] = iemand = Iemand(f"{rol}:{afstand}", mens, Vrager(mens))
    return iemand
