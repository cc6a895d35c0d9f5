"""Toetsing: the criteria for toelating, each explained in words that fit in the letter (Z-8.15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, hoeveel, plus_maanden
from opstap.protocol.parameters import Parameters

BINDING, BEHANDELAAR = 7, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriumInvoer:
    """Facts as the coordinator records them; None = not filled in yet. No grounds, no documents.

    `ontruiming_datum` is the day of the ontruiming, or the end of the tenancy when it was ended voluntarily.
    `aflossing_genoeg` is for who does not know the percentage.
    `geen_passende_huisvesting` covers both halves of Z-8.2. `akkoord_formulier` is on the exact version.
    `vrijstelling` is the one neutral exemption code of Z-8.12 and Z-8.13.
    """

    ontruiming: bool | None = None
    ontruiming_datum: date | None = None
    ontruiming_wegens_achterstand: bool | None = None
    achterstand: bool | None = None
    aflossing_procent: int | Decimal | None = None
    aflossing_genoeg: bool | None = None
    regeling_loopt: bool | None = None
    geen_passende_huisvesting: bool | None = None
    ingeschreven: bool | None = None
    bereid_toewijzing: bool | None = None
    zorg_verklaart_vaardig: bool | None = None
    akkoord_formulier: bool | None = None
    binding_maanden: int | None = None
    direct_voorafgaand: bool | None = None
    vrijstelling: bool = False
    betaalbaar: bool | None = None
    heeft_behandelaar: bool | None = None
    behandelaar_onderschrijft: bool | None = None


@dataclass(frozen=True, slots=True)
class CriteriumUitkomst:
    """`voldaan` None = cannot be told yet; `uitleg` then says what to fill in."""

    nummer: int
    voldaan: bool | None
    uitleg: str
    clausule: str
    afwijking_mogelijk: bool = False


@dataclass(frozen=True, slots=True)
class _Vraag:
    invoer: CriteriumInvoer
    parameters: Parameters
    peildatum: date
    route: Route


_Antwoord: TypeAlias = tuple[bool | None, str, str]


@regelt("Z-8.1", "Z-8.9", "I-34")
def _ontruiming(vraag: _Vraag) -> _Antwoord:
    invoer, maanden = vraag.invoer, vraag.parameters.ontruiming_maanden
    datum = invoer.ontruiming_datum
    if maanden is None or (invoer.ontruiming is False and datum is None):
        return True, "Er is geen ontruiming die meetelt.", "Z-8.9"
    if invoer.ontruiming is None and datum is None:
        return None, "Vul in of er een ontruiming was.", "Z-8.9"
    if vraag.parameters.ontruiming_alleen_bij_achterstand and invoer.ontruiming_wegens_achterstand is False:
        return True, "De ontruiming had niets te maken met huurschuld.", "Z-8.9"
    if datum is None:
        return None, "Vul de datum van de ontruiming in.", "Z-8.9"
    vrij_na = plus_maanden(datum, maanden)
    if vrij_na < vraag.peildatum:
        return True, "De ontruiming is lang genoeg geleden.", "Z-8.9"
    if vraag.parameters.ontruiming_alleen_bij_achterstand and invoer.ontruiming_wegens_achterstand is None:
        return None, "Vul in of de ontruiming door huurschuld kwam.", "Z-8.9"
    return False, f"De ontruiming telt mee tot en met {datum_voluit(vrij_na)}.", "Z-8.9"


@regelt("Z-8.1", "Z-8.10", "I-34")
def _achterstand(vraag: _Vraag) -> _Antwoord:
    invoer, grens = vraag.invoer, vraag.parameters.aflossing_min_procent
    if grens is None or invoer.achterstand is False:
        return True, "Er is geen huurschuld die meetelt.", "Z-8.10"
    if invoer.achterstand is None:
        return None, "Vul in of er huurschuld is.", "Z-8.10"
    if invoer.regeling_loopt is False:
        return False, "Er is geen betalingsregeling die goed loopt.", "Z-8.10"
    procent = invoer.aflossing_procent
    genoeg = invoer.aflossing_genoeg if procent is None else procent >= grens
    if genoeg is False:
        return False, f"Er is nog geen {grens} procent van de huurschuld betaald.", "Z-8.10"
    if genoeg is None or invoer.regeling_loopt is None:
        return None, "Vul in hoeveel er is betaald en of de betalingsregeling goed loopt.", "Z-8.10"
    return True, "De huurschuld is genoeg afgelost en de regeling loopt goed.", "Z-8.10"


def _gewone_regels(vraag: _Vraag) -> _Antwoord:
    """Both sub-tests; what is unmet comes first, then what is unknown."""
    delen = (_ontruiming(vraag), _achterstand(vraag))
    for stand in (False, None):
        gevonden = [deel for deel in delen if deel[0] is stand]
        if gevonden:
            return stand, " ".join(deel[1] for deel in gevonden), gevonden[0][2]
    return True, "De kandidaat voldoet aan de gewone regels van de corporatie.", "Z-8.1"


@regelt("Z-8.3", "I-21")
def _inschrijving(vraag: _Vraag) -> _Antwoord:
    if vraag.invoer.ingeschreven:
        return True, "De kandidaat staat ingeschreven als woningzoekende.", "Z-8.3"
    if vraag.route is Route.DIRECTE_BEMIDDELING:
        return True, "De corporatie schrijft de kandidaat zelf in, uiterlijk bij het aanbod.", "I-21"
    if vraag.invoer.ingeschreven is None:
        return None, "Vul in of de kandidaat ingeschreven staat als woningzoekende.", "Z-8.3"
    return False, "De kandidaat staat niet ingeschreven; dat is nodig om zelf te reageren.", "Z-8.3"


@regelt("Z-6.1", "Z-6.5", "Z-8.7", "Z-8.12", "I-5", "I-34")
def _binding(vraag: _Vraag) -> _Antwoord:
    if vraag.route is Route.ZELF_REAGEREN:
        return True, "Binding met de gemeente is alleen nodig voor voorrang.", "Z-6.5"
    if vraag.invoer.vrijstelling:
        return True, "De eis van binding geldt niet voor deze kandidaat.", "Z-8.12"
    grens, maanden = vraag.parameters.binding_eis_maanden, vraag.invoer.binding_maanden
    if grens is None:
        return True, "Deze regeling vraagt geen binding met de gemeente.", "Z-8.7"
    if maanden is not None and maanden < grens:
        return False, f"De kandidaat woonde korter dan {hoeveel(grens, 'maanden')} in de gemeente.", "Z-8.7"
    direct = vraag.invoer.direct_voorafgaand if vraag.parameters.binding_direct_voorafgaand else True
    if direct is False:
        return False, "De kandidaat woonde niet direct voor het verblijf in de gemeente.", "I-5"
    if maanden is None or direct is None:
        return None, "Vul in hoelang de kandidaat direct voor het verblijf in de gemeente woonde.", "Z-8.7"
    return True, f"De kandidaat woonde minstens {hoeveel(grens, 'maanden')} in de gemeente.", "Z-8.7"


@regelt("A-10")
def behandelaaruitkomst(*, heeft_behandelaar: bool | None, behandelaar_onderschrijft: bool | None) -> bool | None:
    """The one answer others get: not whether there is a behandelaar, nor what he wrote (law 6)."""
    return True if heeft_behandelaar is False else heeft_behandelaar and behandelaar_onderschrijft


def _behandelaar(vraag: _Vraag) -> _Antwoord:
    uitkomst = behandelaaruitkomst(
        heeft_behandelaar=vraag.invoer.heeft_behandelaar,
        behandelaar_onderschrijft=vraag.invoer.behandelaar_onderschrijft,
    )
    return uitkomst, BEVESTIGING[uitkomst], "A-10"


#: Neutral, also in the letter of an afwijzing: they tell the outcome and no more.
BEVESTIGING = {
    True: "Er is bevestigd dat de kandidaat eraan toe is, als die bevestiging nodig was.",
    False: "Er is niet bevestigd dat de kandidaat eraan toe is om zelfstandig te wonen.",
    None: "De zorgorganisatie moet nog bevestigen dat de kandidaat eraan toe is; vraag haar daarom.",
}


_PLEK = {True: 0, False: 1, None: 2}

#: nummer -> (fact, clause, text when met, when not met, when unknown)
_VERKLARINGEN: dict[int, tuple[str, str, tuple[str, str, str]]] = {
    2: (
        "geen_passende_huisvesting",
        "Z-8.2",
        (
            "De kandidaat heeft geen passende woning en kan de instelling verlaten.",
            "De kandidaat heeft al een passende woning of kan de instelling nog niet verlaten.",
            "Laat de zorgorganisatie verklaren dat er geen passende woning is en het verblijf kan stoppen.",
        ),
    ),
    4: (
        "bereid_toewijzing",
        "Z-8.4",
        (
            "De kandidaat is bereid een opstapwoning te accepteren.",
            "De kandidaat is niet bereid een opstapwoning te accepteren.",
            "Vraag de kandidaat of hij een opstapwoning wil accepteren.",
        ),
    ),
    5: (
        "zorg_verklaart_vaardig",
        "Z-8.5",
        (
            "De zorgorganisatie verklaart dat de kandidaat met begeleiding goed kan wonen.",
            "De zorgorganisatie vindt dat de kandidaat ook met begeleiding nog niet goed kan wonen.",
            "Vraag de zorgorganisatie om een verklaring over de woonvaardigheden.",
        ),
    ),
    6: (
        "akkoord_formulier",
        "Z-8.6",
        (
            "De kandidaat is het eens met het formulier en de begeleiding.",
            "De kandidaat is het niet eens met het formulier of de begeleiding.",
            "Vraag de kandidaat om akkoord op deze versie van het formulier.",
        ),
    ),
    8: (
        "betaalbaar",
        "Z-8.8",
        (
            "De kandidaat kan de huur betalen; hulp bij geld is geregeld als die nodig is.",
            "De kandidaat kan de huur niet betalen of de hulp bij geld is niet geregeld.",
            "Vul in of de kandidaat de huur kan betalen.",
        ),
    ),
    9: (
        "zorg_verklaart_vaardig",
        "A-3",
        (
            "De instelling verklaart dat de kandidaat ver genoeg is om zelfstandig te wonen.",
            "De instelling vindt dat de kandidaat nog niet ver genoeg is om zelfstandig te wonen.",
            "Vraag de instelling om een verklaring dat de kandidaat eraan toe is.",
        ),
    ),
}
_BEREKEND: dict[int, Callable[[_Vraag], _Antwoord]] = {
    1: _gewone_regels,
    3: _inschrijving,
    7: _binding,
    BEHANDELAAR: _behandelaar,
}


def _antwoord(nummer: int, vraag: _Vraag) -> _Antwoord:
    if nummer in _BEREKEND:
        return _BEREKEND[nummer](vraag)
    feit, clausule, teksten = _VERKLARINGEN[nummer]
    waarde: bool | None = getattr(vraag.invoer, feit)
    return waarde, teksten[_PLEK[waarde]], clausule


@regelt("Z-8.2", "Z-8.4", "Z-8.5", "Z-8.6", "Z-8.8", "Z-1.4", "A-3")
def toets(
    *, invoer: CriteriumInvoer, parameters: Parameters, peildatum: date, route: Route
) -> tuple[CriteriumUitkomst, ...]:
    """The criteria of this regeling, in order; `peildatum` is the day of the besluit (I-34)."""
    nummers = [*(parameters.criteria or ()), *([BEHANDELAAR] if parameters.behandelaar_endorsement else [])]
    vraag = _Vraag(invoer, parameters, peildatum, route)
    return tuple(
        CriteriumUitkomst(nummer, *_antwoord(nummer, vraag), afwijking_mogelijk=nummer == 1) for nummer in nummers
    )


#: nummer -> why it is not met, said to the kandidaat; of 1 and 7 it depends on what was found.
_AAN_U = {
    2: "U heeft al een passende woning, of u kunt de instelling nog niet verlaten.",
    3: "U staat niet ingeschreven als woningzoekende. Dat is nodig om zelf te reageren.",
    4: "U bent niet bereid een opstapwoning te accepteren.",
    5: "De zorgorganisatie vindt dat u ook met begeleiding nog niet goed kunt wonen.",
    6: "U bent het niet eens met het formulier of de begeleiding.",
    8: "U kunt de huur niet betalen, of de hulp bij geld is niet geregeld.",
    9: "De instelling vindt dat u nog niet ver genoeg bent om zelfstandig te wonen.",
    BEHANDELAAR: "Er is niet bevestigd dat u eraan toe bent om zelfstandig te wonen.",
}


#: The words of 1 and 7, said to the kandidaat.
_OVER_U = (
    ("De kandidaat woonde", "U woonde"),
    ("voor het verblijf", "voor uw verblijf"),
    ("De ontruiming telt mee", "U bent uit een woning gezet, of u zegde zelf op vanwege huurschuld. Dat telt mee"),
    ("Er is geen betalingsregeling", "U heeft geen betalingsregeling"),
    ("Er is nog geen", "U heeft nog geen"),
    ("van de huurschuld betaald", "van uw huurschuld betaald"),
)


@regelt("Z-8.15", "Z-9.10")
def reden_in_brief(criterium: CriteriumUitkomst) -> str:
    """The reason of a criterium that is not met, in the letter to the kandidaat."""
    over = criterium.uitleg
    for van_hem, van_u in _OVER_U:
        over = over.replace(van_hem, van_u)
    return _AAN_U.get(criterium.nummer, over)


@regelt("Z-9.4", "Z-9.5")
def mogelijke_routes(*, invoer: CriteriumInvoer, parameters: Parameters) -> tuple[Route, ...]:
    """No binding and no exemption leaves only zelf_reageren. Unknown keeps both: `toets` asks for it."""
    vraag = _Vraag(invoer, parameters, date.min, Route.DIRECTE_BEMIDDELING)
    if _binding(vraag)[0] is False:
        return (Route.ZELF_REAGEREN,)
    return (Route.DIRECTE_BEMIDDELING, Route.ZELF_REAGEREN)


@regelt("Z-8.7", "Z-9.25")
def binding_belemmeringen(*, invoer: CriteriumInvoer, parameters: Parameters) -> list[Belemmering]:
    """For who wants voorrang after all: what is not known yet. That it is not met says `mogelijke_routes`."""
    if BINDING not in (parameters.criteria or ()):
        return []
    voldaan, uitleg, _ = _binding(_Vraag(invoer, parameters, date.min, Route.DIRECTE_BEMIDDELING))
    return [Belemmering("Z-9.25", uitleg, "binding_maanden")] if voldaan is None else []


ALLEEN_ZELF = "Zonder binding met de gemeente kan de kandidaat alleen zelf reageren."


@regelt("Z-6.5", "Z-9.5")
def route_waarschuwingen(
    *, invoer: CriteriumInvoer, gewenst: Route | None, parameters: Parameters
) -> list[Belemmering]:
    """For who fills in the form; it never stops anybody, and what is not known yet says nothing."""
    if len(mogelijke_routes(invoer=invoer, parameters=parameters)) > 1:
        return []
    keus = (
        "" if gewenst is not Route.DIRECTE_BEMIDDELING else " Kies die route, of kijk na wat u bij de binding invulde."
    )
    return [Belemmering("Z-9.5", f"{ALLEEN_ZELF}{keus}", "voorkeursroute")]
