"""Reacting on homes oneself: until when, and the way from there to directe bemiddeling (Z-9.24, Z-9.25, I-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn, voor
from opstap.protocol.parameters import Parameters

#: How far ahead the last day may lie (our own bound): farther is mostly a wrong year.
MAANDEN = 24


class RouteUitkomst(Keuze):
    """Codes that name the besluit by themselves: they stand in the log beside those of other besluiten."""

    OVER = "over_naar_direct", "de corporatie zoekt een woning"
    BLIJFT = "blijft_zelf_reageren", "de kandidaat reageert zelf verder"


@regelt("Z-9.24")
def reageren_belemmeringen(*, route: Route | None, aangeboden: bool, toegewezen: bool) -> list[Belemmering]:
    """Does this kandidaat look for a home by reacting, now?"""
    if route is None:
        return [Belemmering("Z-9.4", "Er wordt nu geen woning gezocht voor deze kandidaat.")]
    if route is not Route.ZELF_REAGEREN:
        return [Belemmering("Z-9.4", "Deze kandidaat reageert niet zelf; de corporatie zoekt een woning.")]
    if toegewezen:
        return [Belemmering("Z-9.19", "Er is al een woning voor deze kandidaat.")]
    if aangeboden:
        return [Belemmering("I-13", "Er staat een aanbod open; wacht op het antwoord.")]
    return []


@regelt("Z-9.24")
def reageertijd_belemmeringen(*, reageren_tot: date, peildatum: date) -> list[Belemmering]:
    if reageren_tot < peildatum:
        melding = "Kies als laatste dag vandaag of een latere dag."
    elif reageren_tot > plus_maanden(peildatum, MAANDEN):
        melding = f"De laatste dag ligt hoogstens {MAANDEN} maanden vooruit; kijk die na."
    else:
        return []
    return [Belemmering("Z-9.24", melding, "reageren_tot")]


@regelt("Z-9.25")
def blijven_belemmeringen(*, motivering: str) -> list[Belemmering]:
    """The kandidaat reads why."""
    if motivering.strip():
        return []
    return [Belemmering("Z-9.25", "Schrijf op waarom; de kandidaat leest dit in de brief.", "motivering")]


@regelt("Z-9.24", "Z-9.25")
def reageertermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """On the last day who decides over the toelating says how it goes on."""
    b = f.bemiddeling
    if b is not None and b.reageren_tot is not None and b.status != "ingetrokken":
        yield GeplandeTermijn(
            "reageertijd_voorbij", b.reageren_tot, klaar_op=b.reageren_klaar_op, **voor(Zaak.TOELATING, p)
        )
