"""The overview tells the coordinator nothing that her traject page hides, and the gemeente no names."""

from __future__ import annotations

from datetime import date

import pytest

from evaluatie.monitor.querysets import contingentregels, te_laat
from opstap import clock
from opstap.demo.weg import Weg
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.protocol.termijnsoorten import AANMELDWERK


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

    assert AANMELDWERK not in coordinator and AANMELDWERK in beleid
    assert "accorderen" not in coordinator + beleid
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


@pytest.mark.clausule("Z-14.4")
def test_per_corporatie_it_shows_what_was_agreed_reserved_and_used(weg, streek):
    def regels() -> dict[str, tuple[int, int]]:
        rijen = contingentregels(regeling=streek.regeling, jaar=2026)
        assert all(rij.vrij == rij.afgesproken - rij.gereserveerd - rij.gebruikt for rij in rijen)
        return {rij.corporatie: (rij.gereserveerd, rij.gebruikt) for rij in rijen}

    brug = streek.organisaties["brug"].naam
    assert set(regels().values()) == {(0, 0)}
    ander = Weg(streek, "Ayla Bakker", date(1994, 5, 17))
    ander.beginnen(date(2026, 3, 2), uitstroom=date(2026, 7, 15))
    ander.versturen(date(2026, 3, 2))
    ander.gesprek(date(2026, 3, 6))
    ander.toelaten(date(2026, 3, 10))
    ander.verhuurder(date(2026, 3, 12))
    aanbod = ander.aanbod(date(2026, 4, 20), uiterlijk=date(2026, 4, 27))
    assert regels()[brug] == (1, 0)
    ander.accepteren(date(2026, 4, 23), aanbod)
    assert regels()[brug] == (0, 1)


def test_who_has_no_part_in_a_regeling_gets_no_overview(weg, streek, client):
    client.force_login(streek.mensen["begeleider"])
    assert client.get("/overzicht/").status_code == 403
