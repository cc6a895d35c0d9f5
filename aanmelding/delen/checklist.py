"""The leefgebieden: which support is needed, how far it is, who gives it. The corporatie reads it through `inzage`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.models import Aanmelding, Accordering, ChecklistRij
from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.aanmeldstappen import Accorderingstatus, Weigerreden
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.datums import datum_voluit

#: A row without an organisation: the kandidaat does it himself or with people around him.
ZELF = "zelf"


def checklist(aanmelding: Aanmelding) -> list[ChecklistRij]:
    return list(aanmelding.rijen.select_related("uitvoerder").order_by("pk"))


def rijhashes(snapshot: Snapshot) -> dict[str, str]:
    """Per leefgebied a hash of its row: equal means that an earlier akkoord still holds."""
    return {
        gebied: hashlib.sha256(json.dumps([gebied, rij], sort_keys=True).encode()).hexdigest()
        for gebied, rij in snapshot["rijen"].items()
    }


def checklistfeiten(snapshot: Snapshot) -> tuple[ChecklistFeit, ...]:
    """The rows as the rules read them; `uitvoerder` is the key of an organisation, or ZELF."""
    rijen = snapshot["rijen"]
    return tuple(
        ChecklistFeit(
            leefgebied=gebied,
            status=Rijstatus(rijen[gebied]["stand"]) if rijen[gebied]["stand"] else None,
            uitvoerder=_uitvoerder(rijen[gebied]),
        )
        for gebied in Leefgebied
        if gebied in rijen
    )


def _uitvoerder(rij: Mapping[str, Any]) -> UUID | str | None:
    if rij["zelf"]:
        return ZELF
    return UUID(rij["uitvoerder"]) if rij["uitvoerder"] else None


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    return {"rijen": {rij.leefgebied: _rij(rij) for rij in checklist(aanmelding)}}


def _rij(rij: ChecklistRij) -> dict[str, Any]:
    """What is asked later stands here only once it is answered: a row of before keeps its hash and its akkoord."""
    uitvoerder = str(rij.uitvoerder.sleutel) if rij.uitvoerder else None
    return {"stand": rij.stand, "uitvoerder": uitvoerder, "zelf": rij.zelf}


def _regels(aanmelding: Aanmelding) -> Regels:
    accorderingen = {a.leefgebied: a for a in Accordering.objects.filter(aanmelding=aanmelding).levend()}
    return [
        (Leefgebied(rij.leefgebied).label, _rijtekst(rij, accorderingen.get(rij.leefgebied)))
        for rij in checklist(aanmelding)
    ]


def _rijtekst(rij: ChecklistRij, accordering: Accordering | None) -> str:
    delen = [Rijstatus(rij.stand).label if rij.stand else "niet ingevuld"]
    if rij.uitvoerder is not None:
        delen.append(rij.uitvoerder.naam)
    elif rij.zelf:
        delen.append("geen organisatie")
    if accordering is not None and accordering.organisatie_id == rij.uitvoerder_id:
        delen.append(_accordeertekst(accordering))
    return ", ".join(delen)


def _accordeertekst(accordering: Accordering) -> str:
    if accordering.status == Accorderingstatus.GEVRAAGD:
        return f"akkoord gevraagd op {datum_voluit(accordering.gevraagd_op)}"
    reden = f": {Weigerreden(accordering.reden).label}" if accordering.reden else ""
    dag = datum_voluit(accordering.beantwoord_op) if accordering.beantwoord_op else ""
    return f"{Accorderingstatus(accordering.status).label} op {dag}{reden}"


def _hint(gemist: Sequence[Belemmering]) -> str:
    gebieden = [Leefgebied(b.veld.removeprefix("leefgebied_")).label for b in gemist]
    return f"Nog niet rond: {', '.join(dict.fromkeys(gebieden))}." if gebieden else ""


CHECKLIST = Deel(
    code="checklist",
    titel=lambda traject: "Checklist leefgebieden",
    regels=_regels,
    is_begonnen=lambda aanmelding: aanmelding.rijen.exclude(stand="").exists(),
    hint=_hint,
    velden=("leefgebied_",),
    snapshot=_snapshot,
)
