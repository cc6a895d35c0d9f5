"""Largest remainder: all homes given, nobody more than one off, and never by chance."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.begrippen import Route
from opstap.protocol.contingent import (
    Beurt,
    aan_de_beurt,
    achterstanden,
    contingent_belemmeringen,
    keuze_belemmeringen,
    telt_mee,
    verdeel,
    verwachting,
)
from opstap.protocol.parameters import Parameters
from opstap.regelingen.presets import preset

from .orakel import VEEL


@pytest.mark.clausule("Z-4.2", "Z-2.3")
@pytest.mark.parametrize(
    ("totaal", "gewichten", "aandelen"),
    [
        (27, {"ieder1": 8000, "ons huis": 2000}, {"ieder1": 22, "ons huis": 5}),
        (27, {"ieder1": 7900, "ons huis": 2100}, {"ieder1": 21, "ons huis": 6}),
        (10, {"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        (1, {"b": 1, "a": 1}, {"b": 0, "a": 1}),
        (3, {"klein": 1, "groot": 3}, {"klein": 1, "groot": 2}),
        (2, {"klein": 1, "groot": 3}, {"klein": 0, "groot": 2}),
        (0, {"a": 5, "b": 3}, {"a": 0, "b": 0}),
        (0, {"a": 0}, {"a": 0}),
        (5, {"a": 0, "b": 3}, {"a": 0, "b": 5}),
    ],
)
def test_woningen_worden_naar_rato_verdeeld(totaal, gewichten, aandelen):
    assert verdeel(totaal=totaal, gewichten=gewichten).aandelen == aandelen


def test_de_verdeling_legt_zichzelf_uit():
    regels = verdeel(totaal=27, gewichten={"ieder1": 8000, "Ons Huis": 2000}).regels
    assert regels[0] == "ieder1: 27 × 8000 / 10000 = 21,60, dus 21."
    assert regels[1] == "Ons Huis: 27 × 2000 / 10000 = 5,40, dus 5."
    assert regels[2] == "ieder1 krijgt er één bij, want de rest (0,60) hoort bij de grootste: 22."


@pytest.mark.parametrize("gewichten", [{"a": -1, "b": 2}, {"a": 0}, {}])
def test_zonder_bezit_of_met_negatief_bezit_is_er_niets_te_verdelen(gewichten):
    with pytest.raises(ValueError, match="vul"):
        verdeel(totaal=3, gewichten=gewichten)


def kleinste_afwijking(totaal, gewichten):
    """Brute force: over all splits, the least sum of squared deviations; Hamilton's method minimises it."""
    som = sum(gewichten)
    return min(
        sum((deel * som - totaal * gewicht) ** 2 for deel, gewicht in zip(delen, gewichten, strict=True))
        for delen in product(range(totaal + 1), repeat=len(gewichten))
        if sum(delen) == totaal
    )


@VEEL
@given(st.integers(0, 8), st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any))
def test_geen_andere_verdeling_komt_dichter_bij_het_echte_deel(totaal, gewichten):
    namen = {f"c{nummer}": gewicht for nummer, gewicht in enumerate(gewichten)}
    delen = list(verdeel(totaal=totaal, gewichten=namen).aandelen.values())
    som = sum(gewichten)
    assert sum(delen) == totaal
    afwijking = sum((d * som - totaal * g) ** 2 for d, g in zip(delen, gewichten, strict=True))
    assert afwijking == kleinste_afwijking(totaal, gewichten)


@VEEL
@given(st.integers(0, 500), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 50), min_size=1))
def test_de_volgorde_van_de_lijst_maakt_niet_uit(totaal, gewichten):
    omgekeerd = dict(reversed(gewichten.items()))
    een, ander = (verdeel(totaal=totaal, gewichten=g).aandelen for g in (gewichten, omgekeerd))
    assert een == ander
    assert all(
        abs(een[n] * sum(gewichten.values()) - totaal * g) < sum(gewichten.values()) for n, g in gewichten.items()
    )


@pytest.mark.clausule("Z-9.23")
def test_een_zelf_gevonden_woning_telt_in_zutphen_niet_mee_en_in_apeldoorn_wel():
    zutphen, apeldoorn = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
    assert telt_mee(route=Route.DIRECTE_BEMIDDELING, parameters=zutphen)
    assert not telt_mee(route=Route.ZELF_REAGEREN, parameters=zutphen)
    assert telt_mee(route=Route.ZELF_REAGEREN, parameters=apeldoorn)
    assert not telt_mee(route=Route.DIRECTE_BEMIDDELING, parameters=Parameters())


# --- setting the number, and whose turn it is ----------------------------------------------------------------------


@pytest.mark.clausule("Z-4.5")
@pytest.mark.parametrize(
    ("bezet", "mag"), [({"Groot": 3}, True), ({"Groot": 4}, False), ({"Weg": 1}, False), ({}, True)]
)
def test_het_aantal_daalt_nooit_onder_wat_in_gebruik_is(bezet, mag):
    bezwaren = contingent_belemmeringen(totaal=4, gewichten={"Groot": 3, "Klein": 1}, bezet=bezet)
    assert (bezwaren == []) is mag
    assert all(b.veld == "totaal" and "hoger aantal" in b.melding for b in bezwaren)


@pytest.mark.clausule("Z-4.2")
def test_zonder_woningbezit_valt_er_niets_te_verdelen():
    (bezwaar,) = contingent_belemmeringen(totaal=1, gewichten={"Groot": 0}, bezet={})
    assert "minst" in bezwaar.melding
    assert contingent_belemmeringen(totaal=0, gewichten={"Groot": 0}, bezet={}) == []


@pytest.mark.clausule("Z-2.3")
@pytest.mark.parametrize(
    ("aandelen", "geleverd", "beurt"),
    [
        ({"Groot": 3, "Klein": 1}, {}, "Groot"),
        ({"Groot": 3, "Klein": 1}, {"Groot": 1}, "Groot"),  # 1.5 - 1 is as much as 0.5 - 0: the larger share
        ({"Groot": 3, "Klein": 1}, {"Groot": 2}, "Klein"),
        ({"Groot": 3, "Klein": 1}, {"Groot": 2, "Klein": 1}, "Groot"),
        ({"A": 1, "B": 1}, {}, "A"),
        ({"A": 1, "B": 1}, {"A": 1}, "B"),
        ({"Groot": 3, "Klein": 1}, {"Groot": 3, "Klein": 1}, None),
        ({"Groot": 3, "Klein": 1}, {"Groot": 5}, "Klein"),  # more than the share: never her turn
        ({"Leeg": 0, "Vol": 1}, {}, "Vol"),
    ],
)
def test_wie_het_meeste_schuldig_is_is_aan_de_beurt(aandelen, geleverd, beurt):
    assert aan_de_beurt(aandelen=aandelen, geleverd=geleverd).naam == beurt


@pytest.mark.clausule("Z-2.3")
@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 9), min_size=1).filter(lambda d: any(d.values())))
def test_wie_de_beurt_volgt_levert_precies_de_aandelen(aandelen):
    geleverd = dict.fromkeys(aandelen, 0)
    for _ in range(sum(aandelen.values())):
        beurt = aan_de_beurt(aandelen=aandelen, geleverd=geleverd)
        assert len(beurt.regels) == len(aandelen)
        geleverd[beurt.naam] += 1
    assert geleverd == aandelen
    assert aan_de_beurt(aandelen=aandelen, geleverd=geleverd).naam is None


@pytest.mark.clausule("Z-2.3")
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({}, None),
        ({"gekozen": None}, "corporatie"),
        ({"huidige": "Groot"}, "corporatie"),
        ({"huidige": "Klein"}, None),
        ({"gekozen": "Klein"}, "reden"),
        ({"gekozen": "Klein", "heeft_reden": True}, None),
        ({"gekozen": "Klein", "route": Route.ZELF_REAGEREN}, None),
        ({"gekozen": "Klein", "voorstel": None}, None),
        ({"gekozen": "Klein", "voorstel": Beurt(None, ())}, None),
    ],
)
def test_een_andere_corporatie_dan_aan_de_beurt_is_vraagt_een_reden(anders, veld):
    vraag = {
        "gekozen": "Groot",
        "huidige": None,
        "route": Route.DIRECTE_BEMIDDELING,
        "voorstel": Beurt("Groot", ()),
        "heeft_reden": False,
    }
    assert [b.veld for b in keuze_belemmeringen(**{**vraag, **anders})] == ([veld] if veld else [])


# --- the board ------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.3")
def test_wie_achterloopt_op_haar_aandeel_ziet_hoeveel():
    aandelen = {"groot": 20, "klein": 7}
    assert achterstanden(aandelen=aandelen, geleverd={"groot": 9}) == {"groot": 0, "klein": Fraction(7, 3)}
    assert achterstanden(aandelen=aandelen, geleverd={}) == dict.fromkeys(aandelen, 0)
    assert achterstanden(aandelen={"a": 0}, geleverd={}) == {"a": 0}


@VEEL
@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=1), st.lists(st.integers(0, 9), min_size=4))
def test_wat_de_een_achterloopt_loopt_een_ander_voor(aandelen, aantallen):
    geleverd = dict(zip(aandelen, aantallen, strict=False))
    if not sum(aandelen.values()):
        return
    achter = achterstanden(aandelen=aandelen, geleverd=geleverd)
    deel = {n: Fraction(sum(geleverd.values()) * a, sum(aandelen.values())) for n, a in aandelen.items()}
    assert sum(achter.values()) == sum(max(Fraction(0), geleverd[n] - deel[n]) for n in aandelen)


@pytest.mark.clausule("Z-4.5")
@pytest.mark.parametrize(
    ("gebruikt", "dag", "zegt"),
    [
        (9, date(2026, 7, 1), "ongeveer 18: 9 × 365 / 182 = 18,05."),
        (27, date(2026, 12, 31), "ongeveer 27: 27 × 365 / 365 = 27."),
        (0, date(2028, 3, 1), "ongeveer 0: 0 × 366 / 61 = 0."),
        (3, date(2026, 2, 28), "is er vanaf dag 60 van het jaar."),
    ],
)
def test_de_verwachting_zegt_hoe_zij_is_berekend(gebruikt, dag, zegt):
    assert verwachting(gebruikt=gebruikt, jaar=dag.year, peildatum=dag).endswith(zegt)
    assert verwachting(gebruikt=gebruikt, jaar=dag.year - 1, peildatum=dag) == ""
