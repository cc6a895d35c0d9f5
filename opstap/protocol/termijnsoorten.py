"""The catalogue of duties; what is said of each stands in `termijnsoort`.

A term marked `eigen` is ours: the protocol gives none, but a duty without a date is forgotten.
"""

from __future__ import annotations

from opstap.protocol.begrippen import Aard, Rol
from opstap.protocol.evaluatiesoorten import EVALUATIESOORTEN
from opstap.protocol.termijnsoort import (
    AANMELDKRING,
    EEN_TAAK,
    EVALUEREN,
    GEWOON,
    KORT,
    MDO_KRING,
    RUIM,
    WONEN,
    ZORG,
    C,
    H,
    V,
    Z,
)
from opstap.protocol.termijnsoort import AANMELDWERK as AANMELDWERK
from opstap.protocol.termijnsoort import BUITEN as BUITEN
from opstap.protocol.termijnsoort import DAGELIJKS as DAGELIJKS
from opstap.protocol.termijnsoort import HAAST_WERKDAGEN as HAAST_WERKDAGEN
from opstap.protocol.termijnsoort import HOGER as HOGER
from opstap.protocol.termijnsoort import TEAMLEIDERS as TEAMLEIDERS
from opstap.protocol.termijnsoort import WOONWERK as WOONWERK
from opstap.protocol.termijnsoort import ZOEKERS as ZOEKERS
from opstap.protocol.termijnsoort import Adres as Adres
from opstap.protocol.termijnsoort import Stap as Stap
from opstap.protocol.termijnsoort import Termijnsoort as Termijnsoort
from opstap.protocol.termijnsoort import Trap as Trap

_LIJST = (
    Termijnsoort(
        "aanmelding_indienen", "Aanmelding versturen", "Z-9.1", Aard.STREEF, Rol.BEGELEIDER, H,
        "aanmelding:invullen", stappen=RUIM, naar_teamleider_na=7,
        gevolg="De woning komt dan misschien te laat voor het vertrek.",
        lezers=ZORG,  # its date tells the instroomroute
        parameter="aanmeldtermijn_maanden", mag_wachten=True, daad="indienen",
    ),
    Termijnsoort(
        "aanmelding_verloopt", "Verder met de aanmelding: anders sluit Opstap die", "Z-20.2", Aard.STREEF,
        Rol.BEGELEIDER, H, "aanmelding:invullen", stappen=(-14, -3, 0), naar_teamleider_na=-3, eigen=True, lezers=ZORG,
        gevolg="De aanmelding wordt gesloten. Wie verder wil, begint een nieuwe.", daad="indienen",
        bij_verlopen="aanmelding.services.aanmelding_laten_verlopen",
    ),
    Termijnsoort(
        "gegevens_wissen", "De gegevens van deze persoon wissen", "Z-20.2", Aard.UITERST, None, None,
        "traject", stappen=(), parameter="bewaartermijn_afgewezen_maanden", doet_opstap=True,
        gevolg="Wat er wanneer gebeurde, blijft zonder naam staan.",
        bij_verlopen="opstap.termijnen.wissen.gegevens_wissen",
    ),
    Termijnsoort(
        "voorwaarde_zorg_zoeken", "Een zorgorganisatie zoeken die begeleidt", "I-36", Aard.STREEF, Rol.CONSULENT, V,
        "aanmelding:voorwaarde", stappen=GEWOON, naar_teamleider_na=7, eigen=True,
        gevolg="De kandidaat weet dan niet of hij kan huren.",
    ),
    Termijnsoort(
        "voorwaarde_beantwoorden", "Antwoorden of u iemand gaat begeleiden", "I-36", Aard.STREEF, Rol.BEGELEIDER,
        None, "aanmelding:voorwaarde_beantwoorden", Adres.ONDERWERP, stappen=KORT, naar_teamleider_na=1,
        naar_escalatie_na=7, eigen=True, zonder_persoon=True,
        gevolg="De corporatie kan dan niet verder en de kandidaat wacht.",
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
        "instemming_bespreken", "Met de kandidaat afspreken hoe de aanmelding verder gaat", "Z-20.4", Aard.STREEF,
        Rol.BEGELEIDER, Z, "aanmelding:instemming", stappen=KORT, naar_teamleider_na=7,
        gevolg="De aanmelding wordt zolang niet compleet.", eigen=True, lezers=AANMELDKRING,
    ),
    Termijnsoort(
        "aanvulling_geven", "De aanmelding aanvullen en opnieuw versturen", "I-3", Aard.STREEF,
        Rol.BEGELEIDER, Z, "aanmelding:invullen", stappen=KORT, naar_teamleider_na=3,
        gevolg="De tijd voor het besluit loopt door, en toelaten kan zolang niet.", eigen=True, lezers=AANMELDKRING,
    ),
    Termijnsoort(
        "advies_geven", "Advies geven over een kandidaat", "A-12", Aard.STREEF, None, None,
        "aanmelding:advies_geven", Adres.ONDERWERP, stappen=KORT, naar_teamleider_na=1, eigen=True,
        gevolg="Dan wordt er misschien besloten zonder dit advies.", lezers=AANMELDKRING,
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
        "besluit_bevestigen", "Een voorgesteld besluit bevestigen of terugsturen", "Z-2.9", Aard.STREEF,
        Rol.COORDINATOR, C, "aanmelding:bevestigen", stappen=KORT, naar_teamleider_na=1, eigen=True,
        gevolg="Het besluit geldt nog niet. De tijd voor het besluit loopt door.", lezers=AANMELDKRING,
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
        "indicatie_omzetten", "De Wlz-indicatie laten omzetten naar begeleiding thuis", "A-17", Aard.STREEF,
        Rol.BEGELEIDER, H, "aanmelding:indicatie", stappen=RUIM, naar_teamleider_na=14, eigen=True,
        gevolg="De begeleiding thuis kan dan niet beginnen.",
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
        "woning_vinden", "Een woning vinden die de kandidaat neemt", "H-18", Aard.UITERST, Rol.CONSULENT, V,
        "woningen:aanbieden", stappen=RUIM, naar_teamleider_na=1, naar_escalatie_na=14,
        gevolg="De kandidaat wacht dan langer dan de partners afspraken.", parameter="bemiddeling_max_maanden",
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
        "aantekening_maken", "Een aantekening maken bij de inschrijving", "Z-9.18", Aard.STREEF, Rol.COORDINATOR, C,
        "woningen:aantekening", stappen=KORT, naar_teamleider_na=14, eigen=True,
        gevolg="Andere corporaties weten dan niet dat er een opstaphuurovereenkomst nodig is.",
    ),
    Termijnsoort(
        "ambtshalve_inschrijven", "De kandidaat inschrijven als woningzoekende", "Z-9.11", Aard.STREEF,
        Rol.CONSULENT, V, "woningen:ambtshalve", stappen=KORT, naar_teamleider_na=14, eigen=True,
        gevolg="De toewijzing kan dan niet worden verwerkt.",
    ),
    Termijnsoort(
        "toewijzing_verwerken", "De toewijzing verwerken bij de inschrijving", "Z-14.5", Aard.STREEF,
        Rol.CONSULENT, V, "woningen:toewijzing", stappen=KORT, naar_teamleider_na=14, eigen=True,
        gevolg="De kandidaat staat dan nog ingeschreven alsof er geen woning is.",
    ),
    Termijnsoort(
        "reageertijd_voorbij", "Besluiten hoe het verder gaat na zelf reageren", "Z-9.25", Aard.STREEF,
        Rol.COORDINATOR, C, "woningen:route_wisselen", stappen=KORT, naar_teamleider_na=7,
        gevolg="De kandidaat wacht dan te lang op een woning.",
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
        "begeleiding_bevestigen", "Bevestigen dat er een plan is en wanneer de begeleiding begint", "Z-3.3",
        Aard.STREEF, Rol.BEGELEIDER, Z, "woningen:begeleiding_bevestigen", stappen=KORT, naar_teamleider_na=7,
        gevolg="Dan weet niemand zeker of er begeleiding is als de huur begint.", eigen=True,
    ),
    Termijnsoort(
        "startgesprek", "Het startgesprek met de huurder", "H-33", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:startgesprek", stappen=KORT, naar_teamleider_na=14, eigen=True,
        gevolg="De huurder weet dan misschien niet wat wonen kost, en wat er gebeurt bij klachten.",
    ),
    Termijnsoort(
        "meterkastkaart", "Een nieuwe meterkastkaart geven", "P-36", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:meterkastkaart", stappen=KORT, naar_teamleider_na=14, eigen=True,
        gevolg="De huurder belt dan iemand die hem niet meer helpt.",
    ),
    Termijnsoort(
        "evaluatie_houden", "Evaluatie houden", "Z-12.1", Aard.STREEF, Rol.BEGELEIDER, Z,
        "evaluatie:evaluatie", Adres.TRAJECT_EN_ONDERWERP, stappen=RUIM, naar_teamleider_na=7, naar_escalatie_na=14,
        naar_gemeente_na=28, naar_bestuurlijk_na=56, parameter="evaluatie_ritme_maanden",
        gevolg="De bewoner staat er dan alleen voor. En straks is moeilijker te zien of het vaste contract kan.",
        lezers=EVALUEREN, bij_verlopen="evaluatie.services.evaluatie_gemist", eigen_dag=True,
    ),
    Termijnsoort(
        "nee_bespreken", "Met de huurder praten over wat die niet wil delen", "Z-12.9", Aard.STREEF,
        Rol.BEGELEIDER, Z, "woningen:nee_bespreken", Adres.TRAJECT_EN_ONDERWERP, stappen=KORT, naar_teamleider_na=7,
        gevolg="Dan weet de huurder misschien niet wat er door het nee niet kan.", eigen=True, lezers=WONEN,
    ),
    Termijnsoort(
        "evaluatie_bijwonen", "Bij de evaluatie zijn", "Z-12.6", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:evaluatie", Adres.TRAJECT_EN_ONDERWERP, stappen=(-14, -3),
        parameter="verplichte_deelnemers",
        gevolg="De halfjaarlijkse evaluatie is dan niet geldig.",
        lezers=EVALUEREN,
    ),
    *EVALUATIESOORTEN,
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
        "omklappen", "Het contract op naam van de bewoner zetten", "H-4", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:omklap", stappen=(-56, -28, 0, 14), naar_teamleider_na=14,
        gevolg="De bewoner woont dan langer zonder eigen contract dan is afgesproken.",
    ),
    Termijnsoort(
        "opstap_afronden", "Opstap afronden: de huur gaat door", "Z-2.12", Aard.STREEF, Rol.CONSULENT, V,
        "woningen:opstap_afronden", stappen=GEWOON, naar_teamleider_na=14, eigen=True,
        gevolg="Zorg en corporatie blijven dan meekijken zonder dat het nog nodig is.",
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
#: Nobody is asked to do these.
DOET_OPSTAP = [soort.code for soort in _LIJST if soort.doet_opstap]


def onbekende_soort(*, code: str) -> Termijnsoort:
    """A newer Opstap knows it: who may read it and what it does is for that one to say."""
    return Termijnsoort(
        code, EEN_TAAK, "", Aard.STREEF, None, None, "traject", stappen=(), eigen=True,
        gevolg="Deze taak is van een nieuwere versie van Opstap.", lezers=frozenset(),
    )  # fmt: skip
