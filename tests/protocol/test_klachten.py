"""Where a complaint goes: what the regeling says, else the way of who wrote the letter (Z-15, I-32)."""

from __future__ import annotations

import pytest

from opstap.protocol.klachten import Klachtonderwerp, klachtadres, klachtroute, staat_bezwaar_open, wegwijzer
from opstap.protocol.parameters import Klachtroute, Parameters

K, R = Klachtonderwerp, Klachtroute


@pytest.mark.clausule("Z-15.1", "Z-15.5", "I-32")
@pytest.mark.parametrize(
    ("onderwerp", "afzender", "parameters", "route"),
    [
        (K.HUUR, "zorg", Parameters(klachtroute_huur=R.GESCHILLENCOMMISSIE), R.GESCHILLENCOMMISSIE),
        (K.TOELATING, "corporatie", Parameters(klachtroute_toelating=R.GEMEENTE), R.GEMEENTE),
        (K.TOELATING, "corporatie", Parameters(klachtroute_toewijzing=R.GEMEENTE), R.GESCHILLENCOMMISSIE),
        (K.TOEWIJZING, "gemeente", Parameters(), R.GEMEENTE),
        (K.SAMENWERKING, "zorg", Parameters(klachtroute_huur=R.GEMEENTE), R.ZORG),
        (K.TOELATING, "overig", Parameters(), None),
    ],
)
def test_the_regeling_goes_before_who_wrote_it(
    onderwerp: Klachtonderwerp, afzender: str, parameters: Parameters, route: Klachtroute | None
) -> None:
    assert klachtroute(onderwerp=onderwerp, afzendersoort=afzender, parameters=parameters) is route


@pytest.mark.clausule("Z-15.1")
@pytest.mark.parametrize(
    ("route", "afzender", "eigen", "adres"),
    [
        (R.ZORG, "zorg", "mevrouw Klacht", "mevrouw Klacht"),
        (R.ZORG, "zorg", "", R.ZORG.label),
        (R.GESCHILLENCOMMISSIE, "zorg", "mevrouw Klacht", R.GESCHILLENCOMMISSIE.label),
        (None, "overig", "het bestuur", "het bestuur"),
        (None, "overig", "", ""),
    ],
)
def test_the_words_of_the_sender_count_only_when_the_complaint_is_about_her(
    route: Klachtroute | None, afzender: str, eigen: str, adres: str
) -> None:
    assert klachtadres(route=route, afzendersoort=afzender, eigen=eigen) == adres


@pytest.mark.clausule("Z-15.1")
@pytest.mark.parametrize(
    ("onderwerp", "is_besluit", "is_urgentie", "bezwaar"),
    [
        (K.TOELATING, True, True, True),
        (K.TOELATING, False, True, False),
        (K.TOELATING, True, False, False),
        (K.TOELATING, True, None, False),
        (K.HUUR, True, True, False),
    ],
)
def test_bezwaar_is_only_against_a_besluit_of_the_gemeente(
    onderwerp: Klachtonderwerp, is_besluit: bool, is_urgentie: bool | None, bezwaar: bool
) -> None:
    parameters = Parameters(toelating_is_urgentiebesluit=is_urgentie, klachtroute_toelating=R.GESCHILLENCOMMISSIE)
    assert staat_bezwaar_open(onderwerp=onderwerp, is_besluit=is_besluit, parameters=parameters) is bezwaar
    route = klachtroute(onderwerp=K.TOELATING, afzendersoort="corporatie", parameters=parameters)
    assert route is (R.GEMEENTE if is_urgentie else R.GESCHILLENCOMMISSIE)


@pytest.mark.clausule("Z-15.1", "Z-15.4")
def test_the_signpost_names_a_place_for_every_subject_and_the_law_for_wmo() -> None:
    waar = dict(wegwijzer(loketsoort="corporatie", parameters=Parameters(klachtroute_huur=R.GEMEENTE)))
    assert waar["Welke woning iemand krijgt aangeboden"] == R.GESCHILLENCOMMISSIE.label
    assert waar["De huur en het contract"] == R.GEMEENTE.label
    assert waar["De begeleiding en de hulp"] == R.ZORG.label
    assert "bezwaar" in waar["Een besluit over Wmo of Participatiewet"]
    assert dict(wegwijzer(loketsoort="overig", parameters=Parameters()))["Of iemand mee mag doen"] == (
        "wie de brief stuurde"
    )
