"""The commissie of the world of the rights: one member with a seat, a vergadering that was and one to come."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from aanmelding.models import Vergaderdag
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.regelingen.models import Commissielid, Deelname

if TYPE_CHECKING:
    from tests.toegang.wereld import Wereld


def vergaderdagen(w: Wereld) -> UUID:
    """The key of the one that was; the one to come stands in `concept`."""
    begin, organisaties = w.v.dag(-30), w.regio.organisaties
    deelname = Deelname.objects.create(
        regeling=w.regio.regeling,
        organisatie=organisaties["commissie"],
        hoedanigheid=Hoedanigheid.COMMISSIE,
        vanaf=begin,
    )
    wie = w.wie(Rol.COMMISSIELID).gebruiker
    Commissielid.objects.create(deelname=deelname, gebruiker=wie, vertegenwoordigt=organisaties["brug"], vanaf=begin)
    was, komt = (Vergaderdag.objects.create(deelname=deelname, dag=w.v.dag(d), om=time(10)) for d in (-9, 9))
    w.rijen["concept"]["vergaderdag"] = komt.sleutel
    sleutel: UUID = was.sleutel
    return sleutel
