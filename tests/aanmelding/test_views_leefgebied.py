"""The page of one leefgebied, the list of them, and what the uitvoerder reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from aanmelding import services
from aanmelding.leefgebieden import adres as pagina
from aanmelding.models import Accordering
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import NIET_ALS_RIJ, Hoedanigheid, Leefgebied
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.models import Concept, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_views_invullen import fout

ADL, FINANCIEN, JUSTITIE = Leefgebied.ADL, Leefgebied.FINANCIEN, Leefgebied.JUSTITIE
NVT = {"stand": "niet_van_toepassing"}


@pytest.fixture
def client(spel: Spel) -> Client:
    return ingelogd(spel.regio.begeleider)


@pytest.fixture
def leeg(spel: Spel) -> Traject:
    return verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)


def _url(traject: Traject, gebied: Leefgebied) -> str:
    return pagina(aanmelding_van(traject), gebied)


def _vol(spel: Spel) -> dict[str, str]:
    return {
        "stand": "aangevraagd",
        "uitvoerder": str(spel.regio.gemeente.sleutel),
        "soort": "begeleiding",
        "kader": "wmo",
        "aangevraagd_op": "2-1-2026",
        "start": "1-6-2026",
        "afgestemd_op": "3-1-2026",
        "contact_naam": "Loes Wulp",
        "contact_telefoon": "0611122233",
        "contact_email": "loes@uitvoerder.invalid",
    }


def test_what_is_filled_in_is_saved_and_shown_again(client: Client, spel: Spel, leeg: Traject) -> None:
    stuur(client, _url(leeg, ADL), _vol(spel))
    html = client.get(_url(leeg, ADL)).content.decode()
    for waarde in ("02-01-2026", "01-06-2026", "03-01-2026", "Loes Wulp", "0611122233", "loes@uitvoerder.invalid"):
        assert f'value="{waarde}"' in html, waarde
    assert html.count("checked") == 1
    for code in (spel.regio.gemeente.sleutel, "begeleiding", "wmo"):
        assert f'<option value="{code}" selected>' in html
    assert "<details open>" in html


def test_a_page_of_which_nothing_more_is_known_stays_short(client: Client, leeg: Traject) -> None:
    html = client.get(_url(leeg, ADL)).content.decode()
    assert "<details>" in html
    assert "Is er hulp nodig bij de dagelijkse verzorging of het huishouden?" in html
    assert "Leefgebied 8 van 11." in html


def test_every_leefgebied_has_a_page_with_a_number_and_its_own_question(client: Client, leeg: Traject) -> None:
    vragen = set()
    for gebied in Leefgebied:
        url = _url(leeg, gebied)
        assert gebied not in url
        html = client.get(url).content.decode()
        vragen.add(html.partition("Is er hulp nodig")[2].partition("?")[0])
        assert ("De corporatie ziet niet wat u hier invult." in html) == (gebied in NIET_ALS_RIJ), gebied
    assert len(vragen) == 11
    for getal in (0, 12, 999999):
        assert client.get(url.replace("/11/", f"/{getal}/")).status_code == 404


def test_saving_leads_to_the_next_that_is_not_ready_and_then_to_the_next_part(
    client: Client, spel: Spel, leeg: Traject
) -> None:
    volgende = stuur(client, _url(leeg, FINANCIEN), NVT).headers["Location"]
    assert volgende == _url(leeg, Leefgebied.DAGBESTEDING)
    assert stuur(client, _url(leeg, JUSTITIE), NVT).headers["Location"] == adres("checklist", leeg)
    for gebied in Leefgebied:
        naar = stuur(client, _url(leeg, gebied), NVT).headers["Location"]
    assert naar == adres("akkoord", leeg)
    klaar = spel.ingevuld()
    nodig = stuur(client, _url(klaar, JUSTITIE), {"stand": "nodig", "uitvoerder": "zelf"}).headers["Location"]
    assert nodig == adres("akkoord", klaar)  # answered, though not arranged: nobody is sent back


def test_weet_ik_nog_niet_takes_an_answer_back(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    stuur(client, _url(traject, ADL), {"stand": "weet_niet"})
    assert aanmelding_van(traject).rijen.get(leefgebied="adl").stand == ""


def test_details_without_an_answer_are_not_lost(client: Client, spel: Spel, leeg: Traject) -> None:
    html = fout(stuur(client, _url(leeg, ADL), _vol(spel) | {"stand": ""}), "Kies dan ook of die nodig")
    assert 'value="Loes Wulp"' in html
    assert "<details open>" in html


def test_every_mistake_names_its_field_and_what_to_do(client: Client, spel: Spel, leeg: Traject) -> None:
    getypt = {
        "stand": "misschien",
        "uitvoerder": "iemand",
        "soort": "x",
        "kader": "x",
        "aangevraagd_op": "laatst",
        "start": "straks",
        "afgestemd_op": "toen",
        "contact_telefoon": "belt zelf",
        "contact_email": "geen adres",
    }
    html = fout(
        stuur(client, _url(leeg, ADL), getypt),
        "Kies een antwoord op de vraag",
        "Kies bij wie de hulp geeft een organisatie uit de lijst.",
        "Vul bij de aanvraag een dag in, bijvoorbeeld 2-3-2026.",
        "Vul bij het begin van de hulp een dag in",
        "Vul bij het overleg met de Wmo-consulent een dag in",
        "Vul bij “Telefoonnummer van de contactpersoon” alleen een telefoonnummer in",
        "Vul bij de contactpersoon een e-mailadres in",
    )
    for waarde in ("laatst", "straks", "toen", "geen adres"):
        assert f'value="{waarde}"' in html
    fout(stuur(client, _url(leeg, ADL), _vol(spel) | {"contact_naam": ""}), "Vul ook de naam van de contactpersoon in.")


@pytest.mark.clausule("Z-20.8", "I-9")
def test_a_corporatie_is_no_choice_on_a_sensitive_page(client: Client, spel: Spel, leeg: Traject) -> None:
    corporatie = str(spel.regio.corporatie.sleutel)
    keuzes = {
        gebied: dict(client.get(_url(leeg, gebied)).context["form"].fields["uitvoerder"].choices)
        for gebied in (Leefgebied.HUISVESTING, Leefgebied.VERSLAVING)
    }
    assert corporatie in keuzes[Leefgebied.HUISVESTING]
    assert corporatie not in keuzes[Leefgebied.VERSLAVING]
    fout(
        stuur(client, _url(leeg, Leefgebied.VERSLAVING), {"stand": "geregeld", "uitvoerder": corporatie}),
        "Kies bij wie de hulp geeft een organisatie uit de lijst.",
    )


def test_who_gives_no_support_is_no_choice(client: Client, spel: Spel, leeg: Traject) -> None:
    """A commissie, and a gemeente without the Wmo in this regeling. Seen to fail: every organisation was one."""
    regeling, gemeente = spel.regio.regeling, spel.regio.gemeente
    soorten = {
        "Commissie": "overig",
        "Gemeente Elders": "gemeente",
        "Buurthuis": "overig",
        "Gemeente Verweg": "gemeente",
    }
    anderen = {naam: Organisatie.objects.create(naam=naam, soort=soort) for naam, soort in soorten.items()}
    apeldoorn = regeling_uit_preset(slug="apeldoorn", vanaf=DAG)
    for waar, wie, als in (
        (apeldoorn, "Commissie", Hoedanigheid.COMMISSIE),
        (apeldoorn, "Gemeente Elders", Hoedanigheid.WMO),
        (regeling, "Gemeente Verweg", Hoedanigheid.PROCESREGIE),
    ):
        Deelname.objects.create(regeling=waar, organisatie=anderen[wie], hoedanigheid=als, vanaf=DAG)

    def keuzes() -> set[str]:
        return set(dict(client.get(_url(leeg, ADL)).context["form"].fields["uitvoerder"].choices).values())

    assert keuzes() & {*soorten, gemeente.naam} == {gemeente.naam}
    buiten = {"Buurthuis (buiten deze regeling)", "Gemeente Elders (buiten deze regeling)"}
    assert {k for k in keuzes() if "buiten" in k} == buiten
    stuur(client, _url(leeg, ADL), _vol(spel))
    Deelname.objects.filter(regeling=regeling, hoedanigheid=Hoedanigheid.WMO).update(tot=DAG)
    assert gemeente.naam in keuzes()  # who stands there stays
    assert (
        gemeente.naam
        not in dict(client.get(_url(leeg, FINANCIEN)).context["form"].fields["uitvoerder"].choices).values()
    )


@pytest.mark.clausule("Z-10.4")
def test_support_that_begins_after_the_move_is_said_and_does_not_stop(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    antwoord = stuur(client, _url(traject, ADL), _vol(spel) | {"start": "1-7-2026"})
    html = client.get(antwoord.headers["Location"]).content.decode()
    assert "Let op: de hulp begint na het vertrek. Klopt dat?" in html
    for plek in ("checklist", "controleren"):
        assert "e hulp begint op 1 juli 2026, na het vertrek." in client.get(adres(plek, traject)).content.decode()
    assert "Verstuur de aanmelding" in html or stuur(client, adres("controleren", traject), {}).status_code == 302


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_shows_every_row_and_leads_to_the_first_that_is_open(
    client: Client, spel: Spel, leeg: Traject
) -> None:
    stuur(client, _url(leeg, FINANCIEN), NVT)
    stuur(client, _url(leeg, ADL), _vol(spel))
    html = client.get(adres("checklist", leeg)).content.decode()
    assert "Klaar: 2 van de 11 leefgebieden." in html
    assert "Verder met Werk en dagbesteding" in html
    assert "Gemeente Voorstad, begeleiding, uit: Wmo, van de gemeente" in html
    assert html.count('btn-primary"') == 1
    for gebied in Leefgebied:
        assert _url(leeg, gebied) in html


@pytest.mark.clausule("Z-1.9")
def test_the_rest_is_an_act_that_names_what_it_is_about(client: Client, spel: Spel, leeg: Traject) -> None:
    for gebied in Leefgebied:
        if gebied not in (Leefgebied.HUISVESTING, JUSTITIE):
            stuur(client, _url(leeg, gebied), NVT)
    html = client.get(adres("checklist", leeg)).content.decode()
    assert "Deze leefgebieden hebben nog geen antwoord: Wonen, Politie en justitie." in html
    assert stuur(client, adres("checklist", leeg), {}).headers["Location"] == adres("akkoord", leeg)
    html = client.get(adres("checklist", leeg)).content.decode()
    assert "De rest is niet van toepassing" not in html
    assert "Klaar: 11 van de 11 leefgebieden." in html
    stuur(client, _url(leeg, ADL), {"stand": "nodig", "uitvoerder": "zelf"})
    html = client.get(adres("checklist", leeg)).content.decode()
    assert "Ondersteuning is nodig; vraag die aan en vul dat hier in." in html
    assert f'class="btn btn-primary" href="{adres("akkoord", leeg)}">Verder</a>' in html


def test_after_compleet_the_pages_can_be_read_and_say_that_they_are_closed(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd()
    for url in (adres("checklist", traject), _url(traject, ADL)):
        html = client.get(url).content.decode()
        assert "niet meer wijzigen" in html
        assert 'type="submit"' not in html.partition("<main")[2]


def test_two_colleagues_on_one_leefgebied(client: Client, spel: Spel, leeg: Traject) -> None:
    url = _url(leeg, ADL)
    oud = client.get(url).context["formulier_versie"]
    stuur(client, url, _vol(spel))
    html = fout(client.post(url, {"stand": "nodig", "contact_naam": "Mijn tekst", "versie": str(oud)}), "Iemand anders")
    assert 'value="Mijn tekst"' in html


def test_half_a_page_is_kept_for_this_leefgebied_only_and_under_its_number(client: Client, leeg: Traject) -> None:
    getypt = {"contact_naam": "Loes Wulp", "start": "ergens in juni", "concept": "ja"}
    assert stuur(client, _url(leeg, ADL), getypt).headers["Location"] == adres("checklist", leeg)
    html = client.get(_url(leeg, ADL)).content.decode()
    assert 'value="ergens in juni"' in html
    assert "<details open>" in html
    assert "ergens in juni" not in client.get(_url(leeg, JUSTITIE)).content.decode()
    assert Concept.objects.get().pagina == "leefgebied/8"
    assert 'name="concept"' not in client.get(adres("checklist", leeg)).content.decode()


# --- who reads what ------------------------------------------------------------------------------------------------


def _gevraagd(spel: Spel, gebied: Leefgebied, uitvoerder: Any, **anders: Any) -> Accordering:
    antwoord = services.Checklistantwoord(
        stand=Rijstatus.AANGEVRAAGD,
        uitvoerder=uitvoerder.sleutel,
        soort=Ondersteuningssoort.DAGBESTEDING,
        kader=anders.get("kader", Kader.WMO),
        aangevraagd_op=DAG,
        start=UITSTROOM,
        contact=services.Contactgegevens("Loes Wulp", "0611122233"),
    )
    spel.verstuurd(anders={gebied: antwoord})
    return Accordering.objects.get()


def _leest(wie: Gebruiker, rij: Accordering) -> str:
    html: str = ingelogd(wie).get(f"/accorderen/{rij.sleutel}/").content.decode()
    return html


@pytest.mark.clausule("Z-2.8", "Z-10.3", "Z-7.11")
@pytest.mark.parametrize(("kader", "leest"), [(Kader.WMO, True), (Kader.ZVW, False)])
def test_the_wmo_consulent_reads_the_own_row_with_the_laws_of_the_gemeente(
    spel: Spel, kader: Kader, leest: bool
) -> None:
    html = _leest(spel.regio.wmo_consulent, _gevraagd(spel, ADL, spel.regio.gemeente, kader=kader))
    for stuk in ("aangevraagd", "dagbesteding of werk", "1 juni 2026", "Loes Wulp, 0611122233"):
        assert stuk in html
    assert ("Betaald uit" in html) == leest


@pytest.mark.clausule("Z-10.3", "I-9")
def test_a_corporatie_that_gives_support_reads_what_is_asked_and_never_who_pays(spel: Spel) -> None:
    html = _leest(spel.regio.andere_consulent, _gevraagd(spel, Leefgebied.HUISVESTING, spel.regio.andere_corporatie))
    assert "dagbesteding of werk" in html
    assert "Wmo" not in html


def test_the_contact_of_another_organisation_is_never_shown(spel: Spel) -> None:
    """Changed and not sent again: the row that was asked stays, the person at another organisation stays hidden."""
    rij = _gevraagd(spel, ADL, spel.regio.gemeente)
    elders = services.Checklistantwoord(
        Rijstatus.NODIG, spel.regio.andere_zorg.sleutel, contact=services.Contactgegevens("Iemand Elders")
    )
    services.leefgebied_bijwerken(
        traject=rij.aanmelding.traject.sleutel, leefgebied=ADL, antwoord=elders, namens=spel.zorg
    )
    html = _leest(spel.regio.wmo_consulent, rij)
    assert "dagbesteding of werk" in html
    assert "Iemand Elders" not in html and "Loes" not in html


def test_a_stranger_finds_no_page(spel: Spel, leeg: Traject) -> None:
    for wie in (spel.regio.buitenstaander, spel.regio.coordinator, spel.regio.consulent, spel.regio.beheerder):
        vreemd = ingelogd(wie)
        assert vreemd.get(_url(leeg, ADL)).status_code == 404
        assert vreemd.post(_url(leeg, ADL), NVT).status_code == 404
