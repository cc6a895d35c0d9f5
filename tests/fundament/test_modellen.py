"""Every save carries the version it started from; state fields are set by transitions only (law 4)."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from opstap.errors import Verouderd
from opstap.regelingen.models import RegelingVersie
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Persoon, Traject
from tests.fundament.conftest import DAG


def test_a_stale_copy_is_refused_and_changes_nothing(regio, begin) -> None:
    traject = begin(regio)
    mijn, ander = (Traject.objects.get(pk=traject.pk) for _ in range(2))
    ander.fase = "wonen"
    ander.save()
    mijn.fase = "contract"
    with pytest.raises(Verouderd), transaction.atomic():
        mijn.save()
    assert Traject.objects.get(pk=traject.pk).fase == "wonen"


def test_a_stale_copy_is_refused_also_when_the_value_came_back(regio, begin) -> None:
    """A-B-A: a check on the state alone would let this one through."""
    traject = begin(regio)
    mijn, ander = (Traject.objects.get(pk=traject.pk) for _ in range(2))
    for fase in ("wonen", "aanmelding"):
        ander.fase = fase
        ander.save()
    with pytest.raises(Verouderd), transaction.atomic():
        mijn.save()


def test_a_refused_save_can_be_repeated_after_a_refresh(regio, begin) -> None:
    traject = begin(regio)
    mijn, ander = (Traject.objects.get(pk=traject.pk) for _ in range(2))
    ander.save()
    with pytest.raises(Verouderd), transaction.atomic():
        mijn.save()
    assert mijn.versie == 1
    mijn.refresh_from_db()
    mijn.fase = "wonen"
    mijn.save()
    assert (mijn.versie, Traject.objects.get(pk=traject.pk).fase) == (3, "wonen")


def test_saving_some_fields_counts_as_a_version_too(regio, begin) -> None:
    traject = begin(regio)
    ander = Traject.objects.get(pk=traject.pk)
    ander.fase = "wonen"
    ander.save(update_fields=["fase"])
    assert Traject.objects.get(pk=traject.pk).versie == 2
    with pytest.raises(Verouderd), transaction.atomic():
        traject.save(update_fields=["fase"])


def test_a_save_that_the_database_refuses_leaves_the_version_as_it_was(regio, begin) -> None:
    traject = begin(regio)
    traject.uitkomst = "anders"
    with pytest.raises(IntegrityError, match="traject_gesloten_met_uitkomst"), transaction.atomic():
        traject.save()
    traject.uitkomst = ""
    traject.save()
    assert Traject.objects.get(pk=traject.pk).versie == 2


def test_saving_a_copy_of_a_deleted_row_does_not_bring_it_back(regio, begin) -> None:
    traject = begin(regio)
    persoon = Persoon.objects.get(pk=traject.persoon_id)
    Persoon.objects.get(pk=persoon.pk).delete()
    with pytest.raises(Verouderd), transaction.atomic():
        persoon.save()
    assert list(Persoon.objects.all()) == []


def _termijn(traject: Traject) -> Termijn:
    return Termijn.objects.create(traject=traject, soort="contract_opmaken", datum=traject.gestart_op, rol="consulent")


def test_a_state_is_never_assigned(regio, begin) -> None:
    termijn = _termijn(begin(regio))
    with pytest.raises(AttributeError):
        termijn.status = "voltooid"
    with pytest.raises(AttributeError):
        Termijn.objects.get(pk=termijn.pk).status = "voltooid"


def test_a_refresh_reads_the_state_and_keeps_it_protected(regio, begin) -> None:
    termijn = _termijn(begin(regio))
    ander = Termijn.objects.get(pk=termijn.pk)
    ander.vervallen()
    ander.afgedaan_op = ander.datum
    ander.save()
    termijn.refresh_from_db()
    assert (termijn.status, termijn.versie) == ("vervallen", 2)
    with pytest.raises(AttributeError):
        termijn.status = "open"


def test_a_refresh_of_a_deleted_row_keeps_the_state_protected(regio, begin) -> None:
    """django-fsm's own mixin switches protection off around the read and leaves it off when the read fails."""
    termijn = _termijn(begin(regio))
    Termijn.objects.all().delete()
    with pytest.raises(Termijn.DoesNotExist):
        termijn.refresh_from_db()
    with pytest.raises(AttributeError):
        termijn.status = "voltooid"


def test_a_refresh_of_some_fields_leaves_the_others(regio, begin) -> None:
    traject = begin(regio)
    Traject.objects.filter(pk=traject.pk).update(fase="wonen", instroomroute="wlz")
    traject.refresh_from_db(fields=["fase"])
    assert (traject.fase, traject.instroomroute) == ("wonen", "beschermd_wonen")


def test_a_refresh_forgets_the_rows_it_had_in_hand(regio, begin) -> None:
    traject = Traject.objects.select_related("persoon", "zoekregel").get(pk=begin(regio).pk)
    Persoon.objects.update(naam="Nieuwe Naam")
    type(traject.zoekregel).objects.update(tekst="nieuw")
    traject.refresh_from_db()
    assert (traject.naam, traject.zoekregel.tekst) == ("Nieuwe Naam", "nieuw")


def test_a_key_is_random_and_different_for_each_row(regio, begin) -> None:
    sleutels = {begin(regio).sleutel for _ in range(3)}
    assert {(type(s), s.version) for s in sleutels} == {(UUID, 4)}
    assert len(sleutels) == 3


def test_the_database_knows_the_states(regio, begin) -> None:
    termijn = _termijn(begin(regio))
    with pytest.raises(IntegrityError, match="termijn_status"), transaction.atomic():
        Termijn.objects.filter(pk=termijn.pk).update(status="bijna", afgedaan_op=DAG)
    with pytest.raises(IntegrityError, match="termijn_afgedaan_met_datum"), transaction.atomic():
        Termijn.objects.filter(pk=termijn.pk).update(status="voltooid")
    with pytest.raises(IntegrityError, match="regelingversie_status"), transaction.atomic():
        RegelingVersie.objects.create(regeling=regio.regeling, nummer=9, document={}, vanaf=DAG, status="bijna")
