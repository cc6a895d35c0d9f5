"""The sentences of the timeline: one per kind of Gebeurtenis, and who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from opstap.protocol.begrippen import Rol, Route
from opstap.protocol.bemiddelen import Afhandeling
from opstap.protocol.contract import OndertekenaarRol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import Mdoafzegreden, MdoUitkomst, Signaalaanleiding, Signaalsoort
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.overdragen import Overdrachtweigering
from opstap.protocol.overlijden import NaOverlijden
from opstap.protocol.reageren import RouteUitkomst
from opstap.protocol.regelingwissel import NietMee
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Termijnsoort
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.uitruil import Terugneemreden, Uitruilreden
from opstap.protocol.versturen import NietVersturenReden, Verzendwijze
from opstap.protocol.vertraging import Vertragingsreden
from opstap.protocol.voorwaarde import Voorwaardereden
from opstap.trajecten.enums import Correctiereden, Uitkomst, Verklaringsoort

ZORG = frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG})
#: Who fills in the aanmelding, and who tests it.
AANMELDKRING = ZORG | {Rol.COORDINATOR, Rol.COMMISSIELID}
#: Who shares out the homes.
VERDELERS = frozenset({Rol.COORDINATOR, Rol.COMMISSIELID})
ZORG_EN_WMO = ZORG | {Rol.WMO_CONSULENT}
VERHUUR = frozenset({Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE})
ZORG_EN_VERHUUR = ZORG | VERHUUR
#: Who may be called to an MDO (Z-13.2, Z-13.8).
MDO_KRING = ZORG_EN_VERHUUR | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}
#: Who searches another place to live; who wrote it down would tell the corporatie who leads (I-9).
ZOEKERS = ZORG | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}
#: Where a commissie evaluates and decides, she reads of it (A-19).
EVALUEREN = ZORG_EN_VERHUUR | {Rol.COMMISSIELID}
#: Letters of a besluit; and of the others who reads all of them.
BESLUITLEZERS = ZORG_EN_VERHUUR | {Rol.COORDINATOR, Rol.COMMISSIELID}
IEDEREEN = frozenset(Rol)
#: Circles of what is said about a duty, widest first: see `taakkring`.
TAAKKRINGEN = {"taak": IEDEREEN, "woontaak": ZORG_EN_VERHUUR, "zoektaak": ZOEKERS, "zorgtaak": ZORG}


@dataclass(frozen=True, slots=True)
class Gebeurtenissoort:
    """`zin` may use the codes of the event; a value that is an ISO date is written in full."""

    zin: str
    lezers: frozenset[Rol] = IEDEREEN


_VERSTUURD = "Een brief is verstuurd op {datum}, {wijze}."
_VERZENDING_VERBETERD = "Verbeterd: een brief is verstuurd op {datum}, {wijze}. Er stond {was}. Reden: {reden}."
_NIET_VERSTUURD = "Verbeterd: een brief is nog niet verstuurd. Er stond {was}. Reden: {reden}."
_HOEFT_NIET = "Een brief hoeft niet weg: {niet_omdat}."
_MOET_TOCH_WEG = "Een brief moet toch weg. Er stond: {was}."
_VERNIEUWD = "Een brief is opnieuw gemaakt, omdat er iets is verbeterd."

GEBEURTENISSEN: dict[str, Gebeurtenissoort] = {
    # aanmelding
    "aanmelding_begonnen": Gebeurtenissoort("De aanmelding is begonnen.", ZORG),
    "aanmelding_bijgewerkt": Gebeurtenissoort("De aanmelding is bijgewerkt.", ZORG),
    "aanmelding_vooraf_gemeld": Gebeurtenissoort("Vooraf gemeld, zonder naam: vertrek vanaf {maand}.", ZORG),
    "voorwaarde_gesteld": Gebeurtenissoort("De corporatie vraagt om de opstapregeling te gebruiken: {reden}."),
    "voorwaarde_verbeterd": Gebeurtenissoort("Verbeterd, wat de corporatie opschreef: {wat}.", ZORG_EN_VERHUUR),
    "voorwaarde_zorg_gevraagd": Gebeurtenissoort("Een zorgorganisatie is gevraagd om te begeleiden.", VERHUUR),
    "voorwaarde_geweigerd": Gebeurtenissoort("Een zorgorganisatie kan niet begeleiden.", VERHUUR),
    "voorwaarde_opgepakt": Gebeurtenissoort("Een zorgorganisatie gaat begeleiden en vult de aanmelding in."),
    "voorwaarde_beeindigd": Gebeurtenissoort("De corporatie stelt de voorwaarde niet meer."),
    "aanmelding_ingediend": Gebeurtenissoort("De aanmelding is verstuurd."),
    "aanmelding_compleet": Gebeurtenissoort("De aanmelding is compleet. Nu kan het besluit komen."),
    "akkoorden_binnen": Gebeurtenissoort(
        "Alle gevraagde organisaties gaven akkoord. De tijd voor het besluit loopt.", AANMELDKRING
    ),
    "aanvulling_gevraagd": Gebeurtenissoort("Er is om een aanvulling gevraagd.", AANMELDKRING),
    "aanvulling_ongewijzigd": Gebeurtenissoort("De aanmelding is bekeken en klopt zoals die is.", AANMELDKRING),
    "aanvulling_teruggenomen": Gebeurtenissoort("De aanvulling is niet meer nodig.", AANMELDKRING),
    "advies_gevraagd": Gebeurtenissoort("Een organisatie is om advies gevraagd.", AANMELDKRING),
    "advies_gegeven": Gebeurtenissoort("Een organisatie gaf het gevraagde advies.", AANMELDKRING),
    "advies_teruggenomen": Gebeurtenissoort("Een gevraagd advies is niet meer nodig.", AANMELDKRING),
    "wijziging_gemeld": Gebeurtenissoort("De zorgorganisatie wijzigt de aanmelding.", AANMELDKRING),
    "aanmelding_ingetrokken": Gebeurtenissoort("De aanmelding is ingetrokken."),
    "aanmelding_verlopen": Gebeurtenissoort(
        "Drie maanden sloeg niemand iets op in de aanmelding. Opstap sloot die.", ZORG
    ),
    "akkoord_vastgelegd": Gebeurtenissoort("Vastgelegd: {soort}, op {datum}.", ZORG),
    "verklaring_geweigerd": Gebeurtenissoort("Niet gegeven: {soort}, op {datum}.", ZORG),
    "verklaring_ingetrokken": Gebeurtenissoort("Ingetrokken: {soort}, op {datum}.", ZORG),
    "accordering_gevraagd": Gebeurtenissoort("Akkoord gevraagd aan een andere organisatie.", ZORG),
    "accordering_gegeven": Gebeurtenissoort("Een organisatie gaf akkoord op haar deel.", ZORG),
    "accordering_geweigerd": Gebeurtenissoort("Een organisatie gaf geen akkoord op haar deel.", ZORG),
    "voordracht_gegeven": Gebeurtenissoort("De procesregisseur draagt de kandidaat voor.", ZORG),
    "voordracht_geweigerd": Gebeurtenissoort("De procesregisseur draagt de kandidaat niet voor.", ZORG),
    "accordering_herinnerd": Gebeurtenissoort("Een organisatie is herinnerd aan de vraag om akkoord.", ZORG),
    "link_gestuurd": Gebeurtenissoort("Een link gestuurd om akkoord te geven, met een code apart.", ZORG),
    "link_ingetrokken": Gebeurtenissoort("Een link om akkoord te geven is ingetrokken.", ZORG),
    "link_geblokkeerd": Gebeurtenissoort("Een link is gestopt: te vaak een foute code.", ZORG),
    "link_niet_voor_mij": Gebeurtenissoort("Wie een link kreeg, zei: dit is niet voor mij.", ZORG),
    "overdracht_aangeboden": Gebeurtenissoort("Gevraagd of iemand anders de begeleiding overneemt op {start}.", ZORG),
    "overdracht_aanvaard": Gebeurtenissoort("De begeleiding wordt overgenomen op {start}.", ZORG),
    "overdracht_geweigerd": Gebeurtenissoort("De begeleiding wordt niet overgenomen: {reden}.", ZORG),
    "overdracht_teruggenomen": Gebeurtenissoort("De overdracht van de begeleiding is teruggenomen.", ZORG),
    "overdracht_verlopen": Gebeurtenissoort("Op de vraag om de begeleiding over te nemen kwam geen antwoord.", ZORG),
    "overdracht_gaat_niet_door": Gebeurtenissoort(
        "De overdracht van de begeleiding gaat niet door: wie die overnam, werkt er niet meer.", ZORG
    ),
    # a change of care that the Wmo does not pay is not for the gemeente (Z-14.10)
    "overdracht_ingegaan": Gebeurtenissoort(
        "De begeleiding ging op {datum} over naar een andere contactpersoon.", BESLUITLEZERS
    ),
    "wmo_begeleiding_gewijzigd": Gebeurtenissoort(
        "De Wmo-consulent kreeg bericht: de Wmo-begeleiding is veranderd op {datum}.", ZORG_EN_WMO
    ),
    "behandelaar_vastgelegd": Gebeurtenissoort("Ingevuld of een behandelaar de aanmelding onderschrijft.", ZORG),
    "eigen_bijdrage_verlaagd": Gebeurtenissoort("De lagere eigen bijdrage is geregeld op {datum}.", ZORG_EN_WMO),
    "gesprek_gepland": Gebeurtenissoort("Het gesprek met de kandidaat is gepland op {datum}.", AANMELDKRING),
    "gesprek_afgezegd": Gebeurtenissoort("Het geplande gesprek met de kandidaat is afgezegd.", AANMELDKRING),
    "indicatie_omgezet": Gebeurtenissoort("De Wlz-indicatie is omgezet op {datum}.", ZORG_EN_WMO),
    "gesprek_vastgelegd": Gebeurtenissoort("Er was een gesprek met de kandidaat op {datum}."),
    "toelating_besloten": Gebeurtenissoort("Besluit over de toelating: {uitkomst}."),
    "besluit_voorgesteld": Gebeurtenissoort(
        "Er is een besluit voorgesteld. Een tweede persoon moet het bevestigen.", AANMELDKRING
    ),
    "besluitvoorstel_teruggestuurd": Gebeurtenissoort("Het voorstel voor een besluit ging terug.", AANMELDKRING),
    "besluit_heropend": Gebeurtenissoort(
        "Het besluit van {datum} geldt niet meer en de aanmelding wordt opnieuw bekeken. Reden: {reden}."
    ),
    "toelating_ingetrokken": Gebeurtenissoort(
        "De toelating van {datum} is ingetrokken en de aanmelding wordt opnieuw bekeken. Reden: {reden}."
    ),
    # woningen
    "bemiddeling_ingetrokken": Gebeurtenissoort("Er wordt geen woning meer gezocht."),
    "bemiddeling_geopend": Gebeurtenissoort("De corporaties gaan zoeken naar een woning ({route})."),
    "verhuurder_gevraagd": Gebeurtenissoort("Een corporatie is gevraagd om een woning."),
    # for which part tells along which way somebody comes (Z-20.5)
    "uitruil_vastgelegd": Gebeurtenissoort("Vastgelegd: uitruil met een andere gemeente.", VERDELERS),
    "uitruil_boven_grens": Gebeurtenissoort("Besloten: uitruil boven het aantal van dit jaar: {reden}.", VERDELERS),
    "uitruil_teruggenomen": Gebeurtenissoort("De uitruil telt niet meer: {reden}.", VERDELERS),
    "contingentdeel_gekozen": Gebeurtenissoort("Gekozen voor welk deel van het contingent dit telt.", VERDELERS),
    "woning_aangeboden": Gebeurtenissoort("Er is een woning aangeboden. Antwoord uiterlijk {uiterlijk}."),
    "aanbieding_geaccepteerd": Gebeurtenissoort("De kandidaat neemt de woning."),
    "aanbieding_geweigerd": Gebeurtenissoort("De kandidaat weigerde de woning."),
    "aanbieding_ingetrokken": Gebeurtenissoort("De corporatie trok het aanbod in."),
    "aanbieding_verlopen": Gebeurtenissoort("Op het aanbod kwam geen antwoord."),
    "aanbieding_afgehandeld": Gebeurtenissoort("Over het verlopen aanbod is besloten: {afhandeling}."),
    "bemiddeling_vervallen": Gebeurtenissoort("De directe bemiddeling is gestopt na weigeringen."),
    "aantekening_gemaakt": Gebeurtenissoort("Bij de inschrijving is een aantekening gemaakt op {datum}."),
    "ambtshalve_ingeschreven": Gebeurtenissoort("De corporatie schreef de kandidaat in op {datum}.", ZORG_EN_VERHUUR),
    "toewijzing_verwerkt": Gebeurtenissoort(
        "De toewijzing is verwerkt bij de inschrijving op {datum}.", ZORG_EN_VERHUUR
    ),
    "punten_verteld": Gebeurtenissoort("De kandidaat weet sinds {datum} dat de punten vervallen.", ZORG_EN_VERHUUR),
    "reageertijd_afgesproken": Gebeurtenissoort("Afgesproken: de kandidaat reageert zelf tot en met {tot}."),
    # A corporatie that is asked later does not read that another refused.
    "leefbaarheid_geweigerd": Gebeurtenissoort(
        "De corporatie gaf de kandidaat geen woning in een gebouw, om de leefbaarheid.", ZORG
    ),
    "route_besloten": Gebeurtenissoort("Besluit na het zelf reageren: {uitkomst}."),
    "contract_opgemaakt": Gebeurtenissoort("Het contract is opgemaakt, vanaf {ingangsdatum}.", ZORG_EN_VERHUUR),
    "contract_getekend_door": Gebeurtenissoort("Een handtekening onder het contract ({partij}).", ZORG_EN_VERHUUR),
    "contract_getekend": Gebeurtenissoort("Alle handtekeningen staan onder het contract."),
    "contract_ingegaan": Gebeurtenissoort("De sleutel is gegeven. Het wonen is begonnen op {ingebruikname}."),
    "sleuteldag_verbeterd": Gebeurtenissoort(
        "Verbeterd: de sleutel is gegeven op {datum}. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "ingangsdatum_verbeterd": Gebeurtenissoort(
        "Verbeterd: de huur gaat in op {datum}. Er stond {was}. Reden: {reden}. Iedereen tekent het nieuwe contract.",
        ZORG_EN_VERHUUR,
    ),
    "contract_partijen_gewijzigd": Gebeurtenissoort(
        "Wie het contract moet tekenen, is veranderd. Iedereen tekent een nieuw contract.", ZORG_EN_VERHUUR
    ),
    "nee_besproken": Gebeurtenissoort(
        "Op {datum} is met de huurder gepraat over wat die niet wil delen.", ZORG_EN_VERHUUR
    ),
    "contract_ingetrokken": Gebeurtenissoort(
        "Het contract vanaf {ingangsdatum} is ingetrokken. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "startgesprek_vastgelegd": Gebeurtenissoort(
        "Startgesprek: {aantal} van de {van} punten zijn besproken.", ZORG_EN_VERHUUR
    ),
    "begeleiding_bevestigd": Gebeurtenissoort("Bevestigd: de begeleiding begint op {start}.", ZORG_EN_VERHUUR),
    "begeleiding_niet_bevestigd": Gebeurtenissoort(
        "De eerste dag van de begeleiding is nog niet bevestigd.", ZORG_EN_VERHUUR
    ),
    "woonafspraken_vastgelegd": Gebeurtenissoort(
        "Er zijn afspraken over wonen en buren. Ze komen in het contract.", ZORG_EN_VERHUUR
    ),
    "meterkastkaart_gemaakt": Gebeurtenissoort("Er is een meterkastkaart voor de huurder gemaakt.", ZORG_EN_VERHUUR),
    "overleg_vastgelegd": Gebeurtenissoort("Overleg over het besluit op {datum} ({met}).", EVALUEREN),
    "omzetting_besloten": Gebeurtenissoort("Besluit over het vaste contract: {uitkomst}."),
    "contract_omgeklapt": Gebeurtenissoort("De bewoner heeft zelf het huurcontract, vanaf {sinds}."),
    "opstap_afgerond": Gebeurtenissoort("Opstap is klaar. De huur gaat door voor onbepaalde tijd."),
    "contract_omgezet": Gebeurtenissoort("De huur is nu voor onbepaalde tijd."),
    "aanzegging_gemaakt": Gebeurtenissoort("De aanzegging is gemaakt.", ZORG_EN_VERHUUR),
    "aanzegging_verstuurd": Gebeurtenissoort("De aanzegging is verstuurd.", ZORG_EN_VERHUUR),
    "aanzegging_verzending_verbeterd": Gebeurtenissoort(
        "Verbeterd: de aanzegging is verstuurd op {datum}. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "aanzegging_niet_verstuurd": Gebeurtenissoort(
        "Verbeterd: de aanzegging is nog niet verstuurd. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "aanzegging_ontvangen": Gebeurtenissoort("De huurder ontving de aanzegging op {datum}.", ZORG_EN_VERHUUR),
    "ontvangst_verbeterd": Gebeurtenissoort(
        "Verbeterd: de huurder ontving de aanzegging op {datum}. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "ontvangst_ingetrokken": Gebeurtenissoort(
        "Verbeterd: de huurder ontving de aanzegging niet. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "aanzegging_gemist": Gebeurtenissoort("De aanzegging is niet op tijd ontvangen.", ZORG_EN_VERHUUR),
    "contract_vast_door_wet": Gebeurtenissoort("De huur is door de wet voor onbepaalde tijd."),
    "contract_beeindigd": Gebeurtenissoort("Het huurcontract is gestopt."),
    # evaluatie
    "evaluaties_gepland": Gebeurtenissoort("{aantal} evaluaties zijn gepland.", EVALUEREN),
    "evaluatie_gehouden": Gebeurtenissoort("Evaluatie {nummer} is gehouden.", EVALUEREN),
    "evaluatie_niet_doorgegaan": Gebeurtenissoort(
        "Evaluatie {nummer} ging niet door. De nieuwe dag is {datum}.", EVALUEREN
    ),
    "evaluatie_verplaatst": Gebeurtenissoort("Evaluatie {nummer} is verplaatst naar {datum}.", EVALUEREN),
    "evaluatie_extra_gepland": Gebeurtenissoort("Een extra evaluatie, nummer {nummer}, is op {datum}.", EVALUEREN),
    "evaluatie_extra_ingetrokken": Gebeurtenissoort(
        "Evaluatie {nummer}, de extra evaluatie van {datum}, is toch niet nodig.", EVALUEREN
    ),
    "evaluatie_dag_verbeterd": Gebeurtenissoort(
        "Verbeterd: evaluatie {nummer} was op {datum}. Er stond {was}. Reden: {reden}.", EVALUEREN
    ),
    "huurstatus_opgegeven": Gebeurtenissoort(
        "Voor evaluatie {nummer} is opgegeven hoe het met de huur staat.", EVALUEREN
    ),
    "huurstatus_verbeterd": Gebeurtenissoort(
        "Verbeterd: hoe het met de huur staat, voor evaluatie {nummer}. Reden: {reden}.", EVALUEREN
    ),
    "evaluatie_bevestigd": Gebeurtenissoort("Iemand zei dat evaluatie {nummer} klopt.", EVALUEREN),
    "evaluatie_teruggestuurd": Gebeurtenissoort("Iemand zei dat evaluatie {nummer} niet klopt.", EVALUEREN),
    "evaluatie_verbeterd": Gebeurtenissoort("Evaluatie {nummer} is verbeterd. Reden: {reden}.", EVALUEREN),
    "evaluatie_vastgesteld": Gebeurtenissoort("Evaluatie {nummer} is vastgesteld.", EVALUEREN),
    "reactie_vastgelegd": Gebeurtenissoort("Vastgelegd is wat de huurder van evaluatie {nummer} vindt.", EVALUEREN),
    "evaluatie_tijd_afgesproken": Gebeurtenissoort(
        "De tijd van evaluatie {nummer} is afgesproken, op {datum}.", EVALUEREN
    ),
    "afspraak_dag_verbeterd": Gebeurtenissoort(
        "Verbeterd: een afspraak is voor {datum}. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "afspraak_nagekomen": Gebeurtenissoort("Een afspraak is nagekomen.", ZORG_EN_VERHUUR),
    "afspraak_vervallen": Gebeurtenissoort("Een afspraak geldt niet meer.", ZORG_EN_VERHUUR),
    "signaal_gemeld": Gebeurtenissoort("Er is een signaal gemeld ({soort}).", ZORG_EN_VERHUUR),
    "signaal_verbeterd": Gebeurtenissoort(
        "Verbeterd, een signaal: {soort} ({spoed}). Er stond: {was} ({spoed_was}). Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "signaal_opgepakt": Gebeurtenissoort("Het signaal is opgepakt.", ZORG_EN_VERHUUR),
    "signaal_afgehandeld": Gebeurtenissoort("Het signaal is afgehandeld.", ZORG_EN_VERHUUR),
    "mdo_voorgesteld": Gebeurtenissoort("Opstap stelt een MDO voor: {aanleiding}.", ZORG_EN_VERHUUR),
    "afspraak_verlopen": Gebeurtenissoort("Een afspraak is niet op tijd nagekomen. De dag was {datum}.", MDO_KRING),
    "mdo_gemeld": Gebeurtenissoort("Er komt een MDO.", MDO_KRING),
    "huurder_geinformeerd": Gebeurtenissoort("De huurder weet van het MDO, sinds {datum}.", MDO_KRING),
    "mdo_gepland": Gebeurtenissoort("Het MDO is gepland op {datum}.", MDO_KRING),
    "mdo_niet_doorgegaan": Gebeurtenissoort("Het MDO van {datum} gaat niet door: {reden}.", MDO_KRING),
    "mdo_voorbereid": Gebeurtenissoort("Een partij bereidde het MDO voor.", MDO_KRING),
    "tijdslimiet_gesteld": Gebeurtenissoort(
        "De corporatie bepaalde hoelang het nog mag duren: tot en met {datum}.", MDO_KRING
    ),
    "mdo_getekend": Gebeurtenissoort("Vastgelegd wie de afspraken van het MDO tekende, op papier.", MDO_KRING),
    "mdo_gehouden": Gebeurtenissoort("Het MDO is gehouden. Uitkomst: {uitkomst}.", MDO_KRING),
    "mdo_dag_verbeterd": Gebeurtenissoort(
        "Verbeterd: het MDO was op {datum}. Er stond {was}. Reden: {reden}.", MDO_KRING
    ),
    "mdo_afgerond": Gebeurtenissoort("Het MDO is afgerond.", MDO_KRING),
    "mdo_oordeel_gegeven": Gebeurtenissoort("Een oordeel na het MDO: zelfstandig wonen lukt niet, {eens}.", MDO_KRING),
    "beeindiging_nagestreefd": Gebeurtenissoort(
        "De partijen vinden samen dat zelfstandig wonen niet lukt. Het contract loopt door.", MDO_KRING
    ),
    "huur_voortgezet": Gebeurtenissoort("Er zijn nieuwe afspraken. De huurder blijft wonen.", MDO_KRING),
    "herhuisvesting_begonnen": Gebeurtenissoort("Het zoeken naar een andere woonplek is begonnen.", MDO_KRING),
    "herhuisvesting_overlegd": Gebeurtenissoort("Er was overleg over een andere woonplek op {datum}.", ZOEKERS),
    "herindicatie_aangevraagd": Gebeurtenissoort("Een nieuwe indicatie is aangevraagd.", ZOEKERS),
    "herhuisvesting_gevonden": Gebeurtenissoort("Er is een andere woonplek, vanaf {datum}.", ZOEKERS),
    "terugkeer_geboden": Gebeurtenissoort("De instelling bood op {datum} een plek aan om terug te keren.", ZOEKERS),
    "begeleiding_veranderd": Gebeurtenissoort("De begeleiding wordt meer of minder, vanaf {datum}.", ZORG),
    # that there is begeleiding is for the corporatie, how much is not (Z-20.5)
    "begeleiding_gestopt": Gebeurtenissoort("De begeleiding stopt vanaf {datum}.", ZORG_EN_VERHUUR),
    "begeleiding_hervat": Gebeurtenissoort("De begeleiding begint weer vanaf {datum}.", ZORG_EN_VERHUUR),
    "opname_vastgelegd": Gebeurtenissoort("De huurder is een tijd niet thuis, vanaf {datum}.", ZORG),
    "opname_voorbij": Gebeurtenissoort("De huurder is weer thuis, sinds {datum}.", ZORG),
    "buurtpunt_vastgelegd": Gebeurtenissoort("Vastgelegd is wie de buren kunnen bellen.", ZORG_EN_VERHUUR),
    "buren_ingelicht": Gebeurtenissoort("De buren kregen uitleg op {datum}. De huurder wist dat.", ZORG_EN_VERHUUR),
    "eindafspraak_vervallen": Gebeurtenissoort(
        "De afgesproken laatste dag van de huur, {datum}, gaat niet door.", ZORG_EN_VERHUUR
    ),
    "herhuisvesting_weg": Gebeurtenissoort("De andere woonplek gaat niet door. Het zoeken gaat verder.", ZOEKERS),
    "einde_afgesproken": Gebeurtenissoort("De laatste dag van de huur is {datum} ({wijze}).", ZORG_EN_VERHUUR),
    "einde_verbeterd": Gebeurtenissoort(
        "Verbeterd: de laatste dag van de huur is {datum}. Er stond {was}. Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "einde_ingetrokken": Gebeurtenissoort(
        "Verbeterd: er is geen laatste dag van de huur. Er stond {was} ({wijze}). Reden: {reden}.", ZORG_EN_VERHUUR
    ),
    "overleden": Gebeurtenissoort("De {wie} is overleden. Er volgt geen brief en geen afspraak meer."),
    "opzegging_ingetrokken": Gebeurtenissoort(
        "De huurder trok op {datum} de opzegging in, en de corporatie vond dat goed. De laatste dag was {was}.",
        ZORG_EN_VERHUUR,
    ),
    "overlijden_herroepen": Gebeurtenissoort("Verbeterd: er is niemand overleden. Reden: {reden}."),
    "overleden_huurdag": Gebeurtenissoort(
        "De laatste dag van de huur is {datum}: {wie}. Er stond {was}.", ZORG_EN_VERHUUR
    ),
    "overleden_blijft": Gebeurtenissoort("De woning komt niet vrij: {wie}.", ZORG_EN_VERHUUR),
    "woning_terug": Gebeurtenissoort("De woning is terug, de sleutel kwam op {datum}.", ZORG_EN_VERHUUR),
    # taken
    **{
        f"{kring}_{wat}": Gebeurtenissoort(zin, lezers)
        for kring, lezers in TAAKKRINGEN.items()
        for wat, zin in (
            ("vertraagd", "“{taak}” duurt langer: {reden}."),
            ("wacht", "“{taak}” wacht tot {datum}: {reden}."),
            ("weer_opgepakt", "“{taak}” wacht niet meer."),
            ("uitgesteld", "“{taak}”: bericht aan anderen uitgesteld tot en met {datum}, want {reden}."),
            ("uitstel_gestopt", "“{taak}”: het bericht aan anderen is niet meer uitgesteld."),
            ("gegeven", "“{taak}” is aan een collega gegeven ({taakrol})."),
        )
    },
    # brieven
    **{
        f"{kring}_{wat}": Gebeurtenissoort(zin, lezers)
        for kring, lezers in (("brief", ZORG_EN_VERHUUR), ("besluitbrief", BESLUITLEZERS), ("zoekbrief", ZOEKERS))
        for wat, zin in (
            ("verstuurd", _VERSTUURD),
            ("verzending_verbeterd", _VERZENDING_VERBETERD),
            ("niet_verstuurd", _NIET_VERSTUURD),
            ("vernieuwd", _VERNIEUWD),
            ("hoeft_niet", _HOEFT_NIET),
            ("moet_toch_weg", _MOET_TOCH_WEG),
        )
    },
    # traject
    "overstap_vervallen": Gebeurtenissoort(
        "Dit traject houdt de afspraken van de regeling die het had. Reden: {reden}."
    ),
    "andere_afspraken": Gebeurtenissoort("Voor dit traject gelden nieuwe afspraken van de regeling, sinds {datum}."),
    "gegevens_gewist": Gebeurtenissoort("De gegevens van deze persoon zijn gewist."),
    "traject_afgesloten": Gebeurtenissoort("Het traject is afgesloten: {uitkomst}."),
}


def zin(soort: str, gegevens: Mapping[str, Any]) -> str:
    """The sentence of one event."""
    return GEBEURTENISSEN[soort].zin.format(**{naam: _tekst(naam, waarde) for naam, waarde in gegevens.items()})


def leesbaar_voor(rollen: Iterable[Rol]) -> list[str]:
    """The kinds of event that at least one of these roles may read."""
    mijn = frozenset(rollen)
    return [code for code, soort in GEBEURTENISSEN.items() if soort.lezers & mijn]


def taakkring(soort: Termijnsoort) -> str:
    """The widest circle in which everybody may know of this kind of duty."""
    return next(kring for kring, lezers in TAAKKRINGEN.items() if lezers <= (soort.lezers or IEDEREEN))


#: The words of the codes that stand in an event.
_WOORDEN = {
    lid.value: lid.label
    for keuze in (
        Verklaringsoort, Uitkomst, ToelatingUitkomst, Route, Afhandeling, OndertekenaarRol, Signaalsoort, MdoUitkomst,
        OmzettingUitkomst, Signaalaanleiding, EindeWijze, Correctiereden, Verzendwijze, NietVersturenReden,
        Vertragingsreden, NietMee, Overdrachtweigering, Heropenreden,
        Mdoafzegreden, Voorwaardereden, RouteUitkomst, Uitruilreden, Terugneemreden, NaOverlijden,
    )
    for lid in keuze
}  # fmt: skip


def _tekst(naam: str, waarde: Any) -> str:
    if naam == "taak":
        return TERMIJNSOORTEN[waarde].tekst
    if naam == "taakrol":
        return Rol(waarde).label
    if isinstance(waarde, bool):
        return "eens" if waarde else "niet eens"
    if isinstance(waarde, str) and len(waarde) == 10 and waarde[4] == "-":
        return datum_voluit(date.fromisoformat(waarde))
    return _WOORDEN.get(waarde) or str(waarde).replace("_", " ")
