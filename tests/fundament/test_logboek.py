"""The log is only added to, sealed afterwards, and says no name (law 9)."""

from __future__ import annotations

import json
import threading
import time
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from opstap import clock
from opstap.logboek.models import Gebeurtenis, Inzage, Zegel
from opstap.logboek.services import (
    breuken_in_de_keten,
    gebeurtenis_vastleggen,
    inzage_vastleggen,
    logboek_verzegelen,
)
from opstap.partners.namens import SYSTEEM
from opstap.sql import ALLEEN_TOEVOEGEN
from opstap.trajecten.services import handeling_boeken


def _regels(aantal: int) -> list[Gebeurtenis]:
    for i in range(aantal):
        gebeurtenis_vastleggen(soort="mdo_gepland", namens=SYSTEEM, gegevens={"datum": f"2026-03-{i + 1:02d}", "a": i})
    return list(Gebeurtenis.objects.order_by("pk"))


def _zonder_verdediging(tabel: str, sql: str, *waarden: Any) -> None:
    """What somebody with the rights of the database owner can do: take the trigger away and write."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{tabel}_geen_update"')
        else:
            cursor.execute(f'DROP TRIGGER "{tabel}_alleen_toevoegen" ON "{tabel}"')
        cursor.execute(sql, waarden)


@pytest.mark.parametrize(("model", "veld"), [(Gebeurtenis, "soort"), (Inzage, "soort"), (Zegel, "hash")])
def test_the_database_refuses_to_change_a_line(db, model: Any, veld: str) -> None:
    _regels(1)
    inzage_vastleggen(soort="traject", namens=SYSTEEM, traject=uuid4())
    logboek_verzegelen()
    with pytest.raises(DatabaseError, match=ALLEEN_TOEVOEGEN), transaction.atomic():
        model.objects.update(**{veld: "anders"})
    with pytest.raises(DatabaseError, match=ALLEEN_TOEVOEGEN), transaction.atomic():
        rij = model.objects.get()
        setattr(rij, veld, "anders")
        rij.save()
    assert getattr(model.objects.get(), veld) != "anders"


def test_the_database_refuses_to_change_a_besluit(regio, begin) -> None:
    from opstap.trajecten.enums import Besluitsoort
    from opstap.trajecten.services import besluit_nemen

    besluit = besluit_nemen(begin(regio), soort=Besluitsoort.MDO, uitkomst="blijft", namens=SYSTEEM)
    besluit.uitkomst = "anders"
    with pytest.raises(DatabaseError, match=ALLEEN_TOEVOEGEN), transaction.atomic():
        besluit.save()


def test_sealing_numbers_every_line_in_order_and_chains_it(db) -> None:
    regels = _regels(3)
    assert logboek_verzegelen() == 3
    zegels = list(Zegel.objects.order_by("nummer"))
    assert [(z.nummer, z.gebeurtenis) for z in zegels] == [(i + 1, r.pk) for i, r in enumerate(regels)]
    assert len({z.hash for z in zegels}) == 3
    assert list(breuken_in_de_keten()) == []


def test_sealing_again_changes_nothing_and_new_lines_continue_the_chain(db) -> None:
    _regels(2)
    logboek_verzegelen()
    voor = list(Zegel.objects.order_by("nummer").values())
    assert logboek_verzegelen() == 0
    assert list(Zegel.objects.order_by("nummer").values()) == voor
    _regels(1)
    assert logboek_verzegelen() == 1
    assert [z.nummer for z in Zegel.objects.order_by("nummer")] == [1, 2, 3]
    assert list(breuken_in_de_keten()) == []


def test_a_long_log_is_sealed_in_parts(db) -> None:
    _regels(5)
    assert [logboek_verzegelen(aantal=2) for _ in range(4)] == [2, 2, 1, 0]
    assert list(breuken_in_de_keten()) == []


@pytest.mark.parametrize(
    "veld, waarde",
    [("soort", "mdo_gehouden"), ("gegevens", json.dumps({"a": 99})), ("dag", "2020-01-01"), ("rol", "beheerder")],
)
def test_a_changed_line_is_found(db, veld: str, waarde: str) -> None:
    regels = _regels(3)
    logboek_verzegelen()
    _zonder_verdediging(
        "logboek_gebeurtenis", f"UPDATE logboek_gebeurtenis SET {veld} = %s WHERE id = %s", waarde, regels[1].pk
    )
    assert list(breuken_in_de_keten()) == [f"logregel {regels[1].pk} (zegel 2) is gewijzigd"]


def test_a_removed_line_is_found(db) -> None:
    regels = _regels(3)
    logboek_verzegelen()
    Gebeurtenis.objects.filter(pk=regels[0].pk).delete()
    assert list(breuken_in_de_keten()) == [f"logregel {regels[0].pk} (zegel 1) ontbreekt"]


def test_a_line_removed_with_its_seal_is_found_at_the_next_seal(db) -> None:
    regels = _regels(3)
    logboek_verzegelen()
    Gebeurtenis.objects.filter(pk=regels[1].pk).delete()
    Zegel.objects.filter(nummer=2).delete()
    assert list(breuken_in_de_keten()) == [f"logregel {regels[2].pk} (zegel 3) is gewijzigd"]


def test_a_resealed_line_breaks_the_chain_behind_it(db) -> None:
    """Someone who also writes a seal must rewrite every later one."""
    from opstap.logboek.services import _afdruk

    regels = _regels(3)
    logboek_verzegelen()
    _zonder_verdediging(
        "logboek_gebeurtenis", "UPDATE logboek_gebeurtenis SET rol = %s WHERE id = %s", "beheerder", regels[0].pk
    )
    vals = _afdruk("", Gebeurtenis.objects.get(pk=regels[0].pk))
    _zonder_verdediging("logboek_zegel", "UPDATE logboek_zegel SET hash = %s WHERE nummer = 1", vals)
    assert list(breuken_in_de_keten()) == [f"logregel {regels[1].pk} (zegel 2) is gewijzigd"]


def test_two_sealers_at_once_make_one_chain_and_neither_fails(transactional_db) -> None:
    """Seen to fail without the catch of IntegrityError: the second tick then stopped with an error."""
    _regels(4)
    uitslag: list[Any] = []

    def verzegel() -> None:
        try:
            uitslag.append(logboek_verzegelen())
        except Exception as fout:
            uitslag.append(fout)
        finally:
            connection.close()

    draad = threading.Thread(target=verzegel)
    with transaction.atomic():
        eerste = logboek_verzegelen()
        draad.start()
        time.sleep(0.3)
    draad.join(10)
    assert (eerste, uitslag) == (4, [0])
    assert [z.nummer for z in Zegel.objects.order_by("nummer")] == [1, 2, 3, 4]
    assert list(breuken_in_de_keten()) == []


def test_a_line_says_who_on_whose_behalf_and_when_in_both_times(regio, begin) -> None:
    traject, namens = begin(regio), regio.namens(regio.begeleider)
    voor = clock.echt_nu()
    with clock.klok_op(date(2026, 5, 4)):
        gebeurtenis_vastleggen(soort="mdo_gepland", namens=namens, traject=traject.sleutel, clausule="Z-13.2")
    regel = Gebeurtenis.objects.get()
    assert (regel.gebruiker, regel.organisatie, regel.rol) == (
        regio.begeleider.sleutel,
        regio.zorg.sleutel,
        "begeleider",
    )
    assert (regel.dag, regel.clausule, regel.gegevens) == (date(2026, 5, 4), "Z-13.2", {})
    assert voor <= regel.op <= clock.echt_nu()


def test_the_log_holds_no_name_and_has_no_foreign_key(regio, begin, proef) -> None:
    traject = begin(regio, naam="Kanarie Vogelzang")
    handeling_boeken(traject, namens=regio.namens(regio.begeleider), soort="aanmelding_begonnen")
    alles = json.dumps(list(Gebeurtenis.objects.values()), default=str)
    assert [w for w in ("Kanarie", "Vogelzang", "1999-04-05", "voorbeeld.invalid") if w in alles] == []
    assert [f.name for m in (Gebeurtenis, Inzage, Zegel) for f in m._meta.fields if f.is_relation] == []


def test_the_log_outlives_the_traject(regio, begin, proef) -> None:
    traject = begin(regio)
    handeling_boeken(traject, namens=SYSTEEM, soort="aanmelding_begonnen")
    traject.delete()
    assert [r.traject for r in Gebeurtenis.objects.all()] == [traject.sleutel]
