"""Een andere woonplek: wie het voortouw neemt, en hoe een huur eerder stopt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opstap.protocol.begrippen import Hoedanigheid, Instroomroute
from opstap.protocol.herhuisvesten import (
    WOONPLEKKEN,
    EindeWijze,
    Woonuitkomst,
    eindafspraak_belemmeringen,
    einduitkomst,
    gevonden_belemmeringen,
    herhuisvesting_uiterlijk,
    opzegging_belemmeringen,
    overleg_belemmeringen,
    regisseur,
    terugkeer_belemmeringen,
    terugkeer_tekst,
    woning_terug_belemmeringen,
)
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
VANDAAG, EINDE = date(2027, 3, 10), date(2028, 7, 1)


@pytest.mark.clausule("Z-2.16", "Z-2.17", "Z-12.4", "Z-14.19", "I-11", "I-30")
@pytest.mark.parametrize(
    ("route", "heeft", "parameters", "wie"),
    [
        (Instroomroute.BESCHERMD_WONEN, True, ZUTPHEN, Hoedanigheid.HERKOMST),
        (Instroomroute.OPVANG, True, ZUTPHEN, Hoedanigheid.HERKOMST),
        (Instroomroute.DETENTIE, True, ZUTPHEN, Hoedanigheid.PROCESREGIE),
        (Instroomroute.DETENTIE, False, ZUTPHEN, Hoedanigheid.HERKOMST),
        (Instroomroute.WLZ, True, APELDOORN, Hoedanigheid.HERKOMST),
    ],
)
def test_er_neemt_altijd_iemand_het_voortouw(route, heeft, parameters, wie):
    assert regisseur(instroomroute=route, heeft_procesregie=heeft, parameters=parameters) is wie


@pytest.mark.clausule("Z-14.14")
def test_zonder_redelijke_termijn_is_de_laatste_huurdag_de_datum():
    def uiterlijk(dagen):
        parameters = replace(ZUTPHEN, redelijke_termijn_herhuisvesting_dagen=dagen)
        return herhuisvesting_uiterlijk(begonnen_op=VANDAAG, einde=EINDE, parameters=parameters)

    assert (uiterlijk(None), uiterlijk(90), uiterlijk(900)) == (
        date(2028, 6, 30),
        date(2027, 6, 8),
        date(2028, 6, 30),
    )


@pytest.mark.clausule("Z-2.18", "Z-12.15", "Z-13.12")
@pytest.mark.parametrize(
    ("datum", "betrekken", "velden"),
    [
        (VANDAAG, "De begeleider belt elke week.", []),
        (date(2027, 3, 11), "De begeleider belt elke week.", ["datum"]),
        (date(2027, 2, 28), " ", ["datum", "betrekken"]),
    ],
)
def test_een_overleg_is_geweest_en_zegt_hoe_de_huurder_meedoet(datum, betrekken, velden):
    bezwaren = overleg_belemmeringen(datum=datum, begonnen_op=date(2027, 3, 1), betrekken=betrekken, peildatum=VANDAAG)
    assert [b.veld for b in bezwaren] == velden


def test_verhuizen_ligt_niet_in_het_verleden_en_niet_ver_weg():
    assert gevonden_belemmeringen(verhuist_op=VANDAAG, peildatum=VANDAAG) == []
    assert gevonden_belemmeringen(verhuist_op=date(2027, 9, 10), peildatum=VANDAAG) == []
    assert [b.veld for b in gevonden_belemmeringen(verhuist_op=date(2027, 9, 11), peildatum=VANDAAG)] == ["verhuist_op"]
    assert [b.veld for b in gevonden_belemmeringen(verhuist_op=date(2027, 3, 9), peildatum=VANDAAG)] == ["verhuist_op"]


@pytest.mark.clausule("Z-13.10", "I-15")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"laatste_huurdag": VANDAAG}, []),
        ({"laatste_huurdag": date(2027, 3, 9)}, ["laatste_huurdag"]),
        ({"laatste_huurdag": date(2028, 6, 30)}, []),
        ({"laatste_huurdag": date(2028, 7, 1)}, ["laatste_huurdag"]),
        ({"overlegd_op": date(2027, 3, 11)}, ["overlegd_op"]),
        ({"wijze": EindeWijze.VONNIS}, ["vonnis"]),
        ({"wijze": EindeWijze.VONNIS, "vonnis": "zaak 123"}, []),
        ({"wijze": EindeWijze.OPZEGGING}, []),
        ({"is_samen_gezocht": False}, ["wijze"]),
        ({"is_samen_gezocht": False, "wijze": EindeWijze.OPZEGGING}, []),
        ({"is_samen_gezocht": False, "wijze": EindeWijze.VONNIS, "vonnis": "zaak 123"}, []),
        ({"overlegd_op": date(2026, 6, 30)}, ["overlegd_op"]),
        ({"overlegd_op": date(2026, 7, 1)}, []),
    ],
)
def test_een_eerdere_laatste_dag_is_nooit_een_eenzijdige_daad(anders, velden):
    gegevens = {
        "wijze": EindeWijze.OVEREENSTEMMING,
        "laatste_huurdag": date(2027, 3, 31),
        "overlegd_op": VANDAAG,
        "vonnis": "",
        "is_samen_gezocht": True,
        "ingangsdatum": date(2026, 7, 1),
        "contract_einde": EINDE,
        "is_aangezegd": False,
        "peildatum": VANDAAG,
    }
    assert [b.veld for b in eindafspraak_belemmeringen(**gegevens | anders)] == velden


@pytest.mark.clausule("L-13")
@pytest.mark.parametrize(
    ("opgezegd", "laatste", "mag_eerder", "velden"),
    [
        (date(2027, 3, 10), date(2027, 4, 9), False, []),
        (date(2027, 3, 10), date(2027, 4, 8), False, ["laatste_huurdag"]),
        (date(2027, 3, 10), date(2027, 3, 20), True, []),
        (date(2027, 1, 31), date(2027, 2, 27), False, []),
        (date(2027, 1, 31), date(2027, 2, 26), False, ["laatste_huurdag"]),
        (None, date(2027, 4, 9), True, ["opgezegd_op"]),
        (date(2027, 3, 11), date(2027, 5, 9), False, ["opgezegd_op"]),
        (date(2026, 6, 30), date(2027, 5, 9), False, ["opgezegd_op"]),
    ],
)
def test_de_huurder_zegt_op_met_een_maand_tenzij_de_corporatie_minder_goed_vindt(opgezegd, laatste, mag_eerder, velden):
    bezwaren = opzegging_belemmeringen(
        opgezegd_op=opgezegd,
        laatste_huurdag=laatste,
        mag_eerder=mag_eerder,
        ingangsdatum=date(2026, 7, 1),
        peildatum=VANDAAG,
    )
    assert [b.veld for b in bezwaren] == velden


@pytest.mark.clausule("L-10", "L-13", "Z-13.10")
@pytest.mark.parametrize(
    ("wijze", "is_aangezegd", "velden"),
    [
        (EindeWijze.OPZEGGING, False, []),
        (EindeWijze.OPZEGGING, True, ["laatste_huurdag"]),
        (EindeWijze.OVEREENSTEMMING, False, ["laatste_huurdag"]),
        (EindeWijze.VONNIS, False, ["laatste_huurdag"]),
    ],
)
def test_een_late_opzegging_loopt_door_als_er_geen_aanzegging_was(wijze, is_aangezegd, velden):
    """Een contract tot en met 30 juni, opgezegd op 20 juni: de maand telt, en de wet laat de huur zo lang doorlopen."""
    opgezegd, laatste = date(2028, 6, 20), date(2028, 7, 19)
    dagen = {"ingangsdatum": date(2026, 7, 1), "peildatum": opgezegd}
    assert opzegging_belemmeringen(opgezegd_op=opgezegd, laatste_huurdag=laatste, mag_eerder=False, **dagen) == []
    bezwaren = eindafspraak_belemmeringen(
        wijze=wijze,
        laatste_huurdag=laatste,
        overlegd_op=opgezegd,
        vonnis="zaak 123",
        is_samen_gezocht=True,
        contract_einde=EINDE,
        is_aangezegd=is_aangezegd,
        **dagen,
    )
    assert [b.veld for b in bezwaren] == velden


@pytest.mark.clausule("Z-13.10")
@pytest.mark.parametrize(
    ("einde", "terug", "peildatum", "mag"),
    [
        (None, VANDAAG, VANDAAG, False),
        (date(2027, 3, 11), VANDAAG, VANDAAG, True),
        (date(2027, 3, 12), VANDAAG, VANDAAG, False),
        (date(2027, 3, 1), date(2027, 2, 20), VANDAAG, True),
        (date(2027, 3, 1), date(2027, 3, 11), VANDAAG, False),
        (date(2027, 3, 1), date(2026, 7, 1), VANDAAG, True),
        (date(2027, 3, 1), date(1926, 8, 31), VANDAAG, False),
    ],
)
def test_de_woning_komt_terug_op_de_afgesproken_dag_of_later(einde, terug, peildatum, mag):
    bezwaren = woning_terug_belemmeringen(
        afgesproken_einde=einde, ingebruikname=date(2026, 7, 1), sleutel_terug_op=terug, peildatum=peildatum
    )
    assert (bezwaren == []) is mag


@pytest.mark.clausule("Z-12.4", "Z-13.3", "Z-13.4", "H-37", "Z-2.17")
def test_elk_zoeken_eindigt_met_een_uitkomst():
    assert einduitkomst(gevonden=Woonuitkomst.APART, blijft=False) is Woonuitkomst.APART
    assert einduitkomst(gevonden=Woonuitkomst.APART, blijft=True) is Woonuitkomst.BLIJFT
    assert einduitkomst(gevonden=None, blijft=False) is Woonuitkomst.ONBEKEND
    assert set(Woonuitkomst) - set(WOONPLEKKEN) == {Woonuitkomst.BLIJFT, Woonuitkomst.ONBEKEND}


@pytest.mark.clausule("A-31", "Z-2.16")
def test_terugkeer_is_alleen_een_garantie_waar_de_regeling_dat_zegt():
    def fout(op, parameters=APELDOORN, al=False):
        bezwaren = terugkeer_belemmeringen(
            geboden_op=op, al_geboden=al, begonnen_op=VANDAAG, peildatum=date(2027, 3, 20), parameters=parameters
        )
        return [b.veld for b in bezwaren]

    assert fout(date(2027, 3, 12)) == fout(None) == []
    assert fout(date(2027, 3, 9)) == fout(date(2027, 3, 21)) == ["geboden_op"]
    assert fout(None, al=True) == fout(None, ZUTPHEN) == fout(None, replace(ZUTPHEN, terugkeergarantie=None)) == [""]
    assert "biedt een plek" in terugkeer_tekst(parameters=APELDOORN)
    assert "zoekt mee" in terugkeer_tekst(parameters=ZUTPHEN)
