from __future__ import annotations

from opstap.protocol.begrippen import Keuze
from opstap.protocol.verklaringsoorten import Verklaringsoort as Verklaringsoort


class Besluitsoort(Keuze):
    TOELATING = "toelating"
    HEROPENING = "heropening", "een eerder besluit geldt niet meer"
    OMZETTING = "omzetting", "vast contract"
    AFWIJKING = "afwijking", "een andere kandidaat dan de eerste"
    BEMIDDELING_VERVALLEN = "bemiddeling_vervallen", "bemiddeling vervallen"
    LEEFBAARHEID = "leefbaarheid", "geen woning in een gebouw, om de leefbaarheid"
    ROUTE = "route", "zelf reageren of directe bemiddeling"
    MDO = "mdo", "uitkomst van het MDO"
    BEEINDIGING = "beeindiging", "beëindiging nastreven"


class Correctiereden(Keuze):
    """Why somebody corrects what was written down."""

    VERTYPT = "vertypt", "ik vulde iets verkeerd in"
    BLEEK_ANDERS = "bleek_anders", "later bleek het anders"
    VERWISSELD = "verwisseld", "dit hoorde bij iemand anders"


class Wijze(Keuze):
    """How something was told or agreed."""

    GESPREK = "gesprek", "in een gesprek"
    TELEFOON = "telefoon", "per telefoon"
    SCHRIFTELIJK = "schriftelijk", "op papier, met handtekening"
    EMAIL = "email", "per e-mail"


class Uitkomst(Keuze):
    """How a traject ended (closed list)."""

    VAST_CONTRACT = "vast_contract", "vast contract"
    VAST_DOOR_WET = "vast_door_wet", "vast contract, door de wet"
    AFGEWEZEN = "afgewezen", "niet toegelaten"
    INGETROKKEN = "ingetrokken", "aanmelding ingetrokken"
    VOORWAARDE_VERVALLEN = "voorwaarde_vervallen", "de corporatie stelt de voorwaarde niet meer"
    NIET_OMGEZET = "niet_omgezet", "geen vast contract, huur gestopt"
    HUUR_GESTOPT = "huur_gestopt", "huur gestopt, in overleg of door de rechter"
    OPGEZEGD = "opgezegd", "de huurder zegde de huur op"
    OVERLEDEN = "overleden", "de kandidaat of huurder is overleden"
    ANDERS = "anders", "anders geëindigd"
