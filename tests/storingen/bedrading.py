"""A wiring whose facts never change: in every traject one duty that climbs the ladder and one that the system does.

What the system does leaves a line in the log, which has no unique key: a step done twice leaves two.
"""

from __future__ import annotations

import dataclasses
import os
import signal
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from opstap import bedrading
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM
from opstap.protocol.begrippen import Instroomroute, Route
from opstap.protocol.feiten import AanbiedingFeit, AanmeldFeiten, BemiddelFeiten, TrajectGewijzigd
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.trajecten.models import Traject

GEDAAN = "proef_gedaan"
#: The act fails in a traject of this route, and takes the whole process down in one of that.
KAPOT, DODELIJK = Instroomroute.DETENTIE, Instroomroute.WLZ

REACTIES = {TrajectGewijzigd: ("opstap.termijnen.services.herplan_na",)}
FEITENLEVERANCIERS = {
    "aanmelding": "tests.storingen.bedrading.aanmelding",
    "bemiddeling": "tests.storingen.bedrading.bemiddeling",
}
KAARTEN: tuple[str, ...] = ()
OP_VANDAAG: tuple[str, ...] = ()
OPEN_TAKEN = "opstap.termijnen.voor_de_post.open_taken"
TAAKHOUDERS = "opstap.termijnen.voor_de_post.houders_van"
GENODIGDEN = bedrading.GENODIGDEN
OPRUIMEN = bedrading.OPRUIMEN
AFWEZIGHEID = "opstap.post.services.afwezigheid_vertellen"
WOONADRES = "woningen.feiten.woonadres"


def in_de_catalogus() -> None:
    """In the process that does the work: the act below in place of the real one. Never in the process of the tests."""
    soort = TERMIJNSOORTEN["aanbieding_beantwoorden"]
    TERMIJNSOORTEN[soort.code] = dataclasses.replace(soort, bij_verlopen=f"{__name__}.handeling")


def aanmelding(trajecten: Collection[Traject]) -> dict[int, AanmeldFeiten]:
    return {traject.pk: _aanmelding(traject) for traject in trajecten}


def bemiddeling(trajecten: Collection[Traject]) -> dict[int, BemiddelFeiten]:
    return {traject.pk: _bemiddeling(traject) for traject in trajecten}


def _aanmelding(traject: Traject) -> AanmeldFeiten:
    """Two weeks after it was complete the besluit is due (Z-9.2)."""
    begin = traject.gestart_op
    return AanmeldFeiten(
        status="compleet",
        begonnen_op=begin,
        instroomroute=Instroomroute.BESCHERMD_WONEN,
        ingediend_op=begin,
        compleet_op=begin,
    )


def _bemiddeling(traject: Traject) -> BemiddelFeiten:
    begin: date = traject.gestart_op
    aanbod = AanbiedingFeit(
        sleutel=traject.sleutel,
        status="aangeboden",
        aangeboden_op=begin,
        antwoord_uiterlijk=begin + timedelta(days=7),
    )
    return BemiddelFeiten(
        sleutel=traject.sleutel,
        route=Route.ZELF_REAGEREN,
        status="aangeboden",
        begonnen_op=begin,
        aantekening_op=begin,
        aanbiedingen=(aanbod,),
    )


def handeling(*, traject: UUID, onderwerp: UUID | None) -> None:
    """What the system does on its own."""
    gebeurtenis_vastleggen(soort=GEDAAN, namens=SYSTEEM, traject=traject)
    route = Traject.objects.values_list("instroomroute", flat=True).get(sleutel=traject)
    if route == KAPOT:
        raise RuntimeError("deze rij mislukt altijd")
    if route == DODELIJK:
        os.kill(os.getpid(), signal.SIGKILL)
