"""A closed traject leaves nothing behind: no duty, step, mail, question or plan; `controleer` says so when one is left.

Every control here was seen to be silent without its lines, while the row it names was there.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from aanmelding.controles import gesloten_vraagt_niets
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from evaluatie.controles import gesloten_plant_niets
from evaluatie.models import Evaluatie
from opstap import clock
from opstap.partners.namens import SYSTEEM
from opstap.post.controles import gesloten_herinnert_niet, vastgehouden_werk
from opstap.post.models import Bericht, Brief
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.begrippen import Rol
from opstap.termijnen.controles import gesloten_is_klaar
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import traject_afsluiten
from tests.evaluatie.conftest import Wonen
from woningen.controles import gesloten_zoekt_niets
from woningen.models import Bemiddeling

NU = date(2026, 4, 20)


def _klachten() -> list[str]:
    with clock.klok_op(NU):
        controles = import_string(f"{settings.BEDRADING}.CONTROLES")
        return [zin for naam in controles for zin in import_string(naam)() if "afgesloten" in zin or "afgedaan" in zin]


@pytest.fixture
def dicht(wonen: Wonen) -> Wonen:
    """Closed behind the back of the services: everything that ran still runs."""
    Traject.objects.filter(pk=wonen.traject.pk).update(afgesloten_op=NU, uitkomst=Uitkomst.ANDERS)
    return wonen


def _mail(wonen: Wonen, soort: str = "termijn_verantwoordelijke") -> None:
    with clock.klok_op(NU):
        bericht_klaarzetten(
            soort=soort, sleutel="een", traject=wonen.traject, organisatie=wonen.regio.zorg, rol=Rol.BEGELEIDER
        )


def test_closing_takes_the_duties_the_steps_that_failed_and_the_reminders_with_it(wonen: Wonen) -> None:
    """Seen to fail: a step that waited for a person stayed, and was named for ever after."""
    _mail(wonen)
    Termijnstap.objects.filter(termijn__traject=wonen.traject).update(geparkeerd_reden="kapot")
    assert Termijn.objects.open().filter(traject=wonen.traject).exists()
    with clock.klok_op(NU):
        traject_afsluiten(traject=wonen.traject.sleutel, uitkomst=Uitkomst.ANDERS, namens=SYSTEEM)
    over = Termijn.objects.open().filter(traject=wonen.traject)
    assert {termijn.soort for termijn in over} == {"gegevens_wissen"}
    assert (
        not Termijnstap.objects.filter(termijn__traject=wonen.traject, klaar_op=None).exclude(termijn__in=over).exists()
    )
    assert not Bericht.objects.filter(traject=wonen.traject, soort__startswith="termijn_", klaar_op=None).exists()
    assert [*gesloten_is_klaar(), *gesloten_herinnert_niet()] == []


def test_a_reminder_that_was_not_sent_is_named_also_when_it_failed(dicht: Wonen) -> None:
    _mail(dicht)
    _mail(dicht, "besluit_toelating")
    (zin,) = gesloten_herinnert_niet()
    assert dicht.traject.kenmerk in zin
    Bericht.objects.update(geparkeerd_reden="kapot")
    assert len(list(gesloten_herinnert_niet())) == 1
    Bericht.objects.update(klaar_op=clock.echt_nu())
    assert list(gesloten_herinnert_niet()) == []


def test_a_step_that_failed_for_a_duty_that_is_done_is_named(wonen: Wonen) -> None:
    termijn = Termijn.objects.open().filter(traject=wonen.traject, stappen__klaar_op=None)[0]
    termijn.stappen.update(geparkeerd_reden="kapot")
    assert list(gesloten_is_klaar()) == []
    termijn.voltooien()
    termijn.afgedaan_op = NU
    termijn.save()
    assert "is afgedaan" in next(gesloten_is_klaar())


def test_work_that_a_dead_worker_holds_is_named(dicht: Wonen) -> None:
    _mail(dicht, "besluit_toelating")
    Bericht.objects.update(lease_tot=clock.echt_nu() - timedelta(minutes=5))
    assert list(vastgehouden_werk()) == []
    Bericht.objects.update(lease_tot=clock.echt_nu() - timedelta(hours=2))
    assert "vastgehouden" in next(vastgehouden_werk())
    Brief.objects.update(lease_tot=clock.echt_nu() - timedelta(hours=2), klaar_op=clock.echt_nu())
    assert len(list(vastgehouden_werk())) == 1


def test_an_evaluatie_that_is_still_planned_is_named(dicht: Wonen) -> None:
    assert len(list(gesloten_plant_niets())) == Evaluatie.objects.te_houden().count() > 0
    Traject.objects.update(afgesloten_op=None, uitkomst="")
    assert list(gesloten_plant_niets()) == []


def test_a_search_for_a_home_is_named_and_one_that_found_it_is_not(dicht: Wonen) -> None:
    assert list(gesloten_zoekt_niets()) == []
    Bemiddeling.objects.update(status="zoekt")
    assert "gezocht" in next(gesloten_zoekt_niets())


def test_a_question_for_akkoord_is_named(dicht: Wonen, regio) -> None:
    aanmelding = Aanmelding.objects.create(traject=dicht.traject, gesprek_nodig=False)
    versie = AanmeldVersie.objects.create(
        aanmelding=aanmelding, nummer=1, datum=NU, rol="begeleider", snapshot={}, rijhashes={}
    )
    rij = Accordering.objects.create(
        aanmelding=aanmelding,
        gevraagd_in=versie,
        leefgebied="verslaving",
        organisatie=regio.gemeente,
        rijhash="x",
        gevraagd_op=NU,
        rol="wmo_consulent",
    )
    (zin,) = gesloten_vraagt_niets()
    assert (dicht.traject.kenmerk in zin, "verslaving" in zin) == (True, False)
    rij.intrekken()
    rij.save()
    assert list(gesloten_vraagt_niets()) == []


def test_every_control_is_run_by_controleer(dicht: Wonen) -> None:
    """Named in the wiring: a control nobody runs guards nothing."""
    _mail(dicht)
    Bemiddeling.objects.update(status="zoekt")
    klachten = " ".join(_klachten())
    for woord in ("herinnering", "gezocht", "staat nog gepland", "staat nog open"):
        assert woord in klachten
