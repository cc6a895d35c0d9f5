"""A duty that waits until a day, and one of which others hear later."""

from __future__ import annotations

from uuid import UUID

from opstap import clock
from opstap.demo.verhalen import Verteller
from opstap.protocol.vertraging import Vertragingsreden
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.services import vertraging_vastleggen
from opstap.termijnen.vertraging.uitstellen import bericht_uitstellen
from tests.toegang.mensen import VANDAAG


def laten_wachten(v: Verteller, traject: UUID) -> None:
    with clock.klok_op(VANDAAG):
        vertraging_vastleggen(
            termijn=Termijn.objects.get(traject__sleutel=traject, soort="aanmelding_indienen").sleutel,
            reden=Vertragingsreden.VOORBEREIDING,
            wacht_tot=v.dag(20),
            namens=v.regio.namens("begeleider"),
        )


def uitstellen(v: Verteller, traject: UUID) -> None:
    """Of the first evaluatie, that is late."""
    with clock.klok_op(VANDAAG):
        evaluaties = Termijn.objects.open().filter(traject__sleutel=traject, soort="evaluatie_houden")
        bericht_uitstellen(
            termijn=evaluaties.order_by("datum")[:1].get().sleutel,
            reden=Vertragingsreden.NIEUWE_DAG,
            tot=v.dag(7),
            namens=v.regio.namens("begeleider"),
        )
