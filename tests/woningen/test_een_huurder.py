"""A home never has two tenants at once: the rule says it, and the database keeps it on both engines (S13)."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.protocol.contract import woning_bewoond_belemmeringen
from opstap.trajecten.enums import Correctiereden
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, EINDE, INGANG, JA, Toneel, teruggedraaid, vers
from woningen import services
from woningen.models import Aanbieding, Huurovereenkomst

DAG = timedelta(days=1)


def _rij(model: Huurovereenkomst, woning: int, van: date, tot: date | None, status: str) -> Huurovereenkomst:
    """Another contract, of the same traject: everything but home, period and state is as in `model`."""
    velden = {f.attname: getattr(model, f.attname) for f in Huurovereenkomst._meta.fields}
    for naam in ("id", "sleutel", "versie"):
        del velden[naam]
    velden |= {"woning_id": woning, "ingangsdatum": van, "beeindigd_op": tot, "status": status}
    return Huurovereenkomst(**velden | {"einde": van + timedelta(days=700)})


def _lukt(doe) -> bool:
    try:
        with transaction.atomic():
            doe()
    except IntegrityError as fout:
        assert "contract_een_huurder" in str(fout), fout
        return False
    return True


@pytest.fixture
def proef(toneel: Toneel) -> tuple[Huurovereenkomst, list[int]]:
    """A contract to copy that counts nowhere, and three homes."""
    contract = toneel.opgemaakt()
    Huurovereenkomst.objects.update(status="ingetrokken")
    return vers(contract), [toneel.woning(f"Eik {n}").pk for n in range(3)]


#: (days of one tenancy, days of another, may both be)
ONTMOETINGEN = (
    ((1, 10), (10, 20), True),
    ((1, 10), (9, 20), False),
    ((10, 20), (1, 10), True),
    ((10, 20), (1, 11), False),
    ((1, 30), (10, 20), False),
    ((10, 20), (1, 30), False),
    ((10, None), (1, 10), True),
    ((10, None), (1, 11), False),
    ((10, None), (1, None), False),
    ((10, None), (25, 26), False),
    ((1, 30), (10, 10), True),
    ((10, 5), (1, 30), True),
)


def test_the_database_knows_every_way_in_which_two_periods_meet(proef):
    """Back to back is allowed; a contract that ended before it began holds nothing."""
    model, (huis, ander, _) = proef
    begin = date(2024, 1, 1)
    for eerste, tweede, mag in ONTMOETINGEN:
        dagen = [(begin + van * DAG, tot and begin + tot * DAG) for van, tot in (eerste, tweede)]
        rijen = [_rij(model, huis, van, tot, "afgerond") for van, tot in dagen]
        with teruggedraaid():
            assert _lukt(rijen[0].save) and _lukt(rijen[1].save) is mag, (eerste, tweede)
            assert _lukt(_rij(model, ander, *dagen[1], "afgerond").save)
            assert _lukt(_rij(model, huis, *dagen[1], "ingetrokken").save)


def test_random_tenancies_are_kept_and_refused_as_a_calendar_of_days_says(proef, rondes, noteer):
    """Insert, move, end, withdraw and bring back; the oracle keeps a set of days per home and knows no periods."""
    model, huizen = proef
    aantal, zaad = rondes(500, 20_000), random.randrange(10**6)
    print(f"zaad {zaad}")
    kans, begin = random.Random(zaad), time.perf_counter()
    horizon = 60 if aantal < 1000 else 4000
    dagen: dict[int, set[int]] = {}
    rijen: dict[int, Huurovereenkomst] = {}
    gelukt = geweigerd = 0
    for _ in range(aantal):
        bestaand = kans.choice(list(rijen)) if rijen and kans.random() < 0.4 else None
        van = kans.randrange(horizon)
        tot = None if kans.random() < 0.05 else van + kans.randrange(12)
        status = kans.choice(("afgerond", "beeindigd", "beeindigd", "ingetrokken"))
        huis = kans.choice(huizen) if bestaand is None else rijen[bestaand].woning_id
        eerste = date(2020, 1, 1)
        rij = _rij(model, huis, eerste + van * DAG, None if tot is None else eerste + tot * DAG, status)
        bezet = set() if status == "ingetrokken" else set(range(van, horizon + 20 if tot is None else tot))
        anderen = [d for nummer, d in dagen.items() if nummer != bestaand and rijen[nummer].woning_id == huis]
        verwacht = not any(bezet & d for d in anderen)
        nu = {"ingangsdatum": rij.ingangsdatum, "einde": rij.einde, "beeindigd_op": rij.beeindigd_op, "status": status}
        zelfde = Huurovereenkomst.objects.filter(pk=bestaand)
        doe = rij.save if bestaand is None else lambda zelfde=zelfde, nu=nu: zelfde.update(**nu)
        assert _lukt(doe) is verwacht
        if verwacht:
            nummer = bestaand or rij.pk
            dagen[nummer], rijen[nummer] = bezet, rij
        gelukt, geweigerd = gelukt + verwacht, geweigerd + (not verwacht)
    assert min(gelukt, geweigerd) > aantal // 10
    noteer(
        "een_huurder",
        deel=connection.vendor,
        perioden=aantal,
        gelukt=gelukt,
        geweigerd=geweigerd,
        overlap=0,
        ten_onrechte_geweigerd=0,
        zaad=zaad,
        seconden=round(time.perf_counter() - begin, 1),
    )


def test_an_upgrade_over_two_tenants_at_once_stops_and_names_the_contracts(proef):
    """Of what was there before the database kept it. A long tenancy also meets the third; back to back is no fault."""
    model, (huis, ander, _) = proef
    migratie = import_module("woningen.migrations.0016_een_huurder_per_woning")
    connection.check_constraints()  # PostgreSQL alters no table with a check that waits
    with connection.cursor() as cursor:
        migratie.EEN_HUURDER.reverse_code(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
    begin = date(2024, 1, 1)

    def rij(woning: int, van: int, tot: int | None, status: str = "afgerond") -> str:
        nieuw = _rij(model, woning, begin + van * DAG, None if tot is None else begin + tot * DAG, status)
        nieuw.save()
        return str(nieuw.sleutel)

    lang = rij(huis, 1, 30)
    for goed in ((huis, 30, None), (huis, 10, 10), (ander, 5, 20)):
        rij(*goed)
    rij(huis, 5, None, "ingetrokken")
    migratie.nog_niet_tegelijk(apps, None)
    tweede, derde = rij(huis, 5, 8), rij(huis, 20, 25)
    with pytest.raises(CommandError) as fout:
        migratie.nog_niet_tegelijk(apps, None)
    assert f"{lang} en {tweede}; {lang} en {derde}. De upgrade stopt" in str(fout.value)


@pytest.mark.clausule("Z-2.10")
def test_the_rule_says_on_which_day_the_home_is_free():
    def melding(*eerder):
        gevonden = woning_bewoond_belemmeringen(ingangsdatum=INGANG, eerder=eerder)
        return gevonden[0].melding if gevonden else ""

    assert melding() == melding((date(2023, 1, 1), INGANG)) == melding((INGANG + DAG, INGANG)) == ""
    assert "tot en met 1 juli 2024" in melding((date(2023, 1, 1), INGANG + DAG))
    assert "nog verhuurd" in melding((date(2023, 1, 1), INGANG + DAG), (date(2022, 1, 1), None))


def test_a_contract_begins_after_the_tenancy_before_it(toneel: Toneel):
    """Made and corrected: both say on which field, before the database has to."""
    oud = toneel.lopend()
    Huurovereenkomst.objects.update(status="beeindigd", beeindigd_op=EINDE)
    Aanbieding.objects.update(woning_vrij_op=AANBOD)
    assert vers(oud).woning == oud.aanbieding.woning
    traject = toneel.zoekend("Ander Mens")
    aanbod = toneel.aanbod(traject, oud.woning)
    verloop.geaccepteerd(op=JA, aanbieding=aanbod.sleutel, consulent=toneel.consulent)

    def opmaken(dag: date) -> Huurovereenkomst:
        return verloop.contract_opgemaakt(op=dag, traject=traject.sleutel, ingangsdatum=dag, consulent=toneel.consulent)

    with pytest.raises(RegelGeschonden, match="tot en met 30 juni 2026") as fout, teruggedraaid():
        opmaken(EINDE - DAG)
    assert fout.value.belemmeringen[0].veld == "ingangsdatum"
    nieuw = opmaken(EINDE)
    with clock.klok_op(EINDE), pytest.raises(RegelGeschonden, match="tot en met 30 juni 2026"):
        services.ingangsdatum_verbeteren(
            contract=nieuw.sleutel, datum=EINDE - DAG, reden=Correctiereden.VERTYPT, namens=toneel.consulent
        )
