"""What a part of the form is. Who shows, sends or checks the form walks along the parts and knows none by name."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from aanmelding.models import Aanmelding, AanmeldVersie
from opstap.protocol.basis import Belemmering
from opstap.protocol.parameters import Parameters
from opstap.trajecten.models import Traject

Regels = list[tuple[str, str]]
#: Codes, dates and keys: no name, no number, no text.
Snapshot = dict[str, Any]


def verstuurd(code: str, trajecten: Collection[int]) -> dict[int, Snapshot]:
    """This part of what was sent last, per traject, in one query; empty where nothing of it was."""
    later = AanmeldVersie.objects.filter(aanmelding=OuterRef("aanmelding"), nummer__gt=OuterRef("nummer"))
    nieuwste = AanmeldVersie.objects.filter(~Exists(later), aanmelding__traject__in=trajecten)
    gevonden = dict(nieuwste.values_list("aanmelding__traject_id", f"snapshot__{code}"))
    return {traject: gevonden.get(traject) or {} for traject in trajecten}


def _alle_meldingen(gemist: Sequence[Belemmering]) -> str:
    return " ".join(b.melding for b in gemist)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    """`code` is also the name of its page, and the prefix of the fields it may miss, unless `velden` names others.

    A part that came after the first aanmeldingen were sent puts its snapshot under its own code, and nothing at all
    while it is empty: then what was sent before stays equal to what the form says.
    """

    code: str
    titel: Callable[[Traject], str]
    regels: Callable[[Aanmelding], Regels]
    is_begonnen: Callable[[Aanmelding], bool]
    #: "Waarom vragen we dit?" in one sentence, for who fills it in and for the kandidaat who reads it back.
    waarom: str = ""
    #: What it asks, in a letter to the kandidaat after "Wij willen nog iets weten over:". No word of the answer.
    gaat_over: Callable[[Traject], str]
    gevraagd: Callable[[Parameters], bool] = lambda parameters: True
    gemist: Callable[[Aanmelding], Sequence[Belemmering]] = lambda aanmelding: ()
    hint: Callable[[Sequence[Belemmering]], str] = _alle_meldingen
    #: What is answered and still worth a second look.
    waarschuwt: Callable[[Aanmelding], Sequence[Belemmering]] = lambda aanmelding: ()
    velden: tuple[str, ...] = ()
    snapshot: Callable[[Aanmelding], Snapshot] = lambda aanmelding: {}
    #: What the corporatie reads of it (law 6), and how the sender is told so beforehand.
    corporatie: Callable[[Aanmelding, Snapshot], Regels] = lambda aanmelding, snapshot: []
    ziet_corporatie: Callable[[Traject], Sequence[str]] = lambda traject: ()
    #: What she reads no sooner than where it is signed.
    ziet_bij_contract: Callable[[Aanmelding], Sequence[str]] = lambda aanmelding: ()
    #: Its name for who tests, where the title says more than she may know.
    naam_bij_toets: str = ""

    def vraagnaam(self, traject: Traject) -> str:
        """As it stands in a question of who tests."""
        return self.naam_bij_toets or self.titel(traject)

    def is_van(self, veld: str) -> bool:
        return veld.startswith(self.velden or (self.code,))


def deelversie(deel: Deel, aanmelding: Aanmelding) -> int:
    """A number of what this part says, shown or not: two colleagues on two parts are never in each other's way."""
    return zlib.crc32(json.dumps([deel.regels(aanmelding), deel.snapshot(aanmelding)]).encode()) % 10**9


def bij_criterium(criterium: int) -> Callable[[Parameters], bool]:
    """Asked only where the regeling tests it (law 6)."""
    return lambda parameters: criterium in (parameters.criteria or ())


def vraagt(traject: Traject, criterium: int) -> bool:
    """Does this regeling test the criterium, and so ask for its facts?"""
    return bij_criterium(criterium)(traject.regelingversie.parameters)
