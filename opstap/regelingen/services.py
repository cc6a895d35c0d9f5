"""Make a regeling from a preset, and give out kenmerken."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import loket_van, zetel_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters, als_document
from opstap.regelingen.models import Commissielid, Deelname, Kenmerkteller, Regeling, RegelingVersie
from opstap.regelingen.presets import preset, presets


@transaction.atomic
def regeling_uit_preset(*, slug: str, vanaf: date) -> Regeling:
    """The regeling of a preset with one vastgestelde version; an existing one is returned unchanged."""
    bestaand: Regeling | None = Regeling.objects.filter(slug=slug).first()
    if bestaand is not None:
        return bestaand
    bron = preset(slug)
    regeling = Regeling.objects.create(
        slug=bron.slug, naam=bron.naam, gemeenten=bron.gemeente, kenmerkletter=bron.kenmerkletter
    )
    versie = RegelingVersie(regeling=regeling, nummer=1, document=als_document(bron.parameters), vanaf=vanaf)
    versie.vaststellen()
    versie.save()
    return regeling


@transaction.atomic
def versie_vaststellen(*, versie: UUID) -> RegelingVersie:
    """Fix a version for good; raises ParameterFout when its document does not hold."""
    rij: RegelingVersie = RegelingVersie.objects.select_for_update().get(sleutel=versie)
    rij.vaststellen()
    rij.save()
    return rij


def regelingen_klaarzetten() -> None:
    """Every preset as a regeling, for an own Opstap; the beheerder adds who takes part. Twice changes nothing."""
    for bron in presets():
        regeling_uit_preset(slug=bron.slug, vanaf=bron.geldig_vanaf or clock.vandaag())


@regelt("Z-1.13")
def geldende_versie(regeling: Regeling, peildatum: date) -> RegelingVersie:
    """The newest vastgestelde version that holds on `peildatum`; raises DoesNotExist when there is none."""
    return (
        regeling.versies.filter(status="vastgesteld", vanaf__lte=peildatum)
        .select_related("regeling")
        .order_by("-nummer")
    )[:1].get()


@regelt("Z-1.13")
def versie_van_toen(versie: RegelingVersie, nummer: int | None) -> RegelingVersie:
    """The version of this regeling that a traject keeps; `versie` itself when none is asked or it does not exist."""
    if nummer is None:
        return versie
    toen: RegelingVersie | None = versie.regeling.versies.filter(status="vastgesteld", nummer=nummer).first()
    return toen or versie


@regelt("Z-2.2", "Z-4.6", "A-9")
def loket(regeling: Regeling, parameters: Parameters) -> Organisatie:
    """The organisation that receives every aanmelding (Z-2.2, A-9); raises DoesNotExist when there is none."""
    hoedanigheid = loket_van(parameters=parameters).hoedanigheid
    organisatie: Organisatie = Deelname.objects.filter(regeling=regeling).als(hoedanigheid)[:1].get().organisatie
    return organisatie


def procesregie(regeling: Regeling) -> Organisatie | None:
    """Whose procesregisseur works in this regeling (Z-13.11, Z-14.19)."""
    deelname = Deelname.objects.filter(regeling=regeling).als(Hoedanigheid.PROCESREGIE).first()
    return deelname.organisatie if deelname else None


@transaction.atomic
def commissielid_benoemen(*, deelname: Deelname, gebruiker: Gebruiker, vertegenwoordigt: Organisatie) -> Commissielid:
    """A seat from today, with the role at the commissie; one that is open already is returned."""
    eis(
        zetel_belemmeringen(
            is_zorgorganisatie=vertegenwoordigt.soort == Organisatiesoort.ZORG,
            als_commissie=deelname.hoedanigheid == Hoedanigheid.COMMISSIE,
        )
    )
    rol_toekennen(gebruiker=gebruiker, organisatie=deelname.organisatie, rol=Rol.COMMISSIELID)
    rij, _ = Commissielid.objects.get_or_create(
        deelname=deelname,
        gebruiker=gebruiker,
        tot=None,
        defaults={"vertegenwoordigt": vertegenwoordigt, "vanaf": clock.vandaag()},
    )
    return rij


@transaction.atomic
def kenmerk_uitgeven(*, regeling: Regeling, jaar: int) -> str:
    """The next human reference, for example Z-2026-0014. Counted by one conditional UPDATE: never given twice."""
    Kenmerkteller.objects.get_or_create(regeling=regeling, jaar=jaar)
    Kenmerkteller.objects.filter(regeling=regeling, jaar=jaar).update(laatste=F("laatste") + 1)
    nummer = Kenmerkteller.objects.get(regeling=regeling, jaar=jaar).laatste
    return f"{regeling.kenmerkletter}-{jaar}-{nummer:04d}"
