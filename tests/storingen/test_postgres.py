"""PostgreSQL restarted under people who click, and full: 503 with what was typed, and nothing half (S43; F5)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest

from tests.evaluatie.conftest import Wonen
from tests.storingen.cluster import METEEN, SNEL, Cluster, cluster
from tests.storingen.processen import Toneel
from tests.storingen.volhouder import Volhouder, tegelijk, website_van

pytestmark = [pytest.mark.traag, pytest.mark.postgres]

SIGNALEN = "SELECT count(*) FROM evaluatie_signaal"
VERZOEKEN = "SELECT count(*) FROM opstap_verzoek"
TEKSTEN = "SELECT count(DISTINCT tekst) FROM evaluatie_notitie"


@pytest.fixture
def eigen(bewoner: Wonen) -> Iterator[Cluster]:
    """With the region and the bewoner in it."""
    with cluster() as eigen:
        yield eigen


@pytest.fixture
def mensen(toneel: Toneel, bewoner: Wonen, eigen: Cluster) -> Callable[[int], list[Volhouder]]:
    toneel.env["DATABASE_URL"] = eigen.url
    return website_van(toneel, bewoner)


def _gelijk(eigen: Cluster, mensen: list[Volhouder]) -> None:
    aantal = sum(len(mens.verstuurd) for mens in mensen)
    assert [eigen.vraag(vraag) for vraag in (SIGNALEN, VERZOEKEN, TEKSTEN)] == [aantal] * 3
    assert [mens.anders for mens in mensen] == [mens.kwijt for mens in mensen] == [[] for _ in mensen]


def test_a_restart_costs_nobody_what_was_typed_and_saves_nothing_twice(
    mensen: Callable[[int], list[Volhouder]],
    eigen: Cluster,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """Fast and immediate, by turns. Seen to fail with `post_zonder_transactie`: the form could not be sent again."""
    wie = mensen(4)

    def herstart() -> None:
        for nummer in range(rondes(2, 30)):
            time.sleep(0.7)
            eigen.stop((SNEL, METEEN)[nummer % 2])
            time.sleep(0.5)
            eigen.start()

    tegelijk(wie, herstart)
    _gelijk(eigen, wie)
    codes = sum((mens.antwoorden for mens in wie), start=Counter())
    noteer_deel("postgresql_herstart", verstuurd=codes[200], niet_opgeslagen=codes[503])
    assert codes[503] > 0


def test_without_a_place_at_the_database_the_form_waits_on_the_page(
    mensen: Callable[[int], list[Volhouder]], eigen: Cluster
):
    (mens,) = mensen(1)
    velden = mens.bezoeker.formulier(mens.traject, "Geen plaats.")
    bezet = []
    eigen.vraag(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    with pytest.raises(psycopg2.OperationalError, match="too many clients"):
        while True:
            bezet.append(eigen.lijn())
    code, blad = mens.bezoeker.probeer(mens.traject, velden)
    assert (code, "nog niet opgeslagen" in blad, "Geen plaats." in blad) == (503, True, True)
    for lijn in bezet:
        with closing(lijn):
            pass
    time.sleep(0.3)
    assert [mens.bezoeker.probeer(mens.traject, velden)[0] for _ in range(2)] == [200, 200]
    assert eigen.vraag(SIGNALEN) == 1
