"""A crowd at a small contingent: reserve, use, release, lower, and connections that break, all at one moment."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from opstap.errors import RegelGeschonden
from opstap.partners.namens import Namens
from tests.beproevingen.laatste_plek import tegelijk
from tests.woningen import verloop
from woningen.models import Aanbieding, Contingent, Contingentplaats

#: Places a traject can stand in, as this model names them, and what the database says then.
VRIJ, GERESERVEERD, GEBRUIKT = "vrij", "gereserveerd", "gebruikt"
_HOUDT = {"aangeboden": GERESERVEERD, "geaccepteerd": GEBRUIKT}


class Kapot(Exception):
    """The process died before it could say that it was done."""


@dataclass
class Boek:
    """What must be so, written down from what each thread said it did; it knows no rule of Opstap but the number."""

    totaal: int
    stand: dict[UUID, str]
    gedaan: Counter[str] = field(default_factory=Counter)
    fouten: list[str] = field(default_factory=list)

    @property
    def bezet(self) -> int:
        return sum(stand != VRIJ for stand in self.stand.values())


@dataclass(frozen=True)
class Zet:
    """One thing one thread does. `naar`: where its traject, or the number, stands when it went well."""

    wat: str
    doe: Callable[[], object]
    traject: UUID | None
    naar: str | int
    sterft: str = ""


def _sterven(doe: Callable[[], object], hoe: str) -> None:
    """Do it, and die before the commit: with an error, or with the line cut."""
    with transaction.atomic():
        doe()
        if hoe == "lijn":
            connection.connection.close()
        raise Kapot


@dataclass
class Gedrang:
    """`woningen`: the home of each traject. `verlaag(n)` sets the number of the year."""

    zaad: int
    op: date
    woningen: dict[UUID, UUID]
    consulent: Namens
    verlaag: Callable[[int], object]
    boek: Boek
    draden: int

    def speel(self, rondes: int) -> float:
        """Seconds. Stops at the first round after which the database says something else than the book."""
        begin, toeval = time.monotonic(), random.Random(self.zaad)
        for ronde in range(rondes):
            self._ronde(toeval)
            if self.boek.fouten:
                self.boek.fouten.append(f"ronde {ronde}, zaad {self.zaad}")
                break
        return round(time.monotonic() - begin, 1)

    def _ronde(self, toeval: random.Random) -> None:
        zetten = list(self._zetten(toeval))
        was = self.boek.totaal
        uitkomsten = tegelijk([zet.doe if not zet.sterft else partial(_sterven, zet.doe, zet.sterft) for zet in zetten])
        for zet, fout in zip(zetten, uitkomsten, strict=True):
            self._boeken(zet, fout)
        self._nakijken(max(was, self.boek.totaal))

    def _zetten(self, toeval: random.Random) -> Iterator[Zet]:
        """Who holds a place always takes part, one thread changes the number, the others ask for a place."""
        houders = [t for t, stand in self.boek.stand.items() if stand != VRIJ]
        anderen = [t for t, stand in self.boek.stand.items() if stand == VRIJ]
        aantal = toeval.choice([1, 2, 3, 3])
        yield Zet("verlagen", partial(self.verlaag, aantal), None, aantal, self._sterft(toeval))
        aanbod = dict(Aanbieding.objects.houdt_plaats().values_list("bemiddeling__traject__sleutel", "sleutel"))
        mee = houders + toeval.sample(anderen, self.draden - 1 - len(houders))
        toeval.shuffle(mee)
        for traject in mee:
            yield self._zet(traject, aanbod.get(traject), toeval)

    def _zet(self, traject: UUID, aanbieding: UUID | None, toeval: random.Random) -> Zet:
        sterft = self._sterft(toeval)
        if aanbieding is None:
            doe: Callable[[], object] = partial(
                verloop.woning_aangeboden,
                op=self.op, traject=traject, woning=self.woningen[traject], consulent=self.consulent,
            )  # fmt: skip
            return Zet("reserveren", doe, traject, GERESERVEERD, sterft)
        antwoord = {"op": self.op, "aanbieding": aanbieding, "consulent": self.consulent}
        if self.boek.stand[traject] == GERESERVEERD and toeval.random() < 0.5:
            return Zet("gebruiken", partial(verloop.geaccepteerd, **antwoord), traject, GEBRUIKT, sterft)
        return Zet("vrijgeven", partial(verloop.ingetrokken, **antwoord), traject, VRIJ, sterft)

    @staticmethod
    def _sterft(toeval: random.Random) -> str:
        return toeval.choices(["", "fout", "lijn"], [8, 1, 1])[0]

    def _boeken(self, zet: Zet, fout: BaseException | None) -> None:
        boek = self.boek
        if isinstance(fout, RegelGeschonden):
            boek.gedaan[f"{zet.wat}_geweigerd"] += 1
            if zet.wat not in {"reserveren", "verlagen"}:
                boek.fouten.append(f"{zet.wat}: {fout}")
        elif zet.sterft:
            boek.gedaan[f"{zet.wat}_gestorven"] += 1
        elif fout is not None:
            boek.fouten.append(f"{zet.wat}: {type(fout).__name__}: {fout}")
        else:
            boek.gedaan[zet.wat] += 1
            if zet.traject is None:
                boek.totaal = int(zet.naar)
            else:
                boek.stand[zet.traject] = str(zet.naar)

    def _nakijken(self, hoogst: int) -> None:
        """Never over, and every place is where the book says it is."""
        boek = self.boek
        houders = dict(Aanbieding.objects.houdt_plaats().values_list("bemiddeling__traject__sleutel", "status"))
        stand = {t: _HOUDT.get(houders.get(t, ""), VRIJ) for t in boek.stand}
        plaatsen = Counter(Contingentplaats.objects.values_list("status", flat=True))
        if boek.bezet > boek.totaal or sum(plaatsen.values()) != boek.totaal:
            boek.fouten.append(f"{boek.bezet} bezet en {sum(plaatsen.values())} plekken bij {boek.totaal} van {hoogst}")
        if stand != boek.stand or Contingent.objects.get().totaal != boek.totaal:
            boek.fouten.append("de database zegt iets anders dan het boek")
        if any(plaatsen[s] != list(stand.values()).count(s) for s in (GERESERVEERD, GEBRUIKT)):
            boek.fouten.append(f"plekken {dict(plaatsen)} tegen {dict(Counter(stand.values()))}")


def begin(totaal: int, trajecten: Sequence[UUID]) -> Boek:
    return Boek(totaal=totaal, stand=dict.fromkeys(trajecten, VRIJ))
