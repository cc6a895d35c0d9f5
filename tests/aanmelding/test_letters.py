"""The letters before the besluit: that it came in, and that something is missing."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from aanmelding import services
from aanmelding.letters import ontvangstgegevens
from opstap.post.models import Brief
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.protocol.parameters import Parameters
from opstap.trajecten.models import Persoon, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel
from tests.aanmelding.test_afspraken import _nieuw as nieuwe_afspraken

VRAAG = "Klopt de dag van vertrek nog?"


def brieven(traject: Traject, soort: str) -> dict[str, str]:
    rijen = Brief.objects.filter(traject=traject, soort=soort).select_related("inhoud")
    return {b.geadresseerde: b.inhoud.html for b in rijen}


def te_versturen(traject: Traject) -> list[str]:
    return sorted({b.soort for b in Brief.objects.filter(traject=traject).te_versturen()})


def gevraagd(spel: Spel, traject: Traject) -> None:
    services.aanvulling_vragen(
        traject=traject.sleutel, onderdelen=["checklist", "uitstroom"], tekst=VRAAG, namens=spel.coordinator
    )


# --- it came in --------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-9.1", "Z-9.2", "Z-15.3")
def test_who_sends_an_aanmelding_reads_what_happens_now_and_by_when(spel: Spel) -> None:
    gestuurd = brieven(spel.verstuurd(), "ontvangst")
    assert set(gestuurd) == {"kandidaat", "zorgorganisatie"}
    for html in gestuurd.values():
        assert "Op 5 januari 2026 kregen wij uw aanmelding voor Opstapwoningen Zutphen 2024" in html
        assert "uiterlijk 19 januari 2026" in html and "akkoord" not in html
        assert "met u praten" in html and "cliëntondersteuner" in html


@pytest.mark.clausule("I-3", "I-9")
def test_while_an_akkoord_is_open_there_is_a_term_and_no_day_and_nobody_is_named(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    for html in brieven(traject, "ontvangst").values():
        assert "akkoord" not in html and "binnen 14 dagen" in html and "19 januari" not in html
        assert Leefgebied.VERSLAVING.label not in html and spel.regio.andere_zorg.naam not in html


@pytest.mark.clausule("Z-1.13")
def test_a_regeling_without_a_term_gives_no_day() -> None:
    gegevens = ontvangstgegevens(ingediend_op=DAG, compleet_op=DAG, gesprek_nodig=False, parameters=Parameters())
    assert (gegevens["termijn_tekst"], gegevens["besluit_tekst"]) == ("", "")


def test_it_is_told_once(spel: Spel) -> None:
    """Seen to fail with a letter at every sending."""
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    later = UITSTROOM + timedelta(days=14)
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=later)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert traject.aanmelding.versies.count() == 2
    assert Brief.objects.filter(traject=traject, soort="ontvangst").count() == 2


def test_who_hides_the_address_gets_it_through_the_zorgorganisatie(spel: Spel) -> None:
    traject = spel.ingevuld()
    Persoon.objects.update(adres_geheim=True)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    html = brieven(traject, "ontvangst")["kandidaat"]
    assert f"p/a {spel.regio.zorg.naam}" in html and "Kerkstraat" not in html


# --- something is missing ----------------------------------------------------------------------------------------


@pytest.mark.clausule("I-3", "I-9")
def test_a_question_is_told_by_what_the_part_asks_and_never_in_its_own_words(spel: Spel) -> None:
    """Seen to fail with the words of the question in the letter, and with the title of the part."""
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    gestuurd = brieven(traject, "aanvulling")
    assert set(gestuurd) == {"kandidaat", "zorgorganisatie"}
    for html in gestuurd.values():
        assert "<li>welke hulp er nodig is, en wie die geeft</li>" in html and "Leefgebieden" not in html
        assert "<li>de dag van vertrek, de binding met de gemeente, de inschrijving bij Woonkeus en " in html
        assert "vertrek nog" not in html
        assert "uiterlijk maandag 12 januari 2026" in html, "when the answer is wanted"
        assert "uiterlijk 19 januari 2026" in html, "and the term runs on"


def test_before_it_is_compleet_the_question_names_no_day_for_the_besluit(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    gevraagd(spel, traject)
    assert "19 januari" not in brieven(traject, "aanvulling")["kandidaat"]


def _geantwoord(spel: Spel, traject: Any) -> None:
    verloop.verstuurd(op=DAG, traject=traject, begeleider=spel.zorg)


def _teruggenomen(spel: Spel, traject: Any) -> None:
    services.aanvulling_terugnemen(traject=traject, namens=spel.coordinator)


@pytest.mark.parametrize("afloop", [_geantwoord, _teruggenomen])
def test_a_question_that_is_over_need_not_be_posted(spel: Spel, afloop: Any) -> None:
    """Seen to fail without taking it off the list."""
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    assert te_versturen(traject) == ["aanvulling", "ontvangst"]
    afloop(spel, traject.sleutel)
    assert te_versturen(traject) == ["ontvangst"]


@pytest.mark.parametrize("is_verstuurd", [True, False])
def test_after_the_besluit_only_the_besluit_goes_out(spel: Spel, is_verstuurd: bool) -> None:
    traject = spel.met_gesprek()
    if is_verstuurd:
        Brief.objects.update(verzonden_op=DAG, verzendwijze="post", verzonden_rol="coordinator")
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    assert te_versturen(traject) == ["toelating"]
    assert Brief.objects.filter(soort="ontvangst", hoeft_niet_op=None).exists() is is_verstuurd


def test_who_takes_the_aanmelding_back_gets_no_letter_that_it_came_in(spel: Spel) -> None:
    traject = spel.verstuurd()
    reden = Intrekreden.codes()[0]
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden(reden), namens=spel.zorg)
    assert te_versturen(traject) == []


@pytest.mark.clausule("I-28")
def test_it_is_the_loket_that_sends_it_and_no_verhuurder_reads_it(spel: Spel) -> None:
    """Seen to fail while every letter but an aanbod was for the consulent to read."""
    traject = spel.verstuurd()
    assert Brief.objects.van([spel.coordinator]).te_versturen().filter(soort="ontvangst").count() == 2
    elders = dataclasses.replace(spel.coordinator, rol=Rol.CONSULENT, organisatie=spel.regio.andere_corporatie.sleutel)
    assert not traject.brieven.leesbaar_voor([elders]).exists()


# --- where the gemeente decides ----------------------------------------------------------------------------------


def _met_urgentie(spel: Spel) -> None:
    nieuwe_afspraken(spel, vanaf=DAG, toelating_is_urgentiebesluit=True, besluittermijn_dagen=42)


@pytest.mark.clausule("Z-15.1", "Z-15.3")
@pytest.mark.parametrize("uitkomst", ["toelating", "afwijzing"])
def test_against_an_urgentiebesluit_somebody_can_object_within_six_weeks(spel: Spel, uitkomst: str) -> None:
    """Seen to fail without the look at the kind of letter: bezwaar against the letter that it came in."""
    _met_urgentie(spel)
    traject = spel.met_gesprek()
    wie = {"op": DAG, "traject": traject.sleutel, "coordinator": spel.coordinator}
    if uitkomst == "toelating":
        verloop.toegelaten(**wie)
    else:
        verloop.afgewezen(**wie, invoer=dataclasses.replace(verloop.VOLDOET, betaalbaar=False))
    for html in brieven(traject, uitkomst).values():
        assert "bezwaar maken <strong>binnen zes weken" in html and spel.regio.gemeente.naam in html
        assert "geschillencommissie" not in html and "cliëntondersteuner" in html
    for html in brieven(traject, "ontvangst").values():
        assert "bezwaar" not in html and "klachtencommissie van de gemeente" in html


@pytest.mark.clausule("I-3")
def test_the_term_of_an_urgentiebesluit_runs_from_the_day_it_came_in(spel: Spel) -> None:
    _met_urgentie(spel)
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    assert traject.termijnen.get(soort="toelating_besluiten").datum == DAG + timedelta(days=42)
    assert "uiterlijk 16 februari 2026" in brieven(traject, "ontvangst")["kandidaat"]
