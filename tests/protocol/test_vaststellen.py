"""What must be there before an evaluatie is vastgesteld, and who is asked for it."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from uuid import UUID

import pytest

from opstap.protocol.begrippen import Hoedanigheid, Looptijd, Rol
from opstap.protocol.feiten import ContractFeiten, EvaluatieFeit, EvaluatieFeiten, TrajectFeiten
from opstap.protocol.termijnen import plan
from opstap.protocol.vaststellen import (
    Antwoord,
    Huurstand,
    Reactie,
    Vraag,
    bevestigen_belemmeringen,
    huurstand_belemmeringen,
    huurstatus_belemmeringen,
    is_vast_te_stellen,
    klopt_niet_belemmeringen,
    reactie_belemmeringen,
    vaststelling_waarschuwingen,
    verbeteren_belemmeringen,
    vraagt_huurstatus,
    vragen,
)
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = (preset(slug).parameters for slug in ("zutphen-2024", "apeldoorn"))
DAG = date(2026, 9, 2)
Z, C, L = Rol.BEGELEIDER, Rol.CONSULENT, Rol.COMMISSIELID


def _dag(n: int) -> date:
    return DAG + timedelta(days=n)


@pytest.mark.clausule("Z-1.6", "Z-11.7", "I-7")
def test_the_corporatie_is_asked_where_the_rent_is_a_point_and_she_has_it() -> None:
    zonder = dataclasses.replace(ZUTPHEN, evaluatie_items=None)
    assert vraagt_huurstatus(via_zorg=False, parameters=ZUTPHEN)
    assert not vraagt_huurstatus(via_zorg=True, parameters=ZUTPHEN)
    assert vraagt_huurstatus(via_zorg=False, parameters=APELDOORN)
    assert not vraagt_huurstatus(via_zorg=False, parameters=zonder)


@pytest.mark.clausule("Z-1.6", "I-7")
@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, ""),
        ({"peildatum": _dag(-10)}, ""),
        ({"peildatum": _dag(-11)}, "De evaluatie is op 2 september 2026. Geef dit op vanaf 23 augustus 2026."),
        ({"peildatum": _dag(-11), "gehouden_op": _dag(-11)}, ""),
        ({"peildatum": _dag(40)}, ""),
        ({"is_verhuurder": False}, "Alleen de corporatie die deze woning verhuurt, weet hoe het met de huur staat."),
        ({"is_vervallen": True}, "Deze evaluatie komt niet meer. U hoeft niets op te geven."),
        ({"wordt_gevraagd": False}, "Bij deze evaluatie geeft de corporatie niet op hoe het met de huur staat."),
    ],
)
def test_it_is_given_from_ten_days_before_and_of_one_held_early_at_once(anders: dict[str, object], zin: str) -> None:
    vraag = {
        "wordt_gevraagd": True,
        "is_verhuurder": True,
        "is_vervallen": False,
        "gehouden_op": None,
        "gepland_op": DAG,
        "peildatum": DAG,
    }
    gevonden = huurstatus_belemmeringen(**{**vraag, **anders})  # type: ignore[arg-type]
    assert [b.melding[: len(zin)] for b in gevonden] == ([zin] if zin else [])


@pytest.mark.clausule("Z-1.6", "Z-11.7")
@pytest.mark.parametrize(
    ("stand", "maanden", "was", "velden"),
    [
        (Huurstand.GEEN_ACHTERSTAND, None, None, []),
        (Huurstand.ACHTERSTAND, 1, None, []),
        (Huurstand.ACHTERSTAND, 24, None, []),
        (Huurstand.ACHTERSTAND, None, None, ["maanden"]),
        (Huurstand.ACHTERSTAND, 0, None, ["maanden"]),
        (Huurstand.ACHTERSTAND, 25, None, ["maanden"]),
        (Huurstand.REGELING, 2, None, ["maanden"]),
        (Huurstand.ACHTERSTAND, 3, (Huurstand.ACHTERSTAND, 2), ["reden"]),
        (Huurstand.REGELING, None, (Huurstand.REGELING, None), ["stand"]),
    ],
)
def test_the_stand_is_a_code_with_whole_months_and_changes_with_a_reason(
    stand: Huurstand, maanden: int | None, was: tuple[Huurstand, int | None] | None, velden: list[str]
) -> None:
    gevonden = huurstand_belemmeringen(stand=stand, maanden=maanden, was=was, heeft_reden=False)
    assert [b.veld for b in gevonden] == velden


def _vragen(*antwoorden: Antwoord, met_corporatie: bool = True, parameters=ZUTPHEN) -> list[Vraag]:
    return list(vragen(antwoorden=antwoorden, met_corporatie=met_corporatie, parameters=parameters))


@pytest.mark.clausule("Z-2.14", "Z-12.6", "Z-12.12", "A-19")
def test_who_had_to_be_there_and_did_not_write_it_down_is_asked_until_it_is_corrected() -> None:
    eerste = Antwoord(1, Z, True, _dag(0))
    assert _vragen() == _vragen(eerste, met_corporatie=False) == []
    assert _vragen(Antwoord(1, L, True, _dag(0)), parameters=APELDOORN) == []
    assert _vragen(eerste) == [Vraag(1, C, _dag(0))]
    assert _vragen(Antwoord(1, C, True, _dag(0))) == [Vraag(1, Z, _dag(0))]
    ja, nee = (Antwoord(1, C, klopt, _dag(3)) for klopt in (True, False))
    assert _vragen(eerste, ja) == [Vraag(1, C, _dag(0), _dag(3))]
    terug = [Vraag(1, C, _dag(0), _dag(3)), Vraag(1, Z, _dag(3), terug=True)]
    assert _vragen(eerste, nee) == terug
    tweede = Antwoord(2, Z, True, _dag(5))
    opnieuw = [Vraag(1, C, _dag(0), _dag(3)), Vraag(1, Z, _dag(3), _dag(5), terug=True), Vraag(2, C, _dag(5))]
    assert _vragen(eerste, nee, tweede) == opnieuw
    assert _vragen(eerste, tweede) == [Vraag(2, C, _dag(5))]  # what was not answered before is asked of nobody


@pytest.mark.clausule("Z-2.14", "Z-12.12", "I-7")
def test_it_is_vastgesteld_when_everybody_said_so_and_the_rent_is_known() -> None:
    open_, klaar = Vraag(1, C, DAG), Vraag(1, C, DAG, DAG)
    uitkomsten = [
        is_vast_te_stellen(vragen=vragen, huurstatus_ontbreekt=weg)
        for vragen, weg in (([], False), ([klaar], False), ([klaar], True), ([open_], False))
    ]
    assert uitkomsten == [True, True, False, False]


@pytest.mark.clausule("Z-12.12")
def test_only_who_is_asked_says_whether_it_is_right_and_a_no_says_why() -> None:
    open_, terug = [Vraag(1, C, DAG)], [Vraag(1, C, DAG, DAG), Vraag(1, Z, DAG, terug=True)]

    def zinnen(rol: Rol | None, wat: list[Vraag], *, gehouden: bool = True, gevraagd: bool = True) -> list[str]:
        gevonden = bevestigen_belemmeringen(is_gehouden=gehouden, gevraagd=gevraagd, vragen=wat, rol=rol)
        return [b.melding.split(".")[0] for b in gevonden]

    assert zinnen(C, open_) == []
    assert zinnen(Z, open_) == zinnen(None, open_) == ["U hoeft hier niets te zeggen"]
    assert zinnen(C, terug) == ["Uw organisatie zei al of dit klopt"]
    assert zinnen(Z, terug) == ["Iemand vindt dat dit niet klopt"]
    assert zinnen(C, [], gehouden=False) == ["Deze evaluatie is nog niet gehouden; er is nog niets om te lezen"]
    assert zinnen(C, [], gevraagd=False) == ["Deze evaluatie wordt niet meer voorgelegd"]
    assert [b.veld for b in klopt_niet_belemmeringen(klopt=False, omdat=" ")] == ["omdat"]
    assert klopt_niet_belemmeringen(klopt=True, omdat="") == klopt_niet_belemmeringen(klopt=False, omdat="Nee") == []
    assert verbeteren_belemmeringen(verandert=False, is_teruggestuurd=False)
    assert verbeteren_belemmeringen(verandert=False, is_teruggestuurd=True) == []


@pytest.mark.clausule("Z-12.12")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"gehouden_op": None}, [""]),
        ({"datum": _dag(6)}, ["datum"]),
        ({"datum": _dag(-1)}, ["datum"]),
        ({"reactie": Reactie.NIET_EENS}, ["woorden"]),
        ({"reactie": Reactie.NIET_EENS, "woorden": "Ik betaalde wel."}, []),
        ({"reactie": Reactie.WIL_NIET}, []),
    ],
)
def test_the_huurder_reacts_in_her_own_words_after_it_was_held(anders: dict[str, object], velden: list[str]) -> None:
    vraag = {"gehouden_op": DAG, "datum": _dag(2), "reactie": Reactie.KLOPT, "woorden": "", "peildatum": _dag(5)}
    assert [b.veld for b in reactie_belemmeringen(**{**vraag, **anders})] == velden  # type: ignore[arg-type]


@pytest.mark.clausule("Z-2.15", "Z-11.5", "Z-12.12")
def test_what_is_not_vastgesteld_warns_beside_the_besluit() -> None:
    zinnen = [b.melding for b in vaststelling_waarschuwingen(niet_vast={3: DAG, 1: _dag(-90)})]
    assert zinnen == [
        "Evaluatie 1 van 4 juni 2026 is nog niet vastgesteld.",
        "Evaluatie 3 van 2 september 2026 is nog niet vastgesteld.",
    ]


# --- duties ----------------------------------------------------------------------------------------------------------

E = EvaluatieFeit(UUID(int=1), 3, "halfjaarlijks", DAG, "gepland", met_corporatie=True)
CONTRACT = ContractFeiten(
    UUID(int=2), "lopend", Looptijd.BEPAALD, date(2026, 3, 2), date(2026, 3, 2), date(2028, 3, 2), 3
)
SOORTEN = {"huurstatus_opgeven", "evaluatie_vaststellen"}


def _plan(e: EvaluatieFeit, **contract: object) -> list[tuple[object, ...]]:
    feiten = TrajectFeiten(
        gestart_op=date(2026, 1, 1),
        contract=dataclasses.replace(CONTRACT, **contract),  # type: ignore[arg-type]
        evaluatie=EvaluatieFeiten(evaluaties=(e,)),
    )
    gepland = plan(feiten=feiten, parameters=ZUTPHEN, peildatum=DAG)
    return [(t.soort, t.sleutel, t.datum, t.vanaf, t.klaar_op) for t in gepland if t.soort in SOORTEN]


@pytest.mark.clausule("Z-1.6", "Z-11.7")
def test_the_duty_to_say_how_the_rent_stands_moves_along_and_stays_after_the_evaluatie() -> None:
    def huur(datum: date, vanaf: date | None, klaar: date | None = None) -> tuple[object, ...]:
        return ("huurstatus_opgeven", "3", datum, vanaf, klaar)

    def met(**anders: object) -> EvaluatieFeit:
        return dataclasses.replace(E, **anders)  # type: ignore[arg-type]

    assert _plan(E) == [huur(DAG, _dag(-10))]
    assert _plan(met(gepland_op=_dag(14), status="niet_doorgegaan")) == [huur(_dag(14), _dag(4))]
    assert _plan(met(huurstatus_op=_dag(-8), gepland_op=_dag(14))) == [huur(_dag(14), _dag(4), _dag(-8))]
    vroeg = {"status": "gehouden", "gehouden_op": _dag(-20)}
    gevraagd = vroeg | {"antwoorden": (Antwoord(1, Z, True, _dag(-20)), Antwoord(1, C, True, _dag(-19)))}
    assert huur(DAG, None) in _plan(met(**gevraagd))
    assert huur(DAG, _dag(-10)) in _plan(met(**gevraagd | {"gehouden_op": _dag(3)}))  # nothing is told again
    assert _plan(met(**vroeg)) == _plan(met(status="vervallen")) == _plan(met(via_zorg=True)) == []
    assert _plan(E, afgesproken_einde=DAG) == []
    assert huur(DAG, None) not in _plan(met(**gevraagd), status="afgerond")


@pytest.mark.clausule("Z-2.14", "Z-12.12")
def test_who_is_asked_has_two_weeks_and_who_must_correct_one() -> None:
    gezegd = (Antwoord(1, Z, True, _dag(0)), Antwoord(1, C, False, _dag(3)))
    e = dataclasses.replace(E, status="gehouden", gehouden_op=DAG, huurstatus_op=DAG, antwoorden=gezegd)
    vast = [t for t in _plan(e) if t[0] == "evaluatie_vaststellen"]
    assert vast == [
        ("evaluatie_vaststellen", "3:1:consulent", _dag(14), None, _dag(3)),
        ("evaluatie_vaststellen", "3:1:begeleider", _dag(10), None, None),
    ]
    over = [t[1] for t in _plan(e, status="beeindigd") if t[0] == "evaluatie_vaststellen"]
    assert over == ["3:1:consulent"]  # what was done stays, nobody corrects any more
    feiten = TrajectFeiten(gestart_op=DAG, contract=CONTRACT, evaluatie=EvaluatieFeiten(evaluaties=(e,)))
    plaatsen = {
        (t.rol, t.hoedanigheid)
        for t in plan(feiten=feiten, parameters=ZUTPHEN, peildatum=DAG)
        if t.soort == "evaluatie_vaststellen"
    }
    assert plaatsen == {(C, Hoedanigheid.VERHUURDER), (Z, Hoedanigheid.BEGELEIDING)}
