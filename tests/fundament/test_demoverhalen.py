"""The stories of living in the demo can be told: one huurder with all of them, and the registers of the region."""

from __future__ import annotations

from datetime import date

from evaluatie.dossier import dossier
from evaluatie.models import Begeleidingswijziging, Buurtbericht, Opname
from evaluatie.register.models import Geschil, Knelpunt, Protocolafspraak, Protocolevaluatie
from opstap import clock
from opstap.demo import wonen
from opstap.demo.laden import streek_maken
from opstap.demo.registers import registers_vullen
from opstap.demo.verhalen import Verteller
from opstap.protocol.datums import plus_maanden
from opstap.protocol.evaluatiebegrippen import ItemOordeel

DAG = date(2026, 11, 30)


def test_two_years_of_living_and_the_registers_stand_in_the_demo(db) -> None:
    regio = streek_maken(begin=plus_maanden(DAG, -24), tot_jaar=DAG.year)
    verteller = Verteller(regio, DAG)
    weg = verteller.woont(verteller.maand(-18), evalueren=False, corporatie="beek")
    wonen.met_verloop(weg, DAG)
    wonen.weg_van_huis(verteller, weg)
    wonen.buren_weten_wie_ze_bellen(verteller, weg)
    registers_vullen(regio, DAG)

    with clock.klok_op(DAG):
        gehouden = dossier(weg.contract).gehouden
    minder = [sum(i.oordeel != ItemOordeel.GOED for i in e.items.all()) for e in gehouden]
    assert minder == [2, 2, 1, 1, 0, 0]
    assert {e.status for e in gehouden} == {"vastgesteld"}
    assert [m.objects.count() for m in (Begeleidingswijziging, Opname, Buurtbericht)] == [1, 1, 1]
    assert [m.objects.count() for m in (Knelpunt, Protocolevaluatie, Protocolafspraak, Geschil)] == [4, 2, 3, 2]
