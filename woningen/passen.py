"""Homes and kandidaten laid beside each other, in few queries however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aanmelding.delen.woonprofiel import woonvragen
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Route
from opstap.protocol.parameters import Parameters
from opstap.protocol.passen import Oordeel, Woonvraag, is_uitgesloten, kandidaatvolgorde, oordelen, woningvolgorde
from opstap.protocol.woningkenmerken import Woningkenmerken
from woningen.models import Bemiddeling, Woning


@dataclass(frozen=True, slots=True)
class Paar:
    """One home and one search, with what fits."""

    woning: Woning
    bemiddeling: Bemiddeling
    oordelen: tuple[Oordeel, ...]

    @property
    def is_uitgesloten(self) -> bool:
        return is_uitgesloten(oordelen=self.oordelen)


def kandidaten(woning: Woning, lezer: Gebruiker | None = None) -> list[Paar]:
    """Who waits for a home of this corporatie and was not offered this one before; who comes first, first (Z-4.9).

    With a `lezer` only whom she may see.
    """
    zoekt = Bemiddeling.objects.kan_aanbod_krijgen(woning.corporatie_id).zonder_eerder_aanbod(woning)
    if lezer is not None:
        zoekt = zoekt.zichtbaar_voor(lezer, Actie.PASSEN_ZIEN)
    rijen = list(zoekt.select_related("traject__persoon", "traject__regelingversie"))
    vragen = woonvragen([b.traject_id for b in rijen])
    kenmerken, versies = woning.kenmerken, _Parameters()
    paren = [Paar(woning, b, _oordelen(b, kenmerken, vragen[b.traject_id], versies.van(b))) for b in rijen]
    return sorted(paren, key=lambda p: kandidaatvolgorde(oordelen=p.oordelen, plek=p.bemiddeling.plek))


def woningen_voor(bemiddeling: Bemiddeling, woningen: Sequence[Woning]) -> list[Paar]:
    """These homes, with what fits first."""
    vraag = woonvragen([bemiddeling.traject_id])[bemiddeling.traject_id]
    parameters = bemiddeling.traject.regelingversie.parameters
    kenmerken = ((woning, woning.kenmerken) for woning in woningen)
    paren = [(k, Paar(w, bemiddeling, _oordelen(bemiddeling, k, vraag, parameters))) for w, k in kenmerken]
    paren.sort(key=lambda p: woningvolgorde(oordelen=p[1].oordelen, woning=p[0], adres=p[1].woning.adres))
    return [paar for _, paar in paren]


def eerste_kandidaat(woning: Woning) -> Bemiddeling | None:
    """Who comes first for this home; None when nobody waits for it."""
    paren = kandidaten(woning)
    return paren[0].bemiddeling if paren else None


def _oordelen(b: Bemiddeling, k: Woningkenmerken, vraag: Woonvraag, parameters: Parameters) -> tuple[Oordeel, ...]:
    is_direct = b.route == Route.DIRECTE_BEMIDDELING
    return oordelen(vraag=vraag, woning=k, parameters=parameters, is_direct=is_direct)


class _Parameters:
    """Each version of a regeling is read once: hundreds of kandidaten follow a few."""

    def __init__(self) -> None:
        self._gelezen: dict[int, Parameters] = {}

    def van(self, bemiddeling: Bemiddeling) -> Parameters:
        versie = bemiddeling.traject.regelingversie
        if versie.pk not in self._gelezen:
            self._gelezen[versie.pk] = versie.parameters
        return self._gelezen[versie.pk]
