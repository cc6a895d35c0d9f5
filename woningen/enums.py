"""The closed lists of this room. What the rules know of (Woningtype, Aanbiedingstatus, Afhandeling) is in protocol/."""

from __future__ import annotations

from opstap.protocol.begrippen import Keuze


class Plaatsstatus(Keuze):
    VRIJ = "vrij"
    GERESERVEERD = "gereserveerd"
    GEBRUIKT = "gebruikt"


class Woningstatus(Keuze):
    """Derived from the aanbiedingen of a home; never stored."""

    BESCHIKBAAR = "beschikbaar"
    AANGEBODEN = "aangeboden"
    VERHUURD = "verhuurd"


class Bemiddelingstatus(Keuze):
    WACHT = "wacht", "wacht op een corporatie"
    ZOEKT = "zoekt", "er wordt een woning gezocht"
    AANGEBODEN = "aangeboden", "er is een woning aangeboden"
    TOEGEWEZEN = "toegewezen", "er is een woning"
    VERVALLEN = "vervallen", "gestopt na de weigeringen"
    INGETROKKEN = "ingetrokken"
    OVERGEGAAN = "overgegaan", "verder met directe bemiddeling"


class Verhuurderreden(Keuze):
    """Why another corporatie is asked than the one whose turn it is."""

    HEEFT_WONING = "heeft_woning", "deze corporatie heeft nu een passende woning"
    PLEK = "plek", "de kandidaat zoekt een woning in een buurt van deze corporatie"
    AFSPRAAK = "afspraak", "de corporaties hebben dit zo afgesproken"


class Weigerreden(Keuze):
    PLEK = "plek", "de buurt of de plek past niet"
    WONING = "woning", "de woning zelf past niet"
    HUUR = "huur", "de huur is te hoog"
    NU_NIET = "nu_niet", "de kandidaat wil nu niet verhuizen"
    ANDERS = "anders", "een andere reden"


class Intrekreden(Keuze):
    WONING_WEG = "woning_weg", "de woning is toch niet beschikbaar"
    VERGISSING = "vergissing", "het aanbod was een vergissing"
    KANDIDAAT = "kandidaat", "de kandidaat zoekt nu geen woning meer"
    TOELATING = "toelating", "de kandidaat is niet meer toegelaten"


#: What a consulent may choose; the last one follows from a besluit of somebody else.
INTREKREDENEN = (Intrekreden.WONING_WEG, Intrekreden.VERGISSING, Intrekreden.KANDIDAAT)


class Contractstatus(Keuze):
    CONCEPT = "concept", "wordt opgemaakt"
    TER_ONDERTEKENING = "ter_ondertekening", "wacht op handtekeningen"
    GETEKEND = "getekend"
    LOPEND = "lopend", "loopt"
    AANGEZEGD = "aangezegd", "loopt, de aanzegging is ontvangen"
    BEEINDIGING_NAGESTREEFD = "beeindiging_nagestreefd", "loopt, er wordt een andere woonplek gezocht"
    AFGEROND = "afgerond", "afgerond: de huur gaat door voor onbepaalde tijd"
    BEEINDIGD = "beeindigd", "gestopt"
    INGETROKKEN = "ingetrokken"


#: The tenant lives there on the temporary contract: every date of it runs (Z-13.4 pauses nothing).
LOOPT_TIJDELIJK = (Contractstatus.LOPEND, Contractstatus.AANGEZEGD, Contractstatus.BEEINDIGING_NAGESTREEFD)
#: Of these no aanzegging was received: without one the law makes the contract vast on its last day (L-10).
NIET_AANGEZEGD = (Contractstatus.LOPEND, Contractstatus.BEEINDIGING_NAGESTREEFD)


class Grondslag(Keuze):
    """Why the contract may be temporary (I-22; Besluit specifieke groepen tijdelijke huurovereenkomst)."""

    C_OPVANG = "c_opvang", "de huurder komt uit de maatschappelijke opvang"
    C_SOCIALE_NOODSITUATIE = (
        "c_sociale_noodsituatie",
        "sociale noodsituatie: de huurder heeft dringend een woning nodig",
    )
    D_TWEEDE_KANS = "d_tweede_kans", "tweede kans: de huurder krijgt een nieuwe kans op een woning"
    OUD_RECHT_22A = "oud_recht_22a", "oud recht, alleen voor contracten van voor 1 juli 2024"


class Gedragsaanwijzing(Keuze):
    BETALEN = "betalen", "de huur elke maand op tijd en helemaal betalen"
    GEEN_OVERLAST = "geen_overlast", "geen overlast geven aan de buren"
    WONING_VERZORGEN = "woning_verzorgen", "goed zorgen voor de woning en de tuin of het balkon"
    BEGELEIDING_TOELATEN = "begeleiding_toelaten", "de afgesproken begeleiding toelaten en eraan meewerken"
    AANSPREEKBAAR = "aanspreekbaar", "aanspreekbaar zijn voor buren en corporatie"
    GEEN_ONDERHUUR = "geen_onderhuur", "de woning niet aan iemand anders verhuren"


class OnbepaaldDoor(Keuze):
    AANVANG = "aanvang", "vanaf het begin"
    BESLUIT = "besluit", "door een besluit"
    OMKLAP = "omklap", "doordat het contract op naam van de bewoner kwam"
    WET = "wet", "door de wet"


class AanzegWijze(Keuze):
    AANGETEKEND = "aangetekend", "met een aangetekende brief"
    OVERHANDIGD = "overhandigd", "in de hand gegeven"
    EMAIL = "email", "per e-mail"
    DEURWAARDER = "deurwaarder", "door een deurwaarder (exploot)"


#: What the huurder has on the day itself.
IN_DE_HAND = (AanzegWijze.OVERHANDIGD, AanzegWijze.DEURWAARDER)


class AanzegBewijs(Keuze):
    POSTBERICHT = "postbericht", "bericht van de post dat de brief is afgegeven"
    HANDTEKENING = "handtekening", "handtekening van de huurder"
    ANTWOORD = "antwoord", "antwoord van de huurder"
    EXPLOOT = "exploot", "exploot van de deurwaarder"
