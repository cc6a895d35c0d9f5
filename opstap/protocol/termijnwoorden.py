"""When each kind of duty is due and what completes it, in plain words with the values of the regeling filled in."""

from __future__ import annotations

from datetime import date

from opstap.protocol import aanmelden, aanmeldplan, inschrijven, overdragen, startplan, termijnen, voorwaarde, wissen
from opstap.protocol.begrippen import Fase, Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.datums import hoeveel, over_dagen
from opstap.protocol.evaluatiewoorden import EVALUATIEWOORDEN
from opstap.protocol.parameters import ZO_SNEL_MOGELIJK, Parameters, VroegeOmzetting
from opstap.protocol.termijnzinnen import Woorden, Zin
from opstap.protocol.termijnzinnen import altijd as _altijd
from opstap.protocol.termijnzinnen import bij as _bij
from opstap.protocol.termijnzinnen import dagen as _dagen
from opstap.protocol.termijnzinnen import met as _met
from opstap.protocol.termijnzinnen import met_eenheid as _waarde


def _indienen(p: Parameters) -> str:
    def dan(maanden: int | str) -> str:
        snel = maanden == ZO_SNEL_MOGELIJK
        return "meteen" if snel else f"{hoeveel(int(maanden), 'maanden')} voor het vertrek"

    per_termijn: dict[int | str, list[str]] = {}
    for route, maanden in p.aanmeldtermijn_maanden or ():
        per_termijn.setdefault(maanden, []).append(route.label)
    per_route = [f"{dan(maanden)} ({', '.join(routes)})" for maanden, routes in per_termijn.items()]
    anders = f"{hoeveel(aanmeldplan.INVUL_DAGEN, 'dagen')} na het begin van de aanmelding"
    return "; ".join([*per_route, f"anders {anders}"]) if per_route else anders


def _besluiten(p: Parameters) -> str:
    begin = "is binnengekomen" if p.toelating_is_urgentiebesluit else "compleet is"
    return _met("besluittermijn_dagen", f"{{}} nadat de aanmelding {begin}")(p)


def _behandelen(p: Parameters) -> str:
    termijn = f"{hoeveel(aanmeldplan.BEHANDEL_DAGEN, 'dagen')} nadat de aanmelding compleet is"
    return termijn if p.besluittermijn_dagen is None else ""


def _aanbieden(p: Parameters) -> str:
    opnieuw = hoeveel(termijnen.OPNIEUW_AANBIEDEN_DAGEN, "dagen")
    eerste = p.aanbodtermijn_dagen
    if eerste is None:
        return f"{opnieuw} na het begin van het zoeken of na een aanbod dat niet doorging"
    termijn = _waarde("aanbodtermijn_dagen", eerste)
    return f"{termijn} na het besluit, en {opnieuw} na een aanbod dat niet doorging"


def _bij_inschrijving(dagen: int, waarna: str) -> Zin:
    """Only where this regeling asks a registration as woningzoekende."""
    zin = f"{hoeveel(dagen, 'dagen')} {waarna}"
    return lambda p: zin if inschrijven.kent_inschrijving(parameters=p) else ""


def _evalueren(p: Parameters) -> str:
    delen = []
    if p.eerste_evaluatie_weken is not None:
        delen.append(f"{hoeveel(p.eerste_evaluatie_weken, 'weken')} na de eerste dag van de huur of na de sleutel")
    if p.evaluatie_ritme_maanden is not None:
        delen.append(f"om de {hoeveel(p.evaluatie_ritme_maanden, 'maanden')}, of in het ritme van het contract")
    return "; daarna ".join(delen)


def _bijwonen(p: Parameters) -> str:
    if Rol.CONSULENT not in (p.verplichte_deelnemers or ()) or p.halfjaarlijks_met_corporatie_maanden is None:
        return ""
    ritme = hoeveel(p.halfjaarlijks_met_corporatie_maanden, "maanden")
    return f"op de dag van de evaluatie met iedereen, om de {ritme}"


def _bevestigen(p: Parameters) -> str:
    rustig = f"{hoeveel(startplan.BEVESTIG_DAGEN, 'dagen')} na het ja op een woning"
    eerder = p.woning_dagen_voor_uitstroom
    return rustig if eerder is None else f"{hoeveel(eerder, 'dagen')} voor het vertrek, maar niet eerder dan {rustig}"


def _wegen(p: Parameters) -> str:
    kan = p.besluit_streef_maanden is None and p.vroege_omzetting is VroegeOmzetting.JA
    return f"{hoeveel(termijnen.WEEG_DAGEN, 'dagen')} na een evaluatie die goed ging" if kan else ""


def _wissen(p: Parameters) -> str:
    def na(naam: str, wat: str) -> str:
        return f"{hoeveel(wissen.bewaarmaanden(naam=naam, parameters=p), 'maanden')} na {wat}"

    return "; ".join(
        (
            na("bewaartermijn_ingetrokken_maanden", "het intrekken van de aanmelding"),
            na("bewaartermijn_afgewezen_maanden", "de brief met een nee"),
            na("bewaartermijn_bemiddeling_maanden", "het einde, als er geen woning kwam"),
            na("bewaartermijn_vast_contract_maanden", "het vaste contract"),
            na("bewaartermijn_huur_gestopt_maanden", "het einde van de huur"),
        )
    )


def _herhuisvesten(p: Parameters) -> str:
    dagen = p.redelijke_termijn_herhuisvesting_dagen
    einde = "op de laatste dag van de huur"
    return einde if dagen is None else f"{hoeveel(dagen, 'dagen')} na het begin van het zoeken, en anders {einde}"


_VENSTER = "meer dan een maand voor het einde van het contract; het kan vanaf drie maanden ervoor"
_BESLOTEN, _LEIDT = "Er is een besluit.", "de zorgorganisatie of de procesregisseur: wie het zoeken leidt"

WOORDEN: dict[str, Woorden] = {
    "aanmelding_indienen": Woorden(Fase.AANMELDING, _indienen, "De aanmelding is verstuurd."),
    "aanmelding_verloopt": Woorden(
        Fase.AANMELDING,
        _altijd(f"{hoeveel(aanmeldplan.LEEFT_MAANDEN, 'maanden')} nadat er het laatst iets is opgeslagen"),
        "De aanmelding is verstuurd. Slaat iemand iets op, dan begint de tijd opnieuw.",
    ),
    "eigen_bijdrage": Woorden(
        Fase.AANMELDING,
        _met("eigen_bijdrage_maanden_voor_uitstroom", "{} voor het vertrek, als de Wlz het verblijf betaalt"),
        "De lagere eigen bijdrage is vastgelegd.",
    ),
    "indicatie_omzetten": Woorden(
        Fase.AANMELDING,
        lambda p: (
            f"{hoeveel(aanmelden.INDICATIE_DAGEN // 7, 'weken')} voor het vertrek, als de Wlz het verblijf betaalt"
            if p.wlz_indicatie_omzetten
            else ""
        ),
        "De omgezette indicatie is vastgelegd.",
    ),
    "voorwaarde_zorg_zoeken": Woorden(
        Fase.AANMELDING,
        _dagen(voorwaarde.ZOEK_DAGEN, "nadat een corporatie de regeling als voorwaarde stelde"),
        "Een zorgorganisatie gaat begeleiden, of de voorwaarde is gestopt.",
    ),
    "voorwaarde_beantwoorden": Woorden(
        Fase.AANMELDING,
        _dagen(voorwaarde.ANTWOORD_DAGEN, "na de vraag van de corporatie"),
        "Er is ja of nee gezegd.",
        wie="de zorgorganisatie die is gevraagd",
    ),
    "accordering_geven": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.ACCORDEER_DAGEN, "na de vraag"),
        "Er is akkoord gegeven of geweigerd.",
        wie="de organisatie die de ondersteuning geeft",
    ),
    "voordracht_geven": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.ACCORDEER_DAGEN, "na de vraag, als de kandidaat uit detentie komt"),
        "De procesregisseur zei of zij de kandidaat voordraagt.",
    ),
    "link_sturen": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.LINK_STUUR_DAGEN, "na de vraag, en anders op de laatste dag van de link"),
        "De organisatie zonder account heeft geantwoord.",
    ),
    "aanmelding_aanvullen": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.AANVUL_DAGEN, "nadat een organisatie geen akkoord gaf"),
        "De aangepaste aanmelding is verstuurd, of er is besloten.",
    ),
    "instemming_bespreken": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.AANVUL_DAGEN, "nadat de kandidaat niet (meer) wil dat anderen iets wordt gevraagd"),
        "De kandidaat zei ja, of er is verstuurd zonder die vraag, of er is besloten.",
    ),
    "aanvulling_geven": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.AANVUL_DAGEN, "na de vraag om een aanvulling, of na het melden van een wijziging"),
        "De aanmelding is opnieuw verstuurd, of er is besloten.",
    ),
    "advies_geven": Woorden(
        Fase.BEOORDELING,
        _dagen(aanmeldplan.ADVIES_DAGEN, "na de vraag om advies"),
        "Het advies is gegeven of niet meer nodig, of er is besloten.",
        wie="de organisatie die om advies is gevraagd",
    ),
    "aanmelding_compleet": Woorden(
        Fase.BEOORDELING,
        _met("checklist_maanden_voor_uitstroom", "{} voor het vertrek"),
        "De aanmelding is compleet.",
        Zaak.TOELATING,
        al_voorbij="later verstuurd dan de richtlijn; dat geeft niet",
    ),
    "toelating_besluiten": Woorden(Fase.BEOORDELING, _besluiten, _BESLOTEN, Zaak.TOELATING),
    "besluit_bevestigen": Woorden(
        Fase.BEOORDELING,
        lambda p: _dagen(aanmeldplan.BEVESTIG_DAGEN, "na het voorstel")(p) if p.vier_ogen_toelating else "",
        "Een tweede persoon heeft het besluit bevestigd of teruggestuurd.",
        Zaak.TOELATING,
    ),
    "aanmelding_behandelen": Woorden(Fase.BEOORDELING, _behandelen, _BESLOTEN, Zaak.TOELATING),
    "verhuurder_vragen": Woorden(
        Fase.BEMIDDELING,
        _dagen(termijnen.VERHUURDER_DAGEN, "na het begin van het zoeken"),
        "Een corporatie is gevraagd.",
        Zaak.VERDELING,
    ),
    "woning_aanbieden": Woorden(Fase.BEMIDDELING, _aanbieden, "Er is een woning aangeboden."),
    "woning_vinden": Woorden(
        Fase.BEMIDDELING,
        _met("bemiddeling_max_maanden", "{} na de vraag aan de corporatie"),
        "De kandidaat zei ja op een woning.",
    ),
    "aanbieding_beantwoorden": Woorden(
        Fase.BEMIDDELING,
        _altijd("op de laatste dag om te antwoorden, die in het aanbod staat"),
        "Het antwoord is vastgelegd.",
    ),
    "verlopen_aanbieding": Woorden(
        Fase.BEMIDDELING,
        _dagen(termijnen.AFHANDEL_DAGEN, "na de dag waarop het aanbod verliep"),
        "Er staat of het aanbod meetelt als weigering.",
    ),
    "woning_klaar": Woorden(
        Fase.CONTRACT,
        _met("woning_dagen_voor_uitstroom", "{} voor het vertrek"),
        "Het contract is door iedereen getekend.",
    ),
    "aantekening_maken": Woorden(
        Fase.BEMIDDELING,
        _bij_inschrijving(inschrijven.AANTEKEN_DAGEN, "na het begin van zelf reageren"),
        "De aantekening is gemaakt.",
        Zaak.VERDELING,
    ),
    "ambtshalve_inschrijven": Woorden(
        Fase.BEMIDDELING,
        _bij_inschrijving(inschrijven.INSCHRIJF_DAGEN, "na het eerste aanbod van de corporatie"),
        "De kandidaat is ingeschreven.",
    ),
    "toewijzing_verwerken": Woorden(
        Fase.CONTRACT,
        _bij_inschrijving(inschrijven.VERWERK_DAGEN, "na het ja op een woning van de corporatie"),
        "De toewijzing is verwerkt.",
    ),
    "reageertijd_voorbij": Woorden(
        Fase.BEMIDDELING,
        _altijd("op de laatste dag van zelf reageren, als zorgorganisatie en kandidaat die afspraken"),
        "Er is besloten, of er is een woning.",
        Zaak.TOELATING,
    ),
    "contract_opmaken": Woorden(
        Fase.CONTRACT, _dagen(termijnen.CONTRACT_DAGEN, "na het ja op een woning"), "Het contract is opgemaakt."
    ),
    "contract_tekenen": Woorden(Fase.CONTRACT, _altijd("op de eerste dag van de huur"), "Iedereen heeft getekend."),
    "sleutel_geven": Woorden(Fase.CONTRACT, _altijd("op de eerste dag van de huur"), "De sleutel is gegeven."),
    "begeleiding_bevestigen": Woorden(
        Fase.CONTRACT, _bevestigen, "De zorgorganisatie bevestigde het plan en de eerste dag van de begeleiding."
    ),
    "startgesprek": Woorden(Fase.CONTRACT, _altijd("op de eerste dag van de huur"), "Alles is besproken."),
    "meterkastkaart": Woorden(
        Fase.WONEN, _dagen(startplan.KAART_DAGEN, "nadat iemand anders te bellen is"), "Er is een nieuwe kaart."
    ),
    "evaluatie_houden": Woorden(Fase.WONEN, _evalueren, "De evaluatie is gehouden en vastgelegd.", Zaak.EVALUATIE),
    "nee_bespreken": Woorden(
        Fase.WONEN,
        _dagen(termijnen.BESPREEK_DAGEN, "nadat de huurder nee zei of het ja introk"),
        "Er is samen over gepraat, of de huurder zei ja.",
    ),
    "evaluatie_bijwonen": Woorden(Fase.WONEN, _bijwonen, "De evaluatie is gehouden en vastgelegd."),
    **EVALUATIEWOORDEN,
    "afspraak_nakomen": Woorden(
        Fase.WONEN,
        _altijd("op de dag die in de afspraak staat"),
        "De afspraak is nagekomen.",
        wie="degene die het beloofde",
    ),
    "signaal_oppakken": Woorden(
        Fase.WONEN,
        _dagen(termijnen.SIGNAAL_DAGEN, "na de melding; bij spoed op de dag zelf"),
        "Iemand heeft het signaal opgepakt.",
        wie="de zorgorganisatie als de corporatie het meldde, anders de corporatie",
    ),
    "huurder_informeren": Woorden(
        Fase.WONEN, _dagen(termijnen.INFORMEER_DAGEN, "nadat het MDO is voorgesteld"), "De huurder weet het."
    ),
    "mdo_plannen": Woorden(
        Fase.WONEN, _dagen(termijnen.MDO_DAGEN, "nadat de huurder het weet"), "Er is een dag voor het MDO."
    ),
    "mdo_houden": Woorden(Fase.WONEN, _altijd("op de dag van het MDO"), "Het MDO is vastgelegd."),
    "mdo_oordeel_geven": Woorden(
        Fase.WONEN,
        _dagen(termijnen.OORDEEL_DAGEN, "na het MDO"),
        "Het oordeel is gegeven.",
        wie="de begeleider, de consulent en de procesregisseur, ieder apart",
    ),
    "mdo_afronden": Woorden(
        Fase.WONEN, _dagen(termijnen.AFROND_DAGEN, "nadat alle afspraken klaar zijn"), "Het MDO is afgerond."
    ),
    "omzetting_besluiten": Woorden(
        Fase.BESLUIT,
        _met("besluit_streef_maanden", "{} na de eerste dag van de huur, en een half jaar voor het einde"),
        _BESLOTEN,
        Zaak.OMZETTING,
    ),
    "omzetting_wegen": Woorden(
        Fase.BESLUIT, _wegen, "Er is een besluit, of er is weer een evaluatie gehouden.", Zaak.OMZETTING
    ),
    "omzetting_uiterlijk": Woorden(
        Fase.BESLUIT,
        _met("besluit_uiterlijk_maanden", "{} na de eerste dag van de huur, en drie maanden voor het einde"),
        _BESLOTEN,
        Zaak.OMZETTING,
    ),
    "venster_bewaken": Woorden(
        Fase.BESLUIT, _altijd(_VENSTER), "Er is een besluit, of de huurder ontving de aanzegging.", Zaak.OMZETTING
    ),
    "aanzegging_doen": Woorden(Fase.BESLUIT, _altijd(_VENSTER), "De huurder ontving de aanzegging op tijd."),
    "contract_einde": Woorden(
        Fase.BESLUIT,
        _altijd("op de laatste dag van het tijdelijke contract"),
        "Opstap legt de dag erna vast hoe de huur verdergaat.",
    ),
    "omklappen": Woorden(
        Fase.BESLUIT,
        _bij(Overgang.OMKLAP, "op de dag waarop het contract volgens de afspraak naar de bewoner gaat"),
        "De bewoner heeft zelf het huurcontract.",
    ),
    "opstap_afronden": Woorden(
        Fase.WONEN,
        _bij(Overgang.AANVANG, "op de dag na de laatste dag van het opstapcontract"),
        "Opstap is afgerond, of de huur is gestopt.",
    ),
    "herhuisvesting_overleg": Woorden(
        Fase.HERHUISVESTING,
        _dagen(termijnen.HERHUISVEST_OVERLEG_DAGEN, "nadat het zoeken begon"),
        "Er is overlegd over een andere woonplek.",
        wie=_LEIDT,
    ),
    "herhuisvesting": Woorden(
        Fase.HERHUISVESTING, _herhuisvesten, "Er is een andere woonplek, of de huur is gestopt.", wie=_LEIDT
    ),
    "herindicatie_aanvragen": Woorden(
        Fase.HERHUISVESTING,
        _dagen(termijnen.HERINDICATIE_DAGEN, "nadat bleek dat het nodig is"),
        "De nieuwe indicatie is aangevraagd.",
    ),
    "einde_afspreken": Woorden(
        Fase.HERHUISVESTING,
        _dagen(termijnen.EINDE_AFSPREEK_DAGEN, "nadat er een andere woonplek is"),
        "De laatste dag van de huur staat vast.",
    ),
    "woning_terug": Woorden(
        Fase.HERHUISVESTING, _altijd("op de afgesproken laatste dag van de huur"), "De woning en de sleutel zijn terug."
    ),
    "overdracht_beantwoorden": Woorden(
        Fase.WONEN,
        _dagen(overdragen.ANTWOORD_DAGEN, "na de vraag, en altijd voor de eerste dag van de nieuwe begeleiding"),
        "Er is ja of nee gezegd.",
        wie="wie de begeleiding zou overnemen",
    ),
    "overdracht_voorbereiden": Woorden(
        Fase.WONEN,
        _altijd("op de dag voor de nieuwe begeleiding begint"),
        "De begeleiding is overgegaan. Dat legt Opstap zelf vast.",
        wie="wie de begeleiding overdraagt",
    ),
    "gegevens_wissen": Woorden(
        Fase.AFGESLOTEN, _wissen, "De gegevens zijn gewist. Wordt het besluit heropend, dan blijven ze.", wie="Opstap"
    ),
}


def hoe_lang(*, soort: str, datum: date, vandaag: date, was_al_voorbij: bool) -> str:
    """`over 12 dagen`, `3 dagen te laat`; what was late on the day it began is told without a reproach (law 12)."""
    return WOORDEN[soort].al_voorbij if was_al_voorbij and soort in WOORDEN else over_dagen(datum, vandaag)
