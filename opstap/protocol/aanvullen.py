"""Aanvullen: who tests asks for more, or the zorgorganisatie reports a change. The term runs on (I-3)."""

from __future__ import annotations

from collections.abc import Collection

from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt

#: Where a question may be asked: once sent, and not yet decided.
AANVULBAAR = frozenset({Aanmeldstatus.INGEDIEND, Aanmeldstatus.COMPLEET})


class Aanvulsoort(Keuze):
    """Who opened the form again."""

    VRAAG = "vraag", "een vraag om aanvulling"
    WIJZIGING = "wijziging", "een wijziging van de zorgorganisatie"


class Aanvulafloop(Keuze):
    VERSTUURD = "verstuurd", "aangevuld en opnieuw verstuurd"
    ONGEWIJZIGD = "ongewijzigd", "niets gewijzigd"
    TERUGGENOMEN = "teruggenomen", "niet meer nodig"
    BESLOTEN = "besloten", "er is besloten"
    INGETROKKEN = "ingetrokken", "de aanmelding is ingetrokken"


@regelt("I-3", "I-9")
def aanvulling_belemmeringen(
    *, status: str, onderdelen: Collection[str], mogelijk: Collection[str]
) -> list[Belemmering]:
    """A question names parts of the form, never a leefgebied: who tests does not know which there are."""
    if status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        return [Belemmering("I-3", "De aanmelding wordt al aangevuld. Wacht op het antwoord, of bel de begeleider.")]
    if status not in AANVULBAAR:
        return [Belemmering("I-3", "Deze aanmelding ligt niet ter beoordeling; u kunt nu niets vragen.")]
    if not onderdelen:
        return [Belemmering("I-3", "Kies over welk deel uw vraag gaat.", "onderdelen")]
    if not set(onderdelen) <= set(mogelijk):
        return [Belemmering("I-3", "Dit deel is er niet bij deze aanmelding; kies een ander.", "onderdelen")]
    return []


@regelt("I-3")
def terugnemen_belemmeringen(*, status: str, soort: str) -> list[Belemmering]:
    """Only the own question: what the zorgorganisatie is changing, she must send herself."""
    if status == Aanmeldstatus.AANVULLING_GEVRAAGD and soort == Aanvulsoort.VRAAG:
        return []
    return [Belemmering("I-3", "Er staat geen vraag van u open; u hoeft niets terug te nemen.")]


@regelt("I-3", "Z-2.6")
def wijziging_belemmeringen(*, status: str) -> list[Belemmering]:
    """Before it is compleet the form is open anyway; after the besluit there is nothing to change."""
    if status == Aanmeldstatus.COMPLEET:
        return []
    if status in AANVULBAAR or status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        return [Belemmering("I-3", "U kunt het formulier al wijzigen; pas het aan en verstuur het opnieuw.")]
    return [Belemmering("I-3", "Deze aanmelding is nog niet verstuurd, of er is al besloten; dit kan nu niet.")]
