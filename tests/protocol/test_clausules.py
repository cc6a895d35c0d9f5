"""Every clause once, in plain words, and every rule names one that exists."""

import importlib
import pkgutil
import re

import pytest

import opstap.protocol
from opstap.protocol import clausules as register
from opstap.protocol.clausules import (
    Bron,
    ClausuleSoort,
    OnbekendeClausule,
    aan_te_halen,
    alle_nummers,
    clausule,
    clausules,
    geregeld,
    regelt,
)

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
PER_BRON = {"A": 37, "P": 52, "H": 45, "C": 32, "I": 37}
VERWACHT = {f"Z-{h}.{n}" for h, aantal in PER_HOOFDSTUK.items() for n in range(1, aantal + 1)} | {
    f"{letter}-{n}" for letter, aantal in PER_BRON.items() for n in range(1, aantal + 1)
}
#: The rows of the table that C-25 asks for.
TABELRIJEN = {f"C-25{letter}" for letter in "abcdefg"}


def test_alle_clausules_van_de_bronnen_staan_er():
    assert len(VERWACHT) == 407
    assert alle_nummers() == VERWACHT
    assert {id_ for id_ in clausules() if not id_.startswith("L-")} == VERWACHT | TABELRIJEN


def test_elke_clausule_staat_bij_haar_bron():
    letters = {bron: {id_[0] for id_, deel in clausules().items() if deel.bron is bron} for bron in Bron}
    assert letters == dict(zip(Bron, ({letter} for letter in "ZAPHCIL"), strict=True))


def test_elke_tekst_is_een_korte_zin_die_klaar_is():
    for deel in clausules().values():
        for zin in filter(None, (deel.tekst, deel.handmatig)):
            assert re.fullmatch(r"[A-ZÉ].{15,170}\.", zin), deel
            assert "hulpverlener" not in zin
            assert ". " not in zin


def test_wat_er_nog_niet_is_zegt_waarmee_het_komt():
    for deel in clausules().values():
        assert re.fullmatch(r"(komt (met|als) .{8,100}[^.])?", deel.nog_niet), deel


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


@pytest.mark.parametrize(
    ("nummer", "letter", "mag"),
    [("Z-2.15", "Z", True), ("Z-2.15", "A", False), ("A-13", "A", True), ("A-13", "Z", False), ("I-1", "A", True)],
)
def test_a_page_names_no_clause_of_another_regeling(nummer: str, letter: str, mag: bool) -> None:
    assert aan_te_halen(nummer, letter) is mag
