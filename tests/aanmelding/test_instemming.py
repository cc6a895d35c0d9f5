"""Whether other organisations may be asked, what the kandidaat was told, and who hears of a nee."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.delen.akkoord import akkoord
from aanmelding.models import Accordering
from aanmelding.verklaringen import nog_vast_te_leggen, open_verklaringen
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.post.models import Bericht, Link
from opstap.protocol.aanmeldstappen import Antwoord
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.verklaringen import Zegt
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Betrokkenheid, Traject, Verklaring
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.linktoneel import linkspel

S, ADL, VERSLAVING = Verklaringsoort, Leefgebied.ADL, Leefgebied.VERSLAVING
PARTIJEN, WEET, KANDIDAAT = S.INSTEMMING_PARTIJEN, S.KENNISNEMING_DELEN, S.AKKOORD_KANDIDAAT


def _zegt(spel: Spel, traject: Traject, zegt: Zegt, soort: S = PARTIJEN, op: date = DAG) -> Verklaring:
    with clock.klok_op(op):
        return services.verklaring_geven(
            traject=traject.sleutel, soort=soort, zegt=zegt, datum=op, wijze=Wijze.GESPREK, namens=spel.zorg
        )


def _open_taken(traject: Traject) -> list[str]:
    rijen = traject.termijnen.filter(status="open", soort__in=["accordering_geven", "link_sturen"])
    return sorted(rijen.values_list("soort", flat=True))


def _betrokken(traject: Traject) -> set[str]:
    rijen = Betrokkenheid.objects.actueel().filter(traject=traject, hoedanigheid__in=["wmo", "accordering"])
    return set(rijen.values_list("organisatie__naam", flat=True))


# --- asking other organisations ----------------------------------------------------------------------------------


@pytest.mark.clausule("Z-20.4", "Z-2.8")
def test_after_a_nee_a_form_that_asks_another_organisation_is_not_sent_and_one_that_does_not_is(spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    _zegt(spel, traject, Zegt.NEE)
    with pytest.raises(RegelGeschonden, match="wil niet dat u andere organisaties iets vraagt"):
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).ingediend_op == DAG
    assert not Accordering.objects.filter(aanmelding__traject=traject).exists()


@pytest.mark.clausule("Z-20.4")
def test_taking_it_back_stops_what_is_still_asked_and_keeps_what_was_answered(spel: Spel) -> None:
    """Seen to fail without closing the Betrokkenheid, and with the duty left open."""
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    gevraagd = Bericht.objects.filter(soort="accordering_gevraagd")
    aantal = gevraagd.count()
    _zegt(spel, traject, Zegt.JA)
    assert gevraagd.count() == aantal  # nothing lay still
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.ander)
    vraag = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    assert len(_betrokken(traject)) == 2 and _open_taken(traject) == ["accordering_geven"]

    _zegt(spel, traject, Zegt.TREKT_IN)
    assert _betrokken(traject) == {spel.regio.andere_zorg.naam} and _open_taken(traject) == []
    wmo, url = ingelogd(spel.regio.wmo_consulent), reverse("aanmelding:accorderen", args=[vraag.sleutel])
    html = wmo.get(url).content.decode()
    assert "staat niet meer open" in html and traject.naam not in html
    assert wmo.get(reverse("traject", args=[traject.sleutel])).status_code == 404
    with pytest.raises(RegelGeschonden, match="staat niet meer open"):
        services.accordering_beantwoorden(onderwerp=vraag.sleutel, antwoord=Antwoord.AKKOORD, namens=spel.wmo)
    gegeven = verloop.accordering_van(traject=traject.sleutel, leefgebied=VERSLAVING)
    assert gegeven.status == "akkoord" and aanmelding_van(traject).status == "ingediend"
    wachten = ingelogd(spel.regio.begeleider).get(adres("wachten", traject)).content.decode()
    assert "de vraag ligt stil" in wachten and "Opstap herinnert u hieraan: u bent aan zet" in wachten

    Bericht.objects.all().delete()
    _zegt(spel, traject, Zegt.JA)
    assert len(_betrokken(traject)) == 2 and _open_taken(traject) == ["accordering_geven"]
    assert [b.ontvanger for b in gevraagd] == [spel.regio.wmo_consulent]
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert aanmelding_van(traject).status == "compleet"


@pytest.mark.clausule("Z-20.4", "Z-2.8", "I-9")
def test_while_questions_lie_still_everybody_reads_that_the_sender_is_to_act(spel: Spel) -> None:
    """Seen to fail: the loket stood there as to act, with a duty it could not do."""
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.ander)
    _zegt(spel, traject, Zegt.NEE)
    (taak,) = traject.termijnen.open()
    assert (taak.soort, taak.organisatie, taak.datum) == (
        "instemming_bespreken", spel.regio.zorg, DAG + timedelta(days=7)
    )  # fmt: skip
    bladzij = reverse("traject", args=[traject.sleutel])
    zorg, loket = (ingelogd(wie) for wie in (spel.regio.begeleider, spel.regio.coordinator))
    with clock.klok_op(DAG):
        blad, thuis = zorg.get(bladzij).content.decode(), zorg.get(reverse("vandaag")).content.decode()
        assert "De vragen liggen stil en u bent aan zet." in blad and taak.url in blad and taak.url in thuis
        toets, thuis = (loket.get(url).content.decode() for url in (adres("beoordelen", traject), reverse("vandaag")))
        assert "De zorgorganisatie is aan zet" in toets and traject.naam not in thuis
        blad = loket.get(bladzij).content.decode()
        assert f"<strong>{spel.regio.zorg.naam}</strong>" in blad and taak.kind.tekst in blad
        for geheim in ("liggen stil", spel.regio.gemeente.naam):
            assert geheim not in blad + toets
        _zegt(spel, traject, Zegt.JA)
    assert set(traject.termijnen.open().values_list("soort", flat=True)) == {
        "accordering_geven", "aanmelding_compleet"
    }  # fmt: skip


@pytest.mark.clausule("Z-20.4", "Z-2.8")
def test_a_link_works_no_more_after_a_nee_and_no_new_one_is_sent(spel: Spel) -> None:
    """Seen to fail with the link left open."""
    t = linkspel(spel)
    t.sturen()
    _zegt(spel, t.traject, Zegt.NEE)
    assert Link.objects.get(traject=t.traject).status == "ingetrokken" and _open_taken(t.traject) == []
    with pytest.raises(RegelGeschonden, match="geen vraag meer open"):
        t.sturen()


@pytest.mark.clausule("Z-20.4")
def test_a_change_that_asks_nobody_anything_new_is_sent_after_a_nee(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    services.wijziging_melden(traject=traject.sleutel, namens=spel.zorg)
    _zegt(spel, traject, Zegt.NEE)
    nieuw = spel.gemeentehulp() | spel.zorghulp()
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=nieuw)
    with pytest.raises(RegelGeschonden, match="wil niet dat u"):
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.gemeentehulp())
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert _betrokken(traject) == {spel.regio.gemeente.naam}


# --- what the kandidaat was told ---------------------------------------------------------------------------------


@pytest.mark.clausule("I-10", "Z-20.4")
def test_knowing_is_a_fact_beside_akkoord_and_instemming(spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    with pytest.raises(RegelGeschonden, match="kan dat niet weigeren"):
        _zegt(spel, traject, Zegt.NEE, WEET)
    assert [b.veld for b in nog_vast_te_leggen(aanmelding_van(traject))] == ["kennisneming", "instemming"]
    client, url = ingelogd(spel.regio.begeleider), adres("kennisneming", traject)
    html = client.get(url).content.decode()
    assert spel.regio.gemeente.naam in html and "Wat doet het antwoord?" in html  # who sees what, before it is recorded
    assert "<li>de naam</li><li>de begeleiding met de contactpersoon</li>" in html
    stuur(client, url, {"datum": "5-1-2026", "wijze": "gesprek"})
    a = aanmelding_van(traject)
    assert akkoord(a, WEET) is not None and akkoord(a, PARTIJEN) is None
    assert "Leg vast of de kandidaat dat goed vindt." in client.get(adres("controleren", traject)).content.decode()
    assert [o.soort for o in open_verklaringen(a)] == [PARTIJEN]
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert [o.soort for o in open_verklaringen(aanmelding_van(traject))] == [WEET, KANDIDAAT, S.VERKLARING_ZORG]


def test_the_page_says_what_a_nee_does_before_it_is_recorded(spel: Spel) -> None:
    traject, client = spel.verstuurd(anders=spel.gemeentehulp()), ingelogd(spel.regio.begeleider)
    html = client.get(adres("instemming", traject)).content.decode()
    assert "Nee of intrekken" in html and "Een antwoord dat er al is, blijft." in html
    assert "Het loket krijgt daar bericht van." in client.get(adres("akkoord", traject)).content.decode()
    stuur(client, adres("instemming", traject), {"zegt": "nee", "datum": "5-1-2026", "wijze": "telefoon"})
    (rij,) = traject.verklaringen.filter(soort=PARTIJEN)
    assert (rij.geweigerd, rij.wijze) == (True, "telefoon")
    with pytest.raises(GeenRecht):
        services.verklaring_geven(
            traject=traject.sleutel, soort=PARTIJEN, datum=DAG, wijze=Wijze.GESPREK, namens=spel.coordinator
        )


def test_the_page_before_sending_leads_to_what_is_still_to_be_recorded_and_back(spel: Spel) -> None:
    """Seen to fail when it only said that something must be recorded."""
    traject, client = spel.ingevuld(anders=spel.gemeentehulp()), ingelogd(spel.regio.begeleider)
    blad = client.get(adres("controleren", traject)).content.decode()
    assert adres("kennisneming", traject) in blad and adres("instemming", traject) in blad
    terug = stuur(client, adres("kennisneming", traject), {"datum": "5-1-2026", "wijze": "gesprek"})
    assert terug.headers["Location"] == adres("controleren", traject)
    blad = client.get(adres("controleren", traject)).content.decode()
    assert adres("kennisneming", traject) not in blad and adres("instemming", traject) in blad


# --- who hears of it ---------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-8.6", "Z-20.4")
def test_the_loket_hears_once_that_an_aanmelding_it_tests_is_held_and_nothing_about_whom(spel: Spel) -> None:
    """Seen to fail without the mail, and with one for each nee."""
    traject = spel.ingevuld()
    _zegt(spel, traject, Zegt.NEE, KANDIDAAT)
    assert not Bericht.objects.filter(soort="akkoord_weg").exists()  # not sent: the loket knows of nothing
    _zegt(spel, traject, Zegt.JA, KANDIDAAT)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    _zegt(spel, traject, Zegt.TREKT_IN, KANDIDAAT)
    _zegt(spel, traject, Zegt.NEE, KANDIDAAT)
    _zegt(spel, traject, Zegt.NEE, S.VERKLARING_ZORG)
    (bericht,) = Bericht.objects.filter(soort="akkoord_weg")
    assert bericht.ontvanger == spel.regio.coordinator


# --- a change of who it is about ---------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.6", "I-3")
@pytest.mark.parametrize(
    ("wat", "blijft"),
    [({"naam": "Sam de Wit-Bos"}, False), ({"geboortedatum": date(1991, 3, 1)}, False), ({"telefoon": "0575 1"}, True)],
)
def test_another_name_or_day_of_birth_asks_the_akkoord_again_and_no_row(
    spel: Spel, wat: dict[str, Any], blijft: bool
) -> None:
    """Seen to fail: a snapshot holds no name, so the akkoord of before went on for somebody else."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    persoon = traject.persoon
    assert persoon is not None
    nu = {"naam": persoon.naam, "geboortedatum": persoon.geboortedatum}
    services.persoon_bijwerken(traject=traject.sleutel, namens=spel.zorg, **(nu | wat))
    assert (akkoord(aanmelding_van(traject), KANDIDAAT) is not None) is blijft
    if not blijft:
        vraag = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
        verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
        assert verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL) == vraag


# --- the pages ---------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.6", "Z-20.4")
def test_one_page_says_who_said_what_about_which_version_and_a_nee_of_the_curator_is_his(spel: Spel) -> None:
    traject = spel.ingevuld()
    wie = {Vertegenwoordiging.CURATOR: services.Vertegenwoordiger("De Vries")}
    services.vertegenwoordiging_bijwerken(traject=traject.sleutel, gegevens=wie, namens=spel.zorg)
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    _zegt(spel, traject, Zegt.NEE, KANDIDAAT)
    begeleider, url = ingelogd(spel.regio.begeleider), reverse("verklaringen", args=[traject.sleutel])
    html = begeleider.get(url).content.decode()
    assert "nee: de curator, namens de kandidaat, in een gesprek. Over versie 1, verstuurd op 5 januari 2026" in html
    assert "Over een formulier dat daarna is gewijzigd" in html  # the first ja, before there was a curator
    assert adres("akkoord", traject) in html and "Nu: nee op 5 januari 2026." in html
    assert url in begeleider.get(reverse("traject", args=[traject.sleutel])).content.decode()
    assert url in begeleider.get(adres("akkoord", traject)).content.decode()
    assert ingelogd(spel.regio.coordinator).get(url).status_code == 403


def test_who_is_waited_for_are_the_kandidaat_the_sender_and_who_was_asked(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    _zegt(spel, traject, Zegt.TREKT_IN, KANDIDAAT)
    html = ingelogd(spel.regio.begeleider).get(adres("wachten", traject)).content.decode()
    for tekst in ("De kandidaat", "ingetrokken op 5 januari 2026", spel.regio.gemeente.naam, "Laatst herinnerd"):
        assert tekst in html
    assert adres("akkoord", traject) in html and adres("kennisneming", traject) in html
    _zegt(spel, traject, Zegt.JA, KANDIDAAT)
    for soort in (WEET, PARTIJEN):
        _zegt(spel, traject, Zegt.JA, soort)
    later = DAG + timedelta(days=1)
    verloop.akkoord_van_uitvoerder(op=later, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert "U wacht op niemand." in ingelogd(spel.regio.begeleider).get(adres("wachten", traject)).content.decode()
