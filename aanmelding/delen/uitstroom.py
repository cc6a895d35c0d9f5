"""When and from where the kandidaat leaves, the binding with the gemeente, and the way to a home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aanmelding.delen.basis import Deel, Regels, Snapshot, vraagt
from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding, Voorwaarde, Woonkeusinschrijving
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.toetsing import CriteriumInvoer, route_waarschuwingen
from opstap.trajecten.models import Traject

#: The criteria that ask for a fact of their own on the form.
INSCHRIJVING, BINDING = 3, 7


@regelt("I-36")
def heeft_vertrek(aanmelding: Aanmelding) -> bool:
    """Whether the day of vertrek is asked: not where a corporatie began at an intake."""
    return not Voorwaarde.objects.filter(aanmelding=aanmelding.pk).exists()


def _begonnen(aanmelding: Aanmelding) -> bool:
    begon = aanmelding.uitstroom is not None or aanmelding.binding_maanden is not None
    return begon or (bool(aanmelding.traject.instroomroute) and not heeft_vertrek(aanmelding))


def _titel(traject: Traject) -> str:
    return "Vertrek en binding" if vraagt(traject, BINDING) else "Vertrek"


def _regels(aanmelding: Aanmelding) -> Regels:
    a, traject = aanmelding, aanmelding.traject
    inschrijving = getattr(a, "inschrijving", None)
    nummer = inschrijving.nummer if inschrijving else ""
    return [
        *([("Vertrek", datum_voluit(a.uitstroom) if a.uitstroom else "")] if heeft_vertrek(a) else []),
        ("Waar de kandidaat verblijft", traject.herkomstroute.label if traject.herkomstroute else ""),
        *(_bindingregels(_snapshot(a)) if vraagt(traject, BINDING) else ()),
        *([("Inschrijfnummer bij Woonkeus", nummer)] if vraagt(traject, INSCHRIJVING) else []),
        ("Woning vinden", Route(a.voorkeursroute).label if a.voorkeursroute else ""),
    ]


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    return {
        "instroomroute": aanmelding.traject.instroomroute,
        "uitstroom": aanmelding.uitstroom.isoformat() if aanmelding.uitstroom else None,
        "binding_maanden": aanmelding.binding_maanden,
        "binding_bron": aanmelding.binding_bron,
        "direct_voorafgaand": aanmelding.direct_voorafgaand,
        "vrijstelling": aanmelding.vrijstelling,
        "ingeschreven": Woonkeusinschrijving.objects.filter(aanmelding=aanmelding).exists(),
        "voorkeursroute": aanmelding.voorkeursroute,
    }


def _corporatie(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    """Never the instroomroute (law 6)."""
    traject, vertrek = aanmelding.traject, snapshot["uitstroom"]
    ingeschreven = "ja" if snapshot["ingeschreven"] else "nee"
    return [
        ("Vertrek", datum_voluit(date.fromisoformat(vertrek)) if vertrek else ""),
        *(_bindingregels(snapshot) if vraagt(traject, BINDING) else ()),
        *([("Ingeschreven bij Woonkeus", ingeschreven)] if vraagt(traject, INSCHRIJVING) else []),
        ("Woning vinden", Route(snapshot["voorkeursroute"]).label if snapshot["voorkeursroute"] else ""),
    ]


def _bindingregels(snapshot: Snapshot) -> Regels:
    if snapshot["vrijstelling"]:
        return [("Binding met de gemeente", "de eis geldt niet voor deze kandidaat")]
    maanden, direct, bron = snapshot["binding_maanden"], snapshot["direct_voorafgaand"], snapshot["binding_bron"]
    return [
        ("Maanden in de gemeente", "" if maanden is None else str(maanden)),
        ("Direct voor het verblijf", {True: "ja", False: "nee", None: ""}[direct]),
        ("Hoe vastgesteld", BindingBron(bron).label if bron else ""),
    ]


def bindingwaarschuwingen(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    """What follows for the way to a home from what is filled in on the binding."""
    if not vraagt(aanmelding.traject, BINDING):
        return []
    return route_waarschuwingen(
        invoer=CriteriumInvoer(
            binding_maanden=aanmelding.binding_maanden,
            direct_voorafgaand=aanmelding.direct_voorafgaand,
            vrijstelling=aanmelding.vrijstelling,
        ),
        gewenst=Route(aanmelding.voorkeursroute) if aanmelding.voorkeursroute else None,
        parameters=aanmelding.traject.regelingversie.parameters,
    )


def _ziet_corporatie(traject: Traject) -> Sequence[str]:
    return [
        "het vertrek",
        *(["de binding"] if vraagt(traject, BINDING) else []),
        *(["of de kandidaat is ingeschreven bij Woonkeus"] if vraagt(traject, INSCHRIJVING) else []),
        "hoe de kandidaat een woning wil vinden",
    ]


def _gaat_over(traject: Traject) -> str:
    delen = [
        "de dag van vertrek",
        *(["de binding met de gemeente"] if vraagt(traject, BINDING) else []),
        *(["de inschrijving bij Woonkeus"] if vraagt(traject, INSCHRIJVING) else []),
    ]
    return f"{', '.join(delen)} en hoe er een woning komt"


UITSTROOM = Deel(
    code="uitstroom",
    titel=_titel,
    waarom="Zo is duidelijk wanneer er een woning nodig is, en hoe de kandidaat die kan krijgen.",
    gaat_over=_gaat_over,
    regels=_regels,
    is_begonnen=_begonnen,
    waarschuwt=bindingwaarschuwingen,
    velden=("uitstroom", "binding"),
    snapshot=_snapshot,
    corporatie=_corporatie,
    ziet_corporatie=_ziet_corporatie,
)
