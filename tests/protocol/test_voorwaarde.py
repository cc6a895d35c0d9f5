"""A corporatie asks the opstapregeling at an intake: what may be done when, and who must do what (Z-5.4, I-36)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from uuid import UUID

import pytest

from opstap.protocol.aanmelden import FormulierFeiten, ontbrekende_onderdelen
from opstap.protocol.aanmeldstappen import EINDREDENEN, INTREKREDENEN, Aanmeldstatus, Intrekreden
from opstap.protocol.begrippen import Fase, Instroomroute
from opstap.protocol.fasen import fase
from opstap.protocol.feiten import AanmeldFeiten, TrajectFeiten, VoorwaardeFeit
from opstap.protocol.termijnen import plan
from opstap.protocol.voorwaarde import (
    Voorwaardeantwoord,
    Voorwaardereden,
    antwoord_belemmeringen,
    lopend_belemmeringen,
    voorwaardetermijnen,
    vragen_belemmeringen,
)
from opstap.regelingen.presets import preset

ZUTPHEN = preset("zutphen-2024").parameters
DAG, ZORG, VRAAG = date(2026, 1, 5), UUID(int=1), UUID(int=2)
GESTELD = AanmeldFeiten(
    status="voorwaarde_gesteld", begonnen_op=DAG, instroomroute=None, voorwaarde=VoorwaardeFeit(gesteld_op=DAG)
)


def _dag(dagen: int) -> date:
    return DAG + timedelta(days=dagen)


def _plan(aanmelding: AanmeldFeiten) -> dict[str, tuple[date, date | None, UUID | None]]:
    feiten = TrajectFeiten(gestart_op=DAG, aanmelding=aanmelding)
    return {
        t.soort: (t.datum, t.klaar_op, t.organisatie) for t in plan(feiten=feiten, parameters=ZUTPHEN, peildatum=DAG)
    }


def _met(status: str = "voorwaarde_gesteld", **velden: object) -> AanmeldFeiten:
    voorwaarde = dataclasses.replace(VoorwaardeFeit(gesteld_op=DAG), **velden)  # type: ignore[arg-type]
    return dataclasses.replace(GESTELD, status=status, voorwaarde=voorwaarde)


@pytest.mark.clausule("I-36")
def test_the_corporatie_has_two_weeks_to_find_who_begeleidt_and_nothing_else_is_asked() -> None:
    """Seen to fail without the early return of `aanmeldtermijnen`: the form was due at a form that nobody fills in."""
    assert _plan(GESTELD) == {"voorwaarde_zorg_zoeken": (_dag(14), None, None)}
    assert fase(feiten=TrajectFeiten(gestart_op=DAG, aanmelding=GESTELD), peildatum=DAG) is Fase.AANMELDING


@pytest.mark.clausule("I-36", "Z-2.11")
def test_who_is_asked_has_a_week_and_the_corporatie_keeps_looking_until_there_is_a_yes() -> None:
    vraag = {"vraag": VRAAG, "gevraagd": ZORG, "gevraagd_op": _dag(2)}
    zoekt = (_dag(14), None, None)
    assert _plan(_met(**vraag)) == {"voorwaarde_zorg_zoeken": zoekt, "voorwaarde_beantwoorden": (_dag(9), None, ZORG)}
    nee = _plan(_met(**vraag, beantwoord_op=_dag(3)))
    assert nee == {"voorwaarde_zorg_zoeken": zoekt, "voorwaarde_beantwoorden": (_dag(9), _dag(3), ZORG)}
    ja = _plan(_met("concept", **vraag, beantwoord_op=_dag(3), opgepakt_op=_dag(3)))
    assert ja["voorwaarde_zorg_zoeken"] == (_dag(14), _dag(3), None)
    assert "aanmelding_indienen" in ja


@pytest.mark.clausule("I-36")
def test_a_traject_that_zorg_began_has_no_such_duty() -> None:
    gewoon = dataclasses.replace(GESTELD, status="concept", voorwaarde=None, instroomroute=Instroomroute.OPVANG)
    feiten = TrajectFeiten(gestart_op=DAG, aanmelding=gewoon)
    assert list(voorwaardetermijnen(feiten, ZUTPHEN)) == []


@pytest.mark.clausule("I-36")
def test_the_day_of_vertrek_is_missed_only_where_it_is_asked() -> None:
    formulier = FormulierFeiten(
        uitstroom=None, rijen=(), akkoord_kandidaat=True, akkoord_zorg=True, binding_vermeld=True
    )
    assert [b.veld for b in ontbrekende_onderdelen(formulier=formulier)] == ["uitstroom"]
    assert ontbrekende_onderdelen(formulier=dataclasses.replace(formulier, uitstroom_gevraagd=False)) == []


@pytest.mark.clausule("Z-20.4", "I-36")
@pytest.mark.parametrize("status", Aanmeldstatus.codes())
def test_an_organisation_is_asked_once_the_kandidaat_knows_and_until_one_said_yes(status: str) -> None:
    loopt = status == "voorwaarde_gesteld"
    assert bool(vragen_belemmeringen(status=status, is_verteld=True)) is not loopt
    assert [b.clausule for b in vragen_belemmeringen(status=status, is_verteld=False)] == [
        "Z-20.4" if loopt else "Z-5.4"
    ]
    assert bool(lopend_belemmeringen(status=status)) is not loopt


@pytest.mark.clausule("Z-2.11", "I-36")
def test_a_yes_names_a_contactpersoon_and_an_answer_is_given_once() -> None:
    open_ = {"status": "voorwaarde_gesteld", "is_beantwoord": False}
    ja, nee = Voorwaardeantwoord.JA, Voorwaardeantwoord.NEE
    assert [b.veld for b in antwoord_belemmeringen(**open_, antwoord=ja, heeft_contact=False)] == ["contactpersoon"]
    assert antwoord_belemmeringen(**open_, antwoord=ja, heeft_contact=True) == []
    assert antwoord_belemmeringen(**open_, antwoord=nee, heeft_contact=False) == []
    for anders in ({"is_beantwoord": True}, {"status": "concept"}, {"status": "ingetrokken"}):
        bezwaren = antwoord_belemmeringen(**(open_ | anders), antwoord=ja, heeft_contact=True)
        assert ["niet meer open" in b.melding for b in bezwaren] == [True]


@pytest.mark.clausule("Z-5.4", "Z-20.8")
def test_no_reason_says_a_word_of_care_or_problems() -> None:
    woorden = " ".join(r.label for r in (*Voorwaardereden, *EINDREDENEN)).lower()
    assert not [w for w in ("ziek", "hulp", "verslav", "detentie", "instelling", "opvang", "probleem") if w in woorden]


def test_what_ends_a_condition_is_no_reason_of_zorg_but_that_the_kandidaat_does_not_want_it() -> None:
    assert set(EINDREDENEN) & set(INTREKREDENEN) == {Intrekreden.KANDIDAAT_WIL_NIET}
