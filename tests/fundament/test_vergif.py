"""A poison row of each kind waits alone: one that fails, and one that takes the process down each time (F15)."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from opstap import clock, werk
from opstap.models import Hartslag
from opstap.post.models import Bericht, Brief, BriefInhoud
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import werk_afhandelen
from opstap.werk import MAX_POGINGEN
from tests.fundament.conftest import DAG

pytestmark = [pytest.mark.traag, pytest.mark.django_db(transaction=True)]
KAPOT, DODELIJK, GOED = "kapot", "dodelijk", "goed"
#: The poison is due first.
_VOLGORDE = (DODELIJK, KAPOT, GOED)


def _vergif(welke: str) -> None:
    if welke == KAPOT:
        raise RuntimeError
    if welke == DODELIJK:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def mails(regio_vast, monkeypatch) -> Callable[[], dict[str, Any]]:
    """Which of the three it is stands in `plek`."""
    from opstap.post.services import verzenden as services

    echt = services.mail_opmaken

    def opmaken(bericht: Bericht, *overig: Any) -> Any:
        _vergif(bericht.plek)
        return echt(bericht, *overig)

    monkeypatch.setattr(services, "mail_opmaken", opmaken)
    for plek in _VOLGORDE:
        Bericht.objects.create(
            soort="mdo_gehouden", plek=plek, ontvanger=regio_vast.begeleider, uitvoeren_vanaf=_op(plek)
        )
    return lambda: {b.plek: b for b in Bericht.objects.all()}


@pytest.fixture
def brieven(regio_vast, begin, monkeypatch) -> Callable[[], dict[str, Any]]:
    """Which of the three it is stands in the text."""

    def pdf(html: str) -> bytes:
        _vergif(html)
        return b"%PDF"

    monkeypatch.setattr("opstap.post.services.brieven.html_naar_pdf", pdf)
    traject = begin(regio_vast)
    for tekst in _VOLGORDE:
        brief = Brief.objects.create(
            traject=traject, soort="toelating", titel=tekst, datum=DAG, geadresseerde="kandidaat", hash="x",
            afzender=regio_vast.zorg, uitvoeren_vanaf=_op(tekst),
        )  # fmt: skip
        BriefInhoud.objects.create(brief=brief, html=tekst)
    return lambda: {b.titel: b for b in Brief.objects.all()}


@pytest.fixture
def stappen(regio_vast, begin, monkeypatch, proef) -> Callable[[], dict[str, Any]]:
    """Which of the three it is stands in the key of its mail: `plek` of the duty."""
    from opstap.termijnen import herinneren, services

    echt = herinneren.berichten_klaarzetten

    def klaarzetten(meldingen: Any) -> Any:
        for stap in Termijnstap.objects.filter(pk__in=[m.sleutel for m in meldingen]).select_related("termijn"):
            _vergif(stap.termijn.plek)
        return echt(meldingen)

    monkeypatch.setattr(herinneren, "berichten_klaarzetten", klaarzetten)
    monkeypatch.setattr(services, "termijnen_herplannen", lambda traject: None)
    for plek in _VOLGORDE:
        termijn = Termijn.objects.create(
            traject=begin(regio_vast), soort="contract_opmaken", plek=plek, datum=DAG, rol="consulent",
            organisatie=regio_vast.corporatie,
        )  # fmt: skip
        Termijnstap.objects.create(termijn=termijn, dag=DAG, trap="verantwoordelijke", uitvoeren_vanaf=_op(plek))
    return lambda: {s.termijn.plek: s for s in Termijnstap.objects.select_related("termijn")}


def _op(welke: str) -> Any:
    return clock.dienst_nu() - timedelta(days=9 - _VOLGORDE.index(welke))


def _tik_in_een_kind() -> bool:
    """One tick in a process of its own, with its own connection; whether it lived."""
    connections.close_all()
    if (pid := os.fork()) == 0:
        try:
            werk_afhandelen()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    assert status in (0, signal.SIGKILL), "de tik brak zelf"
    return status == 0


@pytest.mark.parametrize("soort", ["stappen", "mails", "brieven"])
def test_a_poison_row_of_each_kind_is_parked_and_the_others_are_done(
    soort: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real ticks that really die. Seen to fail without the count at claiming: the deadly row was first for ever."""
    rijen: Callable[[], dict[str, Any]] = request.getfixturevalue(soort)
    monkeypatch.setattr(werk, "LEASE", timedelta())
    monkeypatch.setattr(werk, "_EERSTE_UITSTEL", timedelta())
    monkeypatch.setattr(werk, "_stil_tot", float("inf"))
    leefde = [_tik_in_een_kind() for _ in range(MAX_POGINGEN + 1)]
    assert leefde == [False] * MAX_POGINGEN + [True]
    na = rijen()
    assert na[DODELIJK].geparkeerd_reden == "breekt telkens af"
    assert na[KAPOT].geparkeerd_reden == "RuntimeError"
    assert na[GOED].klaar_op is not None
    assert Hartslag.objects.get(soort="tik").klaar_op is not None


def test_what_a_deadly_mail_told_is_told_to_somebody_else(mails, regio_vast, begin, monkeypatch) -> None:
    """Seen to fail: it was parked and nobody heard what it said."""
    gegevens = {"traject": begin(regio_vast), "organisatie": regio_vast.zorg, "rol": "begeleider"}
    Bericht.objects.filter(plek=DODELIJK).update(pogingen=MAX_POGINGEN, **gegevens)
    for _ in range(2):
        werk_afhandelen()
    (hoort,) = Bericht.objects.filter(ontvanger=regio_vast.teamleider_zorg, soort="mdo_gehouden")
    assert hoort.plek == f"terug-{mails()[DODELIJK].sleutel}"
    assert mails()[DODELIJK].doorgegeven_op is not None
