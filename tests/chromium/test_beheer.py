"""Beheer and the pages of an account, with the scripts of the admin running: no refusal by the CSP, nothing for axe."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from opstap.partners.models import Gebruiker, Organisatie
from tests.chromium.mens import Mens
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]


def _paden() -> list[str]:
    """Every list, with a filter and a search; every form, empty and with a row; history and what may not."""
    paden = [reverse("admin:index")]
    for model in admin.site._registry:
        naam = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        lijst = reverse(f"{naam}_changelist")
        paden += [reverse("admin:app_list", args=[model._meta.app_label]), lijst, reverse(f"{naam}_add")]
        paden += [f"{lijst}?q=e"]
        rij = model.objects.first()
        paden += [reverse(f"{naam}_{wat}", args=[rij.pk]) for wat in ("change", "history", "delete")] if rij else []
    rollen = reverse("admin:partners_roltoekenning_changelist")
    return list(dict.fromkeys([*paden, f"{rollen}?rol__exact=begeleider", f"{rollen}?rol__exact=commissielid"]))


def test_every_page_of_beheer_is_accessible_and_needs_no_code_of_its_own(bezoeker: Mens):
    bezoeker.log_in("beheer")
    gevonden = {}
    for pad in _paden():
        bezoeker.pagina.goto(pad)
        gevonden[pad] = bezwaren(bezoeker)
    assert len(gevonden) > 30
    assert gevonden == dict.fromkeys(gevonden, [])


def test_the_widgets_of_beheer_work_under_the_csp(bezoeker: Mens, vandaag):
    """A date, one row more, the window for a new organisation, and what comes back with an error."""
    bezoeker.log_in("beheer")
    pagina, gevonden = bezoeker.pagina, {}
    pagina.goto(reverse("admin:partners_gebruiker_add"))
    pagina.get_by_role("button", name=re.compile("Nog een Roltoekenning toevoegen", re.IGNORECASE)).click()
    datum = pagina.locator("#id_roltoekenningen-1-vanaf")
    assert (datum.get_attribute("type"), datum.input_value()) == ("date", vandaag.isoformat())
    datum.fill("2027-03-01")
    gevonden["een rij erbij"] = bezwaren(bezoeker)
    pagina.set_viewport_size({"width": 1280, "height": 900})
    with pagina.expect_popup() as venster:
        pagina.locator("#add_id_roltoekenningen-0-organisatie").click()
    venster.value.get_by_label("Naam:").fill("Nieuw in een venster")
    venster.value.get_by_label("Soort:").select_option("zorg")
    venster.value.get_by_role("button", name="Opslaan").click()
    gekozen = pagina.locator("#id_roltoekenningen-0-organisatie option:checked")
    expect(gekozen).to_have_text("Nieuw in een venster")
    assert Organisatie.objects.filter(naam="Nieuw in een venster").exists()
    pagina.get_by_role("button", name="Opslaan", exact=True).click()
    expect(pagina).to_have_title(re.compile("^Fout: "))
    gevonden["fout"] = bezwaren(bezoeker)
    assert gevonden == dict.fromkeys(gevonden, [])


def test_the_pages_of_an_account_are_accessible_also_when_something_is_wrong(bezoeker: Mens):
    pagina, gevonden = bezoeker.pagina, {}
    for pad in ("login/", "inactive/", "password/reset/", "password/reset/done/", "password/reset/key/done/"):
        pagina.goto(f"/account/{pad}")
        gevonden[pad] = bezwaren(bezoeker)
    pagina.goto("/account/password/reset/key/1-x/")
    gevonden["oude link"] = bezwaren(bezoeker)
    pagina.goto("/account/password/reset/")
    bezoeker.druk("Stuur mij de link")
    gevonden["leeg"] = bezwaren(bezoeker)
    for pad, knop in (("login/", "Log in"), ("password/change/", "Wijzig mijn wachtwoord"), ("logout/", "Log uit")):
        if pad != "login/":
            bezoeker.log_in("begeleider")
        pagina.goto(f"/account/{pad}")
        gevonden[pad] = bezwaren(bezoeker)
        bezoeker.druk(knop)
        gevonden[knop] = bezwaren(bezoeker)
    assert gevonden == dict.fromkeys(gevonden, [])
    assert Gebruiker.objects.filter(is_demo=True).exists()
