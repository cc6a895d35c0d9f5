"""An afwijzing is reopened: the history stays, the traject runs as on its last day, and the term counts anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from aanmelding import services
from aanmelding.controles import besluit_klopt
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Roltoekenning
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Rol
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.sluiten import NAZORG
from opstap.termijnen.services import werk_afhandelen
from opstap.trajecten.models import Besluit, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.verloop import VOLDOET

SCHULD = replace(VOLDOET, betaalbaar=False)
WAAROM = "Er loopt nu een betalingsregeling."
HEROPENING = services.Heropening(reden=Heropenreden.NIEUWE_INFORMATIE, motivering=WAAROM)
LATER = DAG + timedelta(days=10)


def afgewezen(spel: Spel, **anders: Any) -> Traject:
    traject = spel.met_gesprek(**anders)
    verloop.afgewezen(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator, invoer=SCHULD)
    return traject


def heropend(spel: Spel, traject: Traject, op: date = LATER, **anders: Any) -> Besluit:
    with clock.klok_op(op):
        velden = {"heropening": HEROPENING, "namens": spel.coordinator} | anders
        return services.besluit_heropenen(traject=traject.sleutel, **velden)


def klachten() -> list[str]:
    """Of every invariant about trajecten; nobody in this region is escalatiecontact."""
    namen = [naam for naam in import_string("opstap.bedrading.CONTROLES") if "twee_contacten" not in naam]
    return [zin for naam in namen for zin in import_string(naam)()]


@pytest.mark.clausule("Z-2.9", "Z-9.2")
def test_the_traject_runs_again_and_the_term_counts_from_today(spel: Spel) -> None:
    """Seen to fail without the Betrokkenheden, and with a term that counts from compleet."""
    traject = afgewezen(spel)
    voor = set(traject.betrokkenheden.values_list("hoedanigheid", "organisatie", "vanaf"))
    besluit = heropend(spel, traject)
    traject.refresh_from_db()
    aanmelding = aanmelding_van(traject)
    assert (traject.afgesloten_op, traject.uitkomst, traject.fase) == (None, "", "beoordeling")
    assert (aanmelding.status, aanmelding.besloten_op, aanmelding.heropend_op) == ("compleet", None, LATER)
    assert set(traject.betrokkenheden.filter(tot=None).values_list("hoedanigheid", "organisatie", "vanaf")) == voor
    plicht = traject.termijnen.open().get(soort="toelating_besluiten")
    assert (plicht.datum, plicht.organisatie) == (LATER + timedelta(days=14), spel.regio.corporatie)
    with clock.klok_op(LATER):
        assert klachten() == []
    assert besluit.motivering.tekst == WAAROM


@pytest.mark.clausule("Z-2.9", "Z-9.10")
def test_the_old_besluit_stays_with_its_letter_and_a_new_one_comes_beside_it(spel: Spel) -> None:
    traject = afgewezen(spel)
    oud = traject.besluiten.get()
    Brief.objects.filter(soort="afwijzing", geadresseerde="kandidaat").update(
        verzonden_op=DAG, verzendwijze="post", verzonden_rol="coordinator"
    )
    heropening = heropend(spel, traject)
    assert heropening.herziet == oud and oud.motivering.tekst
    with clock.klok_op(LATER):
        blad = ingelogd(spel.regio.begeleider).get(reverse("traject", args=[traject.sleutel])).content.decode()
        assert "Het besluit in deze brief geldt niet meer, sinds 15 januari 2026." in blad
        assert "afgewezen, op 5 januari 2026. Geldt niet meer sinds 15 januari 2026." in blad
        assert "opnieuw bekeken. Reden: er is nieuwe informatie." in blad and "coordinator, Woonstichting" in blad
        verloop.toegelaten(op=LATER, traject=traject.sleutel, coordinator=spel.coordinator)
        assert klachten() == []
    assert list(traject.besluiten.order_by("pk").values_list("soort", "uitkomst")) == [
        ("toelating", "afgewezen"),
        ("heropening", "heropend"),
        ("toelating", "toegelaten"),
    ]


@pytest.mark.clausule("Z-9.10")
@pytest.mark.parametrize(("uitkomst", "op"), [("toelating", LATER), ("afwijzing", DAG)])
def test_the_new_letter_says_that_the_old_one_does_not_hold_and_what_lay_between_need_not_go(
    spel: Spel, uitkomst: str, op: date
) -> None:
    """The letter of the heropening said it, so it stayed; now the new one does. What went out, went out.

    Seen to fail without the sentence, and with both letters to post.
    """
    traject = afgewezen(spel)
    eerste = set(traject.brieven.values_list("pk", flat=True))
    heropend(spel, traject, op=op)
    zorg = traject.brieven.filter(soort="heropening", geadresseerde="zorgorganisatie")
    zorg.update(verzonden_op=op, verzendwijze="post", verzonden_rol="coordinator")
    wie: dict[str, Any] = {"op": op, "traject": traject.sleutel, "coordinator": spel.coordinator}
    if uitkomst == "toelating":
        verloop.toegelaten(**wie)
    else:
        verloop.afgewezen(**wie, invoer=SCHULD)
    zin = "Ons eerdere besluit van 5 januari 2026 geldt niet meer, en de brief daarover ook niet."
    met_zin = {b.pk for b in traject.brieven.select_related("inhoud") if zin in b.inhoud.html}
    nieuw = set(traject.brieven.te_versturen().values_list("pk", flat=True))
    assert (
        met_zin
        == nieuw
        == set(traject.brieven.filter(soort=uitkomst).exclude(pk__in=eerste).values_list("pk", flat=True))
    )
    kandidaat = traject.brieven.get(soort="heropening", geadresseerde="kandidaat")
    assert (kandidaat.hoeft_niet_op, kandidaat.hoeft_niet_reden) == (op, "niet_nodig")
    assert zorg.get().hoeft_niet_op is None


@pytest.mark.clausule("Z-9.10")
def test_the_kandidaat_reads_that_the_no_does_not_hold_and_by_when_there_is_a_new_besluit(spel: Spel) -> None:
    traject = afgewezen(spel)
    heropend(spel, traject)
    brieven = Brief.objects.filter(soort="heropening").select_related("inhoud")
    assert {b.geadresseerde for b in brieven} == {"kandidaat", "zorgorganisatie"}
    for brief in brieven:
        html = brief.inhoud.html
        assert "Op 5 januari 2026 besloten wij" in html and WAAROM in html and "uiterlijk 29 januari 2026" in html


@pytest.mark.clausule("Z-2.8", "I-3")
def test_what_was_not_answered_is_asked_again_and_what_was_agreed_holds(spel: Spel) -> None:
    """Seen to fail when an akkoord is asked again, and with the key of the mail of before."""
    traject = afgewezen(spel, anders=spel.gemeentehulp() | spel.zorghulp())
    heropend(spel, traject)
    rijen = aanmelding_van(traject).accorderingen
    assert sorted(rijen.values_list("leefgebied", "status")) == [
        ("adl", "gevraagd"), ("adl", "ingetrokken"), ("verslaving", "gevraagd"), ("verslaving", "ingetrokken"),
    ]  # fmt: skip
    assert aanmelding_van(traject).status == "ingediend"
    for wie in (spel.regio.wmo_consulent, spel.regio.buitenstaander):
        nieuw = Bericht.objects.get(soort="accordering_gevraagd", ontvanger=wie)
        assert nieuw.plek == str(traject.besluiten.get(soort="heropening").sleutel), "that of before never went out"
    plichten = traject.termijnen.open().filter(soort="accordering_geven")
    assert set(plichten.values_list("datum", flat=True)) == {LATER + timedelta(days=7)}
    for gebied, wie_ in ((spel.gemeentehulp(), spel.wmo), (spel.zorghulp(), spel.ander)):
        verloop.akkoord_van_uitvoerder(
            op=LATER, traject=traject.sleutel, leefgebied=next(iter(gebied)), uitvoerder=wie_
        )
    aanmelding = aanmelding_van(traject)
    assert (aanmelding.status, aanmelding.compleet_op) == ("compleet", LATER)
    with clock.klok_op(LATER):
        assert klachten() == []


def test_an_answer_that_was_given_is_not_asked_again(spel: Spel) -> None:
    gebied = next(iter(spel.gemeentehulp()))
    traject = spel.met_gesprek(anders=spel.gemeentehulp() | spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=gebied, uitvoerder=spel.wmo)
    verloop.weigering_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=next(iter(spel.zorghulp())), uitvoerder=spel.ander
    )
    verloop.afgewezen(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator, invoer=SCHULD)
    heropend(spel, traject)
    assert sorted(aanmelding_van(traject).accorderingen.values_list("status", flat=True)) == ["akkoord", "geweigerd"]
    aanpassen = traject.termijnen.open().get(soort="aanmelding_aanvullen")
    assert aanpassen.datum == LATER + timedelta(days=7)
    with clock.klok_op(LATER):
        assert klachten() == []


def test_everybody_concerned_hears_it_once_and_nobody_of_what_is_over(spel: Spel) -> None:
    """Seen to fail when the news of the besluit stays: reopened on the same day nobody need read of both."""
    traject = afgewezen(spel)
    heropend(spel, traject, op=DAG)
    assert not Bericht.objects.filter(soort="besluit_toelating").exists()
    assert Bericht.objects.get(soort="besluit_heropend").ontvanger == spel.regio.begeleider
    Bericht.objects.update(uitvoeren_vanaf=clock.dienst_nu())
    with clock.klok_op(DAG + timedelta(days=1)):
        werk_afhandelen()
        werk_afhandelen()
    over = Bericht.objects.filter(traject=traject, soort__startswith="termijn_")
    assert not over.exists(), list(over.values_list("soort", "gegevens"))


def test_who_lost_the_role_meanwhile_is_no_contactpersoon_again(spel: Spel) -> None:
    traject = afgewezen(spel)
    ander = rol_toekennen(gebruiker=spel.regio.teamleider_zorg, organisatie=spel.regio.zorg, rol=Rol.BEGELEIDER)
    Roltoekenning.objects.filter(gebruiker=spel.regio.begeleider).update(tot=LATER)
    heropend(spel, traject)
    assert set(traject.betrokkenheden.values_list("contactpersoon", flat=True)) == {None}
    assert Bericht.objects.get(soort="besluit_heropend").ontvanger == ander.gebruiker
    with clock.klok_op(LATER):
        assert klachten() == []


def test_controleer_finds_two_besluiten_that_hold_and_one_that_does_not_say_so(spel: Spel) -> None:
    traject = afgewezen(spel)
    assert list(besluit_klopt()) == []
    velden = {"traject": traject, "soort": "toelating", "datum": DAG, "rol": "coordinator"}
    Besluit.objects.create(uitkomst="toegelaten", **velden)
    assert "er gelden 2 besluiten" in next(besluit_klopt())
    ander = spel.met_gesprek(naam="Iemand Anders")
    Besluit.objects.create(uitkomst="toegelaten", **(velden | {"traject": ander}))
    assert len(list(besluit_klopt())) == 2


# --- who, when ---------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.9")
def test_only_who_decides_and_only_as_long_as_she_reads_it(spel: Spel) -> None:
    traject = afgewezen(spel)
    for namens in (spel.zorg, spel.wmo, spel.ander, verloop.namens(spel.regio.consulent, Rol.CONSULENT)):
        with pytest.raises(GeenRecht):
            heropend(spel, traject, namens=namens)
    with pytest.raises(GeenRecht):
        heropend(spel, traject, op=DAG + NAZORG)
    with pytest.raises(Verouderd):
        heropend(spel, traject, versie=0)
    heropend(spel, traject, op=DAG + NAZORG - timedelta(days=1))
    with pytest.raises(RegelGeschonden, match="geen besluit om te heropenen"):
        heropend(spel, traject)
    assert Gebeurtenis.objects.filter(soort="besluit_heropend").count() == 1


def test_not_beside_another_traject_of_the_same_person(spel: Spel) -> None:
    """Who decides hears of an aanmelding that was sent, and not of one that is being written (Z-20.4).

    Seen to fail when both get the same words: then a name belongs to what was said beforehand without one.
    """
    traject, nieuw = afgewezen(spel), spel.ingevuld(naam="Iemand Anders")
    Traject.objects.filter(pk=nieuw.pk).update(persoon=traject.persoon)
    with pytest.raises(RegelGeschonden, match="Heropenen kan nu niet"):
        heropend(spel, traject)
    verloop.verstuurd(op=DAG, traject=nieuw.sleutel, begeleider=spel.zorg)
    with pytest.raises(RegelGeschonden, match="opnieuw aangemeld"):
        heropend(spel, traject)


def test_a_besluit_is_reopened_once_and_the_database_knows(spel: Spel) -> None:
    traject = afgewezen(spel)
    oud = traject.besluiten.get()
    heropend(spel, traject)
    with pytest.raises(DatabaseError), transaction.atomic():
        Besluit.objects.create(traject=traject, soort="heropening", uitkomst="x", datum=DAG, rol="x", herziet=oud)


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_asks_why_and_shows_the_motivering_to_who_decides_again(spel: Spel) -> None:
    traject = afgewezen(spel)
    coordinator = ingelogd(spel.regio.coordinator)
    assert adres("heropenen", traject) in coordinator.get(reverse("traject", args=[traject.sleutel])).content.decode()
    leeg = stuur(coordinator, adres("heropenen", traject), {"reden": "na_klacht"})
    assert leeg.status_code == 422 and "Schrijf op waarom het besluit niet meer geldt." in leeg.content.decode()
    klaar = stuur(coordinator, adres("heropenen", traject), {"reden": "na_klacht", "motivering": WAAROM})
    assert klaar.headers["Location"] == adres("beoordelen", traject)
    blad = coordinator.get(adres("beoordelen", traject)).content.decode()
    assert WAAROM in blad and "Besluit uiterlijk" in blad and "Hoe is er besloten?" not in blad
    assert (
        adres("heropenen", traject) not in coordinator.get(reverse("traject", args=[traject.sleutel])).content.decode()
    )
