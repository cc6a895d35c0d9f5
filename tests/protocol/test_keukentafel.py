"""At the kitchen table: who did what, what an advice brings about, how it goes, and what helps to ask."""

from __future__ import annotations

import pytest

from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel, Vervolgadvies
from opstap.protocol.keukentafel import advies_uitleg, adviezen, verloop, wie_zich_inzetten
from opstap.protocol.leidraad import over_begeleiding, over_een_crisis, over_wonen, vuistregels

GOED, AANDACHT, ONVOLDOENDE = ItemOordeel.GOED, ItemOordeel.AANDACHT, ItemOordeel.ONVOLDOENDE


@pytest.mark.clausule("Z-12.8")
def test_everybody_who_takes_part_is_asked_for_and_the_gemeente_only_then() -> None:
    assert wie_zich_inzetten(gemeente_doet_mee=False) == (Inzet.HUURDER, Inzet.ZORG, Inzet.CORPORATIE)
    assert wie_zich_inzetten(gemeente_doet_mee=True) == tuple(Inzet)


@pytest.mark.clausule("Z-12.2", "Z-13.1")
def test_every_advice_says_what_comes_of_it() -> None:
    alles = adviezen(kan_omzetten=True)
    assert list(alles) == list(Vervolgadvies)
    assert "de huurder hoort dat eerst" in alles[Vervolgadvies.MDO]
    assert "beslist" in alles[Vervolgadvies.OMZETTEN]
    assert Vervolgadvies.OMZETTEN not in adviezen(kan_omzetten=False)


@pytest.mark.clausule("Z-11.6", "Z-11.11")
def test_begeleiding_that_runs_is_no_reason_to_wait() -> None:
    assert "geen reden om te wachten" in advies_uitleg(kan_omzetten=True)
    assert advies_uitleg(kan_omzetten=False) == ""


@pytest.mark.clausule("Z-12.11")
@pytest.mark.parametrize(
    ("woorden", "zin"),
    [
        ([], "nog niet te zeggen"),
        ([GOED], "nog niet te zeggen"),
        ([None, GOED], "nog niet te zeggen"),
        ([GOED, GOED], "hetzelfde"),
        ([ONVOLDOENDE, AANDACHT], "beter"),
        ([GOED, AANDACHT], "minder goed"),
        ([GOED, ONVOLDOENDE, None, AANDACHT], "beter"),
    ],
)
def test_the_last_word_beside_the_one_before(woorden: list[ItemOordeel | None], zin: str) -> None:
    assert verloop(woorden=woorden) == zin


@pytest.mark.clausule("P-16")
def test_the_guide_is_about_living_there_the_begeleiding_and_a_crisis() -> None:
    wonen = over_wonen(items=tuple(EvaluatieItem))
    assert [o.titel for o in wonen] == [item.label for item in EvaluatieItem]
    assert over_wonen(items=(EvaluatieItem.HUUR,)) == wonen[:1]
    vooraf, mis = over_een_crisis()
    assert all(v.endswith("?") for o in (*wonen, over_begeleiding(), vooraf) for v in o.vragen)
    assert mis.vragen[0].endswith("Bel 112.")


@pytest.mark.clausule("P-17")
def test_five_rules_of_thumb() -> None:
    assert [r.titel.split(":")[0] for r in vuistregels()] == ["Een dak", "Geld", "De dag", "Steun", "De buurt"]
