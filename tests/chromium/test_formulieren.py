"""Every form, filled in badly: it says what to do, keeps what was typed, saves nothing, and is accessible."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Response

from opstap.logboek.models import Gebeurtenis
from opstap.trajecten.models import Traject
from tests.chromium.mens import Mens
from tests.chromium.rondgang import rondgang
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]

_TYPBAAR = ":is(input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea)"
_LEEG = f"""() => {{
  const f = document.querySelector('form.formulier');
  f.querySelectorAll('details').forEach(d => d.open = true);
  f.querySelectorAll('{_TYPBAAR}').forEach(i => i.value = '');
  f.querySelectorAll('input:checked').forEach(i => i.checked = false);
  f.querySelectorAll('select').forEach(s => s.selectedIndex = 0);
}}"""
_ONZIN = f"onzin => document.querySelectorAll('form.formulier {_TYPBAAR}').forEach(i => i.value = onzin)"
_GETYPT = f"() => [...document.querySelectorAll('form.formulier {_TYPBAAR}')].map(i => i.value)"
#: too long for any field, no date and no number; it must come back as text and never run
ONZIN = "<script>window.stuk = 1</script> 31-2-2026 " + "x" * 2000
_KAAL = re.compile(r"ongeldig|verplicht veld|dit veld|enter a|this field", re.IGNORECASE)
#: parts of the aanmelding of which empty is a good answer: none is needed before sending
_MAG_LEEG = re.compile(
    r"/aanmelding/(leefgebied/.+|huishouden|woonverleden|betaalbaarheid|begeleiding|woonprofiel)/$"
    r"|/woningen/[^/]+/wijzigen/$"  # of a home that is let, what is known of it
)
_ACCOUNTS = ("begeleider", "wmo", "coordinator", "consulent")


def test_every_form_filled_in_badly_says_what_to_do_and_saves_nothing(bezoeker: Mens, live_server):
    adressen: dict[str, tuple[str, str]] = {}
    for account in _ACCOUNTS:
        bezoeker.log_in(account)
        for blad in rondgang(bezoeker.pagina, f"{live_server.url}/", slaover=adressen):
            if _heeft_velden(bezoeker.pagina) and "/account/" not in blad.soort:
                adressen[blad.soort] = (account, blad.url)
    assert len(adressen) > 20
    gebeurd = Gebeurtenis.objects.count()
    gevonden = []
    for account in _ACCOUNTS:
        bezoeker.log_in(account)
        for soort, (wie, url) in adressen.items():
            if wie == account:
                gevonden += [f"{soort}: {b}" for b in _probeer(bezoeker, url)]
    assert gevonden == []
    assert Gebeurtenis.objects.count() == gebeurd


def test_a_form_that_is_sent_twice_does_its_work_once(bezoeker: Mens):
    """What a double click does: the same request two times."""
    bezoeker.log_in("begeleider")
    voor = Traject.objects.count()
    bezoeker.volg("Nieuwe aanmelding")
    velden = {
        naam: bezoeker.pagina.locator(f"form.formulier [name={naam}]").input_value()
        for naam in ("csrfmiddlewaretoken", "verzoek")
    }
    velden |= {"naam": "Dubbel Klik", "geboortedatum": "1-3-1990", "instroomroute": "opvang"}
    antwoorden = [
        bezoeker.context.request.post(bezoeker.pagina.url, form=velden, headers={"Referer": bezoeker.pagina.url})
        for _ in range(2)
    ]
    assert [a.status for a in antwoorden] == [200, 200]
    assert antwoorden[0].url == antwoorden[1].url != bezoeker.pagina.url
    assert Traject.objects.count() == voor + 1


def _heeft_velden(pagina: Page) -> bool:
    """A form that saves something; one that only asks (GET) has tests of its own."""
    return pagina.locator("form.formulier[method=post] :is(input:not([type=hidden]), select, textarea)").count() > 0


def _probeer(mens: Mens, url: str) -> list[str]:
    """First nothing at all, then nonsense everywhere."""
    gevonden = []
    if not _MAG_LEEG.search(url):
        mens.pagina.goto(url)
        mens.pagina.evaluate(_LEEG)
        gevonden += _fouten(mens, _verstuur(mens.pagina)) + bezwaren(mens)
    mens.pagina.goto(url)
    mens.pagina.evaluate(_ONZIN, ONZIN)
    if not (getypt := mens.pagina.evaluate(_GETYPT)):
        return gevonden
    gevonden += _fouten(mens, _verstuur(mens.pagina))
    if mens.pagina.evaluate(_GETYPT) != getypt:
        gevonden.append("wat getypt is, staat er niet meer")
    if mens.pagina.evaluate("window.stuk") is not None:
        gevonden.append("het script liep")
    return gevonden


def _verstuur(pagina: Page) -> Response:
    with pagina.expect_navigation() as tocht:
        pagina.locator("form.formulier button[type=submit].btn-primary").click()
    return tocht.value


def _fouten(mens: Mens, antwoord: Response) -> list[str]:
    """An answer of 422 whose summary leads to the fields in words that help."""
    if antwoord.status != 422:
        return [f"antwoord {antwoord.status}"]
    pagina, gevonden = mens.pagina, []
    if not pagina.title().startswith("Fout: "):
        gevonden.append("de titel zegt niets over een fout")
    samenvatting = pagina.get_by_role("alert")
    regels = samenvatting.locator("li").all_inner_texts()
    gevonden += [f"kaal: {regel}" for regel in regels if _KAAL.search(regel)]
    gevonden += [f"te lang: {regel[:80]}" for regel in regels if len(regel) > 250]
    for link in samenvatting.locator("a").all():
        doel = link.get_attribute("href") or ""
        if pagina.locator(f'[id="{doel[1:]}"]').count() != 1:
            gevonden.append(f"{doel} is er niet")
    return gevonden if regels else [*gevonden, "geen enkele fout genoemd"]
