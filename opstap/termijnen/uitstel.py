"""When a step of a ladder goes: for who stands above the one who must do it after the last day of a pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from opstap import clock
from opstap.protocol.termijnen import GeplandeTermijn
from opstap.protocol.termijnsoorten import HOGER, Trap
from opstap.protocol.uitstellen import hoort_op
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject

#: Local hour at which a reminder step becomes due; the system acts at the first moment of the day.
HERINNER_UUR = 7


def stapmoment(termijn: Termijn, dag: date, trap: Trap) -> datetime:
    """Not before now: what lies in the past comes at once."""
    hoort = hoort_op(dag=dag, trap=trap, uitgesteld_tot=termijn.uitgesteld_tot)
    return max(clock.lokaal_moment(hoort, 0 if trap is Trap.ACTIE else HERINNER_UUR), clock.dienst_nu())


def uitstellen_tot(termijn: Termijn, tot: date) -> None:
    """Saved also when it stands as it did: a form that was open elsewhere is then too old. No step is made, lost or
    told anew; parked ones move too, or they would go as soon as somebody is there to hear."""
    termijn.uitgesteld_tot = tot
    termijn.save(update_fields=["uitgesteld_tot"])
    for stap in termijn.stappen.filter(klaar_op=None, trap__in=HOGER):
        stap.uitvoeren_vanaf = stapmoment(termijn, stap.dag, Trap(stap.trap))
        stap.save(update_fields=["uitvoeren_vanaf"])


def uitstel_inkorten(traject: Traject, gepland: Mapping[tuple[str, str], GeplandeTermijn]) -> None:
    """Nothing is put off past a hard date that came or moved since, and nothing that became urgent."""
    gisteren = clock.vandaag() - timedelta(days=1)
    uitgesteld = Termijn.objects.open().filter(traject=traject, uitgesteld_tot__gt=gisteren)
    uiterste = Termijn.objects.uiterste_datum(traject.pk)
    for termijn in uitgesteld:
        plan = gepland.get((termijn.soort, termijn.plek))
        tot = gisteren if plan is None or plan.ligt_vast else max(uiterste or date.max, gisteren)
        if tot < termijn.uitgesteld_tot:
            uitstellen_tot(termijn, tot)
