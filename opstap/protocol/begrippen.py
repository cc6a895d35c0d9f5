"""The words every layer shares: closed lists with a code (stored) and a label (shown)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self


class Keuze(StrEnum):
    """A closed list: `VOORBEELD = "code", "label on screen"`. Members are plain strings."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        lid = str.__new__(cls, code)
        lid._value_ = code
        lid.label = label or code.replace("_", " ")
        return lid

    @classmethod
    def keuzes(cls) -> list[tuple[str, str]]:
        """(code, label) pairs. A model field takes the function itself: a new member then needs no migration."""
        return [(lid.value, lid.label) for lid in cls]

    @classmethod
    def codes(cls) -> list[str]:
        """The plain codes, for constraints."""
        return [lid.value for lid in cls]


class Rol(Keuze):
    BEGELEIDER = "begeleider", "begeleider"
    TEAMLEIDER_ZORG = "teamleider_zorg", "teamleider zorg"
    CONSULENT = "consulent", "consulent"
    TEAMLEIDER_CORPORATIE = "teamleider_corporatie", "teamleider corporatie"
    COORDINATOR = "coordinator", "coördinator"
    WMO_CONSULENT = "wmo_consulent", "Wmo-consulent"
    PROCESREGISSEUR = "procesregisseur", "procesregisseur"
    BELEIDSMEDEWERKER = "beleidsmedewerker", "beleidsmedewerker"
    COMMISSIELID = "commissielid", "commissielid"
    BEHEERDER = "beheerder", "beheerder"

    @property
    def met_lidwoord(self) -> str:
        """As it stands in a sentence."""
        return f"{'het' if self is Rol.COMMISSIELID else 'de'} {self.label}"


class Hoedanigheid(Keuze):
    """What an organisation is in one traject (Betrokkenheid) or in a regeling (Deelname)."""

    HERKOMST = "herkomst", "instelling van herkomst"
    BEGELEIDING = "begeleiding", "begeleidende organisatie"
    COORDINATIE = "coordinatie", "coördinerende corporatie"
    VERHUURDER = "verhuurder", "verhurende corporatie"
    WMO = "wmo", "gemeente (Wmo)"
    PROCESREGIE = "procesregie", "procesregie"
    ACCORDERING = "accordering", "uitvoerder van ondersteuning"
    COMMISSIE = "commissie", "opstapcommissie"
    ADVIES = "advies", "adviseur bij de toelating"


#: What the organisation is in a traject for which somebody in this role works there.
WERKT_ALS: Mapping[Rol, Hoedanigheid] = MappingProxyType(
    {
        Rol.BEGELEIDER: Hoedanigheid.BEGELEIDING,
        Rol.CONSULENT: Hoedanigheid.VERHUURDER,
        Rol.WMO_CONSULENT: Hoedanigheid.WMO,
        Rol.PROCESREGISSEUR: Hoedanigheid.PROCESREGIE,
        Rol.COMMISSIELID: Hoedanigheid.COMMISSIE,
    }
)


class Instroomroute(Keuze):
    BESCHERMD_WONEN = "beschermd_wonen", "beschermd wonen"
    OPVANG = "opvang", "maatschappelijke opvang"
    DETENTIE = "detentie", "detentie"
    WLZ = "wlz", "Wlz-verblijf"


class Route(Keuze):
    """How a home is found (Z-5.1, Z-9.3, Z-9.4)."""

    DIRECTE_BEMIDDELING = "directe_bemiddeling", "directe bemiddeling"
    ZELF_REAGEREN = "zelf_reageren", "zelf reageren"


class Leefgebied(Keuze):
    """The 11 leefgebieden (Z-1.9)."""

    FINANCIEN = "financien", "Geld en schulden"
    DAGBESTEDING = "dagbesteding", "Werk en dagbesteding"
    HUISVESTING = "huisvesting", "Wonen"
    HUISELIJKE_RELATIES = "huiselijke_relaties", "Relaties thuis"
    GEESTELIJKE_GEZONDHEID = "geestelijke_gezondheid", "Geestelijke gezondheid"
    LICHAMELIJKE_GEZONDHEID = "lichamelijke_gezondheid", "Lichamelijke gezondheid"
    VERSLAVING = "verslaving", "Verslaving"
    ADL = "adl", "Dagelijkse verzorging en huishouden"
    SOCIAAL_NETWERK = "sociaal_netwerk", "Familie, vrienden en buren"
    MAATSCHAPPELIJKE_PARTICIPATIE = "maatschappelijke_participatie", "Meedoen in de buurt"
    JUSTITIE = "justitie", "Politie en justitie"


#: Rows the corporatie never sees, not even as a number (Z-20.8, I-9).
GEVOELIGE_LEEFGEBIEDEN = frozenset(
    {
        Leefgebied.HUISELIJKE_RELATIES,
        Leefgebied.GEESTELIJKE_GEZONDHEID,
        Leefgebied.LICHAMELIJKE_GEZONDHEID,
        Leefgebied.VERSLAVING,
        Leefgebied.ADL,
        Leefgebied.JUSTITIE,
    }
)
#: Rows the corporatie reads no state of. Of money she reads whether the rent can be paid, and who the bewindvoerder is.
NIET_ALS_RIJ = GEVOELIGE_LEEFGEBIEDEN | {Leefgebied.FINANCIEN}


class Fase(Keuze):
    """Where a traject stands; derived by `fasen.fase`, never set by hand."""

    VOORBEREIDING = "voorbereiding", "voorbereiding"
    AANMELDING = "aanmelding", "aanmelding"
    BEOORDELING = "beoordeling", "beoordeling"
    BEMIDDELING = "bemiddeling", "zoeken naar een woning"
    CONTRACT = "contract", "contract maken"
    WONEN = "wonen", "wonen met begeleiding"
    BESLUIT = "besluit", "besluit over het vaste contract"
    HERHUISVESTING = "herhuisvesting", "andere woonplek zoeken"
    AFGESLOTEN = "afgesloten", "afgesloten"


class Looptijd(Keuze):
    BEPAALD = "bepaald", "tijdelijk"
    ONBEPAALD = "onbepaald", "onbepaalde tijd"


class Aard(Keuze):
    """How hard a date is (law 12): a wish, or a date with an effect in law or agreement."""

    STREEF = "streef", "streefdatum"
    UITERST = "uiterst", "uiterste datum"
