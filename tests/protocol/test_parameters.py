"""A regeling states its own values; what it does not state stays empty."""

import copy
import json
import pickle
from dataclasses import fields
from datetime import date

import pytest

from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Rol, Route
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.protocol.parameters import (
    Beslisser,
    ParameterFout,
    Parameters,
    VroegeOmzetting,
    als_document,
    parameters_uit_document,
    parameters_uit_toml,
)
from opstap.regelingen.presets import OnbekendePreset, preset, presets

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters


def test_een_lege_regeling_legt_niets_vast():
    leeg = parameters_uit_document({})
    assert leeg == Parameters()
    assert all(getattr(leeg, veld.name) is None for veld in fields(Parameters))


@pytest.mark.clausule("Z-2.15", "Z-3.1", "Z-3.2", "Z-3.3", "Z-4.3", "Z-9.2", "Z-9.3", "Z-9.7", "Z-9.13", "Z-12.1")
def test_zutphen_heeft_de_waarden_van_het_protocol():
    assert ZUTPHEN.aanmeldtermijn(Instroomroute.BESCHERMD_WONEN) == 4
    assert ZUTPHEN.aanmeldtermijn(Instroomroute.OPVANG) == 4
    assert ZUTPHEN.aanmeldtermijn(Instroomroute.DETENTIE) == "zsm"
    assert ZUTPHEN.aanmeldtermijn(Instroomroute.WLZ) is None
    assert (ZUTPHEN.checklist_maanden_voor_uitstroom, ZUTPHEN.woning_dagen_voor_uitstroom) == (3, 14)
    assert (ZUTPHEN.besluittermijn_dagen, ZUTPHEN.aanbodtermijn_dagen) == (14, 56)
    assert (ZUTPHEN.besluit_streef_maanden, ZUTPHEN.besluit_uiterlijk_maanden) == (18, 21)
    assert (ZUTPHEN.duur_max_maanden, ZUTPHEN.contingent, ZUTPHEN.max_aanbiedingen) == (24, 27, 2)
    assert (ZUTPHEN.eerste_evaluatie_weken, ZUTPHEN.evaluatie_ritme_maanden) == (6, 3)
    assert ZUTPHEN.evaluatie_ritmes == (3, 6)
    assert ZUTPHEN.telt_mee == (Route.DIRECTE_BEMIDDELING,)
    assert ZUTPHEN.vroege_omzetting is VroegeOmzetting.MET_REDEN
    assert ZUTPHEN.regisseur(Instroomroute.DETENTIE) is Hoedanigheid.PROCESREGIE
    assert ZUTPHEN.evaluatie_items == tuple(EvaluatieItem)
    assert len(ZUTPHEN.leefgebieden) == 11
    assert ZUTPHEN.housing_first_aantal is None
    assert ZUTPHEN.uitruil_max is None
    assert ZUTPHEN.protocolevaluatie_maanden == 12


@pytest.mark.clausule("Z-17.1")
def test_het_protocol_geldt_vanaf_1_januari_2024():
    assert preset("zutphen-2024").geldig_vanaf == date(2024, 1, 1)


@pytest.mark.clausule("A-1", "A-4", "A-10", "A-13", "A-19", "A-31", "I-37")
def test_apeldoorn_heeft_eigen_waarden_en_leent_niets_van_zutphen():
    assert APELDOORN.beslisser_toelating is Beslisser.COMMISSIE
    assert (APELDOORN.contingent, APELDOORN.duur_max_maanden) == (100, 24)
    assert APELDOORN.evaluatie_ritmes == (6,)
    assert APELDOORN.vroege_omzetting is VroegeOmzetting.JA
    assert APELDOORN.verplichte_deelnemers == (Rol.COMMISSIELID,)
    assert APELDOORN.behandelaar_endorsement is True
    assert APELDOORN.terugkeergarantie is True
    niet_vastgelegd = (
        *("aanmeldtermijn_maanden", "checklist_maanden_voor_uitstroom", "woning_dagen_voor_uitstroom"),
        *("besluittermijn_dagen", "aanbodtermijn_dagen", "binding_eis_maanden", "ontruiming_maanden"),
        *("aflossing_min_procent", "max_aanbiedingen", "mismatch_telt_niet", "eengezinswoning_met_voorrang"),
        *("besluit_streef_maanden", "besluit_uiterlijk_maanden", "eerste_evaluatie_weken", "no_show_grens"),
        *("leefgebieden", "regisseur_herhuisvesting", "uitruil_max", "inspanningsplicht_herkomst"),
        "protocolevaluatie_maanden",
    )
    assert [naam for naam in niet_vastgelegd if getattr(APELDOORN, naam) is not None] == []


@pytest.mark.parametrize("parameters", [ZUTPHEN, APELDOORN, Parameters()], ids=["zutphen", "apeldoorn", "leeg"])
def test_parameters_gaan_heen_en_terug_door_json(parameters):
    document = json.loads(json.dumps(als_document(parameters)))
    assert parameters_uit_document(document) == parameters
    assert copy.deepcopy(parameters) == pickle.loads(pickle.dumps(parameters)) == parameters
    assert hash(parameters) == hash(copy.deepcopy(parameters))


def test_null_in_een_document_betekent_niet_vastgelegd():
    assert parameters_uit_document({"max_aanbiedingen": None}) == Parameters()


def test_nee_is_iets_anders_dan_niet_vastgelegd():
    assert als_document(parameters_uit_document({"mismatch_telt_niet": False})) == {"mismatch_telt_niet": False}


@pytest.mark.parametrize(
    ("document", "sleutel"),
    [
        ({"max_aanbieding": 2}, "max_aanbieding"),
        ({"max_aanbiedingen": "2"}, "max_aanbiedingen"),
        ({"max_aanbiedingen": 0}, "max_aanbiedingen"),
        ({"max_aanbiedingen": True}, "max_aanbiedingen"),
        ({"max_aanbiedingen": 2.5}, "max_aanbiedingen"),
        ({"aflossing_min_procent": 101}, "aflossing_min_procent"),
        ({"duur_max_maanden": -1}, "duur_max_maanden"),
        ({"mismatch_telt_niet": "ja"}, "mismatch_telt_niet"),
        ({"mismatch_telt_niet": 1}, "mismatch_telt_niet"),
        ({"vroege_omzetting": "soms"}, "vroege_omzetting"),
        ({"telt_mee": "directe_bemiddeling"}, "telt_mee"),
        ({"telt_mee": ["zelf_reageren", "zelf_reageren"]}, "telt_mee"),
        ({"criteria": [1, 10]}, "criteria"),
        ({"aanmeldtermijn_maanden": 4}, "aanmeldtermijn_maanden"),
        ({"aanmeldtermijn_maanden": {"jeugdzorg": 4}}, "aanmeldtermijn_maanden"),
        ({"aanmeldtermijn_maanden": {"opvang": "gauw"}}, "aanmeldtermijn_maanden.opvang"),
        ({"evaluatie_ritme_maanden": 4, "evaluatie_ritmes": [3, 6]}, "evaluatie_ritme_maanden"),
        ({"besluit_streef_maanden": 22, "besluit_uiterlijk_maanden": 21}, "besluit_streef_maanden"),
        ({"besluit_uiterlijk_maanden": 25, "duur_max_maanden": 24}, "besluit_uiterlijk_maanden"),
        ({"duur_min_maanden": 13, "duur_max_maanden": 12}, "duur_min_maanden"),
        ({"toelating_is_urgentiebesluit": True}, "besluittermijn_dagen"),
        ({"toelating_is_urgentiebesluit": True, "besluittermijn_dagen": 57}, "besluittermijn_dagen"),
    ],
)
def test_een_fout_document_wordt_geweigerd_en_noemt_de_regel(document, sleutel):
    with pytest.raises(ParameterFout) as gevangen:
        parameters_uit_document(document)
    assert gevangen.value.sleutel == sleutel
    assert f"'{sleutel}'" in str(gevangen.value)


def test_toml_wordt_gelezen_en_kapotte_toml_geweigerd():
    assert parameters_uit_toml("max_aanbiedingen = 3").max_aanbiedingen == 3
    with pytest.raises(ParameterFout, match="niet te lezen"):
        parameters_uit_toml("max_aanbiedingen = = 3")


def test_elke_regeling_is_te_vinden_op_haar_naam():
    assert [p.slug for p in presets()] == ["apeldoorn", "zutphen-2024"]
    assert len({p.kenmerkletter for p in presets()}) == len(presets())
    with pytest.raises(OnbekendePreset, match="Kies uit: apeldoorn, zutphen-2024"):
        preset("zutphen")


def test_grenzen_die_gelijk_zijn_passen_bij_elkaar():
    document = {
        "duur_min_maanden": 12,
        "duur_max_maanden": 12,
        "besluit_streef_maanden": 12,
        "besluit_uiterlijk_maanden": 12,
    }
    assert als_document(parameters_uit_document(document)) == document
