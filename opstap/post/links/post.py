"""A mail to the address of a link."""

from __future__ import annotations

from datetime import date, timedelta

from opstap import clock
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht, Link
from opstap.protocol.links import LINK_DAGEN


def laatste_dag(link: Link) -> date:
    """By the clock of duties and texts."""
    return link.gestuurd_op + timedelta(days=LINK_DAGEN - 1)


def linkbericht(link: Link, soort: str, keer: str = "") -> Bericht:
    """A mail of its own; without a role, so that it is never passed on to somebody else."""
    return Bericht(
        soort=soort,
        plek=f"{link.sleutel}{keer}",
        link=link,
        organisatie=link.organisatie,
        traject=link.traject,
        gegevens={"datum": laatste_dag(link).isoformat()},
        wijze=Postwijze.METEEN,
        uitvoeren_vanaf=clock.dienst_nu(),
    )


def herinnering(link: Link, soort: str) -> Bericht:
    """The same address and the same code once more; twice on one day is once."""
    return linkbericht(link, soort, clock.vandaag().isoformat())
