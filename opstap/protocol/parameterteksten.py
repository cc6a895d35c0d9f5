"""Every parameter of a regeling in words; what the regeling does not say is said so, never filled in."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import hoeveel
from opstap.protocol.parameters import ZO_SNEL_MOGELIJK, Parameters
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.protocol.tijdlijn import NIET_VASTGELEGD

LABELS = {
    "beslisser_toelating": "Wie besluit over de toelating",
    "beslisser_omzetting": "Wie besluit over het vaste contract",
    "evaluator": "Wie evalueert",
    "loket": "Wie aanmeldingen ontvangt",
    "regisseur_herhuisvesting": "Wie een andere woonplek regelt",
    "doorzettingsmacht": "Wie doorzet als de partijen er samen niet uitkomen",
    "klachtroute_toelating": "Klacht over de toelating gaat naar",
    "klachtroute_toewijzing": "Klacht over de toewijzing van een woning gaat naar",
    "klachtroute_huur": "Klacht over de huur of het vaste contract gaat naar",
    "aanmeldtermijn_maanden": "Aanmelden, voor het vertrek",
    "checklist_maanden_voor_uitstroom": "Checklist compleet, voor het vertrek",
    "woning_dagen_voor_uitstroom": "Woning klaar, voor het vertrek",
    "eigen_bijdrage_maanden_voor_uitstroom": "Lagere eigen bijdrage bij de Wlz, voor het vertrek",
    "wlz_indicatie_omzetten": "Betaalt de Wlz het verblijf, dan wordt de indicatie omgezet",
    "toelating_is_urgentiebesluit": "De toelating is een urgentiebesluit van de gemeente",
    "besluittermijn_dagen": "Besluit over de toelating, na een complete aanmelding",
    "aanbodtermijn_dagen": "Een woning aanbieden, na het besluit",
    "bemiddeling_max_maanden": "Een woning vinden, hoogstens, na de vraag aan de corporatie",
    "leefgebieden": "Leefgebieden op de checklist",
    "criteria": "Criteria voor de toelating",
    "behandelaar_endorsement": "Een behandelaar moet het ermee eens zijn",
    "voordracht_procesregie": "De procesregisseur draagt voor wie uit detentie komt",
    "gesprek_voor_besluit": "Eerst een gesprek met de kandidaat",
    "vier_ogen_toelating": "Een tweede persoon bevestigt het besluit over de toelating",
    "binding_eis_maanden": "Binding met de gemeente",
    "binding_direct_voorafgaand": "Die binding is direct voor het verblijf",
    "ontruiming_maanden": "Een ontruiming telt mee",
    "ontruiming_alleen_bij_achterstand": "Alleen een ontruiming om huurschuld telt",
    "aflossing_min_procent": "Huurschuld die betaald moet zijn",
    "contingentvorm": "Wat is afgesproken over het aantal woningen",
    "contingent": "Woningen per jaar",
    "contingent_procent": "Deel van de woningen die vrijkomen",
    "verdeelsleutel": "Verdeling over de corporaties",
    "telt_mee": "Wat meetelt voor dat aantal",
    "housing_first_aantal": "Daarvan voor Housing First",
    "bijzondere_bemiddeling_aantal": "Daarvan voor bijzondere bemiddeling",
    "bijzondere_bemiddeling_apart": "Die worden apart gehouden",
    "uitruil_max": "Hoogste aantal bij uitruil",
    "signaaldrempel_aandeel_organisatie": "Signaal bij een groot aandeel van één organisatie",
    "zelf_zoeken_met_zorg": "Wie zelf zoekt, kiest de woning samen met de zorgorganisatie",
    "max_aanbiedingen": "Hoogste aantal aanbiedingen",
    "mismatch_telt_niet": "Een woning die niet paste, telt niet als weigering",
    "eengezinswoning_met_voorrang": "Eengezinswoning met voorrang",
    "contractvormen": "Soort contract",
    "hoofdhuurder": "Hoofdhuurder",
    "duur_max_maanden": "Tijdelijk contract, hoogstens",
    "duur_min_maanden": "Tijdelijk contract, minstens",
    "verlenging_toegestaan": "Het tijdelijke contract mag langer",
    "besluit_streef_maanden": "Besluit over het vaste contract, liefst na",
    "besluit_uiterlijk_maanden": "Besluit over het vaste contract, uiterlijk na",
    "vroege_omzetting": "Eerder een vast contract",
    "overleg_voor_omzetting": "Eerst overleg met huurder en zorg",
    "verplichte_voorwaarden": "Altijd in het contract",
    "begeleidingsuren_vastleggen": "Uren begeleiding staan in het contract",
    "begeleiding_min_maanden": "Begeleiding duurt minstens",
    "huur_en_zorg_gekoppeld": "De huur en de begeleiding zijn één geheel",
    "huurbetaler_derde_maanden": "Een ander betaalt de huur, hoogstens",
    "risicodeling": "Gemeente en corporatie delen het risico van niet betaalde huur",
    "risicodeling_gemeente_procent": "Deel daarvan voor de gemeente",
    "eerste_evaluatie_weken": "Eerste evaluatie, na de sleutel",
    "evaluatie_ritme_maanden": "Daarna een evaluatie om de",
    "evaluatie_ritmes": "Mogelijk ritme van de evaluaties",
    "evaluaties_eerste_jaar": "Evaluaties in het eerste jaar",
    "halfjaarlijks_met_corporatie_maanden": "Evaluatie met iedereen om de",
    "verplichte_deelnemers": "Wie dan erbij moeten zijn",
    "evaluatie_items": "Punten van de evaluatie",
    "evaluatie_verzetten_dagen": "Een evaluatie schuift op, hoogstens",
    "evaluatie_gemist_weken": "Een evaluatie telt als gemist, meer te laat dan",
    "no_show_grens": "Evaluaties die niet doorgingen, voor een signaal",
    "onvoldoende_grens": "Evaluaties na elkaar met een punt onvoldoende, voor een signaal",
    "achterstand_grens_maanden": "Huurachterstand voor een signaal",
    "protocolevaluatie_maanden": "De partners bespreken het protocol om de",
    "terugkeergarantie": "Wie het niet redt, kan zeker terug",
    "inspanningsplicht_herkomst": "De instelling doet haar best voor een plek",
    "redelijke_termijn_herhuisvesting_dagen": "Tijd voor een andere woonplek",
    "na_omzetting_toegang": "Toegang van zorg en gemeente na het vaste contract",
    "bewaartermijn_ingetrokken_maanden": "Gegevens blijven na een ingetrokken aanmelding",
    "bewaartermijn_afgewezen_maanden": "Gegevens blijven na de brief met een nee",
    "bewaartermijn_bemiddeling_maanden": "Gegevens blijven als er geen woning kwam",
    "bewaartermijn_vast_contract_maanden": "Gegevens blijven na een vast contract",
    "bewaartermijn_huur_gestopt_maanden": "Gegevens blijven als de huur stopte",
    "termijnen": "Herinneringen op andere dagen dan Opstap",
}
CRITERIA = {
    1: "gewone regels van de corporatie",
    2: "geen passende woning",
    3: "ingeschreven",
    4: "bereid om te verhuizen",
    5: "kan wonen met begeleiding",
    6: "akkoord met het formulier",
    7: "binding met de gemeente",
    8: "kan de huur betalen",
    9: "ver genoeg hersteld om zelfstandig te wonen",
}
_EENHEDEN = {"maanden": "maanden", "weken": "weken", "dagen": "dagen", "procent": "procent", "ritmes": "maanden"}


@regelt("Z-1.13")
def parameterregels(*, parameters: Parameters) -> list[tuple[str, str]]:
    """(what, value) of every parameter, in the order of the document."""
    return [(LABELS[veld.name], _tekst(veld.name, getattr(parameters, veld.name))) for veld in fields(parameters)]


@regelt("Z-1.13")
def parameterverschillen(*, oud: Parameters, nieuw: Parameters) -> list[tuple[str, str, str]]:
    """(what, was, becomes) of every parameter that differs."""
    paren = [(veld.name, getattr(oud, veld.name), getattr(nieuw, veld.name)) for veld in fields(nieuw)]
    return [(LABELS[naam], _tekst(naam, was), _tekst(naam, wordt)) for naam, was, wordt in paren if was != wordt]


def eenheid(naam: str) -> str:
    """The unit that stands in the name of a parameter; empty when it has none."""
    return next((woord for deel in naam.split("_") if (woord := _EENHEDEN.get(deel))), "")


def _tekst(naam: str, waarde: Any) -> str:
    if waarde is None:
        return NIET_VASTGELEGD
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, tuple):
        return _lijst(naam, waarde)
    if isinstance(waarde, Keuze):
        return waarde.label
    if waarde == ZO_SNEL_MOGELIJK:
        return "zo snel mogelijk"
    if naam == "criteria":
        return CRITERIA[waarde]
    return hoeveel(waarde, eenheid(naam))


def _lijst(naam: str, waarden: tuple[Any, ...]) -> str:
    """Pairs are a value per instroomroute."""
    if not waarden:
        return "geen"
    if naam == "termijnen":
        return "; ".join(TERMIJNSOORTEN[code].tekst for code, _ in waarden)
    if isinstance(waarden[0], tuple):
        return "; ".join(f"{route.label}: {_tekst(naam, waarde)}" for route, waarde in waarden)
    return ", ".join(_tekst(naam, waarde) for waarde in waarden)
