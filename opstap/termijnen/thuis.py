"""The rows of the home page: under which head a duty stands, and which duties are one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Aard
from opstap.protocol.datums import datum_met_dag, datum_voluit, over_dagen
from opstap.protocol.werkdagen import datum_met_werkdag
from opstap.termijnen.mensen.houders import Toewijzing
from opstap.termijnen.models import Moment, Termijn
from opstap.termijnen.momenttekst import tijd_tekst
from opstap.trajecten.models import Concept

GROEPEN = (
    ("uiterst", "Uiterste datum: nog op tijd"),
    ("te_laat", "Te laat"),
    ("vandaag", "Vandaag"),
    ("deze_week", "Deze week"),
    ("later", "Later"),
    ("wacht", "Wacht tot een dag"),
    ("collega", "Door een collega opgepakt"),
)
#: What is asked now.
NU = ("uiterst", "te_laat", "vandaag", "deze_week")
_WEEK = timedelta(days=7)


def groep_van(termijn: Termijn, vandaag: date) -> str:
    dichtbij = termijn.datum < vandaag + _WEEK
    if termijn.wacht(vandaag):
        return "wacht"
    if termijn.vanaf is not None and termijn.vanaf > vandaag:
        return "later"
    if termijn.datum < vandaag:
        return "vandaag" if termijn.was_al_voorbij else "te_laat"
    if termijn.gaat_voor(vandaag) or (dichtbij and termijn.kind.is_te_halen(termijn.datum, vandaag)):
        return "uiterst"
    if termijn.datum == vandaag:
        return "vandaag"
    return "deze_week" if dichtbij else "later"


def een_daad(termijnen: Sequence[Termijn], wie: Mapping[int, Toewijzing], vandaag: date) -> list[list[Termijn]]:
    """What one act of one team does together, first the one that decides where it stands. What a colleague took, or
    what waits, is a line of its own: nothing that is asked now hides behind it."""

    samen: dict[object, list[Termijn]] = {}
    for termijn in termijnen:
        samen.setdefault(_daad(termijn, wie[termijn.pk], vandaag), []).append(termijn)
    return [sorted(rijen, key=lambda t: _hoe_dringend(t, vandaag)) for rijen in samen.values()]


def _hoe_dringend(termijn: Termijn, vandaag: date) -> tuple[int, bool, date]:
    codes = [code for code, _ in GROEPEN]
    return codes.index(groep_van(termijn, vandaag)), termijn.kind.aard is not Aard.UITERST, termijn.datum


def _daad(termijn: Termijn, wie: Toewijzing, vandaag: date) -> object:
    if not termijn.kind.daad or termijn.wacht(vandaag):
        return termijn.pk
    van_collega = wie.houder if wie.is_van_collega else None
    return termijn.traject_id, termijn.organisatie_id, termijn.rol, termijn.kind.daad, van_collega


def regel(termijnen: Sequence[Termijn], vandaag: date, *, met_organisatie: bool) -> dict[str, Any]:
    """One line; `ook`: the other dates of the same act."""
    termijn, *ook = termijnen
    return {
        "tekst": termijn.kind.tekst,
        "kenmerk": termijn.traject.kenmerk,
        "initialen": termijn.initialen,
        "url": termijn.url,
        "als_niet_url": reverse("als_niet", args=[termijn.traject.sleutel, termijn.sleutel]),
        "dagen": termijn.hoe_lang(vandaag),
        "datum_tekst": datum_met_werkdag(termijn.datum, vandaag),
        "is_te_laat": termijn.is_te_laat(vandaag),
        "aard_label": termijn.kind.aard.label,
        "ook": [_ook(ander, vandaag) for ander in ook],
        "organisatie": termijn.organisatie.naam if termijn.organisatie and met_organisatie else "",
    }


def _ook(termijn: Termijn, vandaag: date) -> str:
    dag = datum_met_werkdag(termijn.datum, vandaag)
    return f"{termijn.kind.aard.label} {dag}, {termijn.hoe_lang(vandaag)}"


def agendaregels(gebruiker: Gebruiker, vandaag: date) -> list[dict[str, Any]]:
    """The meetings of a week this person is invited to and may still know of, first what comes first."""
    vanaf, tot = clock.lokaal_moment(vandaag), clock.lokaal_moment(vandaag + _WEEK)
    momenten = Moment.objects.agenda_van(gebruiker, vanaf).filter(begin__lt=tot)
    rijen = [(m, m.begin.astimezone(clock.AMSTERDAM).date()) for m in momenten.select_related("traject__persoon")]
    return [
        {
            "tekst": moment.get_soort_display(),
            "kenmerk": moment.traject.kenmerk,
            "initialen": moment.traject.initialen,
            "url": reverse("traject", args=[moment.traject.sleutel]),
            "datum": dag,
            "datum_tekst": f"{datum_met_dag(dag)}, {tijd_tekst(moment)}",
            "aard_label": moment.get_plaats_display(),
        }
        for moment, dag in rijen
    ]


def conceptregels(gebruiker: Gebruiker, vandaag: date) -> list[dict[str, Any]]:
    """What lies half filled in with the own organisation, what goes first on top."""
    concepten = Concept.objects.voor(gebruiker).select_related("traject__persoon").order_by("bewaard_tot", "pk")
    return [
        {
            "tekst": concept.titel,
            "kenmerk": concept.traject.kenmerk,
            "initialen": concept.traject.initialen,
            "url": concept.pad,
            "dagen": over_dagen(concept.bewaard_tot, vandaag),
            "datum_tekst": datum_voluit(concept.bewaard_tot),
            "aard_label": "dan gaat dit weg",
            "wie_zin": "" if concept.gebruiker != gebruiker.sleutel else "u typte dit",
        }
        for concept in concepten
    ]
