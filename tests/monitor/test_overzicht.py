"""The overview tells the coordinator nothing that her traject page hides, and the gemeente no names."""

from __future__ import annotations

from datetime import date

import pytest

from evaluatie.monitor.querysets import te_laat
from opstap import clock
from opstap.demo.weg import Weg
from opstap.protocol.begrippen import Leefgebied, Rol


@pytest.fixture
def weg(streek) -> Weg:
    weg = Weg(streek, "Kanarie Geel", date(1990, 1, 1))
    weg.beginnen(date(2026, 3, 2), uitstroom=date(2026, 7, 15))
    weg.versturen(date(2026, 3, 2), vragen_aan={Leefgebied.VERSLAVING: "anker", Leefgebied.JUSTITIE: "anker"})
    return weg


def _pagina(client, streek, account: str, pad: str = "/overzicht/") -> str:
    client.force_login(streek.mensen[account])
    return client.get(pad).content.decode()


@pytest.mark.clausule("I-9", "Z-20.8")
def test_late_accorderingen_of_hidden_rows_are_not_told_to_the_coordinator(weg, streek, client):
    with clock.klok_op(date(2026, 4, 20)):
        coordinator = _pagina(client, streek, "coordinator")
        beleid = _pagina(client, streek, "beleid")

    assert "accorderen" not in coordinator
    assert "accorderen" in beleid
    assert "Kanarie" not in coordinator + beleid
    assert "Anker" not in coordinator + beleid


def test_the_number_of_late_things_counts_what_the_reader_may_know(weg, streek):
    dag = date(2026, 4, 20)
    with clock.klok_op(dag):
        voor = {
            rol: set(te_laat(regeling=streek.regeling, peildatum=dag, rollen={rol}).values_list("soort", flat=True))
            for rol in (Rol.COORDINATOR, Rol.BELEIDSMEDEWERKER)
        }

    assert "accordering_geven" in voor[Rol.BELEIDSMEDEWERKER]
    assert "accordering_geven" not in voor[Rol.COORDINATOR]


def test_who_has_no_part_in_a_regeling_gets_no_overview(weg, streek, client):
    client.force_login(streek.mensen["begeleider"])
    assert client.get("/overzicht/").status_code == 403
