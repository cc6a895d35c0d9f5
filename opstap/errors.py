"""Errors a person can act on. Views turn them into a page with the typed text kept."""

from __future__ import annotations

from collections.abc import Sequence

from opstap.protocol.basis import Belemmering


class OpstapFout(Exception):
    """Base of every error with a message for the user."""

    def __init__(self, melding: str) -> None:
        super().__init__(melding)
        self.melding = melding


class RegelGeschonden(OpstapFout):
    """A rule of the protocol forbids this now; carries every obstacle."""

    def __init__(self, belemmeringen: Sequence[Belemmering]) -> None:
        super().__init__(" ".join(b.melding for b in belemmeringen))
        self.belemmeringen = tuple(belemmeringen)


class Verouderd(OpstapFout):
    """Somebody else saved this row after you opened it, or it changed in another way (`melding`)."""

    def __init__(self, melding: str = "") -> None:
        super().__init__(
            melding
            or "Iemand anders heeft dit intussen gewijzigd. Uw tekst staat er nog. "
            "Kijk wat er veranderd is en stuur opnieuw."
        )


class GeenRecht(OpstapFout):
    """The person may not do this for this traject."""

    def __init__(self) -> None:
        super().__init__("U mag dit niet doen in dit traject.")


class TweeKanten(GeenRecht):
    """The person works for two sides of this traject."""

    def __init__(self) -> None:
        OpstapFout.__init__(self, "U werkt in dit traject voor twee partijen. Laat een collega dit doen.")


def eis(belemmeringen: Sequence[Belemmering]) -> None:
    """Raise `RegelGeschonden` when there is any obstacle."""
    if belemmeringen:
        raise RegelGeschonden(belemmeringen)
