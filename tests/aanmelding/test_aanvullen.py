"""After sending: who tests asks for more, or the zorgorganisatie reports a change. The term runs on (I-3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from aanmelding import services
from aanmelding.aanvulling import vraagregels
from aanmelding.models import Aanvulvraag, Accordering
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Leefgebied
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject
from opstap.trajecten.services import geldende_verklaring
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van

ADL, VERSLAVING = Leefgebied.ADL, Leefgebied.VERSLAVING
KANDIDAAT = Verklaringsoort.AKKOORD_KANDIDAAT
DERTIEN = DAG + timedelta(days=13)


def gevraagd(spel: Spel, traject: Traject, **anders: Any) -> Aanvulvraag:
    opties = {"onderdelen": ["uitstroom"], "tekst": "Klopt de dag van vertrek nog?"} | anders
    return services.aanvulling_vragen(traject=traject.sleutel, namens=spel.coordinator, **opties)


def gewijzigd(spel: Spel, traject: Traject, *, op: date = DAG) -> None:
    later = UITSTROOM + timedelta(days=14)
    verloop.uitstroom_ingevuld(op=op, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=later)


def verstuurd(spel: Spel, traject: Traject, *, op: date = DAG) -> None:
    verloop.verstuurd(op=op, traject=traject.sleutel, begeleider=spel.zorg)


def heeft_akkoord(traject: Traject) -> bool:
    return geldende_verklaring(traject, KANDIDAAT, aanmelding_van(traject).akkoordsleutel) is not None


# --- the question ------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-3")
@pytest.mark.parametrize("compleet", [True, False])
def test_a_question_opens_the_form_and_asks_the_begeleider(spel: Spel, compleet: bool) -> None:
    traject = spel.verstuurd(anders={} if compleet else spel.gemeentehulp())
    vraag = gevraagd(spel, traject)
    assert aanmelding_van(traject).status == "aanvulling_gevraagd"
    assert Bericht.objects.get(soort="aanvulling_gevraagd").ontvanger == spel.regio.begeleider
    taak = traject.termijnen.get(soort="aanvulling_geven")
    assert (taak.rol, taak.organisatie, taak.datum) == ("begeleider", spel.regio.zorg, DAG + timedelta(days=7))
    assert (vraag.onderdelen, vraag.tekst.tekst) == (["uitstroom"], "Klopt de dag van vertrek nog?")
    assert "vertrek" not in str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))


@pytest.mark.clausule("I-3")
def test_one_question_at_a_time_and_only_before_the_besluit(spel: Spel) -> None:
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    with pytest.raises(RegelGeschonden, match="wordt al aangevuld"):
        gevraagd(spel, traject)
    with pytest.raises(RegelGeschonden, match="wordt aangevuld|nog niet compleet"):
        verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
        verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)


@pytest.mark.clausule("I-9")
@pytest.mark.parametrize("onderdelen", [[], ["verslaving"], ["uitstroom", "leefgebied"]])
def test_a_question_names_parts_of_the_form_and_no_leefgebied(spel: Spel, onderdelen: list[str]) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        gevraagd(spel, spel.verstuurd(), onderdelen=onderdelen)
    assert fout.value.belemmeringen[0].veld == "onderdelen"
    assert not Aanvulvraag.objects.exists()


def test_only_who_tests_asks_and_only_the_begeleider_reports(spel: Spel) -> None:
    traject = spel.verstuurd()
    with pytest.raises(GeenRecht):
        services.aanvulling_vragen(traject=traject.sleutel, onderdelen=["persoon"], namens=spel.zorg)
    with pytest.raises(GeenRecht):
        services.wijziging_melden(traject=traject.sleutel, namens=spel.coordinator)
    gevraagd(spel, traject)
    with pytest.raises(GeenRecht):
        services.aanvulling_terugnemen(traject=traject.sleutel, namens=spel.zorg)


# --- the answer --------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-3", "Z-9.2")
def test_on_day_thirteen_a_row_is_asked_again_and_the_term_stays_where_it_was(spel: Spel, op_dag: Any) -> None:
    """Seen to fail with `compleet_op` filled in again at the second time: the two weeks started anew."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    with op_dag(13):
        gevraagd(spel, traject, onderdelen=["checklist"])
        anders = {ADL: services.Checklistantwoord(Rijstatus.NODIG, spel.regio.gemeente.sleutel)}
        verloop.checklist_ingevuld(op=DERTIEN, traject=traject.sleutel, begeleider=spel.zorg, anders=anders)
        verstuurd(spel, traject, op=DERTIEN)
        besluit = traject.termijnen.get(soort="toelating_besluiten")
        assert (besluit.datum, besluit.status) == (DAG + timedelta(days=14), "open")
        assert aanmelding_van(traject).status == "ingediend"
    with op_dag(16):
        dag = DAG + timedelta(days=16)
        verloop.akkoord_van_uitvoerder(op=dag, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
        a = aanmelding_van(traject)
        assert (a.status, a.ingediend_op, a.compleet_op) == ("compleet", DAG, DAG)
        assert traject.termijnen.get(soort="toelating_besluiten").datum == DAG + timedelta(days=14)


@pytest.mark.clausule("I-3", "Z-2.8", "Z-2.6", "Z-8.6")
def test_only_the_row_that_changed_is_asked_again_and_the_kandidaat_always(spel: Spel) -> None:
    anders = spel.gemeentehulp() | spel.zorghulp()
    traject = spel.verstuurd(anders=anders)
    for gebied, wie in ((ADL, spel.wmo), (VERSLAVING, spel.ander)):
        verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=gebied, uitvoerder=wie)
    gevraagd(spel, traject, onderdelen=["checklist"])
    assert heeft_akkoord(traject)
    nodig = services.Checklistantwoord(Rijstatus.NODIG, spel.regio.gemeente.sleutel)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=anders | {ADL: nodig})
    assert not heeft_akkoord(traject)
    verstuurd(spel, traject)
    standen = aanmelding_van(traject).accorderingen.exclude(status="ingetrokken")
    assert dict(standen.values_list("leefgebied", "status")) == {"adl": "gevraagd", "verslaving": "akkoord"}
    assert aanmelding_van(traject).laatste_versie.nummer == 2  # type: ignore[union-attr]
    assert not heeft_akkoord(traject)


@pytest.mark.clausule("I-3")
def test_right_as_it_stands_is_an_answer_too(spel: Spel) -> None:
    """The same version goes on and every akkoord holds; who asked hears it."""
    traject = spel.verstuurd()
    vraag = gevraagd(spel, traject)
    verstuurd(spel, traject)
    a = aanmelding_van(traject)
    vraag.refresh_from_db()
    assert (a.status, a.versies.count(), vraag.afloop) == ("compleet", 1, "ongewijzigd")
    assert heeft_akkoord(traject)
    assert Bericht.objects.get(soort="aanvulling_beantwoord").ontvanger == spel.regio.coordinator
    assert traject.termijnen.get(soort="aanvulling_geven").status == "voltooid"
    assert Gebeurtenis.objects.filter(traject=traject.sleutel, soort="aanvulling_ongewijzigd").exists()


def test_a_changed_answer_is_told_once_and_as_an_answer(spel: Spel) -> None:
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    gewijzigd(spel, traject)
    verstuurd(spel, traject)
    assert Bericht.objects.filter(soort="aanmelding_ingediend").count() == 1
    assert Bericht.objects.filter(soort="aanvulling_beantwoord").count() == 1
    assert Aanvulvraag.objects.get().afloop == "verstuurd"


def test_what_was_typed_before_and_did_not_count_counts_again(spel: Spel) -> None:
    """Seen to fail when the key of the form stayed that of the version: sent as "unchanged", with another form."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    gewijzigd(spel, traject)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert heeft_akkoord(traject)
    gevraagd(spel, traject)
    assert not heeft_akkoord(traject)
    verstuurd(spel, traject)
    versie = aanmelding_van(traject).laatste_versie
    assert versie is not None
    assert (versie.nummer, versie.snapshot["uitstroom"]) == (2, (UITSTROOM + timedelta(days=14)).isoformat())


# --- what goes on meanwhile --------------------------------------------------------------------------------------


@pytest.mark.clausule("I-3", "Z-2.8")
def test_an_open_accordering_can_be_answered_meanwhile_and_then_the_term_runs(spel: Spel, op_dag: Any) -> None:
    """A question does not hold up the day from which the two weeks count."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    gevraagd(spel, traject)
    twee = DAG + timedelta(days=2)
    verloop.akkoord_van_uitvoerder(op=twee, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    a = aanmelding_van(traject)
    assert (a.status, a.compleet_op) == ("aanvulling_gevraagd", twee)
    assert traject.termijnen.get(soort="toelating_besluiten").datum == twee + timedelta(days=14)
    with op_dag(9):
        verstuurd(spel, traject, op=DAG + timedelta(days=9))
    a = aanmelding_van(traject)
    assert (a.status, a.compleet_op) == ("compleet", twee)


@pytest.mark.clausule("I-3")
def test_who_asked_need_not_wait_for_the_answer(spel: Spel) -> None:
    """What was changed and not sent does not count; else a begeleider who is silent holds up the toelating."""
    traject = spel.verstuurd()
    gevraagd(spel, traject)
    gewijzigd(spel, traject)
    services.aanvulling_terugnemen(traject=traject.sleutel, namens=spel.coordinator)
    a = aanmelding_van(traject)
    assert (a.status, a.compleet_op, a.versies.count()) == ("compleet", DAG, 1)
    assert heeft_akkoord(traject)
    assert traject.termijnen.get(soort="aanvulling_geven").status == "vervallen"
    assert Bericht.objects.get(soort="aanvulling_teruggenomen").ontvanger == spel.regio.begeleider
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)


@pytest.mark.parametrize("afloop", ["afgewezen", "ingetrokken"])
def test_nobody_waits_for_an_answer_once_it_is_over(spel: Spel, afloop: str) -> None:
    traject = spel.met_gesprek()
    gevraagd(spel, traject)
    if afloop == "afgewezen":
        verloop.afgewezen(
            op=DAG, traject=traject.sleutel, coordinator=spel.coordinator, invoer=verloop.VOLDOET, aannemelijk=False
        )
    else:
        services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    assert aanmelding_van(traject).status == afloop
    assert not Aanvulvraag.objects.filter(afgehandeld_op=None).exists()
    assert not traject.termijnen.filter(soort="aanvulling_geven", status="open").exists()


# --- a change that the zorgorganisatie reports -------------------------------------------------------------------


@pytest.mark.clausule("I-3", "Z-2.6")
def test_a_change_after_compleet_can_be_reported_sent_and_decided_on(spel: Spel) -> None:
    """The way back that did not exist: without an uitvoerder elsewhere sending makes it compleet at once."""
    traject = spel.verstuurd()
    with pytest.raises(RegelGeschonden, match="compleet of afgehandeld"):
        gewijzigd(spel, traject)
    services.wijziging_melden(traject=traject.sleutel, namens=spel.zorg)
    assert Bericht.objects.get(soort="wijziging_gemeld").ontvanger == spel.regio.coordinator
    gewijzigd(spel, traject)
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verstuurd(spel, traject)
    a = aanmelding_van(traject)
    assert (a.status, a.compleet_op, a.versies.count()) == ("compleet", DAG, 2)
    assert heeft_akkoord(traject)
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)


def test_only_what_is_compleet_needs_a_report(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    with pytest.raises(RegelGeschonden, match="kunt het formulier al wijzigen"):
        services.wijziging_melden(traject=traject.sleutel, namens=spel.zorg)


def test_who_tests_cannot_take_back_what_the_zorgorganisatie_reports(spel: Spel) -> None:
    traject = spel.verstuurd()
    services.wijziging_melden(traject=traject.sleutel, namens=spel.zorg)
    with pytest.raises(RegelGeschonden, match="geen vraag van u open"):
        services.aanvulling_terugnemen(traject=traject.sleutel, namens=spel.coordinator)


# --- what is told ------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-9")
def test_who_tests_reads_no_leefgebied_and_not_what_changed(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    verloop.weigering_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.ander)
    gevraagd(spel, traject, onderdelen=["checklist", "akkoord"], tekst="Is alles rond?")
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verstuurd(spel, traject)
    assert not Accordering.objects.levend().exists()
    toetser = vraagregels(aanmelding_van(traject), bij_toets=True)
    over = "Over: Hulp en ondersteuning, Akkoord. “Is alles rond?” Aangevuld en opnieuw verstuurd op 5 januari 2026."
    assert toetser == [("Aanvulling gevraagd op 5 januari 2026", over)]
    assert "Leefgebieden" in vraagregels(aanmelding_van(traject))[0][1]
