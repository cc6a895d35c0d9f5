"""What planning and the traject page hear of this room: codes and dates, and only what still counts."""

from __future__ import annotations

from datetime import date

import pytest

from evaluatie import services
from evaluatie.enums import Partij
from evaluatie.feiten import huidig_contract
from evaluatie.kaart import evaluatiekaart
from evaluatie.services import NieuweAfspraak
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.feiten import EvaluatieFeiten
from opstap.termijnen.feiten import trajectfeiten
from opstap.trajecten.services import betrekken
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EERSTE, INGANG, TWEEDE, Wonen, ga_wonen
from tests.rolbezetting import Regio

DAG = date(2026, 7, 1)


def test_the_slice_holds_every_row_with_its_dates(wonen: Wonen) -> None:
    afspraken = [
        NieuweAfspraak(wie=Partij.HUURDER, wat="Tuin", uiterlijk=date(2026, 5, 1)),
        NieuweAfspraak(wie=Partij.CONSULENT, wat="Lamp", uiterlijk=date(2026, 5, 2)),
    ]
    e = verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider, afspraken=afspraken
    )
    tuin, lamp = e.afspraken.order_by("pk")
    verloop.afspraak_nagekomen(afspraak=tuin.sleutel, op=TWEEDE, namens=wonen.begeleider)
    services.afspraak_afhandelen(afspraak=lamp.sleutel, nagekomen=False, reden="Al gedaan.", namens=wonen.consulent)
    s = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    m = verloop.mdo_gemeld(signaal=s.sleutel, op=DAG, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=m.sleutel, geinformeerd_op=DAG, gepland_op=date(2026, 7, 9), namens=wonen.begeleider)

    f = trajectfeiten(wonen.traject).evaluatie
    assert (f.evaluaties[0].status, f.evaluaties[0].gehouden_op) == ("gehouden", EERSTE)
    assert [x.met_corporatie for x in f.evaluaties[:3]] == [False, False, True]
    assert [(a.rol, a.nagekomen_op, a.is_vervallen) for a in f.afspraken] == [
        (None, TWEEDE, False),
        (Rol.CONSULENT, None, True),
    ]
    assert [(x.melder, x.status, x.opgepakt_op) for x in f.signalen] == [(Rol.CONSULENT, "naar_mdo", DAG)]
    assert [(x.status, x.geinformeerd_op, x.gepland_op) for x in f.mdos] == [("gepland", DAG, date(2026, 7, 9))]


def test_of_another_traject_nothing_is_told(regio: Regio) -> None:
    een, ander = ga_wonen(regio), ga_wonen(regio, naam="Sam Spar", adres="Brugweg 3, 7200 AA Voorstad")
    verloop.signaal_gemeld(traject=ander.traject, op=DAG, namens=ander.consulent)
    assert trajectfeiten(een.traject).evaluatie.signalen == ()
    assert EvaluatieFeiten() != trajectfeiten(een.traject).evaluatie


@pytest.mark.parametrize(
    ("status", "verwacht"),
    [("lopend", True), ("aangezegd", True), ("getekend", False), ("afgerond", False), ("ingetrokken", False)],
)
def test_the_contract_of_now_runs(wonen: Wonen, status: str, verwacht: bool) -> None:
    type(wonen.contract).objects.filter(pk=wonen.contract.pk).update(status=status)
    assert (huidig_contract(wonen.traject) is not None) == verwacht


def test_the_card_shows_each_role_its_own_part(wonen: Wonen) -> None:
    verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    betrekken(wonen.traject, organisatie=wonen.regio.corporatie, hoedanigheid=Hoedanigheid.COORDINATIE, reden="toets")
    van_begeleider = dict(evaluatiekaart(wonen.traject, wonen.regio.begeleider).regels)
    assert van_begeleider["Volgende evaluatie"] == "woonvaardigheidscheck op 13 april 2026"
    assert "overlast" in van_begeleider["Signaal"]
    assert evaluatiekaart(wonen.traject, wonen.regio.wmo_consulent).regels == ()
    verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.wmo)
    assert set(dict(evaluatiekaart(wonen.traject, wonen.regio.wmo_consulent).regels)) == {"Signaal"}
    assert evaluatiekaart(wonen.traject, wonen.regio.coordinator).regels == ()
    acties = {h.actie for h in evaluatiekaart(wonen.traject, wonen.regio.begeleider).handelingen}
    assert {Actie.EVALUATIE_ZIEN, Actie.SIGNAAL_MELDEN, Actie.SIGNAAL_ZIEN} <= acties


def test_before_the_key_there_is_no_card(wonen: Wonen) -> None:
    wonen.traject.evaluaties.all().delete()
    kaart = evaluatiekaart(wonen.traject, wonen.regio.begeleider)
    assert (kaart.regels, kaart.handelingen) == ((), ())


def test_the_first_check_counts_from_the_key(wonen: Wonen) -> None:
    assert wonen.contract.ingebruikname == INGANG
    assert wonen.termijn("evaluatie_houden", "1").datum == EERSTE
