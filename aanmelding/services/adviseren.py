"""Ask for advies, take that back, and give it (A-12, A-16)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from aanmelding.delen.akkoord import partijen_zei
from aanmelding.models import Advies, Adviestekst
from aanmelding.services.adviesstand import adviseurs, afhandelen, open_adviezen
from aanmelding.services.basis import bericht_aan_loket, openen, werkt_bij_afzender
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.adviseren import (
    ANTWOORDEN,
    Adviesafloop,
    Adviessoort,
    geven_belemmeringen,
    terugnemen_belemmeringen,
    vragen_belemmeringen,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.beslissen import Zaak
from opstap.protocol.verklaringen import mag_delen
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import betrekken, handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_eigen_recht


@transaction.atomic
def advies_vragen(*, traject: UUID, aan: UUID, versie: int | None = None, namens: Namens) -> Advies:
    """By who decides. Which question it is follows from whom is asked; who is asked reads that and no more."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    mogelijk = {a.organisatie.sleutel: a for a in adviseurs(aanmelding.traject)}
    ligt_er = {advies.organisatie.sleutel for advies in open_adviezen(aanmelding)}
    eis(
        vragen_belemmeringen(
            status=aanmelding.status,
            zijn_er=bool(mogelijk),
            mag_delen=mag_delen(laatste=partijen_zei(aanmelding)),
            gekozen=aan in mogelijk,
            ligt_er_al=aan in ligt_er,
        )
    )
    wie = mogelijk[aan]
    betrekken(aanmelding.traject, organisatie=wie.organisatie, hoedanigheid=Hoedanigheid.ADVIES, reden="advies")
    advies = Advies.objects.create(
        aanmelding=aanmelding,
        soort=wie.soort,
        organisatie=wie.organisatie,
        rol=wie.rol,
        gevraagd_op=clock.vandaag(),
        gebruiker=namens.gebruiker,
    )
    handeling_boeken(aanmelding.traject, namens=namens, soort="advies_gevraagd", clausule="A-12")
    bericht_klaarzetten(
        soort="advies_gevraagd",
        sleutel=str(advies.sleutel),
        traject=aanmelding.traject,
        organisatie=wie.organisatie,
        rol=wie.rol,
    )
    return advies


@transaction.atomic
def advies_terugnemen(*, traject: UUID, onderwerp: UUID, namens: Namens) -> Advies:
    """Who was asked need not answer any more, and sees nothing from today."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    advies: Advies = Advies.objects.get(sleutel=onderwerp, aanmelding=aanmelding)
    eis(terugnemen_belemmeringen(is_open=advies.afgehandeld_op is None))
    afhandelen(advies, Adviesafloop.TERUGGENOMEN)
    handeling_boeken(aanmelding.traject, namens=namens, soort="advies_teruggenomen", clausule="A-12")
    return advies


@transaction.atomic
def advies_geven(
    *, onderwerp: UUID, antwoord: str, tekst: str = "", versie: int | None = None, namens: Namens
) -> Advies:
    """ValueError for an answer that does not belong to the question."""
    rij = traject_vergrendelen(Advies.objects.values_list("aanmelding__traject_id", flat=True).get(sleutel=onderwerp))
    advies: Advies = Advies.objects.select_related("organisatie", "aanmelding").get(sleutel=onderwerp)
    advies.aanmelding.traject = rij
    eis_eigen_recht(namens, Actie.ADVISEREN, advies.organisatie)
    if not advies.is_voor(namens):
        raise GeenRecht
    advies.eis_versie(versie)
    eis(geven_bezwaren(advies, namens))
    advies.antwoord = ANTWOORDEN[Adviessoort(advies.soort)](antwoord)
    advies.gegeven_door = namens.gebruiker
    afhandelen(advies, Adviesafloop.GEGEVEN)
    if tekst.strip():
        Adviestekst.objects.create(advies=advies, tekst=tekst.strip())
    handeling_boeken(rij, namens=namens, soort="advies_gegeven", clausule="A-12")
    bericht_aan_loket(rij, soort="advies_gegeven", sleutel=str(advies.sleutel))
    return advies


def geven_bezwaren(advies: Advies, namens: Namens) -> list[Belemmering]:
    """Also shown on the page."""
    traject = advies.aanmelding.traject
    return geven_belemmeringen(
        is_open=advies.afgehandeld_op is None and traject.afgesloten_op is None,
        mag_delen=mag_delen(laatste=partijen_zei(advies.aanmelding)),
        werkt_bij_afzender=werkt_bij_afzender(namens, traject),
        vroeg_zelf=advies.gebruiker in (namens.gebruiker, namens.voor),
    )
