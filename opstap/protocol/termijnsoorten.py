"""The catalogue of duties: who must do what, how hard the date is, who hears about it and when.

A term marked `eigen` is ours: the protocol gives none, but a duty without a date is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from opstap.protocol.begrippen import Aard, Hoedanigheid, Keuze, Rol

if TYPE_CHECKING:
    from opstap.protocol.parameters import Parameters

Z, C, V, H = (
    Hoedanigheid.BEGELEIDING,
    Hoedanigheid.COORDINATIE,
    Hoedanigheid.VERHUURDER,
    Hoedanigheid.HERKOMST,
)

#: Who may know which organisation is asked for what support (I-9).
ZORG = frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG})
#: Who fills in the aanmelding, and who tests it.
AANMELDKRING = ZORG | {Rol.COORDINATOR, Rol.COMMISSIELID}
#: Who may know how it goes with the huurder, and who may be called to an MDO (Z-12.9, Z-13.2).
WONEN = ZORG | {Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE}
#: Who may know of the evaluaties; a commissielid only where the commissie evaluates (A-19).
EVALUEREN = WONEN | {Rol.COMMISSIELID}
MDO_KRING = WONEN | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}
#: Who searches another place to live; for the corporatie it would tell where somebody came from (I-9, I-30).
ZOEKERS = ZORG | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}

#: Days before (negative) and after the due date on which the responsible people hear about it.
KORT = (-3, 0, 1)
GEWOON = (-7, 0, 1, 7)
RUIM = (-14, -3, 0, 1, 7)
#: Every day of the last fourteen: the costliest date of all (design.md section 4).
DAGELIJKS = tuple(range(-13, 1))


#: With fewer working days left a mail goes out at once, for the kinds that say so.
HAAST_WERKDAGEN = 2


class Trap(Keuze):
    """Who hears of a step: one rung of the ladder, or nobody (the system acts)."""

    VERANTWOORDELIJKE = "verantwoordelijke"
    TEAMLEIDER = "teamleider"
    ESCALATIE = "escalatie", "escalatiecontacten"
    GEMEENTE = "gemeente"
    BESTUURLIJK = "bestuurlijk"
    ACTIE = "actie"


#: The rungs above who must do it, lowest first, and the field that says on which day each hears of it.
HOGER = {
    Trap.TEAMLEIDER: "naar_teamleider_na",
    Trap.ESCALATIE: "naar_escalatie_na",
    Trap.GEMEENTE: "naar_gemeente_na",
    Trap.BESTUURLIJK: "naar_bestuurlijk_na",
}
#: Who leads the people in a role. Who is not here has no team lead: that rung falls to the escalatiecontacten.
TEAMLEIDERS = {
    Rol.BEGELEIDER: Rol.TEAMLEIDER_ZORG,
    Rol.CONSULENT: Rol.TEAMLEIDER_CORPORATIE,
    Rol.COORDINATOR: Rol.TEAMLEIDER_CORPORATIE,
}
#: Rungs outside the traject: they know kenmerk, kind and days, never a name.
BUITEN = frozenset({Trap.GEMEENTE, Trap.BESTUURLIJK})
#: What they read instead of a kind that says something about the person.
EEN_TAAK = "Een taak"
#: By the room of its page: the part of the way, which holds what everybody has beside what few have.
AANMELDWERK, WOONWERK = "Werk aan de aanmelding", "Evaluatie of begeleiding bij het wonen"
_DELEN = {"aanmelding": AANMELDWERK, "evaluatie": WOONWERK, "woningen": WOONWERK}


class Adres(Keuze):
    """Which keys the page of a duty takes in its URL."""

    TRAJECT = "traject"
    TRAJECT_EN_ONDERWERP = "traject_en_onderwerp"
    ONDERWERP = "onderwerp"


@dataclass(frozen=True, slots=True)
class Stap:
    """On `dag` this rung of the ladder hears of the duty, or the system acts."""

    dag: date
    trap: Trap


@dataclass(frozen=True, slots=True)
class Termijnsoort:
    """One kind of duty. `pagina` is a URL name; `bij_verlopen` names the service that runs the day after the date."""

    code: str
    tekst: str
    clausule: str
    aard: Aard
    rol: Rol | None
    hoedanigheid: Hoedanigheid | None
    pagina: str
    adres: Adres = Adres.TRAJECT
    stappen: tuple[int, ...] = GEWOON
    naar_teamleider_na: int | None = None
    naar_escalatie_na: int | None = None
    naar_gemeente_na: int | None = None
    naar_bestuurlijk_na: int | None = None
    tweede: bool = False  # the team lead hears every step too: a second person by name
    gevolg: str = ""
    bij_verlopen: str = ""
    eigen: bool = False
    parameter: str = ""  # that gives the term; where it is empty the term is ours as well
    haast: bool = False  # too urgent for the dagpost when fewer than `HAAST_WERKDAGEN` are left
    #: May wait until a day, with a reason: nobody can hurry it, and no hard date and nobody living alone hangs on it.
    mag_wachten: bool = False
    lezers: frozenset[Rol] | None = None  # beside the one who must do it; None = everyone who may see the traject
    #: Where nobody of that organisation has an account the sender hears of it, by a duty of her own (`link_sturen`).
    of_een_link: bool = False
    zonder_persoon: bool = False  # who must do it may not know yet whom it is about: no initials (Z-20.4)
    #: Kinds with the same one are done by one act: people read them as one line with several dates.
    daad: str = ""

    def is_vastgelegd(self, parameters: Parameters) -> bool:
        """Does the regeling give this term? Else it is our own, and the page says so."""
        return not self.eigen and (not self.parameter or getattr(parameters, self.parameter) is not None)

    @property
    def trappen(self) -> list[tuple[Trap, int]]:
        """The higher rungs this duty climbs, with their days after the date."""
        dagen = [(trap, getattr(self, veld)) for trap, veld in HOGER.items()]
        return [(trap, dag) for trap, dag in dagen if dag is not None]

    @property
    def tekst_buiten(self) -> str:
        """For who is not involved: the kind when everybody at the traject may know of it, else the part of the way."""
        return self.tekst if self.lezers is None else _DELEN.get(self.pagina.split(":")[0], EEN_TAAK)

    def is_te_halen(self, datum: date, vandaag: date) -> bool:
        """A hard date that is not past: goes before every wish, however late the wish is."""
        return self.aard is Aard.UITERST and datum >= vandaag

    @property
    def is_met_rechtsgevolg(self) -> bool:
        """After the date nobody can do it any more: Opstap writes down what then holds."""
        return self.aard is Aard.UITERST and bool(self.bij_verlopen)


_LIJST = (
    Termijnsoort(
        "aanmelding_indienen", "Aanmelding versturen", "Z-9.1", Aard.STREEF, Rol.BEGELEIDER, H,
        "aanmelding:invullen", stappen=RUIM, naar_teamleider_na=7,
        gevolg="De woning komt dan misschien te laat voor het vertrek.",
        lezers=ZORG,  # its date tells the instroomroute
        parameter="aanmeldtermijn_maanden", mag_wachten=True,
    ),
    Termijnsoort(
        "accordering_geven", "Eigen ondersteuning accorderen", "Z-2.8", Aard.STREEF, None, None,
        "aanmelding:accorderen", Adres.ONDERWERP, stappen=(0, 1, 4), naar_teamleider_na=4, naar_escalatie_na=7,
        gevolg="De aanmelding wordt dan niet compleet.", eigen=True, lezers=ZORG, of_een_link=True,
    ),
    Termijnsoort(
        "voordracht_geven", "Zeggen of u deze kandidaat voordraagt", "Z-4.8", Aard.STREEF, Rol.PROCESREGISSEUR, None,
        "aanmelding:accorderen", Adres.ONDERWERP, stappen=(0, 1, 4), naar_teamleider_na=4, naar_escalatie_na=7,
        gevolg="De aanmelding wordt dan niet compleet.", eigen=True, lezers=ZORG, of_een_link=True,
    ),
    Termijnsoort(
        "link_sturen", "Zorgen dat een organisatie zonder account antwoordt", "Z-2.8", Aard.STREEF, Rol.BEGELEIDER, Z,
        "aanmelding:link_sturen", Adres.TRAJECT_EN_ONDERWERP, stappen=(0, 1, 4), naar_teamleider_na=7,
        gevolg="De aanmelding wordt dan niet compleet.", eigen=True, lezers=ZORG,
    ),
    Termijnsoort(
        "aanmelding_aanvullen", "Aanmelding aanpassen: een organisatie gaf geen akkoord", "Z-2.8", Aard.STREEF,
        Rol.BEGELEIDER, Z, "aanmelding:invullen", stappen=KORT, naar_teamleider_na=7,
        gevolg="De aanmelding wordt dan niet compleet.", eigen=True, lezers=ZORG,
    ),
    Termijnsoort(
        "aanvulling_geven", "De aanmelding aanvullen en opnieuw versturen", "I-3", Aard.STREEF,
        Rol.BEGELEIDER, Z, "aanmelding:invullen", stappen=KORT, naar_teamleider_na=3,
        gevolg="De tijd voor het besluit loopt door, en toelaten kan zolang niet.", eigen=True, lezers=AANMELDKRING,
    ),
    Termijnsoort(
        "aanmelding_compleet", "Zorgen dat de aanmelding compleet wordt", "Z-3.2", Aard.STREEF, Rol.COORDINATOR, C,
        "aanmelding:beoordelen", naar_teamleider_na=14, parameter="checklist_maanden_voor_uitstroom", mag_wachten=True,
        gevolg="Het besluit komt dan later dan drie maanden voor het vertrek.",
    ),
    Termijnsoort(
        "toelating_besluiten", "Besluiten over de aanmelding", "Z-9.2", Aard.UITERST, Rol.COORDINATOR, C,
        "aanmelding:beoordelen", stappen=(-4, 0, 1), naar_teamleider_na=1, naar_escalatie_na=3,
        parameter="besluittermijn_dagen",
        gevolg="De kandidaat wacht dan langer dan afgesproken.",
    ),
    Termijnsoort(
        "aanmelding_behandelen", "De aanmelding bespreken en besluiten", "A-13", Aard.STREEF, Rol.COORDINATOR, C,
        "aanmelding:beoordelen", stappen=GEWOON, naar_escalatie_na=14,
        gevolg="De kandidaat weet dan nog niet waar hij aan toe is.", eigen=True,
    ),
    Termijnsoort(
        "eigen_bijdrage", "De eigen bijdrage laten verlagen", "A-18", Aard.STREEF, Rol.BEGELEIDER, H,
        "aanmelding:eigen_bijdrage", stappen=RUIM, naar_teamleider_na=14,
        parameter="eigen_bijdrage_maanden_voor_uitstroom",
        gevolg="De kandidaat kan dan minder sparen voor het eigen huis.",
        lezers=ZORG | {Rol.WMO_CONSULENT},  # it tells who pays the stay
    ),
    Termijnsoort(
        "verhuurder_vragen", "Een corporatie om een woning vragen", "Z-2.3", Aard.STREEF, Rol.COORDINATOR, C,
        "woningen:verhuurder_vragen", stappen=KORT, naar_teamleider_na=3, naar_escalatie_na=14,
        gevolg="Niemand zoekt dan nog naar een woning.", eigen=True,
    ),
    Termijnsoort(
        "woning_aanbieden", "Een woning aanbieden", "Z-9.3", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:aanbieden", stappen=RUIM, naar_teamleider_na=7,
        gevolg="De kandidaat wacht dan te lang op een aanbod.", parameter="aanbodtermijn_dagen", mag_wachten=True,
    ),
    Termijnsoort(
        "aanbieding_beantwoorden", "Het antwoord op het aanbod vastleggen", "Z-9.13", Aard.UITERST, Rol.CONSULENT, V,
        "woningen:aanbieding", Adres.TRAJECT_EN_ONDERWERP, stappen=(-2, 0),
        gevolg="Het aanbod verloopt en de woning komt weer vrij.",
        haast=True, bij_verlopen="woningen.services.aanbieding_laten_verlopen",
    ),
    Termijnsoort(
        "verlopen_aanbieding", "Verlopen aanbod afhandelen", "I-13", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:aanbieding", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=3,
        gevolg="Er kan geen nieuw aanbod komen.", eigen=True,
    ),
    Termijnsoort(
        "woning_klaar", "Woning en begeleiding klaar", "Z-3.3", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:contract", naar_teamleider_na=7, parameter="woning_dagen_voor_uitstroom", mag_wachten=True,
        gevolg="Er is dan te weinig tijd om te verhuizen.",
    ),
    Termijnsoort(
        "contract_opmaken", "Contract opmaken", "Z-2.10", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:contract", stappen=KORT, naar_teamleider_na=7,
        gevolg="De kandidaat kan nog niet tekenen.", eigen=True,
    ),
    Termijnsoort(
        "contract_tekenen", "Alle handtekeningen verzamelen", "Z-2.11", Aard.UITERST, Rol.CONSULENT, V,
        "woningen:contract", stappen=(-7, -2, 0, 1), naar_teamleider_na=1, naar_escalatie_na=7,
        gevolg="Zonder alle handtekeningen geen sleutel.",
    ),
    Termijnsoort(
        "sleutel_geven", "Sleutel geven", "Z-2.11", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:contract", stappen=(-2, 0, 1), naar_teamleider_na=3,
        gevolg="De bewoner kan nog niet wonen.", eigen=True,
    ),
    Termijnsoort(
        "evaluatie_houden", "Evaluatie houden", "Z-12.1", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:evaluatie", Adres.TRAJECT_EN_ONDERWERP, stappen=RUIM, naar_teamleider_na=7, naar_escalatie_na=14,
        naar_gemeente_na=28, naar_bestuurlijk_na=56, parameter="evaluatie_ritme_maanden",
        gevolg="De bewoner staat er dan alleen voor. En straks is moeilijker te zien of het vaste contract kan.",
        lezers=EVALUEREN,
    ),
    Termijnsoort(
        "evaluatie_bijwonen", "Bij de evaluatie zijn", "Z-12.6", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:evaluatie", Adres.TRAJECT_EN_ONDERWERP, stappen=(-14, -3),
        parameter="verplichte_deelnemers",
        gevolg="De halfjaarlijkse evaluatie is dan niet geldig.",
        lezers=EVALUEREN,
    ),
    Termijnsoort(
        "afspraak_nakomen", "Afspraak nakomen", "Z-13.6", Aard.STREEF, None, Z,
        "evaluatie:afspraak", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=7,
        gevolg="Een afspraak die niet wordt nagekomen, kan een signaal worden.",
        bij_verlopen="evaluatie.services.afspraak_laten_verlopen",
        lezers=WONEN,
    ),
    Termijnsoort(
        "signaal_oppakken", "Signaal oppakken", "Z-14.6", Aard.STREEF, None, None,
        "evaluatie:signaal", Adres.TRAJECT_EN_ONDERWERP, stappen=(0, 1), naar_teamleider_na=2,
        gevolg="Problemen worden groter.", eigen=True,
        lezers=WONEN,
    ),
    Termijnsoort(
        "huurder_informeren", "De huurder vertellen over het MDO", "Z-13.1", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:mdo", Adres.TRAJECT_EN_ONDERWERP, stappen=(0, 1), naar_teamleider_na=3,
        gevolg="Zonder dit mag het MDO niet gepland worden.", eigen=True,
        lezers=MDO_KRING,
    ),
    Termijnsoort(
        "mdo_plannen", "MDO plannen", "Z-13.2", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:mdo", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=7,
        gevolg="Er komen geen afspraken om het beter te laten gaan.", eigen=True,
        lezers=MDO_KRING,
    ),
    Termijnsoort(
        "mdo_houden", "MDO houden", "Z-13.2", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:mdo", Adres.TRAJECT_EN_ONDERWERP, stappen=(-3, 0, 1), naar_teamleider_na=7,
        gevolg="Er komen geen afspraken om het beter te laten gaan.",
        lezers=MDO_KRING,
    ),
    Termijnsoort(
        "mdo_oordeel_geven", "Zeggen of u vindt dat zelfstandig wonen niet lukt", "Z-13.13", Aard.STREEF, None, None,
        "evaluatie:mdo", Adres.TRAJECT_EN_ONDERWERP, stappen=(0, 1), naar_teamleider_na=3,
        gevolg="De huurder weet dan niet waar hij aan toe is.", eigen=True,
        lezers=MDO_KRING,
    ),
    Termijnsoort(
        "mdo_afronden", "MDO afronden", "Z-13.6", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:mdo", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=14,
        gevolg="Het signaal blijft dan open staan.", eigen=True,
        lezers=MDO_KRING,
    ),
    Termijnsoort(
        "omzetting_besluiten", "Besluiten over het vaste contract (liefst nu)", "Z-2.15", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:omzetten", stappen=(-28, 0, 14, 28), parameter="besluit_streef_maanden",
        gevolg="De huurder weet langer niet of hij mag blijven.",
        daad="omzetting",
    ),
    Termijnsoort(
        "omzetting_wegen", "Besluiten of het contract al vast kan worden", "A-20", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:omzetten", stappen=(0,), eigen=True,
        gevolg="De huurder wacht dan tot na de volgende evaluatie.",
        lezers=EVALUEREN,  # it tells that the evaluatie went well
        daad="omzetting",
    ),
    Termijnsoort(
        "omzetting_uiterlijk", "Besluiten over het vaste contract (nu nodig)", "I-1", Aard.UITERST, Rol.CONSULENT, V,
        "evaluatie:omzetten", stappen=(-28, -14, -3, 0, 1, 7), naar_teamleider_na=1, naar_escalatie_na=7,
        naar_gemeente_na=14, naar_bestuurlijk_na=28, parameter="besluit_uiterlijk_maanden",
        gevolg="Nee zeggen kan daarna nog maar kort: de huurder moet de aanzegging op tijd ontvangen.",
        daad="omzetting",
    ),
    Termijnsoort(
        "venster_bewaken", "Laatste dag om nog nee te kunnen zeggen", "I-1", Aard.UITERST, Rol.CONSULENT, V,
        "evaluatie:omzetten", stappen=DAGELIJKS, tweede=True,
        naar_gemeente_na=-6, naar_bestuurlijk_na=-3,
        gevolg="Zonder besluit en aanzegging wordt de huur vanzelf voor onbepaalde tijd.",
        daad="omzetting",
        haast=True, bij_verlopen="woningen.services.aanzegging_gemist_vastleggen",
    ),
    Termijnsoort(
        "aanzegging_doen", "Aanzegging doen: de huurder moet hem op tijd ontvangen", "I-25", Aard.UITERST,
        Rol.CONSULENT, V, "woningen:aanzegging", stappen=DAGELIJKS, tweede=True,
        naar_gemeente_na=-6, naar_bestuurlijk_na=-3,
        gevolg="De huur wordt dan vanzelf voor onbepaalde tijd.",
        haast=True, bij_verlopen="woningen.services.aanzegging_gemist_vastleggen",
    ),
    Termijnsoort(
        "contract_einde", "Laatste dag van het tijdelijke contract", "Z-11.3", Aard.UITERST, Rol.CONSULENT, V,
        "woningen:contract", stappen=(-14, 0), gevolg="Daarna geldt wat de wet zegt.",
        bij_verlopen="woningen.services.contract_einde_verwerken",
    ),
    Termijnsoort(
        "herhuisvesting_overleg", "Samen overleggen over een andere woonplek", "Z-2.18", Aard.STREEF, None, None,
        "evaluatie:herhuisvesting", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=7,
        gevolg="Dan weet niemand wie wat zoekt, ook de huurder niet.", eigen=True,
        lezers=ZOEKERS,
    ),
    Termijnsoort(
        "herhuisvesting", "Een andere woonplek regelen", "Z-12.4", Aard.STREEF, None, None,
        "evaluatie:herhuisvesting", Adres.TRAJECT_EN_ONDERWERP, stappen=(-56, -28, -14, 0, 1), naar_teamleider_na=-14,
        gevolg="De bewoner heeft dan geen dak boven het hoofd.",
        lezers=ZOEKERS,  # who must do it tells the instroomroute
        mag_wachten=True,
    ),
    Termijnsoort(
        "herindicatie_aanvragen", "Een nieuwe indicatie aanvragen", "Z-14.18", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:herhuisvesting", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=7,
        gevolg="Een plek met begeleiding kan dan niet beginnen.", eigen=True,
        lezers=ZOEKERS,
    ),
    Termijnsoort(
        "einde_afspreken", "De laatste dag van de huur afspreken met de huurder", "Z-13.10", Aard.STREEF,
        Rol.CONSULENT, V, "woningen:eindafspraak", stappen=KORT, naar_teamleider_na=7,
        gevolg="De huurder weet dan niet tot wanneer de huur loopt.", eigen=True,
        lezers=WONEN,
    ),
    Termijnsoort(
        "woning_terug", "De woning en de sleutel terugnemen", "Z-13.10", Aard.UITERST, Rol.CONSULENT, V,
        "woningen:woning_terug", stappen=(-7, -2, 0, 1), naar_teamleider_na=3, naar_escalatie_na=7,
        gevolg="De woning staat leeg en het traject blijft open.",
        lezers=WONEN,
    ),
    Termijnsoort(
        "overdracht_beantwoorden", "Antwoorden of u de begeleiding overneemt", "Z-14.11", Aard.STREEF, Rol.BEGELEIDER,
        None, "aanmelding:overdracht_beantwoorden", Adres.ONDERWERP, stappen=(-3, 0), naar_teamleider_na=0, eigen=True,
        gevolg="Zonder antwoord gaat de overdracht niet door. Wie nu begeleidt, blijft dat doen.", lezers=ZORG,
        bij_verlopen="aanmelding.services.overdracht_laten_verlopen", zonder_persoon=True,
    ),
    Termijnsoort(
        "overdracht_voorbereiden", "De overdracht van de begeleiding samen doornemen", "Z-14.11", Aard.STREEF,
        Rol.BEGELEIDER, None, "aanmelding:overdracht", stappen=(-7, -1), eigen=True, lezers=ZORG,
        gevolg="Wie overneemt, weet dan niet wat speelt.", bij_verlopen="aanmelding.services.overdracht_laten_ingaan",
    ),
)  # fmt: skip

TERMIJNSOORTEN: dict[str, Termijnsoort] = {soort.code: soort for soort in _LIJST}


def onbekende_soort(*, code: str) -> Termijnsoort:
    """A newer Opstap knows it: who may read it and what it does is for that one to say."""
    return Termijnsoort(
        code, EEN_TAAK, "", Aard.STREEF, None, None, "traject", stappen=(), eigen=True,
        gevolg="Deze taak is van een nieuwere versie van Opstap.", lezers=frozenset(),
    )  # fmt: skip
