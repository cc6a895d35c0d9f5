"""The leefgebieden of one form as a list of pages. A page has a number: a name in its address would tell (S38)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst

from aanmelding.delen.checklist import checklist, checklistfeit, gevraagd, rijteksten, standtekst
from aanmelding.models import Aanmelding, Accordering, ChecklistRij
from opstap.protocol.aanmelden import ontbrekend_in_rij
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.ondersteuning import rij_waarschuwingen

_OP_VOLGORDE = tuple(Leefgebied)


def nummer(gebied: str) -> int:
    return _OP_VOLGORDE.index(Leefgebied(gebied)) + 1


def adres(aanmelding: Aanmelding, gebied: str) -> str:
    return reverse("aanmelding:leefgebied", args=[aanmelding.traject.sleutel, nummer(gebied)])


def rij_met_nummer(aanmelding: Aanmelding, getal: int) -> ChecklistRij | None:
    return next((rij for rij in checklist(aanmelding) if nummer(rij.leefgebied) == getal), None)


def taken(aanmelding: Aanmelding) -> list[dict[str, str]]:
    """Every leefgebied with its state, what is known of the support and what is worth a look."""
    vragen = gevraagd(aanmelding)
    return [
        {
            "tekst": Leefgebied(rij.leefgebied).label,
            "url": adres(aanmelding, rij.leefgebied),
            "soort": "klaar" if is_klaar(rij) else "loopt" if rij.stand else "later",
            "status_tekst": standtekst(rij) if rij.stand else "nog geen antwoord",
            "hint": _hint(aanmelding, rij, vragen.get(rij.leefgebied)),
        }
        for rij in checklist(aanmelding)
    ]


def is_klaar(rij: ChecklistRij) -> bool:
    return not ontbrekend_in_rij(rij=checklistfeit(rij))


def let_op(aanmelding: Aanmelding, rij: ChecklistRij) -> list[str]:
    """What is missing on an answered row or worth a second look; without the name of the leefgebied."""
    if not rij.stand:
        return []
    feit = checklistfeit(rij)
    meldingen = [*ontbrekend_in_rij(rij=feit), *rij_waarschuwingen(rij=feit, uitstroom=aanmelding.uitstroom)]
    return [capfirst(b.melding.removeprefix(f"{feit.leefgebied.label}: ")) for b in meldingen]


def _hint(aanmelding: Aanmelding, rij: ChecklistRij, accordering: Accordering | None) -> str:
    bekend = capfirst(", ".join(rijteksten(rij, accordering)))
    return " ".join([*([f"{bekend}."] if bekend else ()), *let_op(aanmelding, rij)])


def rest(aanmelding: Aanmelding) -> list[Leefgebied]:
    """What has no answer yet."""
    return [Leefgebied(rij.leefgebied) for rij in checklist(aanmelding) if not rij.stand]


def eerste_open(aanmelding: Aanmelding, na: str) -> str:
    """The first leefgebied after this one that is not ready; empty when there is none."""
    rijen = checklist(aanmelding)
    vanaf = next(i + 1 for i, rij in enumerate(rijen) if rij.leefgebied == na)
    return next((rij.leefgebied for rij in rijen[vanaf:] if not is_klaar(rij)), "")
