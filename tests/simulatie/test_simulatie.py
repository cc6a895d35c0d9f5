"""Five years of random trajecten against the oracle: 0 duties missed, 0 early, 0 double (S5, S5b, S6, S7, F7, F9).

One world has a fixed seed, one a random seed that is printed. The message of a failure tells the
life of the traject that differs most, and how to play that world again. Seen to fail: test_sabotage.py.
"""

from __future__ import annotations

import random
import time

import pytest

from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from tests.omvang import is_vol
from tests.simulatie.conftest import VAST
from tests.simulatie.draaien import POST, Uitkomst
from tests.simulatie.ladder import LADDER, PLICHTEN
from tests.simulatie.orakel import Orakel
from tests.simulatie.vergelijken import Verschillen
from tests.simulatie.verslag import Gebeurd

pytestmark = pytest.mark.traag
KLEIN, VOL = 4, 500
#: mails per person in a week in which there is any (U22)
RUSTIG = 5
#: in a world this big every kind of duty comes by, but for one that is rare; all worlds together know them all
VEEL, ZELDZAAM = 80, 1
#: nobody plays these; their own tests stand in tests/aanmelding (links, vier_ogen, adviseren, voorwaarde) and
#: tests/woningen (nee, reageren) and tests/evaluatie (laatste_huurdag)
ELDERS = {"link_sturen", "besluit_bevestigen", "advies_geven", "nee_bespreken", "instemming_bespreken"}
ELDERS |= {"voorwaarde_zorg_zoeken", "voorwaarde_beantwoorden", "reageertijd_voorbij", "meterkastkaart"}
ELDERS |= {"omklappen", "opstap_afronden", "woning_vinden", "woning_terug"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Who asks for one world, or for a big one, gets one."""
    if "welke" in metafunc.fixturenames:
        een = metafunc.config.getoption("--zaad") or is_vol()
        metafunc.parametrize("welke", ["vast"] if een else ["vast", "toeval"])


@pytest.mark.clausule("I-1", "I-25", "Z-2.15", "Z-9.2", "Z-9.3", "Z-12.1")
def test_in_five_years_no_duty_is_missed_early_or_double(beleef, rondes, noteer, request, welke):
    gevraagd = request.config.getoption("--zaad")
    zaad = gevraagd or (VAST if welke == "vast" else random.SystemRandom().randrange(10**9))
    aantal = request.config.getoption("--aantal") or rondes(KLEIN, VOL)
    print(f"\nzaad {zaad}, {aantal} trajecten", flush=True)
    begin = time.monotonic()

    uitkomst, verschillen = beleef(zaad, aantal)

    gemeten = cijfers(uitkomst, verschillen)
    seconden = round(time.monotonic() - begin)
    ontbreekt = _ontbreekt(verschillen.orakel)
    print("kwam niet langs:", ", ".join(ontbreekt) or "niets", flush=True)
    noteer(
        "simulatie",
        deel=f"wereld {zaad}",
        zaad=zaad,
        trajecten=aantal,
        seconden=seconden,
        kwam_niet_langs=", ".join(ontbreekt),
        **gemeten,
    )
    assert not verschillen.zijn_er, str(verschillen)
    assert gemeten["mails_per_week_mediaan"] <= RUSTIG
    assert gemeten["keren_dat_iets_wachtte"] or zaad != VAST
    assert gemeten["keren_dat_anderen_later_hoorden"] or zaad != VAST
    assert len(ontbreekt) <= (ZELDZAAM if aantal >= VEEL else len(PLICHTEN) // 2 if zaad == VAST else len(PLICHTEN)), (
        ontbreekt
    )


def cijfers(uitkomst: Uitkomst, verschillen: Verschillen) -> dict[str, int]:
    """What was lived through, and what was wrong with it."""
    orakel, per_week = verschillen.orakel, POST.per_week()
    plichten = [p for staan in orakel.plichten.values() for p in staan.values()]
    return {
        "plichten": len(plichten),
        "berichten": len(orakel.mails),
        "mails": len(POST.op),
        "mails_per_week_mediaan": per_week[len(per_week) // 2],
        "mails_per_week_hoogste_5_procent": per_week[len(per_week) * 95 // 100],
        "keren_dat_iets_wachtte": _keren(orakel, "wacht"),
        "keren_dat_anderen_later_hoorden": _keren(orakel, "uitstel"),
        "rondes_van_de_tik": uitkomst.tikken,
        "dagen_zonder_tik": uitkomst.storingsdagen,
        "werkers_gestorven": uitkomst.sterfgevallen,
        "vensters_bewaakt_op_dagen": uitkomst.bewaakt,
        **verschillen.cijfers,
    }


def _keren(orakel: Orakel, wat: str) -> int:
    daden = [r for r in orakel.verslag.regels if isinstance(r, Gebeurd) and r.wat == wat]
    return sum(daad.gegevens["tot"] is not None for daad in daden)


def _ontbreekt(orakel: Orakel) -> list[str]:
    """The kinds of duty that nobody got, and the rungs that nobody climbed: what this world proves nothing of."""
    soorten = {p.eis.soort for staan in orakel.plichten.values() for p in staan.values()}
    treden = {f"termijn_{trap}" for trap, _ in LADDER} - {m.soort for m in orakel.mails}
    return sorted((PLICHTEN.keys() - soorten - ELDERS) | treden)


def test_the_table_by_hand_knows_every_kind_of_duty():
    """What is missing there, no world can miss."""
    assert PLICHTEN.keys() == TERMIJNSOORTEN.keys()


def test_the_oracle_shares_no_code_with_what_it_judges():
    """It may know the words and the clauses, never the rules."""
    import ast
    from pathlib import Path

    for naam in ("orakel", "daden", "dossier", "overnemen", "uitstel", "ladder", "verslag"):
        boom = ast.parse(Path(__file__).with_name(f"{naam}.py").read_text())
        bronnen = {k.module or "" for k in ast.walk(boom) if isinstance(k, ast.ImportFrom)}
        bronnen |= {n.name for k in ast.walk(boom) if isinstance(k, ast.Import) for n in k.names}
        assert [b for b in bronnen if b.startswith(("opstap", "aanmelding", "woningen", "evaluatie", "django"))] == []
