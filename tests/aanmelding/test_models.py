"""The database defends what the machine declares (law 4)."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from aanmelding.models import Aanmelding, AanmeldVersie, Accordering, ChecklistRij
from opstap.errors import Verouderd
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Leefgebied
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van


def _weigert(doe) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        doe()


def test_a_state_cannot_be_set_by_hand(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    with pytest.raises(AttributeError):
        aanmelding.status = "compleet"


@pytest.mark.parametrize(
    "velden",
    [
        {"status": "onbekend"},
        {"status": "ingediend"},
        {"status": "compleet", "ingediend_op": DAG},
        {"status": "compleet", "ingediend_op": DAG, "compleet_op": date(2026, 1, 4)},
        {"status": "afgewezen", "ingediend_op": DAG, "besloten_op": DAG},
        {"status": "afgewezen", "ingediend_op": DAG, "besloten_op": DAG, "gesprek_op": date(2026, 1, 6)},
        {"status": "ingetrokken"},
        {"intrekreden": "dubbel"},
    ],
)
def test_a_state_without_its_facts_does_not_reach_the_database(spel: Spel, velden: dict) -> None:
    pk = aanmelding_van(spel.ingevuld()).pk
    _weigert(lambda: Aanmelding.objects.filter(pk=pk).update(**velden))


def test_a_traject_has_one_aanmelding(spel: Spel) -> None:
    traject = spel.ingevuld()
    _weigert(lambda: Aanmelding.objects.create(traject=traject))


def test_a_leefgebied_stands_once_on_the_checklist(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    _weigert(lambda: ChecklistRij.objects.create(aanmelding=aanmelding, leefgebied=Leefgebied.ADL))


def test_a_row_has_an_organisation_or_none_never_both(spel: Spel) -> None:
    rij = aanmelding_van(spel.ingevuld()).rijen.first()
    rij.stand, rij.zelf, rij.uitvoerder = Rijstatus.NODIG, True, spel.regio.gemeente
    _weigert(rij.save)


@pytest.mark.parametrize("veld", [{"soort": "begeleiding"}, {"kader": "wmo"}, {"start": DAG}, {"voorziening": True}])
def test_where_no_support_is_needed_nothing_is_known_of_it(spel: Spel, veld: dict) -> None:
    rijen = ChecklistRij.objects.filter(aanmelding=aanmelding_van(spel.ingevuld()))
    for stand in ("", "niet_van_toepassing"):
        _weigert(lambda stand=stand: rijen.update(stand=stand, **veld))
    rijen.update(stand="nodig", **veld)


def test_a_row_knows_only_four_answers(spel: Spel) -> None:
    rijen = ChecklistRij.objects.filter(aanmelding=aanmelding_van(spel.ingevuld()))
    _weigert(lambda: rijen.update(stand="misschien"))


def test_a_version_that_was_sent_never_changes(spel: Spel) -> None:
    versie = aanmelding_van(spel.verstuurd()).laatste_versie
    assert versie is not None
    with pytest.raises(TypeError):
        versie.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        AanmeldVersie.objects.filter(pk=versie.pk).update(nummer=9)


def test_a_row_is_put_to_one_organisation_at_a_time(spel: Spel) -> None:
    rij = Accordering.objects.get(aanmelding=aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())))
    rij.pk, rij.id, rij.sleutel, rij._state.adding = None, None, uuid.uuid4(), True
    _weigert(rij.save)


@pytest.mark.parametrize(
    "velden",
    [
        {"status": "onbekend"},
        {"status": "akkoord"},
        {"status": "geweigerd", "beantwoord_op": DAG},
        {"status": "geweigerd", "reden": "geen_plek"},
    ],
)
def test_an_answer_has_a_date_and_a_refusal_a_reason(spel: Spel, velden: dict) -> None:
    rijen = Accordering.objects.filter(aanmelding=aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())))
    _weigert(lambda: rijen.update(**velden))


def test_a_stale_copy_never_wins(spel: Spel) -> None:
    traject = spel.ingevuld()
    een, twee = aanmelding_van(traject), aanmelding_van(traject)
    een.save()
    with pytest.raises(Verouderd):
        twee.save()


def test_a_withdrawn_accordering_is_never_answered(spel: Spel) -> None:
    rij = Accordering.objects.get(aanmelding=aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())))
    rij.intrekken()
    for handeling in (rij.akkoord_geven, rij.weigeren, rij.intrekken):
        with pytest.raises(TransitionNotAllowed):
            handeling()


def test_only_who_is_asked_finds_the_accordering(spel: Spel) -> None:
    rij = Accordering.objects.get(aanmelding=aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())))
    r = spel.regio
    assert list(Accordering.objects.zichtbaar_voor(r.wmo_consulent)) == [rij]
    for gebruiker in (r.begeleider, r.buitenstaander, r.coordinator, r.consulent, r.beheerder, r.beleidsmedewerker):
        assert not Accordering.objects.zichtbaar_voor(gebruiker).exists()


def test_live_and_open_leave_out_what_is_over(spel: Spel) -> None:
    rij = Accordering.objects.get(aanmelding=aanmelding_van(spel.verstuurd(anders=spel.gemeentehulp())))
    assert Accordering.objects.levend().get() == rij
    assert Accordering.objects.open().get() == rij
    rij.akkoord_geven()
    rij.beantwoord_op = DAG
    rij.save()
    assert Accordering.objects.levend().exists()
    assert not Accordering.objects.open().exists()
    rij.intrekken()
    rij.save()
    assert not Accordering.objects.levend().exists()
