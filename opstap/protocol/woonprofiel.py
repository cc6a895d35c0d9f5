"""Which home and which place somebody looks for: answers and factors as codes, never why (Z-20.7, C-4 to C-16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt

_WEET_NIET = ("weet_niet", "weet nog niet")


class Perspectief(Keuze):
    OP_ORDE = "op_orde", "eerst de zaken op orde krijgen"
    LANG = "lang", "een plek om lang te blijven"
    WEET_NIET = _WEET_NIET


class Samen(Keuze):
    ALLEEN = "alleen", "alleen, met alles voor zichzelf"
    RUIMTE_DELEN = "ruimte_delen", "met een ruimte die bewoners delen"
    WEET_NIET = _WEET_NIET


class Lotgenoten(Keuze):
    DICHTBIJ = "dichtbij", "liefst dichtbij"
    NIET = "niet", "liever niet"
    WEET_NIET = _WEET_NIET


class Nabijheid(Keuze):
    DICHTBIJ = "dichtbij", "ja, liefst dichtbij"
    HOEFT_NIET = "hoeft_niet", "nee, dat hoeft niet"
    WEET_NIET = _WEET_NIET


class Hulpplek(Keuze):
    OVERAL = "overal", "de hulp kan overal komen"
    BIJ_ELKAAR = "bij_elkaar", "liefst met andere woningen bij elkaar"
    WEET_NIET = _WEET_NIET


class Richting(Keuze):
    TIJDELIJK = "tijdelijk", "eerst voor een tijd"
    VOOR_LANG = "voor_lang", "een woning voor lang"
    AAN_HUIS = "aan_huis", "hulp aan huis"
    BIJ_ELKAAR = "bij_elkaar", "rond een steunpunt"


class Woonfactor(Keuze):
    """What the home or its place must have. A factor that would tell what somebody has, does not belong here."""

    BEGANE_GROND = "begane_grond", "begane grond"
    LIFT = "lift", "lift, als de woning boven ligt"
    ZONDER_DREMPELS = "zonder_drempels", "zonder trap of drempels in huis"
    STIL_HUIS = "stil_huis", "weinig geluid van buren"
    HUISDIER = "huisdier", "huisdier mag"
    RUSTIGE_BUURT = "rustige_buurt", "rustige buurt"
    OPENBAAR_VERVOER = "openbaar_vervoer", "dicht bij bus of trein"
    BIJ_MENSEN = "bij_mensen", "dicht bij familie of vrienden"
    GEEN_OVERLAST = "geen_overlast", "geen gebouw waar nu overlast is"
    ANDERE_OMGEVING = "andere_omgeving", "niet overal: de begeleider bespreekt waar niet"


#: Of the home itself; the others are about where it stands (C-11).
VAN_DE_WONING = (
    Woonfactor.BEGANE_GROND,
    Woonfactor.LIFT,
    Woonfactor.ZONDER_DREMPELS,
    Woonfactor.STIL_HUIS,
    Woonfactor.HUISDIER,
)
VAN_DE_BUURT = tuple(factor for factor in Woonfactor if factor not in VAN_DE_WONING)


@dataclass(frozen=True, slots=True)
class Woonwensen:
    """Three answers of the person, two of the zorgorganisatie; None = not answered, which is not "weet nog niet"."""

    perspectief: Perspectief | None = None
    samen: Samen | None = None
    lotgenoten: Lotgenoten | None = None
    nabijheid: Nabijheid | None = None
    hulpplek: Hulpplek | None = None

    @property
    def is_leeg(self) -> bool:
        return not any(getattr(self, veld.name) for veld in fields(self))


@regelt("C-12", "C-13", "C-16")
def richtingen(*, wensen: Woonwensen) -> tuple[Richting, ...]:
    """Follow from the answers, so that nobody is asked twice; what is not known yet gives no direction."""
    per_antwoord: tuple[tuple[Keuze | None, dict[Keuze, Richting]], ...] = (
        (wensen.perspectief, {Perspectief.OP_ORDE: Richting.TIJDELIJK, Perspectief.LANG: Richting.VOOR_LANG}),
        (wensen.hulpplek, {Hulpplek.OVERAL: Richting.AAN_HUIS, Hulpplek.BIJ_ELKAAR: Richting.BIJ_ELKAAR}),
    )
    return tuple(kaart[antwoord] for antwoord, kaart in per_antwoord if antwoord in kaart)


@regelt("Z-20.7", "A-26")
def factor_wijziging(
    *, nu: Collection[Woonfactor], gekozen: Collection[Woonfactor]
) -> tuple[frozenset[Woonfactor], frozenset[Woonfactor]]:
    """(what begins, what ends): what stays keeps the day on which it was registered (I-13)."""
    return frozenset(gekozen) - frozenset(nu), frozenset(nu) - frozenset(gekozen)
