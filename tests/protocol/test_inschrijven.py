"""The register of woningzoekenden: what is done when, and what leaves Opstap for it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from opstap.protocol.begrippen import Hoedanigheid, Looptijd, Rol, Route
from opstap.protocol.feiten import AanbiedingFeit, BemiddelFeiten, ContractFeiten, TrajectFeiten
from opstap.protocol.inschrijven import (
    Inschrijfwerk,
    Toewijzingsregel,
    aantekening_belemmeringen,
    exportregels,
    inschrijftermijnen,
    inschrijfwerk_belemmeringen,
)
from opstap.protocol.parameters import Parameters
from opstap.protocol.startfeiten import StartFeiten
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
BEGIN, AANBOD = date(2025, 3, 3), date(2025, 3, 20)
SLEUTEL = UUID(int=1)
ZELF, DIRECT = Route.ZELF_REAGEREN, Route.DIRECTE_BEMIDDELING
W = Inschrijfwerk


@pytest.mark.clausule("Z-9.11", "Z-9.15", "Z-9.18", "I-21")
@pytest.mark.parametrize(
    ("werk", "route", "toegewezen", "parameters", "verwacht"),
    [
        (W.AANTEKENING, ZELF, False, ZUTPHEN, []),
        (W.AANTEKENING, DIRECT, False, ZUTPHEN, ["Z-9.4"]),
        (W.AMBTSHALVE, DIRECT, False, ZUTPHEN, []),
        (W.AMBTSHALVE, ZELF, False, ZUTPHEN, ["Z-9.11"]),
        (W.TOEWIJZING, DIRECT, True, ZUTPHEN, []),
        (W.TOEWIJZING, DIRECT, False, ZUTPHEN, ["Z-9.15"]),
        (W.TOEWIJZING, ZELF, True, ZUTPHEN, ["Z-9.11"]),
        (W.AMBTSHALVE, None, False, ZUTPHEN, ["Z-9.3"]),
        (W.AMBTSHALVE, DIRECT, False, APELDOORN, ["Z-8.3"]),
    ],
)
def test_each_act_belongs_to_its_route_and_a_regeling_without_a_register_has_none(
    werk: Inschrijfwerk, route: Route | None, toegewezen: bool, parameters: Parameters, verwacht: list[str]
) -> None:
    gevonden = inschrijfwerk_belemmeringen(werk=werk, route=route, toegewezen=toegewezen, parameters=parameters)
    assert [b.clausule for b in gevonden] == verwacht


@pytest.mark.clausule("Z-9.18")
@pytest.mark.parametrize(("gemaakt", "velden"), [(BEGIN, []), (date(2025, 3, 2), ["gedaan_op"]), (AANBOD, [])])
def test_the_kandidaat_knows_of_the_note_before_it_is_made(gemaakt: date, velden: list[str]) -> None:
    assert [b.veld for b in aantekening_belemmeringen(weet_op=BEGIN, gemaakt_op=gemaakt)] == velden


def _plan(
    parameters: Parameters = ZUTPHEN,
    *,
    contract: ContractFeiten | None = None,
    start: StartFeiten | None = None,
    **velden: object,
) -> list[tuple[object, ...]]:
    b = BemiddelFeiten(SLEUTEL, **{"route": DIRECT, "status": "zoekt", "begonnen_op": BEGIN, **velden})  # type: ignore[arg-type]
    rijen = inschrijftermijnen(TrajectFeiten(BEGIN, bemiddeling=b, contract=contract, start=start), parameters)
    return [(t.soort, t.datum, t.klaar_op) for t in rijen]


def _aanbod(op: date) -> AanbiedingFeit:
    return AanbiedingFeit(SLEUTEL, "aangeboden", op, op)


@pytest.mark.clausule("Z-9.11", "Z-9.15", "Z-9.18", "Z-14.5", "I-21")
def test_the_duties_follow_the_offer_the_home_and_the_route() -> None:
    """By hand: a week after the first offer of this search, two weeks after the yes, a week after reacting began."""
    assert _plan() == []
    ambtshalve = ("ambtshalve_inschrijven", date(2025, 3, 27), None)
    assert _plan(aanbiedingen=(_aanbod(AANBOD), _aanbod(date(2025, 4, 9)))) == [ambtshalve]
    assert _plan(aanbiedingen=(_aanbod(date(2025, 3, 2)),)) == []
    klaar = {"toegewezen_op": date(2025, 3, 24), "ingeschreven_op": AANBOD, "verwerkt_op": date(2025, 4, 1)}
    assert _plan(aanbiedingen=(_aanbod(AANBOD),), **klaar) == [
        ("ambtshalve_inschrijven", date(2025, 3, 27), AANBOD),
        ("toewijzing_verwerken", date(2025, 4, 7), date(2025, 4, 1)),
    ]
    aantekening, zeven = "aantekening_maken", date(2025, 3, 10)
    assert _plan(route=ZELF) == [(aantekening, zeven, None)]
    assert _plan(route=ZELF, toegewezen_op=AANBOD) == [(aantekening, zeven, AANBOD)]
    assert _plan(route=ZELF, toegewezen_op=AANBOD, aantekening_op=BEGIN) == [(aantekening, zeven, BEGIN)]
    assert _plan(route=ZELF, status="ingetrokken") == []
    assert _plan(APELDOORN, route=ZELF) == []


@pytest.mark.clausule("Z-14.5", "I-21")
def test_who_had_the_key_before_the_register_was_asked_about_is_not_late_at_once() -> None:
    """Seen to fail: after an upgrade each tenancy that ran already got two duties that were late."""
    toegewezen = {"status": "toegewezen", "toegewezen_op": date(2025, 3, 24), "aanbiedingen": (_aanbod(AANBOD),)}
    beide = ["ambtshalve_inschrijven", "toewijzing_verwerken"]
    getekend = ContractFeiten(SLEUTEL, "getekend", Looptijd.BEPAALD, AANBOD, AANBOD, date(2027, 3, 20), 6)
    woont = replace(getekend, status="lopend", ingebruikname=date(2025, 4, 1))
    gevraagd = StartFeiten(zorg_gevraagd=True, gesprek_gevraagd=True)
    for contract, start, gepland in [
        (None, None, beide),
        (getekend, StartFeiten(), beide),
        (woont, None, []),
        (woont, StartFeiten(), []),
        (woont, gevraagd, beide),
    ]:
        assert [s for s, *_ in _plan(contract=contract, start=start, **toegewezen)] == gepland
    klaar = {"verwerkt_op": date(2025, 4, 2)}
    assert [s for s, *_ in _plan(contract=woont, **toegewezen, **klaar)] == ["toewijzing_verwerken"]


@pytest.mark.clausule("Z-9.18")
def test_the_loket_makes_the_note() -> None:
    b = BemiddelFeiten(SLEUTEL, ZELF, "wacht", BEGIN)
    (termijn,) = inschrijftermijnen(TrajectFeiten(BEGIN, bemiddeling=b), ZUTPHEN)
    assert (termijn.rol, termijn.hoedanigheid) == (Rol.COORDINATOR, Hoedanigheid.COORDINATIE)


@pytest.mark.clausule("Z-9.16", "Z-9.17")
def test_the_file_holds_these_eight_values_and_nothing_else() -> None:
    regel = Toewijzingsregel(
        naam='=cmd|"/c calc"!A1',
        inschrijfnummer="WK-12",
        adres="Lindelaan 1, 7201 AA Voorstad",
        woningtype="studio",
        kale_huur="612,50",
        toegewezen_op=AANBOD,
    )
    tekst = io.StringIO()
    csv.writer(tekst, delimiter=";").writerows(exportregels(regel))
    (rij,) = csv.DictReader(io.StringIO(tekst.getvalue()), delimiter=";")
    assert rij == {
        "naam": '\'=cmd|"/c calc"!A1',
        "inschrijfnummer": "WK-12",
        "adres woning": "Lindelaan 1, 7201 AA Voorstad",
        "soort woning": "studio",
        "kale huur": "612,50",
        "toegewezen op": "2025-03-20",
        "reden": "directe bemiddeling",
        "contract": "opstaphuurovereenkomst",
    }
