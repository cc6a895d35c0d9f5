"""The form on paper: what it says, who may print it, and that the empty one asks what the screen asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import BaseForm
from django.test import Client
from django.urls import resolve, reverse

from aanmelding import delen, services
from aanmelding.delen import gevraagde_delen
from aanmelding.delen.basis import Deel
from aanmelding.papier import papiervragen, uw_aanmelding
from aanmelding.views.invullen import PersoonView
from aanmelding.views.papier import leeg_formulier
from opstap.logboek.models import Inzage
from opstap.protocol.begrippen import Instroomroute, Leefgebied
from opstap.regelingen.models import RegelingVersie
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd
from tests.toegang.lezen import pdftekst


@pytest.fixture
def client(spel: Spel) -> Client:
    return ingelogd(spel.regio.begeleider)


def _leeg(traject: Traject) -> str:
    return reverse("aanmelding:papier_leeg", args=[traject.regeling.sleutel])


def _woorden(vragen: Any) -> str:
    return "\n".join("\n".join([v.vraag, v.uitleg, *v.keuzes]) for v in vragen)


# --- what stands there -------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-20.4")
def test_the_kandidaat_reads_every_part_and_who_sees_it(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp() | spel.gemeentehulp())
    scherm = client.get(adres("papier", traject)).content.decode()
    papier = pdftekst(client.get(adres("papier_pdf", traject)).content)
    for deel in gevraagde_delen(traject):
        assert deel.waarom, f"{deel.code}: zeg in één zin waarom Opstap dit vraagt"
        for stuk in (deel.titel(traject), deel.waarom, *(label for label, _ in deel.regels(aanmelding_van(traject)))):
            assert stuk in scherm, stuk
            assert stuk in papier, stuk
    for stuk in (
        traject.naam,
        traject.kenmerk,
        "1, verstuurd op 5 januari 2026",
        f"op 5 januari 2026 door {spel.regio.begeleider.naam}",
        "alles: daar werkt uw begeleider.",
        "de naam en alleen het eigen deel: Verslaving.",
        "Niet waar de kandidaat verblijft",
    ):
        assert stuk in scherm, stuk
        assert stuk in papier, stuk


def test_an_unsent_form_says_so(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    assert "nog niet verstuurd" in client.get(adres("papier", traject)).content.decode()


def test_paper_says_when_something_else_was_sent(client: Client, spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    assert uw_aanmelding(aanmelding_van(traject), spel.regio.begeleider)["let_op"] == ""
    weg = services.Uitstroomgegevens(instroomroute=Instroomroute.OPVANG)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=weg, namens=spel.zorg)
    zin = "Na het versturen is er iets gewijzigd. Dat is nog niet opnieuw verstuurd."
    assert zin in client.get(adres("papier", traject)).content.decode()


def test_nothing_of_a_print_is_kept_and_each_is_logged(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    eerst = aanmelding_van(traject)
    for naam in ("papier", "papier_pdf", "papier_pdf"):
        assert client.get(adres(naam, traject)).status_code == 200
    gezien = Inzage.objects.filter(traject=traject.sleutel, rol="begeleider").order_by("pk")
    assert list(gezien.values_list("soort", flat=True)) == ["aanmelding_papier", "aanmelding_pdf", "aanmelding_pdf"]
    assert not traject.brieven.exists()
    assert (aanmelding_van(traject).versie, aanmelding_van(traject).inhoud) == (eerst.versie, eerst.inhoud)


def test_no_browser_keeps_it(client: Client, spel: Spel) -> None:
    antwoord = client.get(adres("papier_pdf", spel.ingevuld()))
    assert antwoord["Content-Type"] == "application/pdf"
    assert "no-store" in antwoord["Cache-Control"]
    assert spel.regio.begeleider.naam not in antwoord["Content-Disposition"]


# --- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-9")
def test_only_the_zorgorganisatie_prints_and_finds_the_button(spel: Spel, client: Client) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    knop = adres("papier", traject)
    assert knop in client.get(adres("bekijken", traject)).content.decode()
    for mens in (spel.regio.coordinator, spel.regio.wmo_consulent):
        ander = ingelogd(mens)
        assert knop not in ander.get(adres("bekijken", traject)).content.decode()
        for naam in ("papier", "papier_pdf"):
            assert ander.get(adres(naam, traject)).status_code == 403
    for naam in ("papier", "papier_pdf"):
        assert ingelogd(spel.regio.buitenstaander).get(adres(naam, traject)).status_code == 404
    assert not Inzage.objects.filter(
        traject=traject.sleutel, soort__in=["aanmelding_papier", "aanmelding_pdf"]
    ).exists()


def test_before_sending_it_can_be_read_together(spel: Spel, client: Client) -> None:
    traject = spel.ingevuld()
    assert adres("papier", traject) in client.get(adres("controleren", traject)).content.decode()


# --- empty -------------------------------------------------------------------------------------------------------


def test_the_empty_form_asks_every_question_of_the_screen(client: Client, spel: Spel) -> None:
    """Every label of every page of this regeling, by opening those pages."""
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    papier = {deel["titel"]: deel for deel in leeg_formulier(traject.regelingversie)}
    for deel in gevraagde_delen(traject):
        blad = papier[deel.titel(traject)]
        staat_er = _woorden(v for b in blad["bladen"] for v in b["vragen"])
        form = client.get(adres(deel.code, traject)).context["form"]
        weg = {"soort"} if deel.code == "akkoord" else set()
        for veld in form:
            assert veld.name in weg or str(veld.label) in staat_er, (deel.code, veld.name)
    hulp = papier["Leefgebieden"]["bladen"]
    assert [blad["titel"] for blad in hulp] == [g.label for g in Leefgebied]
    assert [blad["titel"].partition(":")[0] for blad in papier["Akkoord"]["bladen"]] == [
        "De kandidaat",
        "De zorgorganisatie",
    ]


def test_a_new_part_is_on_both_papers_by_itself(client: Client, spel: Spel, monkeypatch: pytest.MonkeyPatch) -> None:
    nieuw = Deel(
        code="nieuw",
        titel=lambda traject: "Een nieuw deel",
        waarom="Omdat het nieuw is.",
        gaat_over=lambda traject: "iets nieuws",
        regels=lambda aanmelding: [("De nieuwe vraag", "het nieuwe antwoord")],
        is_begonnen=lambda aanmelding: True,
    )
    traject = spel.ingevuld()
    monkeypatch.setattr(delen, "DELEN", (*delen.DELEN, nieuw))
    monkeypatch.setattr(
        "aanmelding.views.papier._scherm", lambda code: resolve(adres(_pagina(code), traject)).func.view_class
    )
    assert "het nieuwe antwoord" in client.get(adres("papier", traject)).content.decode()
    laatste = leeg_formulier(traject.regelingversie)[-1]
    assert (laatste["titel"], laatste["waarom"]) == ("Een nieuw deel", "Omdat het nieuw is.")
    assert "Naam van de kandidaat" in _woorden(laatste["bladen"][0]["vragen"])


def _pagina(code: str) -> str:
    return "persoon" if code == "nieuw" else code


def test_the_empty_form_asks_what_the_regeling_asks(spel: Spel) -> None:
    """Apeldoorn asks no binding, and of a behandelaar; Zutphen the other way round."""
    zutphen, apeldoorn = (
        spel.regio.regeling.versies.get(),
        regeling_uit_preset(slug="apeldoorn", vanaf=DAG).versies.get(),
    )

    def vragen(versie: RegelingVersie) -> str:
        return _woorden(v for deel in leeg_formulier(versie) for blad in deel["bladen"] for v in blad["vragen"])

    assert "Hoeveel maanden woonde de kandidaat" in vragen(zutphen)
    assert "Hoeveel maanden woonde de kandidaat" not in vragen(apeldoorn)
    assert "Heeft de kandidaat een behandelaar?" in vragen(apeldoorn)
    assert "Heeft de kandidaat een behandelaar?" not in vragen(zutphen)


def test_the_empty_form_is_a_pdf_that_names_nobody(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    antwoord = client.get(_leeg(traject))
    tekst = pdftekst(antwoord.content)
    assert antwoord["Content-Type"] == "application/pdf"
    assert "Schrijf geen burgerservicenummer op" in tekst
    assert "Is er hulp nodig bij geld en schulden?" in tekst
    for naam in (traject.naam, traject.kenmerk, spel.regio.andere_zorg.naam, spel.regio.zorg.naam):
        assert naam not in tekst
    assert not Inzage.objects.exists()


def test_the_empty_form_stands_where_somebody_begins(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    assert _leeg(traject) in client.get(reverse("aanmelding:beginnen")).content.decode()
    assert _leeg(traject) in client.get(adres("invullen", traject)).content.decode()
    assert ingelogd(spel.regio.coordinator).get(_leeg(traject)).status_code == 403
    assert client.get(reverse("aanmelding:papier_leeg", args=[traject.sleutel])).status_code == 404


def test_a_question_has_a_box_per_choice_or_a_line() -> None:
    ((_, form),) = PersoonView.vragen(Traject())
    assert isinstance(form, BaseForm)
    naam = papiervragen(form)[0]
    assert (naam.vraag, naam.keuzes, naam.regels) == ("Naam van de kandidaat", (), 1)


def test_a_page_says_why_it_asks(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    for deel in gevraagde_delen(traject):
        if deel.code != "checklist":
            html = client.get(adres(deel.code, traject)).content.decode()
            assert "Waarom vragen we dit?" in html, deel.code
            assert deel.waarom in html
