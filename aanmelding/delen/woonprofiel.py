"""Which home and which place somebody looks for: five answers, and what the home must have, without a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from aanmelding.delen.basis import Deel, Regels, Snapshot, verstuurd
from aanmelding.models import Aanmelding, Woonfactorrij, Woonprofiel
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.passen import Woonvraag
from opstap.protocol.woonprofiel import (
    Hulpplek,
    Lotgenoten,
    Nabijheid,
    Perspectief,
    Samen,
    Woonfactor,
    Woonwensen,
    richtingen,
)

CODE = "woonprofiel"
#: In the order of C-11: first the person, then care.
VRAGEN = (
    ("perspectief", Perspectief, "Wat zoekt de kandidaat nu?"),
    ("samen", Samen, "Hoe wil de kandidaat wonen?"),
    ("lotgenoten", Lotgenoten, "Wonen in de buurt van anderen die begeleiding krijgen?"),
    ("nabijheid", Nabijheid, "Moet de woning dicht bij de hulp zijn?"),
    ("hulpplek", Hulpplek, "Waar kan de hulp komen?"),
)


def woonwensen(aanmelding: Aanmelding) -> Woonwensen:
    rij = Woonprofiel.objects.filter(aanmelding=aanmelding).first()
    return _uit_codes({naam: getattr(rij, naam) for naam, _, _ in VRAGEN}) if rij else Woonwensen()


def factorrijen(aanmelding: Aanmelding) -> list[Woonfactorrij]:
    """Those that count now, each with the day on which it was registered."""
    return sorted(
        Woonfactorrij.objects.filter(aanmelding=aanmelding, tot=None), key=lambda rij: _plek(Woonfactor(rij.factor))
    )


def _plek(factor: Woonfactor) -> int:
    return tuple(Woonfactor).index(factor)


def _uit_codes(codes: Snapshot) -> Woonwensen:
    antwoorden: dict[str, Any] = {naam: keuze(codes[naam]) for naam, keuze, _ in VRAGEN if codes.get(naam)}
    return Woonwensen(**antwoorden)


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    wensen = woonwensen(aanmelding)
    antwoorden = {naam: antwoord.value for naam, _, _ in VRAGEN if (antwoord := getattr(wensen, naam))}
    factoren = {rij.factor: rij.vanaf.isoformat() for rij in factorrijen(aanmelding)}
    inhoud = {**antwoorden, **({"factoren": factoren} if factoren else {})}
    return {CODE: inhoud} if inhoud else {}


def woonvragen(trajecten: Collection[int]) -> dict[int, Woonvraag]:
    """What was sent about the home, per traject; never what is still being changed (Z-20.7)."""
    return {traject: _vraag(inhoud) for traject, inhoud in verstuurd(CODE, trajecten).items()}


def _vraag(inhoud: Snapshot) -> Woonvraag:
    return Woonvraag(_uit_codes(inhoud), frozenset(map(Woonfactor, inhoud.get("factoren", {}))))


@regelt("Z-20.7", "C-18", "A-26")
def woonregels(snapshot: Snapshot) -> Regels:
    """A good description of home and place, for who looks for it; only what was answered."""
    inhoud = snapshot.get(CODE, {})
    wensen, factoren = _uit_codes(inhoud), inhoud.get("factoren", {})
    richting = ", ".join(richting.label for richting in richtingen(wensen=wensen))
    lijst = [
        f"{factor.label} (sinds {datum_voluit(date.fromisoformat(factoren[factor]))})"
        for factor in Woonfactor
        if factor in factoren
    ]
    regels = [
        *((vraag, antwoord.label) for naam, _, vraag in VRAGEN if (antwoord := getattr(wensen, naam))),
        *([("Richting", richting)] if richting else []),
        *([("Waar de woning aan moet voldoen", ", ".join(lijst))] if lijst else []),
    ]
    return regels or [("Welke woning past", "")]


WOONPROFIEL = Deel(
    code=CODE,
    titel=lambda traject: "Welke woning past?",
    waarom="Zo zoekt de corporatie een woning en een plek die bij de kandidaat passen.",
    gaat_over=lambda traject: "de woning die past, zoals de grootte en de plek",
    regels=lambda aanmelding: woonregels(_snapshot(aanmelding)),
    is_begonnen=lambda aanmelding: bool(_snapshot(aanmelding)),
    snapshot=_snapshot,
    corporatie=lambda aanmelding, snapshot: woonregels(snapshot),
    ziet_corporatie=lambda traject: ["welke woning en welke plek passen, zonder reden"],
)
