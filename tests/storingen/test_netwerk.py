"""Half a network between the web and PostgreSQL: people wait a little, nothing is half and nothing is double (F22)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from evaluatie.models import Notitie, Signaal
from opstap.models import Verzoek
from tests.evaluatie.conftest import Wonen
from tests.storingen.lijn import Lijn
from tests.storingen.processen import Toneel
from tests.storingen.volhouder import Volhouder, tegelijk, website_van

pytestmark = [pytest.mark.traag, pytest.mark.postgres]


@pytest.fixture
def lijn(zaden: list[int]) -> Iterator[Lijn]:
    waar = connection.settings_dict
    map_ = waar["HOST"] or waar["OPTIONS"].get("host", "")
    lijn = Lijn(str(Path(map_, ".s.PGSQL.5432")), Random(zaden[-1]))
    lijn.open()
    yield lijn
    lijn.dicht()


@pytest.fixture
def mensen(toneel: Toneel, bewoner: Wonen, lijn: Lijn) -> Callable[[int], list[Volhouder]]:
    """On a web server that reaches the database by this line only."""
    waar = connection.settings_dict
    toneel.env["DATABASE_URL"] = f"postgres://{waar['USER']}@127.0.0.1:{lijn.poort}/{waar['NAME']}"
    return website_van(toneel, bewoner)


def _alles_een_keer(mensen: list[Volhouder]) -> None:
    verstuurd = sorted(tekst for mens in mensen for tekst in mens.verstuurd)
    assert sorted(Notitie.objects.values_list("tekst", flat=True)) == verstuurd
    assert Signaal.objects.count() == Verzoek.objects.count() == len(verstuurd)
    assert [mens.anders for mens in mensen] == [mens.kwijt for mens in mensen] == [[] for _ in mensen]


def test_an_answer_to_commit_that_gets_lost_is_no_second_signaal(mensen: Callable[[int], list[Volhouder]], lijn: Lijn):
    """It was saved, and nobody could know: pressing again says so. Seen to fail with `zonder_eenmalige_sleutel`."""
    (mens,) = mensen(1)
    velden = mens.bezoeker.formulier(mens.traject, "Precies een keer.")
    lijn.knip_na = b"COMMIT"
    code, _ = mens.bezoeker.probeer(mens.traject, velden)
    assert (code, lijn.geknipt, Signaal.objects.count()) == (503, 1, 1)
    assert mens.bezoeker.probeer(mens.traject, velden)[0] == 200
    assert Signaal.objects.count() == 1


def test_a_line_that_loses_a_third_costs_time_and_nothing_else(
    mensen: Callable[[int], list[Volhouder]],
    lijn: Lijn,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    wie = mensen(3)
    lijn.verlies = 0.3
    tegelijk(wie, lambda: None, keren=rondes(2, 40))
    lijn.verlies = 0.0
    _alles_een_keer(wie)
    codes = sum((mens.antwoorden for mens in wie), start=wie[0].antwoorden.__class__())
    langste = max(tijd for mens in wie for tijd in mens.bezoeker.alle())
    noteer_deel("half_netwerk", verstuurd=codes[200], niet_opgeslagen=codes[503], langste_s=round(langste, 1))
    assert langste < 30


def test_a_database_that_takes_the_call_and_says_nothing_is_given_up(
    mensen: Callable[[int], list[Volhouder]], lijn: Lijn
):
    """Seen to fail without `connect_timeout`: the page hung until the visitor gave up."""
    (mens,) = mensen(1)
    velden = mens.bezoeker.formulier(mens.traject, "Nog niet.")
    lijn.doof = True
    lijn.breek()
    begin = time.monotonic()
    code, blad = mens.bezoeker.probeer(mens.traject, velden)
    assert (code, "nog niet opgeslagen" in blad, "Nog niet." in blad) == (503, True, True)
    assert time.monotonic() - begin < 15
    lijn.doof = False
    lijn.breek()
    assert mens.bezoeker.probeer(mens.traject, velden)[0] == 200
    assert Signaal.objects.count() == 1
