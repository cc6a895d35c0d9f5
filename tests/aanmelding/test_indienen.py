"""Send the aanmelding, send it again, withdraw it."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from aanmelding import services
from aanmelding.models import Accordering
from aanmelding.overzicht import te_laat
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Leefgebied
from opstap.protocol.feiten import AanmeldingIngetrokken
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van
from tests.lezen import zonder_toeval


def _berichten(soort: str) -> set[str]:
    return {b.ontvanger.naam for b in Bericht.objects.filter(soort=soort).select_related("ontvanger")}


@pytest.mark.clausule("I-3", "Z-2.2", "Z-9.1", "Z-14.3")
def test_without_other_organisations_sending_makes_it_compleet_at_once(spel: Spel) -> None:
    traject = spel.verstuurd()
    a = aanmelding_van(traject)
    assert (a.status, a.ingediend_op, a.compleet_op) == ("compleet", DAG, DAG)
    assert not a.accorderingen.exists()
    traject.refresh_from_db()
    assert traject.fase == "beoordeling"
    assert traject.betrokkenheden.get(hoedanigheid="coordinatie").organisatie == spel.regio.corporatie
    assert not traject.betrokkenheden.filter(hoedanigheid__in=["wmo", "verhuurder", "accordering"]).exists()
    assert _berichten("aanmelding_ingediend") == _berichten("aanmelding_compleet") == {"coordinator"}


@pytest.mark.clausule("Z-9.2", "I-3")
def test_the_two_weeks_run_from_compleet(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    assert not traject.termijnen.filter(soort="toelating_besluiten").exists()
    verloop.akkoord_van_uitvoerder(
        op=date(2026, 1, 12), traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo
    )
    assert traject.termijnen.get(soort="toelating_besluiten").datum == date(2026, 1, 26)


@pytest.mark.clausule("I-8")
def test_the_version_holds_codes_and_dates_and_nothing_about_the_person(spel: Spel) -> None:
    versie = aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())).laatste_versie
    assert versie is not None
    s = versie.snapshot
    assert (versie.nummer, versie.datum, s["uitstroom"]) == (1, DAG, "2026-06-01")
    assert (s["binding_maanden"], s["ingeschreven"], s["bewindvoerder"]) == (48, True, False)
    assert s["rijen"]["adl"] == {
        "stand": "geregeld",
        "uitvoerder": str(spel.regio.gemeente.sleutel),
        "zelf": False,
    }
    assert set(versie.rijhashes) == set(Leefgebied.codes())
    alles = zonder_toeval(json.dumps(s))
    for geheim in ("Sam", "Kastelein", "1990", "WK-", "06000", "Kerkstraat", "Gemeente", "Linde"):
        assert geheim not in alles


@pytest.mark.clausule("Z-2.8", "Z-9.9")
def test_only_rows_of_another_organisation_are_put_to_it(spel: Spel) -> None:
    r = spel.regio
    anders = {
        Leefgebied.ADL: verloop.geregeld_door(r.gemeente.sleutel),
        Leefgebied.FINANCIEN: verloop.geregeld_door(r.gemeente.sleutel),
        Leefgebied.VERSLAVING: verloop.geregeld_door(r.andere_zorg.sleutel),
        Leefgebied.DAGBESTEDING: verloop.geregeld_door(r.zorg.sleutel),
        Leefgebied.HUISVESTING: verloop.geregeld_door(r.corporatie.sleutel),
        Leefgebied.SOCIAAL_NETWERK: services.Checklistantwoord(Rijstatus.NODIG, zelf=True),
        Leefgebied.JUSTITIE: services.Checklistantwoord(Rijstatus.NODIG),
    }
    traject = spel.verstuurd(anders=anders)
    gevraagd = {
        (rij.leefgebied, rij.organisatie.naam, rij.rol)
        for rij in aanmelding_van(traject).accorderingen.select_related("organisatie")
    }
    assert gevraagd == {
        ("adl", "Gemeente Voorstad", "wmo_consulent"),
        ("financien", "Gemeente Voorstad", "wmo_consulent"),
        ("verslaving", "Opvang Het Anker", "begeleider"),
    }
    betrokken = set(traject.betrokkenheden.values_list("hoedanigheid", "organisatie__naam"))
    assert ("wmo", "Gemeente Voorstad") in betrokken
    assert ("accordering", "Opvang Het Anker") in betrokken
    assert ("accordering", "Gemeente Voorstad") not in betrokken
    assert _berichten("accordering_gevraagd") == {"wmo consulent", "buitenstaander"}
    assert Bericht.objects.filter(soort="accordering_gevraagd").count() == 2
    assert aanmelding_van(traject).status == "ingediend"


@pytest.mark.clausule("Z-2.8", "Z-9.9")
def test_support_of_where_somebody_stays_needs_no_akkoord(spel: Spel) -> None:
    """Seen to fail when only the begeleidende organisatie was the sender: asked, and never able to answer."""
    traject = spel.met_andere_herkomst(anders=spel.zorghulp())
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert not Accordering.objects.exists()
    assert aanmelding_van(traject).status == "compleet"
    assert not traject.betrokkenheden.filter(hoedanigheid="accordering").exists()


@pytest.mark.clausule("Z-2.8")
def test_who_decides_is_not_asked_either_when_another_receives_it(spel: Spel, monkeypatch: pytest.MonkeyPatch) -> None:
    traject = spel.ingevuld(anders={Leefgebied.HUISVESTING: verloop.geregeld_door(spel.regio.corporatie.sleutel)})
    monkeypatch.setattr("aanmelding.services.basis.loket", lambda regeling, parameters: spel.regio.andere_corporatie)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert not Accordering.objects.exists()


def test_each_question_is_a_duty_of_who_is_asked(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    duties = {
        (t.organisatie.naam, t.rol, t.datum)
        for t in traject.termijnen.filter(soort="accordering_geven").select_related("organisatie")
    }
    over_een_week = DAG + timedelta(days=7)
    assert duties == {
        ("Gemeente Voorstad", "wmo_consulent", over_een_week),
        ("Opvang Het Anker", "begeleider", over_een_week),
    }
    assert traject.termijnen.get(soort="aanmelding_compleet").datum == date(2026, 3, 1)


@pytest.mark.clausule("Z-3.1", "Z-9.1")
def test_late_is_shown_and_never_blocks(spel: Spel) -> None:
    laat = date(2026, 2, 2)
    traject = spel.ingevuld()
    with clock.klok_op(laat):
        assert [b.clausule for b in te_laat(aanmelding_van(traject), UITSTROOM)] == ["Z-9.1"]
    verloop.verstuurd(op=laat, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).status == "compleet"
    assert te_laat(aanmelding_van(spel.ingevuld(naam="Kim")), UITSTROOM) == []


@pytest.mark.clausule("Z-9.7")
def test_from_detentie_nothing_is_late(spel: Spel) -> None:
    traject = spel.ingevuld(instroomroute=Instroomroute.DETENTIE)
    with clock.klok_op(date(2026, 5, 30)):
        assert te_laat(aanmelding_van(traject), UITSTROOM) == []


@pytest.mark.clausule("Z-2.6", "Z-2.7")
def test_an_empty_form_can_be_sent(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).status == "compleet"


def test_the_same_version_is_not_sent_twice(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    with pytest.raises(RegelGeschonden, match="al verstuurd"):
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).versies.count() == 1


def test_a_compleet_aanmelding_is_not_sent_again(spel: Spel) -> None:
    with pytest.raises(RegelGeschonden, match="niet meer wijzigen"):
        verloop.verstuurd(op=DAG, traject=spel.verstuurd().sleutel, begeleider=spel.zorg)


def test_only_the_zorgorganisatie_sends_and_withdraws(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    for namens in (spel.ander, spel.coordinator, spel.wmo):
        with pytest.raises(GeenRecht):
            verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=namens)
        with pytest.raises(GeenRecht):
            services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=namens)


# --- sending again -----------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.8")
def test_an_akkoord_carries_over_when_its_row_is_equal(spel: Spel) -> None:
    anders = spel.gemeentehulp() | spel.zorghulp()
    traject = spel.verstuurd(anders=anders)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo)
    zonder = spel.gemeentehulp()
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=zonder)
    versie = verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    standen = dict(aanmelding_van(traject).accorderingen.values_list("leefgebied", "status"))
    assert standen == {"adl": "akkoord", "verslaving": "ingetrokken"}
    assert (versie.nummer, aanmelding_van(traject).status) == (2, "compleet")
    assert not traject.termijnen.filter(soort="accordering_geven", status="open").exists()


@pytest.mark.clausule("Z-2.8")
def test_a_row_that_changed_is_asked_again(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo)
    gewijzigd = spel.zorghulp() | {
        Leefgebied.ADL: services.Checklistantwoord(Rijstatus.NODIG, spel.regio.gemeente.sleutel)
    }
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=gewijzigd)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    a = aanmelding_van(traject)
    assert sorted(a.accorderingen.filter(leefgebied="adl").values_list("status", flat=True)) == [
        "gevraagd",
        "ingetrokken",
    ]
    assert a.accorderingen.get(leefgebied="verslaving").gevraagd_in.nummer == 1
    nieuw = Bericht.objects.get(soort="accordering_gevraagd", ontvanger=spel.regio.wmo_consulent)
    assert nieuw.plek == str(a.versies.get(nummer=2).sleutel), "what was answered before it was mailed is not mailed"
    assert Bericht.objects.filter(soort="accordering_gevraagd", ontvanger=spel.regio.buitenstaander).count() == 1


@pytest.mark.clausule("Z-20.4")
def test_who_gives_no_support_any_more_is_no_longer_involved(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    zichtbaar = Traject.objects.zichtbaar_voor(spel.regio.wmo_consulent)
    assert traject in zichtbaar
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.zorghulp())
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert not zichtbaar.all().exists()
    open_ = traject.betrokkenheden.filter(tot=None).values_list("hoedanigheid", "organisatie__naam")
    assert set(open_) == {
        ("herkomst", "Zorgpunt De Linde"),
        ("begeleiding", "Zorgpunt De Linde"),
        ("coordinatie", "Woonstichting De Brug"),
        ("accordering", "Opvang Het Anker"),
    }


@pytest.mark.clausule("Z-2.2")
def test_without_a_loket_nothing_is_sent(spel: Spel) -> None:
    traject = spel.ingevuld()
    Deelname.objects.filter(hoedanigheid=Hoedanigheid.COORDINATIE).update(tot=DAG)
    with pytest.raises(RegelGeschonden, match="geen loket"):
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)


def test_the_first_day_of_sending_stays(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    later = DAG + timedelta(days=3)
    verloop.uitstroom_ingevuld(op=later, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=date(2026, 7, 1))
    verloop.verstuurd(op=later, traject=traject.sleutel, begeleider=spel.zorg)
    a = aanmelding_van(traject)
    assert a.ingediend_op == DAG
    assert list(a.versies.order_by("nummer").values_list("nummer", "datum")) == [(1, DAG), (2, later)]


# --- withdrawing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stand", ["concept", "ingediend", "compleet"])
def test_withdrawing_closes_the_traject_and_every_duty(spel: Spel, stand: str) -> None:
    maak = {
        "concept": spel.ingevuld,
        "ingediend": lambda: spel.verstuurd(anders=spel.gemeentehulp()),
        "compleet": spel.verstuurd,
    }
    traject = maak[stand]()
    assert aanmelding_van(traject).status == stand
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.ANDERE_WONING, namens=spel.zorg)
    a = aanmelding_van(traject)
    traject.refresh_from_db()
    assert (a.status, a.intrekreden) == ("ingetrokken", "andere_woning")
    assert (traject.uitkomst, traject.fase) == ("ingetrokken", "afgesloten")
    assert not traject.termijnen.gevraagd().exists()
    assert not Accordering.objects.open().exists()
    assert _berichten("aanmelding_ingetrokken") == (set() if stand == "concept" else {"coordinator"})


def test_withdrawing_tells_the_other_rooms(spel: Spel, monkeypatch: pytest.MonkeyPatch) -> None:
    gehoord: list[object] = []
    monkeypatch.setattr("opstap.trajecten.services.meld", gehoord.append)
    traject = spel.verstuurd()
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    assert AanmeldingIngetrokken(traject=traject.sleutel, aanmelding=aanmelding_van(traject).sleutel) in gehoord


def test_after_the_besluit_there_is_nothing_to_withdraw(spel: Spel) -> None:
    traject = spel.met_gesprek()
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    with pytest.raises(RegelGeschonden, match="al besloten"):
        services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)


def test_every_step_is_in_the_log_with_its_clause(spel: Spel) -> None:
    traject = spel.verstuurd()
    regels = Gebeurtenis.objects.filter(traject=traject.sleutel).values_list("soort", "clausule", "rol")
    assert ("aanmelding_ingediend", "Z-9.1", "begeleider") in regels
    assert ("aanmelding_compleet", "I-3", "systeem") in regels
