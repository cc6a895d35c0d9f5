"""Knelpunten, the talk about the protocol and disputes: nobody is found through them, and few things are refused."""

from datetime import date

import pytest

from opstap.protocol.begrippen import Rol
from opstap.protocol.registers import (
    Evaluatieonderwerp,
    Geschilstap,
    Geschiluitkomst,
    Thema,
    Uitsluiting,
    afspraak_belemmeringen,
    evaluatie_belemmeringen,
    evaluatie_waarschuwingen,
    geschil_belemmeringen,
    geschil_waarschuwingen,
    geschilstap,
    herkenbaar_belemmeringen,
    kosten_in_woorden,
    maand_belemmeringen,
    maand_in_woorden,
    per_thema,
    per_uitsluiting,
    stap_belemmeringen,
    volgende_evaluatie,
)

DAG = date(2026, 3, 31)


def _velden(gevonden):
    return [(b.clausule, b.veld) for b in gevonden]


@pytest.mark.clausule("P-45", "Z-20.2")
@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Zie Z-2026-0014.", "een kenmerk van een traject"),
        ("Mail jan@voorbeeld.nl", "een e-mailadres"),
        ("Bel 06-12345678 of 0575 123 456", "een telefoonnummer"),
        ("Bel +31 6 12345678", "een telefoonnummer"),
        ("Aan de Lindelaan, 7201 AA", "een postcode"),
        ("Op 3 maart 2026 ging het mis", "een dag"),
        ("Op 3-3-2026 ging het mis", "een dag"),
        ("Mevrouw De Boer wachtte", "een naam"),
        ("dhr. van der Berg wachtte", "een naam"),
        ("de heer Kastelein wachtte", "een naam"),
    ],
)
def test_what_leads_to_one_person_is_refused_and_named(tekst, wat):
    (gevonden,) = herkenbaar_belemmeringen(teksten=[("liep_vast", tekst), ("werkte", "Samen bellen werkte.")])
    assert (gevonden.veld, gevonden.clausule) == ("liep_vast", "P-45")
    assert gevonden.melding.endswith(f"Haal dit weg: {wat}.")


@pytest.mark.clausule("P-45")
@pytest.mark.parametrize(
    "tekst",
    [
        "In maart 2026 waren er 12 wachtenden; sinds 2024 is dat meer.",
        "Wie onder de 23 is, krijgt minder huurtoeslag. Regel 9.24 helpt niet.",
        "De mevrouw van het loket belde 10 keer; artikel 4 van de Wmo 2015 AN.",
        "",
    ],
)
def test_ordinary_words_may_stand(tekst):
    """Two capitals behind a year look like a postcode."""
    gevonden = herkenbaar_belemmeringen(teksten=[("wat", tekst)])
    assert [b.melding.rsplit(": ")[1] for b in gevonden] == (["een postcode."] if "2015 AN" in tekst else [])


@pytest.mark.clausule("P-45")
def test_a_knelpunt_has_a_month_of_the_last_two_years():
    kan = [(2024, 3), (2026, 3), (2025, 12)]
    kan_niet = [(2024, 2), (2026, 4)]
    assert [maand_belemmeringen(jaar=j, maand=m, peildatum=DAG) for j, m in kan] == [[]] * 3
    assert [_velden(maand_belemmeringen(jaar=j, maand=m, peildatum=DAG)) for j, m in kan_niet] == [
        [("P-45", "maand")]
    ] * 2
    assert maand_in_woorden(2024, 3) == "maart 2024"


@pytest.mark.clausule("P-45", "P-46")
def test_counts_are_per_theme_and_per_reason_to_fall_outside():
    t = Thema
    assert per_thema(themas=[t.ORGANISATIES, t.PERSOON, t.ORGANISATIES]) == [
        (t.PERSOON, 1),
        (t.LEEFOMGEVING, 0),
        (t.ORGANISATIES, 2),
    ]
    u = Uitsluiting
    assert per_uitsluiting(uitsluitingen=[u.EIS, u.WACHTEN, u.WACHTEN]) == [(u.WACHTEN, 2), (u.EIS, 1)]


@pytest.mark.clausule("Z-16.1")
def test_the_next_talk_counts_from_the_last_one_and_only_where_a_term_was_agreed():
    begin, laatste = date(2024, 1, 1), date(2025, 2, 28)
    assert volgende_evaluatie(begin=begin, laatste=None, maanden=12) == date(2025, 1, 1)
    assert volgende_evaluatie(begin=begin, laatste=laatste, maanden=12) == date(2026, 2, 28)
    assert volgende_evaluatie(begin=begin, laatste=laatste, maanden=None) is None


@pytest.mark.clausule("Z-16.1")
@pytest.mark.parametrize(
    ("gehouden_op", "jaar", "al", "velden"),
    [
        (DAG, 2026, False, []),
        (DAG, 2025, False, []),
        (DAG, 2024, False, [("Z-16.1", "jaar")]),
        (DAG, 2027, False, [("Z-16.1", "jaar")]),
        (DAG, 2026, True, [("Z-16.1", "jaar")]),
        (date(2026, 4, 1), 2026, False, [("Z-16.1", "gehouden_op")]),
    ],
)
def test_a_talk_was_held_and_is_the_only_fixed_one_of_its_year(gehouden_op, jaar, al, velden):
    gevonden = evaluatie_belemmeringen(gehouden_op=gehouden_op, jaar=jaar, al_dit_jaar=al, peildatum=DAG)
    assert _velden(gevonden) == velden


@pytest.mark.clausule("Z-16.2", "Z-16.3", "Z-16.4")
def test_what_the_protocol_asks_of_the_talk_is_said_and_stops_nobody():
    o = Evaluatieonderwerp
    goed = {"onderwerpen": list(o), "rollen": [Rol.CONSULENT], "bestuurlijk_op": DAG}
    assert evaluatie_waarschuwingen(**goed) == []
    (topics,) = evaluatie_waarschuwingen(**goed | {"onderwerpen": [o.VOORTGANG, o.KNELPUNTEN]})
    assert topics.melding == "Nog niet besproken: de werkwijze, de aantallen."
    mist = {"rollen": [Rol.BELEIDSMEDEWERKER], "bestuurlijk_op": None}
    assert [b.clausule for b in evaluatie_waarschuwingen(**goed | mist)] == ["Z-16.3", "Z-16.4"]


@pytest.mark.clausule("Z-16.1")
def test_an_agreement_is_of_a_partner_and_not_before_the_talk():
    assert afspraak_belemmeringen(uiterlijk=DAG, gehouden_op=DAG, doet_mee=True) == []
    gevonden = afspraak_belemmeringen(uiterlijk=date(2026, 3, 30), gehouden_op=DAG, doet_mee=False)
    assert _velden(gevonden) == [("Z-16.1", "uiterlijk"), ("Z-16.1", "organisatie")]


@pytest.mark.clausule("Z-18.1", "Z-18.3")
def test_a_dispute_goes_from_together_to_a_mediator_to_the_court():
    stappen = [(None, None, None), (DAG, None, None), (DAG, DAG, None), (None, DAG, None), (None, None, DAG)]
    s = Geschilstap
    assert [geschilstap(bemiddelaar_op=b, rechter_op=r, afgerond_op=a) for b, r, a in stappen] == [
        s.SAMEN, s.BEMIDDELAAR, s.RECHTER, s.RECHTER, s.AFGEROND,
    ]  # fmt: skip
    assert [bool(geschil_waarschuwingen(bemiddelaar_op=b, rechter_op=r)) for b, r, _ in stappen] == [
        False, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.clausule("Z-18.2", "Z-19.2")
def test_one_party_is_enough_for_a_dispute_and_it_has_another_side():
    def gemeld(**anders):
        return _velden(
            geschil_belemmeringen(
                **{"andere": 1, "melder_is_ander": False, "gemeld_op": DAG, "peildatum": DAG} | anders
            )
        )

    assert gemeld() == gemeld(andere=3) == []
    assert gemeld(andere=0) == gemeld(melder_is_ander=True) == [("Z-18.2", "wederpartijen")]
    assert gemeld(gemeld_op=date(2026, 4, 1)) == [("Z-18.2", "gemeld_op")]


@pytest.mark.clausule("Z-18.1")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"bemiddelaar_op": date(2026, 3, 1), "rechter_op": DAG}, []),
        ({"bemiddelaar_op": date(2026, 2, 28)}, ["bemiddelaar_op"]),
        ({"rechter_op": date(2026, 4, 1)}, ["rechter_op"]),
        ({"klaar": True, "afgerond_op": DAG}, ["uitkomst"]),
        ({"klaar": True, "uitkomst": Geschiluitkomst.SAMEN}, ["afgerond_op"]),
        ({"klaar": True, "uitkomst": Geschiluitkomst.SAMEN, "afgerond_op": DAG}, []),
        ({"uitkomst": Geschiluitkomst.SAMEN}, ["klaar"]),
        ({"afgerond_op": DAG}, ["klaar"]),
    ],
)
def test_a_step_has_a_day_between_the_beginning_and_today(anders, velden):
    niets = dict.fromkeys(("bemiddelaar_op", "rechter_op", "afgerond_op", "uitkomst")) | {"klaar": False}
    gevonden = stap_belemmeringen(gemeld_op=date(2026, 3, 1), peildatum=DAG, **(niets | anders))
    assert [b.veld for b in gevonden] == velden


@pytest.mark.clausule("Z-18.4")
def test_what_each_pays_of_a_mediator():
    assert [kosten_in_woorden(partijen=n) for n in (2, 3)] == ["ieder de helft", "ieder een gelijk deel: 1 van de 3"]
