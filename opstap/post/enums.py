from __future__ import annotations

from opstap.protocol.begrippen import Keuze


class Geadresseerde(Keuze):
    KANDIDAAT = "kandidaat"
    ZORGORGANISATIE = "zorgorganisatie"
    CURATOR = "curator"
    WETTELIJK = "wettelijk", "wettelijk vertegenwoordiger"


#: Who decides for the kandidaat or huurder; gets a copy of what has legal consequences.
NAMENS_KANDIDAAT = (Geadresseerde.CURATOR, Geadresseerde.WETTELIJK)


class Postwijze(Keuze):
    """How somebody hears of it."""

    METEEN = "meteen", "in een eigen mail, meteen"
    DAGPOST = "dagpost", "in de dagpost"


class Briefstand(Keuze):
    """How far the making of the PDF is."""

    WORDT_GEMAAKT = "wordt_gemaakt"
    KLAAR = "klaar"
    LUKT_NIET = "lukt_niet"


class Verzendstand(Keuze):
    """Of a letter that must go out still the one thing to know: the first of these that is so."""

    TE_LAAT = "te_laat", "te laat om te versturen"
    OUD = "oud", "gemaakt op oude gegevens"
    KRAP = "krap", "bijna te laat"
    LUKT_NIET = "lukt_niet", "lukt niet, de beheerder ziet dit ook"
    WORDT_GEMAAKT = "wordt_gemaakt", "wordt gemaakt"
    KLAAR = "klaar", "klaar om te printen"


class Briefsoort(Keuze):
    """Every letter Opstap writes; the text of each is `templates/brieven/<code>.html`."""

    VOORWAARDE = "voorwaarde", "de opstapregeling als voorwaarde"
    ONTVANGST = "ontvangst", "wij hebben de aanmelding"
    AANVULLING = "aanvulling", "wij missen nog iets in de aanmelding"
    TOELATING = "toelating", "besluit: toegelaten"
    AFWIJZING = "afwijzing", "besluit: niet toegelaten"
    HEROPENING = "heropening", "het besluit wordt opnieuw bekeken"
    TOELATING_INGETROKKEN = "toelating_ingetrokken", "besluit: de toelating is ingetrokken"
    AANBOD = "aanbod", "aanbod van een woning"
    VERVALLEN = "vervallen", "einde van de directe bemiddeling"
    LEEFBAARHEID = "leefbaarheid", "geen woning in dit gebouw"
    ROUTE = "route", "besluit: zelf reageren of een aanbod van de corporatie"
    OPSTAPCONTRACT = "opstapcontract", "opstapcontract en huurcontract"
    METERKASTKAART = "meterkastkaart", "meterkastkaart: wie de huurder belt"
    BUURTKAART = "buurtkaart", "kaart voor de buren: wie zij bellen"
    OMZETTING = "omzetting", "besluit: een vast contract"
    OMKLAP = "omklap", "het contract op naam van de bewoner"
    OPSTAP_AFGEROND = "opstap_afgerond", "Opstap is klaar"
    NIET_OMZETTEN = "niet_omzetten", "besluit: geen vast contract"
    AANZEGGING = "aanzegging", "aanzegging"
    VAST_DOOR_WET = "vast_door_wet", "contract vast door de wet"
    BEEINDIGING_NASTREVEN = "beeindiging_nastreven", "samen een andere woonplek zoeken"
    HUUR_VOORTGEZET = "huur_voortgezet", "de huur gaat toch door"
    EINDAFSPRAAK = "eindafspraak", "laatste dag van de huur"
    EINDAFSPRAAK_VERVALLEN = "eindafspraak_vervallen", "de afgesproken laatste dag geldt niet meer"
    HUUR_GESTOPT = "huur_gestopt", "de huur is gestopt"
    MDO_AANKONDIGING = "mdo_aankondiging", "aankondiging van een MDO"
    MDO_UITNODIGING = "mdo_uitnodiging", "uitnodiging voor een MDO"
    MDO_AFGEZEGD = "mdo_afgezegd", "een MDO gaat niet door"
    MDO_TIJDSLIMIET = "mdo_tijdslimiet", "hoelang iets nog mag duren, bij spoed"
    MDO_AFSPRAKEN = "mdo_afspraken", "afspraken van een MDO"
    HERHUISVESTING_START = "herhuisvesting_start", "begin van de herhuisvesting"
    HERHUISVESTING_GEVONDEN = "herhuisvesting_gevonden", "andere woonplek gevonden"
