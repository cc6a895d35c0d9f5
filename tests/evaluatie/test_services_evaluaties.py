"""Evaluaties are planned by the contract, held with everybody who must be there, or move alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from evaluatie import services
from evaluatie.enums import Afspraakstatus, Evaluatiestatus, Notitiesoort, Partij, Verzetreden
from evaluatie.models import Afspraak, Evaluatie, Mdo, Notitie, Signaal
from evaluatie.services import NieuweAfspraak
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, Oordeel
from opstap.protocol.feiten import ContractIngegaan
from opstap.termijnen.models import Termijn
from tests.evaluatie import verloop
from tests.evaluatie.conftest import DERDE, EERSTE, EINDE, TWEEDE, Wonen, ga_wonen

AFSPRAAK = NieuweAfspraak(wie=Partij.HUURDER, wat="Elke week de tuin", uiterlijk=date(2026, 5, 13))


def vastleggen(wonen: Wonen, *, nummer: int = 1, op: date = EERSTE, **anders: Any) -> Evaluatie:
    gegevens: dict[str, Any] = {
        "evaluatie": wonen.evaluatie(nummer).sleutel,
        "gehouden_op": op,
        "huurder_aanwezig": True,
        "aanwezig": [Partij.BEGELEIDER, Partij.CONSULENT],
        "items": {item: ItemOordeel.GOED for item in EvaluatieItem},
        "oordeel": Oordeel.OP_SCHEMA,
        "namens": wonen.begeleider,
    }
    with clock.klok_op(op):
        return services.evaluatie_vastleggen(**{**gegevens, **anders})


def clausules(fout: pytest.ExceptionInfo[RegelGeschonden]) -> list[str]:
    return [b.clausule for b in fout.value.belemmeringen]


@pytest.mark.clausule("Z-3.4", "Z-12.1", "Z-2.13", "I-2", "I-25")
def test_a_contract_that_starts_plans_every_evaluatie_until_its_end(wonen: Wonen) -> None:
    rijen = list(Evaluatie.objects.filter(contract=wonen.contract))
    assert [e.nummer for e in rijen] == list(range(1, 9))
    assert [e.gepland_op for e in rijen[:3]] == [EERSTE, TWEEDE, DERDE]
    assert all(e.gepland_op < EINDE for e in rijen)
    assert [e.met_corporatie for e in rijen] == [False, False, True, False, True, False, True, False]
    assert Gebeurtenis.objects.get(soort="evaluaties_gepland").gegevens == {"aantal": 8}


def test_planning_twice_adds_nothing(wonen: Wonen) -> None:
    services.plan_evaluaties_na(ContractIngegaan(traject=wonen.traject.sleutel, contract=wonen.contract.sleutel))
    assert Evaluatie.objects.count() == 8
    assert Gebeurtenis.objects.filter(soort="evaluaties_gepland").count() == 1


@pytest.mark.clausule("Z-14.13", "P-33", "P-47", "Z-2.13")
def test_every_evaluatie_is_a_duty_of_the_begeleider_and_the_consulent_comes_when_she_must(wonen: Wonen) -> None:
    plichten = Termijn.objects.filter(traject=wonen.traject, soort="evaluatie_houden").open()
    assert {t.datum for t in plichten} == {e.gepland_op for e in Evaluatie.objects.all()}
    assert {(t.rol, t.organisatie) for t in plichten} == {("begeleider", wonen.regio.zorg)}
    bijwonen = Termijn.objects.filter(traject=wonen.traject, soort="evaluatie_bijwonen").open()
    assert {t.plek for t in bijwonen} == {"3", "5", "7"}
    assert wonen.termijn("evaluatie_houden", "1").url == wonen.adres("evaluatie", wonen.evaluatie(1).sleutel)


@pytest.mark.clausule("Z-12.12", "Z-12.7", "Z-12.11", "Z-2.14")
def test_an_evaluatie_keeps_the_words_in_rows_of_their_own(wonen: Wonen) -> None:
    e = vastleggen(wonen, bewoner="Het gaat goed.", begeleider="De tuin is netjes.", afspraken=[AFSPRAAK])
    assert (e.status, e.gehouden_op, e.oordeel) == (Evaluatiestatus.GEHOUDEN, EERSTE, Oordeel.OP_SCHEMA)
    assert e.aanwezig == ["begeleider", "consulent", "huurder"]
    assert dict(e.items.values_list("item", "oordeel")) == {item.value: "goed" for item in EvaluatieItem}
    assert dict(Notitie.objects.filter(onderwerp=e.sleutel).values_list("soort", "tekst")) == {
        Notitiesoort.BEWONER: "Het gaat goed.",
        Notitiesoort.BEGELEIDER: "De tuin is netjes.",
    }
    assert wonen.termijn("evaluatie_houden", "1").status == "voltooid"
    afspraak = e.afspraken.get()
    plicht = wonen.termijn("afspraak_nakomen", str(afspraak.sleutel))
    assert (plicht.datum, plicht.rol, plicht.organisatie) == (AFSPRAAK.uiterlijk, "begeleider", wonen.regio.zorg)


def test_the_texts_can_go_without_touching_the_evaluatie(wonen: Wonen) -> None:
    e = vastleggen(wonen, bewoner="Dit moet weg kunnen.")
    Notitie.objects.filter(traject=wonen.traject).delete()
    assert Evaluatie.objects.get(pk=e.pk).oordeel == Oordeel.OP_SCHEMA


def test_no_text_and_no_name_comes_in_the_log(wonen: Wonen) -> None:
    vastleggen(wonen, bewoner="KANARIE", begeleider="KANARIE", afspraken=[AFSPRAAK])
    assert "KANARIE" not in str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))


@pytest.mark.clausule("Z-12.9", "I-10")
def test_without_instemming_nothing_is_written_down(wonen_zonder_instemming: Wonen) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        vastleggen(wonen_zonder_instemming)
    assert clausules(fout) == ["Z-12.9"]
    assert wonen_zonder_instemming.evaluatie(1).status == Evaluatiestatus.GEPLAND


@pytest.mark.clausule("Z-12.10", "I-12")
def test_without_the_huurder_it_is_not_validly_held(wonen: Wonen) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        vastleggen(wonen, huurder_aanwezig=False)
    assert clausules(fout) == ["Z-12.10"]


@pytest.mark.clausule("Z-12.6", "Z-11.10")
def test_the_halfyearly_one_needs_begeleider_and_consulent_and_the_others_do_not(wonen: Wonen) -> None:
    assert vastleggen(wonen, aanwezig=[Partij.BEGELEIDER]).is_gehouden
    for aanwezig in ([Partij.BEGELEIDER], [Partij.CONSULENT]):
        with pytest.raises(RegelGeschonden) as fout:
            vastleggen(wonen, nummer=3, op=DERDE, aanwezig=aanwezig)
        assert clausules(fout) == ["Z-12.6"]
    assert vastleggen(wonen, nummer=3, op=DERDE).is_gehouden


@pytest.mark.clausule("Z-2.14")
def test_a_point_that_does_not_go_well_asks_for_an_afspraak_or_a_reason(wonen: Wonen) -> None:
    items = {item: ItemOordeel.GOED for item in EvaluatieItem} | {EvaluatieItem.HUUR: ItemOordeel.AANDACHT}
    over_iets_anders = NieuweAfspraak(
        wie=Partij.HUURDER, wat="Tuin", uiterlijk=date(2026, 5, 1), item=EvaluatieItem.VERZORGING
    )
    for afspraken in ([], [over_iets_anders]):
        with pytest.raises(RegelGeschonden) as fout:
            vastleggen(wonen, items=items, afspraken=afspraken)
        assert [b.veld for b in fout.value.belemmeringen] == ["item_huur"]
    e = vastleggen(wonen, items=items, geen_afspraak_omdat="De huur is inmiddels betaald.")
    assert Notitie.objects.get(onderwerp=e.sleutel, soort=Notitiesoort.GEEN_AFSPRAAK).tekst.startswith("De huur")


@pytest.mark.clausule("Z-12.12", "Z-13.6")
@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"gehouden_op": EERSTE + timedelta(days=1)}, "gehouden_op"),
        ({"gehouden_op": date(2026, 3, 1)}, "gehouden_op"),
        ({"oordeel": None}, "oordeel"),
        (
            {"afspraken": [NieuweAfspraak(wie=Partij.HUURDER, wat="x", uiterlijk=date(2026, 4, 12), nummer=2)]},
            "uiterlijk_2",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wonen: Wonen, anders: dict[str, Any], veld: str) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        vastleggen(wonen, **anders)
    assert [b.veld for b in fout.value.belemmeringen] == [veld]
    assert not Afspraak.objects.exists()


def test_held_once_is_held(wonen: Wonen) -> None:
    vastleggen(wonen)
    with pytest.raises(Verouderd):
        vastleggen(wonen)


def test_a_form_of_an_older_version_is_refused(wonen: Wonen) -> None:
    oud = wonen.evaluatie(1).versie
    verloop.evaluatie_gemist(
        evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, naar=date(2026, 4, 20), namens=wonen.begeleider
    )
    with pytest.raises(Verouderd):
        vastleggen(wonen, op=date(2026, 4, 20), versie=oud)


@pytest.mark.parametrize("wie", ["buitenstaander", "andere_consulent", "wmo_consulent", "coordinator"])
def test_who_does_not_live_along_writes_nothing_down(wonen: Wonen, wie: str) -> None:
    with pytest.raises(GeenRecht):
        vastleggen(wonen, namens=wonen.regio.namens(getattr(wonen.regio, wie)))


@pytest.mark.clausule("Z-12.10", "Z-12.1")
def test_a_visit_that_did_not_go_on_keeps_its_number_and_moves_alone(wonen: Wonen) -> None:
    andere = list(Evaluatie.objects.exclude(nummer=1).values_list("nummer", "gepland_op"))
    nieuw = date(2026, 4, 24)
    e = verloop.evaluatie_gemist(
        evaluatie=wonen.evaluatie(1).sleutel,
        op=EERSTE,
        naar=nieuw,
        namens=wonen.begeleider,
        reden=Verzetreden.BEGELEIDER_VERHINDERD,
    )
    assert (e.status, e.nummer, e.gepland_op) == (Evaluatiestatus.NIET_DOORGEGAAN, 1, nieuw)
    assert list(Evaluatie.objects.exclude(nummer=1).values_list("nummer", "gepland_op")) == andere
    plicht = wonen.termijn("evaluatie_houden", "1")
    assert (plicht.datum, plicht.status) == (nieuw, "open")
    assert not Signaal.objects.exists()
    assert vastleggen(wonen, op=nieuw).is_gehouden


@pytest.mark.clausule("I-12")
def test_the_second_time_the_huurder_stays_away_an_mdo_is_proposed_once(wonen: Wonen) -> None:
    dagen = [EERSTE, date(2026, 4, 20), date(2026, 4, 27), date(2026, 5, 4)]
    for n, (op, naar) in enumerate(zip(dagen, dagen[1:], strict=False), start=1):
        verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(1).sleutel, op=op, naar=naar, namens=wonen.begeleider)
        assert Signaal.objects.count() == (n >= 2)
    signaal = Signaal.objects.get()
    assert (signaal.aanleiding, signaal.melder, signaal.gemeld_op) == ("gemist", "", dagen[1])
    assert wonen.termijn("signaal_oppakken", str(signaal.sleutel)).rol == "begeleider"
    assert Mdo.objects.count() == 0  # people decide


@pytest.mark.clausule("I-12", "Z-13.1")
def test_missed_visits_of_different_evaluaties_add_up_until_one_is_held(wonen: Wonen) -> None:
    """Seen to fail: counted per evaluatie, somebody who misses each one once was never noticed."""
    wie = wonen.begeleider
    verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, naar=date(2026, 4, 20), namens=wie)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=date(2026, 4, 20), namens=wie)
    verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(2).sleutel, op=TWEEDE, naar=date(2026, 6, 9), namens=wie)
    assert Signaal.objects.count() == 0
    verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(3).sleutel, op=DERDE, naar=date(2026, 9, 9), namens=wie)
    assert [s.aanleiding for s in Signaal.objects.voorstellen()] == ["gemist"]


@pytest.mark.clausule("I-12", "Z-13.1")
def test_a_missed_visit_counts_also_when_the_evaluatie_before_it_was_held_after_its_planned_day(wonen: Wonen) -> None:
    """Seen to fail in the simulator: the first of two visits that were missed was taken as one from before."""
    wie, laat = wonen.begeleider, TWEEDE + timedelta(days=3)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=laat, namens=wie)
    for op, naar in ((laat + timedelta(days=n), laat + timedelta(days=n + 7)) for n in (1, 8)):
        assert Signaal.objects.count() == 0
        verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(2).sleutel, op=op, naar=naar, namens=wie)
    assert [s.aanleiding for s in Signaal.objects.voorstellen()] == ["gemist"]


@pytest.mark.clausule("I-12", "I-35")
def test_a_proposal_is_declined_with_a_reason_of_whoever_picks_it_up(wonen: Wonen) -> None:
    for op, naar in ((EERSTE, date(2026, 4, 20)), (date(2026, 4, 20), date(2026, 4, 27))):
        verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(1).sleutel, op=op, naar=naar, namens=wonen.begeleider)
    voorstel = Signaal.objects.voorstellen().get()
    with clock.klok_op(date(2026, 4, 21)):
        services.signaal_oppakken(signaal=voorstel.sleutel, namens=wonen.begeleider)
        with pytest.raises(RegelGeschonden, match="waarom een MDO niet nodig is"):
            services.signaal_afhandelen(
                signaal=voorstel.sleutel, reden=" ", melder_akkoord=False, namens=wonen.begeleider
            )
        services.signaal_afhandelen(
            signaal=voorstel.sleutel, reden="Was in het ziekenhuis.", melder_akkoord=False, namens=wonen.begeleider
        )
    assert not Signaal.objects.voorstellen().exists()
    assert wonen.termijn("signaal_oppakken", str(voorstel.sleutel)).status == "voltooid"


@pytest.mark.parametrize("naar", [EERSTE - timedelta(days=1), EINDE])
def test_the_new_day_lies_ahead_and_inside_the_contract(wonen: Wonen, naar: date) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, naar=naar, namens=wonen.begeleider)
    assert [b.veld for b in fout.value.belemmeringen] == ["nieuwe_datum"]


def test_an_afspraak_is_kept_or_no_longer_needed_with_a_reason(wonen: Wonen) -> None:
    ander = NieuweAfspraak(wie=Partij.CONSULENT, wat="Lamp in het trappenhuis", uiterlijk=date(2026, 5, 1))
    e = vastleggen(wonen, afspraken=[AFSPRAAK, ander])
    van_huurder, van_consulent = (e.afspraken.get(wie=wie) for wie in ("huurder", "consulent"))
    assert wonen.termijn("afspraak_nakomen", str(van_consulent.sleutel)).organisatie == wonen.regio.corporatie
    verloop.afspraak_nagekomen(afspraak=van_huurder.sleutel, op=date(2026, 5, 1), namens=wonen.begeleider)
    assert wonen.termijn("afspraak_nakomen", str(van_huurder.sleutel)).status == "voltooid"
    with pytest.raises(RegelGeschonden):
        services.afspraak_afhandelen(afspraak=van_consulent.sleutel, nagekomen=False, reden=" ", namens=wonen.consulent)
    rij = services.afspraak_afhandelen(
        afspraak=van_consulent.sleutel, nagekomen=False, reden="De lamp doet het weer.", namens=wonen.consulent
    )
    assert rij.status == Afspraakstatus.VERVALLEN
    assert wonen.termijn("afspraak_nakomen", str(van_consulent.sleutel)).status == "vervallen"
    with pytest.raises(Verouderd):
        verloop.afspraak_nagekomen(afspraak=van_consulent.sleutel, op=date(2026, 5, 2), namens=wonen.consulent)


def test_the_gemeente_settles_no_afspraak_of_an_evaluatie(wonen: Wonen) -> None:
    e = vastleggen(wonen, afspraken=[AFSPRAAK])
    with pytest.raises(GeenRecht):
        verloop.afspraak_nagekomen(afspraak=e.afspraken.get().sleutel, op=EERSTE, namens=wonen.wmo)


def test_two_people_who_live_there_do_not_mix(regio: Any) -> None:
    een, ander = ga_wonen(regio), ga_wonen(regio, naam="Sam Spar", adres="Brugweg 3, 7200 AA Voorstad")
    assert een.evaluatie(1).traject == een.traject
    assert Evaluatie.objects.filter(contract=ander.contract).count() == 8
