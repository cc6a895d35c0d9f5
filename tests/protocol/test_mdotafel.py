"""Around the table of an MDO: what may be prepared, signed, called off and said about more begeleiding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opstap.protocol.begrippen import Rol
from opstap.protocol.bijsturen import mdo_houden_belemmeringen, overlastgesprek_belemmeringen
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, MeerBegeleiding, Signaalbron, Signaalsoort
from opstap.protocol.overleg import (
    doorzetter,
    handtekening_belemmeringen,
    herkomst_vragen_belemmeringen,
    meer_begeleiding_waarschuwingen,
    niet_doorgaan_belemmeringen,
    tijdslimiet_belemmeringen,
    voorbereiding_belemmeringen,
)
from opstap.protocol.parameters import Parameters

DAG = date(2026, 7, 13)
DRIE = "Het gaat beter. De huur is betaald op 1.7.2026, om 14.30 uur. Wij komen bijv. elke week!"


@pytest.mark.clausule("Z-13.2", "Z-13.1")
@pytest.mark.parametrize(
    ("weet_het", "is_gehouden", "tekst", "velden"),
    [
        (True, False, DRIE, []),
        (True, False, DRIE + " En dan nog iets.", ["tekst"]),
        (True, False, "een\ntwee\ndrie\nvier", ["tekst"]),
        (True, False, "  ", ["tekst"]),
        (False, False, DRIE, [""]),
        (True, True, DRIE, [""]),
    ],
)
def test_a_party_prepares_three_sentences_once_the_huurder_knows(
    weet_het: bool, is_gehouden: bool, tekst: str, velden: list[str]
) -> None:
    bezwaren = voorbereiding_belemmeringen(weet_het=weet_het, is_gehouden=is_gehouden, teksten={"tekst": tekst})
    assert [b.veld for b in bezwaren] == velden


@pytest.mark.clausule("Z-13.2")
def test_the_words_of_the_huurder_alone_are_enough() -> None:
    teksten = {"tekst": "", "huurder": "Ik wil hier blijven."}
    assert not voorbereiding_belemmeringen(weet_het=True, is_gehouden=False, teksten=teksten)


@pytest.mark.clausule("Z-13.6", "Z-13.7")
@pytest.mark.parametrize(
    ("partij", "dag", "werkt_mee", "mag"),
    [
        ("huurder", DAG, True, True),
        ("huurder", DAG, False, False),
        ("consulent", DAG, False, True),
        ("wmo_consulent", DAG, True, False),
        ("consulent", DAG - timedelta(days=1), True, False),
        ("consulent", DAG + timedelta(days=2), True, False),
    ],
)
def test_who_can_have_signed_the_afspraken_and_when(partij: str, dag: date, werkt_mee: bool, mag: bool) -> None:
    bezwaren = handtekening_belemmeringen(
        heeft_afspraken=True,
        gehouden_op=DAG,
        huurder_werkt_mee=werkt_mee,
        getekend={partij: dag},
        mogelijk=["huurder", "consulent"],
        peildatum=DAG + timedelta(days=1),
    )
    assert [b.veld for b in bezwaren] == ([] if mag else [f"getekend_{partij}"])


@pytest.mark.clausule("Z-13.6")
@pytest.mark.parametrize(("gehouden_op", "heeft"), [(None, True), (DAG, False)])
def test_nothing_is_signed_before_there_are_afspraken(gehouden_op: date | None, heeft: bool) -> None:
    assert handtekening_belemmeringen(
        heeft_afspraken=heeft, gehouden_op=gehouden_op, huurder_werkt_mee=True, getekend={}, mogelijk=[], peildatum=DAG
    )


@pytest.mark.clausule("Z-13.4")
def test_no_more_begeleiding_warns_and_an_answer_is_asked_of_who_says_it_does_not_work() -> None:
    assert [bool(meer_begeleiding_waarschuwingen(antwoord=a)) for a in MeerBegeleiding] == [False, False, True]
    assert not meer_begeleiding_waarschuwingen(antwoord=None)

    def velden(uitkomst: MdoUitkomst, antwoord: MeerBegeleiding | None) -> list[str]:
        bezwaren = mdo_houden_belemmeringen(
            gehouden_op=DAG, geinformeerd_op=DAG, aanwezig=["huurder"], uitkomst=uitkomst, mag_concluderen=True,
            motivering="Het lukt niet.", meer_begeleiding=antwoord, aantal_afspraken=1, peildatum=DAG,
        )  # fmt: skip
        return [b.veld for b in bezwaren]

    assert velden(MdoUitkomst.BEEINDIGING_NASTREVEN, None) == ["meer_begeleiding"]
    assert velden(MdoUitkomst.BEEINDIGING_NASTREVEN, MeerBegeleiding.NIET) == []  # a warning, no lock
    assert velden(MdoUitkomst.BLIJFT_WONEN, None) == []


@pytest.mark.clausule("A-23")
@pytest.mark.parametrize(
    ("soort", "op", "mag"),
    [
        (Signaalsoort.OVERLAST, None, False),
        (Signaalsoort.OVERLAST, DAG - timedelta(days=1), False),
        (Signaalsoort.OVERLAST, DAG + timedelta(days=3), False),
        (Signaalsoort.OVERLAST, DAG, True),
        (Signaalsoort.WONING, None, True),
    ],
)
def test_overlast_is_talked_about_with_the_huurder_before_it_is_closed(
    soort: Signaalsoort, op: date | None, mag: bool
) -> None:
    bezwaren = overlastgesprek_belemmeringen(
        soort=soort, gesprek_op=op, gemeld_op=DAG, peildatum=DAG + timedelta(days=2)
    )
    assert [b.veld for b in bezwaren] == ([] if mag else ["gesprek_op"])


@pytest.mark.clausule("P-41", "Z-20.8")
def test_what_neighbours_or_the_wijkagent_say_has_a_code_and_no_name() -> None:
    assert [b.value for b in Signaalbron] == ["zelf", "buren", "wijkagent"]


@pytest.mark.clausule("P-25")
def test_only_a_regeling_that_names_somebody_has_who_pushes_on() -> None:
    leeg = Parameters()
    assert doorzetter(parameters=leeg) is None
    assert doorzetter(parameters=replace(leeg, doorzettingsmacht=Rol.PROCESREGISSEUR)) is Rol.PROCESREGISSEUR


@pytest.mark.clausule("Z-2.16", "Z-20.4")
def test_only_the_begeleiding_asks_who_had_it_before() -> None:
    mag = {rol for rol in Rol if not herkomst_vragen_belemmeringen(gevraagd_door=rol)}
    assert mag == {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}


@pytest.mark.clausule("Z-13.2")
def test_only_what_has_a_day_is_called_off() -> None:
    assert not niet_doorgaan_belemmeringen(is_gepland=True)
    assert niet_doorgaan_belemmeringen(is_gepland=False)


@pytest.mark.clausule("Z-13.9", "Z-13.1")
def test_a_limit_comes_after_the_huurder_knows_and_before_it_is_over() -> None:
    def bezwaren(**anders: bool) -> list[str]:
        gevonden = tijdslimiet_belemmeringen(
            is_spoed=True, gesteld_door=Rol.CONSULENT, tijdslimiet=DAG, peildatum=DAG, **anders
        )
        return [b.clausule for b in gevonden]

    assert bezwaren() == []
    assert bezwaren(weet_het=False) == ["Z-13.1"]
    assert bezwaren(is_voorbij=True) == ["Z-13.9"]
