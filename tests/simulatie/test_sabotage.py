"""The simulator can fail: each of these breaks Opstap the way a hurried hand would, and the oracle sees it.

Two of them, drawn at random, in every run; all of them in `manage.py beproef simulatie --omvang vol`.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from evaluatie.services import begeleiding, evaluaties, voorstellen
from opstap import clock, werk
from opstap.post.services import verzenden
from opstap.post.services.adresboek import Adresboek
from opstap.protocol import aanzegging, aanzegladder, besluittermijn, contract, evalueren, termijnen, uitstellen
from opstap.protocol.datums import plus_maanden
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Trap
from opstap.regelingen.models import RegelingVersie
from opstap.regelingen.presets import preset
from opstap.termijnen import herinneren, services, uitstel
from opstap.termijnen.querysets import TermijnstapQuerySet
from tests.omvang import is_vol
from tests.simulatie import thuis
from tests.simulatie.conftest import VAST

pytestmark = pytest.mark.traag
Zaag = Callable[[pytest.MonkeyPatch], None]


def alleen_vandaag(mp: pytest.MonkeyPatch) -> None:
    """Due is `== today` instead of `<= now`."""
    echt = werk.WerkQuerySet.uitvoerbaar

    def uitvoerbaar(self: Any, *, dienst_nu: Any, echt_nu: Any) -> Any:
        begin = clock.lokaal_moment(dienst_nu.date())
        return echt(self, dienst_nu=dienst_nu, echt_nu=echt_nu).filter(uitvoeren_vanaf__gte=begin)

    mp.setattr(werk.WerkQuerySet, "uitvoerbaar", uitvoerbaar)


def maanden_aan_een_keten(mp: pytest.MonkeyPatch) -> None:
    """31 January + 1 month + 1 month = 28 March."""

    def keten(datum: Any, aantal: int) -> Any:
        for _ in range(abs(aantal)):
            datum = plus_maanden(datum, 1 if aantal > 0 else -1)
        return datum

    for module in (aanzegging, aanzegladder, besluittermijn, contract, evalueren):
        mp.setattr(module, "plus_maanden", keten)


def een_tree_te_weinig(mp: pytest.MonkeyPatch) -> None:
    """Nobody is told on the day of an evaluatie itself."""
    soort = TERMIJNSOORTEN["evaluatie_houden"]
    mp.setitem(TERMIJNSOORTEN, soort.code, dataclasses.replace(soort, stappen=(-14, -3, 1, 7)))


def eerst_afvinken(mp: pytest.MonkeyPatch) -> None:
    """Mail is marked as done before it is sent."""

    def verwerk(rijen: Any, doe: Any, *, aantal: int = 100, los: bool = False) -> int:
        for gedaan in range(aantal):
            if not (genomen := rijen.claim(aantal=1)):
                return gedaan
            genomen[0]._voltooien()
            try:
                with transaction.atomic():
                    doe(genomen[0])
            except Exception:
                continue
        return aantal

    mp.setattr(verzenden, "verwerk", verwerk)


def zonder_sleutel(mp: pytest.MonkeyPatch) -> None:
    """A mail has no unique key of its own: putting it out twice makes two."""
    echt = herinneren.berichten_klaarzetten

    def twee_keer(meldingen: Any) -> Any:
        onverhoord = {m.sleutel for m in echt(meldingen)}
        echt([dataclasses.replace(m, sleutel=f"{m.sleutel}:nog-een") for m in meldingen])
        return [m for m in meldingen if m.sleutel in onverhoord]

    mp.setattr(herinneren, "berichten_klaarzetten", twee_keer)


def verkeerde_regeling(mp: pytest.MonkeyPatch) -> None:
    """What Apeldoorn does not say is taken from Zutphen."""
    zutphen = preset("zutphen-2024").parameters
    echt = RegelingVersie.__dict__["parameters"].func

    def aangevuld(self: RegelingVersie) -> Any:
        eigen = echt(self)
        leeg = {"besluittermijn_dagen", "besluit_streef_maanden", "besluit_uiterlijk_maanden"}
        return dataclasses.replace(
            eigen, **{naam: getattr(zutphen, naam) for naam in leeg if getattr(eigen, naam) is None}
        )

    mp.setattr(RegelingVersie, "parameters", property(aangevuld))


def venster_een_dag_langer(mp: pytest.MonkeyPatch) -> None:
    """The day that is a month before the end still counts."""
    mp.setattr(termijnen, "aanzegging_voor", lambda einde: aanzegging.aanzegging_voor(einde) + timedelta(days=1))


def blijft_open_na_afsluiten(mp: pytest.MonkeyPatch) -> None:
    """What is no longer asked does not lapse, at the closing of a traject neither."""
    echt = services._afdoen

    def afdoen(rij: Any, *, op: Any = None, vervallen: bool = False) -> None:
        if not vervallen:
            echt(rij, op=op)

    mp.setattr(services, "_afdoen", afdoen)


def storing_slaat_over(mp: pytest.MonkeyPatch) -> None:
    """What was due while the sweep was away is left out."""

    def nog_te_doen(self: Any) -> Any:
        gisteren = clock.lokaal_moment(clock.vandaag()) - timedelta(days=1)
        return self.open().filter(termijn__status="open", uitvoeren_vanaf__gte=gisteren)

    mp.setattr(TermijnstapQuerySet, "nog_te_doen", nog_te_doen)


def alles_na_een_storing(mp: pytest.MonkeyPatch) -> None:
    """After an outage every missed reminder is sent, all at once."""
    mp.setattr(herinneren, "_laatste_treden", lambda rijen: {})


def iedereen_hoort_het(mp: pytest.MonkeyPatch) -> None:
    """The contact person is forgotten: the whole pool gets the mail."""
    mp.setattr(Adresboek, "contactpersoon", lambda *_: None)


def telt_vanaf_de_sleutel(mp: pytest.MonkeyPatch) -> None:
    """Every evaluatie counts from the ingebruikname instead of the first one only."""
    echt = evalueren.evaluatieplan

    def plan(*, ingebruikname: Any, **woorden: Any) -> Any:
        return echt(ingebruikname=ingebruikname, **{**woorden, "ingangsdatum": ingebruikname})

    mp.setattr(evaluaties, "evaluatieplan", plan)


def niemand_klimt(mp: pytest.MonkeyPatch) -> None:
    """The ladder never reaches the team lead."""
    echt = termijnen.stappen
    mp.setattr(services, "stappen", lambda **w: [s for s in echt(**w) if s.trap is not Trap.TEAMLEIDER])


def laat_geboren_is_vrij(mp: pytest.MonkeyPatch) -> None:
    """A duty that is already late when it is written down reminds nobody."""
    mp.setattr(services, "nog_te_gaan", lambda *, ladder, vandaag, **_: [s for s in ladder if s.dag >= vandaag])


def wacht_niet(mp: pytest.MonkeyPatch) -> None:
    """Who lets a duty wait is reminded all the same."""
    echt = termijnen.nog_te_gaan
    mp.setattr(services, "nog_te_gaan", lambda *, wacht_tot, **w: echt(**w))


def wacht_voor_altijd(mp: pytest.MonkeyPatch) -> None:
    """What may wait is never heard of again."""
    echt = termijnen.nog_te_gaan
    mp.setattr(services, "nog_te_gaan", lambda *, wacht_tot, **w: [] if wacht_tot else echt(**w))


def uitstel_telt_niet(mp: pytest.MonkeyPatch) -> None:
    """Who puts off what others hear, is told that it is so, and they hear all the same."""
    mp.setattr(uitstel, "hoort_op", lambda *, dag, **_: dag)


def uitstel_zonder_einde(mp: pytest.MonkeyPatch) -> None:
    """What was put off once is never told any more."""
    echt = uitstellen.hoort_op

    def nooit(*, uitgesteld_tot: Any, **w: Any) -> Any:
        return echt(uitgesteld_tot=uitgesteld_tot and uitgesteld_tot.replace(year=2060), **w)

    mp.setattr(uitstel, "hoort_op", nooit)


def niemand_neemt_over(mp: pytest.MonkeyPatch) -> None:
    """There was a yes, and on its day nothing happens."""
    mp.setattr("aanmelding.services.overdracht_laten_ingaan", lambda **_: None)


def gemist_telt_niet(mp: pytest.MonkeyPatch) -> None:
    """An evaluatie that nobody holds is late for ever, and never counts as missed."""
    mp.setattr(voorstellen, "gemist_sinds", lambda evaluaties: {})


def opname_schuift_het_plan(mp: pytest.MonkeyPatch) -> None:
    """Who is away for a while gets the evaluaties of that time later: the plan moves and nobody asked for it."""
    echt = begeleiding.opname_vastleggen

    def opname(**woorden: Any) -> Any:
        rij = echt(**woorden)
        for evaluatie in begeleiding.evaluaties_erin(rij):
            evaluatie.gepland_op += timedelta(days=1)
            evaluatie.save()
        return rij

    mp.setattr(thuis, "opname_vastleggen", opname)


#: sabotage -> the head under which the oracle says so, and a world in which it makes a difference
SABOTAGES: dict[Zaag, tuple[str, int]] = {
    alleen_vandaag: ("gemist", VAST),
    maanden_aan_een_keten: ("verkeerd", 101),
    een_tree_te_weinig: ("gemist", VAST),
    eerst_afvinken: ("gemist", VAST),
    zonder_sleutel: ("dubbel", VAST),
    verkeerde_regeling: ("verkeerd", VAST),
    venster_een_dag_langer: ("verkeerd", VAST),
    blijft_open_na_afsluiten: ("open_na_sluiten", VAST),
    storing_slaat_over: ("gemist", VAST),
    alles_na_een_storing: ("dubbel", VAST),
    iedereen_hoort_het: ("verkeerd", VAST),
    telt_vanaf_de_sleutel: ("verkeerd", VAST),
    niemand_klimt: ("gemist", VAST),
    laat_geboren_is_vrij: ("gemist", VAST),
    wacht_niet: ("te_vroeg", VAST),
    wacht_voor_altijd: ("gemist", VAST),
    uitstel_telt_niet: ("te_vroeg", VAST),
    uitstel_zonder_einde: ("gemist", VAST),
    niemand_neemt_over: ("gemist", 599),
    gemist_telt_niet: ("gemist", VAST),
    opname_schuift_het_plan: ("verkeerd", VAST),
}
KLEIN, WERELDEN = 4, 4


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Full size: each on its own. Small: one out of either half."""
    alle = list(SABOTAGES)
    groepen = [[s] for s in alle] if is_vol() else [alle[::2], alle[1::2]]
    metafunc.parametrize("keuze", groepen, ids=[g[0].__name__ if is_vol() else f"een van {len(g)}" for g in groepen])


def test_every_sabotage_is_seen(beleef, monkeypatch, keuze):
    """In a small world it may make no difference; then in the next one."""
    sabotage = random.SystemRandom().choice(keuze)
    print(f"\nsabotage {sabotage.__name__}: {sabotage.__doc__}", flush=True)
    sabotage(monkeypatch)
    kop, zaad = SABOTAGES[sabotage]

    gezien = []
    for volgende in range(zaad, zaad + WERELDEN):
        # for each world, not for all of them; a big one on a busy machine takes its time
        faulthandler.dump_traceback_later(3600 if is_vol() else 600, exit=True, file=sys.__stderr__)
        with transaction.atomic():
            gezien.append(beleef(volgende, KLEIN)[1].cijfers)
            transaction.set_rollback(True)
        print(volgende, gezien[-1], flush=True)
        if gezien[-1][kop]:
            return

    pytest.fail(f"{sabotage.__name__} viel niet op: {gezien}")
