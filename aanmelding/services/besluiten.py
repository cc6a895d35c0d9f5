"""The besluit over the toelating."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from aanmelding.delen.akkoord import kandidaat_zei
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from aanmelding.services.aanvullen import vraag_sluiten
from aanmelding.services.adviesstand import adviezen_laten_vervallen
from aanmelding.services.basis import bericht_aan_zorg, openen_om_te_besluiten, overleg_bezwaren, werkt_bij_afzender
from aanmelding.services.brieven import besluit_schrijven, brieven_hoeven_niet_meer
from aanmelding.services.gesprek import gesprek_opschrijven
from aanmelding.services.indienen import accorderingen_laten_vervallen
from aanmelding.services.voorstelstand import voorstel_laten_vervallen
from aanmelding.toetsing import OORDEEL, Uitkomsten, eigen_toets, met_bevestiging, zorg_toets
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.protocol.aanmeldstappen import Accorderingstatus, besluit_belemmeringen
from opstap.protocol.aanvullen import Aanvulafloop
from opstap.protocol.adviseren import Adviesafloop
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Leefgebied, Route
from opstap.protocol.beslissen import Zaak
from opstap.protocol.feiten import ToelatingBesloten
from opstap.protocol.gesprek import Gesprek
from opstap.protocol.toelaten import Afwijking, ToelatingUitkomst, toelating_belemmeringen
from opstap.protocol.toetsing import CriteriumInvoer, CriteriumUitkomst, mogelijke_routes
from opstap.protocol.verklaringen import toelaten_bezwaren
from opstap.protocol.vier_ogen import alleen_belemmeringen
from opstap.protocol.voordragen import VOORDRACHT
from opstap.termijnen.genodigden.services import moment_afzeggen
from opstap.trajecten.beslissers import (
    GEEN_VERGADERING,
    Vergadering,
    notulen,
    vergadering_bezwaren,
)
from opstap.trajecten.enums import Besluitsoort, Uitkomst
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import besluit_nemen, handeling_boeken, traject_afsluiten, traject_vergrendelen


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
    #: When it was not written down before.
    gesprek: Gesprek | None = None

    @property
    def is_toegelaten(self) -> bool:
        return self.uitkomst is ToelatingUitkomst.TOEGELATEN

    @property
    def op_route(self) -> Route | None:
        """Only a yes goes along a route; a no is tested on the one that asks least."""
        return self.route if self.is_toegelaten else None


@transaction.atomic
def toelating_besluiten(
    *, traject: UUID, besluit: Toelatingsbesluit, versie: int | None = None, namens: Namens
) -> Besluit:
    """Decide, write to kandidaat and zorgorganisatie, tell the other rooms. An afwijzing closes the traject.

    Refused where the regeling asks a second person: see `voorstellen`.
    """
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    eis(alleen_belemmeringen(parameters=aanmelding.traject.regelingversie.parameters))
    return besluit_uitvoeren(aanmelding, besluit, namens)


def besluit_uitvoeren(
    aanmelding: Aanmelding, besluit: Toelatingsbesluit, namens: Namens, *, voorstel: UUID | None = None
) -> Besluit:
    """Inside a use-case that may. `voorstel`: the proposal it confirms."""
    verstuurd = aanmelding.laatste_versie
    if verstuurd is None:
        raise RegelGeschonden([Belemmering("Z-9.2", "Deze aanmelding is nog niet verstuurd.")])
    if besluit.gesprek is not None:
        gesprek_opschrijven(aanmelding, besluit.gesprek, namens)
    besluit = dataclasses.replace(besluit, invoer=met_bevestiging(verstuurd, besluit.invoer))
    criteria = _toets(aanmelding, verstuurd, besluit)
    if besluit.is_toegelaten:
        eis([*toelaten_bezwaren(laatste=kandidaat_zei(aanmelding)), *overleg_bezwaren(aanmelding.traject)])
    eis(_belemmeringen(aanmelding, besluit, criteria, namens))
    if besluit.is_toegelaten:
        aanmelding.toelaten()
    else:
        aanmelding.afwijzen()
    aanmelding.besloten_op = clock.vandaag()
    aanmelding.save()
    moment_afzeggen(aanmelding.sleutel)
    accorderingen_laten_vervallen(aanmelding)
    vraag_sluiten(aanmelding, Aanvulafloop.BESLOTEN)
    voorstel_laten_vervallen(aanmelding)
    adviezen_laten_vervallen(aanmelding, Adviesafloop.BESLOTEN)
    rij = _vastleggen(aanmelding, verstuurd, besluit, criteria, namens, voorstel)
    brieven_hoeven_niet_meer(aanmelding, Briefsoort.ONTVANGST, Briefsoort.HEROPENING)
    besluit_schrijven(
        aanmelding,
        rij,
        motivering=besluit.motivering,
        criteria=criteria,
        aannemelijk=besluit.aannemelijk,
        route=besluit.op_route,
    )
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
            route=besluit.op_route,
        ),
    )
    bericht_aan_zorg(aanmelding.traject, soort="besluit_toelating", sleutel=str(rij.sleutel))
    if not besluit.is_toegelaten:
        traject_afsluiten(traject=aanmelding.traject.sleutel, uitkomst=Uitkomst.AFGEWEZEN, namens=namens)
    return rij


def toelating_voorbeeld(
    *, traject: UUID, besluit: Toelatingsbesluit, versie: int | None = None, namens: Namens
) -> list[Brief]:
    """The letters of this besluit; nothing of it is kept. Refuses what the besluit would."""
    with transaction.atomic():
        return besluit_uitproberen(openen_om_te_besluiten(traject, namens=namens, versie=versie), besluit, namens)


def besluit_uitproberen(aanmelding: Aanmelding, besluit: Toelatingsbesluit, namens: Namens) -> list[Brief]:
    """Its letters, made by taking it and rolling it back. Refuses what the besluit would."""
    with transaction.atomic():
        proef = Aanmelding.objects.get(pk=aanmelding.pk)
        proef.traject = traject_vergrendelen(aanmelding.traject_id)
        rij = besluit_uitvoeren(proef, besluit, namens)
        brieven = list(rij.brieven.select_related("inhoud").order_by("pk"))
        transaction.set_rollback(True)
    return brieven


def _toets(aanmelding: Aanmelding, versie: AanmeldVersie, besluit: Toelatingsbesluit) -> Uitkomsten:
    return eigen_toets(aanmelding, versie, invoer=besluit.invoer, route=besluit.op_route)


def _belemmeringen(
    aanmelding: Aanmelding, besluit: Toelatingsbesluit, criteria: Sequence[CriteriumUitkomst], namens: Namens
) -> list[Belemmering]:
    mogelijk = mogelijke_routes(invoer=besluit.invoer, parameters=aanmelding.traject.regelingversie.parameters)
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
            alleen_zelf=mogelijk == (Route.ZELF_REAGEREN,),
            gestart_op=aanmelding.traject.gestart_op,
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
            mogelijk=mogelijk,
            motivering=besluit.motivering,
            werkt_bij_afzender=werkt_bij_afzender(namens, aanmelding.traject),
        ),
    ]


def _gebieden(aanmelding: Aanmelding, status: Accorderingstatus) -> list[Leefgebied]:
    """A voordracht as a sensitive row: who decides reads no difference."""
    rijen = Accordering.objects.filter(aanmelding=aanmelding, status=status)
    codes = rijen.values_list("leefgebied", flat=True)
    return [Leefgebied.JUSTITIE if code == VOORDRACHT else Leefgebied(code) for code in codes]


def _vastleggen(
    aanmelding: Aanmelding,
    versie: AanmeldVersie,
    besluit: Toelatingsbesluit,
    criteria: Sequence[CriteriumUitkomst],
    namens: Namens,
    voorstel: UUID | None,
) -> Besluit:
    """Verdicts, dates and keys in the snapshot; what was typed in the Motivering."""
    afwijking, tekst = besluit.afwijking, besluit.motivering
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
            "route": besluit.op_route.value if besluit.op_route else "",
            "aannemelijk": besluit.aannemelijk,
            "criteria": _oordelen(criteria),
            "criteria_zorg": _oordelen(zorg_toets(aanmelding, versie)),
            "afwijkingen": [_afwijking(afwijking)] if afwijking else [],
            **({"voorstel": str(voorstel)} if voorstel else {}),
        },
        notulen=notulen(besluit.vergadering, zaak=Zaak.TOELATING, traject=aanmelding.traject),
    )


def _oordelen(criteria: Sequence[CriteriumUitkomst]) -> dict[str, str]:
    return {str(criterium.nummer): OORDEEL[criterium.voldaan] for criterium in criteria}


def _afwijking(afwijking: Afwijking) -> dict[str, object]:
    kandidaat, zorg = afwijking.overleg_kandidaat_op, afwijking.overleg_zorg_op
    return {
        "criterium": afwijking.criterium,
        "overleg_kandidaat_op": kandidaat.isoformat() if kandidaat else None,
        "overleg_zorg_op": zorg.isoformat() if zorg else None,
    }
