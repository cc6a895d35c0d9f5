"""Offering a home: what counts, when a next offer is possible, when directe bemiddeling lapses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters


class Woningtype(Keuze):
    PORTIEKFLAT = "portiekflat", "portiekflat"
    GALERIJFLAT = "galerijflat", "galerijflat"
    BENEDENWONING = "benedenwoning", "benedenwoning"
    BOVENWONING = "bovenwoning", "bovenwoning"
    APPARTEMENT = "appartement", "appartement"
    STUDIO = "studio", "studio"
    EENGEZINSWONING = "eengezinswoning", "eengezinswoning"
    ANDERS = "anders", "ander type"


class Aanbiedingstatus(Keuze):
    AANGEBODEN = "aangeboden", "aangeboden"
    GEACCEPTEERD = "geaccepteerd", "geaccepteerd"
    GEWEIGERD = "geweigerd", "geweigerd"
    INGETROKKEN = "ingetrokken", "ingetrokken door de corporatie"
    VERLOPEN = "verlopen", "verlopen zonder antwoord"


class Afhandeling(Keuze):
    """What the consulent decides on an expired offer (I-13)."""

    GEWEIGERD = "geweigerd", "telt als geweigerd"
    TELT_NIET = "telt_niet", "telt niet mee"


@dataclass(frozen=True, slots=True)
class EerdereAanbieding:
    """An offer as the count sees it.

    `mismatch_bevestigd`: refused for a missing housing factor, confirmed by the consulent by name;
    `factor_vastgelegd_op`: when that factor was registered; it must not be later than the offer.
    """

    status: Aanbiedingstatus
    aangeboden_op: date
    route: Route = Route.DIRECTE_BEMIDDELING
    afhandeling: Afhandeling | None = None
    mismatch_bevestigd: bool = False
    factor_vastgelegd_op: date | None = None


@regelt("I-13", "Z-9.13")
def telt_aanbieding(*, aanbieding: EerdereAanbieding, parameters: Parameters) -> bool:
    """Accepted or refused counts; withdrawn, still open and (by parameter) a proven mismatch do not."""
    if aanbieding.route is not Route.DIRECTE_BEMIDDELING:
        return False
    if aanbieding.status is Aanbiedingstatus.GEACCEPTEERD:
        return True
    return _is_geweigerd(aanbieding) and not (parameters.mismatch_telt_niet and _is_mismatch(aanbieding))


@regelt("Z-9.14", "A-14", "I-13")
def bemiddeling_vervalt(*, eerdere: Sequence[EerdereAanbieding], parameters: Parameters) -> bool:
    """True when the last offer that the regeling allows was refused."""
    geteld = [a for a in eerdere if telt_aanbieding(aanbieding=a, parameters=parameters)]
    grens = parameters.max_aanbiedingen
    if grens is None or len(geteld) < grens:
        return False
    laatste = sorted(geteld, key=lambda aanbieding: aanbieding.aangeboden_op)[-1]
    return laatste.status is not Aanbiedingstatus.GEACCEPTEERD


@regelt("Z-9.13", "Z-4.12", "Z-4.13", "Z-5.5", "I-13")
def aanbieding_belemmeringen(
    *,
    eerdere: Sequence[EerdereAanbieding],
    open_aanbieding: bool,
    woningtype: Woningtype,
    route: Route,
    uitzondering_woningtype: bool,
    parameters: Parameters,
) -> list[Belemmering]:
    """`uitzondering_woningtype` is the one neutral tick of Z-4.13. Only directe bemiddeling is limited."""
    if route is not Route.DIRECTE_BEMIDDELING:
        return []
    return [
        *_onbeantwoord(eerdere, open_aanbieding),
        *op_is_op_belemmeringen(eerdere=eerdere, parameters=parameters),
        *_woningtype_bezwaren(woningtype, uitzondering_woningtype, parameters),
    ]


#: How long a home may be held for an answer (our own bound).
ANTWOORD_MAANDEN = 2


@regelt("Z-9.13")
def antwoorddag_belemmeringen(*, antwoord_uiterlijk: date, peildatum: date) -> list[Belemmering]:
    """A date far away, mostly a wrong year, would hold home and place all that time."""
    if antwoord_uiterlijk < peildatum:
        melding = "Kies als laatste dag voor het antwoord vandaag of een latere dag."
    elif antwoord_uiterlijk > plus_maanden(peildatum, ANTWOORD_MAANDEN):
        melding = f"De laatste dag voor het antwoord ligt hoogstens {ANTWOORD_MAANDEN} maanden vooruit; kijk hem na."
    else:
        return []
    return [Belemmering("Z-9.13", melding, "antwoord_uiterlijk")]


@regelt("I-13")
def is_voorbij(*, status: Aanbiedingstatus, antwoord_uiterlijk: date, peildatum: date) -> bool:
    """Nobody answered in time, whether the sweep came by or not."""
    if status is Aanbiedingstatus.AANGEBODEN:
        return antwoord_uiterlijk < peildatum
    return status is Aanbiedingstatus.VERLOPEN


@regelt("I-13")
def antwoord_belemmeringen(*, status: Aanbiedingstatus, antwoord_uiterlijk: date, peildatum: date) -> list[Belemmering]:
    """May an answer be written down? After the last day the offer is settled instead, whether the tick ran or not."""
    if status is not Aanbiedingstatus.AANGEBODEN:
        return [Belemmering("I-13", "Dit aanbod is al afgehandeld; op de pagina van het traject staat hoe.")]
    if antwoord_uiterlijk < peildatum:
        return [Belemmering("I-13", "De dag om te antwoorden is voorbij; leg vast of dit als weigering telt.")]
    return []


@regelt("I-13")
def afzien_belemmeringen(*, heeft_sleutel: bool) -> list[Belemmering]:
    """May kandidaat or corporatie step back after a yes? From the key on there is a tenancy, that ends by law."""
    if not heeft_sleutel:
        return []
    melding = "De sleutel is al gegeven. De huur stopt alleen zoals de wet en het contract zelf zeggen."
    return [Belemmering("I-13", melding)]


@regelt("I-13")
def afzien_waarschuwingen(*, is_getekend: bool) -> list[Belemmering]:
    """All signed: that binds them, also without a key. A person decides (law 12)."""
    if not is_getekend:
        return []
    melding = (
        "Iedereen tekende het huurcontract al. Daar zit iedereen aan vast, ook zonder sleutel. Gaat de woning toch "
        "niet door? Dan moeten alle partijen het daarover eens zijn. Vraag dat na, en laat het op papier zetten, "
        "voordat u dit vastlegt."
    )
    return [Belemmering("I-13", melding)]


@regelt("I-13")
def mismatch_belemmeringen(
    *, bevestigd: bool, factor_vastgelegd_op: date | None, aangeboden_op: date
) -> list[Belemmering]:
    """Only what was registered as missing before the offer makes a refusal not count."""
    if not bevestigd:
        return []
    if factor_vastgelegd_op is None:
        melding = "Vul in op welke dag was vastgelegd wat deze woning mist."
    elif factor_vastgelegd_op > aangeboden_op:
        melding = "Wat de woning mist, is pas na het aanbod vastgelegd; dan telt de weigering mee."
    else:
        return []
    return [Belemmering("I-13", melding, "factor_vastgelegd_op")]


def _onbeantwoord(eerdere: Sequence[EerdereAanbieding], open_aanbieding: bool) -> list[Belemmering]:
    bezwaren = []
    if open_aanbieding or any(a.status is Aanbiedingstatus.AANGEBODEN for a in eerdere):
        bezwaren.append(Belemmering("I-13", "Er staat al een aanbod open; wacht op antwoord of trek dat aanbod in."))
    if any(a.status is Aanbiedingstatus.VERLOPEN and a.afhandeling is None for a in eerdere):
        bezwaren.append(
            Belemmering(
                "I-13",
                "Een eerder aanbod is verlopen; neem contact op met kandidaat en begeleider en leg vast "
                "of het als weigering telt.",
            )
        )
    return bezwaren


@regelt("Z-9.13", "I-14")
def op_is_op_belemmeringen(*, eerdere: Sequence[EerdereAanbieding], parameters: Parameters) -> list[Belemmering]:
    """Also asked before directe bemiddeling begins again: offers counted earlier stay counted."""
    geteld = sum(telt_aanbieding(aanbieding=a, parameters=parameters) for a in eerdere)
    grens = parameters.max_aanbiedingen
    if grens is None or geteld < grens:
        return []
    melding = f"Er is al {grens} keer een woning aangeboden; zelf reageren kan nog wel."
    return [Belemmering("Z-9.13", melding)]


def _woningtype_bezwaren(
    woningtype: Woningtype, uitzondering_woningtype: bool, parameters: Parameters
) -> list[Belemmering]:
    verboden = parameters.eengezinswoning_met_voorrang is False and woningtype is Woningtype.EENGEZINSWONING
    if not verboden or uitzondering_woningtype:
        return []
    return [
        Belemmering(
            "Z-4.12",
            "Een eengezinswoning kan niet met voorrang; kies een andere woning of leg eerst "
            "de uitzondering op het woningtype vast.",
            "woning",
        )
    ]


@regelt("Z-9.14", "Z-9.25", "I-14")
def naar_directe_bemiddeling_belemmeringen(
    *, eerder_vervallen: bool, reden_heropening: str, mogelijke_routes: Sequence[Route]
) -> list[Belemmering]:
    """May a kandidaat who reacts himself go to directe bemiddeling? `mogelijke_routes`: see toetsing."""
    bezwaren = []
    if Route.DIRECTE_BEMIDDELING not in mogelijke_routes:
        bezwaren.append(
            Belemmering("Z-9.25", "De kandidaat heeft geen binding met de gemeente; zelf reageren kan wel.")
        )
    if eerder_vervallen and not reden_heropening.strip():
        bezwaren.append(
            Belemmering(
                "I-14",
                "De directe bemiddeling is vervallen; schrijf op waarom de corporatie die toch heropent.",
                "reden",
            )
        )
    return bezwaren


@regelt("H-18")
def bemiddeltermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """How long the corporatie that was asked has, until the kandidaat takes a home; another one begins anew."""
    b, maanden = f.bemiddeling, p.bemiddeling_max_maanden
    if b is None or b.route is not Route.DIRECTE_BEMIDDELING or b.status in {"vervallen", "ingetrokken"}:
        return
    if maanden is not None and b.verhuurder_gevraagd_op is not None:
        uiterlijk = plus_maanden(b.verhuurder_gevraagd_op, maanden)
        yield GeplandeTermijn("woning_vinden", uiterlijk, klaar_op=b.toegewezen_op)


@regelt("Z-9.20")
def punten_belemmeringen(*, route: Route) -> list[Belemmering]:
    """Only who reacted himself had points for it."""
    if route is Route.ZELF_REAGEREN:
        return []
    return [Belemmering("Z-9.20", "Alleen wie zelf reageert, verliest punten; laat deze vraag leeg.", "punten_op")]


@regelt("Z-1.8", "Z-3.3", "Z-9.20", "Z-10.4")
def toewijzing_waarschuwingen(
    *, route: Route, plan_aanwezig: bool, begeleiding_bevestigd: bool, weet_van_punten: bool
) -> list[Belemmering]:
    """Before the home is given out: shown, never blocking."""
    gemist = []
    if not plan_aanwezig:
        gemist.append(Belemmering("Z-1.8", "Er is nog geen plan; vraag de zorgorganisatie om dat te bevestigen."))
    if not begeleiding_bevestigd:
        gemist.append(Belemmering("Z-3.3", "De start van de begeleiding is niet bevestigd; vraag die na."))
    if route is Route.ZELF_REAGEREN and not weet_van_punten:
        gemist.append(Belemmering("Z-9.20", "Vertel de kandidaat dat de punten vervallen, en vul in wanneer."))
    return gemist


def _is_geweigerd(aanbieding: EerdereAanbieding) -> bool:
    if aanbieding.status is Aanbiedingstatus.VERLOPEN:
        return aanbieding.afhandeling is Afhandeling.GEWEIGERD
    return aanbieding.status is Aanbiedingstatus.GEWEIGERD


def _is_mismatch(aanbieding: EerdereAanbieding) -> bool:
    vastgelegd = aanbieding.factor_vastgelegd_op
    return aanbieding.mismatch_bevestigd and vastgelegd is not None and vastgelegd <= aanbieding.aangeboden_op
