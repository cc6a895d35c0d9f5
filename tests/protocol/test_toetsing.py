"""The eight criteria with their boundary days, and which routes they leave open."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import clausule
from opstap.protocol.parameters import Parameters
from opstap.protocol.toetsing import (
    ALLEEN_ZELF,
    CriteriumInvoer,
    mogelijke_routes,
    reden_in_brief,
    route_waarschuwingen,
    toets,
)
from opstap.regelingen.presets import preset

from .orakel import DAGEN, VEEL, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
DIRECT, ZELF = Route.DIRECTE_BEMIDDELING, Route.ZELF_REAGEREN
BESLUIT = date(2026, 3, 10)

GOED = CriteriumInvoer(
    ontruiming=False,
    achterstand=False,
    geen_passende_huisvesting=True,
    ingeschreven=True,
    bereid_toewijzing=True,
    zorg_verklaart_vaardig=True,
    akkoord_formulier=True,
    binding_maanden=60,
    direct_voorafgaand=True,
    betaalbaar=True,
)


def stand(invoer, nummer, route=DIRECT, parameters=ZUTPHEN, peildatum=BESLUIT):
    uitkomsten = toets(invoer=invoer, parameters=parameters, peildatum=peildatum, route=route)
    return {uitkomst.nummer: uitkomst.voldaan for uitkomst in uitkomsten}[nummer]


@pytest.mark.clausule("Z-8.1", "Z-8.2", "Z-8.3", "Z-8.4", "Z-8.5", "Z-8.6", "Z-8.7", "Z-8.8", "Z-8.15")
@pytest.mark.parametrize("route", list(Route))
def test_wie_aan_alles_voldoet_krijgt_acht_keer_ja_met_uitleg(route):
    uitkomsten = toets(invoer=GOED, parameters=ZUTPHEN, peildatum=BESLUIT, route=route)
    assert [u.nummer for u in uitkomsten] == list(range(1, 9))
    assert all(u.voldaan is True for u in uitkomsten)
    assert all(u.uitleg.endswith(".") and clausule(u.clausule) for u in uitkomsten)


def test_een_leeg_formulier_is_onbekend_en_niet_onvoldoende():
    leeg = toets(invoer=CriteriumInvoer(), parameters=ZUTPHEN, peildatum=BESLUIT, route=ZELF)
    assert {u.nummer: u.voldaan for u in leeg} == {**dict.fromkeys(range(1, 9)), 7: True}
    assert all(u.uitleg.startswith(("Vul in", "Vraag", "Laat")) for u in leeg if u.voldaan is None)


@pytest.mark.clausule("Z-8.11", "I-5")
def test_alleen_van_criterium_een_kan_worden_afgeweken():
    uitkomsten = toets(invoer=GOED, parameters=ZUTPHEN, peildatum=BESLUIT, route=DIRECT)
    assert [u.nummer for u in uitkomsten if u.afwijking_mogelijk] == [1]


@pytest.mark.parametrize(
    ("feit", "nummer", "clausule_"),
    [
        ("geen_passende_huisvesting", 2, "Z-8.2"),
        ("bereid_toewijzing", 4, "Z-8.4"),
        ("zorg_verklaart_vaardig", 5, "Z-8.5"),
        ("akkoord_formulier", 6, "Z-8.6"),
        ("betaalbaar", 8, "Z-8.8"),
    ],
)
@pytest.mark.parametrize("waarde", [True, False, None])
@pytest.mark.clausule("Z-8.2", "Z-8.4", "Z-8.5", "Z-8.6", "Z-8.8", "Z-1.4")
def test_een_verklaring_raakt_alleen_haar_eigen_criterium(feit, nummer, clausule_, waarde):
    uitkomsten = toets(invoer=replace(GOED, **{feit: waarde}), parameters=ZUTPHEN, peildatum=BESLUIT, route=DIRECT)
    assert {u.nummer: u.voldaan for u in uitkomsten} == {**dict.fromkeys(range(1, 9), True), nummer: waarde}
    eigen = next(u for u in uitkomsten if u.nummer == nummer)
    assert eigen.clausule == clausule_
    assert eigen.uitleg.startswith(("Vul in", "Vraag", "Laat")) is (waarde is None)
    if waarde is not None:
        ontkent = (" niet ", " nog niet ", " al ", " niet.")
        assert any(woord in eigen.uitleg for woord in ontkent) is (not waarde)


@pytest.mark.clausule("Z-8.9", "I-34")
@pytest.mark.parametrize(
    ("ontruimd_op", "voldaan"),
    [
        ("2023-03-09", True),
        ("2023-03-10", False),
        ("2023-03-11", False),
        ("2026-03-10", False),
    ],
)
def test_precies_drie_jaar_na_de_ontruiming_is_nog_niet_genoeg(ontruimd_op, voldaan):
    invoer = replace(GOED, ontruiming=True, ontruiming_datum=date.fromisoformat(ontruimd_op))
    assert stand(invoer, 1) is voldaan


@pytest.mark.clausule("Z-8.9", "I-34")
@VEEL
@given(DAGEN, st.integers(1080, 1110))
def test_de_ontruiming_telt_tot_en_met_de_dag_na_drie_jaar(ontruimd_op, later):
    peildatum = ontruimd_op + timedelta(days=later)
    invoer = replace(GOED, ontruiming=True, ontruiming_datum=ontruimd_op)
    assert stand(invoer, 1, peildatum=peildatum) is (peildatum > loop_maanden(ontruimd_op, 36))


@pytest.mark.clausule("Z-8.9", "I-34")
@pytest.mark.parametrize(
    ("anders", "voldaan"),
    [
        ({"ontruiming": None}, None),
        ({"ontruiming": True}, None),
        ({"ontruiming": None, "ontruiming_datum": date(2025, 1, 1)}, False),
        ({"ontruiming": True, "ontruiming_datum": date(2025, 1, 1), "ontruiming_wegens_achterstand": False}, False),
    ],
)
def test_een_ontruiming_zonder_datum_is_onbekend_en_elke_ontruiming_telt(anders, voldaan):
    assert stand(replace(GOED, **anders), 1) is voldaan


def test_een_regeling_kan_alleen_ontruiming_wegens_huurschuld_laten_tellen():
    soepel = replace(ZUTPHEN, ontruiming_alleen_bij_achterstand=True)
    anders = replace(GOED, ontruiming=True, ontruiming_datum=date(2025, 1, 1), ontruiming_wegens_achterstand=False)
    assert stand(anders, 1, parameters=soepel) is True
    assert stand(replace(anders, ontruiming_wegens_achterstand=True), 1, parameters=soepel) is False
    assert stand(replace(anders, ontruiming_wegens_achterstand=None), 1, parameters=soepel) is None
    lang_geleden = replace(anders, ontruiming_datum=date(2020, 1, 1), ontruiming_wegens_achterstand=None)
    assert stand(lang_geleden, 1, parameters=soepel) is True


@pytest.mark.clausule("Z-8.15", "Z-9.10")
def test_de_gewone_regels_worden_in_de_brief_tegen_de_kandidaat_gezegd():
    slecht = replace(GOED, ontruiming=True, ontruiming_datum=date(2025, 1, 1), achterstand=True, aflossing_procent=20)
    for loopt, waarom in (
        (True, "U heeft nog geen 50 procent van uw huurschuld betaald."),
        (False, "U heeft geen betalingsregeling die goed loopt."),
    ):
        uitkomst = toets(
            invoer=replace(slecht, regeling_loopt=loopt), parameters=ZUTPHEN, peildatum=BESLUIT, route=DIRECT
        )[0]
        assert reden_in_brief(uitkomst) == (
            "U bent uit een woning gezet, of u zegde zelf op vanwege huurschuld. Dat telt mee tot en met "
            f"1 januari 2028. {waarom}"
        )


@pytest.mark.clausule("Z-8.10", "I-34")
@pytest.mark.parametrize(
    ("procent", "loopt", "voldaan"),
    [
        (50, True, True),
        (Decimal("49.99"), True, False),
        (49, True, False),
        (100, True, True),
        (50, False, False),
        (None, False, False),
        (49, None, False),
        (None, True, None),
        (50, None, None),
    ],
)
def test_bij_huurschuld_is_de_helft_met_een_goede_regeling_genoeg(procent, loopt, voldaan):
    invoer = replace(GOED, achterstand=True, aflossing_procent=procent, regeling_loopt=loopt)
    assert stand(invoer, 1) is voldaan


@pytest.mark.clausule("Z-8.10", "Z-8.14")
@pytest.mark.parametrize(
    ("procent", "genoeg", "voldaan"),
    [(None, True, True), (None, False, False), (None, None, None), (49, True, False), (50, False, True)],
)
def test_who_knows_the_percentage_is_believed_before_who_says_it_is_enough(procent, genoeg, voldaan):
    invoer = replace(GOED, achterstand=True, regeling_loopt=True, aflossing_procent=procent, aflossing_genoeg=genoeg)
    assert stand(invoer, 1) is voldaan


def test_wat_niet_voldoet_gaat_voor_wat_onbekend_is():
    invoer = replace(GOED, ontruiming=None, achterstand=True, regeling_loopt=False)
    assert stand(invoer, 1) is False
    uitkomst = toets(invoer=invoer, parameters=ZUTPHEN, peildatum=BESLUIT, route=DIRECT)[0]
    assert uitkomst.clausule == "Z-8.10"
    assert "betalingsregeling" in uitkomst.uitleg


@pytest.mark.clausule("Z-8.3", "I-21")
@pytest.mark.parametrize(
    ("ingeschreven", "route", "voldaan"),
    [
        (True, DIRECT, True),
        (False, DIRECT, True),
        (None, DIRECT, True),
        (True, ZELF, True),
        (False, ZELF, False),
        (None, ZELF, None),
    ],
)
def test_een_eigen_inschrijving_is_alleen_nodig_om_zelf_te_reageren(ingeschreven, route, voldaan):
    assert stand(replace(GOED, ingeschreven=ingeschreven), 3, route) is voldaan


@pytest.mark.clausule("Z-6.1", "Z-6.5", "Z-8.7", "Z-8.12", "I-5", "I-34")
@pytest.mark.parametrize(
    ("maanden", "direct", "vrijgesteld", "route", "voldaan"),
    [
        (36, True, False, DIRECT, True),
        (35, True, False, DIRECT, False),
        (35, None, False, DIRECT, False),
        (36, False, False, DIRECT, False),
        (None, False, False, DIRECT, False),
        (36, None, False, DIRECT, None),
        (None, True, False, DIRECT, None),
        (None, None, False, DIRECT, None),
        (0, False, True, DIRECT, True),
        (0, False, False, ZELF, True),
    ],
)
def test_binding_is_minstens_drie_jaar_direct_ervoor_en_alleen_voor_voorrang(
    maanden, direct, vrijgesteld, route, voldaan
):
    invoer = replace(GOED, binding_maanden=maanden, direct_voorafgaand=direct, vrijstelling=vrijgesteld)
    assert stand(invoer, 7, route) is voldaan


def test_direct_ervoor_telt_niet_als_de_regeling_dat_niet_vraagt():
    soepel = replace(ZUTPHEN, binding_direct_voorafgaand=False)
    assert stand(replace(GOED, direct_voorafgaand=False), 7, parameters=soepel) is True


def test_de_vrijstelling_noemt_nooit_een_reden():
    uitkomst = toets(invoer=replace(GOED, vrijstelling=True), parameters=ZUTPHEN, peildatum=BESLUIT, route=DIRECT)[6]
    assert uitkomst.uitleg == "De eis van binding geldt niet voor deze kandidaat."


@pytest.mark.clausule("Z-9.4", "Z-9.5")
@pytest.mark.parametrize(
    ("anders", "routes"),
    [
        ({}, (DIRECT, ZELF)),
        ({"binding_maanden": 35}, (ZELF,)),
        ({"binding_maanden": 0, "vrijstelling": True}, (DIRECT, ZELF)),
        ({"direct_voorafgaand": False}, (ZELF,)),
        ({"binding_maanden": None}, (DIRECT, ZELF)),
    ],
)
def test_zonder_binding_blijft_alleen_zelf_reageren_over(anders, routes):
    assert mogelijke_routes(invoer=replace(GOED, **anders), parameters=ZUTPHEN) == routes
    assert mogelijke_routes(invoer=replace(GOED, **anders), parameters=APELDOORN) == (DIRECT, ZELF)


@pytest.mark.clausule("A-3", "A-10")
@pytest.mark.parametrize(
    ("heeft", "onderschrijft", "voldaan"),
    [(False, None, True), (True, True, True), (True, False, False), (True, None, None), (None, None, None)],
)
def test_apeldoorn_vraagt_een_eigen_verklaring_en_de_behandelaar_als_die_er_is(heeft, onderschrijft, voldaan):
    invoer = CriteriumInvoer(
        zorg_verklaart_vaardig=True, heeft_behandelaar=heeft, behandelaar_onderschrijft=onderschrijft
    )
    eerste, tweede = toets(invoer=invoer, parameters=APELDOORN, peildatum=BESLUIT, route=DIRECT)
    assert (eerste.clausule, eerste.voldaan) == ("A-3", True)
    assert (tweede.clausule, tweede.voldaan) == ("A-10", voldaan)


def test_een_regeling_zonder_criteria_toetst_niets():
    assert toets(invoer=GOED, parameters=Parameters(), peildatum=BESLUIT, route=DIRECT) == ()


@pytest.mark.clausule("Z-6.5", "Z-9.5")
@pytest.mark.parametrize(
    ("anders", "gewenst", "zin"),
    [
        ({}, DIRECT, ""),
        ({"binding_maanden": None, "direct_voorafgaand": None}, DIRECT, ""),
        ({"binding_maanden": 35}, ZELF, ALLEEN_ZELF),
        ({"binding_maanden": 35}, None, ALLEEN_ZELF),
        ({"binding_maanden": 35}, DIRECT, f"{ALLEEN_ZELF} Kies die route, of kijk na wat u bij de binding invulde."),
        ({"direct_voorafgaand": False}, ZELF, ALLEEN_ZELF),
        ({"binding_maanden": 0, "vrijstelling": True}, DIRECT, ""),
    ],
)
def test_without_binding_the_sender_reads_which_way_is_left(anders, gewenst, zin):
    gevonden = route_waarschuwingen(invoer=replace(GOED, **anders), gewenst=gewenst, parameters=ZUTPHEN)
    assert [b.melding for b in gevonden] == ([zin] if zin else [])
    assert route_waarschuwingen(invoer=replace(GOED, **anders), gewenst=gewenst, parameters=APELDOORN) == []


@pytest.mark.clausule("Z-8.15", "Z-9.10")
def test_in_de_brief_staat_elke_reden_in_de_u_vorm():
    """Seen to fail: a letter to the kandidaat said "De kandidaat kan de huur niet betalen"."""
    slecht = CriteriumInvoer(
        ontruiming=False,
        achterstand=True,
        regeling_loopt=False,
        geen_passende_huisvesting=False,
        ingeschreven=False,
        bereid_toewijzing=False,
        zorg_verklaart_vaardig=False,
        akkoord_formulier=False,
        binding_maanden=3,
        direct_voorafgaand=False,
        betaalbaar=False,
        heeft_behandelaar=True,
        behandelaar_onderschrijft=False,
    )
    for route in Route:
        for nummer in range(1, 11):
            parameters = replace(ZUTPHEN, criteria=(nummer,)) if nummer < 10 else APELDOORN
            uitkomsten = toets(invoer=slecht, parameters=parameters, peildatum=date(2026, 3, 2), route=route)
            for criterium in (c for c in uitkomsten if c.voldaan is False):
                assert "kandidaat" not in reden_in_brief(criterium), criterium
