"""Where a second person confirms a toelating, withdrawing it needs one too; reopening an afwijzing does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Besluitvoorstel
from opstap.errors import RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.post.models import Brief
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import traject_afsluiten
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_vier_ogen import BESLUIT, klachten, tweede, voorgesteld
from tests.aanmelding.verloop import VOLDOET

__all__ = ["tweede"]

WAAROM = "Er is een huurschuld over het hoofd gezien."
HEROPENING = services.Heropening(reden=Heropenreden.VERKEERD_BEOORDEELD, motivering=WAAROM)
GETYPT = {"reden": "verkeerd_beoordeeld", "motivering": WAAROM}


def toegelaten(spel: Spel, tweede: Namens) -> Traject:
    traject, _ = voorgesteld(spel)
    services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)
    return traject


def intrekking(spel: Spel, traject: Traject) -> Besluitvoorstel:
    return services.intrekking_voorstellen(traject=traject.sleutel, heropening=HEROPENING, namens=spel.coordinator)


@pytest.mark.clausule("Z-2.9")
def test_nobody_withdraws_alone_and_confirmed_it_is_of_the_second_person(spel: Spel, tweede: Namens) -> None:
    """Seen to fail: one coordinator withdrew what two had decided."""
    traject = toegelaten(spel, tweede)
    with pytest.raises(RegelGeschonden, match="bevestigt een tweede persoon"):
        services.besluit_heropenen(traject=traject.sleutel, heropening=HEROPENING, namens=tweede)
    voorstel = intrekking(spel, traject)
    assert aanmelding_van(traject).status == "toegelaten" and WAAROM not in str(voorstel.inhoud)
    assert traject.termijnen.open().get(soort="besluit_bevestigen").onderwerp is None
    assert not Brief.objects.filter(soort="toelating_ingetrokken").exists() and klachten() == []
    with pytest.raises(RegelGeschonden, match="zelf voor"):
        services.voorstel_bevestigen(traject=traject.sleutel, namens=spel.coordinator)
    besluit = services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)
    assert (besluit.uitkomst, besluit.gebruiker) == ("ingetrokken", tweede.gebruiker)
    assert besluit.snapshot == {"reden": "verkeerd_beoordeeld", "voorstel": str(voorstel.sleutel)}
    assert besluit.motivering.tekst == WAAROM
    assert Brief.objects.filter(soort="toelating_ingetrokken", besluit=besluit).count() == 2
    assert aanmelding_van(traject).status == "compleet"
    assert set(traject.termijnen.open().values_list("soort", flat=True)) == {"toelating_besluiten"}
    assert klachten() == []


@pytest.mark.clausule("Z-2.9")
def test_who_reopens_an_afwijzing_does_it_alone_and_proposes_nothing(spel: Spel, tweede: Namens) -> None:
    traject = spel.met_gesprek()
    nee = replace(
        BESLUIT, uitkomst=ToelatingUitkomst.AFGEWEZEN, invoer=replace(VOLDOET, betaalbaar=False), afwijking=None
    )
    services.toelating_voorstellen(traject=traject.sleutel, besluit=nee, namens=spel.coordinator)
    services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)
    with pytest.raises(RegelGeschonden, match="niet toegelaten"):
        intrekking(spel, traject)
    services.besluit_heropenen(traject=traject.sleutel, heropening=HEROPENING, namens=spel.coordinator)
    assert aanmelding_van(traject).status == "compleet"


@pytest.mark.clausule("Z-2.9")
def test_a_proposal_to_withdraw_lapses_with_the_traject(spel: Spel, tweede: Namens) -> None:
    """Seen to fail without the reaction."""
    traject = toegelaten(spel, tweede)
    voorstel = intrekking(spel, traject)
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.ANDERS, namens=spel.coordinator)
    voorstel.refresh_from_db()
    assert (voorstel.status, voorstel.afgehandeld_op) == ("vervallen", DAG)


@pytest.mark.clausule("Z-2.9")
def test_from_the_page_back_and_to_the_second_person(spel: Spel, tweede: Namens) -> None:
    """Seen to fail with the words for a colleague at one's own proposal, and with an empty form after it came back."""
    traject = toegelaten(spel, tweede)
    eerste, ander = ingelogd(spel.regio.coordinator), ingelogd(Gebruiker.objects.get(sleutel=tweede.gebruiker))
    url, bladzij = adres("heropenen", traject), reverse("traject", args=[traject.sleutel])
    assert "Tot dan blijft de kandidaat toegelaten." in eerste.get(url).content.decode()
    assert stuur(eerste, url, GETYPT).headers["Location"] == bladzij
    blad = eerste.get(bladzij).content.decode()
    assert adres("bevestigen", traject) in blad and url not in blad
    assert "Er ligt al een voorstel." in eerste.get(url).content.decode()
    assert "Neem uw voorstel terug" in eerste.get(adres("bevestigen", traject)).content.decode()
    eigen = eerste.get(adres("terugsturen", traject)).content.decode()
    assert "Waarom neemt u uw voorstel terug?" in eigen and "terugstuurt" not in eigen
    anders = ander.get(adres("terugsturen", traject)).content.decode()
    assert "Waarom stuurt u het voorstel terug?" in anders
    assert stuur(ander, adres("terugsturen", traject), {"reden": "Bel eerst."}).headers["Location"] == url
    weer = eerste.get(url)
    assert "Teruggestuurd: Bel eerst." in weer.content.decode()
    assert weer.context["form"]["motivering"].value() == WAAROM
    assert "Over deze aanmelding is al besloten" in eerste.get(adres("beoordelen", traject)).content.decode()
    stuur(eerste, url, GETYPT)
    gelezen = dict(ander.get(adres("bevestigen", traject)).context["feiten"])
    assert (gelezen["Besluit"], gelezen["Uitleg voor de brief"]) == ("de toelating intrekken", WAAROM)
    stuur(ander, adres("bevestigen", traject), {})
    assert aanmelding_van(traject).status == "compleet"
    assert Gebeurtenis.objects.get(soort="toelating_ingetrokken").gebruiker == tweede.gebruiker
