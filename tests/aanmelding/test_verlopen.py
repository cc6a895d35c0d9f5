"""An aanmelding that nobody sends: warned of in time, and three months after its last change it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from aanmelding import services
from aanmelding.services import aanmelding_laten_verlopen
from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.partners.rechten import Actie
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Route
from opstap.termijnen.controles import plan_klopt
from opstap.termijnen.models import Termijn
from opstap.termijnen.services import plannen_bijwerken, stappen_uitvoeren
from opstap.trajecten.concepten import Bladzijde, concept_bewaren
from opstap.trajecten.models import Concept, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van

LAATSTE = date(2026, 4, 5)
NA = LAATSTE + timedelta(days=1)


def _plicht(traject: Traject) -> Termijn:
    rij: Termijn = traject.termijnen.get(soort="aanmelding_verloopt")
    return rij


def _tik(op: date, uur: int = 8) -> None:
    with clock.klok_op(clock.lokaal_moment(op, uur)):
        while stappen_uitvoeren():
            pass


def _getypt(spel: Spel, traject: Traject, op: date) -> None:
    with clock.klok_op(op):
        concept_bewaren(
            traject=traject.sleutel, actie=Actie.AANMELDING_INVULLEN, pagina=Bladzijde("uitstroom", "/", "Vertrek"),
            velden={"uitstroom": ["1-6-2026"]}, op_versie=None, gezien=None, namens=spel.zorg,
        )  # fmt: skip


def test_the_day_after_its_last_day_it_is_closed_and_who_had_it_hears_that(spel: Spel) -> None:
    traject = spel.ingevuld()
    _getypt(spel, traject, DAG)
    Concept.objects.update(bewaard_tot=DAG + timedelta(days=14))
    _tik(LAATSTE)
    assert aanmelding_van(traject).status == "concept"

    _tik(NA, uur=0)

    a = aanmelding_van(traject)
    assert (a.status, a.intrekreden) == ("ingetrokken", "verlopen")
    traject.refresh_from_db()
    assert (traject.afgesloten_op, traject.uitkomst) == (NA, "ingetrokken")
    assert not Concept.objects.exists()
    assert not traject.termijnen.gevraagd().exists()
    assert Bericht.objects.get(soort="aanmelding_verlopen").ontvanger == spel.regio.begeleider
    assert Gebeurtenis.objects.get(traject=traject.sleutel, soort="aanmelding_verlopen").rol == "systeem"
    with clock.klok_op(NA):
        aanmelding_laten_verlopen(traject=traject.sleutel, onderwerp=None)
    assert Bericht.objects.filter(soort="aanmelding_verlopen").count() == 1


def test_people_are_warned_two_weeks_before_and_the_team_lead_three_days_before(spel: Spel) -> None:
    traject = spel.ingevuld()
    hoort = []
    for dagen in (-15, -14, -3, 0):
        Bericht.objects.all().delete()
        _tik(LAATSTE + timedelta(days=dagen))
        over = Bericht.objects.filter(gegevens__termijn=str(_plicht(traject).sleutel))
        hoort.append(sorted(b.ontvanger.naam for b in over))
    assert hoort == [[], ["begeleider"], ["begeleider", "teamleider zorg"], ["begeleider"]]


def _deel(spel: Spel, sleutel: Any) -> None:
    verloop.uitstroom_ingevuld(op=clock.vandaag(), traject=sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM)


def _akkoord(spel: Spel, sleutel: Any) -> None:
    verloop.akkoord_gegeven(op=clock.vandaag(), traject=sleutel, begeleider=spel.zorg)


def _vooraf(spel: Spel, sleutel: Any) -> None:
    services.aanmelding_vooraf_melden(traject=sleutel, maand=UITSTROOM, route=Route.ZELF_REAGEREN, namens=spel.zorg)


@pytest.mark.parametrize("daad", [_deel, _akkoord, _vooraf])
def test_whatever_is_stored_begins_the_three_months_anew(spel: Spel, op_dag: Any, daad: Any) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    assert _plicht(traject).datum == LAATSTE
    with op_dag(31):
        daad(spel, traject.sleutel)
    assert _plicht(traject).datum == date(2026, 5, 5)
    _tik(NA)
    assert aanmelding_van(traject).status != "ingetrokken"


def test_what_was_typed_and_not_stored_yet_is_not_thrown_away(spel: Spel) -> None:
    traject = spel.ingevuld()
    _getypt(spel, traject, LAATSTE)
    _tik(NA)
    assert aanmelding_van(traject).status == "concept"
    assert Concept.objects.get().velden["uitstroom"] == ["1-6-2026"]
    assert _plicht(traject).datum == date(2026, 7, 5)


def test_what_was_sent_stays(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    assert (_plicht(traject).status, _plicht(traject).afgedaan_op) == ("voltooid", DAG)
    with clock.klok_op(NA):
        aanmelding_laten_verlopen(traject=traject.sleutel, onderwerp=None)
    assert aanmelding_van(traject).status == "ingediend"


def test_what_ran_before_an_upgrade_gets_the_duty_that_is_new(spel: Spel) -> None:
    """Seen to fail without the planning: `controleer` called the row missing until somebody touched the traject."""
    traject = spel.ingevuld()
    _plicht(traject).delete()
    assert list(plan_klopt())

    for _ in range(2):
        plannen_bijwerken()

    assert (list(plan_klopt()), _plicht(traject).datum) == ([], LAATSTE)
