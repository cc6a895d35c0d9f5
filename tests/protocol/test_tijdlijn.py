"""manage.py tijdlijn: the same rules, printed; it needs no database."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given

from opstap.protocol.clausules import clausules
from opstap.protocol.tijdlijn import Startdatums, als_json, als_tekst, tijdlijn
from opstap.regelingen.presets import preset

from .orakel import DAGEN, VEEL, loop_dagen, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
ALLES = {
    "regeling": "zutphen-2024",
    "uitstroom": "2026-06-30",
    "compleet": "1-3-2026",
    "besluit": "10-3-2026",
    "ingang": "31-1-2026",
    "ingebruikname": "2026-02-14",
}


def draai(**opties):
    uit = io.StringIO()
    call_command("tijdlijn", stdout=uit, **opties)
    return uit.getvalue()


def als_document(**opties):
    return json.loads(draai(json=True, **opties))


@pytest.mark.clausule("Z-2.15", "Z-3.1", "Z-3.2", "Z-3.3", "Z-9.2", "Z-9.3", "Z-11.3", "I-25", "I-26")
def test_de_tijdlijn_van_zutphen_noemt_elke_datum():
    document = als_document(**ALLES)
    evaluaties = document.pop("evaluaties")
    assert {sleutel: deel["datum"] for sleutel, deel in document.items()} == {
        "aanmelden_uiterlijk": "2026-02-28",
        "toetsing_uiterlijk": "2026-03-30",
        "woning_uiterlijk": "2026-06-16",
        "besluit_toelating_uiterlijk": "2026-03-15",
        "aanbod_streef": "2026-05-05",
        "besluit_streef": "2027-07-31",
        "besluit_uiterlijk": "2027-10-31",
        "aanzegging_vanaf": "2027-10-31",
        "aanzegging_voor": "2027-12-31",
        "einde": "2028-01-31",
    }
    assert all(set(deel) == {"datum", "clausule", "uitleg"} and deel["uitleg"] for deel in document.values())
    assert evaluaties[:3] == [
        {"datum": "2026-03-28", "soort": "woonvaardigheidscheck", "clausule": "Z-3.4"},
        {"datum": "2026-04-30", "soort": "voortgangsgesprek", "clausule": "Z-12.1"},
        {"datum": "2026-07-31", "soort": "halfjaarlijks", "clausule": "Z-11.10"},
    ]
    assert {deel["clausule"] for deel in [*document.values(), *evaluaties]} <= set(clausules())
    assert document["einde"]["clausule"] == "Z-11.3"


def test_een_datum_die_niet_gegeven_is_staat_er_niet_bij():
    assert als_document(regeling="zutphen-2024") == {}
    assert set(als_document(regeling="zutphen-2024", besluit="2026-03-10")) == {"aanbod_streef"}
    assert als_document(regeling="zutphen-2024", ingebruikname="2026-03-10") == {}


def test_apeldoorn_toont_alleen_wat_de_regeling_vastlegt():
    document = als_document(**{**ALLES, "regeling": "apeldoorn"})
    assert set(document) == {"eigen_bijdrage_omlaag", "einde", "aanzegging_vanaf", "aanzegging_voor", "evaluaties"}
    assert {deel["soort"] for deel in document["evaluaties"]} == {"halfjaarlijks"}
    assert document["einde"]["clausule"] == "A-4"
    tekst = draai(**{**ALLES, "regeling": "apeldoorn"})
    assert tekst.count("niet vastgelegd in deze regeling") == 7


def test_het_ritme_is_te_kiezen_als_de_regeling_het_kent():
    zes = als_document(regeling="zutphen-2024", ingang="2026-01-31", ritme="6")["evaluaties"]
    assert [deel["soort"] for deel in zes] == ["woonvaardigheidscheck", *["halfjaarlijks"] * 3]
    drie = als_document(regeling="zutphen-2024", ingang="2026-01-31", ritme=3)["evaluaties"]
    assert drie == als_document(regeling="zutphen-2024", ingang="2026-01-31")["evaluaties"]


@pytest.mark.parametrize(
    ("opties", "melding"),
    [
        ({}, "welke regeling"),
        ({"regeling": "utrecht"}, "Regeling 'utrecht' is niet bekend. Kies uit: apeldoorn, zutphen-2024"),
        ({"regeling": "apeldoorn", "ritme": "3"}, "kies 6"),
        ({"regeling": "zutphen-2024", "ritme": "12"}, "kies 3 of 6"),
        ({"regeling": "zutphen-2024", "ritme": "vaak"}, "kies 3 of 6"),
        ({"regeling": "zutphen-2024", "ritme": "0"}, "kies 3 of 6"),
        ({"regeling": "zutphen-2024", "ingang": "31-2-2026"}, "--ingang: '31-2-2026' is geen datum"),
        ({"regeling": "zutphen-2024", "uitstroom": ""}, "--uitstroom: '' is geen datum"),
    ],
)
def test_een_foute_vraag_eindigt_met_code_twee_en_een_nederlandse_zin(opties, melding):
    with pytest.raises(CommandError) as gevangen:
        draai(**opties)
    assert gevangen.value.returncode == 2
    assert melding in str(gevangen.value)


def test_de_tekst_staat_in_kolommen_en_legt_het_einde_uit():
    regels = draai(**ALLES).splitlines()
    assert regels[0] == "Tijdlijn Opstapwoningen Zutphen 2024"
    dagen = ("ma ", "di ", "wo ", "do ", "vr ", "za ", "zo ")
    kolommen = {min(i for dag in dagen if (i := regel.find(f"  {dag}")) >= 0) for regel in regels[2:4]}
    assert len(kolommen) == 1
    tekst = "\n".join(regels)
    assert "eerste dag zonder tijdelijk contract, de laatste dag is 30 januari 2028" in tekst
    assert "eerste dag die te laat is, dus uiterlijk 30 december 2027" in tekst


def test_zonder_datums_vertelt_de_tekst_wat_te_geven():
    assert "Geef minstens één datum op" in als_tekst(tijdlijn(start=Startdatums(), parameters=ZUTPHEN))


@pytest.mark.clausule("I-26")
def test_op_29_februari_telt_het_besluit_terug_vanaf_het_einde():
    document = als_json(tijdlijn(start=Startdatums(ingang=date(2024, 2, 29)), parameters=ZUTPHEN))
    assert document["besluit_streef"]["datum"] == "2025-08-28"
    assert document["besluit_streef"]["uitleg"] == "6 maanden voor het einde, want dat is eerder"


@VEEL
@given(DAGEN)
def test_elke_datum_klopt_met_dag_voor_dag_lopen(dag):
    start = Startdatums(uitstroom=dag, compleet=dag, besluit=dag, ingang=dag)
    document = als_json(tijdlijn(start=start, parameters=ZUTPHEN))
    evaluaties = document.pop("evaluaties")
    slot = loop_maanden(dag, 24)
    assert {sleutel: date.fromisoformat(deel["datum"]) for sleutel, deel in document.items()} == {
        "aanmelden_uiterlijk": loop_maanden(dag, -4),
        "toetsing_uiterlijk": loop_maanden(dag, -3),
        "woning_uiterlijk": loop_dagen(dag, -14),
        "besluit_toelating_uiterlijk": loop_dagen(dag, 14),
        "aanbod_streef": loop_dagen(dag, 56),
        "besluit_streef": min(loop_maanden(dag, 18), loop_maanden(slot, -6)),
        "besluit_uiterlijk": min(loop_maanden(dag, 21), loop_maanden(slot, -3)),
        "einde": slot,
        "aanzegging_vanaf": loop_maanden(slot, -3),
        "aanzegging_voor": loop_maanden(slot, -1),
    }
    verwacht = [loop_dagen(dag, 42), *(loop_maanden(dag, maand) for maand in range(3, 24, 3))]
    assert [date.fromisoformat(deel["datum"]) for deel in evaluaties] == verwacht


@pytest.mark.clausule("L-1")
@pytest.mark.parametrize("langst", [None, 36])
def test_een_tijdelijk_contract_eindigt_na_twee_jaar_ook_als_de_regeling_meer_of_niets_zegt(langst):
    lijn = tijdlijn(start=Startdatums(ingang=date(2026, 1, 31)), parameters=replace(ZUTPHEN, duur_max_maanden=langst))
    slot = next(r for r in lijn.regels if r.sleutel == "einde")
    assert slot.datum == date(2028, 1, 31) and slot.uitleg.startswith("24 maanden na de ingang")
