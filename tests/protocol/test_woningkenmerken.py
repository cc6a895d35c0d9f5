"""What is known of a home and its building: unknown is never no."""

from __future__ import annotations

from datetime import date

import pytest

from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contractvormen import Contractvorm
from opstap.protocol.woningkenmerken import (
    Leefbaarheid,
    Leefbaarheidsreden,
    Menging,
    Woonvorm,
    aandeel_belemmeringen,
    aandeel_waarschuwingen,
    is_aandeel_vol,
    is_klein_en_stil,
    kamer_waarschuwingen,
    leefbaarheid_belemmeringen,
    open_vragen,
    zorgvastgoed_belemmeringen,
    zorgvastgoed_omklap_belemmeringen,
    zorgvastgoed_waarschuwingen,
)

VANDAAG = date(2026, 3, 2)
GEWOON, DRUK = Leefbaarheid.GEWOON, Leefbaarheid.ONDER_DRUK
OVERLAST, GEEN_DRUK = Leefbaarheidsreden.OVERLAST, Leefbaarheidsreden.GEEN_DRUK


@pytest.mark.clausule("Z-4.14")
@pytest.mark.parametrize(
    ("soort", "stil", "kamers", "verwacht"),
    [
        ("studio", True, None, True),
        ("studio", True, 2, True),
        ("studio", True, 3, False),
        ("studio", None, 1, False),
        ("studio", False, 1, False),
        ("portiekflat", True, None, False),
        ("portiekflat", True, 2, True),
        ("portiekflat", True, 3, False),
    ],
)
def test_a_small_quiet_home_is_only_one_of_which_that_is_known(soort, stil, kamers, verwacht) -> None:
    assert is_klein_en_stil(woningtype=Woningtype(soort), stil_huis=stil, kamers=kamers) is verwacht


@pytest.mark.clausule("P-5")
def test_only_what_is_known_to_be_a_room_is_called_one() -> None:
    assert [len(kamer_waarschuwingen(zelfstandig=z)) for z in (True, None, False)] == [0, 0, 1]


@pytest.mark.clausule("P-6")
def test_zorgvastgoed_is_only_let_through_the_zorgorganisatie_and_unknown_stops_nobody() -> None:
    weigert = {vorm for vorm in Contractvorm if zorgvastgoed_belemmeringen(zorgvastgoed=True, contractvorm=vorm)}
    assert weigert == {
        "tijdelijk_driepartijen", "tijdelijk_met_begeleiding", "driepartijen_onbepaald", "op_naam_huurder",
        "housing_first",
    }  # fmt: skip
    for weet in (None, False):
        assert not any(zorgvastgoed_belemmeringen(zorgvastgoed=weet, contractvorm=vorm) for vorm in Contractvorm)
        assert not zorgvastgoed_omklap_belemmeringen(zorgvastgoed=weet)
        assert not zorgvastgoed_waarschuwingen(zorgvastgoed=weet)
    assert zorgvastgoed_omklap_belemmeringen(zorgvastgoed=True)
    assert "geen eigen huurcontract" in zorgvastgoed_waarschuwingen(zorgvastgoed=True)[0].melding


@pytest.mark.clausule("P-23", "H-38")
def test_the_agreed_share_is_a_number_of_homes_that_warns_when_it_is_reached() -> None:
    assert [is_aandeel_vol(aandeel_max=m, in_opstap=n) for m, n in ((None, 9), (24, 23), (24, 24), (0, 0))] == [
        None, False, True, True,
    ]  # fmt: skip
    assert not aandeel_waarschuwingen(aandeel_max=None, in_opstap=99)
    assert not aandeel_waarschuwingen(aandeel_max=24, in_opstap=23)
    assert "25 van hoogstens 24" in aandeel_waarschuwingen(aandeel_max=24, in_opstap=25)[0].melding
    assert not aandeel_belemmeringen(aandeel_max=32, aantal_woningen=32)
    assert not aandeel_belemmeringen(aandeel_max=32, aantal_woningen=None)
    assert [b.veld for b in aandeel_belemmeringen(aandeel_max=33, aantal_woningen=32)] == ["aandeel_max"]


@pytest.mark.clausule("C-9", "C-10")
def test_what_the_corporatie_did_not_say_of_a_building_stays_asked() -> None:
    assert [b.clausule for b in open_vragen(menging=None, woonvormen=[])] == ["C-9", "C-10"]
    assert [b.clausule for b in open_vragen(menging=Menging.NU_NIET, woonvormen=[])] == ["C-10"]
    assert not open_vragen(menging=Menging.KAN_ERBIJ, woonvormen=[Woonvorm.ZELFSTANDIG])


@pytest.mark.clausule("Z-9.21")
@pytest.mark.parametrize(
    ("stand", "reden", "vanaf", "laatste", "velden"),
    [
        (DRUK, OVERLAST, VANDAAG, None, []),
        (GEWOON, None, VANDAAG, None, []),
        (DRUK, None, VANDAAG, None, ["reden"]),
        (DRUK, GEEN_DRUK, VANDAAG, None, ["reden"]),
        (DRUK, OVERLAST, date(2026, 3, 3), None, ["vanaf"]),
        (DRUK, OVERLAST, VANDAAG, (DRUK, OVERLAST, date(2026, 1, 1)), ["stand"]),
        (DRUK, Leefbaarheidsreden.GEBOUW, VANDAAG, (DRUK, OVERLAST, date(2026, 1, 1)), []),
        (GEWOON, None, VANDAAG, (GEWOON, GEEN_DRUK, date(2026, 1, 1)), ["stand"]),
        (GEWOON, None, date(2025, 12, 31), (DRUK, OVERLAST, date(2026, 1, 1)), ["vanaf"]),
        (GEWOON, None, date(2026, 1, 1), (DRUK, OVERLAST, date(2026, 1, 1)), []),
    ],
)
def test_the_state_of_a_building_has_a_fact_and_a_day(stand, reden, vanaf, laatste, velden) -> None:
    gevonden = leefbaarheid_belemmeringen(stand=stand, reden=reden, vanaf=vanaf, laatste=laatste, peildatum=VANDAAG)
    assert [b.veld for b in gevonden] == velden
