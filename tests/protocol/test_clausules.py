"""Every clause once, in plain words, and every rule names one that exists."""

import importlib
import pkgutil
import re

import pytest

import opstap.protocol
from opstap.protocol import clausules as register
from opstap.protocol.clausules import ClausuleSoort, OnbekendeClausule, clausule, clausules, geregeld, regelt

PER_HOOFDSTUK = {
    1: 13,
    2: 18,
    3: 5,
    4: 14,
    5: 5,
    6: 5,
    7: 13,
    8: 15,
    9: 25,
    10: 6,
    11: 11,
    12: 15,
    13: 13,
    14: 19,
    15: 5,
    16: 4,
    17: 3,
    18: 4,
    19: 2,
    20: 9,
}
VERWACHT = (
    {f"Z-{h}.{n}" for h, aantal in PER_HOOFDSTUK.items() for n in range(1, aantal + 1)}
    | {f"A-{n}" for n in range(1, 38)}
    | {f"I-{n}" for n in range(1, 38)}
)


def test_alle_clausules_van_zutphen_apeldoorn_en_de_lezingen_staan_er():
    assert {id_ for id_ in clausules() if id_[0] in "ZAI"} == VERWACHT


def test_elke_tekst_is_een_korte_zin_die_klaar_is():
    for deel in clausules().values():
        assert re.fullmatch(r"[A-ZÉ].{15,170}\.", deel.tekst), deel
        assert "hulpverlener" not in deel.tekst
        assert ". " not in deel.tekst


def test_de_soort_van_een_clausule_past_bij_haar_letter():
    for id_, deel in clausules().items():
        assert (deel.soort is ClausuleSoort.LEZING) == id_.startswith("I-")
        assert (deel.soort is ClausuleSoort.WET) == id_.startswith("L-")


def test_een_onbekende_clausule_geeft_een_duidelijke_fout():
    with pytest.raises(OnbekendeClausule, match=r"Clausule Z-99\.1 staat niet in"):
        clausule("Z-99.1")
    with pytest.raises(KeyError):
        regelt("Z-9.2", "Z-99.1")


def test_regelt_laat_de_functie_gelijk_en_onthoudt_haar_een_keer(monkeypatch):
    monkeypatch.setattr(register, "_GEREGELD", {})

    def regel():
        return 7

    assert regelt("Z-9.2", "I-3")(regel) is regel
    assert regelt("I-3")(regel) is regel
    naam = f"{__name__}.{regel.__qualname__}"
    assert geregeld() == {"Z-9.2": (naam,), "I-3": (naam,)}


def test_de_lijst_van_regels_is_niet_van_buiten_te_veranderen():
    with pytest.raises(TypeError):
        geregeld()["Z-9.2"] = ()
    with pytest.raises(TypeError):
        clausules()["Z-9.2"] = None


def test_elke_regel_in_de_lijst_bestaat():
    for module in pkgutil.iter_modules(opstap.protocol.__path__):
        importlib.import_module(f"opstap.protocol.{module.name}")
    for namen in geregeld().values():
        for naam in namen:
            if not naam.startswith("opstap.protocol."):
                continue
            module, _, functie = naam.rpartition(".")
            assert callable(getattr(importlib.import_module(module), functie)), naam
