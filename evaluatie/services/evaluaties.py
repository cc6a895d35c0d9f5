"""Evaluaties: planned by the contract, held at the kitchen table, or moved when somebody was not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort, Partij, Verzetreden
from evaluatie.feiten import komende_evaluaties
from evaluatie.models import Evaluatie, Itemoordeel, Verzet
from evaluatie.services.afspraken import NieuweAfspraak, afspraken_maken, bezwaren_tegen
from evaluatie.services.gedeeld import instemming_ontbreekt, notitie_schrijven, stap, vergrendeld
from evaluatie.services.reacties import NieuweReactie, reactie_bezwaren, reactie_schrijven
from evaluatie.services.tafel import evaluatie_om_de_tafel
from evaluatie.services.vaststellen import ronde_beginnen, vaststellen_als_het_kan
from evaluatie.services.voorstellen import voorstel_bij_onvoldoende, voorstel_bij_wegblijven
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.bijsturen import (
    gehouden_na_begin_belemmeringen,
    nieuwe_datum_belemmeringen,
    nieuwe_datum_grens,
    tijd_belemmeringen,
    weggebleven_belemmeringen,
)
from opstap.protocol.contract import besluit_streef, besluit_uiterlijk
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel, Oordeel, Vervolgadvies
from opstap.protocol.evalueren import ItemAntwoord, evaluatie_belemmeringen, evaluatieplan
from opstap.protocol.feiten import ContractIngegaan
from opstap.protocol.momenten import Momentplan
from opstap.protocol.ritme import eerder_belemmeringen, eerder_houden_vanaf, verzetgrens
from opstap.termijnen.genodigden.services import moment_afzeggen, stand
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.models import Huurovereenkomst
from woningen.services.gedeeld import gesloten_belemmeringen


@transaction.atomic
def plan_evaluaties_na(feit: ContractIngegaan) -> None:
    """Reaction: a row per evaluatie of the plan. Running it twice adds nothing."""
    contract = Huurovereenkomst.objects.select_related("traject__regelingversie").get(sleutel=feit.contract)
    if Evaluatie.objects.filter(contract=contract).exists():
        return
    plan = evaluatieplan(
        ingangsdatum=contract.ingangsdatum,
        ingebruikname=contract.ingebruikname,
        einde=contract.opstap_tot,
        ritme=contract.evaluatieritme,
        parameters=contract.traject.regelingversie.parameters,
    )
    Evaluatie.objects.bulk_create(
        [
            Evaluatie(
                traject=contract.traject,
                contract=contract,
                nummer=moment.nummer,
                soort=moment.soort,
                clausule=moment.clausule,
                met_corporatie=moment.met_corporatie,
                gepland_op=moment.datum,
            )
            for moment in plan
        ]
    )
    gebeurtenis_vastleggen(
        soort="evaluaties_gepland",
        namens=SYSTEEM,
        traject=feit.traject,
        clausule="Z-12.1",
        gegevens={"aantal": len(plan)},
    )


@transaction.atomic
def evaluatie_vastleggen(
    *,
    evaluatie: UUID,
    gehouden_op: date,
    huurder_aanwezig: bool,
    aanwezig: Collection[Partij],
    items: Mapping[EvaluatieItem, ItemOordeel],
    oordeel: Oordeel | None,
    namens: Namens,
    advies: Vervolgadvies | None = None,
    bewoner: str = "",
    begeleider: str = "",
    inzet: Mapping[Inzet, str] | None = None,
    afspraken: Sequence[NieuweAfspraak] = (),
    geen_afspraak_omdat: str = "",
    reactie: NieuweReactie | None = None,
    versie: int | None = None,
) -> Evaluatie:
    """Write down what was said. The rules say what makes it validly held; people give every verdict."""
    traject, rij = vergrendeld(Evaluatie.objects.select_related("contract"), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    eis(instemming_ontbreekt(rij))
    antwoorden = _antwoorden(items, afspraken, geen_afspraak_omdat)
    bezwaren = _bezwaren(rij, gehouden_op, huurder_aanwezig, aanwezig, antwoorden, oordeel)
    eis(bezwaren + bezwaren_tegen(afspraken, gehouden_op) + reactie_bezwaren(reactie, gehouden_op))
    stap(rij.houden)
    rij.gehouden_op, rij.oordeel, rij.advies = gehouden_op, oordeel, advies or ""
    rij.aanwezig = sorted({Partij.HUURDER.value, *(partij.value for partij in aanwezig)})
    rij.save()
    moment_afzeggen(rij.sleutel)
    Itemoordeel.objects.bulk_create(Itemoordeel(evaluatie=rij, item=i, oordeel=o) for i, o in items.items())
    teksten = {Notitiesoort.van_inzet(wie): tekst for wie, tekst in (inzet or {}).items()} | {
        Notitiesoort.BEWONER: bewoner,
        Notitiesoort.BEGELEIDER: begeleider,
        Notitiesoort.GEEN_AFSPRAAK: geen_afspraak_omdat,
    }
    for soort, tekst in teksten.items():
        notitie_schrijven(traject, rij.sleutel, soort, tekst)
    afspraken_maken(afspraken, evaluatie=rij)
    reactie_schrijven(rij, reactie)
    voorstel_bij_onvoldoende(rij)
    gegevens = {"nummer": rij.nummer, "datum": gehouden_op.isoformat(), "oordeel": rij.oordeel}
    ronde_beginnen(rij, namens)
    handeling_boeken(traject, namens=namens, soort="evaluatie_gehouden", clausule="Z-12.12", gegevens=gegevens)
    vaststellen_als_het_kan(rij, namens)
    gereed: Evaluatie = rij
    return gereed


def _bezwaren(
    evaluatie: Evaluatie,
    gehouden_op: date,
    huurder_aanwezig: bool,
    aanwezig: Collection[Partij],
    antwoorden: Mapping[EvaluatieItem, ItemAntwoord],
    oordeel: Oordeel | None,
) -> list[Belemmering]:
    """Why this does not count as validly held."""
    return evaluatie_belemmeringen(
        met_corporatie=evaluatie.met_corporatie,
        gehouden_op=gehouden_op,
        aanwezig={rol for partij in aanwezig if (rol := partij.rol) is not None},
        huurder_aanwezig=huurder_aanwezig,
        antwoorden=antwoorden,
        oordeel=oordeel,
        peildatum=clock.vandaag(),
        parameters=evaluatie.traject.regelingversie.parameters,
    ) + gehouden_na_begin_belemmeringen(gehouden_op=gehouden_op, ingebruikname=evaluatie.contract.ingebruikname)


def _antwoorden(
    items: Mapping[EvaluatieItem, ItemOordeel], afspraken: Sequence[NieuweAfspraak], omdat: str
) -> dict[EvaluatieItem, ItemAntwoord]:
    """An afspraak without a point covers every point."""
    over = {a.item for a in afspraken}
    return {
        item: ItemAntwoord(oordeel=oordeel, heeft_afspraak=None in over or item in over, geen_afspraak_omdat=omdat)
        for item, oordeel in items.items()
    }


def tijd_afspreken_belemmeringen(evaluatie: Evaluatie) -> list[Belemmering]:
    """Also shown on the page."""
    komt_nog = evaluatie in komende_evaluaties(evaluatie.traject)
    return gesloten_belemmeringen(evaluatie.traject) or tijd_belemmeringen(
        komt_nog=komt_nog, gepland_op=evaluatie.gepland_op, peildatum=clock.vandaag()
    )


@transaction.atomic
def evaluatie_tijd_afspreken(
    *, evaluatie: UUID, hoe: Momentplan, namens: Namens, versie: int | None = None
) -> Evaluatie:
    """On the day it is planned: into the calendar of who must be there. Again = another time or place.

    With nothing changed nobody hears anything, and the row keeps its version.
    """
    traject, rij = vergrendeld(Evaluatie.objects.all(), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    eis(tijd_afspreken_belemmeringen(rij))
    gereed: Evaluatie = rij
    was = stand(rij.sleutel)
    evaluatie_om_de_tafel(rij, hoe)
    if was is not None and stand(rij.sleutel) == was:
        return gereed
    rij.save()
    gegevens = {"nummer": rij.nummer, "datum": rij.gepland_op.isoformat()}
    handeling_boeken(traject, namens=namens, soort="evaluatie_tijd_afgesproken", clausule="Z-12.10", gegevens=gegevens)
    return gereed


def verzetten_tot(evaluatie: Evaluatie) -> tuple[date, str] | None:
    """The last day to which this one can move, and why; also shown on the page."""
    contract, parameters = evaluatie.contract, evaluatie.traject.regelingversie.parameters
    afspraak = contract.eindafspraak
    later = Evaluatie.objects.filter(contract=contract, nummer__gt=evaluatie.nummer).te_houden().van_het_plan()
    uiterlijk = besluit_uiterlijk(ingangsdatum=contract.ingangsdatum, einde=contract.einde, parameters=parameters)
    gewoon = nieuwe_datum_grens(
        gepland_op=evaluatie.gepland_op,
        volgende=list(later.values_list("gepland_op", flat=True)),
        besluit_uiterlijk=uiterlijk if contract.besluit_id is None else None,
        einde=afspraak.einde if afspraak is not None else contract.opstap_tot,
        peildatum=clock.vandaag(),
    )
    schuift = verzetgrens(
        in_plan_op=evaluatie.in_plan_op, soort=evaluatie.soort, peildatum=clock.vandaag(), parameters=parameters
    )
    return min((grens for grens in (gewoon, schuift) if grens is not None), default=None)


def eerder_aanbod(evaluatie: Evaluatie) -> tuple[date, date] | None:
    """(from when, the besluit day): it falls on a besluit day, so it is offered earlier; also shown on the page."""
    contract, parameters = evaluatie.contract, evaluatie.traject.regelingversie.parameters
    if contract.einde is None or not evaluatie.is_te_houden:
        return None
    begin, einde = contract.ingangsdatum, contract.einde
    return eerder_houden_vanaf(
        gepland_op=evaluatie.gepland_op,
        besluitdagen=[
            dag(ingangsdatum=begin, einde=einde, parameters=parameters) for dag in (besluit_streef, besluit_uiterlijk)
        ],
        besloten=contract.besluit_id is not None,
        peildatum=clock.vandaag(),
    )


@transaction.atomic
def evaluatie_niet_doorgegaan(
    *,
    evaluatie: UUID,
    reden: Verzetreden,
    nieuwe_datum: date,
    namens: Namens,
    hoe: Momentplan | None = None,
    versie: int | None = None,
) -> Evaluatie:
    """Keeps its number and moves alone; before its day it is moved, from its day on it did not go on.

    The huurder absent too often: an MDO is proposed (I-12).

    With a time it goes into the calendars; without one an earlier time no longer holds.
    """
    traject, rij = vergrendeld(Evaluatie.objects.select_related("contract"), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    is_vooraf = clock.vandaag() < rij.gepland_op
    eis(_verzet_bezwaren(rij, reden, nieuwe_datum))
    verzet = Verzet.objects.create(evaluatie=rij, van=rij.gepland_op, naar=nieuwe_datum, reden=reden)
    stap(rij.niet_doorgaan)
    rij.gepland_op = nieuwe_datum
    rij.save()
    if hoe is not None:
        evaluatie_om_de_tafel(rij, hoe)
    else:
        moment_afzeggen(rij.sleutel)
    if reden is Verzetreden.HUURDER_AFWEZIG:
        voorstel_bij_wegblijven(rij, verzet.van)
    handeling_boeken(
        traject,
        namens=namens,
        soort="evaluatie_verplaatst" if is_vooraf else "evaluatie_niet_doorgegaan",
        clausule="Z-12.10",
        gegevens={"nummer": rij.nummer, "datum": nieuwe_datum.isoformat(), "reden": reden},
    )
    gereed: Evaluatie = rij
    return gereed


def _verzet_bezwaren(evaluatie: Evaluatie, reden: Verzetreden, nieuwe_datum: date) -> list[Belemmering]:
    vandaag = clock.vandaag()
    if reden is Verzetreden.VOOR_BESLUIT and (
        bezwaren := eerder_belemmeringen(
            aanbod=eerder_aanbod(evaluatie), nieuwe_datum=nieuwe_datum, gepland_op=evaluatie.gepland_op
        )
    ):
        return bezwaren
    return weggebleven_belemmeringen(
        weggebleven=reden is Verzetreden.HUURDER_AFWEZIG, gepland_op=evaluatie.gepland_op, peildatum=vandaag
    ) + nieuwe_datum_belemmeringen(nieuwe_datum=nieuwe_datum, grens=verzetten_tot(evaluatie), peildatum=vandaag)
