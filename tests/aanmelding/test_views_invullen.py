"""The pages of the begeleider."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aanmelding import services
from aanmelding.forms import AkkoordForm
from aanmelding.models import Aanmelding, AanmeldVersie
from aanmelding.overzicht import GEWIJZIGD
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute
from opstap.protocol.parameters import als_document
from opstap.protocol.toetsing import ALLEEN_ZELF
from opstap.regelingen.models import Deelname, RegelingVersie
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.models import Traject, Verklaring
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd, stuur

NIEUW = {"naam": "Sam Kastelein", "geboortedatum": "1-3-1990", "instroomroute": "opvang"}
DELEN = ("invullen", "persoon", "uitstroom", "checklist", "akkoord", "controleren", "intrekken")


@pytest.fixture
def client(spel: Spel) -> Client:
    return ingelogd(spel.regio.begeleider)


def fout(antwoord: Any, *stukken: str) -> str:
    """The page with the error: nothing happened, the message is there."""
    assert antwoord.status_code == 422
    html: str = antwoord.content.decode()
    assert "<title>Fout:" in html
    for stuk in stukken:
        assert stuk in html, stuk
    return html


# --- beginning ---------------------------------------------------------------------------------------------------


def test_four_answers_begin_an_aanmelding(client: Client) -> None:
    antwoord = stuur(client, reverse("aanmelding:beginnen"), NIEUW)
    aanmelding = Aanmelding.objects.select_related("traject__persoon").get()
    assert antwoord.headers["Location"] == adres("invullen", aanmelding.traject)
    assert aanmelding.traject.persoon is not None
    assert aanmelding.traject.persoon.geboortedatum == date(1990, 3, 1)
    assert aanmelding.traject.instroomroute == "opvang"


def test_sending_twice_begins_one_aanmelding(client: Client) -> None:
    verzoek = uuid.uuid4()
    een = stuur(client, reverse("aanmelding:beginnen"), NIEUW, verzoek=verzoek)
    twee = stuur(client, reverse("aanmelding:beginnen"), NIEUW, verzoek=verzoek)
    assert een.headers["Location"] == twee.headers["Location"]
    assert Traject.objects.count() == 1


@pytest.mark.clausule("Z-6.4")
def test_an_empty_beginning_says_what_to_do(client: Client) -> None:
    fout(
        stuur(client, reverse("aanmelding:beginnen"), {}),
        "Vul de naam van de kandidaat in.",
        "Vul de geboortedatum in, bijvoorbeeld 1-3-1990.",
        "Kies waar de kandidaat nu verblijft.",
    )
    assert not Traject.objects.exists()


@pytest.mark.parametrize("getypt", ["31-2-1990", "gisteren", "1-3-90", "5-1-2026", "1-1-2030"])
def test_a_wrong_date_of_birth_stays_on_the_page(client: Client, getypt: str) -> None:
    html = fout(
        stuur(client, reverse("aanmelding:beginnen"), NIEUW | {"geboortedatum": getypt}), "bijvoorbeeld 1-3-1990."
    )
    assert f'value="{getypt}"' in html
    assert 'value="Sam Kastelein"' in html


def test_who_takes_part_in_two_regelingen_chooses(client: Client, spel: Spel) -> None:
    tweede = regeling_uit_preset(slug="apeldoorn", vanaf=date(2024, 1, 1))
    Deelname.objects.create(
        regeling=tweede, organisatie=spel.regio.zorg, hoedanigheid=Hoedanigheid.BEGELEIDING, vanaf=date(2024, 1, 1)
    )
    url = reverse("aanmelding:beginnen")
    fout(stuur(client, url, NIEUW), "Kies voor welke regeling u aanmeldt.")
    stuur(client, url, NIEUW | {"regeling": str(tweede.sleutel)})
    assert Traject.objects.get().regeling == tweede


def test_an_organisation_without_regeling_reads_why(client: Client, spel: Spel) -> None:
    Deelname.objects.filter(organisatie=spel.regio.zorg).update(tot=DAG)
    html = client.get(reverse("aanmelding:beginnen")).content.decode()
    assert "doet nog niet mee aan een regeling" in html
    assert "Begin de aanmelding" not in html


# --- the task list -----------------------------------------------------------------------------------------------


def test_the_task_list_shows_each_part_and_that_nothing_is_sent(client: Client, spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    html = client.get(adres("invullen", traject)).content.decode()
    assert "Klaar: 1 van de 4 delen." in html
    assert "nog niet verstuurd" in html
    for deel in ("persoon", "uitstroom", "checklist", "akkoord", "controleren"):
        assert adres(deel, traject) in html
    assert html.count("btn-primary") == 1


def test_after_compleet_the_task_list_leads_to_reading(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd()
    assert client.get(adres("invullen", traject)).headers["Location"] == adres("bekijken", traject)


def test_a_withdrawn_form_that_was_never_sent_leads_to_the_traject(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    stuur(client, adres("intrekken", traject), {"reden": "dubbel"})
    assert client.get(adres("invullen", traject)).headers["Location"] == reverse("traject", args=[traject.sleutel])


# --- the parts ---------------------------------------------------------------------------------------------------


def test_the_person_is_saved_and_shown_again(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    nieuw = {"naam": "Robin", "geboortedatum": "02-04-1991", "telefoon": "+31 (0)6 1234-5678", "adres": "A 1, B"}
    antwoord = stuur(client, adres("persoon", traject), nieuw)
    assert antwoord.headers["Location"] == adres("akkoord", traject)  # it is about somebody else now
    html = client.get(adres("persoon", traject)).content.decode()
    for waarde in nieuw.values():
        assert f'value="{waarde}"' in html


def test_what_is_no_number_is_said_with_its_field_and_stays(client: Client, spel: Spel) -> None:
    """Seen to fail: a whole sentence was kept as a telephone number."""
    traject = spel.ingevuld()
    for deel, getypt, label in (
        ("persoon", {"naam": "R", "geboortedatum": "2-4-1991", "telefoon": "belt zelf terug"}, "Telefoonnummer"),
        ("uitstroom", {"instroomroute": "opvang", "woonkeus_nummer": "komt nog"}, "Inschrijfnummer bij Woonkeus"),
    ):
        html = fout(stuur(client, adres(deel, traject), getypt), f"Vul bij “{label}” alleen", "Laat het dan leeg.")
        for waarde in (v for k, v in getypt.items() if k in ("telefoon", "woonkeus_nummer")):
            assert f'value="{waarde}"' in html


def test_a_person_without_a_name_is_not_saved(client: Client, spel: Spel) -> None:
    html = fout(
        stuur(client, adres("persoon", spel.ingevuld()), {"naam": "", "geboortedatum": "", "adres": "Nieuweweg 1, X"}),
        "Vul de naam van de kandidaat in.",
        "Vul de geboortedatum in",
    )
    assert "Nieuweweg 1, X" in html


def test_uitstroom_is_saved_and_shown_again(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    gegevens = {
        "uitstroom": "1-7-2026",
        "instroomroute": "detentie",
        "binding_maanden": "12",
        "direct_voorafgaand": "nee",
        "binding_bron": "verklaring",
        "vrijstelling": "on",
        "woonkeus_nummer": "WK-9",
        "voorkeursroute": "zelf_reageren",
    }
    stuur(client, adres("uitstroom", traject), gegevens)
    form = client.get(adres("uitstroom", traject)).context["form"]
    assert form.initial == {
        "uitstroom": date(2026, 7, 1),
        "instroomroute": "detentie",
        "binding_maanden": 12,
        "direct_voorafgaand": "nee",
        "binding_bron": "verklaring",
        "vrijstelling": True,
        "woonkeus_nummer": "WK-9",
        "voorkeursroute": "zelf_reageren",
    }


def test_uitstroom_names_every_field_that_is_wrong(client: Client, spel: Spel) -> None:
    fouten = {
        "uitstroom": "later",
        "instroomroute": "thuis",
        "binding_maanden": "lang",
        "woonkeus_nummer": "9" * 21,
        "direct_voorafgaand": "misschien",
        "binding_bron": "zomaar",
        "voorkeursroute": "geen",
    }
    html = fout(
        stuur(client, adres("uitstroom", spel.ingevuld()), fouten),
        "Vul bij het vertrek een datum in, bijvoorbeeld 1-9-2026.",
        "Waar verblijft de kandidaat nu?",
        "Vul bij de maanden in de gemeente een heel getal in",
        "Maak het inschrijfnummer korter",
        "Was dat direct voor het verblijf?",
        "Hoe weet u dat?",
        "Hoe wil de kandidaat een woning vinden?",
    )
    assert 'value="later"' in html
    assert "ongeldig" not in html


@pytest.mark.parametrize(("maanden", "zin"), [("-1", "0 of meer"), ("1201", "1200 of minder")])
def test_months_stay_within_a_life(client: Client, spel: Spel, maanden: str, zin: str) -> None:
    gegevens = {"instroomroute": "opvang", "binding_maanden": maanden}
    fout(stuur(client, adres("uitstroom", spel.ingevuld()), gegevens), zin)


@pytest.mark.clausule("Z-1.8", "Z-6.2", "I-6")
def test_zorg_says_once_that_it_is_the_doelgroep_and_that_there_is_a_plan_and_never_why(client, spel: Spel) -> None:
    """One answer of ja or nee: no field for a ground, or for what is in the plan."""
    html = client.get(adres("akkoord", spel.ingevuld())).content.decode()
    assert "De zorgorganisatie: hoort bij de doelgroep," in html
    assert "samen met de kandidaat een plan gemaakt over alle leefgebieden" in html
    assert set(AkkoordForm().fields) == {"soort", "zegt", "datum", "wijze"}


def test_akkoord_is_written_down_one_by_one(client: Client, spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    gegevens = {"soort": "akkoord_kandidaat", "zegt": "ja", "datum": "5-1-2026", "wijze": "gesprek"}
    een = stuur(client, adres("akkoord", traject), gegevens)
    assert een.headers["Location"] == adres("akkoord", traject)
    twee = stuur(client, adres("akkoord", traject), gegevens | {"soort": "verklaring_zorg", "wijze": "schriftelijk"})
    assert twee.headers["Location"] == adres("invullen", traject)  # other parts are not ready
    html = client.get(adres("akkoord", traject)).content.decode()
    assert "5 januari 2026, in een gesprek" in html
    assert "5 januari 2026, op papier, met handtekening" in html


def test_akkoord_asks_who_when_and_how(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    fout(
        stuur(client, adres("akkoord", traject), {}),
        "Kies wie antwoord geeft.",
        "Kies wat het antwoord is.",
        "Vul de datum van het antwoord in, bijvoorbeeld 2-3-2026.",
        "Kies hoe het antwoord is gegeven.",
    )
    morgen = {"soort": "akkoord_kandidaat", "zegt": "ja", "datum": "6-1-2026", "wijze": "gesprek"}
    assert 'value="6-1-2026"' in fout(stuur(client, adres("akkoord", traject), morgen), "in de toekomst")
    fout(stuur(client, adres("akkoord", traject), morgen | {"datum": "dinsdag"}), "Vul bij het antwoord een datum in")
    assert Verklaring.objects.count() == 2


def test_akkoord_after_sending_goes_back_to_the_traject(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd()
    gegevens = {"soort": "akkoord_kandidaat", "zegt": "ja", "datum": "5-1-2026", "wijze": "gesprek"}
    antwoord = stuur(client, adres("akkoord", traject), gegevens)
    assert antwoord.headers["Location"] == reverse("traject", args=[traject.sleutel])


def test_a_page_made_from_an_older_row_keeps_what_was_typed(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    url = adres("uitstroom", traject)
    oud = client.get(url).context["formulier_versie"]
    anders = services.Uitstroomgegevens(Instroomroute.OPVANG)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=anders, namens=spel.zorg)
    gegevens = {"instroomroute": "opvang", "uitstroom": "3-8-2026", "versie": str(oud), "verzoek": str(uuid.uuid4())}
    html = fout(client.post(url, gegevens), "Iemand anders heeft dit intussen gewijzigd")
    assert 'value="3-8-2026"' in html


def test_who_saves_another_part_meanwhile_is_in_nobodys_way(client: Client, spel: Spel) -> None:
    """Seen to fail with the version of the whole form: a change by somebody else, and nothing that differs."""
    traject = spel.ingevuld()
    typ = {"instroomroute": "opvang", "uitstroom": "3-8-2026", "verzoek": str(uuid.uuid4())}
    typ["versie"] = str(client.get(adres("uitstroom", traject)).context["formulier_versie"])
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.gemeentehulp())
    assert client.post(adres("uitstroom", traject), typ).status_code == 302
    assert aanmelding_van(traject).uitstroom == date(2026, 8, 3)


def test_what_does_not_show_while_binding_is_not_asked_is_not_written_over_unseen(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    vrij = services.Uitstroomgegevens(Instroomroute.OPVANG, vrijstelling=True)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=vrij, namens=spel.zorg)
    oud = client.get(adres("uitstroom", traject)).context["formulier_versie"]
    met = services.Uitstroomgegevens(Instroomroute.OPVANG, vrijstelling=True, binding_maanden=40)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=met, namens=spel.zorg)
    gegevens = {"instroomroute": "opvang", "vrijstelling": "on", "versie": str(oud), "verzoek": str(uuid.uuid4())}
    fout(client.post(adres("uitstroom", traject), gegevens), "Iemand anders heeft dit intussen gewijzigd")


def test_a_compleet_form_says_that_it_is_closed(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd()
    for deel in ("uitstroom", "checklist", "controleren"):
        html = client.get(adres(deel, traject)).content.decode()
        assert "niet meer wijzigen" in html
        assert 'type="submit">Opslaan' not in html


# --- sending and withdrawing -------------------------------------------------------------------------------------


def test_before_sending_everything_can_be_read_and_changed(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    html = client.get(adres("controleren", traject)).content.decode()
    for stuk in ("Sam Kastelein", "1 maart 1990", "1 juni 2026", "geregeld, Gemeente Voorstad", "Wie ziet wat?"):
        assert stuk in html
    assert "U verstuurt de aanmelding naar Woonstichting De Brug." in html
    assert "alleen het eigen deel: Dagelijkse verzorging en huishouden." in html
    for deel in ("persoon", "uitstroom", "checklist", "akkoord"):
        assert f'href="{adres(deel, traject)}">Wijzig' in html
    assert "Verstuur de aanmelding" in html


def test_what_is_missing_is_a_warning_with_the_button_below(client: Client, spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    html = client.get(adres("controleren", traject)).content.decode()
    assert "Er staat nog geen datum van uitstroom" in html
    assert "Geld en schulden: kies of ondersteuning nodig is." in html
    assert "U kunt wel verder." in html
    assert "Verstuur de aanmelding" in html


def test_sending_leads_to_the_page_to_read(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    antwoord = stuur(client, adres("controleren", traject), {})
    assert antwoord.headers["Location"] == adres("bekijken", traject)
    assert aanmelding_van(traject).status == "compleet"


def test_a_double_click_sends_one_version(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    verzoek = uuid.uuid4()
    een = stuur(client, adres("controleren", traject), {}, verzoek=verzoek)
    twee = client.post(adres("controleren", traject), {"verzoek": str(verzoek), "versie": "0"})
    assert een.headers["Location"] == twee.headers["Location"]
    assert AanmeldVersie.objects.count() == 1


def test_a_sent_form_without_a_change_has_no_button(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    html = client.get(adres("controleren", traject)).content.decode()
    assert "al verstuurd" in html
    assert "btn-primary" not in html
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    html = client.get(adres("controleren", traject)).content.decode()
    assert "Verstuur de aangepaste aanmelding" in html


def test_a_change_after_sending_is_shown_as_not_sent(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    zin = "gewijzigd en nog niet opnieuw verstuurd"
    for pad in (adres("bekijken", traject), adres("invullen", traject), reverse("traject", args=[traject.sleutel])):
        assert zin not in client.get(pad).content.decode()
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert zin in client.get(adres("bekijken", traject)).content.decode()
    for pad in (adres("invullen", traject), reverse("traject", args=[traject.sleutel])):
        assert GEWIJZIGD in client.get(pad).content.decode(), "ook waar zij verdergaat"
    for pad in (adres("bekijken", traject), reverse("traject", args=[traject.sleutel])):
        assert zin not in ingelogd(spel.regio.coordinator).get(pad).content.decode()


def test_without_a_loket_the_page_says_so(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    Deelname.objects.filter(hoedanigheid=Hoedanigheid.COORDINATIE).update(tot=DAG)
    html = client.get(adres("controleren", traject)).content.decode()
    assert "geen loket" in html
    assert "Verstuur de aanmelding" not in html


def test_withdrawing_asks_why(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    fout(stuur(client, adres("intrekken", traject), {}), "Kies waarom u de aanmelding intrekt.")
    antwoord = stuur(client, adres("intrekken", traject), {"reden": "andere_woning"})
    assert antwoord.headers["Location"] == reverse("traject", args=[traject.sleutel])
    assert aanmelding_van(traject).intrekreden == "andere_woning"


# --- who ---------------------------------------------------------------------------------------------------------


def test_a_stranger_finds_nothing(spel: Spel) -> None:
    traject = spel.verstuurd()
    for wie in (spel.regio.buitenstaander, spel.regio.andere_consulent, spel.regio.consulent, spel.regio.beheerder):
        vreemd = ingelogd(wie)
        for deel in DELEN:
            assert vreemd.get(adres(deel, traject)).status_code == 404, (wie, deel)
            assert vreemd.post(adres(deel, traject), {}).status_code == 404
    nergens = reverse("aanmelding:invullen", args=[uuid.uuid4()])
    assert ingelogd(spel.regio.begeleider).get(nergens).status_code == 404


def test_who_is_on_the_traject_in_another_role_fills_in_nothing(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    for wie in (spel.regio.coordinator, spel.regio.wmo_consulent):
        ander = ingelogd(wie)
        for deel in DELEN:
            assert ander.get(adres(deel, traject)).status_code == 403, (wie, deel)
            assert ander.post(adres(deel, traject), {}).status_code == 403


def test_only_the_zorgorganisatie_begins(spel: Spel) -> None:
    for wie in (spel.regio.coordinator, spel.regio.wmo_consulent, spel.regio.beheerder):
        assert ingelogd(wie).get(reverse("aanmelding:beginnen")).status_code == 403


def test_a_traject_without_aanmelding_has_no_such_pages(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    Aanmelding.objects.all().delete()
    assert client.get(adres("invullen", traject)).status_code == 404
    assert client.get(reverse("traject", args=[traject.sleutel])).status_code == 200


@pytest.mark.clausule("Z-9.5")
def test_without_binding_the_form_and_the_check_say_that_only_reacting_oneself_is_left(
    client: Client, spel: Spel
) -> None:
    """A hint while it is not known, a warning once it is; nobody is stopped. Seen to fail without `waarschuwt`."""
    traject = spel.ingevuld()
    pagina = client.get(adres("uitstroom", traject)).content.decode()
    assert pagina.count(ALLEEN_ZELF) == 1, "under the question only"
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=35
    )
    assert client.get(adres("uitstroom", traject)).content.decode().count(ALLEEN_ZELF) == 2
    assert f"{ALLEEN_ZELF} Kies die route" in client.get(adres("controleren", traject)).content.decode()
    assert stuur(client, adres("controleren", traject), {}).status_code == 302


def test_a_regeling_that_asks_no_binding_says_nothing_of_it(client: Client, spel: Spel) -> None:
    """Seen to fail without the look at the criteria."""
    versie = spel.regio.regeling.versies.get()
    zonder = tuple(c for c in versie.parameters.criteria or () if c != 7)
    nieuw = RegelingVersie(
        regeling=versie.regeling,
        nummer=2,
        document=als_document(replace(versie.parameters, criteria=zonder)),
        vanaf=DAG,
    )
    nieuw.vaststellen()
    nieuw.save()
    traject = spel.ingevuld()
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=35
    )
    for naam in ("uitstroom", "controleren"):
        assert ALLEEN_ZELF not in client.get(adres(naam, traject)).content.decode()
