"""Until when somebody reacts himself, and what it takes to get voorrang after that."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from opstap.protocol.begrippen import Hoedanigheid, Rol, Route
from opstap.protocol.bemiddelen import (
    Aanbiedingstatus,
    EerdereAanbieding,
    op_is_op_belemmeringen,
    punten_belemmeringen,
)
from opstap.protocol.feiten import BemiddelFeiten, TrajectFeiten
from opstap.protocol.reageren import (
    blijven_belemmeringen,
    reageertermijnen,
    reageertijd_belemmeringen,
    reageren_belemmeringen,
)
from opstap.protocol.toetsing import CriteriumInvoer, binding_belemmeringen
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
DAG = date(2025, 3, 3)


@pytest.mark.clausule("Z-9.24")
@pytest.mark.parametrize(
    ("stand", "verwacht"),
    [
        ({"route": Route.ZELF_REAGEREN}, []),
        ({"route": Route.DIRECTE_BEMIDDELING}, ["Z-9.4"]),
        ({"route": None}, ["Z-9.4"]),
        ({"route": Route.ZELF_REAGEREN, "aangeboden": True}, ["I-13"]),
        ({"route": Route.ZELF_REAGEREN, "toegewezen": True}, ["Z-9.19"]),
    ],
)
def test_only_who_still_reacts_has_a_last_day_and_a_way_on(stand: dict[str, Any], verwacht: list[str]) -> None:
    gevonden = reageren_belemmeringen(**({"aangeboden": False, "toegewezen": False} | stand))
    assert [b.clausule for b in gevonden] == verwacht


@pytest.mark.clausule("Z-9.24")
@pytest.mark.parametrize(
    ("tot", "mag"),
    [(DAG, True), (date(2025, 3, 2), False), (date(2027, 3, 3), True), (date(2027, 3, 4), False)],
)
def test_the_last_day_is_not_past_and_not_far_away(tot: date, mag: bool) -> None:
    assert (reageertijd_belemmeringen(reageren_tot=tot, peildatum=DAG) == []) is mag


@pytest.mark.clausule("Z-9.24", "Z-9.25")
def test_on_that_day_who_decides_over_the_toelating_says_how_it_goes_on() -> None:
    zelf = BemiddelFeiten(UUID(int=1), Route.ZELF_REAGEREN, "zoekt", DAG)
    assert list(reageertermijnen(TrajectFeiten(DAG, bemiddeling=zelf), ZUTPHEN)) == []
    tot = date(2025, 6, 1)
    for klaar in (None, tot):
        b = dataclasses.replace(zelf, reageren_tot=tot, reageren_klaar_op=klaar)
        (termijn,) = reageertermijnen(TrajectFeiten(DAG, bemiddeling=b), ZUTPHEN)
        assert (termijn.soort, termijn.datum, termijn.klaar_op) == ("reageertijd_voorbij", tot, klaar)
        assert (termijn.rol, termijn.hoedanigheid) == (Rol.COORDINATOR, Hoedanigheid.COORDINATIE)
        (elders,) = reageertermijnen(TrajectFeiten(DAG, bemiddeling=b), APELDOORN)
        assert elders.rol is Rol.COMMISSIELID
    weg = dataclasses.replace(zelf, status="ingetrokken", reageren_tot=tot)
    assert list(reageertermijnen(TrajectFeiten(DAG, bemiddeling=weg), ZUTPHEN)) == []


@pytest.mark.clausule("Z-9.25", "Z-8.7")
@pytest.mark.parametrize(
    ("invoer", "velden"),
    [
        ({}, ["binding_maanden"]),
        ({"binding_maanden": 40}, ["binding_maanden"]),
        ({"binding_maanden": 40, "direct_voorafgaand": True}, []),
        ({"vrijstelling": True}, []),
        ({"binding_maanden": 1}, []),  # known, and not met: mogelijke_routes says so
    ],
)
def test_voorrang_after_all_asks_to_know_the_binding(invoer: dict[str, Any], velden: list[str]) -> None:
    gevonden = binding_belemmeringen(invoer=CriteriumInvoer(**invoer), parameters=ZUTPHEN)
    assert [b.veld for b in gevonden] == velden
    assert binding_belemmeringen(invoer=CriteriumInvoer(), parameters=APELDOORN) == []


@pytest.mark.clausule("Z-9.25")
def test_who_goes_on_reacting_himself_reads_why() -> None:
    assert [b.veld for b in blijven_belemmeringen(motivering=" \n")] == ["motivering"]
    assert blijven_belemmeringen(motivering="U woonde hier te kort.") == []


@pytest.mark.clausule("I-14", "Z-9.13")
def test_offers_counted_earlier_stay_counted_and_homes_found_by_reacting_never_do() -> None:
    def geweigerd(route: Route) -> EerdereAanbieding:
        return EerdereAanbieding(Aanbiedingstatus.GEWEIGERD, DAG, route=route)

    direct, zelf = geweigerd(Route.DIRECTE_BEMIDDELING), geweigerd(Route.ZELF_REAGEREN)
    for eerdere, op in (([direct], False), ([direct, zelf, zelf], False), ([direct, direct], True)):
        assert bool(op_is_op_belemmeringen(eerdere=eerdere, parameters=ZUTPHEN)) is op
    assert op_is_op_belemmeringen(eerdere=[direct] * 3, parameters=APELDOORN) == []


@pytest.mark.clausule("Z-9.20")
def test_only_who_reacted_himself_loses_points() -> None:
    assert punten_belemmeringen(route=Route.ZELF_REAGEREN) == []
    assert [b.veld for b in punten_belemmeringen(route=Route.DIRECTE_BEMIDDELING)] == ["punten_op"]
