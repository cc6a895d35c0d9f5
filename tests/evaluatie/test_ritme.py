"""Missed, repeated, extra: what is told on its day, proposed once, and never moves the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from evaluatie import services
from evaluatie.controles import momenten_kloppen
from evaluatie.enums import Evaluatiestatus, Notitiesoort, Verzetreden
from evaluatie.kaart import evaluatiekaart
from evaluatie.models import Evaluatie, Notitie, Signaal
from evaluatie.services.herstellen import weer_evalueren_na
from evaluatie.services.omzetten import laat_evaluaties_vervallen_na
from opstap import clock
from opstap.demo.bijsturen import Bijsturen
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel
from opstap.protocol.feiten import ContractBeeindigd, OverlijdenHerroepen
from opstap.protocol.vaststellen import Huurstand
from opstap.regelingen import models as regelingmodellen
from opstap.termijnen.models import Moment, Termijn, Termijnstap
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.enums import Correctiereden
from tests.evaluatie import verloop
from tests.evaluatie.conftest import DERDE, EERSTE, TWEEDE, Wonen

EEN_DAG = timedelta(days=1)
#: The first day on which the first two count as missed.
GEMIST, OOK_GEMIST = EERSTE + timedelta(days=43), TWEEDE + timedelta(days=43)
SLECHT = {EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE}


def veeg(op: date) -> None:
    """The ladder of this day, as far as Opstap acts itself."""
    with clock.klok_op(op):
        while stappen_uitvoeren():
            pass


def voorgesteld() -> list[tuple[str, date]]:
    return [(s.aanleiding, s.gemeld_op) for s in Signaal.objects.order_by("pk")]


def zin(wonen: Wonen, op: date) -> str:
    with clock.klok_op(op):
        return wonen.client(wonen.regio.begeleider).get(wonen.adres("evaluaties")).content.decode()


@pytest.mark.clausule("I-12", "Z-12.10", "Z-13.1")
def test_two_that_are_missed_are_a_proposal_on_the_day_itself_and_only_once(wonen: Wonen) -> None:
    """Seen to fail with the day before, and with a count that a second sweep adds to."""
    veeg(GEMIST)
    assert voorgesteld() == [] and "telt als gemist" not in zin(wonen, GEMIST - EEN_DAG)
    assert "te laat, telt als gemist sinds 26 mei 2026" in zin(wonen, GEMIST)
    veeg(OOK_GEMIST - EEN_DAG)
    assert voorgesteld() == []
    for op in (OOK_GEMIST, OOK_GEMIST, OOK_GEMIST + EEN_DAG):
        veeg(op)
        with clock.klok_op(op):
            services.evaluatie_gemist(traject=wonen.traject.sleutel, onderwerp=wonen.evaluatie(2).sleutel)
    assert voorgesteld() == [("gemist", OOK_GEMIST)]
    assert Bericht.objects.filter(soort="mdo_voorgesteld").count() == 2
    assert Gebeurtenis.objects.get(soort="mdo_voorgesteld").clausule == "I-12"
    with clock.klok_op(OOK_GEMIST):
        kaart = evaluatiekaart(wonen.traject, wonen.regio.consulent)
    assert "gingen niet door: zonder de huurder, of veel te laat" in kaart.banner


@pytest.mark.clausule("I-12", "Z-12.10")
def test_a_sweep_that_comes_late_finds_the_same(wonen: Wonen) -> None:
    veeg(OOK_GEMIST + timedelta(days=9))
    assert [aanleiding for aanleiding, _ in voorgesteld()] == ["gemist"]


@pytest.mark.clausule("I-12", "Z-12.10")
def test_a_visit_that_was_moved_and_held_on_its_new_day_is_not_missed(wonen: Wonen) -> None:
    naar = EERSTE + timedelta(days=21)
    verloop.evaluatie_gemist(
        evaluatie=wonen.evaluatie(1).sleutel,
        op=EERSTE,
        naar=naar,
        namens=wonen.begeleider,
        reden=Verzetreden.HUURDER_AFGEZEGD,
    )
    assert wonen.evaluatie(1).in_plan_op == EERSTE and wonen.evaluatie(1).gepland_op == naar
    stap = Termijnstap.objects.get(termijn=wonen.termijn("evaluatie_houden", "1"), trap="actie")
    assert stap.dag == GEMIST
    with pytest.raises(RegelGeschonden, match="hoogstens 21 dagen"):
        verloop.evaluatie_gemist(
            evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, naar=naar + EEN_DAG, namens=wonen.begeleider
        )
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=naar, namens=wonen.begeleider)
    veeg(OOK_GEMIST)
    assert voorgesteld() == []  # only the second one
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(2).sleutel, op=OOK_GEMIST, namens=wonen.begeleider)
    assert "telt als gemist" not in zin(wonen, OOK_GEMIST)


@pytest.mark.clausule("I-12", "Z-13.1")
def test_one_missed_and_one_without_the_huurder_add_up(wonen: Wonen) -> None:
    veeg(GEMIST)
    verloop.evaluatie_gemist(
        evaluatie=wonen.evaluatie(2).sleutel, op=TWEEDE, naar=TWEEDE + EEN_DAG, namens=wonen.begeleider
    )
    assert voorgesteld() == [("gemist", TWEEDE)]
    veeg(OOK_GEMIST)  # the second one counted by its visit
    assert len(voorgesteld()) == 1


@pytest.mark.clausule("Z-12.9", "I-12")
def test_where_nothing_may_be_written_down_nothing_is_missed(wonen_zonder_instemming: Wonen) -> None:
    veeg(OOK_GEMIST)
    assert voorgesteld() == [] and "telt als gemist" not in zin(wonen_zonder_instemming, OOK_GEMIST)


@pytest.mark.clausule("I-12", "Z-13.1", "Z-20.8")
def test_the_same_item_onvoldoende_twice_is_a_proposal_in_the_words_of_that_item(wonen: Wonen) -> None:
    """The third time follows the proposal; what is written down later between two that were held counts as well."""
    dagen = [EERSTE, TWEEDE, DERDE]
    met = {"namens": wonen.begeleider, "anders": SLECHT, "geen_afspraak_omdat": "Besproken."}
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=dagen[0], **met)  # type: ignore[arg-type]
    assert voorgesteld() == []
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(2).sleutel, op=dagen[1], **met)  # type: ignore[arg-type]
    assert voorgesteld() == [("onvoldoende", TWEEDE)]
    signaal = Signaal.objects.get()
    assert (signaal.soort, signaal.is_voorstel) == ("huurachterstand", True)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(3).sleutel, op=dagen[2], **met)  # type: ignore[arg-type]
    assert len(voorgesteld()) == 1
    with clock.klok_op(TWEEDE):
        kaart = evaluatiekaart(wonen.traject, wonen.regio.begeleider)
    assert "hetzelfde punt was in de evaluaties na elkaar onvoldoende" in kaart.banner
    assert Gebeurtenis.objects.get(soort="mdo_voorgesteld").gegevens == {"aanleiding": "onvoldoende"}


@pytest.mark.clausule("Z-1.11", "Z-13.1")
def test_arrears_are_proposed_once_where_the_regeling_gives_the_months(
    wonen: Wonen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opgegeven(nummer: int, op: date, maanden: int, reden: Correctiereden | None = None) -> int:
        verloop.huurstatus_gegeven(
            evaluatie=wonen.evaluatie(nummer).sleutel,
            op=op,
            stand=Huurstand.ACHTERSTAND,
            maanden=maanden,
            reden=reden,
            namens=wonen.consulent,
        )
        return Signaal.objects.count()

    assert opgegeven(1, EERSTE - EEN_DAG, 9) == 0  # Zutphen gives no number: a person decides
    uit_document = regelingmodellen.parameters_uit_document
    streng = partial(replace, achterstand_grens_maanden=2)
    monkeypatch.setattr(regelingmodellen, "parameters_uit_document", lambda document: streng(uit_document(document)))
    assert opgegeven(1, EERSTE, 1, Correctiereden.BLEEK_ANDERS) == 0
    assert opgegeven(2, TWEEDE, 2) == 1
    assert opgegeven(2, TWEEDE, 3, Correctiereden.BLEEK_ANDERS) == 1  # no news
    signaal = Signaal.objects.get()
    assert (signaal.aanleiding, signaal.soort) == ("achterstand", "huurachterstand")
    assert any(t.soort == "signaal_oppakken" for t in Termijn.objects.filter(onderwerp=signaal.sleutel))


# --- an extra one --------------------------------------------------------------------------------------------------


def _plan(wonen: Wonen) -> list[tuple[int, date]]:
    return list(Evaluatie.objects.van_het_plan().values_list("nummer", "gepland_op"))


@pytest.mark.clausule("Z-12.1", "P-33")
def test_an_extra_one_has_its_own_number_and_moves_nothing(wonen: Wonen) -> None:
    """Planned on the page, in the calendar, held between two of the plan; a second one is taken back with a reason."""
    stond, client = _plan(wonen), wonen.client(wonen.regio.consulent)
    gegevens = {"datum": "4-5-2026", "met_allen": "ja", "om": "10:00", "minuten": "60", "plaats": "thuis"}
    with clock.klok_op(EERSTE):
        leeg = client.get(wonen.adres("extra")).content.decode()
        assert "Dat zijn huurder, begeleider en consulent" in leeg
        fout = client.post(wonen.adres("extra"), gegevens | {"datum": "2-6-2026", "verzoek": str(uuid4())})
        assert fout.status_code == 422 and "is evaluatie 2 al; kies een andere dag" in fout.content.decode()
        antwoord = client.post(wonen.adres("extra"), gegevens | {"verzoek": str(uuid4())})
        extra = wonen.evaluatie(9)
        assert antwoord.status_code == 302 and antwoord["Location"] == wonen.adres("evaluatie", extra.sleutel)
        assert Moment.objects.get(onderwerp=extra.sleutel).plaats == "thuis"
        # without a time: the usual place alone plans nothing
        gegevens |= {"datum": "6-5-2026", "om": "", "minuten": ""}
        assert client.post(wonen.adres("extra"), gegevens | {"verzoek": str(uuid4())}).status_code == 302
        with pytest.raises(RegelGeschonden, match="hoort bij het plan"):
            services.extra_evaluatie_intrekken(evaluatie=wonen.evaluatie(2).sleutel, reden="x", namens=wonen.begeleider)
    assert (extra.soort, extra.status, extra.met_corporatie) == ("extra", "gepland", True)
    assert _plan(wonen) == stond
    assert wonen.termijn("evaluatie_houden", "9").datum == extra.gepland_op
    assert not Termijnstap.objects.filter(termijn__plek="9", trap="actie").exists()  # it is never missed
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider)
    verloop.evaluatie_gehouden(evaluatie=extra.sleutel, op=date(2026, 5, 4), namens=wonen.begeleider)
    with clock.klok_op(date(2026, 5, 5)):
        url = wonen.adres("extra_intrekken", wonen.evaluatie(10).sleutel)
        assert client.post(url, {"reden": "", "verzoek": str(uuid4())}).status_code == 422
        assert client.post(url, {"reden": "Al besproken.", "verzoek": str(uuid4())}).status_code == 302
        lijst = client.get(wonen.adres("evaluaties")).content.decode()
        weg = client.get(wonen.adres("evaluatie", wonen.evaluatie(10).sleutel)).content.decode()
        volgende = client.get(wonen.adres("evaluatie", wonen.evaluatie(2).sleutel)).content.decode()
    assert lijst.index("1. woonv") < lijst.index("9. extra") < lijst.index("10. extra") < lijst.index("2. voortgang")
    assert "Al besproken." in weg and "toch niet nodig" in weg and "Vorige keer, op 4 mei 2026" in volgende
    assert wonen.termijn("evaluatie_houden", "10").status == "vervallen"
    soorten = ("evaluatie_extra_gepland", "evaluatie_extra_ingetrokken")
    assert list(Gebeurtenis.objects.filter(soort__in=soorten).values_list("soort", flat=True)).count(soorten[0]) == 2
    assert Notitie.objects.get(onderwerp=wonen.evaluatie(10).sleutel).soort == Notitiesoort.REDEN
    assert list(momenten_kloppen()) == []


def test_what_was_taken_back_does_not_return_with_the_tenancy_and_who_lives_elsewhere_plans_nothing(
    wonen: Wonen,
) -> None:
    gegevens = {"traject": wonen.traject.sleutel, "datum": date(2026, 5, 4), "met_allen": False}
    with clock.klok_op(EERSTE):
        for wie in ("wmo_consulent", "buitenstaander"):
            with pytest.raises(GeenRecht):
                services.extra_evaluatie_plannen(**gegevens, namens=wonen.regio.namens(getattr(wonen.regio, wie)))
        extra = services.extra_evaluatie_plannen(**gegevens, hoe=verloop.HOE, namens=wonen.begeleider)
        services.extra_evaluatie_intrekken(evaluatie=extra.sleutel, reden="Niet nodig.", namens=wonen.begeleider)
        assert Moment.objects.get(onderwerp=extra.sleutel).status == "geannuleerd"
        ids = {"traject": wonen.traject.sleutel, "contract": wonen.contract.sleutel}
        with transaction.atomic():
            laat_evaluaties_vervallen_na(ContractBeeindigd(**ids))
            weer_evalueren_na(OverlijdenHerroepen(**ids))
    assert wonen.evaluatie(9).status == Evaluatiestatus.INGETROKKEN
    assert Evaluatie.objects.te_houden().count() == 8


# --- ahead of the besluit ------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.15", "I-1", "Z-12.5")
def test_the_evaluatie_of_the_besluit_day_is_offered_four_weeks_earlier_at_home(wonen: Wonen) -> None:
    zevende, begeleider = wonen.evaluatie(7), wonen.client(wonen.regio.begeleider)
    op, eerder = zevende.gepland_op - timedelta(days=50), zevende.gepland_op - timedelta(weeks=4)
    adres = wonen.adres("niet_doorgegaan", zevende.sleutel)
    with clock.klok_op(op):
        pagina = begeleider.get(wonen.adres("evaluatie", zevende.sleutel)).content.decode()
        assert "Houd deze evaluatie liever eerder, vanaf 5 augustus 2027" in pagina
        form = begeleider.get(f"{adres}?eerder=1").context["form"]
        assert (form["nieuwe_datum"].value(), form["reden"].value()) == (eerder, "voor_besluit")
        assert begeleider.get(adres).context["form"]["nieuwe_datum"].value() is None
        gegevens = {"reden": "voor_besluit", "plaats": "thuis", "om": "", "minuten": ""}
        laat = begeleider.post(adres, gegevens | {"nieuwe_datum": "3-9-2027", "verzoek": str(uuid4())})
        assert laat.status_code == 422 and "Kies een dag voor 2 september 2027" in laat.content.decode()
        goed = begeleider.post(adres, gegevens | {"nieuwe_datum": "5-8-2027", "verzoek": str(uuid4())})
        assert goed.status_code == 302 and wonen.evaluatie(7).gepland_op == eerder
        assert wonen.evaluatie(7).in_plan_op == zevende.gepland_op
        assert "liever eerder" not in begeleider.get(wonen.adres("evaluatie", zevende.sleutel)).content.decode()
        tijd = begeleider.get(wonen.adres("evaluatie_tijd", zevende.sleutel)).context["form"]
        assert tijd["plaats"].value() == "thuis"
        with pytest.raises(RegelGeschonden, match="geen besluit nodig"):
            verloop.evaluatie_gemist(
                evaluatie=wonen.evaluatie(6).sleutel,
                op=op,
                naar=eerder,
                namens=wonen.begeleider,
                reden=Verzetreden.VOOR_BESLUIT,
            )


@pytest.mark.clausule("I-12")
def test_the_demo_moves_who_stayed_away_no_further_than_it_may(wonen: Wonen) -> None:
    """Seen to fail: with 31 days the demo of an empty database stopped here."""
    weg: Any = SimpleNamespace(
        traject=wonen.traject.sleutel,
        begeleider="begeleider",
        regio=SimpleNamespace(namens=lambda account: wonen.begeleider),
    )
    Bijsturen(weg).tweemaal_missen(1)
    assert Signaal.objects.voorstellen().get().aanleiding == "gemist"
