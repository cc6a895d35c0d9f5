"""The yearly number, the shares and the places."""

from __future__ import annotations

from datetime import date

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from tests.woningen.toneel import TOEGELATEN, Toneel, vers
from woningen.controles import contingent_klopt
from woningen.enums import Plaatsstatus
from woningen.models import Contingent, Contingentplaats
from woningen.services import contingent_vastleggen


def _standen(contingent: Contingent, corporatie) -> list[str]:
    return list(contingent.plaatsen.filter(corporatie=corporatie).order_by("nummer").values_list("status", flat=True))


@pytest.mark.clausule("Z-4.1", "Z-4.2", "Z-4.3", "P-7")
def test_27_homes_are_shared_by_woningbezit_with_a_row_per_place(toneel: Toneel):
    contingent = toneel.contingent(27, wij=6000, zij=2500)

    assert {d.corporatie.naam: d.aandeel for d in contingent.delen.all()} == {
        "Woonstichting De Brug": 19,
        "Wonen aan de Beek": 8,
    }
    assert _standen(contingent, toneel.regio.corporatie) == [Plaatsstatus.VRIJ] * 19
    assert _standen(contingent, toneel.regio.andere_corporatie) == [Plaatsstatus.VRIJ] * 8
    assert any("19" in regel and "De Brug" in regel for regel in contingent.uitleg)
    assert list(contingent_klopt()) == []


def test_raising_adds_places_and_keeps_the_taken_one(toneel: Toneel):
    traject = toneel.zoekend()
    toneel.aanbod(traject)

    contingent = toneel.contingent(8)

    assert _standen(contingent, toneel.regio.corporatie) == ["gereserveerd", *["vrij"] * 5]
    assert Contingent.objects.count() == 1
    assert list(contingent_klopt()) == []


def test_lowering_takes_free_places_away(toneel: Toneel):
    toneel.contingent(8)
    contingent = toneel.contingent(4)
    assert contingent.plaatsen.count() == 4
    assert list(contingent_klopt()) == []


@pytest.mark.clausule("Z-4.5")
def test_never_below_what_is_in_use(toneel: Toneel):
    toneel.aangeboden()
    with pytest.raises(RegelGeschonden, match="De Brug zou 0 woningen krijgen, maar er zijn er al 1"):
        toneel.contingent(0)
    with pytest.raises(RegelGeschonden, match="De Brug zou 0"):
        toneel.contingent(4, wij=0, zij=100)
    assert Contingentplaats.objects.count() == 4


def test_a_corporatie_that_leaves_loses_its_free_places(toneel: Toneel):
    toneel.contingent(4)
    with clock.klok_op(TOEGELATEN):
        contingent = contingent_vastleggen(
            regeling=toneel.regio.regeling.sleutel,
            jaar=2024,
            totaal=4,
            gewichten={toneel.regio.corporatie.sleutel: 300},
            namens=toneel.coordinator,
        )
    assert set(contingent.plaatsen.values_list("corporatie", flat=True)) == {toneel.regio.corporatie.pk}
    assert list(contingent_klopt()) == []


def test_without_any_woningbezit_there_is_nothing_to_share_by(toneel: Toneel):
    with pytest.raises(RegelGeschonden, match="minst"):
        toneel.contingent(4, wij=0, zij=0)


@pytest.mark.clausule("Z-4.5", "Z-17.3")
def test_a_new_year_is_a_new_record(toneel: Toneel):
    oud = toneel.contingent(4)
    toneel.contingent(6, op=date(2025, 1, 2))
    assert vers(oud).totaal == 4
    assert list(Contingent.objects.order_by("jaar").values_list("jaar", "totaal")) == [(2024, 4), (2025, 6)]
    assert toneel.regio.regeling.versies.count() == 1  # the protocol goes on as it was


def test_a_stale_form_is_refused(toneel: Toneel):
    contingent = toneel.contingent(4)
    with clock.klok_op(TOEGELATEN), pytest.raises(Verouderd):
        contingent_vastleggen(
            regeling=toneel.regio.regeling.sleutel,
            jaar=2024,
            totaal=5,
            gewichten={toneel.regio.corporatie.sleutel: 1},
            versie=contingent.versie - 1,
            namens=toneel.coordinator,
        )


@pytest.mark.clausule("Z-4.6")
@pytest.mark.parametrize("wie", ["consulent", "begeleider", "wmo_consulent", "beheerder"])
def test_only_the_coordinator_sets_the_number(toneel: Toneel, wie: str):
    toneel.coordinator = toneel.namens(getattr(toneel.regio, wie))
    with pytest.raises(GeenRecht):
        toneel.contingent(4)


def test_a_coordinator_of_an_organisation_that_does_not_coordinate_this_regeling_may_not(toneel: Toneel):
    from opstap.partners.services import rol_toekennen
    from opstap.protocol.begrippen import Rol

    with clock.klok_op(date(2024, 1, 1)):
        rol_toekennen(
            gebruiker=toneel.regio.andere_consulent, organisatie=toneel.regio.andere_corporatie, rol=Rol.COORDINATOR
        )
    toneel.coordinator = toneel.regio.namens(toneel.regio.andere_consulent, Rol.COORDINATOR)
    with pytest.raises(GeenRecht):
        toneel.contingent(4)
