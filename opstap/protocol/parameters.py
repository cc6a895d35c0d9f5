"""What differs between regelingen, typed. A value the source does not give is None: no term, no limit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Keuze, Leefgebied, Rol, Route
from opstap.protocol.contractvormen import VORMEN, Hoofdhuurder
from opstap.protocol.contractvormen import Contractvorm as Contractvorm
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.protocol.parameterlezers import (
    Lezer,
    ParameterFout,
    geheel_getal,
    ja_of_nee,
    keuze,
    lijst,
    parameter,
    per_instroomroute,
)
from opstap.protocol.termijnladder import Bijstellingen, lees_termijnen

__all__ = ["Parameters", "ParameterFout", "als_document", "parameters_uit_document", "parameters_uit_toml"]

#: Instead of a number of months: "as soon as possible" (Z-9.7), so there is no last day.
ZO_SNEL_MOGELIJK = "zsm"
#: The criteria of `toetsing.py`: 1 to 8 are those of Z-8, 9 is A-3.
LAATSTE_CRITERIUM = 9
#: The longest the gemeente may take over an aanvraag where no other law says so (Awb 4:13).
AWB_DAGEN = 56


class Beslisser(Keuze):
    CORPORATIE = "corporatie", "de corporatie"
    COMMISSIE = "commissie", "de opstapcommissie"
    ZORGINSTELLING = "zorginstelling", "de zorgorganisatie"
    CENTRALE_TOEGANG = "centrale_toegang", "de centrale toegang"
    INTERMEDIAIR = "intermediair", "de intermediair"
    WIJKTEAM = "wijkteam", "het wijkteam"


class Evaluator(Keuze):
    """Who takes the initiative for an evaluatie (Z-2.13, I-16)."""

    ZORGAANBIEDER = "zorgaanbieder", "de zorgaanbieder"
    CORPORATIE = "corporatie", "de corporatie"
    COMMISSIE = "commissie", "de opstapcommissie"
    INTERMEDIAIR = "intermediair", "de intermediair"


class VroegeOmzetting(Keuze):
    """May the besluit come before its streefdatum (I-27)?"""

    NEE = "nee", "nee"
    MET_REDEN = "met_reden", "ja, met een reden"
    JA = "ja", "ja"


class Contingentvorm(Keuze):
    """What was agreed about how many homes a year (P-7, P-20, P-31)."""

    AANTAL = "aantal", "een aantal woningen per jaar"
    PROCENT = "procent", "een deel van de woningen die vrijkomen"
    GEEN = "geen", "er is geen aantal afgesproken"


class Verdeelsleutel(Keuze):
    WONINGBEZIT = "woningbezit", "wie meer woningen heeft, geeft er meer"
    HANDMATIG = "handmatig", "volgens afspraak"
    GEBIED = "gebied", "per gebied"


class ToegangNaOmzetting(Keuze):
    STOP = "stop", "de toegang stopt"
    WAAKVLAM = "waakvlam", "waakvlam"


class Klachtroute(Keuze):
    """Where a complaint goes (Z-15); the label stands in a letter of who has no address of her own for it."""

    GESCHILLENCOMMISSIE = "geschillencommissie", "de geschillencommissie van de woningcorporaties"
    GEMEENTE = "gemeente", "de klachtencommissie van de gemeente"
    ZORG = "zorg", "de klachtenfunctionaris van de zorgorganisatie"


class Voorwaarde(Keuze):
    BEGELEIDING = "begeleiding", "de afgesproken begeleiding accepteren"
    BEWINDVOERING = "bewindvoering", "bewindvoering accepteren"
    BUDGETBEHEER = "budgetbeheer", "budgetbeheer accepteren"
    DAGBESTEDING = "dagbesteding", "meedoen aan dagbesteding"


def _aanmeldtermijn(sleutel: str, waarde: object) -> int | str:
    return ZO_SNEL_MOGELIJK if waarde == ZO_SNEL_MOGELIJK else geheel_getal(0, 60)(sleutel, waarde)


_MAANDEN = geheel_getal(0, 600)
_DAGEN = geheel_getal(0, 3650)
_AANTAL = geheel_getal(0, 100_000)
_PROCENT = geheel_getal(0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One regeling. Every field is None until the document states it; units stand in the name."""

    # wie
    beslisser_toelating: Beslisser | None = parameter(keuze(Beslisser))
    beslisser_omzetting: Beslisser | None = parameter(keuze(Beslisser))
    evaluator: Evaluator | None = parameter(keuze(Evaluator))
    loket: Hoedanigheid | None = parameter(keuze(Hoedanigheid))
    regisseur_herhuisvesting: tuple[tuple[Instroomroute, Hoedanigheid], ...] | None = parameter(
        per_instroomroute(keuze(Hoedanigheid))
    )
    doorzettingsmacht: Rol | None = parameter(keuze(Rol))
    klachtroute_toelating: Klachtroute | None = parameter(keuze(Klachtroute))
    klachtroute_toewijzing: Klachtroute | None = parameter(keuze(Klachtroute))
    klachtroute_huur: Klachtroute | None = parameter(keuze(Klachtroute))
    # aanmelden en toetsen
    aanmeldtermijn_maanden: tuple[tuple[Instroomroute, int | str], ...] | None = parameter(
        per_instroomroute(_aanmeldtermijn)
    )
    checklist_maanden_voor_uitstroom: int | None = parameter(_MAANDEN)
    woning_dagen_voor_uitstroom: int | None = parameter(_DAGEN)
    eigen_bijdrage_maanden_voor_uitstroom: int | None = parameter(_MAANDEN)
    wlz_indicatie_omzetten: bool | None = parameter(ja_of_nee)
    toelating_is_urgentiebesluit: bool | None = parameter(ja_of_nee)
    besluittermijn_dagen: int | None = parameter(_DAGEN)
    aanbodtermijn_dagen: int | None = parameter(_DAGEN)
    bemiddeling_max_maanden: int | None = parameter(geheel_getal(1, 60))
    leefgebieden: tuple[Leefgebied, ...] | None = parameter(lijst(keuze(Leefgebied)))
    criteria: tuple[int, ...] | None = parameter(lijst(geheel_getal(1, LAATSTE_CRITERIUM)))
    behandelaar_endorsement: bool | None = parameter(ja_of_nee)
    voordracht_procesregie: bool | None = parameter(ja_of_nee)
    gesprek_voor_besluit: bool | None = parameter(ja_of_nee)
    vier_ogen_toelating: bool | None = parameter(ja_of_nee)
    binding_eis_maanden: int | None = parameter(_MAANDEN)
    binding_direct_voorafgaand: bool | None = parameter(ja_of_nee)
    ontruiming_maanden: int | None = parameter(_MAANDEN)
    ontruiming_alleen_bij_achterstand: bool | None = parameter(ja_of_nee)
    aflossing_min_procent: int | None = parameter(_PROCENT)
    # woning
    contingentvorm: Contingentvorm | None = parameter(keuze(Contingentvorm))
    contingent: int | None = parameter(_AANTAL)
    contingent_procent: int | None = parameter(_PROCENT)
    verdeelsleutel: Verdeelsleutel | None = parameter(keuze(Verdeelsleutel))
    telt_mee: tuple[Route, ...] | None = parameter(lijst(keuze(Route)))
    housing_first_aantal: int | None = parameter(_AANTAL)
    bijzondere_bemiddeling_aantal: int | None = parameter(_AANTAL)
    bijzondere_bemiddeling_apart: bool | None = parameter(ja_of_nee)
    uitruil_max: int | None = parameter(_AANTAL)
    signaaldrempel_aandeel_organisatie: int | None = parameter(_PROCENT)
    zelf_zoeken_met_zorg: bool | None = parameter(ja_of_nee)
    max_aanbiedingen: int | None = parameter(geheel_getal(1, 100))
    mismatch_telt_niet: bool | None = parameter(ja_of_nee)
    eengezinswoning_met_voorrang: bool | None = parameter(ja_of_nee)
    # contract en besluit
    contractvormen: tuple[Contractvorm, ...] | None = parameter(lijst(keuze(Contractvorm)))
    hoofdhuurder: Hoofdhuurder | None = parameter(keuze(Hoofdhuurder))
    duur_max_maanden: int | None = parameter(geheel_getal(1, 600))
    duur_min_maanden: int | None = parameter(geheel_getal(1, 600))
    verlenging_toegestaan: bool | None = parameter(ja_of_nee)
    besluit_streef_maanden: int | None = parameter(_MAANDEN)
    besluit_uiterlijk_maanden: int | None = parameter(_MAANDEN)
    vroege_omzetting: VroegeOmzetting | None = parameter(keuze(VroegeOmzetting))
    overleg_voor_omzetting: bool | None = parameter(ja_of_nee)
    verplichte_voorwaarden: tuple[Voorwaarde, ...] | None = parameter(lijst(keuze(Voorwaarde)))
    begeleidingsuren_vastleggen: bool | None = parameter(ja_of_nee)
    begeleiding_min_maanden: int | None = parameter(_MAANDEN)
    huur_en_zorg_gekoppeld: bool | None = parameter(ja_of_nee)
    huurbetaler_derde_maanden: int | None = parameter(_MAANDEN)
    risicodeling: bool | None = parameter(ja_of_nee)
    risicodeling_gemeente_procent: int | None = parameter(_PROCENT)
    # evalueren
    eerste_evaluatie_weken: int | None = parameter(geheel_getal(1, 104))
    evaluatie_ritme_maanden: int | None = parameter(geheel_getal(1, 60))
    evaluatie_ritmes: tuple[int, ...] | None = parameter(lijst(geheel_getal(1, 60)))
    evaluaties_eerste_jaar: int | None = parameter(geheel_getal(1, 12))
    halfjaarlijks_met_corporatie_maanden: int | None = parameter(geheel_getal(1, 60))
    verplichte_deelnemers: tuple[Rol, ...] | None = parameter(lijst(keuze(Rol)))
    evaluatie_items: tuple[EvaluatieItem, ...] | None = parameter(lijst(keuze(EvaluatieItem)))
    evaluatie_verzetten_dagen: int | None = parameter(_DAGEN)
    evaluatie_gemist_weken: int | None = parameter(geheel_getal(1, 104))
    no_show_grens: int | None = parameter(geheel_getal(1, 100))
    onvoldoende_grens: int | None = parameter(geheel_getal(2, 100))
    achterstand_grens_maanden: int | None = parameter(geheel_getal(1, 60))
    protocolevaluatie_maanden: int | None = parameter(geheel_getal(1, 60))
    # na afloop
    terugkeergarantie: bool | None = parameter(ja_of_nee)
    inspanningsplicht_herkomst: bool | None = parameter(ja_of_nee)
    redelijke_termijn_herhuisvesting_dagen: int | None = parameter(_DAGEN)
    na_omzetting_toegang: ToegangNaOmzetting | None = parameter(keuze(ToegangNaOmzetting))
    # bewaren
    bewaartermijn_ingetrokken_maanden: int | None = parameter(geheel_getal(1, 600))
    bewaartermijn_afgewezen_maanden: int | None = parameter(geheel_getal(1, 600))
    bewaartermijn_bemiddeling_maanden: int | None = parameter(geheel_getal(1, 600))
    bewaartermijn_vast_contract_maanden: int | None = parameter(geheel_getal(1, 600))
    bewaartermijn_huur_gestopt_maanden: int | None = parameter(geheel_getal(1, 600))
    # herinneren: wat anders is dan in de catalogus
    termijnen: Bijstellingen | None = parameter(lees_termijnen)

    def aanmeldtermijn(self, instroomroute: Instroomroute | None) -> int | str | None:
        """Months before the uitstroom, ZO_SNEL_MOGELIJK, or None."""
        return dict(self.aanmeldtermijn_maanden or ()).get(instroomroute) if instroomroute else None

    def regisseur(self, instroomroute: Instroomroute | None) -> Hoedanigheid | None:
        return dict(self.regisseur_herhuisvesting or ()).get(instroomroute) if instroomroute else None


def parameters_uit_document(document: Mapping[str, Any]) -> Parameters:
    """Read a document as `als_document` writes it; null means absent. Raises ParameterFout."""
    lezers: dict[str, Lezer[Any]] = {veld.name: veld.metadata["lezer"] for veld in fields(Parameters)}
    waarden: dict[str, Any] = {}
    for sleutel, waarde in document.items():
        if sleutel not in lezers:
            raise ParameterFout(sleutel, "deze naam bestaat niet; haal de regel weg of verbeter de naam.")
        if waarde is not None:
            waarden[sleutel] = lezers[sleutel](sleutel, waarde)
    parameters = Parameters(**waarden)
    _controleer_samenhang(parameters)
    return parameters


def parameters_uit_toml(tekst: str) -> Parameters:
    """Raises ParameterFout, also for text that is not TOML."""
    try:
        document = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ParameterFout("bestand", f"de tekst is niet te lezen ({fout}).") from fout
    return parameters_uit_document(document)


def als_document(parameters: Parameters) -> dict[str, Any]:
    """Plain JSON values, absent where the regeling says nothing; reads back to equal parameters."""
    document = {}
    for veld in fields(parameters):
        waarde = getattr(parameters, veld.name)
        if waarde is not None:
            document[veld.name] = _als_json(waarde)
    return document


def _als_json(waarde: Any) -> Any:
    if isinstance(waarde, Keuze):
        return waarde.value
    if isinstance(waarde, tuple):
        if waarde and all(isinstance(deel, tuple) for deel in waarde):
            return {str(sleutel): _als_json(deel) for sleutel, deel in waarde}
        return [_als_json(deel) for deel in waarde]
    return waarde


def _controleer_samenhang(parameters: Parameters) -> None:
    _niet_later(parameters, "duur_min_maanden", "duur_max_maanden")
    _niet_later(parameters, "besluit_streef_maanden", "besluit_uiterlijk_maanden")
    _niet_later(parameters, "besluit_uiterlijk_maanden", "duur_max_maanden")
    dagen = parameters.besluittermijn_dagen
    if parameters.toelating_is_urgentiebesluit and (dagen is None or dagen > AWB_DAGEN):
        raise ParameterFout(
            "besluittermijn_dagen",
            f"vul hoogstens {AWB_DAGEN} in; over een urgentie besluit de gemeente in acht weken.",
        )
    _past_bij_vorm(parameters)
    if parameters.vier_ogen_toelating and parameters.beslisser_toelating is not Beslisser.CORPORATIE:
        raise ParameterFout("vier_ogen_toelating", "dit kan alleen als de corporatie over de toelating besluit.")
    _contract_klopt(parameters)
    _ritme_klopt(parameters)


def _past_bij_vorm(parameters: Parameters) -> None:
    """A number, a percentage, or neither: never two at a time."""
    vorm = parameters.contingentvorm
    for naam, hoort_bij in (("contingent", Contingentvorm.AANTAL), ("contingent_procent", Contingentvorm.PROCENT)):
        if getattr(parameters, naam) is not None and vorm not in {None, hoort_bij}:
            raise ParameterFout(naam, f"dit past niet bij contingentvorm {vorm}; laat een van beide weg.")
    if parameters.contingent_procent is not None and vorm is None:
        raise ParameterFout("contingentvorm", "vul procent in, of laat contingent_procent weg.")
    if vorm is Contingentvorm.PROCENT and not parameters.contingent_procent:
        raise ParameterFout("contingent_procent", "vul in welk deel van de woningen die vrijkomen, bijvoorbeeld 2.")


def _contract_klopt(parameters: Parameters) -> None:
    vormen, hoofdhuurder = parameters.contractvormen, parameters.hoofdhuurder
    if vormen and hoofdhuurder is not None and VORMEN[vormen[0]].hoofdhuurder is not hoofdhuurder:
        raise ParameterFout("hoofdhuurder", f"dat past niet bij {vormen[0].value}, het gewone contract.")
    if parameters.risicodeling_gemeente_procent is not None and not parameters.risicodeling:
        raise ParameterFout("risicodeling_gemeente_procent", "zet dan ook risicodeling op true.")


def _ritme_klopt(parameters: Parameters) -> None:
    """Who must meet every so many months cannot do so in a slower rhythm (Z-11.10)."""
    ritme, ritmes = parameters.evaluatie_ritme_maanden, parameters.evaluatie_ritmes
    if ritme is not None and ritmes is not None and ritme not in ritmes:
        raise ParameterFout("evaluatie_ritme_maanden", f"{ritme} staat niet in evaluatie_ritmes.")
    half, traagst = parameters.halfjaarlijks_met_corporatie_maanden, max(ritmes or (ritme or 0,), default=0)
    if half is not None and traagst > half:
        melding = f"een evaluatie om de {traagst} maanden is te weinig: vul minstens {traagst} in."
        raise ParameterFout("halfjaarlijks_met_corporatie_maanden", melding)
    eerste_jaar = parameters.evaluaties_eerste_jaar
    if eerste_jaar is not None and 12 % eerste_jaar:
        raise ParameterFout("evaluaties_eerste_jaar", f"{eerste_jaar} past niet in een jaar; kies 1, 2, 3, 4, 6 of 12.")


def _niet_later(parameters: Parameters, eerst: str, laatst: str) -> None:
    laag, hoog = getattr(parameters, eerst), getattr(parameters, laatst)
    if laag is not None and hoog is not None and laag > hoog:
        raise ParameterFout(eerst, f"{laag} is meer dan {laatst} ({hoog}); maak een van beide kloppend.")
