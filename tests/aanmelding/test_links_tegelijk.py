"""Two who hold the same link at one moment: every wrong code counts, and one answer is given."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from aanmelding import services
from aanmelding.models import Accordering
from aanmelding.services import Accordeerantwoord
from opstap import clock
from opstap.errors import Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Link
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden
from opstap.protocol.links import Codeuitkomst
from tests.aanmelding.conftest import DAG, Spel
from tests.aanmelding.linktoneel import Linkspel, foute_code, linkspel
from tests.rolbezetting import maak_regio

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def t() -> Iterator[Linkspel]:
    regio = maak_regio()
    mensen = (regio.begeleider, regio.coordinator, regio.wmo_consulent, regio.buitenstaander)
    yield linkspel(Spel(regio, *(regio.namens(mens) for mens in mensen)))


def _tegelijk(doe: Callable[[int], Any], aantal: int) -> Counter[Any]:
    """How often each outcome came; they all begin at once."""
    uit: list[Any] = []
    hek = threading.Barrier(aantal)

    def een(nummer: int) -> None:
        try:
            with clock.klok_op(DAG):
                hek.wait(30)
                uit.append(doe(nummer))
        finally:
            connection.close()

    draden = [threading.Thread(target=een, args=[nummer]) for nummer in range(aantal)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    return Counter(uit)


def test_of_twelve_wrong_codes_at_once_five_count(t: Linkspel) -> None:
    """Seen to fail on PostgreSQL without the lock on the traject: two counted, the others broke."""
    link = t.sturen()
    code = foute_code(link)
    uit = _tegelijk(lambda _: services.linkcode_proberen(link=link.sleutel, code=code)[0], 12)
    assert uit == {Codeuitkomst.FOUT: 4, Codeuitkomst.GESTOPT: 8}
    rij = Link.objects.get()
    assert (rij.foute_codes, rij.status) == (5, "geblokkeerd")


def test_of_six_answers_at_once_one_is_given(t: Linkspel) -> None:
    """Half of them say no: whoever is first, there is one answer, and one line in the log."""
    link, vraag = t.sturen(), t.vraag
    nee = Accordeerantwoord(Antwoord.GEWEIGERD, Weigerreden.GEEN_PLEK)

    def antwoord(nummer: int) -> str:
        keus = nee if nummer % 2 else Accordeerantwoord(Antwoord.AKKOORD)
        try:
            services.accorderen_met_link(link=link.sleutel, antwoorden={vraag.sleutel: keus})
        except Verouderd:
            return "te laat"
        return "gegeven"

    assert _tegelijk(antwoord, 6) == {"gegeven": 1, "te laat": 5}
    assert Accordering.objects.get().status in ("akkoord", "geweigerd")
    assert Gebeurtenis.objects.filter(soort__in=["accordering_gegeven", "accordering_geweigerd"]).count() == 1


def test_an_answer_and_taking_the_link_back_at_once_leave_one_of_the_two(t: Linkspel) -> None:
    link, vraag = t.sturen(), t.vraag

    def doe(nummer: int) -> str:
        try:
            if nummer:
                services.link_terugnemen(traject=t.traject.sleutel, vraag=vraag.sleutel, namens=t.spel.zorg)
            else:
                ja = Accordeerantwoord(Antwoord.AKKOORD)
                services.accorderen_met_link(link=link.sleutel, antwoorden={vraag.sleutel: ja})
        except Exception as fout:
            return type(fout).__name__
        return "gedaan"

    uit = _tegelijk(doe, 2)
    status = Link.objects.get().status
    assert uit["gedaan"] == 1, uit
    assert (status, Accordering.objects.get().status) in {("gebruikt", "akkoord"), ("ingetrokken", "gevraagd")}
