"""The decision file: what the evaluaties, the MDO's and the consultations say, put together by itself (Z-2.15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Afspraak, Evaluatie, Mdo, Notitie
from evaluatie.vaststelling import niet_vastgesteld
from opstap.protocol.basis import Belemmering
from opstap.protocol.bijsturen import Advies, omzetting_advies
from opstap.protocol.contract import Consultaties, aanzegging_vanaf, aanzegging_voor
from opstap.protocol.contract import besluit_streef as streefdatum
from opstap.protocol.contract import besluit_uiterlijk as uiterste_datum
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, MdoUitkomst, Oordeel
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.trajecten.models import Traject
from woningen.models import Huurovereenkomst
from woningen.services.omzetting import consultaties


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a person weighs; nothing here decides."""

    evaluaties: list[Evaluatie]
    gehouden: list[Evaluatie]
    afspraken: list[tuple[str, str]]
    mdos: list[tuple[str, str]]
    consultaties: Consultaties
    advies: Advies
    streef: date | None
    uiterlijk: date | None
    data: list[tuple[str, str]]
    niet_vastgesteld: list[Belemmering]


def dossier(contract: Huurovereenkomst) -> Dossier:
    """Read together once, with a fixed number of queries."""
    evaluaties = list(
        Evaluatie.objects.filter(contract=contract).met_vaststelling().prefetch_related("items").order_by("nummer")
    )
    gehouden = sorted((e for e in evaluaties if e.is_gehouden), key=lambda e: (e.gehouden_op, e.nummer))
    laatste = gehouden[-1] if gehouden else None
    parameters = contract.traject.regelingversie.parameters
    streef = streefdatum(ingangsdatum=contract.ingangsdatum, einde=contract.einde, parameters=parameters)
    uiterlijk = uiterste_datum(ingangsdatum=contract.ingangsdatum, einde=contract.einde, parameters=parameters)
    return Dossier(
        evaluaties=evaluaties,
        gehouden=gehouden,
        afspraken=afspraakregels(contract.traject),
        mdos=_mdos(contract.traject),
        consultaties=consultaties(contract),
        advies=omzetting_advies(
            laatste=itemoordelen(laatste), oordeel=Oordeel(laatste.oordeel) if laatste is not None else None
        ),
        streef=streef,
        uiterlijk=uiterlijk,
        data=_data(contract, streef, uiterlijk),
        niet_vastgesteld=niet_vastgesteld(evaluaties),
    )


def itemoordelen(evaluatie: Evaluatie | None) -> dict[EvaluatieItem, ItemOordeel]:
    """The word per point, in the order of the form."""
    if evaluatie is None:
        return {}
    gegeven = {i.item: ItemOordeel(i.oordeel) for i in evaluatie.items.all()}
    return {item: gegeven[item] for item in EvaluatieItem if item in gegeven}


def afspraakregels(traject: Traject) -> list[tuple[str, str]]:
    """(what, who and how it stands) of every afspraak."""
    rijen = list(Afspraak.objects.filter(traject=traject))
    teksten = notities(traject, Notitiesoort.AFSPRAAK)
    return [
        (
            teksten.get(a.sleutel, "(tekst verwijderd)"),
            f"{Partij(a.wie).label}, voor {datum_voluit(a.uiterlijk)}: {a.get_status_display()}",
        )
        for a in rijen
    ]


def notities(traject: Traject, soort: Notitiesoort) -> dict[UUID, str]:
    return dict(Notitie.objects.filter(traject=traject, soort=soort).values_list("onderwerp", "tekst"))


def notities_van(onderwerp: UUID) -> dict[str, str]:
    """The short texts of one row, per kind."""
    return dict(Notitie.objects.filter(onderwerp=onderwerp).values_list("soort", "tekst"))


def _mdos(traject: Traject) -> list[tuple[str, str]]:
    gehouden = Mdo.objects.filter(traject=traject, gehouden_op__isnull=False).order_by("gehouden_op")
    return [(f"MDO van {datum_voluit(m.gehouden_op)}", MdoUitkomst(m.uitkomst).label) for m in gehouden]


def _data(contract: Huurovereenkomst, streef: date | None, uiterlijk: date | None) -> list[tuple[str, str]]:
    """What the calendar says; the window of the aanzegging is the law (I-25)."""
    assert contract.einde is not None
    vanaf, voor = aanzegging_vanaf(contract.einde), aanzegging_voor(contract.einde)
    return [
        ("Contract loopt tot en met", datum_voluit(laatste_dag(contract.einde))),
        ("Besluit het liefst op", datum_voluit(streef) if streef else NIET_VASTGELEGD),
        ("Besluit uiterlijk op", datum_voluit(uiterlijk) if uiterlijk else NIET_VASTGELEGD),
        (
            "Bij een nee: aanzegging ontvangen",
            f"van {datum_voluit(vanaf)} tot en met {datum_voluit(laatste_dag(voor))}",
        ),
    ]
