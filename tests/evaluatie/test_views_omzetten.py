"""The decision file on one page, with a form that says beforehand what stands in the way."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.post.models import Brief
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, Oordeel
from opstap.trajecten.models import Besluit
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EERSTE, TWEEDE, Wonen, stem_in
from tests.evaluatie.test_services_omzetten import STREEF, overleg

JA: dict[str, Any] = {"uitkomst": "omzetten", "motivering": "Alles gaat goed.", "reden_vroeg": ""}
NEE: dict[str, Any] = {"uitkomst": "niet_omzetten", "gronden": ["huur"], "motivering": "Vier maanden geen huur."}


def post(wonen: Wonen, gegevens: dict[str, Any], op: date = STREEF) -> Any:
    wonen.contract.refresh_from_db()
    extra = {"verzoek": str(uuid4()), "versie": str(wonen.contract.versie)}
    with clock.klok_op(op):
        return wonen.client(wonen.regio.consulent).post(wonen.adres("omzetten"), {**extra, **gegevens})


def pagina(wonen: Wonen, op: date = STREEF) -> str:
    with clock.klok_op(op):
        return str(wonen.client(wonen.regio.consulent).get(wonen.adres("omzetten")).content.decode())


def tekst(antwoord: Any) -> str:
    return str(antwoord.content.decode())


@pytest.mark.clausule("Z-2.15", "Z-11.6", "Z-12.13")
def test_the_file_makes_itself(wonen: Wonen) -> None:
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel,
        op=EERSTE,
        namens=wonen.begeleider,
        anders={EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE},
        oordeel=Oordeel.AANDACHT,
        geen_afspraak_omdat="Budgetbeheer is gestart.",
    )
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(2).sleutel, op=TWEEDE, namens=wonen.begeleider)
    inhoud = pagina(wonen)
    for zin in (
        "Advies: vast contract",
        "is onvoldoende",
        "gehouden: op schema",
        "niet gehouden",
        "2 september 2027",
        "2 december 2027",
        "van 2 december 2027 tot en met 1 februari 2028",
        "Overleg eerst met de huurder",
        "Dat er nog begeleiding is, telt niet mee.",
    ):
        assert zin in inhoud, zin
    assert f'<a href="{reverse("woningen:overleg", args=[wonen.traject.sleutel])}">Leg het overleg vast</a>' in inhoud
    assert "Neem het besluit" not in inhoud
    overleg(wonen)
    assert "Neem het besluit" in pagina(wonen)
    assert "Regel Z-11.10" in pagina(wonen)


def test_a_yes_is_taken_and_the_letters_are_there(wonen: Wonen) -> None:
    overleg(wonen)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider)
    assert "Neem het besluit" in pagina(wonen)
    antwoord = post(wonen, JA)
    assert (antwoord.status_code, antwoord.url) == (302, reverse("traject", args=[wonen.traject.sleutel]))
    assert Besluit.objects.get().uitkomst == "omzetten"
    assert Brief.objects.count() == 2


def test_sending_twice_gives_one_besluit(wonen: Wonen) -> None:
    overleg(wonen)
    gegevens = {**NEE, "verzoek": str(uuid4())}
    assert {post(wonen, gegevens).status_code for _ in range(2)} == {302}
    assert Besluit.objects.count() == 1
    assert "Er is al een besluit" in pagina(wonen)


@pytest.mark.parametrize(
    ("op", "wanneer"),
    [
        (STREEF, "tussen 2 december 2027 en 1 februari 2028"),
        (date(2027, 12, 4), "uiterlijk op 1 februari 2028"),
    ],
)
def test_the_letter_names_no_day_that_is_past_and_no_talk_that_only_was_offered(
    wonen: Wonen, op: date, wanneer: str
) -> None:
    overleg(wonen)
    assert post(wonen, NEE, op).status_code == 302
    brief = Brief.objects.get(soort="niet_omzetten", geadresseerde="kandidaat").inhoud.html
    assert f"Die brief krijgt u {wanneer}." in brief and "vroegen wij u en uw begeleider om hierover te praten" in brief
    assert "besluit nu" not in pagina(wonen, date(2027, 12, 5))


def test_after_a_yes_the_file_does_not_say_that_another_besluit_is_possible(wonen: Wonen) -> None:
    overleg(wonen)
    post(wonen, JA)
    assert "Er is al een besluit" in pagina(wonen) and "Een ander besluit kan nog" not in pagina(wonen)


@pytest.mark.parametrize(
    ("gegevens", "op", "zin"),
    [
        ({**JA, "uitkomst": ""}, STREEF, "Kies een antwoord bij “Wat is uw besluit?”"),
        ({**JA, "motivering": ""}, STREEF, "Er is nog geen evaluatie gehouden"),
        ({**NEE, "gronden": []}, STREEF, "Noem wat niet goed ging"),
        ({**NEE, "gronden": ["begeleiding"]}, STREEF, "Wat ging niet goed?"),
        ({**NEE, "motivering": " "}, STREEF, "schrijf op waarom u dit besluit"),
        ({**JA, "motivering": "x" * 2001}, STREEF, "Maak “Uitleg bij het besluit” korter"),
        (JA, date(2027, 9, 1), "schrijf op waarom u niet wacht"),
        (NEE, date(2028, 2, 2), "Dit besluit is te laat"),
    ],
)
def test_each_mistake_is_named_and_the_text_stays(wonen: Wonen, gegevens: dict[str, Any], op: date, zin: str) -> None:
    overleg(wonen)
    antwoord = post(wonen, gegevens, op)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert gegevens["motivering"].strip() in tekst(antwoord)
    assert not Besluit.objects.exists()


@pytest.mark.clausule("I-1")
def test_a_no_that_comes_too_late_is_told_beforehand(wonen: Wonen) -> None:
    overleg(wonen)
    inhoud = pagina(wonen, date(2028, 2, 2))
    assert "Nee kan niet: Dit besluit is te laat" in inhoud
    assert "Neem het besluit" in inhoud


def test_the_reason_for_being_early_is_only_asked_when_early(wonen: Wonen) -> None:
    overleg(wonen)
    vroeg = pagina(wonen, date(2027, 9, 1))
    assert "Waarom wacht u niet tot de streefdatum?" in vroeg and "(niet verplicht)" not in vroeg
    assert "Waarom wacht u niet tot de streefdatum?" not in pagina(wonen, STREEF)


def test_a_stale_form_keeps_what_was_typed(wonen: Wonen) -> None:
    overleg(wonen)
    antwoord = post(wonen, {**JA, "versie": "999"})
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in tekst(antwoord)
    assert "Alles gaat goed." in tekst(antwoord)


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        ("consulent", 200),
        ("teamleider_corporatie", 200),
        ("begeleider", 403),
        ("wmo_consulent", 403),
        ("buitenstaander", 404),
        ("andere_consulent", 404),
    ],
)
def test_only_the_verhurende_corporatie_opens_the_file(wonen: Wonen, wie: str, status: int) -> None:
    assert wonen.client(getattr(wonen.regio, wie)).get(wonen.adres("omzetten")).status_code == status


def test_without_a_key_there_is_no_file(wonen: Wonen) -> None:
    type(wonen.contract).objects.filter(pk=wonen.contract.pk).update(ingebruikname=None)
    assert wonen.client(wonen.regio.consulent).get(wonen.adres("omzetten")).status_code == 404


def test_the_file_reads_the_same_number_of_rows_at_any_size(
    wonen_zonder_instemming: Wonen, django_assert_max_num_queries: Any
) -> None:
    wonen = wonen_zonder_instemming
    stem_in(wonen)
    for n, op in enumerate((EERSTE, TWEEDE), start=1):
        verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(n).sleutel, op=op, namens=wonen.begeleider)
    with django_assert_max_num_queries(40):
        pagina(wonen)
