"""What this room tells the planning."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from opstap.protocol.begrippen import Instroomroute, Leefgebied, Rol
from opstap.protocol.feiten import AanmeldFeiten, AccorderingFeit
from opstap.regelingen.models import RegelingVersie
from opstap.termijnen.feiten import trajectfeiten
from opstap.termijnen.services import termijnen_herplannen
from opstap.trajecten.models import Persoon, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van


def test_a_traject_without_aanmelding_gives_nothing(spel: Spel) -> None:
    kaal = Traject.objects.create(
        kenmerk="Z-2026-9999",
        persoon=Persoon.objects.create(naam="X", geboortedatum=DAG),
        regeling=spel.regio.regeling,
        regelingversie=RegelingVersie.objects.get(),
        instroomroute="opvang",
        gestart_op=DAG,
    )
    assert trajectfeiten(kaal).aanmelding is None


def test_a_form_that_is_not_sent_gives_what_it_says_now(spel: Spel) -> None:
    assert trajectfeiten(spel.ingevuld()).aanmelding == AanmeldFeiten(
        status="concept",
        begonnen_op=DAG,
        gewijzigd_op=DAG,
        instroomroute=Instroomroute.BESCHERMD_WONEN,
        uitstroom=UITSTROOM,
    )


def test_after_sending_the_sent_date_holds_until_the_next_version(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    nieuw = date(2026, 8, 1)
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=nieuw)
    feiten = trajectfeiten(traject).aanmelding
    assert feiten is not None
    assert feiten.uitstroom == UITSTROOM
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    feiten = trajectfeiten(traject).aanmelding
    assert feiten is not None
    assert feiten.uitstroom == nieuw


def test_each_question_is_told_with_who_must_answer(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp() | spel.zorghulp(Leefgebied.DAGBESTEDING))
    sleutels = dict(aanmelding_van(traject).accorderingen.values_list("leefgebied", "sleutel"))
    for gebied, wie, doe in (
        (Leefgebied.ADL, spel.wmo, verloop.akkoord_van_uitvoerder),
        (Leefgebied.VERSLAVING, spel.ander, verloop.weigering_van_uitvoerder),
    ):
        doe(op=DAG, traject=traject.sleutel, leefgebied=gebied, uitvoerder=wie)
    feiten = trajectfeiten(traject).aanmelding
    assert feiten is not None
    gemeente, anker = spel.regio.gemeente.sleutel, spel.regio.andere_zorg.sleutel
    assert set(feiten.accorderingen) == {
        AccorderingFeit(sleutels["adl"], gemeente, Rol.WMO_CONSULENT, DAG, DAG),
        AccorderingFeit(sleutels["verslaving"], anker, Rol.BEGELEIDER, DAG, DAG, is_geweigerd=True),
        AccorderingFeit(sleutels["dagbesteding"], anker, Rol.BEGELEIDER, DAG),
    }


def test_the_besluit_and_what_lapsed_are_told(spel: Spel) -> None:
    traject = spel.met_gesprek(anders=spel.gemeentehulp())
    verloop.afgewezen(
        op=DAG,
        traject=traject.sleutel,
        coordinator=spel.coordinator,
        invoer=verloop.VOLDOET,
        aannemelijk=False,
    )
    feiten = trajectfeiten(traject).aanmelding
    assert feiten is not None
    assert (feiten.status, feiten.gesprek_op, feiten.besloten_op) == ("afgewezen", DAG, DAG)
    assert [acc.is_vervallen for acc in feiten.accorderingen] == [True]


def test_planning_again_asks_only_after_what_can_be_there(spel: Spel) -> None:
    """Nobody was asked for an akkoord, and there is no contract. Seen to fail when each room asked for everything."""
    traject = spel.verstuurd()
    with CaptureQueriesContext(connection) as vragen:
        termijnen_herplannen(traject.sleutel)
    assert len(vragen) <= 16
