"""Two who lock the same rows in another order: the database undoes one, and nobody notices (F6)."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from opstap.models import Verzoek
from opstap.partners.models import Organisatie, Team
from opstap.protocol.begrippen import Instroomroute
from opstap.trajecten.services import traject_starten, traject_vergrendelen
from tests.fundament import schermen_proef
from tests.rolbezetting import Regio

TEKST = "Dit typte iemand een half uur lang."


@pytest.fixture(autouse=True)
def _adressen(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.fundament.schermen_proef"


def _stuur(regio: Regio, naam: str) -> Any:
    client = regio.ingelogd(regio.begeleider)
    return client.post(
        "/proef/", {"naam": naam, "toelichting": TEKST, "verzoek": str(uuid4())}, HTTP_ORIGIN="http://testserver"
    )


@pytest.mark.traag
@pytest.mark.postgres
def test_of_two_in_each_others_way_both_succeed(regio_vast: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real deadlock. Seen to fail without the second try: one of them got 503."""
    hek = threading.Barrier(2)
    eerste_keer = {"heen", "terug"}

    def kruis(naam: str, *overig: Any) -> None:
        rijen = [regio_vast.zorg.pk, regio_vast.corporatie.pk]
        botst = naam in eerste_keer
        eerste_keer.discard(naam)
        for pk in rijen if naam == "heen" else reversed(rijen):
            Organisatie.objects.select_for_update().get(pk=pk)
            if botst:
                botst = False
                hek.wait(10)

    monkeypatch.setattr(schermen_proef, "_gebeur", kruis)
    uitslag: list[int] = []

    def klik(naam: str) -> None:
        try:
            uitslag.append(_stuur(regio_vast, naam).status_code)
        finally:
            connection.close()

    draden = [threading.Thread(target=klik, args=(naam,)) for naam in ("heen", "terug")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert uitslag == [302, 302]
    assert sorted(Team.objects.values_list("naam", flat=True)) == ["heen", "terug"]


class _Botst(Exception):
    def __init__(self, pgcode: str) -> None:
        self.pgcode = pgcode


@pytest.mark.parametrize("code", ["40P01", "40001"])
@pytest.mark.parametrize(("keren", "status", "teams"), [(1, 302, 1), (2, 409, 0)])
def test_it_is_tried_once_more_and_then_a_person_presses_again(
    regio: Regio, monkeypatch: pytest.MonkeyPatch, code: str, keren: int, status: int, teams: int
) -> None:
    over = [None] * keren

    def botst(*_: Any) -> None:
        if over:
            over.pop()
            raise OperationalError from _Botst(code)

    monkeypatch.setattr(schermen_proef, "_gebeur", botst)
    antwoord = _stuur(regio, "een")
    assert (antwoord.status_code, Team.objects.count(), Verzoek.objects.count()) == (status, teams, teams)
    if status == 409:
        lijf = antwoord.content.decode()
        assert "Iemand anders sloeg op hetzelfde moment iets op" in lijf and TEKST in lijf
        assert "Dit is nog niet verstuurd." in lijf


def test_a_database_that_is_away_is_not_asked_twice(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    geroepen: list[None] = []

    def weg(*_: Any) -> None:
        geroepen.append(None)
        raise OperationalError("weg")

    monkeypatch.setattr(schermen_proef, "_gebeur", weg)
    with pytest.raises(OperationalError, match="weg"):
        _stuur(regio, "een")
    assert len(geroepen) == 1


@pytest.mark.traag
@pytest.mark.postgres
def test_a_row_about_a_traject_is_committed_while_somebody_else_holds_it(regio_vast: Regio) -> None:
    """The check of its foreign key. Seen to fail with the full lock: the tick and a use-case waited for each other."""
    traject = traject_starten(
        regeling=regio_vast.regeling,
        naam="Kim Kastanje",
        geboortedatum=date(1990, 3, 1),
        instroomroute=Instroomroute.DETENTIE,
        organisatie=regio_vast.zorg,
        contactpersoon=regio_vast.begeleider,
    )
    vrij: list[bool] = []

    def ernaast() -> None:
        try:
            for slot, mag in (("KEY SHARE", True), ("NO KEY UPDATE", False)):
                with suppress(OperationalError), transaction.atomic(), connection.cursor() as lezer:
                    lezer.execute(f"SELECT 1 FROM trajecten_traject WHERE id = %s FOR {slot} NOWAIT", [traject.pk])
                    vrij.append(mag)
        finally:
            connection.close()

    with transaction.atomic():
        traject_vergrendelen(traject.sleutel)
        draad = threading.Thread(target=ernaast)
        draad.start()
        draad.join(30)
    assert vrij == [True]
