"""What counts as an offer, and when a next one is possible."""

from dataclasses import replace
from datetime import date

import pytest

from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import (
    Aanbiedingstatus,
    Afhandeling,
    EerdereAanbieding,
    Woningtype,
    aanbieding_belemmeringen,
    antwoord_belemmeringen,
    bemiddeling_vervalt,
    is_voorbij,
    mismatch_belemmeringen,
    naar_directe_bemiddeling_belemmeringen,
    telt_aanbieding,
    toewijzing_waarschuwingen,
)
from opstap.protocol.leefbaarheid import (
    Weigergrond,
    leefbaarheid_waarschuwingen,
    leefbaarheidsweigering_belemmeringen,
    samen_zoeken_waarschuwingen,
    weigergronden,
    zoekt_samen,
)
from opstap.protocol.parameters import Parameters
from opstap.regelingen.presets import preset

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
DIRECT, ZELF = Route.DIRECTE_BEMIDDELING, Route.ZELF_REAGEREN
S = Aanbiedingstatus

GEWEIGERD = EerdereAanbieding(S.GEWEIGERD, date(2026, 4, 1))
GEACCEPTEERD = replace(GEWEIGERD, status=S.GEACCEPTEERD)
INGETROKKEN = replace(GEWEIGERD, status=S.INGETROKKEN)
OPEN = replace(GEWEIGERD, status=S.AANGEBODEN)
VERLOPEN = replace(GEWEIGERD, status=S.VERLOPEN)
MISMATCH = replace(GEWEIGERD, mismatch_bevestigd=True, factor_vastgelegd_op=date(2026, 4, 1))


@pytest.mark.clausule("I-13", "Z-9.13")
@pytest.mark.parametrize(
    ("aanbieding", "telt"),
    [
        (GEWEIGERD, True),
        (GEACCEPTEERD, True),
        (INGETROKKEN, False),
        (OPEN, False),
        (VERLOPEN, False),
        (replace(VERLOPEN, afhandeling=Afhandeling.GEWEIGERD), True),
        (replace(VERLOPEN, afhandeling=Afhandeling.TELT_NIET), False),
        (MISMATCH, False),
        (replace(MISMATCH, factor_vastgelegd_op=date(2026, 4, 2)), True),
        (replace(MISMATCH, factor_vastgelegd_op=None), True),
        (replace(MISMATCH, mismatch_bevestigd=False), True),
        (replace(MISMATCH, status=S.GEACCEPTEERD), True),
        (replace(GEWEIGERD, route=ZELF), False),
    ],
)
def test_geaccepteerd_en_geweigerd_tellen_en_een_bewezen_mismatch_niet(aanbieding, telt):
    assert telt_aanbieding(aanbieding=aanbieding, parameters=ZUTPHEN) is telt


def test_een_mismatch_telt_wel_als_de_regeling_haar_niet_uitzondert():
    assert telt_aanbieding(aanbieding=MISMATCH, parameters=replace(ZUTPHEN, mismatch_telt_niet=False))
    assert telt_aanbieding(aanbieding=MISMATCH, parameters=APELDOORN)


def bezwaren(*eerdere, **anders):
    vraag = {
        "eerdere": eerdere,
        "open_aanbieding": False,
        "woningtype": Woningtype.PORTIEKFLAT,
        "route": DIRECT,
        "uitzondering_woningtype": False,
        "parameters": ZUTPHEN,
    }
    return [b.clausule for b in aanbieding_belemmeringen(**{**vraag, **anders})]


@pytest.mark.clausule("Z-9.13", "I-13")
@pytest.mark.parametrize(
    ("eerdere", "verwacht"),
    [
        ([], []),
        ([GEWEIGERD], []),
        ([GEWEIGERD, GEWEIGERD], ["Z-9.13"]),
        ([GEWEIGERD, GEACCEPTEERD], ["Z-9.13"]),
        ([GEWEIGERD, MISMATCH], []),
        ([GEWEIGERD, INGETROKKEN, INGETROKKEN], []),
        ([GEWEIGERD, VERLOPEN], ["I-13"]),
        ([GEWEIGERD, replace(VERLOPEN, afhandeling=Afhandeling.TELT_NIET)], []),
        ([GEWEIGERD, replace(VERLOPEN, afhandeling=Afhandeling.GEWEIGERD)], ["Z-9.13"]),
        ([OPEN], ["I-13"]),
    ],
)
def test_een_derde_aanbod_dat_telt_is_onmogelijk(eerdere, verwacht):
    assert bezwaren(*eerdere) == verwacht


@pytest.mark.clausule("I-13")
def test_er_staat_nooit_meer_dan_een_aanbod_open():
    assert bezwaren(open_aanbieding=True) == ["I-13"]


def test_zonder_grens_in_de_regeling_is_er_geen_laatste_aanbod():
    assert bezwaren(*[GEWEIGERD] * 9, parameters=APELDOORN) == []
    assert not bemiddeling_vervalt(eerdere=[GEWEIGERD] * 9, parameters=APELDOORN)


@pytest.mark.clausule("Z-4.12", "Z-4.13", "Z-5.5")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, ["Z-4.12"]),
        ({"uitzondering_woningtype": True}, []),
        ({"route": ZELF}, []),
        ({"woningtype": Woningtype.GALERIJFLAT}, []),
        ({"parameters": APELDOORN}, []),
    ],
)
def test_een_eengezinswoning_gaat_niet_met_voorrang(anders, verwacht):
    assert bezwaren(**{"woningtype": Woningtype.EENGEZINSWONING, **anders}) == verwacht


@pytest.mark.clausule("Z-9.14", "I-13")
@pytest.mark.parametrize(
    ("eerdere", "vervalt"),
    [
        ([], False),
        ([GEWEIGERD], False),
        ([GEWEIGERD, GEWEIGERD], True),
        ([GEWEIGERD, GEACCEPTEERD], False),
        ([GEACCEPTEERD, GEWEIGERD], True),
        ([GEWEIGERD, MISMATCH], False),
        ([GEWEIGERD, VERLOPEN], False),
        ([GEWEIGERD, replace(VERLOPEN, afhandeling=Afhandeling.GEWEIGERD)], True),
        ([GEWEIGERD, replace(GEWEIGERD, route=ZELF)], False),
        ([GEWEIGERD, INGETROKKEN, GEWEIGERD], True),
    ],
)
def test_na_de_tweede_weigering_die_telt_vervalt_de_bemiddeling(eerdere, vervalt):
    assert bemiddeling_vervalt(eerdere=eerdere, parameters=ZUTPHEN) is vervalt


def test_de_laatste_weigering_wordt_op_datum_gezocht():
    later = replace(GEWEIGERD, aangeboden_op=date(2026, 5, 1))
    assert bemiddeling_vervalt(eerdere=[later, GEACCEPTEERD], parameters=ZUTPHEN)


@pytest.mark.clausule("Z-9.14", "Z-9.25", "I-14")
@pytest.mark.parametrize(
    ("vervallen", "reden", "routes", "verwacht"),
    [
        (False, "", (DIRECT, ZELF), []),
        (False, "", (ZELF,), ["Z-9.25"]),
        (True, " ", (DIRECT, ZELF), ["I-14"]),
        (True, "Het aanbod was onduidelijk.", (DIRECT, ZELF), []),
        (True, "", (ZELF,), ["Z-9.25", "I-14"]),
    ],
)
def test_overstappen_naar_directe_bemiddeling(vervallen, reden, routes, verwacht):
    gevonden = naar_directe_bemiddeling_belemmeringen(
        eerder_vervallen=vervallen, reden_heropening=reden, mogelijke_routes=routes
    )
    assert [b.clausule for b in gevonden] == verwacht


@pytest.mark.clausule("Z-9.21", "Z-9.22")
@pytest.mark.parametrize(
    ("route", "motivering", "verwacht"),
    [
        (ZELF, "Veel overlast in dit portiek.", []),
        (ZELF, " ", ["Z-9.22"]),
        (DIRECT, "Veel overlast in dit portiek.", ["Z-9.21"]),
        (DIRECT, "", ["Z-9.21", "Z-9.22"]),
    ],
)
def test_weigeren_om_de_leefbaarheid_kan_alleen_met_uitleg_bij_zelf_reageren(route, motivering, verwacht):
    gevonden = leefbaarheidsweigering_belemmeringen(
        route=route, motivering=motivering, reden=Weigergrond.CONCENTRATIE, samen=False
    )
    assert [b.clausule for b in gevonden] == verwacht


@pytest.mark.clausule("H-11")
def test_de_omgeving_is_alleen_een_reden_waar_de_kandidaat_met_de_zorg_kiest():
    met, zonder = Parameters(zelf_zoeken_met_zorg=True), Parameters()
    wie = [zoekt_samen(route=r, parameters=p) for r in (ZELF, DIRECT) for p in (met, zonder)]
    assert wie == [True, False, False, False]
    for samen, verwacht in ((True, []), (False, ["H-11"])):
        gevonden = leefbaarheidsweigering_belemmeringen(
            route=ZELF, motivering="Te druk.", reden=Weigergrond.OMGEVING, samen=samen
        )
        assert [b.clausule for b in gevonden] == verwacht
        assert (Weigergrond.OMGEVING in weigergronden(samen=samen)) is samen
        assert bool(samen_zoeken_waarschuwingen(samen=samen)) is samen
        assert bool(leefbaarheid_waarschuwingen(iets_onder_druk=False, samen=samen)) is not samen


@pytest.mark.clausule("Z-1.8", "Z-3.3", "Z-9.20", "Z-10.4")
def test_bij_de_toewijzing_wordt_gewaarschuwd_voor_wat_nog_open_staat():
    def gemist(route, waarde):
        return [
            b.clausule
            for b in toewijzing_waarschuwingen(
                route=route, plan_aanwezig=waarde, begeleiding_bevestigd=waarde, weet_van_punten=waarde
            )
        ]

    assert gemist(ZELF, True) == gemist(DIRECT, True) == []
    assert gemist(DIRECT, False) == ["Z-1.8", "Z-3.3"]
    assert gemist(ZELF, False) == ["Z-1.8", "Z-3.3", "Z-9.20"]


def test_een_lege_regeling_houdt_geen_aanbod_tegen():
    assert bezwaren(GEWEIGERD, GEWEIGERD, woningtype=Woningtype.EENGEZINSWONING, parameters=Parameters()) == []


def test_bij_drie_aanbiedingen_telt_de_derde_als_laatste():
    drie = replace(ZUTPHEN, max_aanbiedingen=3)
    dagen = [replace(GEWEIGERD, aangeboden_op=date(2026, maand, 1)) for maand in (4, 5, 6)]
    assert not bemiddeling_vervalt(eerdere=dagen[:2], parameters=drie)
    assert bemiddeling_vervalt(eerdere=dagen, parameters=drie)
    geaccepteerd = replace(dagen[2], status=S.GEACCEPTEERD)
    assert not bemiddeling_vervalt(eerdere=[*dagen[:2], geaccepteerd], parameters=drie)


UITERLIJK = date(2026, 4, 8)


@pytest.mark.clausule("I-13")
@pytest.mark.parametrize(
    ("status", "peildatum", "voorbij", "zegt"),
    [
        (S.AANGEBODEN, UITERLIJK, False, ""),
        (S.AANGEBODEN, date(2026, 4, 9), True, "De dag om te antwoorden is voorbij"),
        (S.VERLOPEN, UITERLIJK, True, "al afgehandeld"),
        (S.GEWEIGERD, date(2026, 4, 9), False, "al afgehandeld"),
        (S.INGETROKKEN, UITERLIJK, False, "al afgehandeld"),
    ],
)
def test_antwoorden_kan_tot_en_met_de_laatste_dag(status, peildatum, voorbij, zegt):
    vraag = {"status": status, "antwoord_uiterlijk": UITERLIJK, "peildatum": peildatum}
    assert is_voorbij(**vraag) is voorbij
    gevonden = [b.melding for b in antwoord_belemmeringen(**vraag)]
    assert [zegt in melding for melding in gevonden] == ([True] if zegt else [])


@pytest.mark.clausule("I-13")
@pytest.mark.parametrize(
    ("bevestigd", "vastgelegd", "zegt"),
    [
        (False, None, ""),
        (False, date(2026, 4, 2), ""),
        (True, None, "Vul in op welke dag"),
        (True, date(2026, 3, 31), ""),
        (True, date(2026, 4, 1), ""),
        (True, date(2026, 4, 2), "pas na het aanbod"),
    ],
)
def test_wat_de_woning_mist_stond_er_al_bij_het_aanbod(bevestigd, vastgelegd, zegt):
    gevonden = mismatch_belemmeringen(
        bevestigd=bevestigd, factor_vastgelegd_op=vastgelegd, aangeboden_op=date(2026, 4, 1)
    )
    assert [zegt in b.melding for b in gevonden] == ([True] if zegt else [])
    assert all(b.veld == "factor_vastgelegd_op" for b in gevonden)
