"""The wachtrij, who fits a home, and choosing another than the first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.logboek.models import Gebeurtenis, Inzage
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Route
from opstap.protocol.datums import datum_voluit
from opstap.protocol.woonprofiel import Woonfactor
from opstap.trajecten.models import Besluit, Traject
from tests.woningen import verloop
from tests.woningen.menigte import erbij
from tests.woningen.toneel import AANBOD, TOEGELATEN, Toneel, teruggedraaid
from woningen.forms import AanbiedenForm
from woningen.models import Bemiddeling, Woning
from woningen.passen import eerste_kandidaat
from woningen.services import woning_aanbieden

WACHTRIJ = reverse("woningen:wachtrij")


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _tekst(antwoord: Any) -> str:
    return antwoord.content.decode()


def _drie(toneel: Toneel) -> list[Traject]:
    """Three who search with the own corporatie: who wants the ground floor was the first to send."""
    bo = toneel.zoekend("Bo Tweede")
    wil = {"factoren": {Woonfactor.BEGANE_GROND.value: "2024-04-01"}}
    [anna] = erbij(bo, "Anna Eerst", wil=wil, dag=TOEGELATEN - timedelta(days=1))
    return [anna, bo, *erbij(bo, "Cor Derde")]


def _boven(toneel: Toneel) -> Woning:
    woning = toneel.woning()
    woning.verdieping = 3
    woning.save()
    return woning


def _kandidaten(woning: Woning) -> str:
    return reverse("woningen:kandidaten", args=[woning.sleutel])


@pytest.mark.clausule("Z-4.9", "Z-9.3", "Z-3.3", "I-4")
def test_the_wachtrij_stands_in_order_of_sending_and_holds_ones_own(toneel: Toneel):
    """Not in order of toelating, and a corporatie sees only for whom she was asked. Seen to fail with `begonnen_op`."""
    regio, rij = toneel.regio, _drie(toneel)
    elders, zelf = erbij(rij[1], "Dina Elders", "Els Zelf")
    Bemiddeling.objects.filter(traject=elders).update(verhuurder=regio.andere_corporatie)
    elders.betrokkenheden.filter(hoedanigheid="verhuurder").update(organisatie=regio.andere_corporatie)
    Bemiddeling.objects.filter(traject=zelf).update(route=Route.ZELF_REAGEREN)
    Bemiddeling.objects.filter(traject=rij[0]).update(begonnen_op=AANBOD)  # a later besluit moves nobody
    alle = ["Anna Eerst", "Bo Tweede", "Cor Derde"]
    for wie, ziet in (
        (regio.coordinator, [*alle, "Dina Elders"]),
        (regio.consulent, alle),
        (regio.andere_consulent, ["Dina Elders"]),
    ):
        antwoord = regio.ingelogd(wie).get(WACHTRIJ)
        assert [r["naam"] for r in antwoord.context["rijen"]] == ziet
    bo = regio.ingelogd(regio.consulent).get(WACHTRIJ).context["rijen"][1]
    klaar = ("woning klaar voor", "18 augustus 2024", False)
    assert bo["streefdata"] == [("aanbod voor", "10 juni 2024", False), klaar]
    with clock.klok_op(date(2024, 6, 11)):
        bo = regio.ingelogd(regio.coordinator).get(WACHTRIJ).context["rijen"][1]
        assert [is_voorbij for _, _, is_voorbij in bo["streefdata"]] == [True, False]
    for wie in (regio.begeleider, regio.wmo_consulent, regio.beleidsmedewerker):
        assert regio.ingelogd(wie).get(WACHTRIJ).status_code == 403


@pytest.mark.clausule("Z-9.3")
def test_the_eight_weeks_are_seen_before_a_corporatie_was_asked(toneel: Toneel):
    """Seen to fail: there was no date, while the letter to the kandidaat names it."""
    traject = toneel.kandidaat()
    toegelaten = Bemiddeling.objects.get(traject=traject).begonnen_op
    with clock.klok_op(toegelaten + timedelta(days=57)):
        (rij,) = toneel.regio.ingelogd(toneel.regio.coordinator).get(WACHTRIJ).context["rijen"]
    assert rij["streefdata"] == [("aanbod voor", datum_voluit(toegelaten + timedelta(days=56)), True)]


def test_the_wachtrij_goes_page_by_page_in_as_many_queries(toneel: Toneel, monkeypatch: pytest.MonkeyPatch):
    regio = toneel.regio
    _drie(toneel)
    client, tellingen = regio.ingelogd(regio.coordinator), []
    for grootte in (1, 2):
        monkeypatch.setattr("woningen.views.passen.PER_PAGINA", grootte)
        with CaptureQueriesContext(connection) as vragen:
            antwoord = client.get(WACHTRIJ)
        tellingen.append(len(vragen))
        assert not any("COUNT(" in vraag["sql"] for vraag in vragen.captured_queries)
    assert tellingen[0] == tellingen[1] <= 10
    assert [r["naam"] for r in antwoord.context["rijen"]] == ["Anna Eerst", "Bo Tweede"]
    rest = client.get(WACHTRIJ + antwoord.context["volgende_url"])
    assert [r["naam"] for r in rest.context["rijen"]] == ["Cor Derde"] and not rest.context["volgende_url"]
    vreemd = Bemiddeling.objects.get(traject__persoon__naam="Anna Eerst").sleutel
    assert regio.ingelogd(regio.andere_consulent).get(f"{WACHTRIJ}?na={vreemd}").status_code == 404
    assert client.get(f"{WACHTRIJ}?na=onzin").status_code == 404


def test_the_wachtrij_is_read_from_its_index(toneel: Toneel):
    """On both engines, also when cut to what somebody may see. Seen to fail with `status__in`."""
    rij = Bemiddeling.objects.in_wachtrij()
    gezien = rij.zichtbaar_voor(toneel.regio.consulent, Actie.WACHTRIJ_ZIEN)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of a few rows is read whole
            for wijze in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{wijze} = off")
        for lijst in (rij, gezien, gezien.na(AANBOD, 1)):
            plan = lijst[:51].explain()
            assert "bemiddeling_wachtrij" in plan and "TEMP B-TREE" not in plan


@pytest.mark.clausule("Z-9.12", "Z-20.7", "A-26")
def test_for_a_home_who_fits_stands_first_with_why_and_who_does_not_last(toneel: Toneel):
    """Every kandidaat who is shown counts as looked at."""
    regio, rij, woning = toneel.regio, _drie(toneel), _boven(toneel)
    client = regio.ingelogd(regio.consulent)
    antwoord = client.get(_kandidaten(woning))
    rijen = antwoord.context["rijen"]
    assert [r["kop"].split(",")[0] for r in rijen] == ["Bo Tweede", "Cor Derde", "Anna Eerst"]
    assert [r["is_eerste"] for r in rijen] == [True, False, False]
    assert rijen[2]["samenvatting"] == "Past niet: begane grond."
    tekst = _tekst(antwoord)
    assert "Dit moet zo zijn. Voor deze woning klopt dit niet." in tekst and "Waarom niet?" in tekst
    assert set(Inzage.objects.filter(soort="kandidaten").values_list("traject", flat=True)) == {t.sleutel for t in rij}
    door = client.get(rijen[2]["aanbieden_url"])
    assert door.context["form"]["woning"].value() == str(woning.sleutel)

    zoekt = client.get(reverse("woningen:passende_woningen", args=[rij[0].sleutel]))
    assert [(r["kop"], r["past"]) for r in zoekt.context["rijen"]] == [(woning.adres, "niet")]

    for wie in (regio.andere_consulent, regio.coordinator, regio.begeleider, regio.buitenstaander):
        assert regio.ingelogd(wie).get(_kandidaten(woning)).status_code == 404
    toneel.aanbod(rij[1], woning)
    assert "al aangeboden of verhuurd" in _tekst(client.get(_kandidaten(woning)))
    weg = client.get(reverse("woningen:passende_woningen", args=[rij[1].sleutel]))
    assert "Er staat al een aanbod open" in _tekst(weg)


def test_who_explains_the_choice_is_asked_to_name_nobody_else() -> None:
    """The text stands in the dossier of one kandidaat, and another could be named in it."""
    assert "Noem geen andere kandidaat." in AanbiedenForm.base_fields["toelichting"].help_text


@pytest.mark.clausule("Z-4.9")
def test_another_than_the_first_gets_the_home_with_a_reason_that_is_kept(toneel: Toneel):
    """The code in the log, the text in a row that can be deleted. Seen to fail without the rule in the service."""
    regio, rij, woning = toneel.regio, _drie(toneel), _boven(toneel)
    assert eerste_kandidaat(woning) == Bemiddeling.objects.get(traject=rij[1])
    with pytest.raises(RegelGeschonden, match="eerder aan de beurt"):
        woning_aanbieden(
            traject=rij[2].sleutel, woning=woning.sleutel, antwoord_uiterlijk=AANBOD, namens=toneel.consulent
        )
    client, pagina = regio.ingelogd(regio.consulent), reverse("woningen:aanbieden", args=[rij[2].sleutel])
    invoer = {"woning": str(woning.sleutel), "antwoord_uiterlijk": "8-5-2024", "verzoek": str(uuid4())}
    antwoord = client.post(pagina, invoer)
    assert antwoord.status_code == 422 and set(antwoord.context["form"].errors) == {"reden", "toelichting"}
    waarom = {"reden": "zeldzaam", "toelichting": "Alleen hier mag de kast mee."}
    assert client.post(pagina, invoer | waarom | {"verzoek": str(uuid4())}).status_code == 302
    besluit = Besluit.objects.get(soort="afwijking")
    assert (besluit.uitkomst, besluit.motivering.tekst) == ("zeldzaam", "Alleen hier mag de kast mee.")
    gegevens = Gebeurtenis.objects.get(soort="woning_aangeboden").gegevens
    assert gegevens["reden"] == "zeldzaam" and "kast" not in str(gegevens)


@pytest.mark.clausule("Z-4.9", "I-13", "I-14")
def test_who_cannot_be_offered_it_now_keeps_nobody_waiting_and_no_reason_is_kept_for_the_first(toneel: Toneel):
    """Offered something now, this home before, or an expired offer that is not settled."""
    rij, woning = _drie(toneel), _boven(toneel)
    ander = toneel.woning("Eikenlaan 2")
    bo, cor = (Bemiddeling.objects.get(traject=t) for t in rij[1:])
    with teruggedraaid():
        toneel.aanbod(rij[1], woning)  # the helper gives a reason, which is not needed
        assert not Besluit.objects.filter(soort="afwijking").exists()
    with teruggedraaid():
        aanbieding = verloop.woning_aangeboden(
            op=AANBOD, traject=rij[1].sleutel, woning=ander.sleutel, consulent=toneel.consulent
        )
        assert eerste_kandidaat(woning) == cor
        later = AANBOD + timedelta(days=8)
        verloop.verlopen(op=later, traject=rij[1].sleutel, aanbieding=aanbieding.sleutel)
        assert eerste_kandidaat(woning) == cor
    with teruggedraaid():
        aanbieding = toneel.aanbod(rij[1], woning)
        verloop.geweigerd(op=AANBOD, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
        assert eerste_kandidaat(woning) == cor and eerste_kandidaat(ander) is not None
        bo.refresh_from_db()
        assert (bo.status, bo.plek < cor.plek) == ("zoekt", True)


def test_the_match_pages_take_the_same_queries_at_two_sizes(toneel: Toneel):
    regio, tellingen = toneel.regio, []
    client, eerste = regio.ingelogd(regio.consulent), toneel.zoekend("Anna Eerst")
    woning = toneel.woning()
    bladen = (_kandidaten(woning), reverse("woningen:passende_woningen", args=[eerste.sleutel]))
    for _ in range(2):
        for blad in bladen:
            with CaptureQueriesContext(connection) as vragen:
                client.get(blad)
            tellingen.append(len(vragen))
        erbij(eerste, "Bo Tweede", "Cor Derde")
        toneel.woning(f"Eikenlaan {len(tellingen)}")
    assert tellingen[:2] == tellingen[2:] and max(tellingen) <= 17


@pytest.mark.clausule("Z-4.9")
def test_an_offer_that_was_withdrawn_costs_nobody_his_turn_and_can_be_made_again(toneel: Toneel):
    """Seen to fail: the first of the wachtrij was passed over for that home."""
    traject, aanbod = toneel.aangeboden()
    zoekt = Bemiddeling.objects.filter(traject=traject)
    assert not zoekt.zonder_eerder_aanbod(aanbod.woning).exists()
    verloop.ingetrokken(op=AANBOD, aanbieding=aanbod.sleutel, consulent=toneel.consulent)
    assert eerste_kandidaat(aanbod.woning) == zoekt.get()
    opnieuw = toneel.aanbod(traject, aanbod.woning)
    verloop.geweigerd(op=AANBOD, aanbieding=opnieuw.sleutel, consulent=toneel.consulent)
    assert not zoekt.zonder_eerder_aanbod(aanbod.woning).exists()


def test_a_home_that_went_meanwhile_is_told_as_that(toneel: Toneel):
    data = {"woning": str(uuid4()), "antwoord_uiterlijk": AANBOD}
    form = AanbiedenForm(data, woningen=[toneel.woning()], met_uitzondering=False)
    assert form.errors["woning"] == ["Deze woning is niet meer vrij. Kies een andere woning."]
