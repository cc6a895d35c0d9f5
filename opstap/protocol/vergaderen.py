"""The vergaderingen of a commissie: on which day an aanmelding is treated, and what is still open about it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time, timedelta

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_met_weekdag
from opstap.protocol.momenten import EERSTE_TIJD, LAATSTE_TIJD, uur
from opstap.protocol.toelaten import STATUS_COMPLEET
from opstap.protocol.verklaringen import Uitspraak, Zegt
from opstap.protocol.werkdagen import is_werkdag

#: Our own term: so long before a vergadering a dossier is compleet, so that the members can read it.
VOORBEREID_DAGEN = 2


@regelt("A-30")
def behandeldag(*, status: str, compleet_op: date | None, dagen: Collection[date], peildatum: date) -> date | None:
    """The first vergadering, today or later, that can still be prepared. None: the dossier is not compleet, or no such
    day is known."""
    if status != STATUS_COMPLEET or compleet_op is None:
        return None
    vanaf = max(peildatum, compleet_op + timedelta(days=VOORBEREID_DAGEN))
    return min((dag for dag in dagen if dag >= vanaf), default=None)


@regelt("A-10", "A-12", "A-30")
def open_punten(
    *,
    status: str,
    laatste: Uitspraak | None,
    bevestigd: bool | None,
    vraagt_bevestiging: bool,
    gesprek_nodig: bool,
    gesprek_op: date | None,
    wacht_op_advies: bool = False,
) -> list[str]:
    """What stands between this aanmelding and a ja, or is waited for.

    `bevestigd` is the outcome of the criterium and no more (law 6).
    """
    punten = []
    if status != STATUS_COMPLEET:
        punten.append(_WACHT_OP[status])
    if laatste is not None and laatste.zegt is not Zegt.JA:
        punten.append("de kandidaat staat er niet meer achter")
    if vraagt_bevestiging and not bevestigd:
        punten.append("er is niet bevestigd dat de kandidaat eraan toe is")
    if gesprek_nodig and gesprek_op is None:
        punten.append("er was nog geen gesprek met de kandidaat")
    if wacht_op_advies:
        punten.append("er is advies gevraagd en nog niet gegeven; besluiten mag wel")
    return punten


_WACHT_OP = {
    "ingediend": "nog niet iedereen gaf akkoord",
    "aanvulling_gevraagd": "de aanmelding wordt aangevuld",
}


def geen_werkdag(*, dag: date) -> str:
    """A remark about a day on which most people do not work; empty on a working day."""
    return "" if is_werkdag(dag) else f"Let op: {datum_met_weekdag(dag)} is geen werkdag."


@regelt("A-13")
def vergaderdag_belemmeringen(*, dag: date, om: time, dagen: Collection[date], peildatum: date) -> list[Belemmering]:
    """May the commissie plan to meet then? `dagen`: on which it meets already."""
    bezwaren = []
    if dag < peildatum:
        bezwaren.append(Belemmering("A-13", "Deze dag is voorbij; kies vandaag of een latere dag.", "dag"))
    elif dag in dagen:
        melding = "Op deze dag vergadert de commissie al. Een andere tijd? Haal die dag eerst weg."
        bezwaren.append(Belemmering("A-13", melding, "dag"))
    if not EERSTE_TIJD <= om <= LAATSTE_TIJD:
        melding = f"Kies een tijd tussen {uur(EERSTE_TIJD)} en {uur(LAATSTE_TIJD)} uur."
        bezwaren.append(Belemmering("A-13", melding, "om"))
    return bezwaren
