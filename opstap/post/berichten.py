"""Every mail Opstap sends: a constant subject and what it asks. Names and facts stay in the application."""

from __future__ import annotations

from opstap.post.berichttekst import Berichttekst
from opstap.post.uitnodigingen import UITNODIGINGEN
from opstap.post.woonberichten import WOONBERICHTEN

#: The mail that holds what waited for somebody.
DAGPOST = "dagpost"
#: Goes along with what a colleague did not get.
COLLEGA_ONBEREIKBAAR = "collega_onbereikbaar"
#: Of a link: who must answer, and apart from it the code.
LINKPOST, LINKHERINNERING = "link_gestuurd", "link_herinnering"
CODEPOST, LINKBEVESTIGING = "link_code", "link_bevestigd"
#: Without login: they lead to the question and not into Opstap.
ZONDER_LOGIN = frozenset({LINKPOST, LINKHERINNERING, CODEPOST, LINKBEVESTIGING})
#: The heading of what happened, in the dagpost; reminders stand under a heading per rung.
NIEUWS = "nieuws"
KOPPEN = {
    "termijn_verantwoordelijke": "Dit kunt u doen",
    "termijn_teamleider": "In uw team wacht dit. U leest het als teamleider. Help als u kunt",
    "termijn_escalatie": (
        "In uw organisatie is dit nog niet gedaan. U leest het als escalatiecontact. Regel dat iemand het oppakt"
    ),
    "termijn_gemeente": "In uw regeling blijft dit liggen. U ziet niet om wie het gaat",
    "termijn_bestuurlijk": "Voor het bestuurlijk overleg: dit blijft liggen. U ziet niet om wie het gaat",
    NIEUWS: "Dit is er gebeurd",
}


BERICHTEN: dict[str, Berichttekst] = {
    DAGPOST: Berichttekst("Opstap: uw dagpost", tuple(KOPPEN.values()), naar_vandaag=True),
    "termijn_verantwoordelijke": Berichttekst(
        "Opstap: er staat iets voor u klaar",
        ("U heeft iets te doen: {tekst}.", "De datum is {datum}."),
        naar_vandaag=True,
    ),
    "termijn_teamleider": Berichttekst(
        "Opstap: uw team heeft hulp nodig",
        ("In uw team wacht iets: {tekst}.", "De datum is {datum}. Kunt u helpen?"),
        naar_vandaag=True,
    ),
    "termijn_escalatie": Berichttekst(
        "Opstap: dit vraagt uw aandacht",
        (
            "In uw organisatie is dit nog niet gedaan: {tekst}.",
            "De datum is {datum}. Regel dat iemand dit oppakt.",
        ),
        naar_vandaag=True,
    ),
    "termijn_gemeente": Berichttekst(
        "Opstap: in uw regeling blijft iets liggen",
        ("Dit blijft liggen: {tekst}.", "De datum is {datum}. U ziet niet om wie het gaat."),
        pagina="monitor:te_laat",
    ),
    "termijn_bestuurlijk": Berichttekst(
        "Opstap: voor het bestuurlijk overleg",
        (
            "Dit blijft liggen: {tekst}.",
            "De datum is {datum}. Noem het kenmerk in het bestuurlijk overleg en spreek af wie dit doet.",
        ),
        pagina="monitor:te_laat",
    ),
    "concept_verloopt": Berichttekst(
        "Opstap: een half formulier ligt nog klaar",
        (
            "U begon aan een formulier en sloeg het niet op.",
            "Opstap bewaart het tot en met {datum}. Daarna is het weg.",
        ),
        naar_vandaag=True,
    ),
    "accordering_gevraagd": Berichttekst(
        "Opstap: vraag om akkoord",
        (
            "Een zorgorganisatie vraagt uw akkoord bij een aanmelding.",
            "U ziet alleen het deel van uw organisatie.",
        ),
        naar_vandaag=True,
    ),
    "accordering_herinnering": Berichttekst(
        "Opstap: herinnering, vraag om akkoord",
        ("Een zorgorganisatie wacht op uw akkoord bij een aanmelding.", "U ziet alleen het deel van uw organisatie."),
        naar_vandaag=True,
    ),
    "aanmelding_ingediend": Berichttekst("Opstap: nieuwe aanmelding", ("Er is een nieuwe aanmelding binnen.",)),
    "aanmelding_compleet": Berichttekst(
        "Opstap: aanmelding compleet", ("Een aanmelding is compleet. Nu kan het besluit komen.",)
    ),
    "aanvulling_gevraagd": Berichttekst(
        "Opstap: vraag over een aanmelding",
        ("Wie de aanmelding beoordeelt, vraagt om een aanvulling.", "De tijd voor het besluit loopt door."),
    ),
    "aanvulling_teruggenomen": Berichttekst(
        "Opstap: een aanvulling is niet meer nodig", ("De aanvulling van een aanmelding is niet meer nodig.",)
    ),
    "aanvulling_beantwoord": Berichttekst(
        "Opstap: een aanmelding is aangevuld", ("Een aanmelding is bekeken en opnieuw verstuurd.",)
    ),
    "advies_gevraagd": Berichttekst(
        "Opstap: vraag om advies",
        ("Wie over een aanmelding besluit, vraagt uw advies.", "U ziet alleen wat u nodig heeft om te antwoorden."),
        naar_vandaag=True,
    ),
    "advies_gegeven": Berichttekst(
        "Opstap: er is een advies", ("Een organisatie gaf het advies over een aanmelding dat is gevraagd.",)
    ),
    "wijziging_gemeld": Berichttekst(
        "Opstap: een aanmelding wordt gewijzigd",
        ("De zorgorganisatie wijzigt een aanmelding.", "Toelaten kan pas als die opnieuw is verstuurd."),
    ),
    "akkoord_weg": Berichttekst(
        "Opstap: het akkoord op een aanmelding is weg",
        (
            "Een kandidaat zei nee, of trok het akkoord in. Toelaten wacht. De tijd voor het besluit loopt door.",
            "Wijs niet alleen daarom af: de zorgorganisatie vraagt opnieuw akkoord of trekt de aanmelding in.",
        ),
    ),
    "aanmelding_verlopen": Berichttekst(
        "Opstap: een aanmelding is gesloten",
        (
            "Een aanmelding is niet verstuurd. Drie maanden sloeg niemand daar iets in op. Opstap sloot die.",
            "Wilt u verder? Begin dan een nieuwe aanmelding.",
        ),
    ),
    "aanmelding_ingetrokken": Berichttekst(
        "Opstap: aanmelding ingetrokken", ("Een aanmelding is ingetrokken. U hoeft niets meer te doen.",)
    ),
    "accordering_geweigerd": Berichttekst(
        "Opstap: geen akkoord op een aanmelding",
        ("Een organisatie gaf geen akkoord op haar deel van de aanmelding.", "Kijk waarom en pas de aanmelding aan."),
    ),
    "overdracht_gevraagd": Berichttekst(
        "Opstap: neemt u de begeleiding over?",
        (
            "U bent gevraagd om de begeleiding van iemand over te nemen. Zeg ja of nee.",
            "U ziet eerst alleen wat u nodig heeft om te antwoorden.",
        ),
        naar_vandaag=True,
    ),
    "overdracht_aanvaard": Berichttekst(
        "Opstap: de begeleiding wordt overgenomen",
        ("Er is ja gezegd op uw vraag om de begeleiding over te nemen. Kijk vanaf welke dag.",),
    ),
    "overdracht_geweigerd": Berichttekst(
        "Opstap: de begeleiding wordt niet overgenomen",
        ("Er is nee gezegd op uw vraag om de begeleiding over te nemen. Kijk waarom. U blijft begeleiden.",),
    ),
    "overdracht_teruggenomen": Berichttekst(
        "Opstap: een overdracht is teruggenomen",
        ("U hoeft de begeleiding van iemand toch niet over te nemen. U hoeft niets te doen.",),
        naar_vandaag=True,
    ),
    "overdracht_verlopen": Berichttekst(
        "Opstap: geen antwoord op uw overdracht",
        ("Op uw vraag om de begeleiding over te nemen kwam geen antwoord. U blijft begeleiden.",),
    ),
    "overdracht_gaat_niet_door": Berichttekst(
        "Opstap: een overdracht gaat niet door",
        ("Wie de begeleiding zou overnemen, werkt daar niet meer. U blijft begeleiden. Vraag iemand anders.",),
    ),
    "overdracht_ingegaan": Berichttekst(
        "Opstap: u begeleidt vanaf nu iemand", ("De begeleiding van iemand is nu bij u. Kijk wat er te doen is.",)
    ),
    "wmo_begeleiding_gewijzigd": Berichttekst(
        "Opstap: Wmo-begeleiding is veranderd",
        ("In een traject geeft nu iemand anders de Wmo-begeleiding. Kijk wie de contactpersoon is.",),
    ),
    "begeleiding_veranderd": Berichttekst(
        "Opstap: Wmo-begeleiding verandert",
        ("In een traject verandert de begeleiding die de Wmo betaalt. Kijk wat er verandert, en vanaf wanneer.",),
    ),
    "besluit_toelating": Berichttekst("Opstap: er is een besluit", ("Er is een besluit over een aanmelding.",)),
    "besluitvoorstel_teruggestuurd": Berichttekst(
        "Opstap: uw voorstel voor een besluit ging terug",
        ("Een collega stuurde uw voorstel voor een besluit terug. Kijk waarom en beoordeel opnieuw.",),
    ),
    "besluit_heropend": Berichttekst(
        "Opstap: een besluit geldt niet meer",
        ("Een besluit over een aanmelding geldt niet meer. De aanmelding wordt opnieuw bekeken. Kijk waarom.",),
    ),
    **WOONBERICHTEN,
    "signaal_gemeld": Berichttekst(
        "Opstap: er is een signaal", ("Er is een signaal gemeld. Kijk wat er aan de hand is.",), meteen=True
    ),
    "signaal_verbeterd": Berichttekst(
        "Opstap: een signaal is verbeterd",
        ("Bij een signaal stond iets verkeerd. Kijk wat er aan de hand is, en of het spoed heeft.",),
        meteen=True,
    ),
    "signaal_opgepakt": Berichttekst("Opstap: uw signaal is opgepakt", ("Iemand kijkt naar wat u meldde.",)),
    "signaal_afgehandeld": Berichttekst(
        "Opstap: uw signaal is afgehandeld", ("Er is gedaan wat nodig was met wat u meldde. Kijk wat de uitkomst is.",)
    ),
    "signaal_naar_mdo": Berichttekst(
        "Opstap: er komt een overleg over uw signaal", ("Over wat u meldde komt een MDO. De huurder hoort dat eerst.",)
    ),
    "mdo_voorgesteld": Berichttekst(
        "Opstap: voorstel voor een overleg",
        ("Opstap stelt een MDO voor. Kijk waarom.", "U besluit: breng het naar een MDO, of schrijf op waarom niet."),
    ),
    "afspraak_verlopen": Berichttekst(
        "Opstap: een afspraak is niet op tijd nagekomen",
        ("De laatste dag van een afspraak uit een MDO is voorbij. Kijk wat er nu nodig is.",),
    ),
    **UITNODIGINGEN,
    "mdo_gehouden": Berichttekst(
        "Opstap: een overleg is vastgelegd", ("Een MDO is vastgelegd. Kijk welke afspraken voor u zijn.",)
    ),
    "mdo_tijdslimiet": Berichttekst(
        "Opstap: de corporatie geeft een uiterste dag",
        ("Bij een MDO met spoed bepaalde de corporatie hoelang het nog mag duren. Kijk wat er nu nodig is.",),
        meteen=True,
    ),
    "mdo_oordeel_gevraagd": Berichttekst(
        "Opstap: uw oordeel wordt gevraagd",
        ("Na een MDO wordt uw oordeel gevraagd. Pas als u dat geeft, kan de conclusie vaststaan.",),
    ),
    "mdo_oordeel_gegeven": Berichttekst("Opstap: er is een oordeel gegeven", ("Na een MDO is een oordeel gegeven.",)),
    "herhuisvesting_begonnen": Berichttekst(
        "Opstap: er wordt een andere woonplek gezocht",
        ("Voor een bewoner wordt een andere woonplek gezocht. Kijk wie wat doet.",),
    ),
    "herhuisvesting_gevonden": Berichttekst(
        "Opstap: er is een andere woonplek",
        ("Voor een bewoner is een andere woonplek gevonden. Kijk vanaf welke dag.",),
    ),
    "herhuisvesting_weg": Berichttekst(
        "Opstap: de andere woonplek gaat niet door",
        (
            "De andere woonplek gaat toch niet door. Het zoeken gaat verder.",
            "Was er samen een laatste huurdag afgesproken? Dan geldt die niet meer.",
        ),
    ),
    "voorwaarde_gevraagd": Berichttekst(
        "Opstap: kunt u iemand begeleiden?",
        ("Een corporatie vraagt of uw organisatie iemand gaat begeleiden en aanmelden.", "Geef antwoord in Opstap."),
        naar_vandaag=True,
    ),
    "voorwaarde_teruggenomen": Berichttekst(
        "Opstap: een vraag van een corporatie is niet meer nodig",
        ("Een corporatie vroeg of uw organisatie iemand kon begeleiden. Een antwoord is niet meer nodig.",),
        naar_vandaag=True,
    ),
    "voorwaarde_opgepakt": Berichttekst(
        "Opstap: een zorgorganisatie gaat begeleiden",
        (
            "Een zorgorganisatie gaat iemand begeleiden voor wie u de opstapregeling vroeg.",
            "Zij vult de aanmelding in. U hoort het als u om een woning wordt gevraagd.",
        ),
        naar_vandaag=True,
    ),
    "voorwaarde_geweigerd": Berichttekst(
        "Opstap: een zorgorganisatie kan niet begeleiden",
        ("Een zorgorganisatie kan iemand niet begeleiden. Vraag een andere, of stop de voorwaarde.",),
    ),
    "overleg_wacht": Berichttekst(
        "Opstap: overleg over een eigen opstapovereenkomst",
        (
            "Een zorgorganisatie heeft een eigen opstapovereenkomst. De gemeente legde nog geen overleg daarover vast.",
            "Tot dan wordt niemand van die organisatie toegelaten. Leg het overleg vast bij Overzicht.",
        ),
        pagina="monitor:overzicht",
    ),
    "rol_onbezet": Berichttekst(
        "Opstap: niemand heeft deze rol, en er is werk",
        (
            "Er staan taken open voor de rol {tekst}. Niemand heeft die rol nu, dus niemand kan ze doen.",
            "Een beheerder kan bij Beheer een collega die rol geven.",
        ),
        naar_vandaag=True,
    ),
    "contactpersoon_weg": Berichttekst(
        "Opstap: een collega is nog contactpersoon, maar heeft de rol niet meer",
        (
            "Een collega is nog contactpersoon in een traject, maar heeft de rol daarvoor niet meer.",
            "Draag het werk van deze collega over bij Overdragen.",
        ),
        pagina="overdragen",
    ),
    "afwezigheid_gepland": Berichttekst(
        "Opstap: u staat als afwezig",
        ("Een collega legde vast dat u er niet bent, en wie u dan vervangt.", "Kijk bij Afwezig of het klopt."),
        pagina="afwezig",
    ),
    "afwezigheid_beeindigd": Berichttekst(
        "Opstap: u staat niet meer als afwezig",
        ("Een collega legde vast dat u er weer bent, of er toch bent.", "Kijk bij Afwezig of het klopt."),
        pagina="afwezig",
    ),
    "afwezigheid_overgedragen": Berichttekst(
        "Opstap: iemand anders vervangt u",
        ("Een collega legde vast dat iemand anders u vervangt als u er niet bent.", "Kijk bij Afwezig of het klopt."),
        pagina="afwezig",
    ),
    "vervanging_overgedragen": Berichttekst(
        "Opstap: u neemt een vervanging over",
        (
            "U neemt een vervanging over. Op die dagen krijgt u de taken, de mail en de rechten.",
            "Bij Afwezig leest u wie het is en wanneer.",
        ),
        pagina="afwezig",
    ),
    "vervanging_gepland": Berichttekst(
        "Opstap: u vervangt een collega",
        (
            "U vervangt een collega. Op die dagen krijgt u de taken, de mail en de rechten.",
            "Bij Afwezig leest u wie het is en wanneer.",
        ),
        pagina="afwezig",
    ),
    "vervanging_beeindigd": Berichttekst(
        "Opstap: u vervangt een collega niet meer",
        ("Een collega die u zou vervangen, is er weer of is er toch.", "U hoeft niets te doen."),
        pagina="afwezig",
    ),
    "taak_gegeven": Berichttekst(
        "Opstap: een collega gaf u een taak",
        (
            "Een collega gaf u deze taak: {tekst}.",
            "De datum is {datum}. Kunt u de taak niet doen? Geef die dan terug of aan een ander.",
        ),
        naar_vandaag=True,
    ),
    LINKPOST: Berichttekst(
        "Opstap: vraag om akkoord, met een link",
        (
            "Een zorgorganisatie vraagt akkoord op de hulp die uw organisatie geeft.",
            "U kunt antwoorden tot en met {datum}.",
            "De code krijgt u apart: van de begeleider aan de telefoon, of uit de gedeelde mailbox van uw organisatie.",
        ),
        meteen=True,
    ),
    LINKHERINNERING: Berichttekst(
        "Opstap: herinnering, vraag om akkoord met een link",
        (
            "Een zorgorganisatie wacht op uw antwoord over de hulp die uw organisatie geeft.",
            "U kunt antwoorden tot en met {datum}.",
            "De code is dezelfde. Weet u die niet meer? Vraag het de begeleider.",
        ),
        meteen=True,
    ),
    CODEPOST: Berichttekst(
        "Opstap: code bij een vraag om akkoord",
        (
            "Een collega van u kreeg een mail met een link. Geef deze code alleen aan die collega: {tekst}.",
            "Verwacht u dit niet? Dan hoeft u niets te doen.",
        ),
        meteen=True,
    ),
    LINKBEVESTIGING: Berichttekst(
        "Opstap: uw antwoord is ontvangen",
        ("Uw antwoord is ontvangen. De link werkt nu niet meer. U hoeft niets meer te doen.",),
        meteen=True,
    ),
    "link_geblokkeerd": Berichttekst(
        "Opstap: een link is gestopt",
        ("Bij een vraag om akkoord is te vaak een foute code getypt. De link werkt niet meer.", "Stuur een nieuwe."),
    ),
    "link_niet_voor_mij": Berichttekst(
        "Opstap: een link kwam bij de verkeerde",
        ("Wie een vraag om akkoord kreeg, zegt: dit is niet voor mij.", "Stuur de link naar iemand anders."),
    ),
    "link_niet_aangekomen": Berichttekst(
        "Opstap: een link is niet aangekomen",
        ("Een mail met een vraag om akkoord kwam niet aan.", "Kijk of het mailadres klopt en stuur een nieuwe link."),
    ),
    COLLEGA_ONBEREIKBAAR: Berichttekst(
        "Opstap: een collega is niet bereikbaar",
        ("Een mail hierover kwam niet aan bij een collega. Wat daarin stond, leest u ook in deze mail.",),
        naar_vandaag=True,
    ),
}
