"""A toelating is taken back while nothing was built upon it; the search stops and everything is free again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from aanmelding.services import Heropening, besluit_heropenen
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.post.berichten import BERICHTEN
from opstap.post.models import Bericht, Brief
from opstap.protocol.datums import datum_voluit
from opstap.protocol.feiten import ToelatingIngetrokken
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.parameters import als_document
from opstap.regelingen.models import RegelingVersie
from opstap.trajecten.models import Besluit, Traject
from tests.aanmelding import verloop as aanmeldverloop
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, TOEGELATEN, Toneel
from woningen.kaart import woonkaart
from woningen.models import Aanbieding, Bemiddeling, Contingentplaats, Woning
from woningen.services import bemiddeling_intrekken_na

HEROPENING = Heropening(reden=Heropenreden.VERKEERD_BEOORDEELD, motivering="Wij zagen een huurschuld over het hoofd.")
INGETROKKEN = AANBOD + timedelta(days=2)


def ingetrokken(toneel: Toneel, traject: Traject, op: date = INGETROKKEN, **anders: Any) -> Besluit:
    with clock.klok_op(op):
        velden = {"heropening": HEROPENING, "namens": toneel.coordinator} | anders
        return besluit_heropenen(traject=traject.sleutel, **velden)


def klachten(op: date) -> list[str]:
    namen = [naam for naam in import_string("opstap.bedrading.CONTROLES") if "twee_contacten" not in naam]
    with clock.klok_op(op):
        return [zin for naam in namen for zin in import_string(naam)()]


@pytest.mark.clausule("Z-2.9", "Z-9.13", "Z-20.4")
def test_the_search_stops_the_offer_is_taken_back_and_the_corporatie_lets_go(toneel: Toneel) -> None:
    """Seen to fail with the place kept, and with a verhuurder that reads on."""
    traject, _ = toneel.aangeboden()
    heropening = ingetrokken(toneel, traject)
    assert (heropening.uitkomst, heropening.herziet.uitkomst) == ("ingetrokken", "toegelaten")
    bemiddeling, aanbod = Bemiddeling.objects.get(), Aanbieding.objects.get()
    assert (bemiddeling.status, aanbod.status, aanbod.intrekreden) == ("ingetrokken", "ingetrokken", "toelating")
    assert not Contingentplaats.objects.bezet().exists() and aanbod.woning_vrij_op == INGETROKKEN
    traject.refresh_from_db()
    aanmelding = traject.aanmelding
    assert (traject.fase, aanmelding.status, aanmelding.heropend_op) == ("beoordeling", "compleet", INGETROKKEN)
    open_ = {soort: datum for soort, datum in traject.termijnen.open().values_list("soort", "datum")}
    assert open_ == {"toelating_besluiten": INGETROKKEN + timedelta(days=14)}
    assert not traject.betrokkenheden.filter(hoedanigheid="verhuurder", tot=None).exists()
    assert Bericht.objects.get(soort="toelating_ingetrokken").ontvanger == toneel.regio.consulent
    assert BERICHTEN["toelating_ingetrokken"].pagina == "woningen:woningen", "the traject itself is no page of hers now"
    assert Bericht.objects.get(soort="besluit_heropend").ontvanger == toneel.regio.begeleider
    assert klachten(INGETROKKEN) == []
    assert woonkaart(traject, toneel.regio.coordinator).regels == ()


@pytest.mark.clausule("Z-9.13", "Z-20.4")
def test_who_offered_reads_that_the_home_is_free_again_and_of_whom_nothing(toneel: Toneel) -> None:
    """Seen to fail: she stood before a page that was not there, and nothing was said of the home."""
    traject, aanbod = toneel.aangeboden()
    ingetrokken(toneel, traject)
    with clock.klok_op(INGETROKKEN):
        wie = toneel.regio.ingelogd(toneel.regio.consulent)
        assert wie.get(reverse("traject", args=[traject.sleutel])).status_code == 404
        blad = wie.get(reverse("woningen:woningen")).content.decode()
        zin = f"Het aanbod verviel op {datum_voluit(INGETROKKEN)}: de kandidaat is niet meer toegelaten"
        assert zin in blad and traject.kenmerk not in blad and traject.naam not in blad
        assert Aanbieding.objects.get().woning in Woning.objects.beschikbaar()
    toneel.aanbod(toneel.zoekend("Bo Ander"), aanbod.woning, op=INGETROKKEN)
    with clock.klok_op(INGETROKKEN):
        assert zin not in wie.get(reverse("woningen:woningen")).content.decode()


@pytest.mark.clausule("Z-9.10", "Z-15.1")
def test_the_kandidaat_reads_that_the_yes_does_not_hold(toneel: Toneel) -> None:
    traject, _ = toneel.aangeboden()
    ingetrokken(toneel, traject)
    brieven = {b.geadresseerde: b.inhoud.html for b in Brief.objects.filter(soort="toelating_ingetrokken")}
    assert set(brieven) == {"kandidaat", "zorgorganisatie"}
    for html in brieven.values():
        assert "Dat besluit trekken wij in" in html and "een huurschuld over het hoofd" in html
        assert "geschillencommissie" in html and "bezwaar" not in html
    wacht = set(Brief.objects.filter(traject=traject).te_versturen().values_list("soort", flat=True))
    assert wacht == {"toelating_ingetrokken"}
    aanmeldverloop.toegelaten(op=INGETROKKEN, traject=traject.sleutel, coordinator=toneel.coordinator)
    wacht = set(Brief.objects.filter(traject=traject).te_versturen().values_list("soort", flat=True))
    assert wacht == {"toelating_ingetrokken", "toelating"}, "a besluit always goes, also one that was overtaken"
    nieuw = Brief.objects.filter(soort="toelating").te_versturen()
    for brief in nieuw.select_related("inhoud"):
        assert "Ons eerdere besluit van " in brief.inhoud.html


@pytest.mark.clausule("Z-15.4")
def test_against_taking_back_an_urgentiebesluit_bezwaar_is_open(toneel: Toneel) -> None:
    traject, _ = toneel.aangeboden()
    versie = RegelingVersie.objects.get()
    urgentie = als_document(versie.parameters) | {"toelating_is_urgentiebesluit": True}
    nieuw = RegelingVersie(regeling=versie.regeling, nummer=2, document=urgentie, vanaf=versie.vanaf)
    nieuw.vaststellen()
    nieuw.save()
    Traject.objects.filter(pk=traject.pk).update(regelingversie=nieuw)
    ingetrokken(toneel, traject)
    for brief in Brief.objects.filter(soort="toelating_ingetrokken"):
        assert "bezwaar" in brief.inhoud.html and "burgemeester" in brief.inhoud.html


@pytest.mark.clausule("Z-9.13", "Z-2.10")
@pytest.mark.parametrize(("tot", "melding"), [("ja", "al een woning aangenomen"), ("contract", "al een huurcontract")])
def test_not_once_a_home_was_taken_or_a_contract_made(toneel: Toneel, tot: str, melding: str) -> None:
    """Seen to fail without the reaction: the phase alone does not know of a home that was accepted."""
    traject = toneel.toegewezen() if tot == "ja" else toneel.opgemaakt().traject
    with pytest.raises(RegelGeschonden, match=melding):
        ingetrokken(toneel, traject, op=JA + timedelta(days=9))
    traject.refresh_from_db()
    assert (traject.aanmelding.status, traject.besluiten.count()) == ("toegelaten", 1)


def test_the_reaction_twice_changes_nothing_more(toneel: Toneel) -> None:
    traject, _ = toneel.aangeboden()
    heropening = ingetrokken(toneel, traject)
    voor = (Bericht.objects.count(), Bemiddeling.objects.get().versie)
    with clock.klok_op(INGETROKKEN):
        bemiddeling_intrekken_na(ToelatingIngetrokken(traject.sleutel, heropening.herziet.sleutel))
    assert (Bericht.objects.count(), Bemiddeling.objects.get().versie) == voor


@pytest.mark.clausule("Z-9.3")
def test_a_new_yes_opens_a_new_search_with_the_whole_term(toneel: Toneel) -> None:
    """Seen to fail when an offer of the toelating of before gives the day of the next one."""
    traject, _ = toneel.aangeboden()
    ingetrokken(toneel, traject)
    dag = INGETROKKEN + timedelta(days=60)
    aanmeldverloop.toegelaten(op=dag, traject=traject.sleutel, coordinator=toneel.coordinator)
    verloop.verhuurder_gevraagd(
        op=dag, traject=traject.sleutel, corporatie=toneel.regio.corporatie.sleutel, coordinator=toneel.coordinator
    )
    assert list(Bemiddeling.objects.order_by("pk").values_list("status", flat=True)) == ["ingetrokken", "zoekt"]
    aanbieden = traject.termijnen.open().get(soort="woning_aanbieden")
    assert (aanbieden.plek, aanbieden.datum) == ("2", dag + timedelta(days=56))
    assert klachten(dag) == []


def test_only_who_decides_takes_it_back_on_the_page(toneel: Toneel) -> None:
    traject, _ = toneel.aangeboden()
    with pytest.raises(GeenRecht):
        ingetrokken(toneel, traject, namens=toneel.consulent)
    with clock.klok_op(INGETROKKEN):
        client = toneel.regio.ingelogd(toneel.regio.coordinator)
        assert "De toelating intrekken" in client.get(reverse("traject", args=[traject.sleutel])).content.decode()
        blad = client.get(reverse("aanmelding:heropenen", args=[traject.sleutel])).content.decode()
    assert "Trek de toelating in" in blad and "een aanbod zonder antwoord vervalt" in blad


def test_before_anybody_was_asked_it_is_taken_back_too(toneel: Toneel) -> None:
    traject = toneel.kandidaat()
    ingetrokken(toneel, traject, op=TOEGELATEN)
    assert Bemiddeling.objects.get().status == "ingetrokken"
    assert not Bericht.objects.filter(soort="toelating_ingetrokken").exists()
    assert klachten(TOEGELATEN) == []
