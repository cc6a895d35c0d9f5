"""The wiring names what exists: every reaction, slice, card and check; and says each change to the plan (design 1)."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from typing import get_type_hints

import pytest
from django.utils.module_loading import import_string

from opstap import bedrading
from opstap.protocol import feiten
from tests.architectuur.bron import code

REACTIES = [(feit, naam) for feit, namen in bedrading.REACTIES.items() for naam in namen]


def verkeerd(feit: type, reactie: Callable[..., object]) -> str:
    """Why this function cannot react on this Feit; empty when it can."""
    parameters = list(inspect.signature(reactie).parameters.values())
    if len(parameters) != 1 or parameters[0].default is not inspect.Parameter.empty:
        return "een reactie krijgt precies één ding: het Feit"
    soort = get_type_hints(reactie).get(parameters[0].name)
    mag = set(getattr(soort, "__args__", (soort,)))
    return "" if feit in mag else f"de reactie noemt {soort}, niet {feit.__name__}"


@pytest.mark.parametrize(
    ("feit", "naam"), REACTIES, ids=lambda waarde: waarde if isinstance(waarde, str) else waarde.__name__
)
def test_every_reaction_exists_and_takes_exactly_its_fact(feit: type, naam: str) -> None:
    assert issubclass(feit, feiten.Feit) and feit is not feiten.Feit
    assert verkeerd(feit, import_string(naam)) == ""
    assert "services" in naam.split("."), "een reactie is een service"


def test_a_reaction_that_takes_something_else_is_seen() -> None:
    def goed(feit: feiten.ContractIngegaan | feiten.ContractOmgezet) -> None: ...
    def ander(feit: feiten.ContractOmgezet) -> None: ...
    def meer(feit: feiten.ContractIngegaan, *, dag: object) -> None: ...
    def kan_zonder(feit: feiten.ContractIngegaan | None = None) -> None: ...

    assert verkeerd(feiten.ContractIngegaan, goed) == ""
    assert "niet ContractIngegaan" in verkeerd(feiten.ContractIngegaan, ander)
    assert "precies één ding" in verkeerd(feiten.ContractIngegaan, meer)
    assert "precies één ding" in verkeerd(feiten.ContractIngegaan, kan_zonder)


def test_every_change_plans_the_duties_again() -> None:
    assert bedrading.REACTIES[feiten.TrajectGewijzigd] == ("opstap.termijnen.services.herplan_na",)


def test_every_fact_is_set_off_somewhere() -> None:
    """A Feit that nobody makes, or that stands in the wiring and nowhere else, is dead."""
    genoemd = {
        naam
        for bron in code()
        if bron.is_een("services")
        for naam in (n.rsplit(".", 1)[-1] for n in bron.namen.values())
    }
    soorten = {s.__name__ for s in feiten.Feit.__subclasses__()}
    assert sorted(soorten - genoemd) == []
    assert sorted({s.__name__ for s in bedrading.REACTIES} - soorten) == []


def test_every_slice_of_the_facts_has_a_provider_and_each_provider_a_slice() -> None:
    van_het_traject = {"gestart_op", "afgesloten_op", "uitkomst", "gewist_op"}
    delen = {f.name for f in dataclasses.fields(feiten.TrajectFeiten)} - van_het_traject
    assert set(bedrading.FEITENLEVERANCIERS) == delen
    for naam in (*bedrading.FEITENLEVERANCIERS.values(), *bedrading.KAARTEN, *bedrading.CONTROLES):
        assert callable(import_string(naam)), naam


def test_a_provider_takes_trajecten_and_a_card_one_and_who_is_looking() -> None:
    for naam in bedrading.FEITENLEVERANCIERS.values():
        assert list(inspect.signature(import_string(naam)).parameters) == ["trajecten"], naam
    for naam in bedrading.KAARTEN:
        assert list(inspect.signature(import_string(naam)).parameters) == ["traject", "gebruiker"], naam
    for naam in bedrading.OP_VANDAAG:
        assert list(inspect.signature(import_string(naam)).parameters) == ["gebruiker", "vandaag"], naam
    for naam in bedrading.VERKLARINGEN:
        assert list(inspect.signature(import_string(naam)).parameters) == ["traject"], naam
    assert list(inspect.signature(import_string(bedrading.DOET_MEE)).parameters) == ["organisatie"]
    assert list(inspect.signature(import_string(bedrading.WOONADRES)).parameters) == ["traject", "afzender"]
    assert list(inspect.signature(import_string(bedrading.VERTREK)).parameters) == [
        "gebruiker",
        "organisatie",
        "weg",
        "dag",
    ]
    for naam in bedrading.CONTROLES:
        assert list(inspect.signature(import_string(naam)).parameters) == [], naam
