from __future__ import annotations

from collections.abc import Collection

from opstap.protocol.begrippen import Keuze, Rol
from opstap.protocol.evaluatiebegrippen import Inzet
from opstap.protocol.parameters import Parameters


class Evaluatiestatus(Keuze):
    GEPLAND = "gepland"
    UITGENODIGD = "uitgenodigd"
    GEHOUDEN = "gehouden"
    VASTGESTELD = "vastgesteld"
    NIET_DOORGEGAAN = "niet_doorgegaan", "verplaatst naar een nieuwe dag"
    VERVALLEN = "vervallen", "niet meer nodig"
    INGETROKKEN = "ingetrokken", "toch niet nodig"


class Verzetreden(Keuze):
    """Why a visit did not go on. Only `HUURDER_AFWEZIG` counts as not turning up (I-12)."""

    HUURDER_AFWEZIG = "huurder_afwezig", "de huurder was er niet"
    HUURDER_AFGEZEGD = "huurder_afgezegd", "de huurder zei af"
    BEGELEIDER_VERHINDERD = "begeleider_verhinderd", "de begeleider kon niet"
    CONSULENT_VERHINDERD = "consulent_verhinderd", "de consulent kon niet"
    COMMISSIE_VERHINDERD = "commissie_verhinderd", "de commissie kon niet"
    VOOR_BESLUIT = "voor_besluit", "dan telt het gesprek mee bij het besluit"


class Partij(Keuze):
    """Who sits at the table and who can promise something; the huurder is no user, so this is not a Rol."""

    HUURDER = "huurder", "de huurder"
    BEGELEIDER = "begeleider", "de begeleider"
    CONSULENT = "consulent", "de consulent"
    WMO_CONSULENT = "wmo_consulent", "de Wmo-consulent"
    PROCESREGISSEUR = "procesregisseur", "de procesregisseur"
    COMMISSIELID = "commissielid", "de opstapcommissie"
    HERKOMST = "herkomst", "wie eerder begeleidde"

    @classmethod
    def van_rol(cls, rol: str) -> Partij | None:
        """For whom somebody in this role speaks; None for who sits at no table."""
        return _NAMENS_PARTIJ.get(rol) or next((p for p in cls if p.value == rol), None)

    @property
    def rol(self) -> Rol | None:
        """None for the huurder, whom the begeleider helps to keep the promise (Z-13.6), and for a guest."""
        return None if self in {Partij.HUURDER, Partij.HERKOMST} else Rol(self.value)


_NAMENS_PARTIJ = {
    Rol.TEAMLEIDER_ZORG.value: Partij.BEGELEIDER,
    Rol.TEAMLEIDER_CORPORATIE.value: Partij.CONSULENT,
}


def mdopartijen(rollen: Collection[Rol]) -> list[Partij]:
    """Who can promise something at an MDO to which these roles are asked."""
    return [p for p in Partij if p is Partij.HUURDER or p.rol in rollen]


#: At the kitchen table.
AAN_TAFEL = (Partij.HUURDER, Partij.BEGELEIDER, Partij.CONSULENT)


def gasten(parameters: Parameters) -> tuple[Partij, ...]:
    """Who can be at an evaluatie beside the huurder: zorg and corporatie, and the commissie where she evaluates."""
    commissie = Rol.COMMISSIELID in (parameters.verplichte_deelnemers or ())
    return (*AAN_TAFEL[1:], *([Partij.COMMISSIELID] if commissie else []))


def verzetredenen(parameters: Parameters, *, vooraf: bool, voor_besluit: bool = False) -> tuple[Verzetreden, ...]:
    """Why a visit can fail: only who takes part can be kept from it. `vooraf`: nobody stayed away yet.

    `voor_besluit`: it is offered earlier, because it falls on a besluit day.
    """
    niet = {Verzetreden.HUURDER_AFWEZIG} if vooraf else set()
    if not voor_besluit:
        niet.add(Verzetreden.VOOR_BESLUIT)
    if len(gasten(parameters)) <= 2:
        niet.add(Verzetreden.COMMISSIE_VERHINDERD)
    return tuple(r for r in Verzetreden if r not in niet)


class Afspraakstatus(Keuze):
    OPEN = "open", "loopt"
    VERLOPEN = "verlopen", "niet op tijd nagekomen"
    NAGEKOMEN = "nagekomen"
    VERVALLEN = "vervallen", "geldt niet meer"


class Signaalstatus(Keuze):
    GEMELD = "gemeld", "gemeld, nog niet opgepakt"
    OPGEPAKT = "opgepakt"
    NAAR_MDO = "naar_mdo", "naar een MDO"
    AFGEHANDELD = "afgehandeld"


class Mdostatus(Keuze):
    GEMELD = "gemeld", "de huurder weet het nog niet"
    HUURDER_GEINFORMEERD = "huurder_geinformeerd", "de huurder weet het"
    GEPLAND = "gepland"
    GEHOUDEN = "gehouden"
    AFSPRAKEN_LOPEN = "afspraken_lopen", "de afspraken lopen"
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken", "niet meer nodig"


class Herhuisvestingstatus(Keuze):
    ZOEKT = "zoekt", "er wordt gezocht"
    GEVONDEN = "gevonden", "er is een andere woonplek"
    AFGEROND = "afgerond", "afgerond, de huur is gestopt"
    INGETROKKEN = "ingetrokken", "niet meer nodig, de huurder blijft wonen"


class Notitiesoort(Keuze):
    """The short texts of this room; each in a row of its own (law 8)."""

    BEWONER = "bewoner", "Wat zegt de bewoner zelf?"
    BEGELEIDER = "begeleider", "Wat ziet u?"
    INZET_HUURDER = "inzet_huurder", Inzet.HUURDER.label
    INZET_ZORG = "inzet_zorg", Inzet.ZORG.label
    INZET_CORPORATIE = "inzet_corporatie", Inzet.CORPORATIE.label
    INZET_GEMEENTE = "inzet_gemeente", Inzet.GEMEENTE.label
    GEEN_AFSPRAAK = "geen_afspraak", "Geen afspraak nodig, omdat"
    AFSPRAAK = "afspraak", "Wat is er afgesproken?"
    REDEN = "reden", "Waarom?"
    SIGNAAL = "signaal", "Toelichting"
    VOORBEREIDING = "voorbereiding", "Wat wilt u zeggen?"
    BETREKKEN = "betrekken", "Hoe doet de huurder mee?"
    REACTIE = "reactie", "Wat zegt de huurder hiervan?"

    @classmethod
    def van_inzet(cls, wie: Inzet) -> Notitiesoort:
        return cls(f"inzet_{wie}")
