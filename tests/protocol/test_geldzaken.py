"""What contradicts itself about money and earlier renting, what is worth a second look, and what a corporatie reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opstap.protocol.geldzaken import (
    Betaaloordeel,
    Blokkadestand,
    Instrument,
    Instrumentfeit,
    Instrumentstand,
    JaNeeOnbekend,
    Regelingstand,
    Vaststeller,
    Woonverledenfeit,
    betaalbaarheid_belemmeringen,
    betaalbaarheid_waarschuwingen,
    geldende_blokkades,
    is_betaalbaar,
    woonverleden_belemmeringen,
    woonverleden_gezegd,
    woonverleden_waarschuwingen,
    zichtbare_hulp,
)

DAG, MORGEN = date(2026, 1, 5), date(2026, 1, 6)
JA, NEE = JaNeeOnbekend.JA, JaNeeOnbekend.NEE
BUDGET, SCHULDHULP = Instrument.BUDGETBEHEER, Instrument.SCHULDHULP
NODIG, GEREGELD = Instrumentfeit(Instrumentstand.NODIG), Instrumentfeit(Instrumentstand.GEREGELD)


@pytest.mark.clausule("Z-8.8")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"oordeel": Betaaloordeel.JA, "door": Vaststeller.ZORG, "op": DAG}, []),
        ({"door": Vaststeller.ZORG}, ["oordeel"]),
        ({"oordeel": Betaaloordeel.ONBEKEND, "op": DAG}, ["oordeel"]),
        ({"oordeel": Betaaloordeel.NEE, "op": MORGEN}, ["op"]),
        ({"instrumenten": {BUDGET: Instrumentfeit(None, True)}}, ["budgetbeheer"]),
        ({"instrumenten": {BUDGET: Instrumentfeit(Instrumentstand.NODIG, False)}}, []),
    ],
)
def test_nothing_is_obligatory_and_a_contradiction_names_its_field(anders: dict[str, Any], velden: list[str]) -> None:
    leeg: dict[str, Any] = {"oordeel": None, "door": None, "op": None, "instrumenten": {}, "peildatum": DAG}
    assert [b.veld for b in betaalbaarheid_belemmeringen(**(leeg | anders))] == velden


@pytest.mark.clausule("Z-8.8")
@pytest.mark.parametrize(
    ("oordeel", "hulp", "woorden"),
    [
        (Betaaloordeel.JA, {}, []),
        (Betaaloordeel.NEE, {}, ["niet kan betalen"]),
        (Betaaloordeel.MET_HULP, {}, ["Welke hulp"]),
        (Betaaloordeel.MET_HULP, {BUDGET: GEREGELD}, []),
        (None, {SCHULDHULP: NODIG}, ["Schuldhulpverlening is nodig en nog niet geregeld"]),
        (None, {BUDGET: Instrumentfeit(Instrumentstand.GEREGELD, False)}, ["niet mee eens"]),
    ],
)
def test_what_stands_in_the_way_is_told_to_zorg(oordeel: Any, hulp: Any, woorden: list[str]) -> None:
    gezegd = betaalbaarheid_waarschuwingen(oordeel=oordeel, instrumenten=hulp)
    assert len(gezegd) == len(woorden)
    assert all(woord in b.melding for woord, b in zip(woorden, gezegd, strict=True))


@pytest.mark.clausule("Z-8.8", "Z-8.14")
@pytest.mark.parametrize(
    ("oordeel", "hulp", "betaalbaar"),
    [
        (None, {}, None),
        (Betaaloordeel.ONBEKEND, {BUDGET: GEREGELD}, None),
        (Betaaloordeel.JA, {}, True),
        (Betaaloordeel.JA, {BUDGET: Instrumentfeit(Instrumentstand.NIET_NODIG)}, True),
        (Betaaloordeel.NEE, {BUDGET: GEREGELD}, False),
        (Betaaloordeel.MET_HULP, {}, None),
        (Betaaloordeel.MET_HULP, {BUDGET: GEREGELD}, True),
        (Betaaloordeel.MET_HULP, {BUDGET: GEREGELD, SCHULDHULP: NODIG}, False),
        (Betaaloordeel.JA, {BUDGET: Instrumentfeit(Instrumentstand.GEREGELD, False)}, False),
    ],
)
def test_who_can_pay_has_the_help_that_is_needed_and_agrees_with_it(oordeel: Any, hulp: Any, betaalbaar: Any) -> None:
    """Seen to fail with the help left out."""
    assert is_betaalbaar(oordeel=oordeel, instrumenten=hulp) is betaalbaar


@pytest.mark.clausule("Z-8.9", "Z-8.10")
def test_zorg_tells_that_there_was_an_ontruiming_and_not_when() -> None:
    ontruimd = "Er was een ontruiming. Wanneer dat was, weet de corporatie."
    assert woonverleden_gezegd(Woonverledenfeit(ontruiming=NEE, achterstand=NEE)) == ""
    assert woonverleden_gezegd(Woonverledenfeit(ontruiming=JA)) == ontruimd
    assert woonverleden_gezegd(Woonverledenfeit(ontruiming=JA, achterstand=JA)) == f"{ontruimd} Er is huurschuld."


@pytest.mark.clausule("I-9")
def test_the_corporatie_reads_arranged_help_only() -> None:
    hulp = {SCHULDHULP: GEREGELD, BUDGET: NODIG, Instrument.BESCHERMINGSBEWIND: Instrumentfeit()}
    assert zichtbare_hulp(hulp) == [SCHULDHULP]


@pytest.mark.clausule("Z-8.10", "Z-8.9", "Z-8.14")
@pytest.mark.parametrize(
    ("feit", "velden"),
    [
        (Woonverledenfeit(), []),
        (Woonverledenfeit(achterstand=JA, regeling=Regelingstand.LOOPT, genoeg_betaald=NEE), []),
        (Woonverledenfeit(achterstand=NEE, regeling=Regelingstand.GEEN), ["achterstand"]),
        (Woonverledenfeit(genoeg_betaald=NEE), ["achterstand"]),
        (Woonverledenfeit(verklaring_gezien_op=DAG), []),
        (Woonverledenfeit(verklaring_gezien_op=MORGEN), ["verklaring_gezien_op"]),
    ],
)
def test_paying_back_goes_with_debt_and_a_paper_was_seen_already(feit: Woonverledenfeit, velden: list[str]) -> None:
    assert [b.veld for b in woonverleden_belemmeringen(feit=feit, peildatum=DAG)] == velden


@pytest.mark.clausule("Z-8.10")
@pytest.mark.parametrize(
    ("feit", "aantal"),
    [
        (Woonverledenfeit(ontruiming=JA, achterstand=NEE), 0),
        (Woonverledenfeit(achterstand=JA, regeling=Regelingstand.LOOPT, genoeg_betaald=JA), 0),
        (Woonverledenfeit(achterstand=JA, regeling=Regelingstand.LOOPT, genoeg_betaald=NEE), 1),
        (Woonverledenfeit(achterstand=JA, regeling=Regelingstand.LOOPT_NIET, genoeg_betaald=NEE), 2),
    ],
)
def test_debt_that_is_not_being_paid_is_worth_a_second_look(feit: Woonverledenfeit, aantal: int) -> None:
    assert len(woonverleden_waarschuwingen(feit=feit, blokkades=())) == aantal


@pytest.mark.clausule("H-36", "H-15")
def test_a_blokkade_that_was_solved_counts_no_more() -> None:
    """Seen to fail when OPGELOST still counted."""
    voorbij = [Blokkadestand.GEEN, Blokkadestand.OPGELOST]
    assert geldende_blokkades(voorbij) == []
    assert woonverleden_waarschuwingen(feit=Woonverledenfeit(), blokkades=voorbij) == []
    nu = [Blokkadestand.WEL, Blokkadestand.NABETALEN]
    assert geldende_blokkades([*voorbij, *nu]) == nu
    (b,) = woonverleden_waarschuwingen(feit=Woonverledenfeit(), blokkades=nu)
    assert b.clausule == "H-36"
