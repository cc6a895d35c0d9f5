"""What each kind of contract is: in whose name, for how long, who signs, and how the bewoner gets his own (P-22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from opstap.protocol.begrippen import Keuze, Looptijd


class Contractvorm(Keuze):
    TIJDELIJK_DRIEPARTIJEN = "tijdelijk_driepartijen", "tijdelijk huurcontract met opstapcontract"
    TIJDELIJK_MET_BEGELEIDING = "tijdelijk_met_begeleiding", "tijdelijk huurcontract met begeleiding"
    DRIEPARTIJEN_ONBEPAALD = "driepartijen_onbepaald", "vast huurcontract met opstapcontract"
    OMKLAP = "omklap", "omklapcontract"
    VERDIEN = "verdien", "verdiencontract"
    HUUR_OP_PROEF = "huur_op_proef", "huur op proef"
    OP_NAAM_HUURDER = "op_naam_huurder", "contract op naam van de huurder"
    PROEFWONEN = "proefwonen", "proefwonen"
    HOUSING_FIRST = "housing_first", "Housing First"


class Hoofdhuurder(Keuze):
    BEWONER = "bewoner", "de bewoner"
    ZORGINSTELLING = "zorginstelling", "de zorgorganisatie"


class Overgang(Keuze):
    """How the bewoner comes to a contract of his own for onbepaalde tijd."""

    BESLUIT = "besluit", "op naam van de bewoner, tijdelijk; voor het einde komt er een besluit over een vast contract"
    OMKLAP = "omklap", "eerst op naam van de zorgorganisatie; daarna krijgt de bewoner het, voor onbepaalde tijd"
    AANVANG = "aanvang", "op naam van de bewoner, meteen voor onbepaalde tijd"


class Vormreden(Keuze):
    """Why another kind of contract than the regeling is used to (Z-11.1). A code: what lies behind it is not asked."""

    GRONDSLAG = "grondslag", "er is geen wettelijke reden voor een tijdelijk contract"
    KANDIDAAT = "kandidaat", "dit past beter bij deze kandidaat"
    AFSPRAAK = "afspraak", "de partners spraken dit af voor deze woning"


class Huurbetaler(Keuze):
    HUURDER = "huurder", "de huurder"
    GEMEENTE = "gemeente", "de gemeente"
    ZORGINSTELLING = "zorginstelling", "de zorgorganisatie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorm:
    """`met_grondslag`: temporary in the sense of the law: it needs a ground, has an end, and asks for an aanzegging
    (domain-and-law 1.1, 1.2). `is_gekoppeld`: huur and begeleiding are one whole, and the zorgorganisatie signs."""

    looptijd: Looptijd
    hoofdhuurder: Hoofdhuurder
    overgang: Overgang
    met_grondslag: bool = False
    is_gekoppeld: bool = True

    @property
    def via_zorg(self) -> bool:
        """The zorgorganisatie is huurder, the bewoner onderhuurder."""
        return self.hoofdhuurder is Hoofdhuurder.ZORGINSTELLING


_TIJDELIJK = Vorm(
    looptijd=Looptijd.BEPAALD,
    hoofdhuurder=Hoofdhuurder.BEWONER,
    overgang=Overgang.BESLUIT,
    met_grondslag=True,
)
_VIA_ZORG = Vorm(looptijd=Looptijd.BEPAALD, hoofdhuurder=Hoofdhuurder.ZORGINSTELLING, overgang=Overgang.OMKLAP)
_VAST = Vorm(looptijd=Looptijd.ONBEPAALD, hoofdhuurder=Hoofdhuurder.BEWONER, overgang=Overgang.AANVANG)
_VAST_LOS = Vorm(
    looptijd=Looptijd.ONBEPAALD, hoofdhuurder=Hoofdhuurder.BEWONER, overgang=Overgang.AANVANG, is_gekoppeld=False
)

VORMEN: Mapping[Contractvorm, Vorm] = MappingProxyType(
    {
        Contractvorm.TIJDELIJK_DRIEPARTIJEN: _TIJDELIJK,
        Contractvorm.TIJDELIJK_MET_BEGELEIDING: _TIJDELIJK,
        Contractvorm.DRIEPARTIJEN_ONBEPAALD: _VAST,
        Contractvorm.OMKLAP: _VIA_ZORG,
        Contractvorm.VERDIEN: _VIA_ZORG,
        Contractvorm.HUUR_OP_PROEF: _VIA_ZORG,
        Contractvorm.PROEFWONEN: _VIA_ZORG,
        Contractvorm.OP_NAAM_HUURDER: _VAST_LOS,
        Contractvorm.HOUSING_FIRST: _VAST_LOS,
    }
)

#: What can be chosen beside the kinds of the regeling, with a reason: the ways that need no ground in law (I-22).
ANDERE_VORMEN = (Contractvorm.DRIEPARTIJEN_ONBEPAALD, Contractvorm.OMKLAP)
