"""The duties of a regeling in words: every kind, with the values of this regeling and of no other."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from opstap.protocol.begrippen import Rol
from opstap.protocol.parameters import Parameters, parameters_uit_document
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.protocol.termijnuitleg import Termijnuitleg, termijnuitleg
from opstap.protocol.termijnwoorden import WOORDEN
from opstap.regelingen.presets import preset, presets

ZUTPHEN, APELDOORN = preset("zutphen-2024"), preset("apeldoorn")
BEIDE = [pytest.param(p, id=p.slug) for p in presets()]


def _regels(parameters: Parameters, letter: str = "Z") -> dict[str, Termijnuitleg]:
    return {r.wat: r for groep in termijnuitleg(parameters=parameters, letter=letter) for r in groep.regels}


def test_every_kind_of_duty_has_words_and_every_word_a_kind() -> None:
    assert WOORDEN.keys() == TERMIJNSOORTEN.keys()


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize("bron", BEIDE)
def test_every_line_is_whole(bron) -> None:
    for regel in _regels(bron.parameters, bron.kenmerkletter).values():
        assert all((regel.wie, regel.wanneer, regel.herinnering, regel.gevolg, regel.klaar)), regel
        assert "None" not in str(regel) and "{" not in str(regel.wanneer)


@pytest.mark.clausule("Z-9.1", "Z-9.2", "Z-9.3", "Z-2.15", "Z-12.1")
def test_zutphen_says_its_own_days() -> None:
    regels = _regels(ZUTPHEN.parameters)
    assert regels["Aanmelding versturen"].wanneer.startswith(
        "4 maanden voor het vertrek (beschermd wonen, maatschappelijke opvang); meteen (detentie)"
    )
    assert regels["Besluiten over de aanmelding"].wanneer == "2 weken nadat de aanmelding compleet is"
    assert regels["Een woning aanbieden"].wanneer.startswith("8 weken na het besluit")
    assert "om de 3 maanden" in regels["Evaluatie houden"].wanneer
    assert regels["Besluiten over de aanmelding"].wie == "de coördinator"
    assert "De aanmelding bespreken en besluiten" not in regels


@pytest.mark.clausule("A-13", "A-18", "A-19", "A-20")
def test_apeldoorn_lends_nothing_from_zutphen() -> None:
    regels = _regels(APELDOORN.parameters, "A")
    assert "Besluiten over de aanmelding" not in regels
    assert regels["De aanmelding bespreken en besluiten"].wie == "de opstapcommissie"
    assert not regels["De aanmelding bespreken en besluiten"].is_vastgelegd
    assert regels["Evaluatie houden"].wanneer == "om de 6 maanden, of in het ritme van het contract"
    assert regels["Evaluatie houden"].is_vastgelegd and not regels["Alle handtekeningen verzamelen"].is_vastgelegd
    assert all("teamleider" not in r.daarna[0] for r in regels.values() if r.wie == "de opstapcommissie" and r.daarna)


@pytest.mark.parametrize("naam", [veld.name for veld in fields(Parameters)])
@pytest.mark.parametrize("bron", BEIDE)
def test_a_parameter_that_is_silent_is_never_filled_in(bron, naam: str) -> None:
    """What depends on it goes away or becomes a term of our own; never a hole in a sentence."""
    for regel in _regels(replace(bron.parameters, **{naam: None}), bron.kenmerkletter).values():
        assert "None" not in str(regel.wanneer) and regel.wanneer.strip("; ") == regel.wanneer


def test_the_ladder_of_the_regeling_is_told_and_not_that_of_the_catalogue() -> None:
    bijgesteld = parameters_uit_document(
        {"termijnen": {"mdo_houden": {"stappen": [-5, 0, 1], "naar_teamleider_na": 9, "naar_escalatie_na": 12}}}
    )
    regel = _regels(bijgesteld)["MDO houden"]
    assert regel.herinnering == "5 dagen ervoor, op de dag zelf, 1 dag erna"
    assert regel.daarna == (
        "9 dagen erna: de teamleider",
        "12 dagen erna: de twee escalatiecontacten van de organisatie",
    )


@pytest.mark.clausule("I-1", "P-51")
def test_of_the_last_day_to_say_no_everybody_is_named_in_order() -> None:
    regel = _regels(ZUTPHEN.parameters)["Laatste dag om nog nee te kunnen zeggen"]
    assert regel.herinnering == "elke week vanaf het begin, de laatste 14 dagen elke dag, met een tweede persoon erbij"
    assert [zin.split(": ")[1].split(" van")[0] for zin in regel.daarna] == [
        "de teamleider",
        "de twee escalatiecontacten",
        "de procesregisseur",
        "de beleidsmedewerker",
    ]


def test_a_role_stands_in_a_sentence_with_the_right_article() -> None:
    """Seen to fail: “een taak van de commissielid”."""
    assert Rol.COMMISSIELID.met_lidwoord == "het commissielid"
    assert {rol.met_lidwoord.split()[0] for rol in Rol if rol is not Rol.COMMISSIELID} == {"de"}
