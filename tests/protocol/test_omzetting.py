"""The besluit over the vaste contract: never too late in silence, never on other grounds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.begrippen import Looptijd
from opstap.protocol.evaluatiebegrippen import Grond, Oordeel
from opstap.protocol.omzetting import (
    Consultaties,
    omzetting_belemmeringen,
    omzetting_waarschuwingen,
    overlegdag_belemmeringen,
)
from opstap.protocol.parameters import VroegeOmzetting
from opstap.regelingen.presets import preset

from .orakel import DAG, DAGEN, VEEL, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
S, E = date(2026, 1, 31), date(2028, 1, 31)
OMZETTEN = {
    "uitkomst": "omzetten",
    "peildatum": date(2027, 8, 10),
    "ingangsdatum": S,
    "einde": E,
    "looptijd": Looptijd.BEPAALD,
    "consultaties": Consultaties(date(2027, 7, 31), date(2027, 7, 31)),
    "gronden": (),
    "motivering": "",
    "heeft_gehouden_evaluatie": True,
    "laatste_oordeel": Oordeel.OP_SCHEMA,
    "reden_vroeg": "",
    "aanzegging_ontvangen": None,
    "parameters": ZUTPHEN,
}
NIET = {
    **OMZETTEN,
    "uitkomst": "niet_omzetten",
    "gronden": (Grond.HUUR,),
    "motivering": "De huur is vier keer niet betaald.",
}


def bezwaren(vraag, **anders):
    return [(b.clausule, b.veld) for b in omzetting_belemmeringen(**{**vraag, **anders})]


VROEGER = Consultaties(date(2026, 2, 1), date(2026, 2, 1))


@pytest.mark.clausule("Z-2.15", "Z-11.4", "Z-11.5", "Z-12.2", "Z-14.7", "I-27", "L-15")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"peildatum": date(2027, 7, 31)}, []),
        ({"peildatum": date(2027, 7, 30), "consultaties": VROEGER}, [("I-27", "reden_vroeg")]),
        ({"peildatum": date(2027, 7, 30), "consultaties": VROEGER, "reden_vroeg": "Gaat goed."}, []),
        ({"peildatum": date(2026, 1, 30), "consultaties": Consultaties(S - DAG, S - DAG)}, [("Z-11.4", "")]),
        ({"peildatum": S, "consultaties": Consultaties(S, S), "reden_vroeg": "Gaat goed."}, []),
        ({"peildatum": E - DAG}, []),
        ({"peildatum": E}, []),
        ({"peildatum": E, "looptijd": Looptijd.ONBEPAALD}, []),
        ({"peildatum": E, "aanzegging_ontvangen": date(2027, 11, 15)}, [("Z-12.2", "")]),
        ({"peildatum": E - DAG, "aanzegging_ontvangen": date(2027, 11, 15)}, []),
        ({"consultaties": Consultaties()}, [("Z-12.2", "huurder_op"), ("Z-12.2", "zorg_op")]),
        ({"consultaties": Consultaties(None, date(2027, 8, 1))}, [("Z-12.2", "huurder_op")]),
        ({"consultaties": Consultaties(date(2027, 8, 10), date(2027, 8, 11))}, [("Z-12.2", "zorg_op")]),
        ({"heeft_gehouden_evaluatie": False, "laatste_oordeel": None}, [("Z-2.15", "motivering")]),
        ({"heeft_gehouden_evaluatie": False, "motivering": "Contact was er wel."}, []),
        ({"laatste_oordeel": Oordeel.AANDACHT}, [("Z-11.5", "motivering")]),
        ({"laatste_oordeel": Oordeel.NIET_HAALBAAR, "motivering": "Het gaat nu goed."}, []),
    ],
)
def test_een_positief_besluit_kan_tot_het_einde_en_daarna_als_bevestiging(anders, verwacht):
    assert bezwaren(OMZETTEN, **anders) == verwacht


@pytest.mark.clausule("I-1", "I-25", "L-10")
@pytest.mark.parametrize(
    ("anders", "mag"),
    [
        ({"peildatum": date(2027, 8, 10)}, True),
        ({"peildatum": date(2027, 12, 15)}, True),
        ({"peildatum": date(2027, 12, 30)}, True),
        ({"peildatum": date(2027, 12, 31)}, False),
        ({"peildatum": date(2028, 1, 15)}, False),
        ({"peildatum": date(2028, 1, 15), "aanzegging_ontvangen": date(2027, 12, 30)}, True),
        ({"peildatum": date(2028, 1, 15), "aanzegging_ontvangen": date(2027, 12, 31)}, False),
        ({"peildatum": date(2028, 1, 15), "aanzegging_ontvangen": date(2027, 10, 30)}, False),
        ({"peildatum": date(2028, 1, 15), "aanzegging_ontvangen": date(2027, 10, 31)}, True),
        ({"peildatum": E, "looptijd": Looptijd.ONBEPAALD}, False),
        ({"einde": None, "looptijd": Looptijd.ONBEPAALD}, False),
        ({"looptijd": Looptijd.ONBEPAALD}, False),
    ],
)
def test_een_negatief_besluit_kan_alleen_zolang_de_aanzegging_het_nog_redt(anders, mag):
    assert bezwaren(NIET, **anders) == ([] if mag else [("I-1", "")])


@pytest.mark.clausule("I-1", "I-25")
@VEEL
@given(DAGEN, st.integers(6, 24), st.integers(-120, 40))
def test_de_laatste_dag_voor_een_negatief_besluit_klopt_met_dag_voor_dag_lopen(ingang, duur, verschil):
    slot = loop_maanden(ingang, duur)
    peildatum = slot + timedelta(days=verschil)
    gevonden = bezwaren(
        NIET,
        ingangsdatum=ingang,
        einde=slot,
        peildatum=peildatum,
        reden_vroeg="Een reden.",
        consultaties=Consultaties(peildatum, peildatum),
    )
    assert (gevonden == []) is (peildatum < loop_maanden(slot, -1))


@pytest.mark.clausule("Z-11.7", "Z-11.8", "Z-11.9", "Z-11.11", "Z-12.2")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"gronden": ()}, [("Z-11.11", "gronden")]),
        ({"gronden": tuple(Grond)}, []),
        ({"motivering": " "}, [("Z-11.11", "motivering")]),
        ({"consultaties": Consultaties(None, date(2027, 8, 1))}, [("Z-12.2", "huurder_op")]),
        ({"heeft_gehouden_evaluatie": False, "laatste_oordeel": None}, []),
    ],
)
def test_een_negatief_besluit_noemt_een_punt_van_goed_huurderschap(anders, verwacht):
    assert bezwaren(NIET, **anders) == verwacht


@pytest.mark.clausule("Z-11.6")
def test_lopende_begeleiding_is_geen_vraag_bij_het_besluit():
    assert not any("begeleiding" in naam for naam in OMZETTEN)
    assert {grond.value for grond in Grond} == {"huur", "woongedrag", "gedragsaanwijzingen"}


@pytest.mark.clausule("I-27", "I-37", "A-20")
@pytest.mark.parametrize(
    ("vroeg", "reden", "verwacht"),
    [
        (VroegeOmzetting.NEE, "Gaat heel goed.", [("I-27", "")]),
        (VroegeOmzetting.MET_REDEN, "", [("I-27", "reden_vroeg")]),
        (VroegeOmzetting.MET_REDEN, "Gaat heel goed.", []),
        (VroegeOmzetting.JA, "", []),
        (None, "", []),
    ],
)
def test_eerder_omzetten_volgt_de_regeling(vroeg, reden, verwacht):
    anders = {"peildatum": date(2026, 8, 1), "consultaties": VROEGER, "reden_vroeg": reden}
    assert bezwaren(OMZETTEN, **anders, parameters=replace(ZUTPHEN, vroege_omzetting=vroeg)) == verwacht


@pytest.mark.clausule("I-37", "A-20")
def test_in_apeldoorn_kan_omzetten_na_elk_half_jaar():
    anders = {"peildatum": date(2026, 7, 31), "consultaties": VROEGER, "parameters": APELDOORN}
    assert bezwaren(OMZETTEN, **anders) == []


WAARSCHUWEN = {
    "uitkomst": "omzetten",
    "peildatum": date(2027, 10, 31),
    "ingangsdatum": S,
    "einde": E,
    "aantal_gehouden": 7,
    "aantal_gepland": 7,
    "parameters": ZUTPHEN,
}


@pytest.mark.clausule("Z-2.15", "Z-11.10", "I-1")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"peildatum": date(2027, 11, 1)}, ["Z-2.15"]),
        ({"peildatum": date(2027, 11, 1), "is_besloten": True}, []),
        ({"aantal_gehouden": 6}, ["Z-11.10"]),
        ({"uitkomst": "niet_omzetten", "peildatum": date(2027, 10, 30)}, ["I-1"]),
        ({"uitkomst": "niet_omzetten", "peildatum": date(2027, 10, 31)}, []),
        ({"peildatum": date(2028, 1, 1), "parameters": APELDOORN}, []),
        ({"einde": None, "uitkomst": "niet_omzetten"}, []),
    ],
)
def test_wat_laat_of_weinig_is_waarschuwt_alleen(anders, verwacht):
    assert [b.clausule for b in omzetting_waarschuwingen(**{**WAARSCHUWEN, **anders})] == verwacht


def test_elke_melding_is_een_hele_zin():
    alles = omzetting_belemmeringen(
        **{
            **NIET,
            "peildatum": date(2028, 1, 15),
            "consultaties": Consultaties(),
            "gronden": (),
            "motivering": "",
        }
    )
    assert len(alles) == 5
    assert all(b.melding[0].isupper() and b.melding.endswith(".") for b in alles)


def test_een_onbekende_uitkomst_is_een_fout_en_geen_besluit():
    with pytest.raises(ValueError, match="omgezet"):
        bezwaren(OMZETTEN, uitkomst="omgezet")
    with pytest.raises(ValueError, match="omgezet"):
        omzetting_waarschuwingen(**{**WAARSCHUWEN, "uitkomst": "omgezet"})


@pytest.mark.clausule("Z-12.2")
@pytest.mark.parametrize(
    ("overlegd_op", "zegt"),
    [
        (S - DAG, "over de huur vanaf 31 januari 2026"),
        (S, ""),
        (date(2027, 8, 10), ""),
        (date(2027, 8, 11), "op zijn laatst vandaag (10 augustus 2027)"),
    ],
)
def test_het_overleg_was_tijdens_de_huur_en_is_al_geweest(overlegd_op, zegt):
    gevonden = overlegdag_belemmeringen(overlegd_op=overlegd_op, ingangsdatum=S, peildatum=date(2027, 8, 10))
    assert [zegt in b.melding for b in gevonden] == ([True] if zegt else [])
    assert all((b.clausule, b.veld) == ("Z-12.2", "datum") for b in gevonden)
