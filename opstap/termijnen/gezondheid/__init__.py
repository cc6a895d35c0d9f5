"""Does Opstap do its work? Each check says so in a word and a sentence; it never raises, and asks bounded questions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable

from django.db import Error

from opstap.termijnen.gezondheid import machine, werk
from opstap.termijnen.gezondheid.basis import Controle, Controlesoort, Oordeel

__all__ = ["Controle", "Controlesoort", "Oordeel", "controles", "slechtste", "van_dit_proces"]

logger = logging.getLogger("opstap.gezondheid")


def controles(kring: Collection[int] | None = None) -> list[Controle]:
    """All of them. `kring`: count what waits for a person within these organisations only; None = everywhere.

    Without a database, or with one that is not ready, there is nothing more to ask of it.
    """
    eerst = van_dit_proces()
    schijf = _veilig(Controlesoort.SCHIJF, machine.schijf)
    if slechtste(eerst) is not Oordeel.GOED:
        return [*eerst, schijf]
    vragen: dict[Controlesoort, Callable[[], Controle]] = {
        Controlesoort.TIK: werk.tik,
        Controlesoort.REM: werk.rem,
        Controlesoort.UITGAVE: werk.uitgave,
        Controlesoort.TAKEN: werk.taken,
        Controlesoort.POST: werk.post,
        Controlesoort.BRIEVEN: werk.brieven,
        Controlesoort.BLIJFT_LIGGEN: lambda: werk.blijft_liggen(kring),
        Controlesoort.CONTACTEN: lambda: werk.contacten(kring),
        Controlesoort.LOGBOEK: werk.logboek,
        Controlesoort.RESERVEKOPIE: machine.reservekopie,
    }
    return [*eerst, *(_veilig(soort, vraag) for soort, vraag in vragen.items()), schijf]


def van_dit_proces() -> list[Controle]:
    """What the web process itself needs to show a page."""
    try:
        ontbreekt = machine.ontbrekende_migraties()
    except Error:
        return [machine.database_weg()]
    return [machine.database(), machine.migraties(ontbreekt)]


def slechtste(gevonden: Iterable[Controle]) -> Oordeel:
    return max((c.oordeel for c in gevonden), key=list(Oordeel).index, default=Oordeel.GOED)


def _veilig(soort: Controlesoort, vraag: Callable[[], Controle]) -> Controle:
    try:
        return vraag()
    except Exception as fout:
        logger.warning("controle %s mislukt: %s", soort, type(fout).__name__)
        return Controle(
            soort, Oordeel.STUK, "Dit kon niet worden bekeken. De oorzaak staat in het logboek van de server."
        )
