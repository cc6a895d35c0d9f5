"""The support at home: hours where the regeling writes them down, from when, and when somebody answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from aanmelding import inzage, services
from aanmelding.delen import aanmeldsnapshot
from aanmelding.delen.basis import deelversie
from aanmelding.delen.begeleiding import BEGELEIDING
from aanmelding.models import Aanmelding, Begeleidingsafspraak
from aanmelding.overzicht import nog_eens_kijken, wie_ziet_wat
from aanmelding.services.basis import is_gewijzigd
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van

ALTIJD = Bereikbaarheid.ALTIJD


def _met_uren(traject: Traject) -> None:
    """The agreements of Apeldoorn, that write the hours down."""
    versie = regeling_uit_preset(slug="apeldoorn", vanaf=DAG).versies.get()
    Traject.objects.filter(pk=traject.pk).update(regelingversie=versie)


def _corporatie(aanmelding: Aanmelding) -> list[tuple[str, str]]:
    return BEGELEIDING.corporatie(aanmelding, aanmeldsnapshot(aanmelding))


def test_what_is_planned_is_kept_and_can_be_taken_back(spel: Spel) -> None:
    traject = spel.ingevuld()
    services.begeleiding_bijwerken(traject=traject.sleutel, start=UITSTROOM, bereikbaar=ALTIJD, namens=spel.zorg)
    rij = Begeleidingsafspraak.objects.get()
    assert (rij.uren, rij.start, rij.bereikbaar) == (None, UITSTROOM, "altijd")
    services.begeleiding_bijwerken(traject=traject.sleutel, namens=spel.zorg)
    assert not Begeleidingsafspraak.objects.exists()


@pytest.mark.clausule("A-5")
def test_hours_are_for_a_regeling_that_writes_them_down(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(RegelGeschonden) as fout:
        services.begeleiding_bijwerken(traject=traject.sleutel, uren=3, namens=spel.zorg)
    assert [b.veld for b in fout.value.belemmeringen] == ["uren"]
    _met_uren(traject)
    services.begeleiding_bijwerken(traject=traject.sleutel, uren=3, namens=spel.zorg)
    assert Begeleidingsafspraak.objects.get().uren == 3
    with pytest.raises(RegelGeschonden):
        services.begeleiding_bijwerken(traject=traject.sleutel, uren=169, namens=spel.zorg)


def test_the_database_knows_how_many_hours_a_week_has(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    for uren in (0, 169):
        with pytest.raises(IntegrityError), transaction.atomic():
            Begeleidingsafspraak.objects.create(aanmelding=aanmelding, uren=uren)


@pytest.mark.clausule("Z-10.4")
def test_support_after_the_move_is_said_and_stops_nobody(spel: Spel) -> None:
    traject, dag_erna = spel.ingevuld(), UITSTROOM + timedelta(days=1)
    services.begeleiding_bijwerken(traject=traject.sleutel, start=UITSTROOM, namens=spel.zorg)
    assert nog_eens_kijken(aanmelding_van(traject)) == []
    services.begeleiding_bijwerken(traject=traject.sleutel, start=dag_erna, namens=spel.zorg)
    (b,) = nog_eens_kijken(aanmelding_van(traject))
    assert b.melding == "De begeleiding begint op 2 juni 2026, na het vertrek op 1 juni 2026. Klopt dat?"
    services.aanmelding_indienen(traject=traject.sleutel, namens=spel.zorg)


@pytest.mark.clausule("I-8")
def test_an_empty_part_says_nothing(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    services.begeleiding_bijwerken(traject=traject.sleutel, namens=spel.zorg)
    assert not is_gewijzigd(aanmelding_van(traject))
    services.begeleiding_bijwerken(traject=traject.sleutel, bereikbaar=ALTIJD, namens=spel.zorg)
    assert aanmeldsnapshot(aanmelding_van(traject))["begeleiding"] == {"bereikbaar": "altijd"}
    assert is_gewijzigd(aanmelding_van(traject))


@pytest.mark.clausule("A-5", "I-9")
def test_the_corporatie_reads_the_hours_and_nothing_else(spel: Spel) -> None:
    traject = spel.ingevuld()
    services.begeleiding_bijwerken(traject=traject.sleutel, start=UITSTROOM, bereikbaar=ALTIJD, namens=spel.zorg)
    assert _corporatie(aanmelding_van(traject)) == []  # this regeling writes no hours down
    assert "de uren begeleiding per week" not in wie_ziet_wat(aanmelding_van(traject), spel.regio.corporatie)[0].ziet
    _met_uren(traject)
    services.begeleiding_bijwerken(
        traject=traject.sleutel, uren=3, start=UITSTROOM, bereikbaar=ALTIJD, namens=spel.zorg
    )
    assert _corporatie(aanmelding_van(traject)) == [("Uren begeleiding per week", "3")]
    assert "de uren begeleiding per week" in wie_ziet_wat(aanmelding_van(traject), spel.regio.corporatie)[0].ziet


def test_the_corporatie_reads_no_hours_that_were_not_sent(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    _met_uren(traject)
    services.begeleiding_bijwerken(traject=traject.sleutel, uren=3, namens=spel.zorg)
    aanmelding = aanmelding_van(traject)
    assert aanmelding.laatste_versie is not None
    assert dict(inzage.corporatieregels(aanmelding, aanmelding.laatste_versie))["Uren begeleiding per week"] == ""


def test_only_who_may_fill_in_fills_in_and_not_from_an_old_page(spel: Spel) -> None:
    traject = spel.ingevuld()
    gezien = deelversie(BEGELEIDING, aanmelding_van(traject))
    for namens in (spel.coordinator, spel.wmo, spel.ander):
        with pytest.raises(GeenRecht):
            services.begeleiding_bijwerken(traject=traject.sleutel, start=DAG, namens=namens)
    services.begeleiding_bijwerken(traject=traject.sleutel, start=DAG, versie=gezien, namens=spel.zorg)
    with pytest.raises(Verouderd):
        services.begeleiding_bijwerken(traject=traject.sleutel, start=date(2026, 2, 2), versie=gezien, namens=spel.zorg)
    assert Begeleidingsafspraak.objects.get().start == DAG
