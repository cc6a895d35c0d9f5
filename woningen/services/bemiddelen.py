"""Open the search after the toelating, and ask a corporatie for a home."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from aanmelding.models import AanmeldVersie
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol, Route
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import Beurt, aan_de_beurt, heeft_contingent, keuze_belemmeringen
from opstap.protocol.feiten import ToelatingBesloten
from opstap.protocol.potten import Categorie, ruimte
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.regelingen.models import Deelname
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import betrekken, handeling_boeken
from woningen.enums import Bemiddelingstatus, Verhuurderreden
from woningen.models import Bemiddeling, Contingent
from woningen.services.contingent import plaats_omzetten, plaats_van
from woningen.services.gedeeld import eis_handeling, traject_laden

_TE_VRAGEN = (Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT)


@regelt("Z-5.1", "A-8")
@transaction.atomic
def open_bemiddeling_na(feit: ToelatingBesloten) -> None:
    """Reaction on ToelatingBesloten. Running it twice opens one bemiddeling; the caller plans the duties."""
    if feit.uitkomst != ToelatingUitkomst.TOEGELATEN or feit.route is None:
        return
    traject = traject_laden(feit.traject)
    if Bemiddeling.objects.filter(traject=traject, toelating=feit.besluit).exists():
        return
    eerste = AanmeldVersie.objects.filter(aanmelding__traject=traject).order_by("nummer")[:1].get()
    Bemiddeling.objects.create(
        traject=traject,
        route=feit.route,
        toelating=feit.besluit,
        begonnen_op=clock.vandaag(),
        wachtrij_dag=eerste.datum,
        wachtrij_nummer=eerste.pk,
    )
    bemiddeling_melden(traject, feit.route, SYSTEEM)


def bemiddeling_melden(traject: Traject, route: Route, namens: Namens) -> None:
    gebeurtenis_vastleggen(
        soort="bemiddeling_geopend",
        namens=namens,
        traject=traject.sleutel,
        clausule="Z-9.3" if route is Route.DIRECTE_BEMIDDELING else "Z-9.4",
        gegevens={"route": route},
    )


def _van_dit_jaar(traject: Traject) -> Contingent | None:
    """None, too, where the regeling of the traject agreed no number."""
    if not heeft_contingent(parameters=traject.regelingversie.parameters):
        return None
    return Contingent.objects.filter(regeling_id=traject.regeling_id, jaar=clock.vandaag().year).first()


def contingent_van(traject: Traject) -> Contingent | None:
    """Of which the search holds a place, maybe since last year; else that of this year."""
    plaats = plaats_van(traject)
    return plaats.contingent if plaats else _van_dit_jaar(traject)


def kent_delen(traject: Traject) -> bool:
    """Is anything of this contingent counted apart?"""
    contingent = contingent_van(traject)
    return contingent is not None and contingent.potten.kent_delen


def ruimte_per_deel(traject: Traject) -> dict[Categorie, int]:
    """How many homes each part still takes (Z-4.4), the home of this traject itself apart; empty where nothing is
    counted apart."""
    contingent = contingent_van(traject)
    if contingent is None or not contingent.potten.kent_delen:
        return {}
    bezet = contingent.bezet(behalve=plaats_van(traject))
    return {c: ruimte(potten=contingent.potten, bezet=bezet, categorie=c) for c in Categorie}


def verhuurder_voorstel(traject: Traject) -> Beurt | None:
    """Whose turn it is by the running shares of this year (Z-2.3); None without a contingent."""
    contingent = _van_dit_jaar(traject)
    if contingent is None:
        return None
    aandelen = dict(contingent.delen.order_by("corporatie__naam").values_list("corporatie__naam", "aandeel"))
    if not sum(aandelen.values()):
        return None
    geleverd = dict.fromkeys(aandelen, 0)
    gevraagd = Bemiddeling.objects.filter(
        traject__regeling_id=traject.regeling_id,
        route=Route.DIRECTE_BEMIDDELING,
        status=Bemiddelingstatus.ZOEKT.value,
        traject__afgesloten_op=None,
    ).exclude(traject=traject)
    for naam in (
        *contingent.plaatsen.bezet().values_list("corporatie__naam", flat=True),
        *gevraagd.values_list("verhuurder__naam", flat=True),
    ):
        geleverd[naam] = geleverd.get(naam, 0) + 1
    return aan_de_beurt(aandelen=aandelen, geleverd=geleverd)


def voor_wie_verdeelt(sleutel: UUID, namens: Namens) -> tuple[Traject, Bemiddeling | None]:
    """The traject, locked, and its search, for who shares out the homes."""
    traject = traject_laden(sleutel)
    eis_handeling(namens, Actie.VERHUURDER_VRAGEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.VERDELING, traject))
    return traject, Bemiddeling.objects.open().filter(traject=traject).first()


@transaction.atomic
def verhuurder_vragen(
    *,
    traject: UUID,
    corporatie: UUID,
    reden: Verhuurderreden | None = None,
    categorie: Categorie | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Bemiddeling:
    """Ask a corporatie for a home. From now on she sees the traject; who was asked before no longer does."""
    rij, bemiddeling = voor_wie_verdeelt(traject, namens)
    eis(verhuurder_belemmeringen(bemiddeling))
    assert bemiddeling is not None
    bemiddeling.eis_versie(versie)
    gekozen = (
        Deelname.objects.filter(regeling_id=rij.regeling_id, organisatie__sleutel=corporatie)
        .als(Hoedanigheid.VERHUURDER)
        .first()
    )
    eis(
        keuze_belemmeringen(
            gekozen=gekozen.organisatie.naam if gekozen else None,
            huidige=bemiddeling.verhuurder.naam if bemiddeling.verhuurder else None,
            route=Route(bemiddeling.route),
            voorstel=verhuurder_voorstel(rij),
            heeft_reden=reden is not None,
        )
    )
    assert gekozen is not None
    verhuurder: Organisatie = gekozen.organisatie
    vandaag = clock.vandaag()
    _vorige_laten_gaan(rij, verhuurder)
    betrekken(rij, organisatie=verhuurder, hoedanigheid=Hoedanigheid.VERHUURDER, reden="gevraagd om een woning")
    bemiddeling.verhuurder, bemiddeling.verhuurder_gevraagd_op = verhuurder, vandaag
    if categorie is not None:
        bemiddeling.categorie = categorie.value
    if bemiddeling.status == Bemiddelingstatus.WACHT:
        bemiddeling.zoeken()
    bemiddeling.save()
    bericht_klaarzetten(
        soort="verhuurder_gevraagd",
        sleutel=f"{bemiddeling.sleutel}:{bemiddeling.versie}",
        traject=rij,
        organisatie=verhuurder,
        rol=Rol.CONSULENT,
    )
    gegevens = {"reden": reden} if reden else {}
    handeling_boeken(rij, namens=namens, soort="verhuurder_gevraagd", clausule="Z-2.3", gegevens=gegevens)
    return bemiddeling


@regelt("Z-4.4", "I-31")
@transaction.atomic
def contingentdeel_kiezen(
    *, traject: UUID, categorie: Categorie, versie: int | None = None, namens: Namens
) -> Bemiddeling:
    """For which part of the contingent this home counts, also when its place is taken already. Nobody else is told."""
    rij, bemiddeling = voor_wie_verdeelt(traject, namens)
    eis(contingentdeel_belemmeringen(bemiddeling))
    assert bemiddeling is not None
    bemiddeling.eis_versie(versie)
    plaats_omzetten(bemiddeling, categorie)
    bemiddeling.categorie = categorie.value
    bemiddeling.save()
    handeling_boeken(rij, namens=namens, soort="contingentdeel_gekozen", clausule="I-31")
    return bemiddeling


def contingentdeel_belemmeringen(bemiddeling: Bemiddeling | None) -> list[Belemmering]:
    """Is there something to choose? Also shown on the page."""
    if bemiddeling is None or bemiddeling.verhuurder is None:
        return [Belemmering("Z-9.3", "Er is nog geen corporatie gevraagd; u kiest het deel als u dat doet.")]
    if not ruimte_per_deel(bemiddeling.traject):
        return [Belemmering("Z-4.4", "Dit contingent heeft geen delen die apart tellen.")]
    return []


def verhuurder_belemmeringen(bemiddeling: Bemiddeling | None) -> list[Belemmering]:
    """May a corporatie be asked now? Also shown on the page."""
    if bemiddeling is None:
        return [Belemmering("Z-9.3", "De kandidaat is nog niet toegelaten; neem eerst het besluit.")]
    if bemiddeling.status == Bemiddelingstatus.AANGEBODEN:
        return [Belemmering("I-13", "Er staat een aanbod open; wacht op het antwoord.")]
    if bemiddeling.status not in _TE_VRAGEN:
        return [Belemmering("Z-9.3", "Er is al een woning voor deze kandidaat.")]
    return []


def _vorige_laten_gaan(traject: Traject, nieuwe: Organisatie) -> None:
    """Only one corporatie supplies the home; the one asked before loses sight today."""
    Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.VERHUURDER, tot=None).exclude(
        organisatie=nieuwe
    ).update(tot=clock.vandaag())
