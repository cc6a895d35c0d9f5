"""What each answer does, and whose word it is; the same table stands in docs/verklaringen.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from opstap.protocol.bijsturen import instemming_belemmeringen
from opstap.protocol.verklaringen import Uitspraak, Zegt, delen_belemmeringen, mag_delen, versturen_belemmeringen
from opstap.protocol.verklaringsoorten import (
    Verklaringsoort,
    antwoord_belemmeringen,
    gevolg,
    gevolgen,
    wie_zegt,
)
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging

S, JA, NEE, TERUG = Verklaringsoort, Zegt.JA, Zegt.NEE, Zegt.TREKT_IN
DAG = date(2026, 1, 5)
CURATOR = Vertegenwoordiging.CURATOR
DOCS = Path(__file__).parents[2] / "docs" / "verklaringen.md"
#: What can be refused. The others are facts: somebody was told something, or was talked with.
TE_WEIGEREN = {S.INSTEMMING_PARTIJEN, S.AKKOORD_KANDIDAAT, S.VERKLARING_ZORG, S.INSTEMMING_DELEN}


@pytest.mark.clausule("I-10")
@pytest.mark.parametrize("soort", list(S))
def test_knowing_cannot_be_refused_and_agreeing_can(soort: S) -> None:
    kan = {zegt for zegt in Zegt if gevolg(soort=soort, zegt=zegt) is not None}
    assert kan == ({JA, NEE, TERUG} if soort in TE_WEIGEREN else {JA})
    assert [z for z in Zegt if not antwoord_belemmeringen(soort=soort, zegt=z)] == [z for z in Zegt if z in kan]


@pytest.mark.clausule("Z-20.4", "Z-12.9", "Z-8.6")
@pytest.mark.parametrize("soort", sorted(TE_WEIGEREN))
def test_a_nee_says_what_stops_and_what_stays_and_taking_back_does_the_same(soort: S) -> None:
    nee = gevolg(soort=soort, zegt=NEE)
    assert nee is not None and nee.doet and nee.blijft
    assert gevolg(soort=soort, zegt=TERUG) == nee


def test_the_table_in_the_docs_says_what_the_rule_says() -> None:
    """Seen to fail with one word changed in the rule."""
    rijen = [
        f"| {soort.label} | {bij} | {wat.doet} | {wat.blijft} |" for soort in S for bij, wat in gevolgen(soort=soort)
    ]
    in_docs = [regel for regel in DOCS.read_text(encoding="utf-8").splitlines() if regel.startswith("| ")]
    assert in_docs[2:] == rijen


@pytest.mark.clausule("Z-2.6")
@pytest.mark.parametrize(
    ("soort", "door", "wie"),
    [
        (S.AKKOORD_KANDIDAAT, None, "de kandidaat"),
        (S.AKKOORD_KANDIDAAT, CURATOR, "de curator, namens de kandidaat"),
        (S.INSTEMMING_DELEN, CURATOR, "de curator, namens de huurder"),
        (S.VERKLARING_ZORG, None, "de zorgorganisatie"),
    ],
)
def test_under_curatele_the_word_is_the_curators(soort: S, door: Vertegenwoordiging | None, wie: str) -> None:
    assert wie_zegt(soort=soort, door=door) == wie


@pytest.mark.clausule("Z-2.6", "Z-8.6")
def test_a_nee_of_the_curator_is_told_as_his() -> None:
    (bezwaar,) = versturen_belemmeringen(laatste=Uitspraak(NEE, None, DAG, CURATOR))
    assert bezwaar.melding.startswith("De curator, namens de kandidaat, zei nee")


@pytest.mark.clausule("Z-20.4", "Z-2.8")
@pytest.mark.parametrize(
    ("zegt", "vraagt_nieuw", "kan_delen", "gaat_weg"),
    [
        (None, True, True, True),
        (JA, True, True, True),
        (NEE, True, False, False),
        (TERUG, True, False, False),
        (NEE, False, False, True),
    ],
)
def test_after_a_nee_nothing_new_is_asked_and_not_asked_never_blocks(
    zegt: Zegt | None, vraagt_nieuw: bool, kan_delen: bool, gaat_weg: bool
) -> None:
    laatste = Uitspraak(zegt, None, DAG) if zegt else None
    assert mag_delen(laatste=laatste) is kan_delen
    assert (not delen_belemmeringen(laatste=laatste, vraagt_nieuw=vraagt_nieuw)) is gaat_weg


@pytest.mark.clausule("Z-12.9", "I-10")
@pytest.mark.parametrize(
    ("zegt", "woorden"), [(None, "nog niet ingestemd"), (JA, ""), (NEE, "wil niet"), (TERUG, "sinds 5 januari 2026")]
)
def test_without_a_ja_of_the_huurder_nothing_of_an_evaluatie_is_shared(zegt: Zegt | None, woorden: str) -> None:
    bezwaren = instemming_belemmeringen(laatste=Uitspraak(zegt, None, DAG) if zegt else None)
    assert bool(bezwaren) is (zegt is not JA)
    assert all(woorden in b.melding for b in bezwaren)
