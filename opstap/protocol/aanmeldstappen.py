"""The steps of an aanmelding: what may be filled in, sent, answered, withdrawn and decided now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from opstap.protocol.aanmelden import ChecklistFeit, Partij, Rijstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Keuze, Leefgebied, Rol, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.protocol.parameters import Parameters
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.verklaringen import Uitspraak, versturen_belemmeringen


class Aanmeldstatus(Keuze):
    CONCEPT = "concept", "wordt ingevuld"
    VOORAANGEMELD = "vooraangemeld", "vooraf gemeld, wordt ingevuld"
    VOORWAARDE_GESTELD = "voorwaarde_gesteld", "voorwaarde gesteld, wacht op een zorgorganisatie"
    INGEDIEND = "ingediend", "verstuurd"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "wordt aangevuld"
    COMPLEET = "compleet"
    TOEGELATEN = "toegelaten"
    AFGEWEZEN = "afgewezen", "niet toegelaten"
    INGETROKKEN = "ingetrokken"


class Accorderingstatus(Keuze):
    GEVRAAGD = "gevraagd", "gevraagd, nog geen antwoord"
    AKKOORD = "akkoord"
    GEWEIGERD = "geweigerd", "geen akkoord"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"


class Antwoord(Keuze):
    """What an organisation says to its own row."""

    AKKOORD = "akkoord", "ja, mijn organisatie geeft deze ondersteuning"
    GEWEIGERD = "geweigerd", "nee, mijn organisatie geeft geen akkoord"


class Weigerreden(Keuze):
    """Why an organisation does not agree. A code and no text: nobody writes about care here (Z-20.8)."""

    NIET_BEKEND = "niet_bekend", "wij kennen deze aanvraag niet"
    NIET_ROND = "niet_rond", "de aanvraag is nog niet rond"
    GEEN_PLEK = "geen_plek", "wij hebben nu geen plek"
    NIET_ONZE_TAAK = "niet_onze_taak", "dit is niet onze taak"
    KLOPT_NIET = "klopt_niet", "wat er staat, klopt niet; wij nemen contact op"


class Intrekreden(Keuze):
    KANDIDAAT_WIL_NIET = "kandidaat_wil_niet", "de kandidaat wil niet meer"
    VERTREK_GAAT_NIET_DOOR = "vertrek_gaat_niet_door", "het vertrek gaat niet door"
    ANDERE_WONING = "andere_woning", "de kandidaat vond zelf een andere woonplek"
    DUBBEL = "dubbel", "de kandidaat was al aangemeld"
    ANDERS = "anders", "een andere reden"
    VERLOPEN = "verlopen", "drie maanden is er niets meer aan gedaan"
    VOORWAARDE_NIET_NODIG = "voorwaarde_niet_nodig", "de voorwaarde is toch niet nodig"
    GEEN_BEGELEIDING = "geen_begeleiding", "er is geen zorgorganisatie die kan begeleiden"


#: What ends a condition of the corporatie (Z-5.4).
EINDREDENEN = (Intrekreden.KANDIDAAT_WIL_NIET, Intrekreden.VOORWAARDE_NIET_NODIG, Intrekreden.GEEN_BEGELEIDING)
#: What the zorgorganisatie chooses; that it expired is said by Opstap.
INTREKREDENEN = tuple(r for r in Intrekreden if r is not Intrekreden.VERLOPEN and r not in EINDREDENEN[1:])
#: Who may read and answer what is asked of a role: that role, and its team lead.
BEANTWOORDERS = {
    Rol.BEGELEIDER: frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}),
    Rol.CONSULENT: frozenset({Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE}),
    Rol.WMO_CONSULENT: frozenset({Rol.WMO_CONSULENT}),
    Rol.PROCESREGISSEUR: frozenset({Rol.PROCESREGISSEUR}),
}
#: An older akkoord cannot be about this aanmelding: a slip in the year.
AKKOORD_MAANDEN = 12
#: While who was asked may still answer: sent, and not yet compleet.
ACCORDEERBAAR = frozenset({Aanmeldstatus.INGEDIEND, Aanmeldstatus.AANVULLING_GEVRAAGD})
#: While the zorgorganisatie may still change the form: after `compleet` everyone agreed on this version.
INVULBAAR = ACCORDEERBAAR | {Aanmeldstatus.CONCEPT, Aanmeldstatus.VOORAANGEMELD}
#: Nothing of the form was sent yet.
ONVERSTUURD = frozenset({Aanmeldstatus.CONCEPT, Aanmeldstatus.VOORAANGEMELD})
#: Before the besluit.
LOPEND = INVULBAAR | {Aanmeldstatus.COMPLEET}
#: An answer of a live accordering; the others belong to an earlier version.
LEVEND = frozenset({Accorderingstatus.GEVRAAGD, Accorderingstatus.AKKOORD, Accorderingstatus.GEWEIGERD})
#: What can still be answered: also a refusal, because talking helps.
BEANTWOORDBAAR = frozenset({Accorderingstatus.GEVRAAGD, Accorderingstatus.GEWEIGERD})


@regelt("Z-9.1")
def invullen_belemmeringen(*, status: str) -> list[Belemmering]:
    if status in INVULBAAR:
        return []
    return [Belemmering("Z-9.1", "Deze aanmelding is compleet of afgehandeld; u kunt die niet meer wijzigen.")]


@regelt("Z-2.2", "Z-5.3", "Z-9.6")
def vooraanmelden_belemmeringen(*, status: str, maand: date, peildatum: date, heeft_loket: bool) -> list[Belemmering]:
    """Before the form is sent, and again when the month or the way to a home changes."""
    if status not in ONVERSTUURD:
        return [Belemmering("Z-9.6", "Deze aanmelding is al verstuurd; vooraf melden is niet meer nodig.")]
    if not heeft_loket:
        return [
            Belemmering("Z-2.2", "Deze regeling heeft nog geen loket dat aanmeldingen ontvangt; vraag de beheerder.")
        ]
    if maand < peildatum.replace(day=1):
        return [Belemmering("Z-9.6", "Deze maand is voorbij; kies de maand waarin de kandidaat vertrekt.", "maand")]
    return []


@regelt("Z-2.2", "Z-2.8", "Z-9.1")
def indienen_belemmeringen(
    *, status: str, is_gewijzigd: bool, heeft_loket: bool = True, kandidaat: Uitspraak | None = None
) -> list[Belemmering]:
    """Late, unanswered or without akkoord never blocks (law 12); a nee of the kandidaat does, and sending twice.

    Who is asked for more may answer that it is right as it stands.
    """
    if bezwaren := invullen_belemmeringen(status=status):
        return bezwaren
    if not heeft_loket:
        return [
            Belemmering("Z-2.2", "Deze regeling heeft nog geen loket dat aanmeldingen ontvangt; vraag de beheerder.")
        ]
    if bezwaren := versturen_belemmeringen(laatste=kandidaat):
        return bezwaren
    if is_gewijzigd or status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        return []
    return [Belemmering("Z-2.8", "U heeft deze versie al verstuurd; pas eerst iets aan en verstuur die dan opnieuw.")]


@regelt("Z-20.8", "I-9")
def checklist_belemmeringen(*, rijen: Sequence[ChecklistFeit], corporaties: Collection[Partij]) -> list[Belemmering]:
    """A corporatie never gets a sensitive row to approve: it may not know of it."""
    return [
        Belemmering(
            "Z-20.8",
            f"{rij.leefgebied.label}: een corporatie mag dit niet weten; kies een andere organisatie.",
            "uitvoerder",
        )
        for rij in rijen
        if rij.leefgebied in GEVOELIGE_LEEFGEBIEDEN and rij.uitvoerder in corporaties
    ]


@regelt("Z-2.6", "Z-8.6")
def verklaring_belemmeringen(*, status: str, datum: date, begonnen_op: date, peildatum: date) -> list[Belemmering]:
    """Akkoord is tied to the version of the form; it may come after sending, until the besluit."""
    if status not in LOPEND:
        return [Belemmering("Z-2.6", "Deze aanmelding is afgehandeld; een akkoord is niet meer nodig.")]
    if datum > peildatum:
        return [Belemmering("Z-2.6", "De datum ligt in de toekomst; vul in wanneer het akkoord is gegeven.", "datum")]
    if datum < (vroegst := plus_maanden(begonnen_op, -AKKOORD_MAANDEN)):
        melding = f"Een akkoord van voor {datum_voluit(vroegst)} is te oud; vul de juiste datum in."
        return [Belemmering("Z-2.6", melding, "datum")]
    return []


@regelt("A-10")
def behandelaar_belemmeringen(
    *,
    status: str,
    heeft_behandelaar: bool,
    onderschrijft: bool | None,
    datum: date | None,
    peildatum: date,
    parameters: Parameters,
) -> list[Belemmering]:
    """An endorsement has a day; who has no behandelaar needs none."""
    if not parameters.behandelaar_endorsement:
        return [Belemmering("A-10", "Deze regeling vraagt niets van een behandelaar; vul dit niet in.")]
    if status not in LOPEND:
        return [Belemmering("A-10", "Over deze aanmelding is al besloten; dit kan niet meer wijzigen.")]
    if not heeft_behandelaar or onderschrijft is None:
        return []
    if datum is None:
        return [Belemmering("A-10", "Vul in op welke dag de behandelaar dat zei.", "datum")]
    if datum > peildatum:
        return [Belemmering("A-10", "De datum ligt in de toekomst; vul in wanneer de behandelaar het zei.", "datum")]
    return []


@regelt("A-17", "A-18")
def wlz_belemmeringen(
    *, clausule: str, is_nodig: bool, is_gesloten: bool, datum: date, peildatum: date
) -> list[Belemmering]:
    """Of what is arranged for who stays on money of the Wlz: `clausule` says what."""
    if is_gesloten:
        return [Belemmering(clausule, "Dit traject is afgesloten; u kunt niets meer wijzigen.")]
    if not is_nodig:
        return [Belemmering(clausule, "Dit hoort alleen bij een verblijf dat uit de Wlz is betaald.")]
    if datum > peildatum:
        return [Belemmering(clausule, "De datum ligt in de toekomst; vul de dag in waarop het geregeld was.", "datum")]
    return []


@regelt("Z-2.8", "Z-9.9")
def accordeer_belemmeringen(
    *,
    status_aanmelding: str,
    status: str,
    antwoord: Antwoord,
    reden: str,
    werkt_bij_afzender: bool,
    vraagt_reden: bool = True,
    mag_delen: bool = True,
) -> list[Belemmering]:
    """Nobody answers for both sides; a refusal says why, but for a voordracht (Z-4.8: nothing about the person).

    `mag_delen` False: the kandidaat does not want this to be asked (Z-20.4).
    """
    if status_aanmelding not in ACCORDEERBAAR or status not in BEANTWOORDBAAR or not mag_delen:
        return [Belemmering("Z-2.8", "Deze vraag staat niet meer open; u hoeft niets te doen.")]
    if werkt_bij_afzender:
        return [Belemmering("Z-2.8", "U werkt ook voor de organisatie die aanmeldt; laat een collega antwoorden.")]
    if antwoord is Antwoord.GEWEIGERD and status == Accorderingstatus.GEWEIGERD:
        return [Belemmering("Z-2.8", "Uw organisatie gaf al geen akkoord; kies ja als dat is veranderd.", "antwoord")]
    if antwoord is Antwoord.GEWEIGERD and vraagt_reden and not reden:
        return [Belemmering("Z-2.8", "Kies waarom uw organisatie geen akkoord geeft.", "reden")]
    return []


@regelt("Z-2.8", "Z-9.9", "I-3")
def is_compleet(*, accorderingen: Iterable[str]) -> bool:
    """Complete when every live accordering is akkoord; at once when none is needed."""
    return all(status == Accorderingstatus.AKKOORD for status in accorderingen)


@regelt("I-9", "Z-10.5", "Z-20.5")
def alles_geregeld(*, rijen: Sequence[ChecklistFeit], niet_akkoord: Collection[Leefgebied]) -> bool:
    """The one yes or no that a corporatie gets over all rows together.

    `geregeld` counts only when who delivers it agreed; `niet_akkoord` are the rows still open or refused.
    """
    return all(
        rij.status is Rijstatus.NIET_VAN_TOEPASSING
        or (rij.status is Rijstatus.GEREGELD and rij.leefgebied not in niet_akkoord)
        for rij in rijen
    )


@regelt("Z-9.1")
def intrekken_belemmeringen(*, status: str) -> list[Belemmering]:
    if status in LOPEND:
        return []
    return [Belemmering("Z-9.1", "Over deze aanmelding is al besloten; intrekken kan niet meer.")]


@regelt("Z-2.9", "Z-9.4", "Z-9.5")
def besluit_belemmeringen(
    *, uitkomst: str, route: Route | None, mogelijk: Sequence[Route], motivering: str, werkt_bij_afzender: bool
) -> list[Belemmering]:
    """What a besluit needs beside the criteria: a route that is open to this kandidaat, a reason, one side."""
    bezwaren = []
    if werkt_bij_afzender:
        bezwaren.append(
            Belemmering("Z-2.9", "U werkt ook voor de organisatie die aanmeldt; laat een collega besluiten.")
        )
    if uitkomst == ToelatingUitkomst.TOEGELATEN and route is None:
        bezwaren.append(Belemmering("Z-9.4", "Kies hoe de kandidaat een woning krijgt.", "route"))
    if uitkomst == ToelatingUitkomst.TOEGELATEN and route is not None and route not in mogelijk:
        bezwaren.append(
            Belemmering("Z-9.5", "Zonder binding met de gemeente kan alleen zelf reageren; kies die route.", "route")
        )
    if not motivering.strip():
        bezwaren.append(Belemmering("Z-2.9", "Schrijf op waarom u dit besluit.", "motivering"))
    return bezwaren
