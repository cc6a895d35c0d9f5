"""The conversation with the kandidaat and the besluit over the toelating."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from aanmelding.delen.behandelaar import behandelaarfeiten
from aanmelding.letters import afwijzinggegevens, toelatinggegevens
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from aanmelding.services.aanvullen import vraag_sluiten
from aanmelding.services.basis import bericht_aan_zorg, openen, werkt_bij_afzender
from aanmelding.services.indienen import accorderingen_laten_vervallen
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.services import brief_maken
from opstap.protocol.aanmeldstappen import Accorderingstatus, besluit_belemmeringen, gesprek_belemmeringen
from opstap.protocol.aanvullen import Aanvulafloop
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Leefgebied, Route
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import ToelatingBesloten
from opstap.protocol.toelaten import Afwijking, ToelatingUitkomst, toelating_belemmeringen
from opstap.protocol.toetsing import CriteriumInvoer, CriteriumUitkomst, mogelijke_routes, toets
from opstap.regelingen.services import loket
from opstap.trajecten.beslissers import (
    GEEN_VERGADERING,
    Vergadering,
    beslisser_bezwaren,
    notulen,
    vergadering_bezwaren,
)
from opstap.trajecten.enums import Besluitsoort, Uitkomst, Verklaringsoort
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import besluit_nemen, geldende_verklaring, handeling_boeken, traject_afsluiten

_OORDEEL = {True: "voldaan", False: "niet_voldaan", None: "onbekend"}


@dataclasses.dataclass(frozen=True, slots=True)
class Toelatingsbesluit:
    """What is decided and why. `route` only at a toelating; `vergadering` only where a commissie decides."""

    uitkomst: ToelatingUitkomst
    invoer: CriteriumInvoer
    aannemelijk: bool
    motivering: str
    route: Route | None = None
    afwijking: Afwijking | None = None
    vergadering: Vergadering = GEEN_VERGADERING

    @property
    def is_toegelaten(self) -> bool:
        return self.uitkomst is ToelatingUitkomst.TOEGELATEN


@transaction.atomic
def gesprek_vastleggen(*, traject: UUID, datum: date, versie: int | None = None, namens: Namens) -> Aanmelding:
    """The day of the conversation with the kandidaat; nothing of what was said (Z-9.8)."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    eis(
        gesprek_belemmeringen(
            status=aanmelding.status,
            datum=datum,
            ingediend_op=aanmelding.ingediend_op,
            peildatum=clock.vandaag(),
        )
    )
    aanmelding.gesprek_op = datum
    aanmelding.save()
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort="gesprek_vastgelegd",
        clausule="Z-9.8",
        gegevens={"datum": datum.isoformat()},
    )
    return aanmelding


@transaction.atomic
def toelating_besluiten(
    *, traject: UUID, besluit: Toelatingsbesluit, versie: int | None = None, namens: Namens
) -> Besluit:
    """Decide, write to kandidaat and zorgorganisatie, tell the other rooms. An afwijzing closes the traject."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    verstuurd = aanmelding.laatste_versie
    if verstuurd is None:
        raise RegelGeschonden([Belemmering("Z-9.2", "Deze aanmelding is nog niet verstuurd.")])
    criteria = _toets(aanmelding, verstuurd, besluit)
    eis(_belemmeringen(aanmelding, besluit, criteria, namens))
    if besluit.is_toegelaten:
        aanmelding.toelaten()
    else:
        aanmelding.afwijzen()
    aanmelding.besloten_op = clock.vandaag()
    aanmelding.save()
    accorderingen_laten_vervallen(aanmelding)
    vraag_sluiten(aanmelding, Aanvulafloop.BESLOTEN)
    rij = _vastleggen(aanmelding, verstuurd, besluit, criteria, namens)
    _brieven(aanmelding, rij, besluit, criteria)
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort="toelating_besloten",
        clausule="Z-9.2",
        gegevens={"uitkomst": besluit.uitkomst.value, "besluit": str(rij.sleutel)},
        feit=ToelatingBesloten(
            traject=aanmelding.traject.sleutel,
            besluit=rij.sleutel,
            uitkomst=besluit.uitkomst.value,
            route=besluit.route if besluit.is_toegelaten else None,
        ),
    )
    bericht_aan_zorg(aanmelding.traject, soort="besluit_toelating", sleutel=str(rij.sleutel))
    if not besluit.is_toegelaten:
        traject_afsluiten(traject=aanmelding.traject.sleutel, uitkomst=Uitkomst.AFGEWEZEN, namens=namens)
    return rij


def _toets(aanmelding: Aanmelding, versie: AanmeldVersie, besluit: Toelatingsbesluit) -> tuple[CriteriumUitkomst, ...]:
    """An afwijzing is tested on the best route that is open: nobody is refused for a route he does not need."""
    parameters, feiten = aanmelding.traject.regelingversie.parameters, behandelaarfeiten(aanmelding)
    invoer = dataclasses.replace(
        besluit.invoer,
        akkoord_formulier=_akkoord(aanmelding, versie, besluit.invoer.akkoord_formulier),
        heeft_behandelaar=feiten["heeft_behandelaar"],
        behandelaar_onderschrijft=feiten["behandelaar_onderschrijft"],
    )
    mogelijk = mogelijke_routes(invoer=invoer, parameters=parameters)
    route = besluit.route if besluit.is_toegelaten and besluit.route is not None else mogelijk[0]
    return toets(invoer=invoer, parameters=parameters, peildatum=clock.vandaag(), route=route)


def _akkoord(aanmelding: Aanmelding, versie: AanmeldVersie, ingevuld: bool | None) -> bool | None:
    """Yes only when the akkoord is on exactly this version; the kandidaat may have come back on it (Z-8.6)."""
    if ingevuld is False:
        return False
    akkoord = geldende_verklaring(aanmelding.traject, Verklaringsoort.AKKOORD_KANDIDAAT, versie.sleutel)
    return True if akkoord is not None else None


def _belemmeringen(
    aanmelding: Aanmelding, besluit: Toelatingsbesluit, criteria: Sequence[CriteriumUitkomst], namens: Namens
) -> list[Belemmering]:
    parameters = aanmelding.traject.regelingversie.parameters
    return [
        *toelating_belemmeringen(
            uitkomst=besluit.uitkomst,
            status=aanmelding.status,
            gesprek_op=aanmelding.gesprek_op,
            open_accorderingen=_gebieden(aanmelding, Accorderingstatus.GEVRAAGD),
            geweigerde_accorderingen=_gebieden(aanmelding, Accorderingstatus.GEWEIGERD),
            criteria=criteria,
            afwijkingen=[besluit.afwijking] if besluit.afwijking else [],
            peildatum=clock.vandaag(),
            aannemelijk=besluit.aannemelijk,
            gesprek_nodig=aanmelding.gesprek_nodig,
        ),
        *vergadering_bezwaren(
            besluit.vergadering,
            zaak=Zaak.TOELATING,
            traject=aanmelding.traject,
            vanaf=aanmelding.compleet_op if besluit.is_toegelaten else aanmelding.ingediend_op,
        ),
        *besluit_belemmeringen(
            uitkomst=besluit.uitkomst,
            route=besluit.route,
            mogelijk=mogelijke_routes(invoer=besluit.invoer, parameters=parameters),
            motivering=besluit.motivering,
            werkt_bij_afzender=werkt_bij_afzender(namens, aanmelding.traject),
        ),
    ]


def _gebieden(aanmelding: Aanmelding, status: Accorderingstatus) -> list[Leefgebied]:
    rijen = Accordering.objects.filter(aanmelding=aanmelding, status=status)
    return [Leefgebied(gebied) for gebied in rijen.values_list("leefgebied", flat=True)]


def _vastleggen(
    aanmelding: Aanmelding,
    versie: AanmeldVersie,
    besluit: Toelatingsbesluit,
    criteria: Sequence[CriteriumUitkomst],
    namens: Namens,
) -> Besluit:
    """Verdicts, dates and keys in the snapshot; what was typed in the Motivering."""
    afwijking = besluit.afwijking if besluit.is_toegelaten else None
    tekst = besluit.motivering
    if afwijking is not None:
        tekst = f"{tekst}\n\nAfwijking van criterium {afwijking.criterium}: {afwijking.motivering}"
    return besluit_nemen(
        aanmelding.traject,
        soort=Besluitsoort.TOELATING,
        uitkomst=besluit.uitkomst.value,
        namens=namens,
        motivering=tekst,
        snapshot={
            "aanmeldversie": str(versie.sleutel),
            "nummer": versie.nummer,
            "gesprek_op": aanmelding.gesprek_op.isoformat() if aanmelding.gesprek_op else None,
            "route": besluit.route.value if besluit.is_toegelaten and besluit.route else "",
            "aannemelijk": besluit.aannemelijk,
            "criteria": {str(criterium.nummer): _OORDEEL[criterium.voldaan] for criterium in criteria},
            "afwijkingen": [_afwijking(afwijking)] if afwijking else [],
        },
        notulen=notulen(besluit.vergadering, zaak=Zaak.TOELATING, traject=aanmelding.traject),
    )


def _afwijking(afwijking: Afwijking) -> dict[str, object]:
    kandidaat, zorg = afwijking.overleg_kandidaat_op, afwijking.overleg_zorg_op
    return {
        "criterium": afwijking.criterium,
        "overleg_kandidaat_op": kandidaat.isoformat() if kandidaat else None,
        "overleg_zorg_op": zorg.isoformat() if zorg else None,
    }


@regelt("Z-9.10")
def _brieven(
    aanmelding: Aanmelding, rij: Besluit, besluit: Toelatingsbesluit, criteria: Sequence[CriteriumUitkomst]
) -> None:
    """To kandidaat and zorgorganisatie, the same content, on the day of the besluit (Z-9.10)."""
    traject = aanmelding.traject
    soort, titel = Briefsoort.AFWIJZING, "Besluit over uw aanmelding"
    algemeen: dict[str, Any] = {
        "kandidaat": traject.naam,
        "regeling": traject.regeling.naam,
        "motivering": besluit.motivering,
        "vergadering_op": rij.vergadering_op,
        "gesprek_op": aanmelding.gesprek_op,
    }
    if besluit.is_toegelaten and besluit.route is not None:
        soort, titel = Briefsoort.TOELATING, "U bent toegelaten"
        gegevens = toelatinggegevens(
            **algemeen, route=besluit.route, besloten_op=rij.datum, parameters=traject.regelingversie.parameters
        )
    else:
        gegevens = afwijzinggegevens(**algemeen, criteria=criteria, aannemelijk=besluit.aannemelijk)
    for geadresseerde in (Geadresseerde.KANDIDAAT, Geadresseerde.ZORGORGANISATIE):
        brief_maken(
            traject=traject,
            soort=soort,
            titel=titel,
            afzender=loket(traject.regeling, traject.regelingversie.parameters),
            geadresseerde=geadresseerde,
            gegevens=gegevens,
            besluit=rij,
        )
