"""What who sent a link must hear of it."""

from __future__ import annotations

from opstap.post.models import Link
from opstap.post.services.berichten import bericht_klaarzetten
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.trajecten.services import betrokken_organisatie


def afzender_inlichten(link: Link, soort: str) -> None:
    """The begeleider of the organisation that sent it; told once per link."""
    organisatie = betrokken_organisatie(link.traject, Hoedanigheid.BEGELEIDING)
    if organisatie is not None:
        bericht_klaarzetten(
            soort=soort,
            sleutel=str(link.sleutel),
            traject=link.traject,
            organisatie=organisatie,
            rol=Rol.BEGELEIDER,
        )
