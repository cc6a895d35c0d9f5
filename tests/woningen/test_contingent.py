"""The yearly number, the shares and the places."""

from __future__ import annotations

from datetime import date

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.protocol.contingent import Verdeelwijze, Wijzigreden
from opstap.protocol.potten import Categorie, Potten
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, TOEGELATEN, Toneel, vers
from woningen.controles import contingent_klopt
from woningen.enums import Plaatsstatus, Verhuurderreden
from woningen.models import Aanbieding, Bemiddeling, Contingent, Contingentplaats, Woning
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
            potten=Potten(4),
            reden=Wijzigreden.DEELNAME,
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
            potten=Potten(5),
            reden=Wijzigreden.AFSPRAAK,
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


# --- the parts of the number, and changes --------------------------------------------------------------------------


def _bezet(traject, toneel: Toneel, categorie: Categorie) -> str:
    Bemiddeling.objects.filter(traject=traject).update(categorie=categorie.value)
    plaats = toneel.aanbod(vers(traject), toneel.woning(f"Eikenlaan {Woning.objects.count() + 2}")).plaats
    assert plaats is not None
    return plaats.categorie


@pytest.mark.clausule("Z-4.4", "I-31")
def test_what_is_kept_apart_stays_free_and_comes_free_with_a_reason(toneel: Toneel):
    """Seen to fail with `bewaard` that answers 0, and without a look at the `ruimte` in `plaats_reserveren`."""
    contingent = toneel.contingent(Potten(2, bijzonder=1, bijzonder_apart=True), wij=1, zij=0)
    een, twee = (toneel.zoekend(naam=f"Kandidaat {n}") for n in ("een", "twee"))
    assert _bezet(een, toneel, Categorie.OPSTAP) == "opstap"
    with pytest.raises(RegelGeschonden, match="in het contingent van 2024 geen plek meer; vraag het loket"):
        _bezet(twee, toneel, Categorie.OPSTAP)
    toneel.contingent(Potten(2, bijzonder=1), wij=1, zij=0)
    assert _bezet(twee, toneel, Categorie.OPSTAP) == "opstap"
    assert contingent.bezet() == {Categorie.OPSTAP: 2} and list(contingent_klopt()) == []


@pytest.mark.clausule("Z-4.4")
def test_a_place_counts_for_its_part_and_for_nobody_when_it_is_free_again(toneel: Toneel):
    toneel.contingent(Potten(4, bijzonder=1, bijzonder_apart=True))
    traject = toneel.zoekend()
    assert _bezet(traject, toneel, Categorie.BIJZONDER) == "bijzonder"
    aanbod = Aanbieding.objects.get(bemiddeling__traject=traject)
    with pytest.raises(RegelGeschonden, match="al 1 woningen in gebruik of gereserveerd; vul ten minste 1 in"):
        toneel.contingent(Potten(4, bijzonder=0))
    verloop.geweigerd(op=AANBOD, aanbieding=aanbod.sleutel, consulent=toneel.consulent)
    assert aanbod.plaats is not None and vers(aanbod.plaats).categorie == ""
    assert toneel.contingent(Potten(4, bijzonder=0)).bezet() == {}


def _vastleggen(toneel: Toneel, gewichten: tuple[int, int], **anders) -> Contingent:
    wij, zij = toneel.regio.corporatie.sleutel, toneel.regio.andere_corporatie.sleutel
    with clock.klok_op(TOEGELATEN):
        return contingent_vastleggen(
            regeling=toneel.regio.regeling.sleutel,
            jaar=2024,
            potten=Potten(4),
            gewichten=dict(zip((wij, zij), gewichten, strict=True)),
            namens=toneel.coordinator,
            **anders,
        )


def test_who_asks_another_corporatie_keeps_the_part_that_was_chosen(toneel: Toneel):
    toneel.contingent(Potten(4, bijzonder=1), wij=0, zij=1)
    traject = toneel.kandidaat()
    toneel.gevraagd(traject, toneel.regio.andere_corporatie)
    Bemiddeling.objects.update(categorie="bijzonder")
    verloop.verhuurder_gevraagd(
        op=AANBOD,
        traject=traject.sleutel,
        corporatie=toneel.regio.corporatie.sleutel,
        coordinator=toneel.coordinator,
        reden=Verhuurderreden.HEEFT_WONING,
    )
    assert Bemiddeling.objects.get().categorie == "bijzonder"


@pytest.mark.clausule("Z-4.2", "A-25")
def test_agreed_numbers_are_the_shares_and_need_a_reason_and_the_right_sum(toneel: Toneel):
    with pytest.raises(RegelGeschonden, match="Kies waarom u afgesproken aantallen invult"):
        _vastleggen(toneel, (1, 3), wijze=Verdeelwijze.AANTALLEN)
    with pytest.raises(RegelGeschonden, match="samen 5 woningen, en het aantal van het jaar is 4"):
        _vastleggen(toneel, (2, 3), wijze=Verdeelwijze.AANTALLEN, reden=Wijzigreden.AFSPRAAK)
    contingent = _vastleggen(toneel, (1, 3), wijze=Verdeelwijze.AANTALLEN, reden=Wijzigreden.AFSPRAAK)
    assert sorted(contingent.delen.values_list("aandeel", flat=True)) == [1, 3]
    assert contingent.uitleg == ["Wonen aan de Beek: 3, zo afgesproken.", "Woonstichting De Brug: 1, zo afgesproken."]


@pytest.mark.clausule("Z-4.5", "A-2")
def test_a_change_during_the_year_asks_why_and_what_it_was_stays_readable(toneel: Toneel):
    """Seen to fail without the row of the wijziging."""
    _vastleggen(toneel, (3, 1))
    with pytest.raises(RegelGeschonden, match="Kies waarom het aantal of de verdeling verandert"):
        _vastleggen(toneel, (2, 2))
    contingent = _vastleggen(toneel, (2, 2), reden=Wijzigreden.BEZIT)
    assert list(contingent.wijzigingen.values_list("totaal", "reden")) == [(4, ""), (4, "bezit")]
