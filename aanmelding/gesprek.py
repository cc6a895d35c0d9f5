"""The conversation with the kandidaat that is planned: who is asked, who may know of it, and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from aanmelding.models import Aanmelding
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import Zaak, wie
from opstap.protocol.datums import datum_met_weekdag
from opstap.protocol.gesprek import Gesprekspartner
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.termijnen.genodigden.kring import Kring
from opstap.termijnen.models import Moment
from opstap.termijnen.momenttekst import gepland_moment, tijd_tekst
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


def gesprekskring(traject: Traject) -> Kring:
    """Who decides and who begeleidt."""
    plaats = wie(zaak=Zaak.TOELATING, parameters=traject.regelingversie.parameters)
    beslist = () if plaats is None else ((plaats.hoedanigheid, plaats.rol),)
    return (*beslist, (Hoedanigheid.BEGELEIDING, Rol.BEGELEIDER))


def gepland_gesprek(aanmelding: Aanmelding) -> Moment | None:
    """Planned, and not written down yet as held; None once there is nothing to judge."""
    if aanmelding.status not in STATUS_BESLISBAAR or aanmelding.gesprek_op is not None:
        return None
    return gepland_moment(aanmelding.sleutel)


def is_geweest(moment: Moment) -> bool:
    return moment.begin <= clock.dienst_nu()


def op_dag(moment: Moment) -> date:
    return moment.begin.astimezone(clock.AMSTERDAM).date()


def in_woorden(moment: Moment) -> str:
    waar = f" ({moment.waar})" if moment.waar else ""
    return f"gepland op {datum_met_weekdag(op_dag(moment))}, {tijd_tekst(moment)}, {moment.get_plaats_display()}{waar}"


def mag_weten(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Who fills in the aanmelding and who judges it. Nobody else who is involved (Z-20.4)."""
    acties = (Actie.AANMELDING_INVULLEN, Actie.TOELATING_BESLUITEN)
    return any(mogelijk_namens(gebruiker, actie, traject) for actie in acties)


def vastleg_begin(aanmelding: Aanmelding) -> dict[str, Any]:
    """When it was and who were there: what is written down, or as it was planned once that is past."""
    if aanmelding.gesprek_op is not None:
        return {"gesprek_op": aanmelding.gesprek_op, "gesprek_met": aanmelding.gesprek_met}
    moment = gepland_gesprek(aanmelding)
    if moment is None or not is_geweest(moment):
        return {}
    return {"gesprek_op": op_dag(moment), "gesprek_met": [Gesprekspartner.BEGELEIDER.value]}
