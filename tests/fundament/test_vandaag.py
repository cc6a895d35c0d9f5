"""What stands first on the home page: what can still be met, each thing once, under a head that is true."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.termijnen import querysets
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from tests.fundament.conftest import DAG


@pytest.fixture
def traject(regio, begin) -> Traject:
    rij: Traject = begin(regio, naam="Kanarie Geel")
    Termijn.objects.all().delete()
    return rij


def plicht(traject: Traject, regio: Any, soort: str, over: int, **velden: Any) -> Termijn:
    vast = {"organisatie": regio.corporatie, "rol": Rol.CONSULENT, "datum": DAG + timedelta(days=over)}
    rij: Termijn = traject.termijnen.create(soort=soort, **{**vast, **velden})
    return rij


def groepen(regio: Any, wie: Gebruiker, dag: date = DAG) -> dict[str, list[dict[str, Any]]]:
    with clock.klok_op(dag):
        return {g["code"]: g["regels"] for g in regio.ingelogd(wie).get("/").context["groepen"]}


def teksten(regio: Any, wie: Gebruiker) -> dict[str, list[str]]:
    return {code: [r["tekst"] for r in regels] for code, regels in groepen(regio, wie).items()}


def test_a_hard_date_that_can_be_met_stands_above_every_late_wish_and_not_under_today(regio, traject) -> None:
    """Seen to fail: it stood under Vandaag with "over 40 dagen", below everything that is late."""
    plicht(traject, regio, "woning_aanbieden", -90)
    plicht(traject, regio, "aanzegging_doen", 40, vanaf=DAG - timedelta(days=20))
    plicht(traject, regio, "contract_tekenen", 3)
    plicht(traject, regio, "sleutel_geven", 0)
    plicht(traject, regio, "woning_terug", 30)
    assert list(teksten(regio, regio.consulent).items()) == [
        ("uiterst", [TERMIJNSOORTEN[code].tekst for code in ("contract_tekenen", "aanzegging_doen")]),
        ("te_laat", ["Een woning aanbieden"]),
        ("vandaag", ["Sleutel geven"]),
        ("later", [TERMIJNSOORTEN["woning_terug"].tekst]),
    ]


def test_a_long_list_of_what_is_late_never_pushes_out_what_can_be_met(regio, traject, monkeypatch) -> None:
    """Seen to fail: the page held what was due first, and the last day to say no was not on it."""
    monkeypatch.setattr(querysets, "MEESTE_TAKEN", 3)
    for n in range(5):
        plicht(traject, regio, "contract_opmaken", -n - 1, plek=str(n))
    plicht(traject, regio, "venster_bewaken", 5, vanaf=DAG)
    gezien = teksten(regio, regio.consulent)
    assert (gezien["uiterst"], len(gezien["te_laat"])) == ([TERMIJNSOORTEN["venster_bewaken"].tekst], 2)


def test_the_dates_of_one_decision_are_one_line(regio, traject) -> None:
    """Seen to fail: the decision stood there twice, or three times."""
    plicht(traject, regio, "omzetting_besluiten", -30)
    plicht(traject, regio, "omzetting_uiterlijk", 4)
    plicht(traject, regio, "venster_bewaken", 50, vanaf=DAG + timedelta(days=9))
    gezien = groepen(regio, regio.consulent)
    ((code, (rij,)),) = gezien.items()
    assert (code, rij["tekst"]) == ("uiterst", TERMIJNSOORTEN["omzetting_uiterlijk"].tekst)
    assert rij["ook"] == [
        "streefdatum za 31 januari 2026, 30 dagen te laat",
        "uiterste datum di 21 april 2026, over 50 dagen",
    ]
    assert rij["uitleg"]["tekst"] == "Waarom duurt het langer?"
    with clock.klok_op(DAG):
        pagina = unescape(regio.ingelogd(regio.consulent).get("/").content.decode())
    assert "Ook: streefdatum za 31 januari 2026, 30 dagen te laat" in pagina and "U heeft 1 ding te doen." in pagina


def test_of_two_late_dates_the_hard_one_is_the_line(regio, traject) -> None:
    plicht(traject, regio, "omzetting_besluiten", -100)
    plicht(traject, regio, "omzetting_uiterlijk", -10)
    (rij,) = groepen(regio, regio.consulent)["te_laat"]
    assert (rij["tekst"], len(rij["ook"])) == (TERMIJNSOORTEN["omzetting_uiterlijk"].tekst, 1)


def test_two_decisions_and_another_team_stay_apart(regio, traject, begin) -> None:
    tweede = begin(regio, naam="Bo Tweede")
    Termijn.objects.all().delete()
    for rij in (traject, tweede):
        plicht(rij, regio, "omzetting_besluiten", -3)
        plicht(rij, regio, "omzetting_uiterlijk", -2)
    assert [len(r["ook"]) for r in groepen(regio, regio.consulent)["te_laat"]] == [1, 1]
    Termijn.objects.filter(soort="omzetting_uiterlijk").update(rol=Rol.COORDINATOR)
    assert [len(r["ook"]) for r in groepen(regio, regio.consulent)["te_laat"]] == [0, 0]


def test_nothing_that_is_asked_hides_behind_what_a_colleague_took(regio, traject) -> None:
    ander = Gebruiker.objects.create_user("ander@voorbeeld.invalid", None, naam="Ander")
    ander.roltoekenningen.create(organisatie=regio.corporatie, rol=Rol.CONSULENT, vanaf=DAG)
    plicht(traject, regio, "omzetting_besluiten", -3, opgepakt_door=ander, opgepakt_op=DAG)
    plicht(traject, regio, "omzetting_uiterlijk", -2)
    gezien = groepen(regio, regio.consulent)
    assert [[len(r["ook"]) for r in gezien[code]] for code in ("te_laat", "collega")] == [[0], [0]]
    assert [len(r["ook"]) for r in groepen(regio, ander)["te_laat"]] == [1]
