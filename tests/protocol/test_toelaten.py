"""When a besluit over an aanmelding may be taken."""

from dataclasses import replace
from datetime import date

import pytest

from opstap.protocol.begrippen import NIET_ALS_RIJ, Leefgebied
from opstap.protocol.toelaten import (
    Afwijking,
    Standaardzin,
    ToelatingUitkomst,
    standaardzin_belemmeringen,
    toelating_belemmeringen,
)
from opstap.protocol.toetsing import CriteriumUitkomst

BESLUIT = date(2026, 3, 10)
VOLDAAN = tuple(CriteriumUitkomst(n, True, "Goed.", f"Z-8.{n}", n == 1) for n in range(1, 9))
AFWIJKING = Afwijking(1, "De schuld is van lang geleden.", date(2026, 3, 1), date(2026, 3, 10))
TOELATEN = {
    "uitkomst": "toegelaten",
    "status": "compleet",
    "gesprek_op": BESLUIT,
    "open_accorderingen": (),
    "geweigerde_accorderingen": (),
    "criteria": VOLDAAN,
    "afwijkingen": (),
    "peildatum": BESLUIT,
}


def met(nummer, voldaan):
    return tuple(replace(c, voldaan=voldaan) if c.nummer == nummer else c for c in VOLDAAN)


def bezwaren(**anders):
    return [b.clausule for b in toelating_belemmeringen(**{**TOELATEN, **anders})]


@pytest.mark.clausule("Z-9.2", "Z-9.8", "Z-2.8", "Z-8.11", "Z-8.14", "Z-9.9", "I-3", "I-5")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"gesprek_op": None}, ["Z-9.2"]),
        ({"gesprek_op": date(2026, 3, 9)}, []),
        ({"gesprek_op": date(2026, 3, 11)}, ["Z-9.2"]),
        ({"status": "ingediend"}, ["I-3"]),
        ({"status": "aanvulling_gevraagd"}, ["I-3"]),
        ({"status": "concept"}, ["Z-9.2"]),
        ({"status": "toegelaten"}, ["Z-9.2"]),
        ({"open_accorderingen": [Leefgebied.FINANCIEN]}, ["Z-2.8"]),
        ({"geweigerde_accorderingen": [Leefgebied.FINANCIEN]}, ["Z-2.8"]),
        ({"criteria": met(5, False)}, ["Z-8.5"]),
        ({"criteria": met(5, None)}, ["Z-8.5"]),
        ({"criteria": met(1, False)}, ["Z-8.1"]),
        ({"criteria": met(1, False), "afwijkingen": [AFWIJKING]}, []),
        ({"criteria": met(1, None), "afwijkingen": [AFWIJKING]}, ["Z-8.1"]),
        ({"criteria": met(1, False), "afwijkingen": [replace(AFWIJKING, motivering=" ")]}, ["Z-8.11"]),
        ({"criteria": met(1, False), "afwijkingen": [replace(AFWIJKING, overleg_zorg_op=None)]}, ["Z-8.11"]),
        ({"criteria": met(1, False), "afwijkingen": [replace(AFWIJKING, overleg_kandidaat_op=None)]}, ["Z-8.11"]),
        (
            {"criteria": met(1, False), "afwijkingen": [replace(AFWIJKING, overleg_zorg_op=date(2026, 3, 11))]},
            ["Z-8.11"],
        ),
        ({"criteria": met(7, False), "afwijkingen": [replace(AFWIJKING, criterium=7)]}, ["Z-8.11"]),
        ({"criteria": met(7, False), "afwijkingen": [AFWIJKING]}, ["Z-8.11", "Z-8.7"]),
        ({"afwijkingen": [AFWIJKING]}, ["Z-8.11"]),
        ({"criteria": met(1, False), "afwijkingen": [AFWIJKING], "gestart_op": date(2026, 3, 1)}, []),
        ({"criteria": met(1, False), "afwijkingen": [AFWIJKING], "gestart_op": date(2026, 3, 2)}, ["Z-8.11"]),
    ],
)
def test_toelaten_kan_alleen_als_alles_er_is(anders, verwacht):
    assert bezwaren(**anders) == verwacht


@pytest.mark.clausule("Z-8.11")
@pytest.mark.parametrize(
    ("afwijking", "velden"),
    [
        ({"motivering": ""}, {"afwijking"}),
        ({"overleg_kandidaat_op": None}, {"overleg_kandidaat_op"}),
        ({"overleg_zorg_op": date(2026, 3, 11)}, {"overleg_zorg_op"}),
        ({"overleg_kandidaat_op": None, "overleg_zorg_op": None}, {"overleg_kandidaat_op", "overleg_zorg_op"}),
    ],
)
def test_wat_aan_een_afwijking_ontbreekt_staat_bij_zijn_eigen_vraag(afwijking, velden):
    anders = {"criteria": met(1, False), "afwijkingen": [replace(AFWIJKING, **afwijking)]}
    assert {b.veld for b in toelating_belemmeringen(**(TOELATEN | anders))} == velden


@pytest.mark.clausule("Z-8.11")
def test_wie_afwijst_wijkt_niet_af():
    assert bezwaren(uitkomst="afgewezen", criteria=met(1, False), afwijkingen=[AFWIJKING]) == ["Z-8.11"]


@pytest.mark.clausule("Z-8.15", "Z-9.2")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"criteria": met(5, False)}, []),
        ({"criteria": met(5, False), "status": "ingediend"}, []),
        ({"criteria": met(5, False), "status": "aanvulling_gevraagd"}, []),
        ({"criteria": met(5, False), "open_accorderingen": [Leefgebied.FINANCIEN]}, []),
        ({"criteria": met(5, False), "gesprek_op": None}, ["Z-9.2"]),
        ({"criteria": met(5, False), "status": "vooraangemeld"}, ["Z-9.2"]),
        ({}, ["Z-8.15"]),
        ({"criteria": met(5, None)}, ["Z-8.15"]),
        ({"aannemelijk": False}, []),
    ],
)
def test_een_afwijzing_hoeft_niet_te_wachten_maar_noemt_wel_waarom(anders, verwacht):
    assert bezwaren(uitkomst=ToelatingUitkomst.AFGEWEZEN, **anders) == verwacht


@pytest.mark.clausule("Z-2.9")
def test_wie_het_niet_aannemelijk_vindt_kan_niet_toelaten():
    assert bezwaren(aannemelijk=False) == ["Z-2.9"]
    assert bezwaren(aannemelijk=True) == []


@pytest.mark.clausule("I-9")
@pytest.mark.parametrize("gebied", sorted(NIET_ALS_RIJ))
def test_de_melding_verraadt_nooit_een_gevoelig_leefgebied(gebied):
    def meldingen(**anders):
        return [b.melding for b in toelating_belemmeringen(**{**TOELATEN, **anders})]

    gewoon_open = meldingen(open_accorderingen=[Leefgebied.HUISVESTING])
    assert meldingen(open_accorderingen=[gebied]) == gewoon_open
    assert meldingen(geweigerde_accorderingen=[gebied]) == gewoon_open
    assert meldingen(open_accorderingen=[gebied, *Leefgebied]) == gewoon_open
    gewoon_geweigerd = meldingen(geweigerde_accorderingen=[Leefgebied.HUISVESTING])
    assert meldingen(geweigerde_accorderingen=[Leefgebied.HUISVESTING, gebied]) == gewoon_geweigerd
    assert "Wonen" in gewoon_geweigerd[0]


def test_een_onbekende_uitkomst_is_een_fout_en_geen_besluit():
    with pytest.raises(ValueError, match="misschien"):
        bezwaren(uitkomst="misschien")


NEE = Standaardzin("Nog te vroeg", "Wij denken dat het nu\nnog te vroeg is.", "afgewezen")
ALTIJD = Standaardzin("Gesprek", "Wij spraken u.")
INGEVOEGD = "Dag Sam.\r\n\r\nWij denken dat het nu\r\nnog te vroeg is."


@pytest.mark.parametrize(
    ("gekozen", "motivering", "uitkomst", "velden"),
    [
        (None, "Eigen woorden.", "afgewezen", []),
        (NEE, "Eigen woorden.", "afgewezen", ["standaardtekst"]),
        (ALTIJD, "", "toegelaten", ["standaardtekst"]),
        (NEE, INGEVOEGD, "afgewezen", []),
        (NEE, None, "afgewezen", []),
        (NEE, None, "toegelaten", ["standaardtekst"]),
        (NEE, None, "", []),
        (NEE, "Eigen woorden.", "toegelaten", ["standaardtekst"]),
        (None, INGEVOEGD, "toegelaten", ["motivering"]),
        (None, INGEVOEGD, "afgewezen", []),
        (None, INGEVOEGD, "", []),
        (None, "Wij denken dat het nu lukt. Wij spraken u.", "toegelaten", []),
    ],
)
def test_a_standard_text_is_put_in_and_fits_the_besluit(
    gekozen: Standaardzin | None, motivering: str | None, uitkomst: str, velden: list[str]
) -> None:
    """Each refusal names its field; `motivering` None is who only looks at the criteria."""
    bezwaren = standaardzin_belemmeringen(
        gekozen=gekozen, zinnen=[NEE, ALTIJD], motivering=motivering, uitkomst=uitkomst
    )
    assert [b.veld for b in bezwaren] == velden


@pytest.mark.clausule("Z-8.15", "Z-9.5")
def test_without_binding_alone_there_is_no_no_and_the_way_out_is_named():
    """Seen to fail with the sentence that asks for a criterium that was filled in already."""
    (nee,) = toelating_belemmeringen(**{**TOELATEN, "uitkomst": "afgewezen", "alleen_zelf": True})
    assert (nee.clausule, nee.veld) == ("Z-9.5", "uitkomst")
    assert "zelf reageren" in nee.melding
    (nee,) = toelating_belemmeringen(**{**TOELATEN, "uitkomst": "afgewezen"})
    assert (nee.clausule, nee.veld) == ("Z-8.15", "uitkomst")
