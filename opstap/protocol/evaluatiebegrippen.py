"""The closed lists of an evaluatie."""

from __future__ import annotations

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt


class EvaluatieSoort(Keuze):
    WOONVAARDIGHEIDSCHECK = "woonvaardigheidscheck", "woonvaardigheidscheck"
    HALFJAARLIJKS = "halfjaarlijks", "halfjaarlijkse evaluatie"
    VOORTGANGSGESPREK = "voortgangsgesprek", "voortgangsgesprek"
    EXTRA = "extra", "extra evaluatie"


class EvaluatieItem(Keuze):
    """The five points of I-7."""

    HUUR = "huur", "De huur op tijd en helemaal betalen"
    WOONGEDRAG = "woongedrag", "Rekening houden met de buren, geen overlast"
    VERZORGING = "verzorging", "Zorgen voor de woning en de tuin of het balkon"
    AANSPREEKBAARHEID = "aanspreekbaarheid", "Aanspreekbaar zijn voor buren en corporatie"
    GEDRAGSAANWIJZINGEN = "gedragsaanwijzingen", "Afspraken in het contract en begeleiding"


class ItemOordeel(Keuze):
    GOED = "goed", "gaat goed"
    AANDACHT = "aandacht", "heeft aandacht nodig"
    ONVOLDOENDE = "onvoldoende", "is onvoldoende"


class Oordeel(Keuze):
    """The verdict over the whole evaluatie (Z-12.11)."""

    OP_SCHEMA = "op_schema", "op schema"
    AANDACHT = "aandacht", "aandacht nodig"
    NIET_HAALBAAR = "niet_haalbaar", "niet haalbaar"


class Vervolgadvies(Keuze):
    """What the begeleider advises after the conversation; a person chooses it, Opstap suggests nothing."""

    DOORGAAN = "doorgaan", "doorgaan"
    AANPASSEN = "aanpassen", "aanpassen"
    MDO = "mdo", "een MDO"
    OMZETTEN = "omzetten", "een vast contract"


class Inzet(Keuze):
    """Whose efforts are weighed (Z-12.8)."""

    HUURDER = "huurder", "Wat deed de huurder?"
    ZORG = "zorg", "Wat deed de begeleider?"
    CORPORATIE = "corporatie", "Wat deed de corporatie?"
    GEMEENTE = "gemeente", "Wat deed de gemeente?"


class Grond(Keuze):
    """What can carry a negative besluit: the three points of a good tenant (Z-11.7 to Z-11.9)."""

    HUUR = "huur", "de huur is niet elke maand helemaal betaald"
    WOONGEDRAG = "woongedrag", "het woongedrag of de verzorging van de woning was niet goed genoeg"
    GEDRAGSAANWIJZINGEN = "gedragsaanwijzingen", "de gedragsaanwijzingen in het contract zijn niet gevolgd"


@regelt("Z-1.11", "Z-20.8", "H-30")
class Signaalsoort(Keuze):
    """Facts that anybody can see; never what may be behind them (Z-1.11, Z-20.8)."""

    HUURACHTERSTAND = "huurachterstand", "de huur is niet op tijd of niet helemaal betaald"
    OVERLAST = "overlast", "er is overlast gemeld"
    WONING = "woning", "de woning, de tuin of het balkon is niet verzorgd"
    VEILIGHEID = "veiligheid", "het is niet veilig voor de huurder of de buren"
    GEEN_CONTACT = "geen_contact", "de huurder is niet te bereiken"
    BEGELEIDING_GESTOPT = "begeleiding_gestopt", "de huurder is met de begeleiding gestopt"
    AFSPRAAK_NIET_NAGEKOMEN = "afspraak_niet_nagekomen", "een afspraak is niet nagekomen"


@regelt("P-41", "Z-20.8")
class Signaalbron(Keuze):
    """How who reports it came to know: somebody else told it, never who."""

    ZELF = "zelf", "zelf gezien of gehoord"
    BUREN = "buren", "van de buren"
    WIJKAGENT = "wijkagent", "van de wijkagent"


class Signaalaanleiding(Keuze):
    """A person saw it, or Opstap counted it and proposes an MDO: a person takes that up or declines it."""

    MELDING = "melding", "iemand meldde dit"
    GEMIST = "gemist", "evaluaties gingen niet door: zonder de huurder, of veel te laat"
    VERLOPEN_AFSPRAAK = "verlopen_afspraak", "een afspraak uit het MDO is niet op tijd nagekomen"
    ONVOLDOENDE = "onvoldoende", "hetzelfde punt was in de evaluaties na elkaar onvoldoende"
    ACHTERSTAND = "achterstand", "de huurachterstand is opgelopen"


class MeerBegeleiding(Keuze):
    """Was more begeleiding tried, before anybody says that it does not work (Z-13.4)?"""

    GEPROBEERD = "geprobeerd", "ja, geprobeerd"
    AANGEBODEN = "aangeboden", "ja, aangeboden, maar het is er niet van gekomen"
    NIET = "niet", "nee"


class Mdoafzegreden(Keuze):
    """Why an MDO that had a day does not go on. Never what somebody has."""

    HUURDER = "huurder_kan_niet", "de huurder kan niet"
    PARTIJ = "partij_kan_niet", "een van de partijen kan niet"
    EERST_ANDERS = "eerst_iets_anders", "er moet eerst iets anders gebeuren"


class MdoUitkomst(Keuze):
    """Never "ontbonden": only a court or an agreement ends a tenancy (I-15)."""

    BLIJFT_WONEN = "blijft_wonen", "de huurder blijft wonen, met afspraken"
    BEEINDIGING_NASTREVEN = "beeindiging_nastreven", "zelfstandig wonen lukt niet: samen een andere woonplek zoeken"
