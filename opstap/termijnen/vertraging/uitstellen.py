"""Let who stands above hear later, for a reason and until a day; end that. No date and no own reminder moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from opstap import clock
from opstap.errors import OpstapFout, eis
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.protocol.termijnen import plan
from opstap.protocol.termijnsoorten import HOGER
from opstap.protocol.uitstellen import kan_niet_uitstellen, uitstel_belemmeringen, uitstelredenen
from opstap.protocol.vertraging import Vertragingsreden
from opstap.termijnen.feiten import trajectfeiten
from opstap.termijnen.mensen.services import namens_voor_termijn, taak_vergrendelen
from opstap.termijnen.models import Termijn, Vertraging
from opstap.termijnen.uitstel import uitstellen_tot
from opstap.termijnen.vertraging.services import opschrijven, vastleggen
from opstap.termijnen.vertraging.wie import waarom_niet

WAT = "het bericht aan anderen uitstellen"


def uitstelgrens(termijn: Termijn) -> dict[str, Any]:
    """What the rule looks at: see `kan_niet_uitstellen`."""
    vandaag = clock.vandaag()
    return {
        "peildatum": vandaag,
        "eerste_trede": termijn.stappen.filter(klaar_op=None, trap__in=HOGER).aggregate(m=Min("dag"))["m"],
        "uiterste": Termijn.objects.uiterste_datum(termijn.traject_id),
        "eerst_op": _uitstellen_van(termijn).aggregate(m=Min("vastgelegd_op"))["m"],
        "loopt": termijn.is_uitgesteld(vandaag),
        "ligt_vast": _ligt_vast(termijn),
    }


def uitstel_van(termijn: Termijn) -> Vertraging | None:
    """What was said of the pause that runs now."""
    if not termijn.is_uitgesteld(clock.vandaag()):
        return None
    laatste: Vertraging | None = _uitstellen_van(termijn).order_by("-pk").first()
    return laatste


def mag_uitstellen(gebruiker: Gebruiker, termijn: Termijn) -> bool:
    """This person, this duty, today."""
    wie = namens_voor_termijn(gebruiker, termijn) if uitstelredenen(soort=termijn.kind) else []
    if all(waarom_niet(namens, termijn) for namens in wie):
        return False
    return not kan_niet_uitstellen(**uitstelgrens(termijn))


@transaction.atomic
def bericht_uitstellen(
    *, termijn: UUID, reden: Vertragingsreden, tot: date, namens: Namens, versie: int | None = None
) -> Termijn:
    """The same thing said twice is said once.

    Raises Verouderd when the form was made from an older version, OpstapFout when somebody else has this duty.
    """
    rij, _ = taak_vergrendelen(termijn, namens)
    eerder = uitstel_van(rij)
    if eerder is not None and (eerder.reden, rij.uitgesteld_tot) == (reden, tot):
        return rij
    rij.eis_versie(versie)
    eis(uitstel_belemmeringen(soort=rij.kind, reden=reden, tot=tot, **uitstelgrens(rij)))
    if waarom := waarom_niet(namens, rij, WAT):
        raise OpstapFout(waarom)
    opschrijven(rij, reden, namens, uitgesteld_tot=tot)
    uitstellen_tot(rij, tot)
    vastleggen(rij, "uitgesteld", namens, {"reden": reden.value, "datum": tot.isoformat()})
    return rij


@transaction.atomic
def uitstel_stoppen(*, termijn: UUID, namens: Namens) -> Termijn:
    """What was passed over comes today. Raises OpstapFout when nothing is put off."""
    rij, _ = taak_vergrendelen(termijn, namens)
    if not rij.is_uitgesteld(clock.vandaag()):
        raise OpstapFout("Het bericht is niet meer uitgesteld. U hoeft hier niets voor te doen.")
    uitstellen_tot(rij, clock.vandaag() - timedelta(days=1))
    vastleggen(rij, "uitstel_gestopt", namens, {})
    return rij


def _uitstellen_van(termijn: Termijn) -> Any:
    """By the organisation that has it now, for the date it has now."""
    keren = termijn.vertragingen.filter(uitgesteld_tot__isnull=False, datum=termijn.datum)
    return keren.filter(organisatie=termijn.organisatie.sleutel) if termijn.organisatie else keren.none()


def _ligt_vast(termijn: Termijn) -> bool:
    feiten, parameters = trajectfeiten(termijn.traject), termijn.traject.regelingversie.parameters
    gepland = plan(feiten=feiten, parameters=parameters, peildatum=clock.vandaag())
    return any(t.ligt_vast for t in gepland if (t.soort, t.sleutel) == (termijn.soort, termijn.plek))
