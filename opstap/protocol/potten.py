"""For whom the yearly homes are: the parts of the number that are counted, or kept, apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt


class Categorie(Keuze):
    """For whom a home of the contingent is; who shares out chooses it per kandidaat (I-31)."""

    OPSTAP = "opstap", "opstapwoning"
    BIJZONDER = "bijzonder", "bijzondere bemiddeling via de procesregie"
    HOUSING_FIRST = "housing_first", "Housing First"


@dataclass(frozen=True, slots=True)
class Potten:
    """How the number of a year is divided in parts. None: that part has no number of its own (I-18).

    A part with a number takes no more than that, and what it did not use yet stays free for it; for bijzondere
    bemiddeling only when `bijzonder_apart` (I-31).
    """

    totaal: int
    bijzonder: int | None = None
    bijzonder_apart: bool = False
    housing_first: int | None = None

    @property
    def kent_delen(self) -> bool:
        """Is anything counted beside the whole?"""
        return self.bijzonder is not None or self.housing_first is not None

    def hoogstens(self, categorie: Categorie) -> int | None:
        return {Categorie.BIJZONDER: self.bijzonder, Categorie.HOUSING_FIRST: self.housing_first}.get(categorie)

    def bewaard(self, bezet: Mapping[Categorie, int], *, behalve: Categorie) -> int:
        """Homes that stay free for other parts than `behalve`."""
        apart = [deel for deel in Categorie if deel is not behalve and self.is_apart(deel)]
        return sum(max(0, (self.hoogstens(deel) or 0) - bezet.get(deel, 0)) for deel in apart)

    def is_apart(self, categorie: Categorie) -> bool:
        """Does what this part did not use yet stay free for it?"""
        return self.hoogstens(categorie) is not None and (self.bijzonder_apart or categorie is not Categorie.BIJZONDER)


@regelt("Z-4.4", "I-18", "I-31")
def ruimte(*, potten: Potten, bezet: Mapping[Categorie, int], categorie: Categorie) -> int:
    """How many homes this part can still take. `bezet`: reserved or used, per part. Never below 0."""
    vrij = potten.totaal - sum(bezet.values()) - potten.bewaard(bezet, behalve=categorie)
    eigen = potten.hoogstens(categorie)
    return max(0, vrij if eigen is None else min(vrij, eigen - bezet.get(categorie, 0)))


@regelt("Z-4.4", "Z-4.5")
def potten_belemmeringen(*, potten: Potten, bezet: Mapping[Categorie, int]) -> list[Belemmering]:
    """May the number be divided like this? No part larger than the whole, or smaller than what it uses already."""
    past_niet = [*_passen_niet(potten), *_al_meer_in_gebruik(potten, bezet)]
    return past_niet or [*_apart_is_er_niet(potten, bezet)]


def _passen_niet(potten: Potten) -> Iterator[Belemmering]:
    samen = (potten.bijzonder or 0) + (potten.housing_first or 0)
    if samen > potten.totaal:
        melding = (
            f"Bijzondere bemiddeling en Housing First zijn samen {samen} woningen, meer dan de {potten.totaal} "
            "van dit jaar; kies kleinere aantallen."
        )
        yield Belemmering("Z-4.4", melding, "bijzonder" if potten.bijzonder else "housing_first")
    if potten.bijzonder_apart and not potten.bijzonder:
        melding = "Vul in hoeveel woningen u apart houdt voor bijzondere bemiddeling, of haal het vinkje weg."
        yield Belemmering("I-31", melding, "bijzonder")


def _apart_is_er_niet(potten: Potten, bezet: Mapping[Categorie, int]) -> Iterator[Belemmering]:
    """What is kept apart must still be free."""
    vrij = potten.totaal - sum(bezet.values())
    for categorie in (Categorie.BIJZONDER, Categorie.HOUSING_FIRST):
        anders = potten.bewaard(bezet, behalve=categorie)
        hoogstens = max(0, vrij - anders) + bezet.get(categorie, 0)
        eigen = potten.hoogstens(categorie) or 0
        if potten.is_apart(categorie) and hoogstens < eigen <= potten.totaal:
            melding = (
                f"Van de {potten.totaal} woningen van dit jaar zijn er nog {max(0, vrij)} vrij. "
                f"Voor {categorie.label} kunt u er dus hoogstens {hoogstens} apart houden."
            )
            yield Belemmering("I-31", melding, categorie.value)


def _al_meer_in_gebruik(potten: Potten, bezet: Mapping[Categorie, int]) -> Iterator[Belemmering]:
    for categorie in (Categorie.BIJZONDER, Categorie.HOUSING_FIRST):
        eigen, nu = potten.hoogstens(categorie), bezet.get(categorie, 0)
        if eigen is not None and nu > eigen:
            melding = (
                f"Voor {categorie.label} zijn er al {nu} woningen in gebruik of gereserveerd; vul ten minste {nu} in."
            )
            yield Belemmering("Z-4.5", melding, categorie.value)
