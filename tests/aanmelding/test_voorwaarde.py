"""A corporatie asks the opstapregeling at an intake, and a zorgorganisatie takes it up (Z-5.4, I-36)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Aanmelding, Voorwaarde
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.post.models import Bericht, Brief
from opstap.post.services import mail_opmaken
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.post.services.versturen import brieven_verzonden_vastleggen
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Rol
from opstap.protocol.versturen import Verzendwijze
from opstap.protocol.voorwaarde import Voorwaardeantwoord, Voorwaardereden
from opstap.trajecten.controles import iemand_begeleidt
from opstap.trajecten.models import Persoon, Traject
from opstap.trajecten.services import betrekken
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.lezen import zonder_toeval

NAAM = "Sam Kastelein"
WIE = services.Kandidaat(NAAM, date(1990, 3, 1), telefoon="0600000000", adres="Kerkstraat 2, 7200 AB Voorstad")
NIEUW = "/voorwaarden/nieuw/"
JA, NEE = Voorwaardeantwoord.JA, Voorwaardeantwoord.NEE


def consulent(spel: Spel) -> Namens:
    return verloop.namens(spel.regio.consulent, Rol.CONSULENT)


def gesteld(spel: Spel) -> Traject:
    reden = Voorwaardereden.BUITEN_REGIO
    return services.voorwaarde_stellen(
        regeling=spel.regio.regeling.sleutel, kandidaat=WIE, reden=reden, namens=consulent(spel)
    ).traject


def verteld(spel: Spel) -> Traject:
    traject = gesteld(spel)
    brief = Brief.objects.get(traject=traject)
    brieven_verzonden_vastleggen(
        brieven=[brief.sleutel], verzonden_op=DAG, wijze=Verzendwijze.POST, namens=consulent(spel)
    )
    return traject


def gevraagd(spel: Spel) -> Voorwaarde:
    traject = verteld(spel)
    services.zorg_vragen(traject=traject.sleutel, organisatie=spel.regio.zorg.sleutel, namens=consulent(spel))
    return Voorwaarde.objects.get(aanmelding__traject=traject)


def antwoord(spel: Spel, rij: Voorwaarde, zegt: Voorwaardeantwoord, namens: Namens | None = None) -> Aanmelding:
    assert rij.vraag is not None
    wie = spel.regio.begeleider.sleutel if zegt is JA else None
    return services.voorwaarde_beantwoorden(
        onderwerp=rij.vraag, antwoord=zegt, contactpersoon=wie, namens=namens or spel.zorg
    )


def betrokken(traject: Traject) -> set[tuple[str, str]]:
    rijen = traject.betrokkenheden.actueel()
    return set(rijen.values_list("organisatie__naam", "hoedanigheid"))


def open_taken(traject: Traject) -> set[str]:
    return set(traject.termijnen.gevraagd().values_list("soort", flat=True))


def tekst(wie: Gebruiker, url: str) -> str:
    return str(ingelogd(wie).get(url).content.decode())


def bezwaren(fout: pytest.ExceptionInfo[RegelGeschonden]) -> list[str]:
    return [b.clausule for b in fout.value.belemmeringen]


# --- the corporatie asks it ---------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-5.4", "I-36")
def test_a_corporatie_begins_a_traject_with_a_code_a_letter_and_a_duty_and_nobody_else_is_involved(spel: Spel) -> None:
    """Seen to fail with zorg as herkomst in `traject_starten`, and with the duty of the form planned as well."""
    traject = gesteld(spel)
    rij = aanmelding_van(traject)
    assert (rij.status, rij.voorwaarde.reden, rij.voorwaarde.gesteld_op) == ("voorwaarde_gesteld", "buiten_regio", DAG)
    assert traject.instroomroute == ""
    assert betrokken(traject) == {(spel.regio.corporatie.naam, "verhuurder")}
    taak = traject.termijnen.get()
    assert (taak.soort, taak.datum, taak.rol, taak.organisatie) == (
        "voorwaarde_zorg_zoeken", DAG + timedelta(days=14), "consulent", spel.regio.corporatie,
    )  # fmt: skip
    gelogd = Gebeurtenis.objects.get(traject=traject.sleutel)
    assert (gelogd.soort, gelogd.gegevens) == ("voorwaarde_gesteld", {"reden": "buiten_regio"})
    assert list(iemand_begeleidt()) == []


@pytest.mark.clausule("I-36", "I-32", "Z-15.1", "Z-20.8")
def test_the_letter_goes_to_the_kandidaat_alone_and_says_where_to_complain(spel: Spel) -> None:
    brief = Brief.objects.select_related("inhoud").get(traject=gesteld(spel))
    html = brief.inhoud.html
    assert (brief.soort, brief.geadresseerde, brief.afzender) == ("voorwaarde", "kandidaat", spel.regio.corporatie)
    for staat_er in (NAAM, "Kerkstraat 2", "u komt van buiten de regio", "geschillencommissie", "tijdelijk"):
        assert staat_er in html, staat_er
    assert "Waarom u begeleiding krijgt, hoeft u ons niet te vertellen" in html


@pytest.mark.parametrize("wie", ["begeleider", "coordinator", "beleidsmedewerker", "wmo_consulent"])
def test_only_who_rents_out_may_ask_it(spel: Spel, wie: str) -> None:
    gebruiker = getattr(spel.regio, wie)
    assert ingelogd(gebruiker).get(NIEUW).status_code == 403
    with pytest.raises(GeenRecht):
        services.voorwaarde_stellen(
            regeling=spel.regio.regeling.sleutel,
            kandidaat=WIE,
            reden=Voorwaardereden.BUITEN_REGIO,
            namens=spel.regio.namens(gebruiker),
        )


def test_the_consulent_asks_it_on_a_page_that_names_no_problem_and_finds_it_on_vandaag(spel: Spel) -> None:
    client = ingelogd(spel.regio.consulent)
    assert NIEUW in tekst(spel.regio.consulent, "/trajecten/") and NIEUW not in tekst(spel.regio.consulent, "/")
    assert NIEUW not in tekst(spel.regio.begeleider, "/trajecten/")
    assert set(client.get(NIEUW).context["form"].fields) == {"naam", "geboortedatum", "telefoon", "adres", "reden"}
    gegevens = {"naam": NAAM, "geboortedatum": "1-3-1990", "reden": "niet_aangemeld"}
    assert stuur(client, NIEUW, gegevens | {"geboortedatum": ""}).status_code == 422
    assert stuur(client, NIEUW, gegevens | {"geboortedatum": "1-3-2026"}).status_code == 422
    antwoord_ = stuur(client, NIEUW, gegevens)
    traject = Traject.objects.get()
    assert antwoord_.url == reverse("traject", args=[traject.sleutel])
    assert adres("voorwaarde", traject) in tekst(spel.regio.consulent, "/")
    pagina = tekst(spel.regio.consulent, antwoord_.url)
    for staat_er in ("Een zorgorganisatie vragen", "De voorwaarde stoppen", "moet eerst nog weg", "nog niet gevraagd"):
        assert staat_er in pagina


# --- a mistake in it ----------------------------------------------------------------------------------------------

BETER = {
    "naam": "Sam Kasteleijn",
    "geboortedatum": "2-3-1990",
    "telefoon": "0600000000",
    "adres": "Laan 4, 7200 AB Voorstad",
}


@pytest.mark.clausule("Z-5.4", "Z-20.6")
def test_the_corporatie_mends_what_it_typed_and_a_letter_that_went_out_is_marked(spel: Spel) -> None:
    """Seen to fail without `ook_verstuurd`, with the old name in the log, and without `persoon_vindbaar_maken`."""
    traject = verteld(spel)
    client, url = ingelogd(spel.regio.consulent), adres("voorwaarde_verbeteren", traject)
    begin = client.get(url).context["form"].initial
    assert (begin["naam"], begin["adres"]) == (NAAM, WIE.adres)
    leeg = stuur(client, url, BETER | {"naam": ""})
    assert leeg.status_code == 422 and "Laan 4" in leeg.content.decode()
    assert stuur(client, url, BETER).url == reverse("traject", args=[traject.sleutel])
    persoon = Traject.objects.get().persoon
    assert persoon is not None and (persoon.naam, persoon.geboortedatum) == ("Sam Kasteleijn", date(1990, 3, 2))
    assert persoon.telefoon == WIE.telefoon and persoon.adres == BETER["adres"]
    oud = Brief.objects.get()
    assert oud.op_oude_gegevens_sinds == DAG
    gelogd = Gebeurtenis.objects.filter(soort="voorwaarde_verbeterd").values_list("gegevens", flat=True)
    assert list(gelogd) == [{"wat": "naam, geboortedatum, adres"}]
    assert "Sam Kasteleijn" in tekst(spel.regio.consulent, "/trajecten/?q=kasteleijn")
    assert "Vraag of de kandidaat de brief kreeg" in tekst(spel.regio.consulent, adres("voorwaarde", traject))
    nieuw = brief_opnieuw_maken(brief=oud.sleutel, namens=consulent(spel))
    assert "Beste Sam Kasteleijn" in nieuw.inhoud.html and "Laan 4" in nieuw.inhoud.html
    pagina = tekst(spel.regio.consulent, adres("voorwaarde", traject))
    assert "Verstuur eerst de brief" in pagina and "Vraag of de kandidaat" not in pagina


def test_what_stands_in_no_letter_marks_none_and_an_older_page_is_told_so(spel: Spel) -> None:
    traject = verteld(spel)
    beter = services.Kandidaat(NAAM, WIE.geboortedatum, telefoon="0611111111", adres=WIE.adres)
    toen = Persoon.objects.get().versie
    services.voorwaarde_verbeteren(traject=traject.sleutel, kandidaat=beter, versie=toen, namens=consulent(spel))
    services.voorwaarde_verbeteren(traject=traject.sleutel, kandidaat=beter, namens=consulent(spel))
    assert Brief.objects.get().op_oude_gegevens_sinds is None
    assert Gebeurtenis.objects.filter(soort="voorwaarde_verbeterd").count() == 1, "the second changed nothing"
    with pytest.raises(Verouderd):
        services.voorwaarde_verbeteren(traject=traject.sleutel, kandidaat=WIE, versie=toen, namens=consulent(spel))


@pytest.mark.clausule("Z-5.4")
def test_once_it_was_taken_up_or_stopped_the_corporatie_mends_nothing(spel: Spel) -> None:
    """Seen to fail without `lopend_belemmeringen` in the service."""
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    for wie in (spel.zorg, spel.coordinator):
        with pytest.raises(GeenRecht):
            services.voorwaarde_verbeteren(traject=traject.sleutel, kandidaat=WIE, namens=wie)
    antwoord(spel, rij, JA)
    with pytest.raises(GeenRecht):
        services.voorwaarde_verbeteren(traject=traject.sleutel, kandidaat=WIE, namens=consulent(spel))
    gestopt = gesteld(spel)
    services.voorwaarde_beeindigen(
        traject=gestopt.sleutel, reden=Intrekreden.VOORWAARDE_NIET_NODIG, namens=consulent(spel)
    )
    with pytest.raises(RegelGeschonden) as fout:
        services.voorwaarde_verbeteren(traject=gestopt.sleutel, kandidaat=WIE, namens=consulent(spel))
    assert bezwaren(fout) == ["Z-5.4"]


# --- and looks for who begeleidt ----------------------------------------------------------------------------------


@pytest.mark.clausule("Z-20.4", "I-36")
def test_no_organisation_is_asked_before_the_kandidaat_was_written_to(spel: Spel) -> None:
    """Seen to fail without `is_verteld`."""
    traject = gesteld(spel)
    with pytest.raises(RegelGeschonden) as fout:
        services.zorg_vragen(traject=traject.sleutel, organisatie=spel.regio.zorg.sleutel, namens=consulent(spel))
    assert bezwaren(fout) == ["Z-20.4"]
    pagina = tekst(spel.regio.consulent, adres("voorwaarde", traject))
    assert "Verstuur eerst de brief" in pagina and reverse("brieven") in pagina


@pytest.mark.clausule("Z-20.4", "Z-20.8")
def test_who_is_asked_reads_on_no_page_and_in_no_mail_whom_it_is_about(spel: Spel) -> None:
    """Seen to fail with the name among the facts, and with `zonder_persoon` taken away."""
    rij = gevraagd(spel)
    traject, wie = rij.aanmelding.traject, spel.regio.begeleider
    vraag = reverse("aanmelding:voorwaarde_beantwoorden", args=[rij.vraag])
    vandaag, pagina = tekst(wie, "/"), tekst(wie, vraag)
    assert vraag in vandaag and traject.kenmerk in pagina and spel.regio.corporatie.naam in pagina
    for niet in ("Kastelein", "SK", "1990", "Kerkstraat", "buiten de regio"):
        assert niet not in zonder_toeval(vandaag + pagina), niet
    assert ingelogd(wie).get(reverse("traject", args=[traject.sleutel])).status_code == 404
    assert ingelogd(spel.regio.buitenstaander).get(vraag).status_code == 404, "nobody asked her"
    mail = mail_opmaken(Bericht.objects.get(ontvanger=wie, soort="voorwaarde_gevraagd"))
    assert "Kastelein" not in mail.subject + mail.body


@pytest.mark.clausule("Z-20.6", "I-9")
def test_who_offers_a_home_later_does_not_get_what_zorg_keeps_from_the_page_that_mended(spel: Spel) -> None:
    """Seen to fail: taking over the newer values filled the form, and a refusal shows the form."""
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    antwoord(spel, rij, JA)
    Persoon.objects.update(adres="Schuilplaats 9", telefoon="0699999999", adres_geheim=True)
    betrekken(traject, organisatie=spel.regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="gevraagd")
    client, url = ingelogd(spel.regio.consulent), adres("voorwaarde_verbeteren", traject)
    overnemen = {"overnemen": ["naam", "geboortedatum", "telefoon", "adres"]}
    for invoer in (BETER | overnemen, BETER | {"overnemen_alles": "1"}, BETER):
        geweigerd = client.post(url, invoer | {"verzoek": str(uuid4())})
        blad = geweigerd.content.decode()
        assert geweigerd.status_code in {302, 422} and "Schuilplaats" not in blad and "0699999999" not in blad


@pytest.mark.clausule("Z-2.11", "I-36")
def test_with_a_yes_that_organisation_begeleidt_and_the_corporatie_sees_no_more(spel: Spel) -> None:
    """Seen to fail without the end of the Betrokkenheid of the corporatie."""
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    antwoord(spel, rij, JA)
    naam = spel.regio.zorg.naam
    assert betrokken(traject) == {(naam, "herkomst"), (naam, "begeleiding")}
    assert aanmelding_van(traject).status == "concept"
    assert open_taken(traject) == {"aanmelding_indienen", "aanmelding_verloopt"}
    assert ingelogd(spel.regio.consulent).get(reverse("traject", args=[traject.sleutel])).status_code == 404
    assert Bericht.objects.filter(ontvanger=spel.regio.consulent, soort="voorwaarde_opgepakt").count() == 1
    with pytest.raises(RegelGeschonden) as fout:
        antwoord(spel, rij, NEE)
    assert bezwaren(fout) == ["I-36"]


@pytest.mark.clausule("I-36", "Z-3.1", "Z-3.2")
def test_from_there_it_goes_the_usual_way_without_a_day_of_vertrek(spel: Spel, op_dag: Any) -> None:
    """The two weeks to fill in count from the day it was taken up. Seen to fail with `gestart_op` there, and with the
    question for the day of vertrek on the form."""
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    with op_dag(10):
        antwoord(spel, rij, JA)
        assert traject.termijnen.get(soort="aanmelding_indienen").datum == DAG + timedelta(days=24)
        pagina = ingelogd(spel.regio.begeleider).get(adres("uitstroom", traject))
        assert "uitstroom" not in pagina.context["form"].fields
        for leeg in ("invullen", "controleren", "papier"):
            assert ingelogd(spel.regio.begeleider).get(adres(leeg, traject)).status_code == 200
    op = DAG + timedelta(days=11)
    verloop.checklist_ingevuld(op=op, traject=traject.sleutel, begeleider=spel.zorg)
    with clock.klok_op(op):
        gegevens = services.Uitstroomgegevens(instroomroute=Instroomroute.OPVANG, binding_maanden=0)
        services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=gegevens, namens=spel.zorg)
    verloop.akkoord_gegeven(op=op, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=op, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).status == "compleet"
    assert open_taken(traject) == {"toelating_besluiten"}
    with clock.klok_op(op):
        pagina = tekst(spel.regio.coordinator, reverse("traject", args=[traject.sleutel]))
    assert f"door {spel.regio.corporatie.naam}, op 5 januari 2026" in pagina


def test_after_a_no_the_corporatie_asks_another_and_the_old_question_is_gone(spel: Spel) -> None:
    rij = gevraagd(spel)
    traject, oud = rij.aanmelding.traject, rij.vraag
    antwoord(spel, rij, NEE)
    assert open_taken(traject) == {"voorwaarde_zorg_zoeken"}
    assert traject.termijnen.get(soort="voorwaarde_beantwoorden").status == "voltooid"
    assert "nee, op 5 januari 2026" in tekst(spel.regio.consulent, adres("voorwaarde", traject))
    ander = spel.regio.andere_zorg
    client = ingelogd(spel.regio.consulent)
    assert stuur(client, adres("voorwaarde", traject), {"organisatie": str(ander.sleutel)}).status_code == 302
    rij.refresh_from_db()
    assert (rij.gevraagd, rij.beantwoord_op) == (ander, None) and rij.vraag != oud
    assert ingelogd(spel.regio.begeleider).get(f"/voorwaarden/{oud}/").status_code == 404
    assert ingelogd(spel.regio.buitenstaander).get(f"/voorwaarden/{rij.vraag}/").status_code == 200


def test_who_was_asked_and_did_not_answer_hears_that_it_is_not_needed_any_more(spel: Spel) -> None:
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    assert "antwoordde nog niet" in tekst(spel.regio.consulent, adres("voorwaarde", traject))
    with pytest.raises(Verouderd):
        services.zorg_vragen(
            traject=traject.sleutel, organisatie=spel.regio.andere_zorg.sleutel, versie=1, namens=consulent(spel)
        )
    services.zorg_vragen(traject=traject.sleutel, organisatie=spel.regio.andere_zorg.sleutel, namens=consulent(spel))
    assert Bericht.objects.filter(ontvanger=spel.regio.begeleider, soort="voorwaarde_teruggenomen").exists()
    assert traject.termijnen.filter(soort="voorwaarde_beantwoorden", status="vervallen").count() == 1
    with pytest.raises(RegelGeschonden), transaction.atomic():
        services.zorg_vragen(traject=traject.sleutel, organisatie=spel.regio.gemeente.sleutel, namens=consulent(spel))


def test_the_begeleider_answers_on_the_page_and_goes_on_with_the_form(spel: Spel) -> None:
    rij = gevraagd(spel)
    client, url = ingelogd(spel.regio.begeleider), f"/voorwaarden/{rij.vraag}/"
    assert stuur(client, url, {"antwoord": "ja", "contactpersoon": ""}).status_code == 422
    antwoord_ = stuur(client, url, {"antwoord": "ja", "contactpersoon": str(spel.regio.begeleider.sleutel)})
    traject = rij.aanmelding.traject
    assert antwoord_.url == adres("invullen", traject)
    assert NAAM in tekst(spel.regio.begeleider, antwoord_.url)
    pagina = tekst(spel.regio.begeleider, reverse("traject", args=[traject.sleutel]))
    assert f"op 5 januari 2026. {spel.regio.corporatie.naam} ziet dit traject niet meer" in pagina
    assert "niet meer open" in tekst(spel.regio.begeleider, url)


# --- it ends ------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-5.4")
def test_a_condition_that_ends_closes_the_traject_and_asks_nothing_of_anybody(spel: Spel) -> None:
    rij = gevraagd(spel)
    traject = rij.aanmelding.traject
    client, url = ingelogd(spel.regio.consulent), adres("voorwaarde_stoppen", traject)
    assert stuur(client, url, {"reden": "kandidaat_wil_niet"}).status_code == 302
    traject.refresh_from_db()
    assert (traject.afgesloten_op, traject.uitkomst) == (DAG, "voorwaarde_vervallen")
    rij.aanmelding.refresh_from_db()
    assert (rij.aanmelding.status, rij.aanmelding.intrekreden) == ("ingetrokken", Intrekreden.KANDIDAAT_WIL_NIET)
    assert open_taken(traject) == set()
    assert Bericht.objects.filter(ontvanger=spel.regio.begeleider, soort="voorwaarde_teruggenomen").exists()
    assert ingelogd(spel.regio.begeleider).get(f"/voorwaarden/{rij.vraag}/").status_code == 200, "it says so"
    with pytest.raises(RegelGeschonden):
        antwoord(spel, rij, JA)


def test_a_letter_that_was_not_sent_need_not_go_out_when_it_ends(spel: Spel) -> None:
    traject = gesteld(spel)
    services.voorwaarde_beeindigen(
        traject=traject.sleutel, reden=Intrekreden.VOORWAARDE_NIET_NODIG, namens=consulent(spel)
    )
    assert not Brief.objects.filter(traject=traject).te_versturen().exists()


# --- who may know -------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-5.4", "I-9")
@pytest.mark.parametrize("wie", ["coordinator", "beleidsmedewerker"])
def test_the_gemeente_and_the_loket_read_that_somebody_waits_and_not_who(spel: Spel, wie: str) -> None:
    traject = gevraagd(spel).aanmelding.traject
    pagina = tekst(getattr(spel.regio, wie), "/vooraanmeldingen/")
    waarom = "de kandidaat komt van buiten de regio"
    for wel in (traject.kenmerk, spel.regio.corporatie.naam, "5 januari 2026", waarom):
        assert wel in pagina, wel
    for niet in ("Kastelein", str(traject.sleutel), "Kerkstraat", spel.regio.zorg.naam):
        assert niet not in pagina, niet


def test_nobody_else_finds_the_traject(spel: Spel) -> None:
    traject = gesteld(spel)
    for wie in ("begeleider", "coordinator", "wmo_consulent", "andere_consulent", "buitenstaander"):
        client = ingelogd(getattr(spel.regio, wie))
        for url in (reverse("traject", args=[traject.sleutel]), adres("voorwaarde", traject)):
            assert client.get(url).status_code == 404, (wie, url)


def test_the_database_keeps_a_question_whole(spel: Spel) -> None:
    rij = Voorwaarde.objects.get(aanmelding__traject=gesteld(spel))
    with pytest.raises(IntegrityError), transaction.atomic():
        Voorwaarde.objects.filter(pk=rij.pk).update(gevraagd=spel.regio.zorg)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voorwaarde.objects.filter(pk=rij.pk).update(opgepakt_op=DAG)
