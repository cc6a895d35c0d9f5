"""Invariants of the duties, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F

from opstap import clock
from opstap.protocol.fasen import fase
from opstap.protocol.termijnen import plan
from opstap.protocol.termijnsoorten import HOGER, Trap
from opstap.protocol.uitstellen import hoort_op, uitstel_hoogstens_tot, uitstelredenen
from opstap.termijnen.feiten import trajectfeiten
from opstap.termijnen.models import Moment, Overstap, Termijn, Termijnstap
from opstap.termijnen.vertraging.uitstellen import uitstelgrens
from opstap.trajecten.models import Traject


def plan_klopt() -> Iterator[str]:
    """The open rows of every traject are exactly the open duties of its plan."""
    peildatum = clock.vandaag()
    for traject in Traject.objects.niet_gewist().select_related("regelingversie").iterator(chunk_size=200):
        feiten = trajectfeiten(traject)
        gepland = {
            (t.soort, t.sleutel, t.datum)
            for t in plan(feiten=feiten, parameters=traject.regelingversie.parameters, peildatum=peildatum)
            if t.klaar_op is None
        }
        rijen = set(traject.termijnen.open().values_list("soort", "plek", "datum"))
        for soort, plek, datum in sorted(gepland - rijen):
            yield f"{traject}: termijn {soort} {plek} op {datum} ontbreekt"
        for soort, plek, datum in sorted(rijen - gepland):
            yield f"{traject}: termijn {soort} {plek} op {datum} hoort er niet te zijn"
        if traject.fase != fase(feiten=feiten, peildatum=peildatum):
            yield f"{traject}: fase {traject.fase} klopt niet met de feiten"


def gesloten_is_klaar() -> Iterator[str]:
    """A closed traject asks nothing of anybody and has no meeting to come; a done duty has no step that may go off."""
    for termijn in Termijn.objects.gevraagd().filter(traject__afgesloten_op__isnull=False).select_related("traject"):
        yield f"{termijn.traject}: afgesloten, maar {termijn.soort} staat nog open"
    for stap in (
        Termijnstap.objects.filter(klaar_op=None).exclude(termijn__status="open").select_related("termijn__traject")
    ):
        yield f"{stap.termijn.traject}: {stap.termijn.soort} is afgedaan, maar er staat nog een stap op {stap.dag}"
    na_het_einde = Moment.objects.gepland().filter(begin__date__gt=F("traject__afgesloten_op"))
    for moment in na_het_einde.select_related("traject"):
        yield f"{moment.traject}: afgesloten, maar er staat nog een {moment.get_soort_display()} gepland"


def wachten_eindigt() -> Iterator[str]:
    """What waits reminds nobody before its day, and the responsible on it; nothing waits past a hard date.

    From the second wait on who leads may hear before it.
    """
    vandaag = clock.vandaag()
    wachtend = Termijn.objects.open().filter(wacht_tot__gt=vandaag).select_related("traject")
    for termijn in wachtend.prefetch_related("stappen"):
        hoort = {Trap.ACTIE, *HOGER} if termijn.wacht_opnieuw else {Trap.ACTIE}
        dagen = {s.dag for s in termijn.stappen.all() if s.klaar_op is None and s.trap not in hoort}
        if not dagen or min(dagen) != termijn.wacht_tot:
            yield f"{termijn.traject}: {termijn.soort} wacht tot {termijn.wacht_tot}, maar herinnert op een andere dag"
        uiterste = Termijn.objects.uiterste_datum(termijn.traject_id)
        if uiterste is not None and termijn.wacht_tot > max(uiterste, vandaag):
            yield f"{termijn.traject}: {termijn.soort} wacht langer dan een uiterste datum"


def uitstel_eindigt() -> Iterator[str]:
    """Who stands above hears on the first day that may be, and nothing is put off longer or later than may be."""
    vandaag = clock.vandaag()
    uitgesteld = Termijn.objects.open().filter(uitgesteld_tot__isnull=False).select_related("traject", "organisatie")
    for termijn in uitgesteld.prefetch_related("stappen"):
        wat = f"{termijn.traject}: {termijn.soort} is uitgesteld tot en met {termijn.uitgesteld_tot}"
        for stap in (s for s in termijn.stappen.all() if s.klaar_op is None):
            dag = stap.uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date()
            hoort = hoort_op(dag=stap.dag, trap=Trap(stap.trap), uitgesteld_tot=termijn.uitgesteld_tot)
            if not hoort <= dag <= max(hoort, vandaag):
                yield f"{wat}, maar {stap.trap} hoort het op {dag}"
        if termijn.is_uitgesteld(vandaag):
            grens = uitstelgrens(termijn)
            if not uitstelredenen(soort=termijn.kind) or grens["ligt_vast"] or grens["eerst_op"] is None:
                yield f"{wat}, en dat kan niet bij deze taak"
            elif termijn.uitgesteld_tot > _langste(grens):
                yield f"{wat}, en dat is te lang"


def _langste(grens: dict[str, Any]) -> date:
    """A hard date that is past bounds the pause only from the day it is seen."""
    uiterste = max(grens["uiterste"], grens["peildatum"]) if grens["uiterste"] else None
    return uitstel_hoogstens_tot(peildatum=grens["peildatum"], uiterste=uiterste, eerst_op=grens["eerst_op"])


def niets_geparkeerd() -> Iterator[str]:
    """No step waits for a person because it kept failing: a date with effect in law may hang on it."""
    for stap in Termijnstap.objects.geparkeerd().select_related("termijn__traject"):
        reden = f"mislukt ({stap.geparkeerd_reden})"
        yield f"{stap.termijn.traject}: stap {stap.trap} van {stap.termijn.soort} op {stap.dag} {reden}"
    for overstap in Overstap.objects.geparkeerd().select_related("traject", "versie__regeling"):
        yield f"{overstap.traject}: overstap naar {overstap.versie} mislukt ({overstap.geparkeerd_reden})"


def iedereen_aan_zet() -> Iterator[str]:
    """Every open duty has an organisation that must do it."""
    for termijn in Termijn.objects.gevraagd().filter(organisatie=None).select_related("traject"):
        yield f"{termijn.traject}: niemand is verantwoordelijk voor {termijn.soort}"
