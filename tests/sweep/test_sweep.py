"""Thousands of reminders at one moment: each is done once, whoever else sweeps, and together they cost little (S6)."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Instroomroute
from opstap.termijnen import herinneren, services
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.services import traject_starten
from opstap.werk import WerkQuerySet, verwerk
from tests.rolbezetting import Regio, maak_regio

pytestmark = pytest.mark.traag
VEGERS, PER_TRAJECT = 8, 50


@pytest.fixture
def regio(transactional_db: None) -> Regio:
    """Committed rows: every thread has its own connection."""
    return maak_regio()


@pytest.fixture
def gehoord(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each step was told. The unique key of a Bericht would hide that it was done twice."""
    echt, keer, slot = herinneren.berichten_klaarzetten, Counter[str](), threading.Lock()

    def klaarzetten(meldingen: Any) -> Any:
        with slot:
            keer.update(melding.sleutel for melding in meldingen)
        return echt(meldingen)

    monkeypatch.setattr(herinneren, "berichten_klaarzetten", klaarzetten)
    return keer


def _klaarzetten(regio: Regio, aantal: int) -> None:
    """So many duties with a reminder that is due, fifty in a traject."""
    toen = clock.dienst_nu() - timedelta(days=1)
    trajecten = [_traject(regio, n) for n in range(aantal // PER_TRAJECT)]
    termijnen = Termijn.objects.bulk_create(
        Termijn(
            traject=traject, soort="contract_opmaken", plek=str(n), datum=toen.date(), rol="consulent",
            organisatie=regio.corporatie,
        )
        for traject in trajecten
        for n in range(PER_TRAJECT)
    )  # fmt: skip
    Termijnstap.objects.all().delete()  # of the trajecten themselves
    Termijnstap.objects.bulk_create(
        Termijnstap(termijn=termijn, dag=toen.date(), trap="verantwoordelijke", uitvoeren_vanaf=toen)
        for termijn in termijnen
    )


def _traject(regio: Regio, nummer: int) -> Any:
    return traject_starten(
        regeling=regio.regeling,
        naam=f"Kim {nummer}",
        geboortedatum=clock.vandaag() - timedelta(days=9000),
        instroomroute=Instroomroute.BESCHERMD_WONEN,
        organisatie=regio.zorg,
        contactpersoon=None,
    )


def _vegen(vegers: int) -> list[BaseException]:
    """Until nothing is due; what went wrong in a thread."""
    start, fouten = threading.Barrier(vegers), []

    def veeg() -> None:
        try:
            start.wait(20)
            while stappen_uitvoeren():
                pass
        except BaseException as fout:
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=veeg) for _ in range(vegers)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(600)
    return fouten


def test_eight_sweepers_do_each_of_many_thousand_once(
    regio: Regio, gehoord: Counter[str], rondes: Callable[[int, int], int], noteer: Callable[..., None]
):
    """Seen to fail with `claim_zonder_lease`, test below."""
    _klaarzetten(regio, aantal := rondes(400, 10_000))
    begin = time.monotonic()
    fouten = _vegen(VEGERS)
    seconden = time.monotonic() - begin
    pogingen = Termijnstap.objects.values_list("pogingen", flat=True)
    noteer(
        "sweep", deel=f"acht_vegers, {connection.vendor}", herinneringen=aantal, vegers=VEGERS,
        dubbel=_dubbel(gehoord), vergeten=aantal - len(gehoord), vaker_gepakt=sum(n > 1 for n in pogingen),
        seconden=round(seconden, 1),
    )  # fmt: skip
    assert fouten == []
    assert (len(gehoord), _dubbel(gehoord)) == (aantal, 0)
    assert set(pogingen) == {1}
    assert Termijnstap.objects.open().count() == 0
    assert Bericht.objects.count() == aantal * len(_wie(regio))


def test_without_a_lease_eight_sweepers_do_the_same_work(
    regio: Regio, gehoord: Counter[str], monkeypatch: pytest.MonkeyPatch
):
    """The proof can fail: look and take without holding."""

    def claim(self: Any, *, aantal: int, nieuw: bool = False) -> list[Any]:
        return list(self.uitvoerbaar(dienst_nu=clock.dienst_nu(), echt_nu=clock.echt_nu())[:aantal])

    monkeypatch.setattr(WerkQuerySet, "claim", claim)
    _klaarzetten(regio, 400)
    _vegen(VEGERS)
    assert _dubbel(gehoord) > 0


def test_together_costs_less_than_one_by_one(
    regio: Regio, rondes: Callable[[int, int], int], noteer: Callable[..., None]
):
    """In one run on one machine, so the ratio says something."""
    aantal = rondes(200, 2000)
    per_seconde = {}
    for hoe, veeg in (("een_voor_een", _een_voor_een), ("samen", stappen_uitvoeren)):
        Bericht.objects.all().delete()
        Termijn.objects.all().delete()
        _klaarzetten(regio, aantal)
        begin = time.monotonic()
        while veeg():
            pass
        per_seconde[hoe] = round(aantal / (time.monotonic() - begin))
        assert Bericht.objects.count() == aantal * len(_wie(regio))
    verhouding = round(per_seconde["samen"] / per_seconde["een_voor_een"], 1)
    noteer("sweep", deel=f"snelheid, {connection.vendor}", herinneringen=aantal, verhouding=verhouding, **per_seconde)
    print(f"\nper seconde: {per_seconde}, verhouding {verhouding}")
    assert verhouding > 3


def _een_voor_een() -> int:
    return verwerk(Termijnstap.objects.nog_te_doen(), services._stap_uitvoeren, aantal=1000)


def _dubbel(gehoord: Counter[str]) -> int:
    return sum(keer - 1 for keer in gehoord.values())


def _wie(regio: Regio) -> Collection[Gebruiker]:
    return list(Gebruiker.objects.met_rol("consulent", regio.corporatie.pk))
