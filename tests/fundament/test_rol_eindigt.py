"""A role that ends on a day said before: on that day its tasks are free, and an empty role is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.post.services import ontvangers
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.mensen.nalopen import rollen_nalopen
from opstap.termijnen.models import Termijn
from opstap.termijnen.tasks import tik
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.fundament.conftest import DAG
from tests.fundament.test_oppakken import collega

EEN = timedelta(days=1)
EINDE = DAG + 5 * EEN


@pytest.fixture
def tom(regio) -> Gebruiker:
    return collega(regio, "Tom Tak", Rol.BEGELEIDER, regio.zorg)


@pytest.fixture
def taak(regio, begin, tom) -> Termijn:
    """Taken by Tom, whose role ends on EINDE."""
    traject: Traject = begin(regio)
    Termijn.objects.all().delete()
    rij: Termijn = traject.termijnen.create(
        soort="aanmelding_indienen", datum=DAG + 90 * EEN, rol=Rol.BEGELEIDER, organisatie=regio.zorg,
        opgepakt_door=tom, opgepakt_op=DAG,
    )  # fmt: skip
    Roltoekenning.objects.filter(gebruiker=tom).update(tot=EINDE)
    return rij


def _op(dag) -> None:
    with clock.klok_op(dag):
        rollen_nalopen()


def _houder(taak: Termijn) -> Gebruiker | None:
    taak.refresh_from_db()
    return taak.opgepakt_door


def test_what_somebody_took_is_free_on_the_day_the_role_ends_and_stays_free(regio, taak, tom) -> None:
    """Seen to fail: who got the role again months later held it again. Not a day before, and once in the log."""
    _op(EINDE - EEN)
    assert _houder(taak) == tom
    _op(EINDE)
    _op(EINDE)
    assert _houder(taak) is None and taak.opgepakt_op is None
    assert list(Gebeurtenis.objects.filter(soort="taak_vrijgekomen").values_list("rol", "traject")) == [
        ("systeem", taak.traject.sleutel)
    ]


def test_so_it_is_when_the_account_ends_and_when_the_role_is_of_another_organisation(regio, taak, tom) -> None:
    Roltoekenning.objects.filter(gebruiker=tom).update(tot=None, organisatie=regio.andere_zorg)
    _op(DAG)
    assert _houder(taak) is None
    Roltoekenning.objects.filter(gebruiker=tom).update(organisatie=regio.zorg)
    Termijn.objects.update(opgepakt_door=tom, opgepakt_op=DAG)
    _op(DAG)
    assert _houder(taak) == tom
    Gebruiker.objects.filter(pk=tom.pk).update(beeindigd_op=DAG)
    _op(DAG)
    assert _houder(taak) is None


def test_who_still_leads_the_team_keeps_it(regio, taak, tom) -> None:
    with clock.klok_op(DAG):
        rol_toekennen(gebruiker=tom, organisatie=regio.zorg, rol=Rol.TEAMLEIDER_ZORG)
    _op(EINDE)
    assert _houder(taak) == tom


def _gehoord() -> set[str]:
    return set(Bericht.objects.filter(soort="rol_onbezet").values_list("ontvanger__naam", flat=True))


def _alleen_tom(regio, tom) -> None:
    Roltoekenning.objects.filter(organisatie=regio.zorg).exclude(gebruiker=tom).delete()


def test_a_role_that_nobody_holds_any_more_is_told_once_to_who_can_fill_it(regio, taak, tom) -> None:
    """Seen to fail: silence until the first reminder, three months later. The gemeente where the organisation has no
    beheerder and no contact."""
    _alleen_tom(regio, tom)
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=None, tweede_contact=None)
    _op(EINDE - EEN)
    assert _gehoord() == set()
    for dag in (EINDE, EINDE, EINDE + EEN):
        _op(dag)
    assert _gehoord() == {"beheerder"} and Bericht.objects.filter(soort="rol_onbezet").count() == 1
    ria = Gebruiker.objects.create_user("ria@voorbeeld.invalid", None, naam="Ria")
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=ria)
    _op(EINDE + EEN)
    assert _gehoord() == {"beheerder", "Ria"}


def test_nothing_is_told_while_somebody_can_or_while_nothing_waits(regio, taak, tom) -> None:
    _op(EINDE)
    assert _gehoord() == set()
    _alleen_tom(regio, tom)
    Termijn.objects.update(status="vervallen", afgedaan_op=DAG, opgepakt_door=None, opgepakt_op=None)
    _op(EINDE)
    assert _gehoord() == set()


def test_the_mail_names_the_role_and_the_tick_does_it(regio, taak, tom, mailoutbox) -> None:
    _alleen_tom(regio, tom)
    for uur in (1, 8):
        with clock.klok_op(clock.lokaal_moment(EINDE + 2 * EEN, uur)):
            tik()
    (post,) = [m for m in mailoutbox if "Er staan taken open voor de rol begeleider" in m.body]
    assert post.to == [regio.beheerder.email] and "Tom" not in post.body
    assert _houder(taak) is None


def _hoort_van_contact() -> set[str]:
    return set(Bericht.objects.filter(soort="contactpersoon_weg").values_list("ontvanger__naam", flat=True))


def test_who_leads_hears_once_of_a_contactpersoon_whose_role_ended_on_a_later_day(regio, taak, tom) -> None:
    """Seen to fail: nobody heard of it, while every mail about the traject still looked for her. Her duty was found by
    the whole team; the page where it is handed over is in the mail."""
    Betrokkenheid.objects.filter(traject=taak.traject, organisatie=regio.zorg).update(contactpersoon=tom)
    _op(EINDE - EEN)
    assert _hoort_van_contact() == set()
    for dag in (EINDE, EINDE, EINDE + EEN):
        _op(dag)
    assert _hoort_van_contact() == {"teamleider zorg"} and Bericht.objects.count() == 1
    with clock.klok_op(EINDE):
        assert tom not in ontvangers(taak.traject, regio.zorg, Rol.BEGELEIDER, Trap.VERANTWOORDELIJKE)
        Gebruiker.objects.filter(naam="teamleider zorg").update(beeindigd_op=EINDE)
    _op(EINDE + EEN)  # nobody there can hand over: the beheerder of the gemeente can
    assert _hoort_van_contact() == {"teamleider zorg", "beheerder"}


def test_it_looks_before_it_writes_and_at_many_as_at_one(regio, taak, tom) -> None:
    """Seen to fail with a question per task that somebody holds."""
    tel = []
    for aantal in (1, 20):
        for n in range(aantal):
            taak.traject.termijnen.create(
                soort="contract_opmaken", plek=f"{aantal}.{n}", datum=DAG, rol=Rol.BEGELEIDER,
                organisatie=regio.zorg, opgepakt_door=tom, opgepakt_op=DAG,
            )  # fmt: skip
        with clock.klok_op(DAG), CaptureQueriesContext(connection) as vragen:
            rollen_nalopen()
        tel.append(len(vragen))
        assert not [v for v in vragen if not v["sql"].startswith("SELECT")]
    assert tel[0] == tel[1]
