"""The courses that end otherwise, lived through day by day with the real sweep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opstap import clock
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.weg import Weg
from opstap.errors import RegelGeschonden
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Fase, Looptijd
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens
from tests.verloop.dagen import beleef, ochtend
from woningen.models import Bemiddeling, Contingentplaats, Woning

D = date.fromisoformat


def _op_weg(streek) -> Weg:
    return Weg(streek, "Ayla Bakker", D("1994-05-17"))


def _compleet(weg: Weg) -> None:
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-07-15"))
    weg.versturen(D("2026-03-02"))
    weg.gesprek(D("2026-03-06"))


def _woont(weg: Weg) -> None:
    """Lives in the home since 1 July 2026, until and including 30 June 2028."""
    _compleet(weg)
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))
    weg.accepteren(D("2026-04-23"), weg.aanbod(D("2026-04-20"), uiterlijk=D("2026-04-27")))
    weg.opmaken(D("2026-04-28"), ingang=D("2026-07-01"))
    weg.tekenen(D("2026-06-15"))
    weg.sleutel(D("2026-07-01"))


def _traject(weg: Weg) -> Traject:
    return Traject.objects.get(sleutel=weg.traject)


def _berichten(weg: Weg, soort: str) -> set[str]:
    return {b.ontvanger.email.split("@")[0] for b in _traject(weg).berichten.filter(soort=soort)}


@pytest.mark.clausule("Z-8.10", "Z-8.15", "Z-15.3", "Z-9.10")
def test_an_afwijzing_names_the_criterion_and_the_way_to_complain(streek):
    weg = _op_weg(streek)
    _compleet(weg)

    weg.afwijzen(D("2026-03-10"), invoer=replace(IN_ORDE, achterstand=True, aflossing_procent=49, regeling_loopt=True))

    traject = _traject(weg)
    assert (traject.uitkomst, traject.fase) == ("afgewezen", Fase.AFGESLOTEN)
    assert traject.termijnen.gevraagd().count() == 0
    brieven = traject.brieven.filter(soort="afwijzing").order_by("pk")
    assert [b.geadresseerde for b in brieven] == ["kandidaat", "zorgorganisatie"]
    for brief in brieven:
        assert "cliëntondersteuner" in brief.inhoud.html
        assert "geschillencommissie" in brief.inhoud.html
        assert "beschikking" not in brief.inhoud.html.lower()


def test_after_an_afwijzing_the_zorg_can_read_the_letter_six_weeks_and_then_no_more(streek):
    weg = _op_weg(streek)
    _compleet(weg)
    weg.afwijzen(D("2026-03-10"), invoer=replace(IN_ORDE, betaalbaar=False))
    begeleider = streek.mensen["begeleider"]

    for dag, mag in (("2026-04-20", True), ("2026-04-21", False)):
        with clock.klok_op(D(dag)):
            assert bool(mogelijk_namens(begeleider, Actie.BRIEF_ZIEN, _traject(weg))) is mag


@pytest.mark.clausule("Z-9.13", "Z-9.14", "I-13", "Z-15.3")
def test_a_second_refusal_stops_the_bemiddeling_and_leaves_the_own_way_open(streek):
    weg = _op_weg(streek)
    _compleet(weg)
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))

    for aangeboden, geweigerd in (("2026-04-01", "2026-04-03"), ("2026-05-01", "2026-05-04")):
        aanbod = weg.aanbod(D(aangeboden), uiterlijk=D(aangeboden) + timedelta(days=7))
        weg.weigeren(D(geweigerd), aanbod)

    bemiddelingen = Bemiddeling.objects.filter(traject=_traject(weg)).order_by("pk")
    assert [(b.route, b.status) for b in bemiddelingen][0] == ("directe_bemiddeling", "vervallen")
    assert [b.route for b in bemiddelingen][1:] == ["zelf_reageren"]
    assert Contingentplaats.objects.bezet().count() == 0
    brieven = _traject(weg).brieven.filter(soort__contains="vervallen")
    assert "cliëntondersteuner" in brieven.order_by("pk")[0].inhoud.html
    assert _traject(weg).fase == Fase.BEMIDDELING


def test_an_offer_without_answer_expires_by_itself_and_waits_for_a_person(streek):
    weg = _op_weg(streek)
    _compleet(weg)
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))
    aanbod = weg.aanbod(D("2026-04-01"), uiterlijk=D("2026-04-08"))

    beleef(D("2026-04-02"), D("2026-04-08"), {})
    aanbod.refresh_from_db()
    assert aanbod.status == "aangeboden"
    ochtend(D("2026-04-09"))

    aanbod.refresh_from_db()
    assert aanbod.status == "verlopen"
    with pytest.raises(RegelGeschonden, match="aanbod"):
        weg.aanbod(D("2026-04-10"), uiterlijk=D("2026-04-17"))


@pytest.mark.clausule("I-1", "I-25", "L-9", "Z-11.11")
def test_a_no_waits_for_its_window_and_ends_the_tenancy_on_the_day(streek):
    weg = _op_weg(streek)
    _woont(weg)
    weg.overleg(D("2028-01-10"))
    weg.niet_omzetten(D("2028-01-12"))

    for dag in ("2028-03-31", "2028-06-01"):
        with pytest.raises(RegelGeschonden):
            weg.aanzeggen(D(dag))
    weg.aanzeggen(D("2028-04-01"))
    assert weg.contract.status == "aangezegd"
    ochtend(D("2028-06-30"))
    assert weg.contract.status == "aangezegd"
    ochtend(D("2028-07-01"))

    contract = weg.contract
    assert (contract.status, contract.looptijd) == ("beeindigd", Looptijd.BEPAALD)
    assert _traject(weg).uitkomst == "niet_omgezet"
    assert _traject(weg).termijnen.gevraagd().count() == 0
    with clock.klok_op(contract.beeindigd_op):
        assert Woning.objects.beschikbaar().filter(pk=contract.aanbieding.woning_id).exists()


@pytest.mark.clausule("I-25", "L-9")
def test_the_last_day_of_the_window_is_still_in_time(streek):
    weg = _op_weg(streek)
    _woont(weg)
    weg.overleg(D("2028-01-10"))
    weg.niet_omzetten(D("2028-01-12"))

    weg.aanzeggen(D("2028-05-31"))

    assert weg.contract.status == "aangezegd"


@pytest.mark.clausule("I-1", "L-10")
def test_a_missed_aanzegging_makes_the_tenancy_permanent_by_law_and_everybody_was_warned(streek):
    weg = _op_weg(streek)
    _woont(weg)

    beleef(D("2028-03-25"), D("2028-05-31"), {})
    assert weg.contract.aanzegging_gemist_op is None
    ochtend(D("2028-06-01"))
    assert weg.contract.aanzegging_gemist_op == D("2028-06-01")
    assert weg.contract.status == "lopend"
    ochtend(D("2028-06-30"))
    assert weg.contract.looptijd == Looptijd.BEPAALD
    ochtend(D("2028-07-01"))

    contract = weg.contract
    assert (contract.looptijd, contract.onbepaald_door, contract.status) == ("onbepaald", "wet", "afgerond")
    assert contract.onbepaald_sinds == D("2028-07-01")
    assert _traject(weg).uitkomst == "vast_door_wet"
    brieven = _traject(weg).brieven.filter(soort="vast_door_wet").order_by("pk")
    assert [b.geadresseerde for b in brieven] == ["kandidaat", "zorgorganisatie"]
    assert "vanaf 1 juli 2028 voor onbepaalde tijd" in brieven[0].inhoud.html
    assert {"consulent", "begeleider", "teamleider-wonen"} <= _berichten(weg, "aanzegging_gemist")
    assert _berichten(weg, "termijn_teamleider") >= {"teamleider-wonen"}
    assert _berichten(weg, "termijn_escalatie") >= {"teamleider-wonen", "beheer-brug"}
    assert _berichten(weg, "termijn_gemeente") == {"procesregisseur"}
    assert _berichten(weg, "termijn_bestuurlijk") == {"beleid"}


@pytest.mark.clausule("I-1", "I-25")
def test_a_no_after_the_window_is_refused_with_the_reason(streek):
    weg = _op_weg(streek)
    _woont(weg)
    weg.overleg(D("2028-06-01"))

    with pytest.raises(RegelGeschonden, match="te laat"):
        weg.niet_omzetten(D("2028-06-10"))

    weg.omzetten(D("2028-06-12"))
    assert weg.contract.onbepaald_door == "besluit"


def test_after_an_outage_of_two_weeks_everything_happens_once(streek):
    weg = _op_weg(streek)
    _woont(weg)
    beleef(D("2028-05-01"), D("2028-05-20"), {})

    for _ in range(3):
        ochtend(D("2028-07-10"))

    contract = weg.contract
    assert (contract.looptijd, contract.onbepaald_door) == ("onbepaald", "wet")
    assert contract.onbepaald_sinds == D("2028-07-01")
    gemist = _traject(weg).berichten.filter(soort="aanzegging_gemist")
    assert gemist.count() == len(_berichten(weg, "aanzegging_gemist"))
