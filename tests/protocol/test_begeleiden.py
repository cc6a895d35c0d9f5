"""Support at home: more, less, stopped, begun again; a while away; and what never follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opstap.protocol.begeleiden import (
    Begeleidingsfeit,
    Contactritme,
    Verandering,
    bewoont_belemmeringen,
    opname_belemmeringen,
    valt_erin,
    verandering_belemmeringen,
    vraagt_beoordeling,
)
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
INGANG, VANDAAG = date(2026, 3, 2), date(2026, 7, 1)
V, C = Verandering, Contactritme


def velden(nieuw: Begeleidingsfeit, vorige: Begeleidingsfeit | None = None, **anders) -> set[str]:
    gegevens = {"is_afgesproken": True, "ingangsdatum": INGANG, "peildatum": VANDAAG, "parameters": ZUTPHEN}
    return {b.veld for b in verandering_belemmeringen(nieuw=nieuw, vorige=vorige, **gegevens | anders)}


@pytest.mark.clausule("P-26", "P-34")
@pytest.mark.parametrize(
    ("nieuw", "vorige", "fout"),
    [
        (Begeleidingsfeit(V.MEER, VANDAAG, C.VAAK), None, set()),
        (Begeleidingsfeit(V.MEER, VANDAAG), None, {"ritme"}),
        (Begeleidingsfeit(V.MEER, date(2026, 3, 1), C.VAAK), None, {"vanaf"}),
        (Begeleidingsfeit(V.MEER, date(2027, 1, 2), C.VAAK), None, {"vanaf"}),
        (Begeleidingsfeit(V.MEER, VANDAAG, C.VAAK), Begeleidingsfeit(V.MINDER, VANDAAG, C.WEKELIJKS), set()),
        (Begeleidingsfeit(V.MEER, VANDAAG, C.WAAKVLAM), Begeleidingsfeit(V.MINDER, INGANG, C.WEKELIJKS), {"ritme"}),
        (Begeleidingsfeit(V.MINDER, VANDAAG, C.VAAK), Begeleidingsfeit(V.MEER, INGANG, C.WEKELIJKS), {"ritme"}),
        (Begeleidingsfeit(V.MINDER, VANDAAG, C.WEKELIJKS), Begeleidingsfeit(V.MEER, INGANG, C.WEKELIJKS), set()),
        (Begeleidingsfeit(V.MEER, VANDAAG, C.VAAK), Begeleidingsfeit(V.MEER, date(2026, 8, 1), C.VAAK), {"vanaf"}),
        (Begeleidingsfeit(V.GESTOPT, VANDAAG), Begeleidingsfeit(V.MEER, INGANG, C.VAAK), set()),
        (Begeleidingsfeit(V.MEER, VANDAAG, C.VAAK), Begeleidingsfeit(V.GESTOPT, INGANG), {"soort"}),
        (Begeleidingsfeit(V.HERVAT, VANDAAG, C.WEKELIJKS), Begeleidingsfeit(V.AFGEROND, INGANG), set()),
        (Begeleidingsfeit(V.HERVAT, VANDAAG, C.WEKELIJKS), None, {"soort"}),
    ],
)
def test_zorg_schaalt_zonder_besluit_en_in_de_goede_volgorde(nieuw, vorige, fout):
    assert velden(nieuw, vorige) == fout


@pytest.mark.clausule("P-26", "A-5")
def test_iemand_sprak_het_af_en_uren_alleen_waar_de_regeling_die_vastlegt():
    nieuw = Begeleidingsfeit(V.MEER, VANDAAG, C.VAAK)
    assert velden(nieuw, is_afgesproken=False) == {"akkoord"}
    assert velden(replace(nieuw, uren=3)) == {"uren"}
    assert velden(replace(nieuw, uren=3), parameters=APELDOORN) == set()
    assert velden(replace(nieuw, uren=300), parameters=APELDOORN) == {"uren"}


@pytest.mark.clausule("P-34", "Z-11.6")
def test_alleen_te_vroeg_stoppen_vraagt_om_kijken_en_niets_stopt_de_huur():
    assert {v for v in V if vraagt_beoordeling(soort=v)} == {V.GESTOPT}


@pytest.mark.clausule("P-34")
@pytest.mark.parametrize(
    ("van", "verwacht", "terug", "fout"),
    [
        (VANDAAG, None, None, set()),
        (date(2026, 3, 1), None, None, {"weg_vanaf"}),
        (date(2027, 1, 2), None, None, {"weg_vanaf"}),
        (VANDAAG, date(2026, 6, 30), None, {"verwacht_tot"}),
        (VANDAAG, VANDAAG, None, set()),
        (VANDAAG, None, date(2026, 6, 30), {"terug_op"}),
        (date(2026, 6, 1), None, date(2026, 7, 2), {"terug_op"}),
        (date(2026, 6, 1), None, VANDAAG, set()),
    ],
)
def test_van_een_tijd_weg_kloppen_alleen_de_dagen(van, verwacht, terug, fout):
    bezwaren = opname_belemmeringen(
        van=van, verwacht_tot=verwacht, terug_op=terug, ingangsdatum=INGANG, peildatum=VANDAAG
    )
    assert {b.veld for b in bezwaren} == fout


@pytest.mark.clausule("P-34")
def test_wat_valt_in_de_tijd_dat_iemand_weg_is():
    def erin(dag, verwacht=None, terug=None):
        return valt_erin(dag=dag, van=VANDAAG, verwacht_tot=verwacht, terug_op=terug)

    dagen = [date(2026, 6, 30), VANDAAG, date(2026, 7, 10), date(2026, 8, 1), date(2026, 8, 2)]
    assert [erin(d) for d in dagen] == [False, True, True, True, False]
    assert [erin(d, date(2026, 7, 10)) for d in dagen] == [False, True, True, False, False]
    assert [erin(d, terug=date(2026, 7, 10)) for d in dagen] == [False, True, False, False, False]
    assert [len(bewoont_belemmeringen(bewoont=b)) for b in (True, False)] == [0, 1]
