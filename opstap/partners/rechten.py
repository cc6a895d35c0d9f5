"""THE permission table: Rol x Actie -> Bereik. What is not here is refused (law 5)."""

from __future__ import annotations

from opstap.protocol.begrippen import Hoedanigheid as H
from opstap.protocol.begrippen import Keuze, Rol
from opstap.protocol.clausules import regelt


class Bereik(Keuze):
    """How far a right reaches."""

    GEEN = "geen"
    EIGEN_ORGANISATIE = "eigen_organisatie", "wat van de eigen organisatie is"
    BETROKKEN = "betrokken", "trajecten waar de organisatie nu bij betrokken is"
    REGELING = "regeling", "de regelingen waar de organisatie aan meedoet"


class Actie(Keuze):
    # voor iedereen met een rol
    VANDAAG_ZIEN = "vandaag_zien", "zien wat er vandaag te doen is"
    TRAJECTEN_ZIEN = "trajecten_zien", "trajecten zoeken"
    TRAJECT_ZIEN = "traject_zien", "een traject openen"
    VERKLARINGEN_ZIEN = "verklaringen_zien", "lezen wie wat weet, en wie ja of nee zei"
    BRIEF_ZIEN = "brief_zien", "een brief openen"
    BRIEF_VERSTUREN = "brief_versturen", "brieven van de eigen organisatie versturen"
    REKENHULP_ZIEN = "rekenhulp_zien", "datums uitrekenen"
    TERMIJNEN_ZIEN = "termijnen_zien", "de termijnen van een regeling lezen"
    POST_INSTELLEN = "post_instellen", "kiezen hoe mail komt"
    TAAK_OPPAKKEN = "taak_oppakken", "zeggen wie een taak doet, en waarom zij langer duurt"
    AFWEZIGHEID_REGELEN = "afwezigheid_regelen", "zeggen wie er niet is en wie dan vervangt"
    WERK_OVERDRAGEN = "werk_overdragen", "werk van een collega overdragen"
    AGENDA_INSTELLEN = "agenda_instellen", "een adres voor de eigen agenda maken"
    # aanmelding
    AANMELDING_BEGINNEN = "aanmelding_beginnen", "een aanmelding beginnen"
    AANMELDING_INVULLEN = "aanmelding_invullen", "een aanmelding invullen en versturen"
    AANMELDING_ZIEN = "aanmelding_zien", "een aanmelding bekijken"
    VOORAANMELDINGEN_ZIEN = "vooraanmeldingen_zien", "zien wie vooraf is gemeld, zonder naam"
    VOORWAARDE_STELLEN = "voorwaarde_stellen", "bij een intake vragen dat iemand de opstapregeling gebruikt"
    VOORWAARDE_BIJHOUDEN = "voorwaarde_bijhouden", "bij zo’n voorwaarde een zorgorganisatie vragen, of die stoppen"
    VOORWAARDE_BEANTWOORDEN = "voorwaarde_beantwoorden", "zeggen of u begeleidt wie de regeling moet gebruiken"
    ACCORDEREN = "accorderen", "eigen ondersteuning accorderen"
    ADVISEREN = "adviseren", "advies geven over een kandidaat, als daarom is gevraagd"
    BEGELEIDING_OVERDRAGEN = "begeleiding_overdragen", "de begeleiding overdragen aan een collega of organisatie"
    OVERDRACHT_BEANTWOORDEN = "overdracht_beantwoorden", "zeggen of u de begeleiding overneemt"
    TOELATING_BESLUITEN = "toelating_besluiten", "een aanmelding beoordelen en besluiten"
    VERGADEREN = "vergaderen", "vergaderdagen van de commissie vastleggen en de agenda lezen"
    # woningen
    CONTINGENT_ZIEN = "contingent_zien", "het contingent bekijken"
    CONTINGENT_BEHEREN = "contingent_beheren", "het contingent vastleggen"
    MUTATIES_OPGEVEN = "mutaties_opgeven", "opgeven hoeveel woningen er vrijkwamen"
    GEBRUIK_ZIEN = "gebruik_zien", "zien wie de woningen gebruikt, en hoe de uitruil staat"
    WONING_BEHEREN = "woning_beheren", "woningen vastleggen"
    VERHUURDER_VRAGEN = "verhuurder_vragen", "een corporatie om een woning vragen"
    WACHTRIJ_ZIEN = "wachtrij_zien", "zien wie op een woning met voorrang wacht"
    PASSEN_ZIEN = "passen_zien", "zien welke woning bij welke kandidaat past"
    WONING_AANBIEDEN = "woning_aanbieden", "een woning aanbieden en het antwoord vastleggen"
    AANTEKENING_MAKEN = "aantekening_maken", "vastleggen dat er een aantekening bij de inschrijving staat"
    INSCHRIJVING_VERWERKEN = "inschrijving_verwerken", "een kandidaat inschrijven en de toewijzing verwerken"
    REAGEERTIJD_AFSPREKEN = "reageertijd_afspreken", "afspreken tot wanneer een kandidaat zelf reageert"
    LEEFBAARHEID_WEIGEREN = "leefbaarheid_weigeren", "iemand die zelf reageert weigeren om de leefbaarheid"
    ROUTE_WISSELEN = "route_wisselen", "besluiten hoe het verder gaat na zelf reageren"
    CONTRACT_ZIEN = "contract_zien", "het contract bekijken"
    CONTRACT_BEHEREN = "contract_beheren", "het contract opmaken en bijhouden"
    START_VASTLEGGEN = "start_vastleggen", "vastleggen wat bij het begin van de huur is besproken en afgesproken"
    BEGELEIDING_BEVESTIGEN = "begeleiding_bevestigen", "bevestigen dat er een plan is en wanneer de begeleiding begint"
    OMZETTING_BESLUITEN = "omzetting_besluiten", "besluiten over het vaste contract"
    # evaluatie
    NEE_BESPREKEN = "nee_bespreken", "vastleggen dat er over een nee van de huurder is gepraat"
    EVALUATIE_ZIEN = "evaluatie_zien", "evaluaties bekijken"
    EVALUATIE_HOUDEN = "evaluatie_houden", "een evaluatie vastleggen"
    HUURSTATUS_OPGEVEN = "huurstatus_opgeven", "opgeven hoe het met de huur staat"
    EVALUATIE_BEVESTIGEN = "evaluatie_bevestigen", "zeggen of een evaluatie klopt"
    AFSPRAAK_AFHANDELEN = "afspraak_afhandelen", "een afspraak uit een evaluatie afhandelen"
    SIGNAAL_MELDEN = "signaal_melden", "een signaal melden"
    SIGNAAL_ZIEN = "signaal_zien", "een signaal bekijken"
    SIGNAAL_OPPAKKEN = "signaal_oppakken", "een signaal oppakken en afhandelen"
    MDO_ZIEN = "mdo_zien", "een MDO bekijken"
    MDO_VOORBEREIDEN = "mdo_voorbereiden", "vooraf opschrijven wat u in een MDO wilt zeggen"
    MDO_HOUDEN = "mdo_houden", "een MDO plannen en vastleggen"
    MDO_CONCLUDEREN = "mdo_concluderen", "zeggen of zelfstandig wonen lukt"
    BEGELEIDING_ZIEN = "begeleiding_zien", "zien hoeveel begeleiding er thuis is"
    BEGELEIDING_BIJHOUDEN = "begeleiding_bijhouden", "vastleggen dat de begeleiding meer of minder wordt, of stopt"
    HERHUISVESTING_ZIEN = "herhuisvesting_zien", "zien hoe het zoeken naar een andere woonplek gaat"
    HERHUISVESTING_LEIDEN = "herhuisvesting_leiden", "het zoeken naar een andere woonplek bijhouden"
    # gemeente en beheer
    OVERZICHT_ZIEN = "overzicht_zien", "het overzicht van de regeling bekijken"
    TE_LAAT_ZIEN = "te_laat_zien", "zien wat in de regeling blijft liggen"
    REGISTER_ZIEN = "register_zien", "lezen waar partners op vastlopen, en wat zij over het protocol afspraken"
    KNELPUNT_OPSCHRIJVEN = "knelpunt_opschrijven", "opschrijven waar u op vastloopt en wat werkte"
    PROTOCOL_EVALUEREN = "protocol_evalueren", "de evaluatie van het protocol vastleggen"
    GESCHIL_BIJHOUDEN = "geschil_bijhouden", "een geschil over het protocol melden en bijhouden"
    OVEREENKOMST_OVERLEGGEN = "overeenkomst_overleggen", "vastleggen dat over een eigen opstapovereenkomst is overlegd"
    REGELING_ZIEN = "regeling_zien", "de afspraken van een regeling bekijken"
    REGELING_WIJZIGEN = "regeling_wijzigen", "de afspraken van een regeling wijzigen"
    POSTVAK_ZIEN = "postvak_zien", "de demopost lezen"
    KLOK_VERZETTEN = "klok_verzetten", "de oefenklok verzetten"
    BEHEREN = "beheren", "organisaties, gebruikers en regelingen beheren"


#: What an organisation may still do that handed over, for a while: read, and send the letters it wrote.
NA_OVERDRACHT = frozenset(actie for actie in Actie if actie.value.endswith("_zien")) | {Actie.BRIEF_VERSTUREN}

#: What it may when it is asked to an MDO after that, or searches another place: not how the living goes on with who
#: took over, and nothing that who took over does.
ALS_GAST = NA_OVERDRACHT - {Actie.EVALUATIE_ZIEN, Actie.BEGELEIDING_ZIEN} | {
    Actie.MDO_VOORBEREIDEN,
    Actie.HERHUISVESTING_LEIDEN,
}

#: In which hoedanigheid an organisation must be involved for this role to see the traject.
HOEDANIGHEDEN: dict[Rol, frozenset[H]] = {
    Rol.BEGELEIDER: frozenset({H.BEGELEIDING, H.HERKOMST}),
    Rol.TEAMLEIDER_ZORG: frozenset({H.BEGELEIDING, H.HERKOMST}),
    Rol.CONSULENT: frozenset({H.VERHUURDER}),
    Rol.TEAMLEIDER_CORPORATIE: frozenset({H.VERHUURDER}),
    Rol.COORDINATOR: frozenset({H.COORDINATIE}),
    Rol.WMO_CONSULENT: frozenset({H.WMO}),
    Rol.PROCESREGISSEUR: frozenset({H.PROCESREGIE}),
    Rol.COMMISSIELID: frozenset({H.COMMISSIE}),
    Rol.BELEIDSMEDEWERKER: frozenset(),
    Rol.BEHEERDER: frozenset(),
}

ZORGKANT = "zorg"
#: The sides of one traject. Team leads stand on the side of their team; a commissielid on that of who sent him (A-11).
KANTEN: dict[Rol, str] = {
    Rol.BEGELEIDER: ZORGKANT,
    Rol.TEAMLEIDER_ZORG: ZORGKANT,
    Rol.CONSULENT: "corporatie",
    Rol.TEAMLEIDER_CORPORATIE: "corporatie",
    Rol.COORDINATOR: "corporatie",
    Rol.WMO_CONSULENT: "gemeente",
    Rol.PROCESREGISSEUR: "gemeente",
}

_ZORG = (Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG)
_VERHUUR = (Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE)
_GEMEENTE = (Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR)
#: Who may receive, decide and share out. Which of the two does is a parameter: see `protocol.beslissen`.
_LOKET = (Rol.COORDINATOR, Rol.COMMISSIELID)
#: Who has a home page. Written out: a new role gets nothing by itself.
_IEDEREEN = (
    *_ZORG,
    *_VERHUUR,
    *_LOKET,
    *_GEMEENTE,
    Rol.BELEIDSMEDEWERKER,
    Rol.BEHEERDER,
)
_BIJ_TRAJECT = (*_ZORG, *_VERHUUR, Rol.COORDINATOR, *_GEMEENTE, Rol.COMMISSIELID)


def _alle(rollen: tuple[Rol, ...], bereik: Bereik) -> dict[Rol, Bereik]:
    return dict.fromkeys(rollen, bereik)


RECHTEN: dict[Actie, dict[Rol, Bereik]] = {
    Actie.VANDAAG_ZIEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.TRAJECTEN_ZIEN: _alle(_BIJ_TRAJECT, Bereik.BETROKKEN),
    Actie.TRAJECT_ZIEN: _alle(_BIJ_TRAJECT, Bereik.BETROKKEN),
    Actie.VERKLARINGEN_ZIEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.BRIEF_ZIEN: _alle((*_ZORG, *_VERHUUR, *_LOKET, Rol.PROCESREGISSEUR), Bereik.BETROKKEN),
    Actie.BRIEF_VERSTUREN: _alle((*_ZORG, *_VERHUUR, *_LOKET, Rol.PROCESREGISSEUR), Bereik.BETROKKEN),
    Actie.REKENHULP_ZIEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.TERMIJNEN_ZIEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.POST_INSTELLEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.TAAK_OPPAKKEN: _alle(_BIJ_TRAJECT, Bereik.EIGEN_ORGANISATIE),
    Actie.AFWEZIGHEID_REGELEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.WERK_OVERDRAGEN: _alle(
        (Rol.TEAMLEIDER_ZORG, Rol.TEAMLEIDER_CORPORATIE, Rol.BEHEERDER), Bereik.EIGEN_ORGANISATIE
    ),
    Actie.AGENDA_INSTELLEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.AANMELDING_BEGINNEN: _alle(_ZORG, Bereik.EIGEN_ORGANISATIE),
    Actie.AANMELDING_INVULLEN: _alle(_ZORG, Bereik.BETROKKEN),
    Actie.AANMELDING_ZIEN: _alle((*_ZORG, *_LOKET, Rol.CONSULENT, Rol.WMO_CONSULENT), Bereik.BETROKKEN),
    Actie.VOORAANMELDINGEN_ZIEN: _alle((*_LOKET, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.VOORWAARDE_STELLEN: _alle(_VERHUUR, Bereik.EIGEN_ORGANISATIE),
    Actie.VOORWAARDE_BIJHOUDEN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.VOORWAARDE_BEANTWOORDEN: _alle(_ZORG, Bereik.EIGEN_ORGANISATIE),
    Actie.ACCORDEREN: _alle((*_ZORG, *_GEMEENTE, Rol.CONSULENT), Bereik.EIGEN_ORGANISATIE),
    Actie.ADVISEREN: _alle((*_ZORG, Rol.WMO_CONSULENT), Bereik.EIGEN_ORGANISATIE),
    Actie.BEGELEIDING_OVERDRAGEN: _alle(_ZORG, Bereik.BETROKKEN),
    Actie.OVERDRACHT_BEANTWOORDEN: _alle(_ZORG, Bereik.EIGEN_ORGANISATIE),
    Actie.TOELATING_BESLUITEN: _alle(_LOKET, Bereik.BETROKKEN),
    Actie.VERGADEREN: _alle((Rol.COMMISSIELID,), Bereik.EIGEN_ORGANISATIE),
    Actie.CONTINGENT_ZIEN: _alle((*_VERHUUR, *_LOKET, *_GEMEENTE, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.CONTINGENT_BEHEREN: _alle(_LOKET, Bereik.REGELING),
    Actie.MUTATIES_OPGEVEN: _alle(_VERHUUR, Bereik.EIGEN_ORGANISATIE),
    Actie.GEBRUIK_ZIEN: _alle((*_LOKET, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.WONING_BEHEREN: _alle(_VERHUUR, Bereik.EIGEN_ORGANISATIE),
    Actie.VERHUURDER_VRAGEN: _alle(_LOKET, Bereik.BETROKKEN),
    Actie.WACHTRIJ_ZIEN: _alle((*_VERHUUR, *_LOKET), Bereik.BETROKKEN),
    Actie.PASSEN_ZIEN: _alle((Rol.CONSULENT,), Bereik.BETROKKEN),
    Actie.WONING_AANBIEDEN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.AANTEKENING_MAKEN: _alle(_LOKET, Bereik.BETROKKEN),
    Actie.INSCHRIJVING_VERWERKEN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.REAGEERTIJD_AFSPREKEN: _alle(_ZORG, Bereik.BETROKKEN),
    Actie.LEEFBAARHEID_WEIGEREN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.ROUTE_WISSELEN: _alle(_LOKET, Bereik.BETROKKEN),
    Actie.CONTRACT_ZIEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.CONTRACT_BEHEREN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.START_VASTLEGGEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.BEGELEIDING_BEVESTIGEN: _alle(_ZORG, Bereik.BETROKKEN),
    Actie.OMZETTING_BESLUITEN: _alle((*_VERHUUR, Rol.COMMISSIELID), Bereik.BETROKKEN),
    Actie.NEE_BESPREKEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.EVALUATIE_ZIEN: _alle((*_ZORG, *_VERHUUR, Rol.COMMISSIELID), Bereik.BETROKKEN),
    Actie.EVALUATIE_HOUDEN: _alle((*_ZORG, *_VERHUUR, Rol.COMMISSIELID), Bereik.BETROKKEN),
    Actie.HUURSTATUS_OPGEVEN: _alle(_VERHUUR, Bereik.BETROKKEN),
    Actie.EVALUATIE_BEVESTIGEN: _alle((*_ZORG, *_VERHUUR, Rol.COMMISSIELID), Bereik.BETROKKEN),
    Actie.AFSPRAAK_AFHANDELEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.SIGNAAL_MELDEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.SIGNAAL_ZIEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.SIGNAAL_OPPAKKEN: _alle((*_ZORG, *_VERHUUR), Bereik.BETROKKEN),
    Actie.MDO_ZIEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.MDO_VOORBEREIDEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.MDO_HOUDEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.MDO_CONCLUDEREN: _alle((Rol.BEGELEIDER, Rol.CONSULENT, Rol.PROCESREGISSEUR), Bereik.BETROKKEN),
    Actie.BEGELEIDING_ZIEN: _alle((*_ZORG, Rol.WMO_CONSULENT), Bereik.BETROKKEN),
    Actie.BEGELEIDING_BIJHOUDEN: _alle(_ZORG, Bereik.BETROKKEN),
    Actie.HERHUISVESTING_ZIEN: _alle((*_ZORG, *_VERHUUR, *_GEMEENTE), Bereik.BETROKKEN),
    Actie.HERHUISVESTING_LEIDEN: _alle((*_ZORG, Rol.PROCESREGISSEUR), Bereik.BETROKKEN),
    Actie.OVERZICHT_ZIEN: _alle((Rol.COORDINATOR, *_GEMEENTE, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.TE_LAAT_ZIEN: _alle((*_GEMEENTE, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.REGISTER_ZIEN: _alle((*_BIJ_TRAJECT, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.KNELPUNT_OPSCHRIJVEN: _alle(
        (*_ZORG, *_VERHUUR, Rol.COORDINATOR, *_GEMEENTE, Rol.BELEIDSMEDEWERKER), Bereik.EIGEN_ORGANISATIE
    ),
    Actie.PROTOCOL_EVALUEREN: _alle((Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER), Bereik.REGELING),
    Actie.GESCHIL_BIJHOUDEN: _alle(
        (Rol.TEAMLEIDER_ZORG, Rol.TEAMLEIDER_CORPORATIE, Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER),
        Bereik.EIGEN_ORGANISATIE,
    ),
    Actie.OVEREENKOMST_OVERLEGGEN: _alle(
        (Rol.COORDINATOR, Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER), Bereik.REGELING
    ),
    Actie.REGELING_ZIEN: _alle((Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER), Bereik.REGELING),
    Actie.REGELING_WIJZIGEN: _alle((Rol.BEHEERDER,), Bereik.REGELING),
    Actie.POSTVAK_ZIEN: _alle(_IEDEREEN, Bereik.EIGEN_ORGANISATIE),
    Actie.KLOK_VERZETTEN: _alle((Rol.BEHEERDER,), Bereik.EIGEN_ORGANISATIE),
    Actie.BEHEREN: _alle((Rol.BEHEERDER,), Bereik.EIGEN_ORGANISATIE),
}


def soort_werk(rol: Rol) -> str:
    """Who does the same kind of work may replace each other; a role without a side only its own kind."""
    return KANTEN.get(rol, rol.value)


@regelt("Z-7.8", "Z-7.9")
def bereik(rol: Rol, actie: Actie) -> Bereik:
    """How far this role reaches for this act; a missing cell is `GEEN`."""
    return RECHTEN.get(actie, {}).get(rol, Bereik.GEEN)
