"""What an organisation must have before it takes part in a regeling."""

from __future__ import annotations

from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt


@regelt("H-42")
def deelname_belemmeringen(*, eerste: UUID | None, tweede: UUID | None) -> list[Belemmering]:
    """The two escalatiecontacten; None = nobody was named, or that account has ended."""
    if eerste is None or tweede is None:
        melding = (
            "Deze organisatie heeft geen twee escalatiecontacten die er nu werken. "
            "Kies die eerst bij de organisatie: twee mensen die helpen als iets vastloopt."
        )
        return [Belemmering("H-42", melding, "organisatie")]
    if eerste == tweede:
        melding = (
            "Deze organisatie heeft twee keer hetzelfde escalatiecontact. Kies bij de organisatie een tweede persoon."
        )
        return [Belemmering("H-42", melding, "organisatie")]
    return []
