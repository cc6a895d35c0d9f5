"""Which home fits: five answers, and factors that keep the day on which they were registered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from aanmelding import inzage, services
from aanmelding.delen import aanmeldsnapshot
from aanmelding.delen.basis import deelversie
from aanmelding.delen.woonprofiel import WOONPROFIEL, factorrijen, woonwensen
from aanmelding.models import Woonfactorrij, Woonprofiel
from aanmelding.overzicht import taken, volgende_deel, wie_ziet_wat
from aanmelding.services.basis import heeft_onverstuurde_wijziging, is_gewijzigd
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.protocol.woonprofiel import Hulpplek, Lotgenoten, Nabijheid, Perspectief, Samen, Woonfactor, Woonwensen
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van

F = Woonfactor
ALLES = Woonwensen(Perspectief.LANG, Samen.ALLEEN, Lotgenoten.NIET, Nabijheid.HOEFT_NIET, Hulpplek.OVERAL)


def _bewaar(spel: Spel, traject: Traject, factoren: Collection[Woonfactor] = (), **anders: Any) -> None:
    services.woonprofiel_bijwerken(
        traject=traject.sleutel,
        factoren=factoren,
        **({"wensen": Woonwensen(), "namens": spel.zorg} | anders),
    )


def _open(traject: Traject) -> dict[str, date]:
    return {rij.factor: rij.vanaf for rij in factorrijen(aanmelding_van(traject))}


@pytest.mark.clausule("C-4", "C-5", "C-6", "C-7", "C-8")
def test_the_five_answers_are_kept_and_can_be_taken_back(spel: Spel) -> None:
    traject = spel.ingevuld()
    _bewaar(spel, traject, wensen=ALLES)
    assert woonwensen(aanmelding_van(traject)) == ALLES
    _bewaar(spel, traject, wensen=Woonwensen(samen=Samen.WEET_NIET))
    assert woonwensen(aanmelding_van(traject)) == Woonwensen(samen=Samen.WEET_NIET)
    _bewaar(spel, traject)
    assert not Woonprofiel.objects.exists()


@pytest.mark.clausule("I-13", "Z-20.7")
def test_a_factor_that_stays_keeps_its_day(spel: Spel, op_dag: Any) -> None:
    traject = spel.ingevuld()
    _bewaar(spel, traject, [F.LIFT])
    with op_dag(3):
        _bewaar(spel, traject, [F.LIFT, F.HUISDIER])
    assert _open(traject) == {"lift": DAG, "huisdier": date(2026, 1, 8)}
    with op_dag(5):
        _bewaar(spel, traject, [F.HUISDIER])
    assert _open(traject) == {"huisdier": date(2026, 1, 8)}
    weg = Woonfactorrij.objects.get(factor=F.LIFT)
    assert (weg.vanaf, weg.tot) == (DAG, date(2026, 1, 10))
    with op_dag(9):
        _bewaar(spel, traject, [F.LIFT, F.HUISDIER])
    assert _open(traject)["lift"] == date(2026, 1, 14)
    assert Woonfactorrij.objects.filter(factor=F.LIFT).count() == 2


@pytest.mark.clausule("I-13")
def test_a_slip_of_one_day_leaves_no_trace_and_costs_no_day(spel: Spel, op_dag: Any) -> None:
    traject = spel.ingevuld()
    _bewaar(spel, traject, [F.LIFT])
    _bewaar(spel, traject)
    assert not Woonfactorrij.objects.exists()
    _bewaar(spel, traject, [F.LIFT])
    with op_dag(4):
        _bewaar(spel, traject)
        _bewaar(spel, traject, [F.LIFT])
    assert _open(traject) == {"lift": DAG}
    assert Woonfactorrij.objects.count() == 1


def test_the_database_holds_one_open_factor_and_no_period_backwards(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    rij = Woonfactorrij.objects.create(aanmelding=aanmelding, factor=F.LIFT, vanaf=DAG)
    with pytest.raises(IntegrityError), transaction.atomic():
        Woonfactorrij.objects.create(aanmelding=aanmelding, factor=F.LIFT, vanaf=DAG)
    rij.tot = DAG
    with pytest.raises(IntegrityError), transaction.atomic():
        rij.save()


@pytest.mark.clausule("I-8")
def test_an_empty_part_says_nothing_and_a_filled_one_stands_under_its_own_code(spel: Spel) -> None:
    """What was sent before this part existed stays equal to what the form says."""
    traject = spel.verstuurd(anders=spel.zorghulp())
    assert "woonprofiel" not in aanmeldsnapshot(aanmelding_van(traject))
    _bewaar(spel, traject)
    assert not is_gewijzigd(aanmelding_van(traject))
    _bewaar(spel, traject, [F.LIFT], wensen=Woonwensen(samen=Samen.ALLEEN))
    assert aanmeldsnapshot(aanmelding_van(traject))["woonprofiel"] == {
        "samen": "alleen",
        "factoren": {"lift": "2026-01-05"},
    }
    assert is_gewijzigd(aanmelding_van(traject))


def test_a_change_asks_the_kandidaat_again_and_nobody_else(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    vraag = traject.aanmelding.accorderingen.get()
    _bewaar(spel, traject, [F.LIFT])
    assert not traject.verklaringen.filter(
        soort=Verklaringsoort.AKKOORD_KANDIDAAT, onderwerp=aanmelding_van(traject).akkoordsleutel
    ).exists()
    services.aanmelding_indienen(traject=traject.sleutel, namens=spel.zorg)
    assert traject.aanmelding.accorderingen.get() == vraag


@pytest.mark.clausule("Z-20.7", "C-18", "A-26")
def test_the_corporatie_reads_what_was_sent_with_the_day_and_never_why(spel: Spel) -> None:
    traject = spel.ingevuld()
    _bewaar(spel, traject, [F.ANDERE_OMGEVING, F.LIFT], wensen=ALLES)
    services.aanmelding_indienen(traject=traject.sleutel, namens=spel.zorg)
    aanmelding = aanmelding_van(traject)
    versie = aanmelding.laatste_versie
    assert versie is not None
    regels = dict(inzage.corporatieregels(aanmelding, versie))
    assert regels["Hoe wil de kandidaat wonen?"] == "alleen, met alles voor zichzelf"
    assert regels["Richting"] == "een woning voor lang, hulp aan huis"
    assert regels["Waar de woning aan moet voldoen"] == (
        "lift, als de woning boven ligt (sinds 5 januari 2026), "
        "niet overal: de begeleider bespreekt waar niet (sinds 5 januari 2026)"
    )
    (lezer,) = wie_ziet_wat(aanmelding, spel.regio.corporatie)
    assert "welke woning en welke plek passen, zonder reden" in lezer.ziet
    assert {veld.name for veld in Woonfactorrij._meta.fields} == {"id", "aanmelding", "factor", "vanaf", "tot"}


def test_after_compleet_it_is_fixed(spel: Spel) -> None:
    traject = spel.verstuurd()
    with pytest.raises(RegelGeschonden):
        _bewaar(spel, traject, [F.LIFT])
    assert not heeft_onverstuurde_wijziging(aanmelding_van(traject))


def test_only_who_may_fill_in_fills_in(spel: Spel) -> None:
    traject = spel.ingevuld()
    for namens in (spel.coordinator, spel.wmo, spel.ander):
        with pytest.raises(GeenRecht):
            _bewaar(spel, traject, [F.LIFT], namens=namens)
    assert not Woonfactorrij.objects.exists()


def test_two_colleagues_on_two_parts_do_not_meet_and_on_one_they_do(spel: Spel) -> None:
    traject = spel.ingevuld()
    gezien = deelversie(WOONPROFIEL, aanmelding_van(traject))
    services.begeleiding_bijwerken(traject=traject.sleutel, start=DAG, namens=spel.zorg)
    _bewaar(spel, traject, [F.LIFT], versie=gezien)
    with pytest.raises(Verouderd):
        _bewaar(spel, traject, [F.HUISDIER], versie=gezien)
    assert _open(traject) == {"lift": DAG}


def test_it_is_not_obligatory_and_nobody_is_sent_past_it(spel: Spel) -> None:
    traject = spel.ingevuld()
    stand = {taak["code"]: taak["status_tekst"] for taak in taken(aanmelding_van(traject))}
    assert (stand["woonprofiel"], stand["begeleiding"]) == ("niet verplicht", "niet verplicht")
    assert volgende_deel(aanmelding_van(traject), na="checklist") == "controleren"
    _bewaar(spel, traject, [F.LIFT])
    stand = {taak["code"]: taak["status_tekst"] for taak in taken(aanmelding_van(traject))}
    assert stand["woonprofiel"] == "klaar"
