"""A commissie asks for advies, who is asked reads the question and no more, and the besluit waits for nobody (A-12)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from aanmelding.advies import kaartregels
from aanmelding.models import Aanmelding, Advies, Adviestekst
from aanmelding.overzicht import wie_ziet_wat
from aanmelding.services import advies_geven, advies_terugnemen, advies_vragen, verklaring_geven
from opstap import clock
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.commissieweg import Commissieweg
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.post.models import Bericht
from opstap.protocol.adviseren import Begeleidingsadvies, Geschikt
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied
from opstap.protocol.verklaringen import Zegt
from opstap.regelingen.models import Deelname
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.aanmelding.conftest import ingelogd, stuur

D = date.fromisoformat
DAG, NAAM = D("2026-03-16"), "Bodi Esveld"


@pytest.fixture(autouse=True)
def _vandaag() -> Any:
    with clock.klok_op(DAG):
        yield


@pytest.fixture
def weg(streek: Any) -> Commissieweg:
    """Compleet, with the commissie."""
    weg = Commissieweg(streek, NAAM, D("1991-02-03"))
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(D("2026-03-09"), vragen_aan={Leefgebied.DAGBESTEDING: "esdorp"})
    weg.accorderen(D("2026-03-12"), "wmo3")
    weg.behandelaar(D("2026-03-12"), heeft=False)
    return weg


def pagina(weg: Commissieweg, account: str, naam: str, *sleutels: Any) -> str:
    url = reverse(f"aanmelding:{naam}", args=[weg.traject, *sleutels])
    return ingelogd(weg.regio.mensen[account]).get(url).content.decode()


def taken(weg: Commissieweg) -> list[tuple[str, str, str, date]]:
    """(organisation, role, state, date) of every duty to advise."""
    rijen = Termijn.objects.filter(traject__sleutel=weg.traject, soort="advies_geven").order_by("pk")
    return [(t.organisatie.naam, t.rol, t.status, t.datum) for t in rijen.select_related("organisatie")]


def betrokken(weg: Commissieweg) -> set[str]:
    rijen = Betrokkenheid.objects.actueel().filter(traject__sleutel=weg.traject, hoedanigheid=Hoedanigheid.ADVIES)
    return set(rijen.values_list("organisatie__naam", flat=True))


@pytest.mark.clausule("A-12", "A-16")
def test_who_is_asked_gets_a_duty_and_a_mail_and_her_answer_lies_with_the_commissie(weg: Commissieweg) -> None:
    """Seen to fail without `AdviesFeit` in the facts, with the mail to the loket gone, and with the traject page
    telling it to everybody."""
    zorg, wmo = weg.advies_vragen(DAG, "anker"), weg.advies_vragen(DAG, "esdorp")
    assert (zorg.soort, wmo.soort) == ("geschikt", "begeleiding")
    assert taken(weg) == [
        ("Opvang Het Anker", "begeleider", "open", D("2026-03-23")),
        ("Gemeente Esdorp", "wmo_consulent", "open", D("2026-03-23")),
    ]
    assert betrokken(weg) == {"Opvang Het Anker", "Gemeente Esdorp"}
    gemaild = Bericht.objects.filter(soort="advies_gevraagd").values_list("ontvanger__naam", flat=True)
    assert set(gemaild) == {"Sam Kuipers", "Hilde Bruins"}
    open_ = pagina(weg, "commissie", "beoordelen")
    assert "Opvang Het Anker en Gemeente Esdorp: het gevraagde advies is er nog niet." in open_
    weg.advies_geven(DAG, wmo, "wmo3", Begeleidingsadvies.PAAR_KEER, "Vooral de eerste maanden.")
    assert [rij[2] for rij in taken(weg)] == ["open", "voltooid"] and betrokken(weg) == {"Opvang Het Anker"}
    assert Bericht.objects.filter(soort="advies_gegeven", ontvanger__naam="Karim Ouali").exists()
    html = pagina(weg, "commissie", "beoordelen")
    for stuk in ("Een paar keer per week.", "“Vooral de eerste maanden.”", "door Hilde Bruins", "nog geen antwoord"):
        assert stuk in html, stuk
    assert "Opvang Het Anker: het gevraagde advies is er nog niet." in html
    assert "Vooral de eerste maanden." not in pagina(weg, "begeleider3", "bekijken")
    for account in ("begeleider3", "commissie"):
        traject = ingelogd(weg.regio.mensen[account]).get(reverse("traject", args=[weg.traject])).content.decode()
        assert "gevraagd aan Opvang Het Anker, nog geen antwoord" in traject, account
        assert "gegeven door Gemeente Esdorp. Alleen wie besluit" in traject and "paar keer" not in traject, account
    verstuurd = Aanmelding.objects.get(traject__sleutel=weg.traject)
    assert list(kaartregels(verstuurd, weg.regio.mensen["wmo3"])) == [], "she agreed to her row, and reads no more"


@pytest.mark.clausule("A-12", "A-16", "Z-20.4")
def test_who_may_be_asked_is_said_beforehand_and_who_has_no_account_is_called(weg: Commissieweg) -> None:
    """Seen to fail with `adviseurs` in "Wie ziet wat?", with who was asked still a choice, and without `mag_delen`."""
    Deelname.objects.create(
        regeling=weg.regio.met_commissie,
        organisatie=weg.regio.organisaties["oever"],
        hoedanigheid=Hoedanigheid.ADVIES,
        vanaf=DAG,
    )
    aanmelding = Aanmelding.objects.get(traject__sleutel=weg.traject)

    def gezegd() -> str:
        lezers = wie_ziet_wat(aanmelding, weg.regio.organisaties["commissie"])
        om_advies = [lezer for lezer in lezers if lezer.wie == "Wie om advies kan worden gevraagd"]
        return " ".join(zin for lezer in om_advies for zin in (*lezer.ziet, *lezer.verder))

    for stuk in (
        "GGZ De Oever en Opvang Het Anker: “Past een eigen woning", "Gemeente Esdorp: “Welke begeleiding",
        "de naam en één vaste vraag",
    ):  # fmt: skip
        assert stuk in gezegd(), stuk

    def keuzes() -> tuple[list[str], str]:
        antwoord = ingelogd(weg.regio.mensen["commissie"]).get(reverse("aanmelding:advies_vragen", args=[weg.traject]))
        namen = [str(label).partition(":")[0] for _, label in antwoord.context["form"].fields["aan"].choices]
        return namen, antwoord.content.decode()

    assert keuzes()[0] == ["Opvang Het Anker", "Gemeente Esdorp"]
    weg.advies_vragen(DAG, "anker")
    namen, html = keuzes()
    assert namen == ["Gemeente Esdorp"] and "nog geen antwoord" in html
    weg.advies_vragen(DAG, "esdorp")
    assert "U vroeg iedereen die advies kan geven" in keuzes()[1]
    assert "GGZ De Oever heeft geen account in Opstap" in keuzes()[1]
    verklaring_geven(
        traject=weg.traject, soort=Verklaringsoort.INSTEMMING_PARTIJEN, zegt=Zegt.NEE, datum=DAG,
        wijze=Wijze.GESPREK, namens=weg.regio.namens("begeleider3"),
    )  # fmt: skip
    assert gezegd() == "" and "GGZ De Oever" not in keuzes()[1]


@pytest.mark.clausule("A-12", "Z-20.4")
def test_who_is_asked_reads_the_name_and_the_question_until_she_answered_and_never_the_traject(
    weg: Commissieweg,
) -> None:
    """Seen to fail with the facts shown after the answer, and with `ADVIES` among the HOEDANIGHEDEN of begeleiders."""
    advies = weg.advies_vragen(DAG, "anker")
    url = reverse("aanmelding:advies_geven", args=[advies.sleutel])
    wie = ingelogd(weg.regio.mensen["begeleider2"])
    html = wie.get(url).content.decode()
    for stuk in (NAAM, "Opstapcommissie Esdorp", "Past een eigen woning met begeleiding nu bij deze kandidaat?"):
        assert stuk in html, stuk
    traject = Traject.objects.get(sleutel=weg.traject)
    assert "Dagbesteding" not in html and traject.kenmerk not in html
    for naam in ("bekijken", "beoordelen", "wachten"):
        assert wie.get(reverse(f"aanmelding:{naam}", args=[weg.traject])).status_code == 404
    assert wie.get(reverse("traject", args=[weg.traject])).status_code == 404
    for ander in ("begeleider", "begeleider3", "wmo3", "commissie", "coordinator"):
        assert ingelogd(weg.regio.mensen[ander]).get(url).status_code in {403, 404}, ander
    fout = stuur(wie, url, {"antwoord": "mits", "tekst": "Hij heeft schizofrenie."})
    assert fout.status_code == 422 and "Hij heeft schizofrenie." in fout.content.decode()
    assert stuur(wie, url, {"antwoord": "mits", "tekst": ""}).headers["Location"] == reverse("vandaag")
    assert Advies.objects.get().antwoord == Geschikt.MITS and not Adviestekst.objects.exists()
    na = wie.get(url).content.decode()
    assert NAAM not in na and "niet meer open" in na


@pytest.mark.clausule("A-12")
@pytest.mark.parametrize("toelaten", [True, False])
def test_the_besluit_waits_for_no_advies_and_ends_the_question(weg: Commissieweg, toelaten: bool) -> None:
    """Seen to fail without `adviezen_laten_vervallen` in the besluit."""
    advies = weg.advies_vragen(DAG, "anker")
    if toelaten:
        weg.toelaten(DAG)
    else:
        weg.behandelaar(DAG, onderschrijft=False)
        weg.afwijzen(DAG, invoer=IN_ORDE)
    advies.refresh_from_db()
    assert (advies.afloop, advies.afgehandeld_op) == ("besloten", DAG)
    assert [rij[2] for rij in taken(weg)] != ["open"] and betrokken(weg) == set()
    with pytest.raises(RegelGeschonden, match="niet meer open"):
        weg.advies_geven(DAG, advies, "begeleider2", Geschikt.JA)


@pytest.mark.clausule("A-12")
def test_only_who_decides_asks_and_takes_back_and_only_of_who_takes_part(weg: Commissieweg) -> None:
    """Seen to fail with the sender among the adviseurs."""
    regio = weg.regio
    for account in ("begeleider3", "wmo3", "coordinator", "consulent3"):
        with pytest.raises(GeenRecht):
            advies_vragen(traject=weg.traject, aan=regio.organisaties["anker"].sleutel, namens=regio.namens(account))
    Deelname.objects.create(
        regeling=regio.met_commissie, organisatie=regio.organisaties["es"], hoedanigheid="advies", vanaf=DAG
    )
    for code in ("linde", "es", "oever"):  # no part in it; the sender; nobody has an account
        with pytest.raises(RegelGeschonden, match="Kies een organisatie"):
            weg.advies_vragen(DAG, code)
    advies = weg.advies_vragen(DAG, "anker")
    with pytest.raises(RegelGeschonden, match="al om advies"):
        weg.advies_vragen(DAG, "anker")
    for account in ("begeleider2", "begeleider3"):
        with pytest.raises(GeenRecht):
            advies_terugnemen(traject=weg.traject, onderwerp=advies.sleutel, namens=regio.namens(account))
    with pytest.raises(GeenRecht):
        advies_geven(onderwerp=advies.sleutel, antwoord=Geschikt.JA, namens=regio.namens("begeleider3"))
    lid = ingelogd(regio.mensen["commissie2"])
    terug = reverse("aanmelding:advies_terugnemen", args=[weg.traject, advies.sleutel])
    assert terug in lid.get(reverse("aanmelding:beoordelen", args=[weg.traject])).content.decode()
    assert stuur(lid, terug, {}).status_code == 302
    assert [rij[2] for rij in taken(weg)] == ["vervallen"] and betrokken(weg) == set()
    assert "Opvang Het Anker" not in lid.get(reverse("aanmelding:beoordelen", args=[weg.traject])).content.decode()
    vragen = reverse("aanmelding:advies_vragen", args=[weg.traject])
    assert stuur(lid, vragen, {"aan": str(regio.organisaties["anker"].sleutel)}).status_code == 302
    assert Advies.objects.open().get().gevraagd_op == DAG


@pytest.mark.clausule("Z-20.4")
def test_a_question_lies_still_while_the_kandidaat_does_not_want_it_asked(weg: Commissieweg) -> None:
    """Seen to fail without `is_stil` in the facts."""
    advies = weg.advies_vragen(DAG, "anker")
    assert "gevraagd op 16 maart 2026 door wie besluit" in pagina(weg, "begeleider3", "wachten")

    def zegt(wat: Zegt) -> None:
        verklaring_geven(
            traject=weg.traject, soort=Verklaringsoort.INSTEMMING_PARTIJEN, zegt=wat, datum=DAG,
            wijze=Wijze.GESPREK, namens=weg.regio.namens("begeleider3"),
        )  # fmt: skip

    zegt(Zegt.NEE)
    assert [rij[2] for rij in taken(weg)] == ["vervallen"]
    wie = ingelogd(weg.regio.mensen["begeleider2"])
    assert NAAM not in wie.get(reverse("aanmelding:advies_geven", args=[advies.sleutel])).content.decode()
    assert "de vraag ligt stil" in pagina(weg, "begeleider3", "wachten")
    with pytest.raises(RegelGeschonden, match="De kandidaat wil niet"):
        weg.advies_vragen(DAG, "esdorp")
    zegt(Zegt.JA)
    assert [rij[2] for rij in taken(weg)][-1] == "open"
    weg.advies_geven(DAG, advies, "begeleider2", Geschikt.NOG_NIET)


@pytest.mark.parametrize("anders", [{}, {"afgehandeld_op": DAG}, {"antwoord": "ja"}])
def test_the_database_keeps_one_open_question_and_no_answer_without_its_day(
    weg: Commissieweg, anders: dict[str, Any]
) -> None:
    advies = weg.advies_vragen(DAG, "anker")
    gewoon = {"aanmelding": advies.aanmelding, "soort": "geschikt", "rol": "begeleider", "gevraagd_op": DAG}
    wie = weg.regio.organisaties["linde" if anders else "anker"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Advies.objects.create(organisatie=wie, **(gewoon | anders))
