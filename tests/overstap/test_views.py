"""The pages of the agreements: read, change one, see what moves, fix it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aanmelding.models import Aanmelding
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.termijnen.overstap.services import overstappen_uitvoeren
from opstap.trajecten.models import Persoon, Traject
from tests.overstap.conftest import VANDAAG, beheerder_van

pytestmark = pytest.mark.traag

LABEL = "Besluit over de toelating, na een complete aanmelding"


@pytest.fixture
def client(zutphen: Regeling) -> Client:
    client = Client()
    client.force_login(beheerder_van(zutphen))
    return client


def _pad(regeling: Regeling, deel: str = "") -> str:
    return f"/regelingen/{regeling.sleutel}/{deel}"


def _velden(client: Client, regeling: Regeling, **anders: Any) -> dict[str, Any]:
    """What the form shows, with other values."""
    context = client.get(_pad(regeling, "wijzigen/")).context
    staat_er = {veld.name: veld.value() for veld in context["form"] if veld.value() not in (None, "")}
    return {**staat_er, **anders, "verzoek": str(uuid4()), "versie": context["formulier_versie"]}


@pytest.mark.parametrize("slug", ["zutphen-2024", "apeldoorn"])
def test_saving_without_a_change_gives_the_same_document(demo: None, slug: str) -> None:
    """Every parameter goes through the form and comes back as it was. That nothing changes is said at once; seen to
    fail when only the next page said it."""
    regeling = Regeling.objects.get(slug=slug)
    client = Client()
    client.force_login(beheerder_van(regeling))
    velden = _velden(client, regeling)
    velden = {k: sorted(v) if isinstance(v, list) else v for k, v in velden.items()}  # as a browser sends
    antwoord = client.post(_pad(regeling, "wijzigen/"), velden)
    form, vast = antwoord.context["form"], regeling.versies.get()
    assert (antwoord.status_code, form.document) == (422, vast.document)
    assert form.non_field_errors() == ["Er is nog geen afspraak gewijzigd. Wijzig eerst een afspraak."]


def test_the_whole_way_from_a_change_to_a_traject_that_follows_it(client: Client, zutphen: Regeling) -> None:
    velden = _velden(client, zutphen, besluittermijn_dagen="28", aanbodtermijn_dagen="")
    antwoord = client.post(_pad(zutphen, "wijzigen/"), velden, follow=True)
    blad = antwoord.content.decode()
    assert antwoord.redirect_chain[-1][0] == _pad(zutphen, "vaststellen/")
    for tekst in (LABEL, "14 dagen", "28 dagen", "niet vastgelegd", "Besluiten over de aanmelding", "Z-2026-"):
        assert tekst in blad
    ingang = {"vanaf": "2-3-2026", "voor": "ook_lopend", "afgesproken_op": "1-3-2026", "verzoek": str(uuid4())}
    stand = antwoord.context["formulier_versie"]
    klaar = client.post(_pad(zutphen, "vaststellen/"), ingang | {"versie": stand}, follow=True).content.decode()
    assert "De nieuwe afspraken zijn vastgesteld." in klaar and re.search(r"0 van \d+ trajecten", klaar)
    while overstappen_uitvoeren():
        pass
    klaar = client.get(_pad(zutphen)).content.decode()
    assert re.search(r"(\d+) van \1 trajecten", klaar) and "U leest versie 2" in klaar
    eerste = client.get(_pad(zutphen, "?versie=1")).content.decode()
    assert "U leest versie 1" in eerste


def test_a_second_window_of_vaststellen_says_that_it_was_done_and_by_whom(client: Client, zutphen: Regeling) -> None:
    """Seen to fail: "stuur opnieuw", though there was nothing left to send."""
    velden = _velden(client, zutphen, besluittermijn_dagen="28")
    blad = client.post(_pad(zutphen, "wijzigen/"), velden, follow=True)
    tweede = {"vanaf": "2-3-2026", "voor": "nieuw", "versie": blad.context["formulier_versie"]}
    tweede |= {"stap": blad.context["stap"]}
    client.post(_pad(zutphen, "vaststellen/"), tweede | {"verzoek": str(uuid4())})
    antwoord = client.post(_pad(zutphen, "vaststellen/"), tweede | {"verzoek": str(uuid4())})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409 and "Versie 2 is vastgesteld. Dat legde u zelf vast" in tekst
    assert "stuur opnieuw" not in tekst and "Er is nog niets vastgesteld" not in tekst and "2-3-2026" in tekst
    assert zutphen.versies.count() == 2


@pytest.mark.parametrize(
    ("veld", "getypt", "zin"),
    [
        ("besluittermijn_dagen", "acht", f"{LABEL} (in dagen): vul een heel getal in, niet 'acht'."),
        ("besluittermijn_dagen", "9999", f"{LABEL} (in dagen): 9999 kan niet; kies een getal van 0 tot en met 3650."),
        ("besluittermijn_dagen", "-1", f"{LABEL} (in dagen): -1 kan niet; kies een getal van 0 tot en met 3650."),
        ("besluittermijn_dagen", "1,5", f"{LABEL} (in dagen): vul een heel getal in, niet '1,5'."),
        (
            "aanmeldtermijn_maanden__opvang",
            "gauw",
            "Aanmelden, voor het vertrek: maatschappelijke opvang: vul een heel",
        ),
        ("evaluatie_ritmes", "3, drie", "Mogelijk ritme van de evaluaties (in maanden): vul een heel getal in"),
        ("besluit_uiterlijk_maanden", "30", "30 is meer dan “Tijdelijk contract, hoogstens” (24)"),
    ],
)
def test_a_wrong_value_is_named_at_its_field_and_nothing_typed_is_lost(
    client: Client, zutphen: Regeling, veld: str, getypt: str, zin: str
) -> None:
    velden = _velden(client, zutphen, **{veld: getypt, "aanbodtermijn_dagen": "77"})
    antwoord = client.post(_pad(zutphen, "wijzigen/"), velden)
    form = antwoord.context["form"]
    assert (antwoord.status_code, list(form.errors)) == (422, [veld])
    assert zin in form.errors[veld][0]
    assert (form[veld].value(), form["aanbodtermijn_dagen"].value()) == (getypt, "77")
    assert zutphen.versies.count() == 1


def test_what_no_field_is_about_and_an_empty_list_stay_as_they_were(client: Client, zutphen: Regeling) -> None:
    from opstap.termijnen.overstap.forms import AfsprakenForm

    basis = {"verplichte_voorwaarden": [], "criteria": [1]}
    form = AfsprakenForm({"max_aanbiedingen": "2"}, basis=basis)
    assert form.is_valid() and form.document == {"verplichte_voorwaarden": [], "max_aanbiedingen": 2}


def test_a_form_without_anything_wipes_no_agreement(client: Client, zutphen: Regeling) -> None:
    """Seen to fail: every field may be empty, so an empty form made a regeling without agreements."""
    antwoord = client.post(_pad(zutphen, "wijzigen/"), {})
    assert (antwoord.status_code, zutphen.versies.count()) == (422, 1)
    assert "Vul minstens één afspraak in." in antwoord.content.decode()


def test_running_trajecten_go_along_only_with_the_day_of_the_agreement(client, zutphen, wijzig) -> None:
    wijzig(zutphen, besluittermijn_dagen=28)
    ingang = {"vanaf": "2-3-2026", "voor": "ook_lopend", "afgesproken_op": "", "verzoek": str(uuid4())}
    antwoord = client.post(_pad(zutphen, "vaststellen/"), ingang)
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["afgesproken_op"])
    assert RegelingVersie.objects.get(regeling=zutphen, nummer=2).status == "concept"


def test_a_form_that_is_too_old_says_so_and_keeps_what_was_typed(client, zutphen, wijzig) -> None:
    velden = _velden(client, zutphen, besluittermijn_dagen="28")
    wijzig(zutphen, besluittermijn_dagen=35)
    antwoord = client.post(_pad(zutphen, "wijzigen/"), velden)
    assert (antwoord.status_code, antwoord.context["form"]["besluittermijn_dagen"].value()) == (422, "28")
    assert "Iemand anders heeft dit intussen gewijzigd." in antwoord.content.decode()
    assert zutphen.versies.get(nummer=2).document["besluittermijn_dagen"] == 35


def _nog_eens(antwoord: Any) -> dict[str, Any]:
    """The same page sent again, as it stands there."""
    staat_er = {veld.name: veld.value() for veld in antwoord.context["form"] if veld.value() not in (None, "")}
    return {**staat_er, "verzoek": str(uuid4()), "versie": antwoord.context["formulier_versie"]}


def test_of_two_tabs_the_second_wipes_nothing_that_the_first_changed(client, zutphen, wijzig) -> None:
    """Seen to fail: sent again it put back every agreement as it was when that page was opened, without a word."""
    velden = _velden(client, zutphen, aanbodtermijn_dagen="77", besluit_streef_maanden="13")
    wijzig(zutphen, besluittermijn_dagen=35, besluit_streef_maanden=12, mismatch_telt_niet=None)
    antwoord = client.post(_pad(zutphen, "wijzigen/"), velden)
    fouten = antwoord.context["form"].errors
    assert set(fouten) == {"__all__", "besluittermijn_dagen", "besluit_streef_maanden", "mismatch_telt_niet"}
    assert "intussen veranderd in “35”. Dat staat hier nu ook." in fouten["besluittermijn_dagen"][0]
    assert "intussen veranderd in “12”. Wat u typte, staat er nog." in fouten["besluit_streef_maanden"][0]
    assert "“Niet vastgelegd in deze regeling”" in fouten["mismatch_telt_niet"][0]
    assert client.post(_pad(zutphen, "wijzigen/"), _nog_eens(antwoord)).status_code == 302
    document = zutphen.versies.get(nummer=2).document
    namen = ("besluittermijn_dagen", "aanbodtermijn_dagen", "besluit_streef_maanden")
    assert [document[naam] for naam in namen] == [35, 77, 13] and "mismatch_telt_niet" not in document


@pytest.mark.parametrize("begin", ["", "{", "[1]", '{"besluittermijn_dagen": 3}'])
def test_whatever_comes_back_as_what_the_form_began_with_breaks_nothing(client, zutphen, wijzig, begin: str) -> None:
    velden = _velden(client, zutphen, besluittermijn_dagen="28", _begin=begin)
    wijzig(zutphen, besluittermijn_dagen=35)
    antwoord = client.post(_pad(zutphen, "wijzigen/"), velden)
    assert (antwoord.status_code, antwoord.context["form"]["besluittermijn_dagen"].value()) == (422, "28")


def test_what_would_be_late_at_once_or_stays_late_is_counted(client, zutphen, wijzig) -> None:
    """Seen to fail: a duty that was late already moved to another day in the past without a word."""
    wijzig(zutphen, besluittermijn_dagen=1, aanbodtermijn_dagen=1)
    with clock.klok_op(VANDAAG + timedelta(days=10)):
        context = client.get(_pad(zutphen, "vaststellen/")).context
    meldingen = [w.melding for w in context["waarschuwingen"]]
    assert context["cijfers"][-1] == {"getal": 1, "tekst": "taken zouden meteen te laat zijn"}
    assert meldingen[:2] == [
        "Gaan lopende trajecten mee, dan is de nieuwe datum van 1 taak al voorbij: meteen te laat.",
        "Al te laat, en met de nieuwe datum nog steeds: 1 taak.",
    ]


def test_of_whom_a_duty_changes_that_only_some_roles_may_know_is_not_told(client, zutphen, wijzig) -> None:
    """The term of one route changes for whom came that way (I-9). Seen to fail with a row that counts them."""
    wijzig(zutphen, aanmeldtermijn_maanden={"beschermd_wonen": 7, "opvang": 7, "detentie": "zsm"})
    antwoord = client.get(_pad(zutphen, "vaststellen/"))
    blad = antwoord.content.decode()
    assert "taken die u niet mag inzien" in blad and "Aanmelding versturen" not in blad
    assert antwoord.context["taken"] == [] and re.findall(r"Z-\d{4}-\d{4}", blad) == []
    assert {c["getal"] for c in antwoord.context["cijfers"][1:]} == {0}


def test_no_name_of_a_person_stands_on_any_of_these_pages(client, zutphen, wijzig) -> None:
    wijzig(zutphen, besluittermijn_dagen=5, aanbodtermijn_dagen=20, besluit_streef_maanden=12)
    tekst = "".join(client.get(_pad(zutphen, d)).content.decode() for d in ("", "wijzigen/", "vaststellen/"))
    namen = set(Persoon.objects.values_list("naam", flat=True))
    assert len(namen) > 8 and [naam for naam in namen if naam in tekst] == []


def test_who_makes_policy_reads_and_changes_nothing(zutphen: Regeling, wijzig) -> None:
    wijzig(zutphen, besluittermijn_dagen=28)
    client = Client()
    client.force_login(Gebruiker.objects.get(email="beleid@opstap.test"))
    blad = client.get(_pad(zutphen)).content.decode()
    assert "Er staat een wijziging klaar" in blad and "Z-2026-" not in blad and "Wijzig een afspraak" not in blad
    assert "Alleen de beheerder van de gemeente kan een afspraak wijzigen" in blad
    assert [client.get(_pad(zutphen, d)).status_code for d in ("wijzigen/", "vaststellen/")] == [404, 404]


def _erbij(regeling: Regeling, aantal: int) -> None:
    versie = regeling.versies.get(nummer=1)
    mensen = Persoon.objects.bulk_create(Persoon(naam="X", geboortedatum=VANDAAG) for _ in range(aantal))
    trajecten = Traject.objects.bulk_create(
        Traject(
            kenmerk=f"Z-1999-{mens.pk}",
            persoon=mens,
            regeling=regeling,
            regelingversie=versie,
            instroomroute="opvang",
            gestart_op=VANDAAG,
        )
        for mens in mensen
    )
    Aanmelding.objects.bulk_create(
        Aanmelding(traject=t, status=Aanmeldstatus.COMPLEET.value, ingediend_op=VANDAAG, compleet_op=VANDAAG)
        for t in trajecten
    )


def test_three_hundred_trajecten_cost_no_more_queries_and_are_shown_in_parts(client, zutphen, wijzig) -> None:
    """Seen to fail with the facts of each traject asked apart."""
    wijzig(zutphen, besluittermijn_dagen=28)
    gemeten = {}
    for aantal in (10, 290):
        _erbij(zutphen, aantal)
        for deel in ("", "vaststellen/"):
            with CaptureQueriesContext(
                connection,
            ) as vragen:
                antwoord = client.get(_pad(zutphen, deel))
            gemeten[aantal, deel] = len(vragen)
    assert gemeten[10, "vaststellen/"] == gemeten[290, "vaststellen/"] < 42
    assert gemeten[10, ""] == gemeten[290, ""] < 20
    assert (len(antwoord.context["taken"]) <= 60, antwoord.context["volgende"]) == (True, 2)
    tweede = client.get(_pad(zutphen, "vaststellen/?blad=2"))
    eerste = {rij["cellen"][0] for rij in antwoord.context["taken"]}
    assert eerste.isdisjoint({rij["cellen"][0] for rij in tweede.context["taken"]})
