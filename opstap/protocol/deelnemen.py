"""What an organisation must have before it takes part in a regeling, and as long as it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt


@dataclass(frozen=True, slots=True)
class Contact:
    """Who was named; `werkt_er`: has an account and a role at this organisation today."""

    wie: UUID
    werkt_er: bool


@regelt("H-42")
def contact_belemmeringen(*, eerste: Contact | None, tweede: Contact | None, doet_mee: bool) -> list[Belemmering]:
    """Two different people who work at the organisation; while it takes part both are named."""
    gevonden = [
        *_van_een("eerste_contact", "eerste", eerste, doet_mee=doet_mee),
        *_van_een("tweede_contact", "tweede", tweede, doet_mee=doet_mee),
    ]
    if eerste is not None and tweede is not None and eerste.wie == tweede.wie:
        zin = "Het eerste en het tweede escalatiecontact zijn dezelfde persoon. Kies voor een van de twee een collega."
        gevonden.append(Belemmering("H-42", zin))
    return gevonden


def _van_een(veld: str, welk: str, contact: Contact | None, *, doet_mee: bool) -> Iterator[Belemmering]:
    if contact is None and doet_mee:
        zin = (
            f"Het {welk} escalatiecontact ontbreekt. De organisatie doet mee aan een regeling. "
            "Kies iemand die er werkt: die helpt als iets vastloopt."
        )
        yield Belemmering("H-42", zin, veld)
    elif contact is not None and not contact.werkt_er:
        zin = f"Het {welk} escalatiecontact werkt nu niet bij deze organisatie. Kies iemand die er een rol heeft."
        yield Belemmering("H-42", zin, veld)
