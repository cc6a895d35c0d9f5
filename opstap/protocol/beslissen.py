"""Who receives, decides, shares out and evaluates under this regeling; and when a besluit of a commissie counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Keuze, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Beslisser, Evaluator, Parameters


class Zaak(Keuze):
    """What differs per regeling in who does it; the label finishes "In deze regeling ..."."""

    TOELATING = "toelating", "over de toelating besluiten"
    VERDELING = "verdeling", "een corporatie om een woning vragen"
    OMZETTING = "omzetting", "over het vaste contract besluiten"
    EVALUATIE = "evaluatie", "de evaluatie vastleggen"


@dataclass(frozen=True, slots=True)
class Plaats:
    """The role that must act and the hoedanigheid of its organisation; `ook`: other roles that may do it as well."""

    rol: Rol
    hoedanigheid: Hoedanigheid
    ook: frozenset[Rol] = frozenset()

    @property
    def rollen(self) -> frozenset[Rol]:
        return self.ook | {self.rol}


_COMMISSIE = Plaats(Rol.COMMISSIELID, Hoedanigheid.COMMISSIE)
_COORDINATOR = Plaats(Rol.COORDINATOR, Hoedanigheid.COORDINATIE)
_VERHUURDER = Plaats(Rol.CONSULENT, Hoedanigheid.VERHUURDER, frozenset({Rol.TEAMLEIDER_CORPORATIE}))
_ZORG_EN_VERHUUR = frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG, Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE})

_LOKET: dict[Keuze, Plaats] = {Hoedanigheid.COORDINATIE: _COORDINATOR, Hoedanigheid.COMMISSIE: _COMMISSIE}
_TOELATING: dict[Keuze, Plaats] = {Beslisser.CORPORATIE: _COORDINATOR, Beslisser.COMMISSIE: _COMMISSIE}
_OMZETTING: dict[Keuze, Plaats] = {Beslisser.CORPORATIE: _VERHUURDER, Beslisser.COMMISSIE: _COMMISSIE}
_EVALUATIE: dict[Keuze, Plaats] = {
    Evaluator.ZORGAANBIEDER: Plaats(Rol.BEGELEIDER, Hoedanigheid.BEGELEIDING, _ZORG_EN_VERHUUR),
    Evaluator.CORPORATIE: Plaats(Rol.CONSULENT, Hoedanigheid.VERHUURDER, _ZORG_EN_VERHUUR),
    Evaluator.COMMISSIE: _COMMISSIE,
}
_WIE: Mapping[Zaak, tuple[str, Mapping[Keuze, Plaats]]] = {
    Zaak.TOELATING: ("beslisser_toelating", _TOELATING),
    Zaak.VERDELING: ("loket", _LOKET),
    Zaak.OMZETTING: ("beslisser_omzetting", _OMZETTING),
    Zaak.EVALUATIE: ("evaluator", _EVALUATIE),
}


@regelt("Z-2.2", "Z-2.9", "Z-2.13", "Z-12.2", "I-16", "I-28", "A-9", "A-13", "A-19", "A-29")
def wie(*, zaak: Zaak, parameters: Parameters) -> Plaats | None:
    """None when the regeling does not say, or names somebody who has no role in Opstap."""
    naam, plaatsen = _WIE[zaak]
    return plaatsen.get(getattr(parameters, naam))


def loket_van(*, parameters: Parameters) -> Plaats:
    """Who receives an aanmelding. Where the regeling does not say, the coordinating organisation: somebody must."""
    return wie(zaak=Zaak.VERDELING, parameters=parameters) or _COORDINATOR


@regelt("Z-2.9", "Z-12.2", "I-28", "A-11", "A-13", "A-19")
def beslisser_belemmeringen(
    *, zaak: Zaak, rol: str, is_lid: bool, staat_bij_zorg: bool, parameters: Parameters
) -> list[Belemmering]:
    """The permission table alone is not enough. `is_lid`: holds a seat today in the commissie of this regeling."""
    plaats = wie(zaak=zaak, parameters=parameters)
    if plaats is None:
        melding = f"Wie mag {zaak.label}, is niet vastgelegd in deze regeling; vraag de beheerder."
        return [Belemmering("Z-2.9", melding)]
    if rol not in plaats.rollen:
        wie_dan = _WIE_DAN[plaats.rol]
        melding = f"In deze regeling mag alleen {wie_dan} {zaak.label}; vraag {wie_dan}."
        return [Belemmering(_clausule(plaats, zaak), melding)]
    if plaats is _COMMISSIE and not is_lid:
        return [
            Belemmering("A-11", "U bent geen lid van de commissie van deze regeling; vraag een lid om dit te doen.")
        ]
    if plaats is _COMMISSIE and staat_bij_zorg:
        return [Belemmering("A-11", "U werkt ook bij de zorgorganisatie van dit traject; laat een ander lid dit doen.")]
    return []


_WIE_DAN = {
    Rol.COMMISSIELID: "de commissie",
    Rol.COORDINATOR: "de coördinator",
    Rol.CONSULENT: "de verhurende corporatie",
    Rol.BEGELEIDER: "de zorgorganisatie of de verhurende corporatie",
}


def _clausule(plaats: Plaats, zaak: Zaak) -> str:
    if plaats is _COMMISSIE:
        return {Zaak.VERDELING: "A-29", Zaak.TOELATING: "A-13"}.get(zaak, "A-19")
    return {Zaak.VERDELING: "Z-2.3", Zaak.TOELATING: "Z-2.9", Zaak.OMZETTING: "Z-12.2"}.get(zaak, "Z-2.13")


@dataclass(frozen=True, slots=True)
class Aanwezige:
    """One person who was ticked as present; `is_lid` on the day of the meeting."""

    is_lid: bool
    staat_bij_zorg: bool


def vergadert(*, zaak: Zaak, parameters: Parameters) -> bool:
    """Is this decided by a commissie, so in a meeting?"""
    return wie(zaak=zaak, parameters=parameters) is _COMMISSIE


@regelt("A-15")
def geeft_opdracht(*, parameters: Parameters) -> bool:
    """Does a ja of a commissie tell the zorgorganisatie to give the begeleiding that is needed?"""
    return vergadert(zaak=Zaak.TOELATING, parameters=parameters)


@regelt("A-11", "A-13", "A-30")
def vergadering_belemmeringen(
    *, vergadering_op: date | None, aanwezig: Collection[Aanwezige], vanaf: date | None, peildatum: date
) -> list[Belemmering]:
    """May this meeting carry a besluit? `vanaf`: the first day on which there was something to decide."""
    bezwaren = []
    if vergadering_op is None:
        melding = "Vul in op welke dag de commissie vergaderde."
        bezwaren.append(Belemmering("A-13", melding, "vergadering_op"))
    elif vergadering_op > peildatum:
        melding = "De vergadering moet nog komen; leg het besluit daarna vast."
        bezwaren.append(Belemmering("A-13", melding, "vergadering_op"))
    elif vanaf is not None and vergadering_op < vanaf:
        melding = f"De commissie kon hier pas over praten vanaf {datum_voluit(vanaf)}; kies die dag of later."
        bezwaren.append(Belemmering("A-13", melding, "vergadering_op"))
    if not aanwezig:
        melding = "Vink aan wie er bij de vergadering waren; zonder leden is er geen besluit."
        bezwaren.append(Belemmering("A-13", melding, "aanwezig"))
    if any(not a.is_lid for a in aanwezig):
        melding = "Iemand die u aanvinkte, was op die dag geen lid van de commissie; haal dat vinkje weg."
        bezwaren.append(Belemmering("A-11", melding, "aanwezig"))
    if any(a.staat_bij_zorg for a in aanwezig):
        melding = "Wie bij de zorgorganisatie van de kandidaat werkt, besluit niet mee; haal dat vinkje weg."
        bezwaren.append(Belemmering("A-11", melding, "aanwezig"))
    return bezwaren


@regelt("A-11")
def zetel_belemmeringen(*, is_zorgorganisatie: bool, als_commissie: bool) -> list[Belemmering]:
    """May somebody sit in the commissie for this organisation?"""
    if not als_commissie:
        melding = "Kies een deelname als opstapcommissie; alleen daar horen leden bij."
        return [Belemmering("A-11", melding, "deelname")]
    if is_zorgorganisatie:
        melding = "In de commissie zitten corporaties en de gemeente; kies een van die organisaties."
        return [Belemmering("A-11", melding, "vertegenwoordigt")]
    return []
