"""Planning is pure: from hand-made facts of a whole course in Zutphen to every duty with its date."""

from __future__ import annotations

import dataclasses
import inspect
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from opstap.protocol.begrippen import Fase, Hoedanigheid, Instroomroute, Looptijd, Rol, Route
from opstap.protocol.clausules import clausule
from opstap.protocol.fasen import fase
from opstap.protocol.feiten import (
    AanbiedingFeit,
    AanmeldFeiten,
    AanvulFeit,
    AccorderingFeit,
    AdviesFeit,
    AfspraakFeit,
    BemiddelFeiten,
    ContractFeiten,
    EvaluatieFeit,
    EvaluatieFeiten,
    HerhuisvestingFeit,
    MdoFeit,
    SignaalFeit,
    TrajectFeiten,
    VoorstelFeit,
)
from opstap.protocol.startfeiten import StartFeiten
from opstap.protocol.termijnen import GeplandeTermijn, nog_te_gaan, plan, stappen, verantwoordelijk
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Adres, Termijnsoort, Trap
from opstap.protocol.termijnwoorden import hoe_lang
from opstap.regelingen.presets import preset

ZUTPHEN = preset("zutphen-2024").parameters
S = [UUID(int=i) for i in range(20)]
EEN_DAG = timedelta(days=1)
BEGIN, UITSTROOM = date(2025, 9, 1), date(2026, 6, 1)
INGANG, EINDE = date(2026, 5, 1), date(2028, 5, 1)

AANMELDING = AanmeldFeiten(
    status="toegelaten",
    begonnen_op=BEGIN,
    instroomroute=Instroomroute.BESCHERMD_WONEN,
    uitstroom=UITSTROOM,
    ingediend_op=date(2025, 11, 20),
    compleet_op=date(2025, 11, 27),
    besloten_op=date(2025, 12, 10),
    accorderingen=(
        AccorderingFeit(
            S[1],
            organisatie=S[2],
            rol=Rol.WMO_CONSULENT,
            gevraagd_op=date(2025, 11, 20),
            beantwoord_op=date(2025, 11, 27),
        ),
    ),
)
AANBIEDING = AanbiedingFeit(
    S[3],
    status="geaccepteerd",
    aangeboden_op=date(2026, 1, 20),
    antwoord_uiterlijk=date(2026, 1, 24),
    afgehandeld_op=date(2026, 1, 23),
)
BEMIDDELING = BemiddelFeiten(
    sleutel=S[4],
    route=Route.DIRECTE_BEMIDDELING,
    status="toegewezen",
    begonnen_op=date(2025, 12, 10),
    verhuurder_gevraagd_op=date(2025, 12, 12),
    toegewezen_op=date(2026, 1, 23),
    aanbiedingen=(AANBIEDING,),
    ingeschreven_op=date(2026, 1, 22),
    verwerkt_op=date(2026, 1, 29),
)
CONTRACT = ContractFeiten(
    sleutel=S[5],
    status="lopend",
    looptijd=Looptijd.BEPAALD,
    opgemaakt_op=date(2026, 1, 28),
    ingangsdatum=INGANG,
    einde=EINDE,
    ritme=6,
    getekend_op=date(2026, 4, 20),
    ingebruikname=INGANG,
)
START = StartFeiten(
    bevestigd_op=date(2026, 4, 22), gesprek_klaar_op=date(2026, 4, 30), zorg_gevraagd=True, gesprek_gevraagd=True
)
GEHEEL = TrajectFeiten(
    gestart_op=BEGIN, aanmelding=AANMELDING, bemiddeling=BEMIDDELING, contract=CONTRACT, start=START,
    evaluatie=EvaluatieFeiten(),
)  # fmt: skip


def _plan(feiten: TrajectFeiten, peildatum: date = INGANG) -> list[GeplandeTermijn]:
    return plan(feiten=feiten, parameters=ZUTPHEN, peildatum=peildatum)


def _datums(feiten: TrajectFeiten) -> dict[str, tuple[date, date | None]]:
    """soort -> (date, done on); kinds that occur once."""
    rijen = _plan(feiten)
    assert len({r.soort for r in rijen}) == len(rijen)
    return {r.soort: (r.datum, r.klaar_op) for r in rijen}


def _met(**velden: Any) -> TrajectFeiten:
    return dataclasses.replace(GEHEEL, contract=dataclasses.replace(CONTRACT, **velden))


@pytest.mark.clausule("Z-2.9")
@pytest.mark.parametrize(
    ("afgehandeld", "besloten"), [(None, None), (date(2025, 12, 2), None), (None, date(2025, 12, 3))]
)
def test_a_proposal_asks_a_second_person_within_three_days(afgehandeld: date | None, besloten: date | None) -> None:
    voorstel = VoorstelFeit(S[6], date(2025, 12, 1), afgehandeld)
    aanmelding = dataclasses.replace(AANMELDING, status="compleet", besloten_op=besloten, voorstellen=(voorstel,))
    (termijn,) = [t for t in _plan(TrajectFeiten(BEGIN, aanmelding=aanmelding)) if t.soort == "besluit_bevestigen"]
    assert (termijn.datum, termijn.klaar_op) == (date(2025, 12, 4), afgehandeld or besloten)


@pytest.mark.clausule("Z-20.4", "Z-2.8")
@pytest.mark.parametrize(("heropend", "datum"), [(None, date(2025, 12, 8)), (date(2025, 12, 4), date(2025, 12, 11))])
def test_while_questions_lie_still_the_sender_is_to_act_and_not_who_tests(heropend: date | None, datum: date) -> None:
    stil = dataclasses.replace(
        AANMELDING, status="ingediend", compleet_op=None, besloten_op=None, stil_sinds=date(2025, 12, 1)
    )
    datums = _datums(TrajectFeiten(BEGIN, aanmelding=dataclasses.replace(stil, heropend_op=heropend)))
    assert datums["instemming_bespreken"] == (datum, None)
    assert "aanmelding_compleet" not in datums


@pytest.mark.clausule("Z-2.9")
def test_to_withdraw_a_toelating_asks_a_second_person_after_the_besluit() -> None:
    """Seen to fail: the besluit that was there already ended the duty."""
    voorstel = VoorstelFeit(S[6], date(2025, 12, 20), is_intrekking=True)
    aanmelding = dataclasses.replace(AANMELDING, voorstellen=(voorstel,))
    (termijn,) = [t for t in _plan(TrajectFeiten(BEGIN, aanmelding=aanmelding)) if t.soort == "besluit_bevestigen"]
    assert (termijn.datum, termijn.klaar_op) == (date(2025, 12, 23), None)
    woning = BemiddelFeiten(S[7], Route.DIRECTE_BEMIDDELING, "toegewezen", BEGIN, toegewezen_op=date(2025, 12, 22))
    met_woning = _plan(TrajectFeiten(BEGIN, aanmelding=aanmelding, bemiddeling=woning))
    assert [t.klaar_op for t in met_woning if t.soort == "besluit_bevestigen"] == [date(2025, 12, 22)]


@pytest.mark.clausule("A-12")
@pytest.mark.parametrize(
    ("afgehandeld", "besloten"), [(None, None), (date(2025, 12, 2), None), (None, date(2025, 12, 3))]
)
def test_who_is_asked_for_advies_answers_within_a_week(afgehandeld: date | None, besloten: date | None) -> None:
    advies = AdviesFeit(S[6], S[7], Rol.WMO_CONSULENT, date(2025, 12, 1), afgehandeld)
    aanmelding = dataclasses.replace(AANMELDING, status="compleet", besloten_op=besloten, adviezen=(advies,))
    (termijn,) = [t for t in _plan(TrajectFeiten(BEGIN, aanmelding=aanmelding)) if t.soort == "advies_geven"]
    assert (termijn.datum, termijn.klaar_op) == (date(2025, 12, 8), afgehandeld or besloten)
    assert (termijn.onderwerp, termijn.organisatie, termijn.rol) == (S[6], S[7], Rol.WMO_CONSULENT)


@pytest.mark.clausule("Z-9.1", "Z-9.2", "Z-9.3", "Z-9.13", "Z-3.2", "Z-3.3")
def test_the_road_to_the_key_gives_every_duty_with_its_date() -> None:
    """Counted by hand: 4 months and 3 months before 1 June; two weeks from compleet; eight weeks from the besluit."""
    tot_sleutel = {s: d for s, d in _datums(GEHEEL).items() if d[1] is not None}
    assert tot_sleutel == {
        "aanmelding_indienen": (INDIENEN, date(2025, 11, 20)),
        "aanmelding_verloopt": (date(2025, 12, 1), date(2025, 11, 20)),
        "accordering_geven": (date(2025, 11, 27), date(2025, 11, 27)),
        "aanmelding_compleet": (date(2026, 3, 1), date(2025, 11, 27)),
        "toelating_besluiten": (date(2025, 12, 11), date(2025, 12, 10)),
        "verhuurder_vragen": (date(2025, 12, 17), date(2025, 12, 12)),
        "woning_aanbieden": (date(2026, 2, 4), date(2026, 1, 20)),
        "aanbieding_beantwoorden": (date(2026, 1, 24), date(2026, 1, 23)),
        "ambtshalve_inschrijven": (date(2026, 1, 27), date(2026, 1, 22)),
        "toewijzing_verwerken": (date(2026, 2, 6), date(2026, 1, 29)),
        "contract_opmaken": (date(2026, 1, 30), date(2026, 1, 28)),
        "woning_klaar": (date(2026, 5, 18), date(2026, 4, 20)),
        "contract_tekenen": (INGANG, date(2026, 4, 20)),
        "sleutel_geven": (INGANG, INGANG),
        "begeleiding_bevestigen": (date(2026, 5, 18), date(2026, 4, 22)),
        "startgesprek": (INGANG, date(2026, 4, 30)),
    }


@pytest.mark.clausule("H-18")
def test_where_the_regeling_says_how_long_the_corporatie_may_search_there_is_a_last_day() -> None:
    """Counted from the day she was asked: six months after 12 December. Who reacts himself waits for nobody."""

    def datums(maanden: int | None, **anders: Any) -> list[tuple[date, date | None]]:
        feiten = dataclasses.replace(GEHEEL, bemiddeling=dataclasses.replace(BEMIDDELING, **anders))
        parameters = dataclasses.replace(ZUTPHEN, bemiddeling_max_maanden=maanden)
        rijen = plan(feiten=feiten, parameters=parameters, peildatum=INGANG)
        return [(t.datum, t.klaar_op) for t in rijen if t.soort == "woning_vinden"]

    zoekt = {"status": "zoekt", "toegewezen_op": None, "aanbiedingen": ()}
    assert datums(6) == [(date(2026, 6, 12), date(2026, 1, 23))]
    assert datums(6, **zoekt) == [(date(2026, 6, 12), None)]
    assert datums(6, **zoekt | {"verhuurder_gevraagd_op": date(2026, 2, 28)}) == [(date(2026, 8, 28), None)]
    assert datums(None, **zoekt) == datums(6, **zoekt | {"verhuurder_gevraagd_op": None}) == []
    assert datums(6, **zoekt | {"route": Route.ZELF_REAGEREN}) == datums(6, **zoekt | {"status": "vervallen"}) == []


INDIENEN = date(2026, 2, 1)


def _al_voorbij(aanmelding: dict[str, Any], bemiddeling: dict[str, Any] | None = None) -> set[str]:
    """The kinds that were late on the day they began."""
    a, b = dataclasses.replace(AANMELDING, **aanmelding), dataclasses.replace(BEMIDDELING, **(bemiddeling or {}))
    return {t.soort for t in _plan(dataclasses.replace(GEHEEL, aanmelding=a, bemiddeling=b)) if t.was_al_voorbij}


@pytest.mark.clausule("Z-9.1", "Z-3.2")
def test_what_was_late_on_the_day_it_began_is_told_apart_to_the_day() -> None:
    """By 1 February begun, by 1 March sent, by 18 May asked: that is in time, a day later is not."""
    compleet, klaar = date(2026, 3, 1), date(2026, 5, 18)
    assert _al_voorbij({"begonnen_op": INDIENEN, "ingediend_op": compleet}) == set()
    assert _al_voorbij({"begonnen_op": INDIENEN + EEN_DAG}) == {"aanmelding_indienen"}
    assert _al_voorbij({"ingediend_op": compleet + EEN_DAG}) == {"aanmelding_compleet"}
    assert _al_voorbij({}, {"verhuurder_gevraagd_op": klaar}) == set()
    assert _al_voorbij({}, {"verhuurder_gevraagd_op": klaar + EEN_DAG}) == {"woning_klaar"}
    assert _al_voorbij({"instroomroute": Instroomroute.DETENTIE}) == set()


def test_the_words_for_what_was_late_at_once_hold_no_number_of_days() -> None:
    laat = {"datum": BEGIN, "vandaag": BEGIN + 28 * EEN_DAG}
    for soort in ("aanmelding_compleet", "woning_klaar", "van_een_nieuwere_opstap"):
        assert hoe_lang(soort=soort, was_al_voorbij=False, **laat) == "28 dagen te laat"
    zinnen = [hoe_lang(soort=s, was_al_voorbij=True, **laat) for s in ("aanmelding_compleet", "woning_klaar")]
    assert zinnen == ["later verstuurd dan de richtlijn; dat geeft niet", "de datum was al voorbij toen dit begon"]
    assert hoe_lang(soort="van_een_nieuwere_opstap", was_al_voorbij=True, **laat) == "28 dagen te laat"


def _met_vragen(*vragen: AccorderingFeit, **anders: Any) -> TrajectFeiten:
    velden = {"compleet_op": None, "besloten_op": None, "status": "ingediend"} | anders
    return TrajectFeiten(gestart_op=BEGIN, aanmelding=dataclasses.replace(AANMELDING, accorderingen=vragen, **velden))


def _linkplichten(feiten: TrajectFeiten) -> list[tuple[date, str, UUID | None, date | None]]:
    rijen = [t for t in _plan(feiten, date(2025, 11, 21)) if t.soort == "link_sturen"]
    return [(t.datum, t.sleutel, t.onderwerp, t.klaar_op) for t in rijen]


@pytest.mark.clausule("Z-2.8")
def test_who_sends_sees_to_an_answer_of_who_has_no_account_once_per_organisation() -> None:
    """First to send a link, then on its last day; done when all that was asked there is answered."""
    gevraagd, tot = date(2025, 11, 20), date(2025, 12, 5)
    een, twee = (
        AccorderingFeit(S[n], organisatie=S[9], rol=Rol.BEGELEIDER, gevraagd_op=gevraagd, zonder_account=True)
        for n in (1, 2)
    )
    met_account = AccorderingFeit(S[3], organisatie=S[8], rol=Rol.BEGELEIDER, gevraagd_op=gevraagd)
    assert _linkplichten(_met_vragen(met_account, een, twee)) == [(date(2025, 11, 22), str(S[1]), S[1], None)]
    met_link = [dataclasses.replace(v, link_tot=tot) for v in (een, twee)]
    assert _linkplichten(_met_vragen(*met_link)) == [(tot, str(S[1]), S[1], None)]
    half = dataclasses.replace(met_link[0], beantwoord_op=date(2025, 11, 25))
    assert _linkplichten(_met_vragen(half, met_link[1])) == [(tot, str(S[1]), S[2], None)]
    heel = dataclasses.replace(met_link[1], beantwoord_op=date(2025, 11, 27), is_geweigerd=True)
    assert _linkplichten(_met_vragen(half, heel)) == [(tot, str(S[1]), S[1], date(2025, 11, 27))]
    weg = [dataclasses.replace(v, is_vervallen=True) for v in (een, twee)]
    assert _linkplichten(_met_vragen(*weg)) == []
    besloten = _linkplichten(_met_vragen(een, status="afgewezen", besloten_op=date(2025, 12, 10)))
    assert besloten == [(date(2025, 11, 22), str(S[1]), S[1], date(2025, 12, 10))]


@pytest.mark.clausule("I-3")
def test_a_question_after_sending_is_a_duty_beside_the_term_that_runs_on() -> None:
    vragen = (AanvulFeit(S[7], date(2025, 12, 1), date(2025, 12, 3)), AanvulFeit(S[8], date(2025, 12, 8)))
    zonder = dataclasses.replace(AANMELDING, besloten_op=None)
    plannen = [
        {(t.soort, t.sleutel, t.datum, t.klaar_op) for t in _plan(TrajectFeiten(gestart_op=BEGIN, aanmelding=a))}
        for a in (zonder, dataclasses.replace(zonder, aanvulvragen=vragen))
    ]
    assert plannen[1] - plannen[0] == {
        ("aanvulling_geven", str(S[7]), date(2025, 12, 8), date(2025, 12, 3)),
        ("aanvulling_geven", str(S[8]), date(2025, 12, 15), None),
    }
    assert plannen[0] <= plannen[1]


@pytest.mark.clausule("Z-3.2")
@pytest.mark.parametrize("route", list(Instroomroute))
@pytest.mark.parametrize("accorderingen", [AANMELDING.accorderingen, ()])
def test_the_date_of_a_complete_form_is_the_same_for_every_route_and_always_there(
    route: Instroomroute, accorderingen: tuple[AccorderingFeit, ...]
) -> None:
    """The coordinator sees this duty: it may not tell where the kandidaat comes from, nor who gives support (I-9)."""
    aanmelding = dataclasses.replace(AANMELDING, instroomroute=route, accorderingen=accorderingen)
    datums = _datums(dataclasses.replace(GEHEEL, aanmelding=aanmelding))
    assert datums["aanmelding_compleet"] == (date(2026, 3, 1), date(2025, 11, 27))
    assert TERMIJNSOORTEN["aanmelding_indienen"].lezers == {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}


@pytest.mark.clausule("A-9")
def test_a_regeling_without_a_term_for_aanmelden_gives_our_own_two_weeks_and_not_today() -> None:
    """Seen to fail: without a term the form was due, and late, on the day it was begun."""
    feiten = TrajectFeiten(gestart_op=BEGIN, aanmelding=dataclasses.replace(AANMELDING, ingediend_op=None))
    rijen = plan(feiten=feiten, parameters=preset("apeldoorn").parameters, peildatum=BEGIN)
    assert [(t.soort, t.datum) for t in rijen] == [
        ("aanmelding_indienen", date(2025, 9, 15)),
        ("aanmelding_verloopt", date(2025, 12, 1)),
    ]


@pytest.mark.clausule("I-1", "I-37")
def test_without_a_wished_day_the_end_is_announced_six_months_before_it() -> None:
    """Also what brings the phase up to date on that day (seen to fail: it stayed "wonen")."""
    rijen = plan(feiten=GEHEEL, parameters=preset("apeldoorn").parameters, peildatum=INGANG)
    (venster,) = [t for t in rijen if t.soort == "venster_bewaken"]
    ladder = stappen(soort=TERMIJNSOORTEN["venster_bewaken"], datum=venster.datum, vanaf=venster.vanaf, ook=venster.ook)
    assert [s.dag for s in ladder][:3] == [date(2027, 11, 1), date(2028, 1, 1), date(2028, 1, 4)]


@pytest.mark.clausule("I-1", "I-25", "I-26", "Z-2.15")
def test_the_road_to_the_vaste_contract_gives_every_duty_with_its_date() -> None:
    open_ = {s: d[0] for s, d in _datums(GEHEEL).items() if d[1] is None}
    assert open_ == {
        "omzetting_besluiten": date(2027, 11, 1),
        "omzetting_uiterlijk": date(2028, 2, 1),
        "venster_bewaken": date(2028, 3, 31),
        "contract_einde": date(2028, 4, 30),
    }


@pytest.mark.clausule("I-25", "Z-12.4")
def test_a_no_puts_the_aanzegging_in_its_window_and_asks_for_another_home() -> None:
    zoekt = HerhuisvestingFeit(
        S[12],
        status="zoekt",
        begonnen_op=date(2028, 1, 10),
        regisseur=Hoedanigheid.HERKOMST,
        overlegd_op=date(2028, 1, 12),
    )
    contract = dataclasses.replace(CONTRACT, besluit="niet_omzetten", besloten_op=date(2028, 1, 10))
    feiten = dataclasses.replace(GEHEEL, contract=contract, evaluatie=EvaluatieFeiten(herhuisvesting=zoekt))
    nee = _datums(feiten)
    assert {s: d for s, d in nee.items() if s in {"aanzegging_doen", "herhuisvesting", "venster_bewaken"}} == {
        "aanzegging_doen": (date(2028, 3, 31), None),
        "herhuisvesting": (date(2028, 4, 30), None),
    }
    (aanzegging,) = [t for t in _plan(_met(besluit="niet_omzetten")) if t.soort == "aanzegging_doen"]
    assert aanzegging.vanaf == date(2028, 2, 1)
    (woonplek,) = [t for t in _plan(feiten) if t.soort == "herhuisvesting"]
    assert verantwoordelijk(woonplek) == (Rol.BEGELEIDER, Hoedanigheid.HERKOMST)


def test_a_yes_completes_every_duty_about_the_end() -> None:
    op = date(2027, 11, 5)
    ja = _datums(_met(besluit="omzetten", besloten_op=op))
    assert [s for s, (_, klaar) in ja.items() if klaar is None] == []
    assert "contract_einde" not in ja


def test_a_contract_that_was_taken_back_leaves_the_making_of_the_next_one_open() -> None:
    """Seen to fail: the duty to make a contract stayed done, and nobody was asked for the second one."""
    terug = _datums(_met(status="ingetrokken", getekend_op=None, ingebruikname=None))
    assert {s: d for s, d in terug.items() if s.startswith(("contract_", "woning_klaar", "sleutel"))} == {
        "contract_opmaken": (date(2026, 1, 30), None),
        "woning_klaar": (date(2026, 5, 18), None),
    }


def test_a_closed_traject_keeps_only_what_was_done_and_the_day_of_forgetting() -> None:
    alles = _plan(dataclasses.replace(GEHEEL, afgesloten_op=date(2026, 6, 1)))
    dicht = [t for t in alles if t.soort != "gegevens_wissen"]
    assert len(alles) == len(dicht) + 1
    assert {t.soort for t in dicht} == {s for s, (_, klaar) in _datums(GEHEEL).items() if klaar is not None}
    assert {t.klaar_op is None for t in dicht} == {False}


def test_the_plan_does_not_depend_on_the_day_it_is_made() -> None:
    assert _plan(GEHEEL, date(2025, 9, 1)) == _plan(GEHEEL, date(2030, 1, 1))


def test_facts_of_nothing_give_no_duty() -> None:
    assert _plan(TrajectFeiten(gestart_op=BEGIN)) == []


def test_every_refused_home_asks_for_the_next_one_and_an_expired_offer_is_settled_first() -> None:
    weigering = dataclasses.replace(AANBIEDING, status="geweigerd")
    verlopen = AanbiedingFeit(
        S[6], status="verlopen", aangeboden_op=date(2026, 2, 10), antwoord_uiterlijk=date(2026, 2, 14)
    )
    feiten = TrajectFeiten(
        gestart_op=BEGIN,
        bemiddeling=dataclasses.replace(
            BEMIDDELING, status="aangeboden", toegewezen_op=None, aanbiedingen=(weigering, verlopen)
        ),
    )
    assert [(t.soort, t.sleutel, t.datum, t.klaar_op) for t in _plan(feiten) if t.soort != "verhuurder_vragen"] == [
        ("woning_aanbieden", "1", date(2026, 2, 4), date(2026, 1, 20)),
        ("woning_aanbieden", "2", date(2026, 2, 20), date(2026, 2, 10)),
        ("aanbieding_beantwoorden", "1", date(2026, 1, 24), date(2026, 1, 23)),
        ("verlopen_aanbieding", "2", date(2026, 2, 17), None),
        ("aanbieding_beantwoorden", "2", date(2026, 2, 14), date(2026, 2, 14)),
        ("ambtshalve_inschrijven", "", date(2026, 1, 27), date(2026, 1, 22)),
    ]


def test_evaluaties_afspraken_signalen_and_an_mdo_each_give_their_own_duty() -> None:
    feiten = dataclasses.replace(
        TrajectFeiten(gestart_op=BEGIN),
        evaluatie=EvaluatieFeiten(
            evaluaties=(
                EvaluatieFeit(
                    S[7],
                    nummer=1,
                    soort="zes_weken",
                    gepland_op=date(2026, 6, 12),
                    status="gehouden",
                    gehouden_op=date(2026, 6, 11),
                ),
                EvaluatieFeit(S[8], nummer=2, soort="extra", gepland_op=date(2026, 8, 1), status="vervallen"),
            ),
            afspraken=(AfspraakFeit(S[9], uiterlijk=date(2026, 7, 1), rol=Rol.CONSULENT),),
            signalen=(
                SignaalFeit(S[10], status="gemeld", gemeld_op=date(2026, 7, 3), melder=Rol.CONSULENT),
                SignaalFeit(UUID(int=99), "gemeld", date(2026, 7, 3), Rol.CONSULENT, is_spoed=True),
            ),
            mdos=(MdoFeit(S[11], status="gemeld", gemeld_op=date(2026, 7, 6)),),
        ),
    )
    rijen = {(t.soort, t.onderwerp): (t.datum, t.klaar_op, verantwoordelijk(t)) for t in _plan(feiten)}
    zorg = (Rol.BEGELEIDER, Hoedanigheid.BEGELEIDING)
    assert rijen == {
        ("evaluatie_houden", S[7]): (date(2026, 6, 12), date(2026, 6, 11), zorg),
        ("afspraak_nakomen", S[9]): (date(2026, 7, 1), None, (Rol.CONSULENT, Hoedanigheid.VERHUURDER)),
        ("signaal_oppakken", S[10]): (date(2026, 7, 5), None, zorg),
        ("signaal_oppakken", UUID(int=99)): (date(2026, 7, 3), None, zorg),
        ("huurder_informeren", S[11]): (date(2026, 7, 8), None, zorg),
    }


def test_duties_of_one_kind_have_different_keys() -> None:
    sleutels = [(t.soort, t.sleutel) for t in _plan(GEHEEL)]
    assert len(sleutels) == len(set(sleutels))


# --- phases ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feiten", "peildatum", "verwacht"),
    [
        (TrajectFeiten(gestart_op=BEGIN), BEGIN, Fase.VOORBEREIDING),
        (
            dataclasses.replace(GEHEEL, contract=None, aanmelding=dataclasses.replace(AANMELDING, status="concept")),
            BEGIN,
            Fase.AANMELDING,
        ),
        (
            dataclasses.replace(GEHEEL, contract=None, aanmelding=dataclasses.replace(AANMELDING, status="compleet")),
            BEGIN,
            Fase.BEOORDELING,
        ),
        (dataclasses.replace(GEHEEL, contract=None), BEGIN, Fase.BEMIDDELING),
        (_met(status="getekend"), INGANG, Fase.CONTRACT),
        (_met(status="ingetrokken"), INGANG, Fase.BEMIDDELING),
        (GEHEEL, date(2027, 10, 31), Fase.WONEN),
        (GEHEEL, date(2027, 11, 1), Fase.BESLUIT),
        (_met(besluit="niet_omzetten"), date(2028, 1, 1), Fase.HERHUISVESTING),
        (_met(looptijd=Looptijd.ONBEPAALD), date(2028, 6, 1), Fase.WONEN),
        (_met(besluit="niet_omzetten", looptijd=Looptijd.ONBEPAALD), date(2028, 6, 1), Fase.WONEN),
        (dataclasses.replace(GEHEEL, afgesloten_op=BEGIN), INGANG, Fase.AFGESLOTEN),
    ],
)
def test_the_phase_is_the_furthest_the_facts_support(feiten: TrajectFeiten, peildatum: date, verwacht: Fase) -> None:
    assert fase(feiten=feiten, peildatum=peildatum) is verwacht


# --- the ladder --------------------------------------------------------------------------------------------------

PROEF = Termijnsoort(
    "proef",
    "Proef",
    "Z-9.2",
    TERMIJNSOORTEN["toelating_besluiten"].aard,
    Rol.COORDINATOR,
    Hoedanigheid.COORDINATIE,
    "traject",
    stappen=(-3, 0, 1),
    naar_teamleider_na=2,
    naar_escalatie_na=5,
    bij_verlopen="x.y",
)
DAG = date(2026, 3, 10)


def _kort(ladder: list[Any]) -> list[tuple[int, str]]:
    return [((s.dag - DAG).days, s.trap.value) for s in ladder]


def test_a_ladder_reminds_then_climbs_and_the_system_acts_the_day_after() -> None:
    assert _kort(stappen(soort=PROEF, datum=DAG, vanaf=None)) == [
        (-3, "verantwoordelijke"),
        (0, "verantwoordelijke"),
        (1, "actie"),
        (1, "verantwoordelijke"),
        (2, "teamleider"),
        (5, "escalatie"),
    ]


def test_nobody_is_reminded_before_a_duty_may_be_done() -> None:
    ladder = stappen(soort=PROEF, datum=DAG, vanaf=DAG)
    assert _kort(ladder)[0] == (0, "verantwoordelijke")


def test_what_is_left_of_a_ladder_never_lies_before_today_but_the_act() -> None:
    ladder = stappen(soort=PROEF, datum=DAG, vanaf=None)

    def over(n: int) -> list[tuple[int, str]]:
        return _kort(nog_te_gaan(ladder=ladder, datum=DAG, vandaag=DAG + timedelta(days=n)))

    assert over(0) == _kort(ladder)[1:]
    assert over(1) == [(1, "actie"), (1, "verantwoordelijke"), (2, "teamleider"), (5, "escalatie")]
    assert over(4) == [(1, "actie"), (4, "verantwoordelijke"), (5, "escalatie"), (6, "teamleider")]
    assert over(100) == [(1, "actie"), (100, "verantwoordelijke"), (102, "teamleider"), (105, "escalatie")]


# --- the catalogue -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("soort", TERMIJNSOORTEN.values(), ids=lambda s: s.code)
def test_every_kind_of_duty_stands_on_a_clause_has_a_page_and_an_act_that_exist(soort: Termijnsoort) -> None:
    clausule(soort.clausule)
    sleutels = {
        Adres.TRAJECT: [S[0]],
        Adres.ONDERWERP: [S[1]],
        Adres.TRAJECT_EN_ONDERWERP: [S[0], S[1]],
    }
    assert reverse(soort.pagina, args=sleutels[soort.adres]).startswith("/")
    if soort.bij_verlopen:
        namen = {n: p.kind for n, p in inspect.signature(import_string(soort.bij_verlopen)).parameters.items()}
        assert {n for n, k in namen.items() if k is inspect.Parameter.KEYWORD_ONLY} >= {"traject", "onderwerp"}


@pytest.mark.parametrize("soort", TERMIJNSOORTEN.values(), ids=lambda s: s.code)
def test_every_kind_of_duty_says_what_happens_otherwise_and_reminds_somebody(soort: Termijnsoort) -> None:
    assert (soort.code == soort.tekst, bool(soort.gevolg)) == (False, True)
    hoort = [t for t in stappen(soort=soort, datum=DAG, vanaf=None) if t.trap is not Trap.ACTIE]
    assert (bool(soort.stappen), bool(hoort)) == (not soort.doet_opstap, not soort.doet_opstap)


def test_a_duty_without_a_role_is_a_mistake_that_shows() -> None:
    with pytest.raises(ValueError, match="accordering_geven"):
        verantwoordelijk(GeplandeTermijn("accordering_geven", DAG))
