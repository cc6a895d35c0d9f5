"""What is still to come of one open duty: who hears of it on which day, and when Opstap acts itself.

Made of the open steps, of what waits for a dagpost, and of the very functions that pick the receivers and the hour of
their mail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.enums import Postwijze
from opstap.post.models import Link
from opstap.post.services import bestemming, wanneer
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.models import Termijn, Termijnstap

_Wie = Mapping[Trap, Sequence[Gebruiker | Organisatie | Link]]


@dataclass(frozen=True, slots=True)
class Aankondiging:
    """On `dag` this person, or this shared mailbox, hears of it; nobody: the rung is empty, or Opstap acts."""

    dag: date
    trap: Trap
    aan: Gebruiker | Organisatie | Link | None = None


def aankondigingen(termijn: Termijn) -> list[Aankondiging]:
    """In the order of the days. Who works where is as of today."""
    stappen, wie = list(termijn.stappen.open().order_by("dag", "pk")), {}
    houder = houders([termijn]).get(termijn.pk)
    for trap in {Trap(stap.trap) for stap in stappen} - {Trap.ACTIE}:
        bij = termijn.organisatie
        wie[trap] = bestemming(termijn.traject, bij, Rol(termijn.rol), trap, houder) if bij else []
    gevonden: dict[tuple[date, Trap, str], Aankondiging] = {}
    for stap in stappen:
        if not _ingehaald(stap, stappen):
            for regel in _regels(termijn, stap, wie):
                gevonden[regel.dag, regel.trap, str(regel.aan and regel.aan.sleutel)] = regel
    for regel in _in_de_dagpost(termijn):
        gevonden[regel.dag, regel.trap, str(regel.aan and regel.aan.sleutel)] = regel
    volgorde = list(Trap)
    return sorted(gevonden.values(), key=lambda r: (r.dag, volgorde.index(r.trap)))


def _in_de_dagpost(termijn: Termijn) -> Iterator[Aankondiging]:
    """Told already, but the dagpost that takes it along must still go; of what waits not to who must do it."""
    klaar = termijn.traject.berichten.filter(gegevens__termijn=str(termijn.sleutel), klaar_op=None)
    if termijn.wacht(clock.vandaag()):
        klaar = klaar.exclude(soort=f"termijn_{Trap.VERANTWOORDELIJKE}")
    vandaag = clock.lokaal_moment(clock.vandaag())
    for bericht in klaar.filter(wijze=Postwijze.DAGPOST).select_related("ontvanger", "organisatie"):
        if aan := bericht.ontvanger or bericht.organisatie:
            post = wanneer(aan, max(bericht.uitvoeren_vanaf, vandaag), meteen=False)
            yield Aankondiging(_bezorgdag(post, clock.vandaag()), Trap(bericht.trap), aan)


def _ingehaald(stap: Termijnstap, stappen: list[Termijnstap]) -> bool:
    """As the sweep does it: of what is due at once only the last of a rung is told."""
    nu = clock.dienst_nu()
    return stap.trap != Trap.ACTIE and any(
        s.trap == stap.trap and s.dag > stap.dag and s.uitvoeren_vanaf <= nu and not s.geparkeerd_reden for s in stappen
    )


def _regels(termijn: Termijn, stap: Termijnstap, wie: _Wie) -> list[Aankondiging]:
    """What waits since before today comes with the next dagpost, as if it began today."""
    trap, nu = Trap(stap.trap), clock.dienst_nu()
    dag = max(stap.uitvoeren_vanaf, nu).astimezone(clock.AMSTERDAM).date()
    vanaf, meteen = max(stap.uitvoeren_vanaf, clock.lokaal_moment(nu.date())), termijn.heeft_haast(dag)
    mensen = wie.get(trap, [])
    if not mensen:
        return [Aankondiging(dag, trap)]
    return [Aankondiging(_bezorgdag(wanneer(aan, vanaf, meteen=meteen), dag), trap, aan) for aan in mensen]


def _bezorgdag(post: dict[str, Any], dag: date) -> date:
    """At once is on the day of the step; else the day of the dagpost."""
    moment: datetime = post["uitvoeren_vanaf"]
    return dag if post["wijze"] == Postwijze.METEEN else moment.astimezone(clock.AMSTERDAM).date()
