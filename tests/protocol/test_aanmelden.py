"""Terms around the uitstroom, what is missing on the form, and who must approve."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.aanmelden import (
    ChecklistFeit,
    FormulierFeiten,
    Rijstatus,
    aanbod_streef,
    aanmelden_uiterlijk,
    besluit_toelating_uiterlijk,
    eigen_bijdrage_omlaag,
    indicatie_omzetten_uiterlijk,
    is_te_laat_aangemeld,
    ontbrekende_onderdelen,
    toetsing_uiterlijk,
    welke_accorderingen,
    woning_uiterlijk,
)
from opstap.protocol.begrippen import Instroomroute, Leefgebied
from opstap.regelingen.presets import preset

from .orakel import DAGEN, VEEL, loop_dagen, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
BW, DETENTIE, WLZ = Instroomroute.BESCHERMD_WONEN, Instroomroute.DETENTIE, Instroomroute.WLZ


@pytest.mark.clausule("Z-3.1", "Z-3.2", "Z-3.3", "Z-9.1", "Z-9.6", "I-3", "I-4")
@pytest.mark.parametrize(
    ("uitstroom", "aanmelden", "toetsing", "woning"),
    [
        ("2026-06-01", "2026-02-01", "2026-03-01", "2026-05-18"),
        ("2026-06-30", "2026-02-28", "2026-03-30", "2026-06-16"),
        ("2028-06-30", "2028-02-29", "2028-03-30", "2028-06-16"),
        ("2026-05-31", "2026-01-31", "2026-02-28", "2026-05-17"),
        ("2028-02-29", "2027-10-29", "2027-11-29", "2028-02-15"),
        ("2026-04-05", "2025-12-05", "2026-01-05", "2026-03-22"),
        ("2026-11-01", "2026-07-01", "2026-08-01", "2026-10-18"),
    ],
)
def test_termijnen_tellen_terug_vanaf_de_uitstroom(uitstroom, aanmelden, toetsing, woning):
    vraag = {"uitstroom": date.fromisoformat(uitstroom), "parameters": ZUTPHEN}
    assert aanmelden_uiterlijk(**vraag, instroomroute=BW) == date.fromisoformat(aanmelden)
    assert toetsing_uiterlijk(**vraag, instroomroute=BW) == date.fromisoformat(toetsing)
    assert woning_uiterlijk(**vraag) == date.fromisoformat(woning)


@pytest.mark.clausule("Z-9.7")
def test_bij_detentie_is_er_geen_laatste_dag_om_aan_te_melden_maar_wel_voor_de_woning():
    vraag = {"uitstroom": date(2026, 6, 1), "instroomroute": DETENTIE, "parameters": ZUTPHEN}
    assert aanmelden_uiterlijk(**vraag) is None
    assert toetsing_uiterlijk(**vraag) is None
    assert not is_te_laat_aangemeld(**vraag, ingediend=date(2026, 5, 31))
    assert woning_uiterlijk(uitstroom=date(2026, 6, 1), parameters=ZUTPHEN) == date(2026, 5, 18)


def test_zonder_waarde_in_de_regeling_is_er_geen_termijn():
    dag = date(2026, 6, 1)
    assert aanmelden_uiterlijk(uitstroom=dag, instroomroute=BW, parameters=APELDOORN) is None
    assert toetsing_uiterlijk(uitstroom=dag, instroomroute=BW, parameters=APELDOORN) is None
    assert woning_uiterlijk(uitstroom=dag, parameters=APELDOORN) is None
    assert besluit_toelating_uiterlijk(ingediend=dag, compleet=dag, parameters=APELDOORN) is None
    assert aanbod_streef(besluit=dag, parameters=APELDOORN) is None
    assert not is_te_laat_aangemeld(ingediend=dag, uitstroom=dag, instroomroute=BW, parameters=APELDOORN)


@pytest.mark.clausule("A-18")
def test_de_eigen_bijdrage_gaat_alleen_omlaag_bij_wlz_in_apeldoorn():
    dag = date(2026, 8, 31)
    uitkomsten = {
        (route, naam): eigen_bijdrage_omlaag(uitstroom=dag, instroomroute=route, parameters=parameters)
        for route in (WLZ, BW)
        for naam, parameters in (("z", ZUTPHEN), ("a", APELDOORN))
    }
    assert uitkomsten == {(WLZ, "a"): date(2026, 2, 28), (WLZ, "z"): None, (BW, "a"): None, (BW, "z"): None}


@pytest.mark.clausule("Z-3.1", "Z-9.1")
@pytest.mark.parametrize(("ingediend", "te_laat"), [("2026-01-31", False), ("2026-02-01", False), ("2026-02-02", True)])
def test_een_dag_na_de_laatste_dag_is_te_laat(ingediend, te_laat):
    assert (
        is_te_laat_aangemeld(
            ingediend=date.fromisoformat(ingediend),
            uitstroom=date(2026, 6, 1),
            instroomroute=BW,
            parameters=ZUTPHEN,
        )
        is te_laat
    )


@pytest.mark.clausule("Z-9.2", "Z-9.3", "I-3")
@VEEL
@given(DAGEN)
def test_besluit_en_aanbod_tellen_dagen_en_geen_uren(dag):
    assert besluit_toelating_uiterlijk(ingediend=None, compleet=dag, parameters=ZUTPHEN) == loop_dagen(dag, 14)
    assert aanbod_streef(besluit=dag, parameters=ZUTPHEN) == loop_dagen(dag, 56)
    assert woning_uiterlijk(uitstroom=dag, parameters=ZUTPHEN) == loop_dagen(dag, -14)
    assert aanmelden_uiterlijk(uitstroom=dag, instroomroute=BW, parameters=ZUTPHEN) == loop_maanden(dag, -4)


@VEEL
@given(DAGEN, st.integers(-200, 30))
def test_te_laat_is_precies_na_de_laatste_dag(uitstroom, verschil):
    ingediend = uitstroom + timedelta(days=verschil)
    te_laat = is_te_laat_aangemeld(ingediend=ingediend, uitstroom=uitstroom, instroomroute=BW, parameters=ZUTPHEN)
    assert te_laat is (ingediend > loop_maanden(uitstroom, -4))


GEREGELD = ChecklistFeit(Leefgebied.FINANCIEN, Rijstatus.GEREGELD, "budgetbeheer")
VOL = FormulierFeiten(
    uitstroom=date(2026, 6, 1),
    rijen=(GEREGELD, ChecklistFeit(Leefgebied.JUSTITIE, Rijstatus.NIET_VAN_TOEPASSING)),
    akkoord_kandidaat=True,
    akkoord_zorg=True,
    binding_vermeld=True,
    contactpersoon_vermeld=True,
    leefgebieden=(Leefgebied.FINANCIEN, Leefgebied.JUSTITIE),
)


@pytest.mark.clausule("Z-1.8", "Z-2.1", "Z-2.6", "Z-2.7", "Z-6.1", "Z-9.1", "Z-10.2", "Z-10.5", "Z-14.12", "Z-20.5")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"uitstroom": None}, [("Z-9.1", "uitstroom")]),
        ({"binding_vermeld": False}, [("Z-6.1", "binding")]),
        ({"contactpersoon_vermeld": False}, [("Z-20.5", "contactpersoon")]),
        ({"akkoord_kandidaat": False}, [("Z-2.6", "akkoord_kandidaat")]),
        ({"akkoord_zorg": False}, [("Z-2.6", "akkoord_zorg")]),
        ({"rijen": (GEREGELD,)}, [("Z-2.7", "leefgebied_justitie")]),
        ({"rijen": (replace(GEREGELD, status=None), VOL.rijen[1])}, [("Z-2.7", "leefgebied_financien")]),
        (
            {"rijen": (replace(GEREGELD, status=Rijstatus.NODIG), VOL.rijen[1])},
            [("Z-2.7", "leefgebied_financien")],
        ),
        ({"rijen": (replace(GEREGELD, status=Rijstatus.AANGEVRAAGD), VOL.rijen[1])}, []),
        (
            {"rijen": (ChecklistFeit(Leefgebied.FINANCIEN, Rijstatus.NODIG), VOL.rijen[1])},
            [("Z-2.7", "leefgebied_financien"), ("Z-10.2", "leefgebied_financien")],
        ),
        (
            {"rijen": (replace(GEREGELD, uitvoerder=None), VOL.rijen[1])},
            [("Z-10.2", "leefgebied_financien")],
        ),
    ],
)
def test_het_formulier_noemt_elk_onderdeel_dat_ontbreekt(anders, verwacht):
    gemist = ontbrekende_onderdelen(formulier=replace(VOL, **anders))
    assert [(b.clausule, b.veld) for b in gemist] == verwacht
    assert all(b.melding.endswith(".") for b in gemist)


@pytest.mark.clausule("Z-2.8", "Z-9.9")
def test_alleen_een_andere_organisatie_die_iets_doet_moet_accorderen():
    rijen = tuple(
        ChecklistFeit(gebied, status, uitvoerder)
        for gebied, status, uitvoerder in [
            (Leefgebied.FINANCIEN, Rijstatus.NODIG, "wijkteam"),
            (Leefgebied.DAGBESTEDING, Rijstatus.AANGEVRAAGD, "gemeente"),
            (Leefgebied.VERSLAVING, Rijstatus.GEREGELD, "kliniek"),
            (Leefgebied.ADL, Rijstatus.GEREGELD, "afzender"),
            (Leefgebied.HUISVESTING, Rijstatus.GEREGELD, "corporatie"),
            (Leefgebied.LICHAMELIJKE_GEZONDHEID, Rijstatus.GEREGELD, "herkomst"),
            (Leefgebied.JUSTITIE, Rijstatus.NIET_VAN_TOEPASSING, "gemeente"),
            (Leefgebied.SOCIAAL_NETWERK, Rijstatus.NODIG, None),
            (Leefgebied.HUISELIJKE_RELATIES, None, "gemeente"),
        ]
    )
    gevraagd = welke_accorderingen(rijen=rijen, afzenders={"afzender", "herkomst"}, beslissers={"corporatie"})
    assert gevraagd == rijen[:3]


@pytest.mark.clausule("I-3")
def test_over_een_urgentie_besluit_de_gemeente_vanaf_de_dag_van_ontvangst():
    """Seen to fail while the term ran from the complete form."""
    urgentie = replace(ZUTPHEN, toelating_is_urgentiebesluit=True, besluittermijn_dagen=56)
    ontvangen, compleet = date(2026, 1, 5), date(2026, 2, 2)
    for wanneer in (None, compleet):
        dag = besluit_toelating_uiterlijk(ingediend=ontvangen, compleet=wanneer, parameters=urgentie)
        assert dag == date(2026, 3, 2)


@pytest.mark.clausule("A-17")
@pytest.mark.parametrize(
    ("route", "parameters", "dag"),
    [(WLZ, APELDOORN, date(2026, 8, 6)), (WLZ, ZUTPHEN, None), (BW, APELDOORN, None), (DETENTIE, APELDOORN, None)],
)
def test_de_indicatie_wordt_acht_weken_voor_het_vertrek_omgezet_als_de_wlz_betaalt(route, parameters, dag):
    uiterlijk = indicatie_omzetten_uiterlijk(uitstroom=date(2026, 10, 1), instroomroute=route, parameters=parameters)
    assert uiterlijk == dag
