"""Reminders go by the hundred: one transaction, a fixed number of queries, and a bad row takes nobody along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from opstap import clock, werk
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Fase, Hoedanigheid, Looptijd
from opstap.protocol.feiten import ContractFeiten
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import stappen_uitvoeren, termijnen_herplannen
from opstap.trajecten.services import betrekken
from opstap.werk import verwerk, verwerk_samen
from tests.fundament.conftest import DAG

NU = clock.lokaal_moment(DAG, 10)


@pytest.fixture
def rij(regio) -> Any:
    def maak(plek: str, **velden: Any) -> Bericht:
        velden = {"uitvoeren_vanaf": NU - timedelta(hours=1), **velden}
        return Bericht.objects.create(soort="mdo_gehouden", plek=plek, ontvanger=regio.begeleider, **velden)

    with clock.klok_op(NU):
        yield maak


def _plekken(rijen: Any) -> list[str]:
    return [rij.plek for rij in rijen]


def test_a_hundred_go_in_one_transaction_and_are_marked_there(rij) -> None:
    for n in range(5):
        rij(str(n))
    samen: list[list[str]] = []
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: samen.append(_plekken(stapel))) == 5
    assert samen == [["0", "1", "2", "3", "4"]]
    assert {(b.pogingen, b.lease_tot, b.klaar_op is None) for b in Bericht.objects.all()} == {(1, None, False)}
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: samen.append(_plekken(stapel))) == 0


def test_no_more_than_asked_and_no_more_than_a_hundred_at_once(rij, monkeypatch) -> None:
    monkeypatch.setattr(werk, "_STAPEL", 2)
    for n in range(6):
        rij(str(n))
    groottes: list[int] = []
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: groottes.append(len(stapel)), aantal=5) == 5
    assert groottes == [2, 2, 1]
    assert _plekken(Bericht.objects.open()) == ["5"]


def test_when_one_of_them_fails_nothing_was_done_and_each_goes_on_its_own(rij) -> None:
    """Seen to fail without the transaction around the hundred: the mark of a good one stood without its work."""
    for n in range(4):
        rij(str(n))

    def samen(stapel: list[Bericht]) -> None:
        Bericht.objects.filter(plek="0").update(gegevens={"gedaan": 1})
        raise ValueError("kapot")

    def alleen(een: Bericht) -> None:
        if een.plek == "2":
            raise ValueError("kapot")

    assert verwerk_samen(Bericht.objects.all(), samen) == 0
    assert set(Bericht.objects.values_list("pogingen", "lease_tot", "klaar_op", "opnieuw_vanaf")) == {
        (1, None, None, None)
    }
    assert Bericht.objects.get(plek="0").gegevens == {}
    assert verwerk_samen(Bericht.objects.all(), samen) == 0  # a hundred is tried once
    assert verwerk(Bericht.objects.all(), alleen) == 3
    assert _plekken(Bericht.objects.open()) == ["2"]


def test_rows_of_a_worker_that_died_wait_for_the_lease_and_then_go_one_by_one(rij) -> None:
    """A row that takes the process down is alone the next time: only it is claimed too often."""
    for n in range(3):
        rij(str(n))
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        verwerk_samen(Bericht.objects.all(), _sterf)
    Bericht.objects.update(pogingen=1, lease_tot=clock.echt_nu() + timedelta(minutes=1))  # as it was committed
    assert verwerk(Bericht.objects.all(), lambda een: None) == 0
    Bericht.objects.update(lease_tot=clock.echt_nu() - timedelta(seconds=1))
    samen: list[list[Bericht]] = []
    assert (verwerk_samen(Bericht.objects.all(), samen.append), samen) == (0, [])
    assert verwerk(Bericht.objects.all(), lambda een: None) == 3


def _sterf(stapel: list[Bericht]) -> None:
    raise KeyboardInterrupt


def test_when_another_worker_took_one_of_them_over_nothing_of_it_was_done(rij) -> None:
    """Seen to fail with a mark that does not count its rows."""
    for n in range(3):
        rij(str(n))
    later = clock.echt_nu() + timedelta(hours=1)

    def traag(stapel: list[Bericht]) -> None:
        Bericht.objects.filter(plek="1").update(lease_tot=later)
        Bericht.objects.filter(plek="2").update(gegevens={"gedaan": 1})

    assert verwerk_samen(Bericht.objects.all(), traag) == 0
    assert not Bericht.objects.filter(klaar_op__isnull=False).exists()
    assert Bericht.objects.get(plek="2").gegevens == {}


def test_rows_that_their_own_work_removes_are_done(rij) -> None:
    for n in range(3):
        rij(str(n))
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: Bericht.objects.filter(plek="1").delete()) == 3
    assert {(b.plek, b.klaar_op is None) for b in Bericht.objects.all()} == {("0", False), ("2", False)}


def test_who_is_asked_to_stop_takes_no_next_hundred(rij, monkeypatch) -> None:
    monkeypatch.setattr(werk, "_STAPEL", 2)
    monkeypatch.setattr(werk, "_stoppen", bytearray(1))
    for n in range(5):
        rij(str(n))
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: werk.houd_op()) == 2
    assert verwerk_samen(Bericht.objects.all(), lambda stapel: None) == 0


# --- the reminders -----------------------------------------------------------------------------------------------


@pytest.fixture
def stappen(regio, begin, proef) -> Callable[..., list[Termijnstap]]:
    """So many trajecten, each with a reminder that is due."""

    def maak(aantal: int, **velden: Any) -> list[Termijnstap]:
        return [_stap(begin(regio, naam=f"Kim {n}"), regio, **velden) for n in range(aantal)]

    return maak


def _stap(traject: Any, regio: Any, **velden: Any) -> Termijnstap:
    wat = {"soort": "contract_opmaken", "datum": DAG, "rol": "consulent", "organisatie": regio.corporatie}
    stap = {"dag": DAG, "trap": "verantwoordelijke", "uitvoeren_vanaf": NU - timedelta(hours=3)}
    termijn = Termijn.objects.create(traject=traject, **{**wat, **{k: v for k, v in velden.items() if k in wat}})
    return Termijnstap.objects.create(termijn=termijn, **{**stap, **{k: v for k, v in velden.items() if k in stap}})


def _zoekvragen(doe: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as gevangen:
        doe()
    return len(gevangen)


@pytest.mark.parametrize("postbus", ["", "post@corporatie.invalid"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_reminders(stappen, regio, postbus: str) -> None:
    """Seen to fail with a new Adresboek per message: 5 queries more for each."""
    regio.corporatie.postbus = postbus
    regio.corporatie.save()
    with clock.klok_op(NU):
        stappen(3)
        weinig = _zoekvragen(stappen_uitvoeren)
        stappen(30)
        veel = _zoekvragen(stappen_uitvoeren)
    assert (Bericht.objects.count(), Termijnstap.objects.open().count()) == (33, 0)
    assert veel == weinig


def test_an_act_of_the_system_comes_after_what_was_due_before_it_and_before_what_was_due_later(
    stappen, monkeypatch, proef
) -> None:
    """After an outage: what the act makes needless is not told. Seen to fail with all reminders first."""
    monkeypatch.setattr("woningen.services.contract_einde_verwerken", lambda **_: Termijn.objects.all().delete())
    with clock.klok_op(NU):
        (eerst,) = stappen(1, uitvoeren_vanaf=NU - timedelta(hours=3))
        (daad,) = stappen(1, soort="contract_einde", trap="actie", uitvoeren_vanaf=NU - timedelta(hours=2))
        (laat,) = stappen(1, uitvoeren_vanaf=NU - timedelta(hours=1))
        stappen_uitvoeren()
    assert list(Bericht.objects.values_list("plek", flat=True)) == [str(eerst.pk)]
    assert not Termijnstap.objects.filter(pk__in=[daad.pk, laat.pk]).exists()


@pytest.mark.parametrize(
    ("einde", "dossier"),
    [
        (date(2027, 8, 31), date(2027, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2027, 9, 15), date(2027, 3, 15)),
    ],
)
def test_any_reminder_from_the_day_the_decision_file_begins_moves_the_phase(
    regio, begin, proef, einde: date, dossier: date
) -> None:
    """Nothing happens on that day, so nobody else plans again. Seen to fail without the three days of slack."""
    traject = begin(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="toets")
    proef.FEITEN[traject.sleutel] = {"contract": _contract(einde)}
    with clock.klok_op(dossier - timedelta(days=1)):
        termijnen_herplannen(traject.sleutel)
    termijn = Termijn.objects.get(soort="contract_einde")
    for dag, fase in ((dossier - timedelta(days=1), Fase.WONEN), (dossier, Fase.BESLUIT)):
        Termijnstap.objects.all().delete()
        with clock.klok_op(clock.lokaal_moment(dag, 10)):
            Termijnstap.objects.create(
                termijn=termijn, dag=dag, trap="verantwoordelijke", uitvoeren_vanaf=clock.lokaal_moment(dag, 7)
            )
            stappen_uitvoeren()
        traject.refresh_from_db()
        assert traject.fase == fase


def _contract(einde: date) -> ContractFeiten:
    begin = date(einde.year - 1, einde.month, 15)
    return ContractFeiten(
        sleutel=uuid4(), status="lopend", looptijd=Looptijd.BEPAALD, opgemaakt_op=begin, ingangsdatum=begin,
        einde=einde, ritme=3, getekend_op=begin, ingebruikname=begin,
    )  # fmt: skip
