"""Neighbours: the huurder knows first, and nothing on paper without a yes."""

from __future__ import annotations

from datetime import date

import pytest

from opstap.protocol.buren import Buurtfunctie, bericht_belemmeringen, buurtpunt_belemmeringen, kaart_mag

INGANG, VANDAAG = date(2026, 3, 2), date(2026, 7, 1)


@pytest.mark.clausule("H-34", "H-35", "Z-14.15")
@pytest.mark.parametrize(
    ("op", "wist", "fout"),
    [
        (VANDAAG, VANDAAG, set()),
        (VANDAAG, INGANG, set()),
        (date(2026, 6, 30), VANDAAG, {"huurder_wist_op"}),
        (date(2026, 7, 2), VANDAAG, {"op"}),
        (date(2026, 3, 1), date(2026, 3, 1), {"op"}),
    ],
)
def test_de_huurder_weet_het_eerst(op, wist, fout):
    bezwaren = bericht_belemmeringen(op=op, huurder_wist_op=wist, ingangsdatum=INGANG, peildatum=VANDAAG)
    assert {b.veld for b in bezwaren} == fout


@pytest.mark.clausule("P-42", "H-35")
def test_zonder_ja_van_de_huurder_is_er_geen_kaart():
    assert [kaart_mag(huurder_akkoord_op=dag) for dag in (None, VANDAAG)] == [False, True]
    fouten = [
        {b.veld for b in buurtpunt_belemmeringen(huurder_akkoord_op=dag, peildatum=VANDAAG)}
        for dag in (None, VANDAAG, date(2026, 7, 2))
    ]
    assert fouten == [set(), set(), {"huurder_akkoord_op"}]
    assert not [f for f in Buurtfunctie if "zorg" in f.label or "begeleid" in f.label]
