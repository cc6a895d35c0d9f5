"""The leefgebieden: which support is needed, how far it is, who gives it. The corporatie reads it through `inzage`."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.models import Aanmelding, Accordering, ChecklistRij
from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.aanmeldstappen import Accorderingstatus, Weigerreden
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.datums import datum_voluit
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort, rij_waarschuwingen

#: A row without an organisation: the kandidaat does it himself or with people around him.
ZELF = "zelf"


def checklist(aanmelding: Aanmelding) -> list[ChecklistRij]:
    return list(aanmelding.rijen.select_related("uitvoerder", "contact").order_by("pk"))


#: What an organisation says yes to: what else changes in a row asks nobody again.
_AKKOORD_OP = frozenset({"stand", "uitvoerder", "zelf", "soort", "kader", "start"})


def rijhashes(snapshot: Snapshot) -> dict[str, str]:
    """Per leefgebied a hash of its row: equal means that an earlier akkoord still holds."""
    return {gebied: _hash(gebied, rij) for gebied, rij in snapshot["rijen"].items()}


def _hash(gebied: str, rij: Mapping[str, Any]) -> str:
    telt = {naam: waarde for naam, waarde in rij.items() if naam in _AKKOORD_OP}
    return hashlib.sha256(json.dumps([gebied, telt], sort_keys=True).encode()).hexdigest()


def rijversie(rij: ChecklistRij) -> int:
    """A number of what this row says: two colleagues on two leefgebieden are never in each other's way."""
    return zlib.crc32(json.dumps([_rij(rij), str(rij.contactpersoon or "")]).encode()) % 10**9


def checklistfeiten(snapshot: Snapshot) -> tuple[ChecklistFeit, ...]:
    """The rows as the rules read them; `uitvoerder` is the key of an organisation, or ZELF."""
    rijen = snapshot["rijen"]
    return tuple(_feit(gebied, rijen[gebied]) for gebied in Leefgebied if gebied in rijen)


def checklistfeit(rij: ChecklistRij) -> ChecklistFeit:
    return _feit(Leefgebied(rij.leefgebied), _rij(rij))


def _feit(gebied: Leefgebied, rij: Mapping[str, Any]) -> ChecklistFeit:
    return ChecklistFeit(
        leefgebied=gebied,
        status=Rijstatus(rij["stand"]) if rij["stand"] else None,
        uitvoerder=_uitvoerder(rij),
        voorziening=rij.get("voorziening", False),
        heeft_contact=rij.get("contact", False),
        soort=rij.get("soort", ""),
        kader=rij.get("kader", ""),
        aangevraagd_op=_dag(rij, "aangevraagd_op"),
        start=_dag(rij, "start"),
        afgestemd_op=_dag(rij, "afgestemd_op"),
    )


def _dag(rij: Mapping[str, Any], naam: str) -> date | None:
    return date.fromisoformat(rij[naam]) if naam in rij else None


def _uitvoerder(rij: Mapping[str, Any]) -> UUID | str | None:
    if rij["zelf"]:
        return ZELF
    return UUID(rij["uitvoerder"]) if rij["uitvoerder"] else None


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    return {"rijen": {rij.leefgebied: _rij(rij) for rij in checklist(aanmelding)}}


_DATUMS = ("aangevraagd_op", "start", "afgestemd_op")


def _rij(rij: ChecklistRij) -> dict[str, Any]:
    """What is asked later stands here only once it is answered: a row of before keeps its hash and its akkoord.

    That there is a contact counts only where nobody would be asked without one; who it is, never stands here.
    """
    uitvoerder = str(rij.uitvoerder.sleutel) if rij.uitvoerder else None
    later = {
        "voorziening": rij.voorziening,
        "contact": rij.voorziening and rij.contactpersoon is not None,
        "soort": rij.soort,
        "kader": rij.kader,
        **{naam: dag.isoformat() if (dag := getattr(rij, naam)) else None for naam in _DATUMS},
    }
    vast = {"stand": rij.stand, "uitvoerder": uitvoerder, "zelf": rij.zelf}
    return vast | {naam: waarde for naam, waarde in later.items() if waarde}


def _regels(aanmelding: Aanmelding) -> Regels:
    vragen = gevraagd(aanmelding)
    return [
        (Leefgebied(rij.leefgebied).label, ", ".join([standtekst(rij), *rijteksten(rij, vragen.get(rij.leefgebied))]))
        for rij in checklist(aanmelding)
    ]


def gevraagd(aanmelding: Aanmelding) -> dict[str, Accordering]:
    """Per leefgebied who was asked, and the answer."""
    return {a.leefgebied: a for a in Accordering.objects.filter(aanmelding=aanmelding).levend()}


def standtekst(rij: ChecklistRij) -> str:
    return Rijstatus(rij.stand).label if rij.stand else "niet ingevuld"


def rijteksten(rij: ChecklistRij, accordering: Accordering | None) -> list[str]:
    """All that is known of the support, for zorg only."""
    wie = rij.uitvoerder.naam if rij.uitvoerder else "geen organisatie" if rij.zelf else ""
    akkoord = accordering if accordering is not None and accordering.organisatie_id == rij.uitvoerder_id else None
    teksten = (
        wie,
        "vrij toegankelijk" if rij.voorziening else "",
        Ondersteuningssoort(rij.soort).label if rij.soort else "",
        f"uit: {Kader(rij.kader).label}" if rij.kader else "",
        f"aangevraagd op {datum_voluit(rij.aangevraagd_op)}" if rij.aangevraagd_op else "",
        f"vanaf {datum_voluit(rij.start)}" if rij.start else "",
        f"afgestemd op {datum_voluit(rij.afgestemd_op)}" if rij.afgestemd_op else "",
        f"contact: {rij.contactpersoon}" if rij.contactpersoon else "",
        _accordeertekst(akkoord) if akkoord else "",
    )
    return [tekst for tekst in teksten if tekst]


def _accordeertekst(accordering: Accordering) -> str:
    if accordering.status == Accorderingstatus.GEVRAAGD:
        return f"akkoord gevraagd op {datum_voluit(accordering.gevraagd_op)}"
    reden = f": {Weigerreden(accordering.reden).label}" if accordering.reden else ""
    dag = datum_voluit(accordering.beantwoord_op) if accordering.beantwoord_op else ""
    return f"{Accorderingstatus(accordering.status).label} op {dag}{reden}"


def _hint(gemist: Sequence[Belemmering]) -> str:
    gebieden = [Leefgebied(b.veld.removeprefix("leefgebied_")).label for b in gemist]
    return f"Nog niet rond: {', '.join(dict.fromkeys(gebieden))}." if gebieden else ""


def _waarschuwt(aanmelding: Aanmelding) -> list[Belemmering]:
    rijen = map(checklistfeit, checklist(aanmelding))
    return [b for rij in rijen for b in rij_waarschuwingen(rij=rij, uitstroom=aanmelding.uitstroom)]


CHECKLIST = Deel(
    code="checklist",
    titel=lambda traject: "Leefgebieden",
    waarom="Zo is voor de verhuizing bekend welke hulp er nodig is en wie die geeft.",
    gaat_over=lambda traject: "welke hulp er nodig is, en wie die geeft",
    regels=_regels,
    is_begonnen=lambda aanmelding: aanmelding.rijen.exclude(stand="").exists(),
    hint=_hint,
    waarschuwt=_waarschuwt,
    velden=("leefgebied_",),
    snapshot=_snapshot,
    naam_bij_toets="Hulp en ondersteuning",
)
