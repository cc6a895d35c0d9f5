"""Two regelingen in one database, with a corporatie that takes part in both: nothing of the one reaches the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aanmelding.services import gesprek_vastleggen
from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.commissieweg import Commissieweg
from opstap.demo.regio import Demoregio
from opstap.demo.weg import Weg
from opstap.errors import GeenRecht, OpstapFout, RegelGeschonden
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.gesprek import Gesprek
from opstap.protocol.potten import Potten
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import betrekken
from woningen.models import Contingentplaats
from woningen.services import contingent_vastleggen

D = date.fromisoformat
DAG = D("2026-03-20")


@pytest.fixture
def zutphens(streek: Demoregio) -> Weg:
    weg = Weg(streek, "Ayla Bakker", D("1994-05-17"), corporatie="beek")
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(D("2026-03-03"))
    weg.gesprek(D("2026-03-06"))
    return weg


@pytest.fixture
def apeldoorns(streek: Demoregio) -> Commissieweg:
    weg = Commissieweg(streek, "Bodi Esveld", D("1991-02-03"), corporatie="beek")
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(D("2026-03-03"))
    weg.behandelaar(D("2026-03-04"), heeft=False)
    return weg


def _traject(weg: Weg) -> Traject:
    return Traject.objects.get(sleutel=weg.traject)


def _woont(weg: Weg) -> None:
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))
    weg.accepteren(D("2026-04-10"), weg.aanbod(D("2026-04-08"), uiterlijk=D("2026-04-15")))
    weg.opmaken(D("2026-04-14"), ingang=D("2026-05-01"))
    weg.tekenen(D("2026-04-28"))
    weg.sleutel(D("2026-05-01"))


def _client(streek: Demoregio, account: str) -> Client:
    client = Client()
    client.force_login(streek.mensen[account])
    return client


def _als(weg: Weg, monkeypatch: pytest.MonkeyPatch, rol: str, account: str) -> None:
    monkeypatch.setattr(type(weg), rol, property(lambda self: self.regio.namens(account)))


# --- who is not involved sees nothing ------------------------------------------------------------------------------


def test_nobody_sees_a_traject_of_the_other_regeling(
    streek: Demoregio, zutphens: Weg, apeldoorns: Commissieweg
) -> None:
    gezien = {}
    with clock.klok_op(DAG):
        for account in ("coordinator", "commissie", "begeleider", "begeleider3", "wmo", "wmo3", "consulent2"):
            client = _client(streek, account)
            lijst = client.get(reverse("trajecten")).content.decode()
            gezien[account] = {naam for naam in ("Ayla Bakker", "Bodi Esveld") if naam in lijst}
            for weg, naam in ((zutphens, "Ayla Bakker"), (apeldoorns, "Bodi Esveld")):
                status = client.get(reverse("traject", args=[weg.traject])).status_code
                assert status == (200 if naam in gezien[account] else 404), (account, naam)
    assert gezien == {
        "coordinator": {"Ayla Bakker"},
        "begeleider": {"Ayla Bakker"},
        "commissie": {"Bodi Esveld"},
        "begeleider3": {"Bodi Esveld"},
        "wmo": set(),
        "wmo3": set(),
        "consulent2": set(),
    }


@pytest.mark.parametrize(("rol", "account"), [("zutphens", "commissie"), ("apeldoorns", "coordinator")])
def test_who_decides_in_the_other_regeling_cannot_act_here(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, rol: str, account: str
) -> None:
    weg = request.getfixturevalue(rol)
    _als(weg, monkeypatch, "_loket", account)
    with pytest.raises(GeenRecht):
        weg.toelaten(DAG)


# --- who is involved by mistake is refused by the rule -------------------------------------------------------------


def _betrek(weg: Weg, hoedanigheid: Hoedanigheid, code: str) -> None:
    with clock.klok_op(D("2026-03-03")):
        betrekken(_traject(weg), organisatie=weg.regio.organisaties[code], hoedanigheid=hoedanigheid, reden="toets")


@pytest.mark.clausule("A-13")
def test_a_coordinator_who_is_involved_decides_nothing_in_a_regeling_with_a_commissie(
    streek: Demoregio, apeldoorns: Commissieweg, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without `beslisser_bezwaren` in toelating_besluiten."""
    _betrek(apeldoorns, Hoedanigheid.COORDINATIE, "brug")
    _als(apeldoorns, monkeypatch, "_loket", "coordinator")
    handelingen: list[Callable[[], Any]] = [
        lambda: apeldoorns.toelaten(DAG),
        lambda: apeldoorns.gesprek(DAG),
    ]
    for handeling in handelingen:
        with pytest.raises(RegelGeschonden, match="alleen de commissie"):
            handeling()
    assert not Besluit.objects.exists()
    with clock.klok_op(DAG):
        blad = _client(streek, "coordinator").get(reverse("aanmelding:beoordelen", args=[apeldoorns.traject]))
        assert "vraag de commissie" in blad.content.decode()
        assert "Neem het besluit" not in blad.content.decode()
        traject = _client(streek, "coordinator").get(reverse("traject", args=[apeldoorns.traject]))
        assert "Aanmelding beoordelen" not in traject.content.decode()


@pytest.mark.clausule("Z-2.9")
def test_a_commissie_that_is_involved_decides_nothing_where_the_corporatie_decides(
    streek: Demoregio, zutphens: Weg, monkeypatch: pytest.MonkeyPatch
) -> None:
    _betrek(zutphens, Hoedanigheid.COMMISSIE, "commissie")
    _als(zutphens, monkeypatch, "_loket", "commissie")
    with pytest.raises(RegelGeschonden, match="vraag de coördinator"):
        zutphens.toelaten(DAG)
    with clock.klok_op(DAG), pytest.raises(RegelGeschonden, match="vraag de coördinator"):
        gesprek_vastleggen(traject=zutphens.traject, gesprek=Gesprek(DAG), namens=streek.namens("commissie"))


@pytest.mark.clausule("A-19", "I-28")
def test_one_consulent_decides_in_the_one_regeling_and_not_in_the_other(
    streek: Demoregio, zutphens: Weg, apeldoorns: Commissieweg, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wonen aan de Beek lets the home in both; only in one of them she decides over the vaste contract."""
    for weg in (zutphens, apeldoorns):
        _woont(weg)
    _als(apeldoorns, monkeypatch, "_beslisser", "consulent2")
    with pytest.raises(RegelGeschonden, match="vraag de commissie"):
        apeldoorns.omzetten(D("2026-11-02"))
    with pytest.raises(RegelGeschonden, match="vraag de commissie"):
        apeldoorns.overleg(D("2026-11-02"))
    zutphens.overleg(D("2026-11-02"))
    zutphens.omzetten(D("2026-11-03"), reden_vroeg="Alles ging goed.")
    assert _traject(zutphens).uitkomst == "vast_contract"
    assert _traject(apeldoorns).uitkomst == ""
    with clock.klok_op(D("2026-11-02")):
        adres = reverse("evaluatie:omzetten", args=[apeldoorns.traject])
        assert "vraag de commissie" in _client(streek, "consulent2").get(adres).content.decode()
        assert "vraag de commissie" not in _client(streek, "commissie").get(adres).content.decode()


@pytest.mark.clausule("A-19", "Z-2.13")
def test_an_evaluatie_is_written_down_by_who_evaluates_in_that_regeling(
    streek: Demoregio, zutphens: Weg, apeldoorns: Commissieweg, monkeypatch: pytest.MonkeyPatch
) -> None:
    for weg in (zutphens, apeldoorns):
        _woont(weg)
    daar, hier = (
        Evaluatie.objects.filter(traject=_traject(weg)).order_by("nummer")[0] for weg in (zutphens, apeldoorns)
    )
    _betrek(zutphens, Hoedanigheid.COMMISSIE, "commissie")
    _als(zutphens, monkeypatch, "_evaluator", "commissie2")
    with pytest.raises(RegelGeschonden, match="vraag de zorgorganisatie"):
        zutphens.evalueren(daar)
    _als(apeldoorns, monkeypatch, "_evaluator", "begeleider3")
    with pytest.raises(RegelGeschonden, match="vraag de commissie"):
        apeldoorns.evalueren(hier)
    _als(apeldoorns, monkeypatch, "_evaluator", "commissie3")
    apeldoorns.evalueren(hier)
    hier.refresh_from_db()
    assert hier.aanwezig == ["begeleider", "commissielid", "huurder"]
    assert {i.item for i in hier.items.all()} == {"huur", "woongedrag"}


# --- one does not use up or set what is of the other ---------------------------------------------------------------


@pytest.mark.clausule("A-1", "Z-4.3")
def test_a_home_takes_a_place_of_its_own_regeling(streek: Demoregio, zutphens: Weg, apeldoorns: Commissieweg) -> None:
    for weg in (zutphens, apeldoorns):
        _woont(weg)
    bezet = Contingentplaats.objects.bezet().values_list("contingent__regeling__slug", "corporatie__naam")
    assert sorted(bezet) == [("apeldoorn", "Wonen aan de Beek"), ("zutphen-2024", "Wonen aan de Beek")]


@pytest.mark.parametrize(("account", "welke"), [("coordinator", "met_commissie"), ("commissie", "regeling")])
def test_nobody_sets_the_number_of_the_other_regeling(streek: Demoregio, account: str, welke: str) -> None:
    regeling = getattr(streek, welke)
    with clock.klok_op(DAG), pytest.raises(OpstapFout):
        contingent_vastleggen(
            regeling=regeling.sleutel,
            jaar=2026,
            potten=Potten(1),
            gewichten={streek.organisaties["beek"].sleutel: 1},
            namens=streek.namens(account),
        )
    with clock.klok_op(DAG):
        adres = reverse("woningen:contingent_vastleggen", args=[regeling.sleutel, 2026])
        assert _client(streek, account).get(adres).status_code == 404


def test_each_traject_plans_the_duties_of_its_own_regeling(zutphens: Weg, apeldoorns: Commissieweg) -> None:
    daar, hier = (
        list(_traject(weg).termijnen.open().values_list("soort", "rol", "organisatie__naam"))
        for weg in (zutphens, apeldoorns)
    )
    assert daar == [("toelating_besluiten", "coordinator", "Woonstichting De Brug")]
    assert hier == [("aanmelding_behandelen", "commissielid", "Opstapcommissie Esdorp")]


# --- what is not agreed is said to be not agreed ---------------------------------------------------------------------


def test_no_page_shows_an_empty_agreement_and_each_says_what_is_not_agreed(
    streek: Demoregio, zutphens: Weg, apeldoorns: Commissieweg
) -> None:
    """Page by page, for both; on the pages of Zutphen these terms are all agreed."""
    bladen: dict[tuple[str, str], str] = {}
    wie = {"zutphen": ("coordinator", "consulent2"), "apeldoorn": ("commissie", "consulent2")}

    def lees(welke: str, weg: Weg, pagina: str, nr: int, dag: str) -> None:
        with clock.klok_op(D(dag)):
            args = [] if pagina == "woningen:contingent" else [weg.traject]
            antwoord = _client(streek, wie[welke][nr]).get(reverse(pagina, args=args))
            assert antwoord.status_code == 200, (welke, pagina)
            bladen[welke, pagina] = antwoord.content.decode()

    for welke, weg in (("zutphen", zutphens), ("apeldoorn", apeldoorns)):
        for pagina in ("aanmelding:beoordelen", "traject", "regeling", "woningen:contingent"):
            lees(welke, weg, pagina, 0, "2026-03-08")
        _woont(weg)
        lees(welke, weg, "woningen:contract", 1, "2026-05-02")
        wie_besluit = {"zutphen": 1, "apeldoorn": 0}[welke]
        lees(welke, weg, "evaluatie:omzetten", wie_besluit, "2026-11-02")
    assert [sleutel for sleutel, tekst in bladen.items() if "None" in tekst] == []
    zonder = {sleutel for sleutel, tekst in bladen.items() if NIET_VASTGELEGD in tekst}
    assert zonder == {
        ("zutphen", "regeling"),
        ("zutphen", "woningen:contract"),  # the hours of begeleiding
        *(("apeldoorn", p) for p in (
            "regeling", "traject", "aanmelding:beoordelen", "woningen:contract", "evaluatie:omzetten",
        )),
    }  # fmt: skip
    # a clause of the one protocol is no reason in the other
    aangehaald = {(s, letter) for s, tekst in bladen.items() for letter in re.findall(r"Regel ([ZA])-", tekst)}
    assert {(welke, letter) for (welke, _), letter in aangehaald} <= {("zutphen", "Z"), ("apeldoorn", "A")}
    assert (("zutphen", "evaluatie:omzetten"), "Z") in aangehaald
    assert "100 woningen per jaar" in bladen["apeldoorn", "woningen:contingent"]
