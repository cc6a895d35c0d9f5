"""What each kind of contract is, by hand; and the plan of each beside an oracle that knows nothing of the table."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.begrippen import Fase, Hoedanigheid, Looptijd, Rol
from opstap.protocol.contract import (
    HuurderFeit,
    OndertekenaarRol,
    contract_belemmeringen,
    duurgrenzen,
    eerder_waarschuwingen,
    gewone_duur,
    grondslag_belemmeringen,
    grondslag_waarschuwingen,
    inhoud_belemmeringen,
    is_gekoppeld,
    voorwaarde_waarschuwingen,
    voorwaarden,
    wie_tekent,
)
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Hoofdhuurder, Overgang
from opstap.protocol.fasen import fase
from opstap.protocol.feiten import ContractFeiten, EvaluatieFeiten, HerhuisvestingFeit, SignaalFeit, TrajectFeiten
from opstap.protocol.herhuisvesten import EindeWijze, eindafspraak_belemmeringen
from opstap.protocol.omklappen import (
    afronden_belemmeringen,
    afronden_waarschuwingen,
    omklap_belemmeringen,
    omklap_waarschuwingen,
)
from opstap.protocol.parameters import ParameterFout, Parameters, Voorwaarde, parameters_uit_document
from opstap.protocol.termijnen import plan
from opstap.protocol.termijnwoorden import WOORDEN
from opstap.protocol.tijdlijn import Startdatums, tijdlijn
from opstap.regelingen.presets import preset

from .orakel import DAGEN, VEEL, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
C = Contractvorm
NIJMEGEN = Parameters(
    contractvormen=(C.OMKLAP,),
    hoofdhuurder=Hoofdhuurder.ZORGINSTELLING,
    duur_min_maanden=12,
    verplichte_voorwaarden=(Voorwaarde.BEGELEIDING, Voorwaarde.BEWINDVOERING),
)
GRONINGEN = Parameters(contractvormen=(C.PROEFWONEN,), duur_min_maanden=12, duur_max_maanden=12)
PARKSTAD = Parameters(
    contractvormen=(C.HUUR_OP_PROEF, C.DRIEPARTIJEN_ONBEPAALD, C.OP_NAAM_HUURDER), begeleiding_min_maanden=12
)
LANG = Parameters(begeleiding_min_maanden=30, duur_min_maanden=25, duur_max_maanden=36)
WOONCOMPAGNIE = Parameters(contractvormen=(C.DRIEPARTIJEN_ONBEPAALD, C.VERDIEN))

#: kind -> temporary in law, in whose name first, how the bewoner gets his own, does zorg sign.
MET_DE_HAND = {
    "tijdelijk_driepartijen": (True, "bewoner", "besluit", True),
    "tijdelijk_met_begeleiding": (True, "bewoner", "besluit", True),
    "driepartijen_onbepaald": (False, "bewoner", "aanvang", True),
    "omklap": (False, "zorginstelling", "omklap", True),
    "verdien": (False, "zorginstelling", "omklap", True),
    "huur_op_proef": (False, "zorginstelling", "omklap", True),
    "proefwonen": (False, "zorginstelling", "omklap", True),
    "op_naam_huurder": (False, "bewoner", "aanvang", False),
    "housing_first": (False, "bewoner", "aanvang", False),
}


@pytest.mark.clausule("P-22", "P-48", "H-4", "H-7", "H-10", "H-16")
def test_de_tabel_zegt_van_elke_vorm_wat_de_bronnen_zeggen():
    gevonden = {
        v.value: (rij.met_grondslag, rij.hoofdhuurder.value, rij.overgang.value, rij.is_gekoppeld)
        for v, rij in VORMEN.items()
    }
    assert gevonden == MET_DE_HAND and set(VORMEN) == set(C)
    assert {v for v, rij in VORMEN.items() if rij.looptijd is Looptijd.ONBEPAALD} == {
        C.DRIEPARTIJEN_ONBEPAALD,
        C.OP_NAAM_HUURDER,
        C.HOUSING_FIRST,
    }
    with pytest.raises(TypeError):
        VORMEN[C.OMKLAP] = VORMEN[C.VERDIEN]  # type: ignore[index]


@pytest.mark.clausule("H-5", "H-10", "H-16", "Z-11.3", "L-1")
@pytest.mark.parametrize(
    ("parameters", "vorm", "grenzen", "gewoon"),
    [
        (ZUTPHEN, C.TIJDELIJK_DRIEPARTIJEN, (None, 24), 24),
        (ZUTPHEN, C.DRIEPARTIJEN_ONBEPAALD, (None, None), None),
        (NIJMEGEN, C.OMKLAP, (12, None), 12),
        (GRONINGEN, C.PROEFWONEN, (12, 12), 12),
        (PARKSTAD, C.HUUR_OP_PROEF, (12, None), 12),
        (PARKSTAD, C.OP_NAAM_HUURDER, (12, None), 12),
        (NIJMEGEN, C.TIJDELIJK_DRIEPARTIJEN, (12, 24), 24),  # of the law, where the regeling says nothing
        (LANG, C.TIJDELIJK_DRIEPARTIJEN, (24, 24), 24),
        (LANG, C.OMKLAP, (30, 36), 30),
    ],
)
def test_hoe_lang_het_opstapcontract_mag_duren(parameters, vorm, grenzen, gewoon):
    assert duurgrenzen(vorm=VORMEN[vorm], parameters=parameters) == grenzen
    assert gewone_duur(vorm=VORMEN[vorm], parameters=parameters) == gewoon


def bezwaren(parameters, vorm, **anders):
    vraag = {
        "ingangsdatum": date(2026, 3, 1),
        "duur_maanden": 12,
        "contractvorm": vorm,
        "reden_contractvorm": "",
        "heeft_begeleidende_organisatie": True,
        "eerder_tijdelijk_zelfde_woning": False,
        "parameters": parameters,
    }
    return [(b.clausule, b.veld) for b in contract_belemmeringen(**vraag | anders)]


@pytest.mark.clausule("L-1", "Z-11.3")
@pytest.mark.parametrize(
    ("parameters", "duur", "gevonden"),
    [
        (Parameters(), 24, []),
        (Parameters(), 25, ["L-1"]),
        (LANG, 24, []),
        (LANG, 25, ["L-1"]),
        (replace(LANG, begeleiding_min_maanden=None, duur_min_maanden=None, duur_max_maanden=18), 25, ["Z-11.3"]),
    ],
)
def test_een_tijdelijk_contract_duurt_hoogstens_twee_jaar_wat_de_regeling_ook_zegt(parameters, duur, gevonden):
    gezien = bezwaren(parameters, C.TIJDELIJK_DRIEPARTIJEN, duur_maanden=duur)
    assert gezien == [(clausule, "duur_maanden") for clausule in gevonden]


@pytest.mark.clausule("Z-11.1", "P-22", "H-5", "H-7", "H-16", "L-12", "Z-12.14")
def test_wat_per_vorm_tegenhoudt():
    assert bezwaren(WOONCOMPAGNIE, C.VERDIEN) == []  # the second kind of a regeling needs no reason
    assert bezwaren(ZUTPHEN, C.OMKLAP) == [("Z-11.1", "reden_contractvorm")]
    assert bezwaren(ZUTPHEN, C.OMKLAP, reden_contractvorm="grondslag") == []
    assert bezwaren(NIJMEGEN, C.OMKLAP, duur_maanden=11) == [("Z-2.10", "duur_maanden")]
    assert bezwaren(GRONINGEN, C.PROEFWONEN, duur_maanden=13) == [("Z-11.3", "duur_maanden")]
    assert bezwaren(PARKSTAD, C.OP_NAAM_HUURDER, duur_maanden=99) == []  # of a huur without an end nobody says the most
    opnieuw = {"eerder_tijdelijk_zelfde_woning": True, "reden_contractvorm": "kandidaat"}
    assert bezwaren(ZUTPHEN, C.TIJDELIJK_DRIEPARTIJEN, **opnieuw) == [("Z-12.14", "")]
    assert bezwaren(ZUTPHEN, C.DRIEPARTIJEN_ONBEPAALD, **opnieuw) == []
    assert [b.clausule for b in eerder_waarschuwingen(andere_woning=True, contractvorm=C.TIJDELIJK_DRIEPARTIJEN)] == [
        "L-12"
    ]
    assert eerder_waarschuwingen(andere_woning=True, contractvorm=C.OMKLAP) == []
    assert eerder_waarschuwingen(andere_woning=False, contractvorm=C.TIJDELIJK_DRIEPARTIJEN) == []


OORDEEL = date(2026, 2, 1)


@pytest.mark.clausule("I-22")
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({}, []),
        ({"gekozen": False}, ["grondslag"]),
        ({"beoordeeld_op": None}, ["grondslag_beoordeeld_op"]),
        ({"beoordeeld_op": date(2026, 2, 2)}, ["grondslag_beoordeeld_op"]),
        ({"met_oud_recht": True}, ["grondslag"]),
        ({"met_oud_recht": True, "peildatum": date(2024, 6, 30), "beoordeeld_op": date(2024, 6, 30)}, []),
        ({"gekozen": False, "contractvorm": C.DRIEPARTIJEN_ONBEPAALD}, []),
        ({"gekozen": False, "contractvorm": C.OMKLAP}, []),
    ],
)
def test_een_tijdelijk_contract_heeft_een_beoordeelde_grondslag(anders, veld):
    vraag = {
        "met_oud_recht": False,
        "gekozen": True,
        "beoordeeld_op": OORDEEL,
        "contractvorm": C.TIJDELIJK_DRIEPARTIJEN,
        "peildatum": OORDEEL,
    }
    assert [b.veld for b in grondslag_belemmeringen(**vraag | anders)] == veld


@pytest.mark.clausule("I-22")
def test_over_de_grondslag_leest_iedereen_hetzelfde_en_alleen_bij_een_tijdelijk_contract():
    assert len(grondslag_waarschuwingen(contractvorm=C.TIJDELIJK_DRIEPARTIJEN)) == 1
    assert grondslag_waarschuwingen(contractvorm=C.OMKLAP) == []


@pytest.mark.clausule("P-48", "H-5", "Z-11.2")
def test_wat_altijd_in_het_contract_staat_hangt_aan_regeling_en_koppeling():
    assert voorwaarden(contractvorm=C.OMKLAP, parameters=NIJMEGEN) == (Voorwaarde.BEGELEIDING, Voorwaarde.BEWINDVOERING)
    assert voorwaarden(contractvorm=C.HOUSING_FIRST, parameters=NIJMEGEN) == (Voorwaarde.BEWINDVOERING,)
    assert voorwaarden(contractvorm=C.OMKLAP, parameters=Parameters()) == ()
    los = replace(ZUTPHEN, huur_en_zorg_gekoppeld=False)
    assert voorwaarden(contractvorm=C.TIJDELIJK_DRIEPARTIJEN, parameters=los) == ()
    assert not is_gekoppeld(contractvorm=C.TIJDELIJK_DRIEPARTIJEN, parameters=los)
    assert is_gekoppeld(contractvorm=C.TIJDELIJK_DRIEPARTIJEN, parameters=ZUTPHEN)
    samen = Parameters(huur_en_zorg_gekoppeld=True)
    assert not is_gekoppeld(contractvorm=C.OP_NAAM_HUURDER, parameters=samen)
    inhoud = {"ritme": 3, "laat_begeleiding_toe": False, "instemming_op": None, "peildatum": OORDEEL}
    vraag = {**inhoud, "parameters": ZUTPHEN}
    assert [b.clausule for b in inhoud_belemmeringen(contractvorm=C.DRIEPARTIJEN_ONBEPAALD, **vraag)] == ["Z-11.2"]
    assert inhoud_belemmeringen(contractvorm=C.HOUSING_FIRST, **vraag) == []
    mist = {"contractvorm": C.OMKLAP, "parameters": NIJMEGEN}
    assert [b.clausule for b in voorwaarde_waarschuwingen(heeft_bewindvoerder=False, **mist)] == ["H-5"]
    assert voorwaarde_waarschuwingen(heeft_bewindvoerder=True, **mist) == []


@pytest.mark.clausule("P-48", "Z-2.11")
def test_zorg_tekent_alleen_wat_haar_aangaat():
    rollen = [t.rol for t in wie_tekent(huurders=[HuurderFeit(1)], ingangsdatum=OORDEEL, met_zorg=False)]
    assert rollen == [OndertekenaarRol.CORPORATIE, OndertekenaarRol.HUURDER]


@pytest.mark.clausule("H-4", "H-5", "H-10")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"contractvorm": C.DRIEPARTIJEN_ONBEPAALD}, [""]),
        ({"contractvorm": C.TIJDELIJK_DRIEPARTIJEN}, [""]),
        ({"getekend_op": date(2026, 2, 2)}, ["getekend_op"]),
        ({"op_naam_sinds": date(2026, 2, 2)}, ["op_naam_sinds"]),
        ({"op_naam_sinds": date(2025, 1, 31)}, ["op_naam_sinds"]),
        ({"op_naam_sinds": None, "getekend_op": None}, []),
    ],
)
def test_wanneer_het_contract_overgaat_op_de_bewoner(anders, velden):
    vraag = {
        "contractvorm": C.PROEFWONEN,
        "ingebruikname": date(2025, 2, 1),
        "op_naam_sinds": OORDEEL,
        "getekend_op": date(2026, 1, 20),
        "peildatum": OORDEEL,
    }
    assert [b.veld for b in omklap_belemmeringen(**vraag | anders)] == velden


@pytest.mark.clausule("H-5", "P-48", "H-7", "P-22")
def test_eerder_dan_afgesproken_waarschuwt_en_houdt_niet_tegen():
    for waarschuwt in (omklap_waarschuwingen, afronden_waarschuwingen):
        assert len(waarschuwt(opstap_tot=OORDEEL, peildatum=date(2026, 1, 31))) == 1
        assert waarschuwt(opstap_tot=OORDEEL, peildatum=OORDEEL) == []
    kan = {v for v in C if afronden_belemmeringen(contractvorm=v) == []}
    assert kan == {C.DRIEPARTIJEN_ONBEPAALD, C.OP_NAAM_HUURDER, C.HOUSING_FIRST}


@pytest.mark.clausule("P-10")
@pytest.mark.parametrize(
    ("document", "sleutel"),
    [
        ({"contractvormen": ["omklap"], "hoofdhuurder": "bewoner"}, "hoofdhuurder"),
        ({"risicodeling_gemeente_procent": 50}, "risicodeling_gemeente_procent"),
    ],
)
def test_een_regeling_spreekt_zichzelf_niet_tegen(document, sleutel):
    with pytest.raises(ParameterFout) as fout:
        parameters_uit_document(document)
    assert fout.value.sleutel == sleutel
    assert parameters_uit_document({"risicodeling": True, "risicodeling_gemeente_procent": 50}).risicodeling


# --- the plan ------------------------------------------------------------------------------------------------------

#: The duties with a date in law or about a besluit: only a temporary contract knows them.
VAN_HET_BESLUIT = {"omzetting_besluiten", "omzetting_uiterlijk", "venster_bewaken", "contract_einde"}


def feiten(vorm, ingang, duur, **anders):
    """As woningen/feiten.py hands them over; which dates follow from the kind is written by hand."""
    tijdelijk, _, overgang, _ = MET_DE_HAND[vorm.value]
    tot = loop_maanden(ingang, duur)
    velden = {
        "status": "lopend",
        "looptijd": Looptijd.ONBEPAALD if overgang == "aanvang" else Looptijd.BEPAALD,
        "opgemaakt_op": ingang,
        "ingangsdatum": ingang,
        "einde": tot if tijdelijk else None,
        "ritme": 3,
        "getekend_op": ingang,
        "ingebruikname": ingang,
        "overgang": Overgang(overgang),
        "opstap_tot": tot,
    }
    return TrajectFeiten(gestart_op=ingang, contract=ContractFeiten(UUID(int=1), **velden | anders))


def gepland(f, parameters=ZUTPHEN):
    van_het_contract = VAN_HET_BESLUIT | {"omklappen", "opstap_afronden", "aanzegging_doen"}
    rijen = plan(feiten=f, parameters=parameters, peildatum=date(2026, 1, 1))
    return {t.soort: (t.datum, t.klaar_op) for t in rijen if t.soort in van_het_contract}


@pytest.mark.clausule("H-4", "H-5", "H-10", "H-16", "I-25", "Z-11.4")
@VEEL
@given(st.sampled_from(C), DAGEN, st.integers(8, 24))
def test_het_plan_van_elke_vorm(vorm, ingang, duur):
    tijdelijk, _, overgang, _ = MET_DE_HAND[vorm.value]
    plannen = gepland(feiten(vorm, ingang, duur))
    if tijdelijk:
        assert set(plannen) == VAN_HET_BESLUIT
        return
    soort = {"omklap": "omklappen", "aanvang": "opstap_afronden"}[overgang]
    assert plannen == {soort: (loop_maanden(ingang, duur), None)}


@pytest.mark.clausule("H-4", "H-16")
@pytest.mark.parametrize("vorm", [C.OMKLAP, C.HOUSING_FIRST])
def test_wat_er_gebeurt_maakt_de_plicht_klaar_of_overbodig(vorm):
    ingang, dag = date(2025, 3, 1), date(2026, 2, 20)
    assert gepland(feiten(vorm, ingang, 12, ingebruikname=None)) == {}
    ((_, klaar),) = gepland(feiten(vorm, ingang, 12, einde_afgesproken_op=dag)).values()
    assert klaar == dag
    assert gepland(feiten(vorm, ingang, 12, status="beeindiging_nagestreefd")) == {}
    dicht = replace(feiten(vorm, ingang, 12, status="afgerond"), afgesloten_op=dag)
    ((_, klaar),) = gepland(dicht).values()
    assert klaar == dag


@pytest.mark.clausule("H-16", "H-4")
@pytest.mark.parametrize(
    ("vorm", "anders", "dag", "verwacht"),
    [
        (C.OMKLAP, {}, date(2025, 8, 31), Fase.WONEN),
        (C.OMKLAP, {}, date(2025, 9, 1), Fase.BESLUIT),
        (C.OMKLAP, {"status": "beeindiging_nagestreefd"}, date(2025, 6, 1), Fase.HERHUISVESTING),
        (C.HOUSING_FIRST, {}, date(2026, 2, 27), Fase.WONEN),
        (C.HOUSING_FIRST, {"status": "beeindiging_nagestreefd"}, date(2025, 6, 1), Fase.HERHUISVESTING),
        (C.HOUSING_FIRST, {"status": "getekend"}, date(2025, 2, 1), Fase.CONTRACT),
    ],
)
def test_de_fase_van_een_contract_zonder_besluit(vorm, anders, dag, verwacht):
    assert fase(feiten=feiten(vorm, date(2025, 3, 1), 12, **anders), peildatum=dag) is verwacht


@pytest.mark.clausule("H-6")
def test_stopt_de_begeleiding_dan_kijkt_de_corporatie_en_stopt_de_huur_niet():
    signaal = SignaalFeit(UUID(int=7), gemeld_op=date(2025, 5, 1), melder=Rol.BEGELEIDER, status="gemeld")
    f = replace(feiten(C.DRIEPARTIJEN_ONBEPAALD, date(2025, 3, 1), 12), evaluatie=EvaluatieFeiten(signalen=(signaal,)))
    (taak,) = [t for t in plan(feiten=f, parameters=ZUTPHEN, peildatum=date(2025, 5, 1)) if "signaal" in t.soort]
    assert (taak.rol, taak.datum, taak.klaar_op) == (Rol.CONSULENT, date(2025, 5, 3), None)
    assert set(gepland(f)) == {"opstap_afronden"}


@pytest.mark.clausule("Z-12.4", "Z-13.10", "I-15")
def test_ook_zonder_einde_wordt_er_op_een_dag_naar_een_andere_plek_gezocht():
    zoekt = HerhuisvestingFeit(
        UUID(int=8), status="zoekt", begonnen_op=date(2025, 5, 1), regisseur=Hoedanigheid.HERKOMST
    )
    f = replace(feiten(C.OMKLAP, date(2025, 3, 1), 12), evaluatie=EvaluatieFeiten(herhuisvesting=zoekt))
    rijen = {t.soort: t.datum for t in plan(feiten=f, parameters=Parameters(), peildatum=date(2025, 5, 1))}
    assert rijen["herhuisvesting"] == date(2025, 11, 1)
    vraag = {
        "laatste_huurdag": date(2030, 1, 1), "overlegd_op": OORDEEL, "vonnis": "", "is_samen_gezocht": False,
        "ingangsdatum": OORDEEL, "contract_einde": None, "is_aangezegd": False,
        "peildatum": OORDEEL,
    }  # fmt: skip
    assert eindafspraak_belemmeringen(wijze=EindeWijze.OPZEGGING, **vraag) == []


@pytest.mark.clausule("H-4", "H-16")
def test_een_regeling_leest_alleen_over_taken_die_zij_kent():
    for soort, kent in (("omklappen", NIJMEGEN), ("opstap_afronden", WOONCOMPAGNIE)):
        assert WOORDEN[soort].wanneer(kent)
        assert not WOORDEN[soort].wanneer(ZUTPHEN)


@pytest.mark.clausule("H-10", "H-4", "Z-11.1")
def test_de_rekenhulp_geeft_een_vorm_zonder_besluit_geen_venster():
    start = Startdatums(ingang=date(2026, 3, 1), ritme=3)
    lijn = tijdlijn(start=start, parameters=GRONINGEN)
    assert {r.sleutel for r in lijn.regels} & {"aanzegging_vanaf", "einde", "besluit_streef"} == set()
    assert [e.datum for e in lijn.evaluaties] == [date(2026, 6, 1), date(2026, 9, 1), date(2026, 12, 1)]
    assert "aanzegging_vanaf" in {r.sleutel for r in tijdlijn(start=start, parameters=ZUTPHEN).regels}
