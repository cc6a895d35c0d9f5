"""What other agreements would do to the running trajecten of a regeling. Reads; writes nothing."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from opstap import clock
from opstap.protocol.begrippen import Rol
from opstap.protocol.regelingwissel import LetOp, Verschuiving, verschuivingen
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.termijnen.feiten import feiten_van
from opstap.termijnen.overstap.services import lopende_versies
from opstap.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class Trajectblik:
    """One traject that would change."""

    traject: Traject
    verschuivingen: list[Verschuiving]

    @property
    def beweegt(self) -> list[Verschuiving]:
        """Without what was done under the old agreements: that stays."""
        return [v for v in self.verschuivingen if not v.is_al_gedaan]


@dataclass(frozen=True, slots=True)
class Vooruitblik:
    """`regels`: the largest change first. `blijft`: why how many trajecten keep what they have."""

    gaat_mee: int
    regels: list[Trajectblik]
    blijft: list[tuple[int, list[str]]]
    heeft_verborgen: bool = False

    def voor(self, rollen: Collection[Rol]) -> Vooruitblik:
        """What these roles may know of. That a hidden duty changes is said once, never of which traject: one agreement
        is of one route only, so a kenmerk would tell the route (I-9)."""
        zicht = [Trajectblik(r.traject, [v for v in r.verschuivingen if v.mag_zien(rollen)]) for r in self.regels]
        verborgen = any(len(a.beweegt) < len(b.beweegt) for a, b in zip(zicht, self.regels, strict=True))
        regels = sorted((r for r in zicht if r.verschuivingen), key=_grootste)
        return dataclasses.replace(self, regels=regels, heeft_verborgen=verborgen)

    @property
    def merkt_iets(self) -> list[Trajectblik]:
        """Trajecten of which a duty moves, appears or disappears."""
        return [regel for regel in self.regels if regel.beweegt]

    def tel(self) -> Counter[str]:
        """Duties that move, appear and disappear, and what to look out for."""
        alle = [v for regel in self.regels for v in regel.verschuivingen]
        geteld = Counter(_hoe(v) for v in alle)
        return geteld + Counter(str(let_op) for v in alle for let_op in v.let_op)


def _hoe(v: Verschuiving) -> str:
    if v.is_al_gedaan:
        return "gedaan"
    return "erbij" if v.van is None else "weg" if v.naar is None else "verschuift"


def vooruitblik(regeling: Regeling, nieuw: RegelingVersie) -> Vooruitblik:
    """A fixed number of queries, however many trajecten."""
    versies = {v.pk: (v, bezwaren) for v, bezwaren in lopende_versies(regeling, nieuw).items()}
    trajecten = list(Traject.objects.open().filter(regeling=regeling, regelingversie__in=versies))
    mee = [t for t in trajecten if not versies[t.regelingversie_id][1]]
    per_versie = Counter(t.regelingversie_id for t in trajecten)
    feiten, vandaag = feiten_van(mee), clock.vandaag()
    regels = [
        Trajectblik(
            traject,
            verschuivingen(
                feiten=feiten[traject.pk],
                oud=versies[traject.regelingversie_id][0].parameters,
                nieuw=nieuw.parameters,
                peildatum=vandaag,
            ),
        )
        for traject in mee
    ]
    return Vooruitblik(
        gaat_mee=len(mee),
        regels=sorted((r for r in regels if r.verschuivingen), key=_grootste),
        blijft=[(per_versie[pk], [b.melding for b in bezwaren]) for pk, (_, bezwaren) in versies.items() if bezwaren],
    )


def _grootste(regel: Trajectblik) -> tuple[int, int, int, int]:
    """What would be late at once comes before everything."""
    laat = any(LetOp.TE_LAAT in v.let_op for v in regel.verschuivingen)
    verst = max(v.dagen for v in regel.verschuivingen)
    return (-laat, -verst, -len(regel.verschuivingen), regel.traject.pk)
