"""The duties at the start of a tenancy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from opstap.protocol.aanmelden import woning_uiterlijk
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters
from opstap.protocol.startfeiten import StartFeiten

# Our own terms, where the protocol gives none (see `Termijnsoort.eigen`).
BEVESTIG_DAGEN = 7
KAART_DAGEN = 7


@regelt("Z-3.3", "Z-14.8", "H-33", "P-36")
def starttermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """A tenancy that began before somebody answered any of it, is not asked any more."""
    b, c, s = f.bemiddeling, f.contract, f.start or StartFeiten()
    if c is not None and c.status == "ingetrokken":
        c = None
    woont = c is not None and c.ingebruikname is not None
    over = c.beeindigd_op if c is not None else None
    if b is not None and b.toegewezen_op is not None and (s.zorg_gevraagd or not woont):
        uiterlijk = bevestigen_uiterlijk(toegewezen_op=b.toegewezen_op, uitstroom=_uitstroom(f), parameters=p)
        yield GeplandeTermijn("begeleiding_bevestigen", uiterlijk, klaar_op=s.bevestigd_op or over)
    if c is not None and (s.gesprek_gevraagd or not woont):
        yield GeplandeTermijn("startgesprek", c.ingangsdatum, klaar_op=s.gesprek_klaar_op or over)
    for kaart in s.oude_kaarten:
        klaar = kaart.vernieuwd_op or over
        vernieuwen = kaart.oud_sinds + timedelta(days=KAART_DAGEN)
        yield GeplandeTermijn("meterkastkaart", vernieuwen, str(kaart.sleutel), kaart.sleutel, klaar_op=klaar)


def _uitstroom(f: TrajectFeiten) -> date | None:
    return f.aanmelding.uitstroom if f.aanmelding else None


@regelt("Z-3.3")
def bevestigen_uiterlijk(*, toegewezen_op: date, uitstroom: date | None, parameters: Parameters) -> date:
    """As the home: two weeks before the uitstroom; of who has a home later than that, a week after it."""
    rustig = toegewezen_op + timedelta(days=BEVESTIG_DAGEN)
    klaar = woning_uiterlijk(uitstroom=uitstroom, parameters=parameters) if uitstroom else None
    return max(klaar or rustig, rustig)
