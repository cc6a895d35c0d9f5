"""Reacting oneself: until when, and what is decided on that day (Z-9.24, Z-9.25, I-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, AanmeldVersie
from aanmelding.toetsing import met_bevestiging
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import naar_directe_bemiddeling_belemmeringen, op_is_op_belemmeringen
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.reageren import (
    RouteUitkomst,
    blijven_belemmeringen,
    reageertijd_belemmeringen,
    reageren_belemmeringen,
)
from opstap.protocol.toetsing import CriteriumInvoer, binding_belemmeringen, mogelijke_routes
from opstap.regelingen.services import loket
from opstap.trajecten.beslissers import (
    GEEN_VERGADERING,
    Vergadering,
    beslisser_bezwaren,
    notulen,
    vergadering_bezwaren,
)
from opstap.trajecten.enums import Besluitsoort, Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import (
    besluit_nemen,
    handeling_boeken,
    verklaring_vastleggen,
)
from woningen import letters
from woningen.enums import Bemiddelingstatus
from woningen.models import Bemiddeling
from woningen.services.aanbieden import eerdere_aanbiedingen
from woningen.services.bemiddelen import bemiddeling_melden
from woningen.services.gedeeld import begeleider_mailen, eis_handeling, niet_na_vandaag, traject_laden
from woningen.services.toelating import verhuurder_laten_gaan


def zelf_belemmeringen(bemiddeling: Bemiddeling | None) -> list[Belemmering]:
    """Also shown on the pages."""
    return reageren_belemmeringen(
        route=Route(bemiddeling.route) if bemiddeling else None,
        aangeboden=bemiddeling is not None and bemiddeling.status == Bemiddelingstatus.AANGEBODEN,
        toegewezen=bemiddeling is not None and bemiddeling.status == Bemiddelingstatus.TOEGEWEZEN,
    )


def _zoekt_zelf(traject: Traject, versie: int | None) -> Bemiddeling:
    bemiddeling: Bemiddeling | None = Bemiddeling.objects.open().filter(traject=traject).first()
    eis(zelf_belemmeringen(bemiddeling))
    assert bemiddeling is not None
    bemiddeling.eis_versie(versie)
    return bemiddeling


@transaction.atomic
def reageertijd_afspreken(
    *, traject: UUID, reageren_tot: date, akkoord_op: date, wijze: Wijze, versie: int | None = None, namens: Namens
) -> Bemiddeling:
    """Zorg and kandidaat agree on the last day (Z-9.24). A new day replaces the one before, also after it passed."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.REAGEERTIJD_AFSPREKEN, rij)
    bemiddeling = _zoekt_zelf(rij, versie)
    eis(niet_na_vandaag(akkoord_op, clausule="Z-9.24", wat="U sprak dit af", veld="akkoord_op"))
    eis(reageertijd_belemmeringen(reageren_tot=reageren_tot, peildatum=clock.vandaag()))
    bemiddeling.reageren_tot, bemiddeling.reageren_beslist_op = reageren_tot, None
    bemiddeling.save()
    verklaring_vastleggen(
        rij,
        soort=Verklaringsoort.AFSPRAAK_REAGEERTIJD,
        datum=akkoord_op,
        wijze=wijze,
        namens=namens,
        onderwerp=bemiddeling.sleutel,
    )
    gegevens = {"tot": reageren_tot.isoformat()}
    handeling_boeken(rij, namens=namens, soort="reageertijd_afgesproken", clausule="Z-9.24", gegevens=gegevens)
    return bemiddeling


@dataclass(frozen=True, slots=True)
class Routebesluit:
    """`binding_maanden`, `direct_voorafgaand`, `vrijstelling`: the conditions of voorrang, tested again (Z-8.7).

    `motivering`: why not, or why a search that lapsed is opened again.
    """

    uitkomst: RouteUitkomst
    binding_maanden: int | None = None
    direct_voorafgaand: bool | None = None
    vrijstelling: bool = False
    motivering: str = ""
    vergadering: Vergadering = GEEN_VERGADERING


@transaction.atomic
def route_besluiten(*, traject: UUID, besluit: Routebesluit, versie: int | None = None, namens: Namens) -> Besluit:
    """Who decides over the toelating says whether the corporatie searches from now on; the kandidaat gets a letter."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.ROUTE_WISSELEN, rij)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, rij))
    bemiddeling = _zoekt_zelf(rij, versie)
    eis(_belemmeringen(rij, bemiddeling, besluit))
    genomen = besluit_nemen(
        rij,
        soort=Besluitsoort.ROUTE,
        uitkomst=besluit.uitkomst,
        namens=namens,
        motivering=besluit.motivering,
        snapshot={
            "binding_maanden": besluit.binding_maanden,
            "direct_voorafgaand": besluit.direct_voorafgaand,
            "vrijstelling": besluit.vrijstelling,
            "wachtrij_moment": bemiddeling.wachtrij_dag.isoformat(),
        },
        notulen=notulen(besluit.vergadering, zaak=Zaak.TOELATING, traject=rij),
    )
    bemiddeling.reageren_beslist_op = clock.vandaag()
    if besluit.uitkomst is RouteUitkomst.OVER:
        _overgaan(rij, bemiddeling, namens)
    else:
        bemiddeling.save()
    _schrijven(rij, genomen, besluit)
    begeleider_mailen(rij, soort="route_besloten", sleutel=str(genomen.sleutel))
    handeling_boeken(
        rij, namens=namens, soort="route_besloten", clausule="Z-9.25", gegevens={"uitkomst": besluit.uitkomst}
    )
    return genomen


def _belemmeringen(traject: Traject, bemiddeling: Bemiddeling, besluit: Routebesluit) -> list[Belemmering]:
    bezwaren = vergadering_bezwaren(
        besluit.vergadering, zaak=Zaak.TOELATING, traject=traject, vanaf=bemiddeling.begonnen_op
    )
    if besluit.uitkomst is RouteUitkomst.BLIJFT:
        return bezwaren + blijven_belemmeringen(motivering=besluit.motivering)
    parameters, invoer = traject.regelingversie.parameters, _invoer(traject, besluit)
    return [
        *bezwaren,
        *op_is_op_belemmeringen(eerdere=eerdere_aanbiedingen(traject), parameters=parameters),
        *binding_belemmeringen(invoer=invoer, parameters=parameters),
        *naar_directe_bemiddeling_belemmeringen(
            eerder_vervallen=is_vervallen(traject),
            reden_heropening=besluit.motivering,
            mogelijke_routes=mogelijke_routes(invoer=invoer, parameters=parameters),
        ),
    ]


def is_vervallen(traject: Traject) -> bool:
    """Did directe bemiddeling stop after the refusals, under the toelating that holds now? (I-14)"""
    rijen = Bemiddeling.objects.filter(traject=traject)
    nu = rijen.order_by("-pk").values_list("toelating", flat=True)[:1]
    return rijen.filter(status=Bemiddelingstatus.VERVALLEN, toelating__in=list(nu)).exists()


def _invoer(traject: Traject, besluit: Routebesluit) -> CriteriumInvoer:
    invoer = CriteriumInvoer(
        binding_maanden=besluit.binding_maanden,
        direct_voorafgaand=besluit.direct_voorafgaand,
        vrijstelling=besluit.vrijstelling,
    )
    return met_bevestiging(verstuurde_versie(traject), invoer)


def verstuurde_versie(traject: Traject) -> AanmeldVersie:
    """What was sent last; there is one, for the kandidaat is toegelaten."""
    versie = Aanmelding.objects.get(traject=traject).laatste_versie
    assert versie is not None
    return versie


@regelt("I-14")
def _overgaan(traject: Traject, bemiddeling: Bemiddeling, namens: Namens) -> None:
    """A row of its own, so that homes found by reacting never count as offers (Z-9.13); the place in the row stays."""
    bemiddeling.overgaan()
    bemiddeling.save()
    verhuurder_laten_gaan(traject)
    Bemiddeling.objects.create(
        traject=traject,
        route=Route.DIRECTE_BEMIDDELING,
        toelating=bemiddeling.toelating,
        begonnen_op=clock.vandaag(),
        categorie=bemiddeling.categorie,
        wachtrij_dag=bemiddeling.wachtrij_dag,
        wachtrij_nummer=bemiddeling.wachtrij_nummer,
    )
    bemiddeling_melden(traject, Route.DIRECTE_BEMIDDELING, namens)


def _schrijven(traject: Traject, genomen: Besluit, besluit: Routebesluit) -> None:
    van = loket(traject.regeling, traject.regelingversie.parameters)
    brieven_maken(
        traject,
        soort=Briefsoort.ROUTE,
        titel="Hoe u verder een woning zoekt",
        afzender=van,
        gegevens=letters.route(traject, genomen, besluit.motivering),
        besluit=genomen,
    )
