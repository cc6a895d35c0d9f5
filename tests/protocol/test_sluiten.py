"""After the vaste contract zorg and gemeente stop at once; a waakvlam reads on for a while."""

from __future__ import annotations

from datetime import date

import pytest

from opstap.protocol.begrippen import Hoedanigheid as H
from opstap.protocol.parameters import ToegangNaOmzetting as T
from opstap.protocol.sluiten import toegang_tot

DAG, MORGEN, NAZORG = date(2028, 1, 10), date(2028, 1, 11), date(2028, 2, 21)


@pytest.mark.clausule("A-33", "I-37", "I-8")
@pytest.mark.parametrize(
    ("wie", "is_vast", "toegang", "tot"),
    [
        (H.BEGELEIDING, True, T.STOP, MORGEN),
        (H.BEGELEIDING, True, None, MORGEN),
        (H.BEGELEIDING, True, T.WAAKVLAM, NAZORG),
        (H.HERKOMST, True, T.WAAKVLAM, MORGEN),
        (H.WMO, True, T.WAAKVLAM, MORGEN),
        (H.VERHUURDER, True, T.STOP, NAZORG),
        (H.BEGELEIDING, False, T.STOP, NAZORG),
        (H.WMO, False, T.STOP, NAZORG),
    ],
)
def test_wie_tot_wanneer_meeleest(wie, is_vast, toegang, tot):
    assert toegang_tot(hoedanigheid=wie, is_vast=is_vast, toegang=toegang, gesloten_op=DAG) == tot
