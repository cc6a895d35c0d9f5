"""The commissie decides in a meeting; what a behandelaar thinks she gets as one outcome and no more (A-10 to A-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from aanmelding.services import Heropening, Toelatingsbesluit, besluit_heropenen, toelating_besluiten
from opstap import clock
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.commissieweg import Commissieweg
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Rol, Route
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.regelingen.models import Commissielid, Deelname
from opstap.regelingen.services import commissielid_benoemen
from opstap.trajecten.beslissers import Vergadering
from opstap.trajecten.models import Besluit, Traject
from tests.aanmelding.conftest import stuur

D = date.fromisoformat
VERSTUURD, COMPLEET, DAG = D("2026-03-09"), D("2026-03-12"), D("2026-03-26")


@pytest.fixture(autouse=True)
def _vandaag() -> Any:
    with clock.klok_op(DAG):
        yield


def _compleet(streek: Any, *, behandelaar: bool = True, **kenmerken: Any) -> Commissieweg:
    weg = Commissieweg(streek, "Bodi Esveld", D("1991-02-03"), **kenmerken)
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(VERSTUURD, vragen_aan={Leefgebied.DAGBESTEDING: "esdorp"})
    weg.accorderen(COMPLEET, "wmo3")
    if behandelaar:
        weg.behandelaar(D("2026-03-20"), heeft=False)
    return weg


def _toelaten(streek: Any, weg: Commissieweg, vergadering: Vergadering, account: str = "commissie") -> Besluit:
    besluit = Toelatingsbesluit(
        uitkomst=ToelatingUitkomst.TOEGELATEN,
        invoer=IN_ORDE,
        aannemelijk=True,
        motivering="De kandidaat is er klaar voor.",
        route=Route.DIRECTE_BEMIDDELING,
        vergadering=vergadering,
    )
    return toelating_besluiten(traject=weg.traject, besluit=besluit, namens=streek.namens(account))


def _met(streek: Any, *accounts: str, op: date | None = DAG) -> Vergadering:
    return Vergadering(op=op, aanwezig=tuple(streek.mensen[account].sleutel for account in accounts))


# --- the meeting -------------------------------------------------------------------------------------------------


@pytest.mark.clausule("A-13")
def test_the_aanmelding_lands_with_the_commissie_and_nobody_else(streek: Any) -> None:
    traject = Traject.objects.get(sleutel=_compleet(streek).traject)

    betrokken = set(traject.betrokkenheden.values_list("organisatie__naam", "hoedanigheid"))
    assert ("Opstapcommissie Esdorp", "commissie") in betrokken
    assert "coordinatie" not in {h for _, h in betrokken}
    plicht = traject.termijnen.open().get(soort="aanmelding_behandelen")
    assert (plicht.organisatie.naam, plicht.rol, plicht.datum) == (
        "Opstapcommissie Esdorp",
        Rol.COMMISSIELID,
        D("2026-04-09"),
    )
    assert not traject.termijnen.filter(soort__in=["toelating_besluiten", "aanmelding_compleet"]).exists()


@pytest.mark.clausule("A-13")
@pytest.mark.parametrize(
    ("op", "wie", "melding"),
    [
        (DAG, (), "zonder leden is er geen besluit"),
        (None, ("commissie",), "Vul in op welke dag"),
        (D("2026-03-27"), ("commissie",), "moet nog komen"),
    ],
)
def test_a_besluit_without_a_meeting_or_without_anybody_present_is_refused(
    streek: Any, op: date | None, wie: tuple[str, ...], melding: str
) -> None:
    weg = _compleet(streek)
    with pytest.raises(RegelGeschonden, match=melding):
        _toelaten(streek, weg, _met(streek, *wie, op=op))
    assert not Besluit.objects.exists()


@pytest.mark.clausule("A-13", "Z-2.9")
def test_the_commissie_reopens_its_no_in_a_meeting_too(streek: Any) -> None:
    weg = _compleet(streek)
    nee = Toelatingsbesluit(
        uitkomst=ToelatingUitkomst.AFGEWEZEN,
        invoer=IN_ORDE,
        aannemelijk=False,
        motivering="Nu nog niet.",
        vergadering=_met(streek, "commissie"),
    )
    toelating_besluiten(traject=weg.traject, besluit=nee, namens=streek.namens("commissie"))
    heropening = Heropening(reden=Heropenreden.NA_KLACHT, motivering="De klacht was terecht.")
    with pytest.raises(RegelGeschonden, match="zonder leden is er geen besluit"):
        besluit_heropenen(traject=weg.traject, heropening=heropening, namens=streek.namens("commissie"))
    met = replace(heropening, vergadering=_met(streek, "commissie", "commissie2"))
    besluit = besluit_heropenen(traject=weg.traject, heropening=met, namens=streek.namens("commissie"))
    assert (besluit.vergadering_op, len(besluit.aanwezig)) == (DAG, 2)
    plicht = Traject.objects.get(sleutel=weg.traject).termijnen.open().get(soort="aanmelding_behandelen")
    assert plicht.datum == D("2026-04-23")  # four weeks, our own term, from today


@pytest.mark.clausule("A-30")
def test_the_commissie_admits_nobody_in_a_meeting_before_the_dossier_was_compleet(streek: Any) -> None:
    weg = _compleet(streek)
    with pytest.raises(RegelGeschonden, match="vanaf 12 maart 2026"):
        _toelaten(streek, weg, _met(streek, "commissie", op=D("2026-03-11")))
    _toelaten(streek, weg, _met(streek, "commissie", op=COMPLEET))


@pytest.mark.clausule("A-11")
def test_only_who_had_a_seat_on_that_day_was_present(streek: Any) -> None:
    weg = _compleet(streek)
    Commissielid.objects.filter(gebruiker=streek.mensen["commissie2"]).update(tot=D("2026-03-26"))

    with pytest.raises(RegelGeschonden, match="geen lid van de commissie"):
        _toelaten(streek, weg, _met(streek, "commissie", "commissie2"))
    with pytest.raises(RegelGeschonden, match="geen lid van de commissie"):
        _toelaten(streek, weg, _met(streek, "commissie", "consulent3"))
    besluit = _toelaten(streek, weg, _met(streek, "commissie", "commissie2", op=D("2026-03-25")))
    assert len(besluit.aanwezig) == 2


@pytest.mark.clausule("A-11")
def test_who_works_for_the_zorg_of_this_traject_neither_decides_nor_is_counted_as_present(streek: Any) -> None:
    weg = _compleet(streek)
    rol_toekennen(gebruiker=streek.mensen["commissie2"], organisatie=streek.organisaties["es"], rol=Rol.BEGELEIDER)

    with pytest.raises(RegelGeschonden, match="besluit niet mee"):
        _toelaten(streek, weg, _met(streek, "commissie", "commissie2"))
    with pytest.raises(GeenRecht):
        _toelaten(streek, weg, _met(streek, "commissie"), account="commissie2")
    client = Client()
    client.force_login(streek.mensen["commissie"])
    keuzes = client.get(_adres(weg, "beoordelen")).context["form"].fields["aanwezig"].choices
    assert {tekst.split(",")[0] for _, tekst in keuzes} == {"Karim Ouali", "Jan Wolters"}


@pytest.mark.clausule("A-11")
def test_a_member_who_lets_homes_for_his_corporatie_may_decide(streek: Any) -> None:
    """The commissie consists of corporaties and the gemeente: that is no second side."""
    weg = _compleet(streek)
    rol_toekennen(gebruiker=streek.mensen["commissie2"], organisatie=streek.organisaties["erf"], rol=Rol.CONSULENT)
    _toelaten(streek, weg, _met(streek, "commissie2"), account="commissie2")
    weg.verhuurder(DAG)

    assert Traject.objects.get(sleutel=weg.traject).fase == "bemiddeling"


@pytest.mark.clausule("A-15")
def test_the_zorgorganisatie_and_nobody_else_reads_that_it_must_give_the_begeleiding(streek: Any) -> None:
    """Seen to fail in the letter to the kandidaat, under what he was written, and on the page of the corporatie."""
    weg, opdracht = (
        _compleet(streek),
        "De commissie geeft u de opdracht voor de begeleiding die Bodi Esveld nodig heeft",
    )
    besluit = _toelaten(streek, weg, _met(streek, "commissie"))
    brieven = {b.geadresseerde: b.inhoud.html for b in besluit.brieven.select_related("inhoud")}
    assert {wie: opdracht in html for wie, html in brieven.items()} == {"kandidaat": False, "zorgorganisatie": True}
    eigen, kopie = brieven["zorgorganisatie"].split("Hieronder staat wat wij aan Bodi Esveld schreven.")
    assert "<h2>Uw opdracht</h2>" in eigen and opdracht in eigen and opdracht not in kopie
    weg.verhuurder(DAG)
    client, traject = Client(), reverse("traject", args=[weg.traject])
    for account, leest in (("begeleider3", True), ("commissie", True), ("consulent3", False), ("wmo3", False)):
        client.force_login(streek.mensen[account])
        html = client.get(traject).content.decode()
        assert ("Opdracht voor de begeleiding" in html and "gegeven op 26 maart 2026" in html) is leest, account


@pytest.mark.clausule("A-11")
def test_the_role_without_a_seat_in_this_regeling_decides_nothing(streek: Any) -> None:
    weg = _compleet(streek)
    rol_toekennen(gebruiker=streek.mensen["beleid"], organisatie=streek.organisaties["commissie"], rol=Rol.COMMISSIELID)
    namens = replace(streek.namens("commissie"), gebruiker=streek.mensen["beleid"].sleutel)
    besluit = Toelatingsbesluit(
        uitkomst=ToelatingUitkomst.TOEGELATEN,
        invoer=IN_ORDE,
        aannemelijk=True,
        motivering="Ja.",
        route=Route.DIRECTE_BEMIDDELING,
        vergadering=_met(streek, "commissie"),
    )
    with pytest.raises(RegelGeschonden, match="geen lid van de commissie van deze regeling"):
        toelating_besluiten(traject=weg.traject, besluit=besluit, namens=namens)


@pytest.mark.clausule("A-11")
def test_nobody_sits_in_the_commissie_for_a_zorgorganisatie(streek: Any) -> None:
    commissie = Deelname.objects.get(hoedanigheid="commissie")
    with pytest.raises(RegelGeschonden, match="corporaties en de gemeente"):
        commissielid_benoemen(
            deelname=commissie, gebruiker=streek.mensen["begeleider3"], vertegenwoordigt=streek.organisaties["es"]
        )
    verhuurder = Deelname.objects.filter(hoedanigheid="verhuurder")[0]
    with pytest.raises(RegelGeschonden, match="deelname als opstapcommissie"):
        commissielid_benoemen(
            deelname=verhuurder, gebruiker=streek.mensen["commissie"], vertegenwoordigt=streek.organisaties["erf"]
        )


@pytest.mark.parametrize("anders", [{"aanwezig": []}, {"vergadering_op": None}])
def test_the_database_keeps_no_besluit_of_a_commissie_without_its_meeting(streek: Any, anders: dict) -> None:
    """Seen to fail without the constraint `besluit_commissie_met_leden`."""
    traject = Traject.objects.get(sleutel=_compleet(streek).traject)
    velden = {"vergadering_op": DAG, "aanwezig": [{"gebruiker": "x", "organisatie": "y"}], "rol": "commissielid"}
    gewoon = {"traject": traject, "soort": "toelating", "uitkomst": "toegelaten", "datum": DAG}
    Besluit.objects.create(**gewoon, **velden)
    with pytest.raises(IntegrityError), transaction.atomic():
        Besluit.objects.create(**gewoon, **(velden | anders))


# --- the behandelaar -----------------------------------------------------------------------------------------------


@pytest.mark.clausule("A-10")
@pytest.mark.parametrize(
    ("antwoord", "mag"),
    [
        (None, False),
        ({"heeft": True, "onderschrijft": None}, False),
        ({"heeft": True, "onderschrijft": False}, False),
        ({"heeft": True, "onderschrijft": True}, True),
        ({"heeft": False}, True),
    ],
)
def test_a_ja_needs_the_endorsement_when_there_is_a_behandelaar(streek: Any, antwoord: Any, mag: bool) -> None:
    weg = _compleet(streek, behandelaar=False)
    if antwoord is not None:
        weg.behandelaar(D("2026-03-20"), **antwoord)
    if mag:
        _toelaten(streek, weg, _met(streek, "commissie"))
        return
    with pytest.raises(RegelGeschonden, match="eraan toe is") as fout:
        _toelaten(streek, weg, _met(streek, "commissie"))
    assert "behandel" not in fout.value.melding


@pytest.mark.clausule("A-10")
@pytest.mark.parametrize("antwoord", [{"heeft": True, "onderschrijft": True}, {"heeft": False}])
def test_the_commissie_and_the_corporatie_see_the_outcome_and_nothing_of_a_behandelaar(
    streek: Any, antwoord: Any
) -> None:
    """Both answers give the very same pages; only the zorgorganisatie sees which it was."""
    weg = _compleet(streek, behandelaar=False)
    weg.behandelaar(D("2026-03-20"), **antwoord)
    _toelaten(streek, weg, _met(streek, "commissie"))
    weg.verhuurder(DAG)
    traject = Traject.objects.get(sleutel=weg.traject)
    client = Client()
    for account in ("commissie", "consulent3"):
        client.force_login(streek.mensen[account])
        for adres in (reverse("traject", args=[weg.traject]), _adres(weg, "bekijken"), _adres(weg, "beoordelen")):
            antwoordbladzijde = client.get(adres)
            assert antwoordbladzijde.status_code == 200 or account == "consulent3", adres
            assert "ehandelaar" not in antwoordbladzijde.content.decode(), (account, adres)
        assert client.get(_adres(weg, "behandelaar")).status_code in {403, 404}
    for brief in traject.brieven.all():
        assert "ehandelaar" not in brief.inhoud.html
    assert "ehandelaar" not in str(list(Besluit.objects.values_list("snapshot", flat=True)))
    client.force_login(streek.mensen["begeleider3"])
    assert "ehandelaar" in client.get(_adres(weg, "bekijken")).content.decode()


@pytest.mark.clausule("A-10")
def test_after_sending_a_behandelaar_leads_back_to_the_traject(streek: Any) -> None:
    """Seen to fail: it went on to the page that sends, with nothing to send."""
    weg = Commissieweg(streek, "Bodi Esveld", D("1991-02-03"))
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    client = Client()
    client.force_login(streek.mensen["begeleider3"])
    weg.versturen(VERSTUURD, vragen_aan={Leefgebied.DAGBESTEDING: "esdorp"})
    assert Traject.objects.get(sleutel=weg.traject).aanmelding.status == "ingediend"
    klaar = stuur(client, _adres(weg, "behandelaar"), {"heeft_behandelaar": "nee"})
    assert klaar.headers["Location"] == reverse("traject", args=[weg.traject])


@pytest.mark.clausule("A-10")
def test_the_letter_of_a_nee_tells_the_outcome_in_words_of_its_own(streek: Any) -> None:
    weg = _compleet(streek, behandelaar=False)
    weg.behandelaar(D("2026-03-20"), onderschrijft=False)
    weg.afwijzen(DAG, invoer=IN_ORDE)

    brief = Traject.objects.get(sleutel=weg.traject).brieven.filter(soort="afwijzing")[0].inhoud.html
    assert "niet bevestigd dat u eraan toe bent" in brief
    assert "De commissie besprak uw aanmelding op 26 maart 2026" in brief
    assert "behandel" not in brief and "met u gesproken" not in brief


@pytest.mark.clausule("A-10")
def test_an_endorsement_has_a_day_that_is_not_to_come(streek: Any) -> None:
    weg = _compleet(streek, behandelaar=False)
    from aanmelding.services import behandelaar_vastleggen

    for datum, melding in ((None, "op welke dag"), (D("2026-03-27"), "toekomst")):
        with pytest.raises(RegelGeschonden, match=melding):
            behandelaar_vastleggen(
                traject=weg.traject,
                heeft_behandelaar=True,
                onderschrijft=True,
                datum=datum,
                namens=streek.namens("begeleider3"),
            )


# --- who pays the stay ---------------------------------------------------------------------------------------------


@pytest.mark.clausule("A-17", "A-18")
def test_zorg_and_gemeente_see_that_the_wlz_pays_and_nobody_else_does(streek: Any) -> None:
    weg = _compleet(streek, instroomroute=Instroomroute.WLZ)
    _toelaten(streek, weg, _met(streek, "commissie"))
    weg.verhuurder(DAG)
    gezien = {}
    for account in ("begeleider3", "wmo3", "commissie", "consulent3"):
        client = Client()
        client.force_login(streek.mensen[account])
        bladen = [client.get(a) for a in (reverse("traject", args=[weg.traject]), _adres(weg, "bekijken"))]
        tekst = " ".join(b.content.decode() for b in bladen)
        gezien[account] = any(woord in tekst.lower() for woord in ("wlz", "eigen bijdrage", "indicatie"))
        for blad in ("eigen_bijdrage", "indicatie"):
            status = client.get(_adres(weg, blad)).status_code
            assert status == (200 if account == "begeleider3" else 403), (account, blad)
    assert gezien == {"begeleider3": True, "wmo3": True, "commissie": False, "consulent3": False}


# --- the page ------------------------------------------------------------------------------------------------------


def _adres(weg: Commissieweg, naam: str) -> str:
    return reverse(f"aanmelding:{naam}", args=[weg.traject])


@pytest.mark.clausule("A-3", "A-13")
def test_the_page_asks_the_criteria_of_this_regeling_and_who_were_there(streek: Any) -> None:
    weg = _compleet(streek)
    client = Client()
    client.force_login(streek.mensen["commissie"])
    pagina = client.get(_adres(weg, "beoordelen"))

    assert [rij["titel"] for rij in pagina.context["criteria"]] == ["Ver genoeg hersteld", "Eraan toe"]
    assert [g["titel"] for g in pagina.context["form"].besluitgroepen] == ["De vergadering", "Uw besluit"]
    assert not pagina.context["form"].eerst
    gegevens = {
        "verzoek": str(pagina.context["verzoek"]),
        "versie": str(pagina.context["formulier_versie"]),
        "criterium_9": "ja",
        "vergadering_op": "26-3-2026",
        "aannemelijk": "ja",
        "uitkomst": "toegelaten",
        "route": "directe_bemiddeling",
        "motivering": "De kandidaat is er klaar voor.",
    }
    zonder = client.post(_adres(weg, "beoordelen"), gegevens)
    assert zonder.status_code == 422
    assert "Vink aan wie er bij de vergadering waren" in zonder.content.decode()
    assert zonder.context["form"].data["motivering"] == gegevens["motivering"]
    aanwezig = [str(streek.mensen[a].sleutel) for a in ("commissie", "commissie3")]
    met = client.post(_adres(weg, "beoordelen"), gegevens | {"aanwezig": aanwezig})
    assert met.status_code == 302
    besluit = Besluit.objects.get()
    assert {a["gebruiker"] for a in besluit.aanwezig} == set(aanwezig)
    blad = client.get(reverse("traject", args=[weg.traject])).content.decode()
    assert "Jan Wolters (Wonen aan de Beek), Karim Ouali (Gemeente Esdorp)" in blad
    assert str(besluit.snapshot["criteria"]) == "{'9': 'voldaan', '10': 'voldaan'}"
