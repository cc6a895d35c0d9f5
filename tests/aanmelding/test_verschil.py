"""A colleague was first: what she stored stands beside what was typed; nobody writes over it unseen (laws 4, 10)."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aanmelding import services
from aanmelding.delen.huishouden import huishouden
from aanmelding.delen.vertegenwoordiging import contacten
from aanmelding.delen.woonprofiel import factorrijen
from aanmelding.leefgebieden import rij_met_nummer
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.protocol.woonprofiel import VAN_DE_BUURT, VAN_DE_WONING, Woonwensen
from opstap.trajecten.models import Concept, Traject
from tests.aanmelding.conftest import Spel, aanmelding_van
from tests.aanmelding.test_wonen import PARTNER, SAMEN, vul_in

HIER = {"HTTP_ORIGIN": "http://testserver"}
LOS = ("huishouden", "woonprofiel", "begeleiding", "woonverleden", "betaalbaarheid", "vertegenwoordiging")
DELEN = ("persoon", "uitstroom", *LOS, "leefgebied")


@pytest.fixture(autouse=True)
def _ingelogd(client: Client, spel: Spel) -> None:
    client.force_login(spel.regio.begeleider)


def pad(traject: Traject, deel: str) -> str:
    meer = [1] if deel == "leefgebied" else []
    return reverse(f"aanmelding:{deel}", args=[traject.sleutel, *meer])


def technisch(pagina: Any) -> dict[str, str]:
    """What the page sends along by itself."""
    concept = pagina.context["concept"]
    return {
        "verzoek": str(pagina.context["verzoek"]),
        "versie": str(pagina.context["formulier_versie"]),
        "concept_versie": str(concept.versie) if concept else "",
    }


def verschil(antwoord: Any) -> dict[str, tuple[str, str]]:
    assert antwoord.status_code == 422
    return {v.naam: (v.getypt, v.nu) for v in antwoord.context["nu_opgeslagen"]}


def samen(spel: Spel, traject: Traject, **anders: Any) -> None:
    services.huishouden_bijwerken(traject=traject.sleutel, namens=spel.zorg, gegevens=SAMEN, **anders)


def test_what_a_colleague_stored_stands_beside_what_was_typed_with_who_and_when(client: Client, spel: Spel) -> None:
    """Fails when `post` gives the page no `verschillen`."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    antwoord = client.post(pad(traject, "huishouden"), {"alleen": "ja", "kinderen": "2020"} | oud)
    assert verschil(antwoord) == {
        "alleen": ("Ja", "Nee"),
        "medehuurder_naam": ("niets ingevuld", PARTNER),
        "medehuurder_geboren": ("niets ingevuld", "08-04-1993"),
        "kinderen": ("2020", "2014, 2019"),
    }
    html = antwoord.content.decode()
    assert "Dat legde u zelf vast op 5 januari 2026" in html
    assert ">Bewaar wat ik heb getypt<" in html and ">Neem over wat nu is opgeslagen<" in html
    assert 'value="medehuurder_naam" id="overnemen_2" checked' in html, "wie niets typte, wist niets"
    assert 'value="alleen" id="overnemen_1">' in html


def test_the_second_press_stores_what_was_typed_and_keeps_what_was_ticked(client: Client, spel: Spel) -> None:
    """Fails when the ticks are not looked at: the medehuurder of the colleague is gone."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    getypt = {"alleen": "nee", "kinderen": "2020"}
    nieuw = technisch(client.post(pad(traject, "huishouden"), getypt | oud))
    houd = {"overnemen": ["medehuurder_naam", "medehuurder_geboren"]}
    assert client.post(pad(traject, "huishouden"), getypt | houd | nieuw).status_code == 302
    rij = huishouden(aanmelding_van(traject))
    assert rij is not None and rij.medehuurder is not None
    assert (rij.medehuurder.naam, rij.kinderen) == (PARTNER, [2020])


def test_a_third_change_in_between_is_seen_again(client: Client, spel: Spel) -> None:
    """Fails when the next try carries no version: the third change is written over unseen."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    getypt = {"alleen": "ja"}
    nieuw = technisch(client.post(pad(traject, "huishouden"), getypt | oud))
    derde = services.Huishoudgegevens(alleen=False, kinderen=(2011,))
    services.huishouden_bijwerken(traject=traject.sleutel, namens=spel.zorg, gegevens=derde)
    opnieuw = verschil(client.post(pad(traject, "huishouden"), getypt | nieuw))
    assert opnieuw == {"alleen": ("Ja", "Nee"), "kinderen": ("niets ingevuld", "2011")}


def test_what_was_left_alone_follows_what_a_colleague_stored(client: Client, spel: Spel) -> None:
    """Fails when the form does not carry what it began with: her telephone number is written over by the old one."""
    traject = spel.ingevuld()
    persoon = traject.persoon
    assert persoon is not None
    wie = {"naam": persoon.naam, "geboortedatum": persoon.geboortedatum}
    deel = {"traject": traject.sleutel, "namens": spel.zorg} | wie
    services.persoon_bijwerken(telefoon="0575 111111", **deel)
    pagina = client.get(pad(traject, "persoon"))
    oud = technisch(pagina) | {"_begin": pagina.context["begin"]} | _als_de_browser(pagina.context["form"])
    services.persoon_bijwerken(telefoon="0575 222222", **deel)
    antwoord = client.post(pad(traject, "persoon"), oud | {"adres": "Kerkstraat 2, 7200 AB Zutphen"})
    assert {v.naam: v.aan for v in antwoord.context["nu_opgeslagen"]} == {"telefoon": True, "adres": False}
    nieuw = oud | technisch(antwoord) | {"adres": "Kerkstraat 2, 7200 AB Zutphen", "overnemen": "telefoon"}
    assert client.post(pad(traject, "persoon"), nieuw).status_code == 302
    persoon.refresh_from_db()
    assert (persoon.telefoon, persoon.adres) == ("0575 222222", "Kerkstraat 2, 7200 AB Zutphen")


def test_what_was_left_alone_is_known_after_a_walk_through_the_concept(client: Client, spel: Spel) -> None:
    """Seen to fail: the concept forgot what the form began with, and the old address was stored over the new one."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    begin = client.get(pad(traject, "huishouden")).context["begin"]
    client.post(pad(traject, "huishouden"), {"alleen": "ja", "_begin": begin, "concept": "ja"} | oud, **HIER)
    assert client.get(pad(traject, "huishouden")).context["begin"] == begin


def test_what_was_emptied_on_purpose_is_not_filled_again_by_itself(client: Client, spel: Spel) -> None:
    """Seen to fail: an empty field was always ticked."""
    traject = spel.ingevuld()
    samen(spel, traject)
    pagina = client.get(pad(traject, "huishouden"))
    oud = technisch(pagina) | {"_begin": pagina.context["begin"]} | _als_de_browser(pagina.context["form"])
    nieuwer = dataclasses.replace(SAMEN, kinderen=(2011,))
    services.huishouden_bijwerken(traject=traject.sleutel, namens=spel.zorg, gegevens=nieuwer)
    leeg = {"alleen": "ja", "medehuurder_naam": "", "medehuurder_geboren": ""}
    antwoord = client.post(pad(traject, "huishouden"), oud | leeg)
    assert {v.naam: v.aan for v in antwoord.context["nu_opgeslagen"]} == {
        "alleen": False, "medehuurder_naam": False, "medehuurder_geboren": False, "kinderen": True,
    }  # fmt: skip


def test_after_a_third_change_the_back_button_still_finds_what_was_typed(client: Client, spel: Spel) -> None:
    """Seen to fail: the concept was of before the third change, so nothing was kept and the text was gone."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    getypt = {"alleen": "ja", "kinderen": "2012"}
    nieuw = technisch(client.post(pad(traject, "huishouden"), getypt | oud, **HIER))
    Concept.objects.all().delete()  # as sending the page does
    samen(spel, traject)
    antwoord = client.post(pad(traject, "huishouden"), getypt | nieuw, **HIER)
    assert antwoord.status_code == 422
    terug = client.get(antwoord.context["terug_naar"])
    assert 'value="2012"' in terug.content.decode()


@pytest.mark.parametrize("begin", ["", "{", "[1]", '{"alleen": 3}'])
def test_whatever_comes_back_as_what_the_form_began_with_breaks_nothing(client: Client, spel: Spel, begin: str) -> None:
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden"))) | {"_begin": begin}
    samen(spel, traject)
    assert "kinderen" in verschil(client.post(pad(traject, "huishouden"), {"alleen": "ja"} | oud))


def test_somebody_can_take_over_all_that_is_stored_now(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    nieuw = technisch(client.post(pad(traject, "huishouden"), {"alleen": "ja"} | oud, **HIER))
    assert Concept.objects.exists()
    antwoord = client.post(pad(traject, "huishouden"), {"alleen": "ja", "overnemen_alles": "ja"} | nieuw, **HIER)
    assert antwoord.headers["Location"] == pad(traject, "huishouden") and not Concept.objects.exists()
    assert PARTNER in client.get(pad(traject, "huishouden")).content.decode()


def test_taking_over_throws_nothing_away_that_a_colleague_is_typing(client: Client, spel: Spel) -> None:
    """Fails when `vergeten` does not look whose concept it is."""
    traject = spel.ingevuld()
    leider = spel.regio.ingelogd(spel.regio.teamleider_zorg)
    mijn = technisch(client.get(pad(traject, "huishouden")))
    leider.post(pad(traject, "huishouden"), {"alleen": "nee", "concept": "auto"} | mijn, HTTP_X_CONCEPT="1")
    client.post(pad(traject, "huishouden"), {"overnemen_alles": "ja"} | mijn)
    assert Concept.objects.get().velden["alleen"] == ["nee"]


def test_the_rows_of_a_colleague_are_shown_in_every_part_that_has_rows(client: Client, spel: Spel) -> None:
    """Fails when a part loses rows in silence: none of them is among the differences."""
    traject = spel.ingevuld()
    deel = {"traject": traject.sleutel, "namens": spel.zorg}
    oud = {d: technisch(client.get(pad(traject, d))) for d in ("vertegenwoordiging", "woonprofiel")}
    wie = {Vertegenwoordiging.MENTOR: services.Vertegenwoordiger("Rietgors Mentornaam")}
    services.vertegenwoordiging_bijwerken(gegevens=wie, **deel)
    woning, buurt = VAN_DE_WONING[0], VAN_DE_BUURT[0]
    services.woonprofiel_bijwerken(wensen=Woonwensen(), factoren=[woning, buurt], **deel)
    antwoord = client.post(pad(traject, "vertegenwoordiging"), {"beslist_mee": "nee"} | oud["vertegenwoordiging"])
    assert verschil(antwoord)["mentor_naam"] == ("niets ingevuld", "Rietgors Mentornaam")
    verschillen = verschil(client.post(pad(traject, "woonprofiel"), oud["woonprofiel"]))
    assert {naam: nu.lower() for naam, (_, nu) in verschillen.items()} == {
        "woning": woning.label.lower(),
        "buurt": buurt.label.lower(),
    }
    assert len(contacten(aanmelding_van(traject))) == 1 and len(factorrijen(aanmelding_van(traject))) == 2


def test_the_answer_of_a_colleague_about_a_leefgebied_is_shown(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "leefgebied")))
    rij = rij_met_nummer(aanmelding_van(traject), 1)
    assert rij is not None
    contact = services.Contactgegevens("Kluut Contactnaam")
    antwoord = services.Checklistantwoord(stand="geregeld", uitvoerder=spel.regio.andere_zorg.sleutel, contact=contact)  # type: ignore[arg-type]
    services.leefgebied_bijwerken(
        traject=traject.sleutel, leefgebied=rij.leefgebied, antwoord=antwoord, namens=spel.zorg
    )
    gezien = verschil(client.post(pad(traject, "leefgebied"), {"stand": "niet_van_toepassing"} | oud))
    assert gezien["contact_naam"] == ("niets ingevuld", "Kluut Contactnaam")
    assert gezien["uitvoerder"] == ("niets ingevuld", spel.regio.andere_zorg.naam)


def test_nothing_is_called_different_that_is_the_same(client: Client, spel: Spel) -> None:
    """Each part, sent as it was opened, with a version nobody has."""
    traject = spel.ingevuld()
    vul_in(spel, traject)
    services.vertegenwoordiging_bijwerken(
        traject=traject.sleutel,
        namens=spel.zorg,
        gegevens={Vertegenwoordiging.CURATOR: services.Vertegenwoordiger("Wulp Curatornaam", telefoon="0575 123456")},
    )
    for deel in DELEN:
        pagina = client.get(pad(traject, deel))
        getypt = technisch(pagina) | {"versie": "7"} | _als_de_browser(pagina.context["form"])
        assert verschil(client.post(pad(traject, deel), getypt)) == {}, deel


def _als_de_browser(form: Any) -> dict[str, Any]:
    gestuurd: dict[str, Any] = {}
    for veld in form:
        if veld.widget_type == "checkbox":
            gestuurd |= {veld.name: "on"} if veld.value() else {}
        elif (waarde := veld.field.widget.format_value(veld.value())) not in (None, [""]):
            gestuurd[veld.name] = waarde
    return gestuurd


def test_a_mistake_does_not_lose_what_was_taken_over(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    getypt = {"alleen": "nee", "kinderen": "geen jaar"}
    nieuw = technisch(client.post(pad(traject, "huishouden"), {"alleen": "nee"} | oud))
    fout = client.post(pad(traject, "huishouden"), getypt | {"overnemen": ["medehuurder_naam"]} | nieuw)
    assert fout.status_code == 422 and PARTNER in fout.content.decode() and "geen jaar" in fout.content.decode()


def test_the_day_of_birth_of_the_colleague_is_no_other_day(client: Client, spel: Spel) -> None:
    """`8-4-1993` and `08-04-1993` are one day."""
    traject = spel.ingevuld()
    oud = technisch(client.get(pad(traject, "huishouden")))
    samen(spel, traject)
    getypt = {"alleen": "nee", "medehuurder_naam": PARTNER, "medehuurder_geboren": "8-4-1993", "kinderen": "2020"}
    assert set(verschil(client.post(pad(traject, "huishouden"), getypt | oud))) == {"kinderen"}
    assert date(1993, 4, 8) == huishouden(aanmelding_van(traject)).medehuurder.geboortedatum  # type: ignore[union-attr]
