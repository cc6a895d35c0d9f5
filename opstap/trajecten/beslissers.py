"""Who decides in this traject: the rule of the regeling met with the seats and the people of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import KANTEN, ZORGKANT, Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import (
    Aanwezige,
    Zaak,
    beslisser_belemmeringen,
    vergadering_belemmeringen,
    vergadert,
)
from opstap.protocol.datums import datum_voluit
from opstap.regelingen.models import Commissielid
from opstap.trajecten.models import Besluit, Betrokkenheid, Traject
from opstap.trajecten.toegang import mogelijk_namens

#: Also who gives support for one row stands on the side of the zorg.
_ZORG = (Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING, Hoedanigheid.ACCORDERING)


@dataclass(frozen=True, slots=True)
class Vergadering:
    """The day a commissie met, and the keys of the people who were there. Empty where nobody meets."""

    op: date | None = None
    aanwezig: tuple[UUID, ...] = ()


GEEN_VERGADERING = Vergadering()


def beslisser_bezwaren(namens: Namens, zaak: Zaak, traject: Traject) -> list[Belemmering]:
    """Why this person, in this role, does not decide it under this regeling. Seats are asked for a commissie only."""
    parameters = traject.regelingversie.parameters
    is_lid = staat_bij_zorg = False
    if vergadert(zaak=zaak, parameters=parameters):
        gebruiker = Gebruiker.objects.filter(sleutel__in=[namens.gebruiker]).first()
        leden = commissieleden(traject, clock.vandaag()).filter(gebruiker=gebruiker)
        is_lid = leden.filter(deelname__organisatie__sleutel__in=[namens.organisatie]).exists()
        staat_bij_zorg = gebruiker is not None and _staat_bij_zorg(gebruiker, _zorgorganisaties(traject))
    return beslisser_belemmeringen(
        zaak=zaak, rol=namens.rol, is_lid=is_lid, staat_bij_zorg=staat_bij_zorg, parameters=parameters
    )


def wie_past(mogelijk: list[Namens], zaak: Zaak, traject: Traject) -> list[Namens]:
    """Of the organisations and roles the permission table gives somebody, those that this regeling lets decide."""
    return [n for n in mogelijk if not beslisser_bezwaren(n, zaak, traject)]


def mag_beslissen(gebruiker: Gebruiker, actie: Actie, zaak: Zaak, traject: Traject) -> bool:
    return bool(wie_past(mogelijk_namens(gebruiker, actie, traject), zaak, traject))


def commissieleden(traject: Traject, dag: date) -> QuerySet[Commissielid]:
    """Who sat in the commissie of this regeling on that day."""
    return Commissielid.objects.van_regeling(traject.regeling_id).op(dag)


def stemgerechtigden(traject: Traject) -> list[Commissielid]:
    """Today's members who may decide here: nobody who stands on the side of the zorg."""
    zorg = _zorgorganisaties(traject)
    return [lid for lid in commissieleden(traject, clock.vandaag()) if not _staat_bij_zorg(lid.gebruiker, zorg)]


def vergadering_bezwaren(
    vergadering: Vergadering, *, zaak: Zaak, traject: Traject, vanaf: date | None
) -> list[Belemmering]:
    """Empty for a regeling in which nobody meets over this."""
    if not vergadert(zaak=zaak, parameters=traject.regelingversie.parameters):
        return []
    zorg = _zorgorganisaties(traject)
    mensen = Gebruiker.objects.filter(sleutel__in=vergadering.aanwezig)
    toen = set(_leden(vergadering, traject).values_list("gebruiker_id", flat=True)) if vergadering.op else set()
    return vergadering_belemmeringen(
        vergadering_op=vergadering.op,
        aanwezig=[
            Aanwezige(is_lid=vergadering.op is None or m.pk in toen, staat_bij_zorg=_staat_bij_zorg(m, zorg))
            for m in mensen
        ],
        vanaf=vanaf,
        peildatum=clock.vandaag(),
    )


def notulen(vergadering: Vergadering, *, zaak: Zaak, traject: Traject) -> dict[str, Any]:
    """What a besluit keeps of the meeting: its day and keys, never a name (law 8)."""
    if not vergadert(zaak=zaak, parameters=traject.regelingversie.parameters):
        return {}
    aanwezig = [
        {"gebruiker": str(lid.gebruiker.sleutel), "organisatie": str(lid.vertegenwoordigt.sleutel)}
        for lid in _leden(vergadering, traject)
    ]
    return {"vergadering_op": vergadering.op, "aanwezig": aanwezig}


def vergaderregels(besluit: Besluit | None) -> list[tuple[str, str]]:
    """When the commissie decided and who were there, to read."""
    if besluit is None or besluit.vergadering_op is None:
        return []
    mensen = dict(
        Gebruiker.objects.filter(sleutel__in=[a["gebruiker"] for a in besluit.aanwezig]).values_list("sleutel", "naam")
    )
    voor = dict(
        Organisatie.objects.filter(sleutel__in=[a["organisatie"] for a in besluit.aanwezig]).values_list(
            "sleutel", "naam"
        )
    )
    namen = [f"{mensen[UUID(a['gebruiker'])]} ({voor[UUID(a['organisatie'])]})" for a in besluit.aanwezig]
    return [
        ("Vergadering van de commissie", datum_voluit(besluit.vergadering_op)),
        ("Aanwezig", ", ".join(namen)),
    ]


def _leden(vergadering: Vergadering, traject: Traject) -> QuerySet[Commissielid]:
    assert vergadering.op is not None
    return commissieleden(traject, vergadering.op).filter(gebruiker__sleutel__in=vergadering.aanwezig)


def _zorgorganisaties(traject: Traject) -> set[int]:
    betrokken = Betrokkenheid.objects.actueel().filter(traject=traject, hoedanigheid__in=_ZORG)
    return set(betrokken.values_list("organisatie_id", flat=True))


def _staat_bij_zorg(gebruiker: Gebruiker, zorg: set[int]) -> bool:
    return any(t.organisatie_id in zorg and KANTEN.get(Rol(t.rol)) == ZORGKANT for t in gebruiker.rollen)
