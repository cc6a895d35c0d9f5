"""Make a regeling from a preset, and give out kenmerken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Sum

from opstap import clock
from opstap.errors import RegelGeschonden, Verouderd, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.contacten import bezwaren, zonder_twee
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.services import rol_toekennen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import Zaak, loket_van, wie, zetel_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.deelnemen import (
    KANT_VAN,
    Aansluiting,
    Overlegkant,
    overeenkomst_belemmeringen,
    overleg_belemmeringen,
)
from opstap.protocol.parameters import Parameters, als_document, parameters_uit_document
from opstap.protocol.regelingwissel import VoorWie, ingang_belemmeringen
from opstap.protocol.vier_ogen import vier_ogen
from opstap.regelingen.models import (
    Commissielid,
    Deelname,
    Kenmerkteller,
    Overeenkomstoverleg,
    Regeling,
    RegelingVersie,
)
from opstap.regelingen.presets import preset, presets
from opstap.regelingen.querysets import DeelnameQuerySet
from opstap.regelingen.toegang import eis_overlegrecht, eis_regelingrecht


@dataclass(frozen=True, slots=True)
class Ingang:
    """From which day new agreements hold, for whom, and when the partners agreed on that."""

    vanaf: date
    voor: VoorWie
    afgesproken_op: date | None = None


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


def stand(regeling: Regeling) -> int:
    """Grows with every save of a version: a form made before somebody else saved is Verouderd."""
    return int(regeling.versies.aggregate(som=Sum("versie"))["som"] or 0)


def nieuwste_versie(regeling: Regeling) -> RegelingVersie | None:
    """The last vastgestelde version, also when its day is still to come; a change starts from it."""
    return regeling.versies.vastgesteld().first()


@transaction.atomic
def concept_bewaren(
    *, regeling: UUID, document: Mapping[str, Any], namens: Namens, versie: int | None = None
) -> RegelingVersie:
    """Make the one version in preparation, or change it. `versie` is the `stand` the form was made from.

    Raises RegelGeschonden when a new one would change nothing.
    """
    rij = _vergrendeld(regeling, namens, versie)
    parameters_uit_document(document)
    concept: RegelingVersie = rij.versies.concept().first() or RegelingVersie(regeling=rij, nummer=_volgend_nummer(rij))
    concept.document, concept.vanaf = dict(document), clock.vandaag()
    if concept._state.adding:
        eis(concept_belemmeringen(nieuwste_versie(rij), concept))
    concept.save()
    _vastleggen("regeling_concept", concept, namens)
    return concept


@transaction.atomic
def concept_vaststellen(*, regeling: UUID, ingang: Ingang, namens: Namens, versie: int | None = None) -> RegelingVersie:
    """Fix the version in preparation for good, from a day on and for whom. Raises ParameterFout, RegelGeschonden."""
    rij = _vergrendeld(regeling, namens, versie)
    vorige = nieuwste_versie(rij)
    concept: RegelingVersie | None = rij.versies.concept().first()
    eis(concept_belemmeringen(vorige, concept))
    assert concept is not None
    eis(
        ingang_belemmeringen(
            vanaf=ingang.vanaf,
            vorige=vorige.vanaf if vorige else None,
            voor=ingang.voor,
            afgesproken_op=ingang.afgesproken_op,
            peildatum=clock.vandaag(),
        )
    )
    concept.vanaf, concept.ook_lopend = ingang.vanaf, ingang.voor is VoorWie.OOK_LOPEND
    concept.afgesproken_op = ingang.afgesproken_op
    concept.vaststellen()
    concept.save()
    _vastleggen("regeling_vastgesteld", concept, namens)
    return concept


def concept_belemmeringen(vorige: RegelingVersie | None, concept: RegelingVersie | None) -> list[Belemmering]:
    """Why there is nothing to fix."""
    if concept is None or (vorige is not None and vorige.parameters == concept.parameters):
        return [Belemmering("Z-1.13", "Er is nog geen afspraak gewijzigd. Wijzig eerst een afspraak.")]
    return []


def _vergrendeld(regeling: UUID, namens: Namens, versie: int | None) -> Regeling:
    """Lock the regeling first: one writer at a time."""
    rij: Regeling = Regeling.objects.select_for_update().get(sleutel=regeling)
    eis_regelingrecht(namens, Actie.REGELING_WIJZIGEN, rij)
    if versie is not None and versie != stand(rij):
        raise Verouderd
    return rij


def _volgend_nummer(regeling: Regeling) -> int:
    return int(regeling.versies.aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1


def _vastleggen(soort: str, versie: RegelingVersie, namens: Namens) -> None:
    gegevens = {"regeling": str(versie.regeling.sleutel), "nummer": versie.nummer, "vanaf": versie.vanaf.isoformat()}
    gebeurtenis_vastleggen(
        soort=soort, namens=namens, clausule="Z-1.13", gegevens=gegevens | {"ook_lopend": versie.ook_lopend}
    )


@transaction.atomic
def versie_vaststellen(*, versie: UUID) -> RegelingVersie:
    """Fix a version for good, by the system; raises ParameterFout when its document does not hold."""
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
    versie: RegelingVersie = (
        regeling.versies.vastgesteld().filter(vanaf__lte=peildatum).select_related("regeling")[:1].get()
    )
    return versie


@regelt("Z-1.13")
def versie_van_toen(versie: RegelingVersie, nummer: int | None) -> RegelingVersie:
    """The version of this regeling that a traject keeps; `versie` itself when none is asked or it does not exist."""
    if nummer is None:
        return versie
    toen: RegelingVersie | None = versie.regeling.versies.filter(status="vastgesteld", nummer=nummer).first()
    return toen or versie


def tweede_persoon_belemmeringen(regeling: Regeling, parameters: Parameters) -> list[Belemmering]:
    """Four eyes without a second pair: a warning for who keeps the regeling."""
    plaats = wie(zaak=Zaak.TOELATING, parameters=parameters)
    if not vier_ogen(parameters=parameters) or plaats is None:
        return []
    organisaties = [d.organisatie for d in Deelname.objects.filter(regeling=regeling).als(plaats.hoedanigheid)]
    mensen = {o: Gebruiker.objects.met_rol(plaats.rol, o.pk).count() for o in organisaties}
    return [
        Belemmering(
            "Z-2.9",
            f"Bij {organisatie.naam} heeft nu {'maar één persoon' if aantal else 'niemand'} de rol "
            f"{plaats.rol.label}. Een voorstel voor een besluit wacht dan. Geef bij Beheer een tweede persoon die rol.",
        )
        for organisatie, aantal in mensen.items()
        if aantal < 2
    ]


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


def doet_mee(organisatie: Organisatie) -> bool:
    """Takes part in a regeling, today or later."""
    return bool(Deelname.objects.niet_voorbij().filter(organisatie=organisatie.pk).exists())


def zonder_contacten(kring: Collection[int] | None = None) -> list[Organisatie]:
    """Organisations that take part without two escalatiecontacten who work there (H-42), by name."""
    rijen = Organisatie.objects.filter(pk__in=Deelname.objects.actueel().values("organisatie"))
    if kring is not None:
        rijen = rijen.filter(pk__in=kring)
    return zonder_twee(rijen.order_by("naam"))


@transaction.atomic
def deelname_beginnen(
    *, regeling: Regeling, organisatie: Organisatie, hoedanigheid: Hoedanigheid, vanaf: date
) -> Deelname:
    """Take part from this day; one that is open already is returned."""
    eis(bezwaren(organisatie))
    rij, _ = Deelname.objects.get_or_create(
        regeling=regeling, organisatie=organisatie, hoedanigheid=hoedanigheid, tot=None, defaults={"vanaf": vanaf}
    )
    return rij


def eigen_overeenkomsten(regeling: Regeling) -> DeelnameQuerySet:
    """Who begeleidt today on an own opstapovereenkomst, by name."""
    rijen = Deelname.objects.filter(regeling=regeling, aansluiting=Aansluiting.EIGEN_OVEREENKOMST)
    return rijen.als(Hoedanigheid.BEGELEIDING).select_related("regeling").prefetch_related("overleggen__gebruiker")


def eigen_overeenkomst(regeling: Regeling, organisatie: Organisatie) -> Deelname | None:
    rij: Deelname | None = eigen_overeenkomsten(regeling).filter(organisatie=organisatie).first()
    return rij


def overeenkomst_bezwaren(regeling: Regeling, organisatie: Organisatie | None) -> list[Belemmering]:
    """Why nobody is toegelaten yet while this organisation begeleidt; empty = nothing of its overeenkomst stops it."""
    deelname = eigen_overeenkomst(regeling, organisatie) if organisatie else None
    if deelname is None:
        return []
    overlegd = {Overlegkant(o.kant) for o in deelname.overleggen.all()}
    return overeenkomst_belemmeringen(aansluiting=Aansluiting(deelname.aansluiting), overlegd=overlegd)


def overlegregels(deelname: Deelname) -> list[tuple[str, str]]:
    """Per side when it consulted and who said so, to read."""
    gezegd = {o.kant: o for o in deelname.overleggen.all()}
    return [
        (
            f"Overleg volgens {kant.label}",
            f"{datum_voluit(o.datum)}, vastgelegd door {o.gebruiker.naam}" if (o := gezegd.get(kant)) else "nog niet",
        )
        for kant in Overlegkant
    ]


@transaction.atomic
def overleg_vastleggen(*, regeling: UUID, organisatie: UUID, datum: date | None, namens: Namens) -> None:
    """One side says when it consulted the other about this overeenkomst; None takes its word back."""
    rij = Regeling.objects.select_for_update().get(sleutel=regeling)
    eis_overlegrecht(namens, rij)
    deelname = eigen_overeenkomst(rij, Organisatie.objects.get(sleutel=organisatie))
    if deelname is None:
        zin = "Deze organisatie heeft nu geen eigen opstapovereenkomst in deze regeling."
        raise RegelGeschonden([Belemmering("Z-7.6", zin)])
    kant, wie = KANT_VAN[Rol(namens.rol)], Gebruiker.objects.get(sleutel=namens.gebruiker)
    zei = deelname.overleggen.filter(gebruiker=wie).exclude(kant=kant).exists()
    eis(overleg_belemmeringen(datum=datum, peildatum=clock.vandaag(), zei_andere_kant=zei))
    if datum is None:
        deelname.overleggen.filter(kant=kant).delete()
    else:
        hoort = {"datum": datum, "gebruiker": wie}
        Overeenkomstoverleg.objects.update_or_create(deelname=deelname, kant=kant, defaults=hoort)
    gegevens = {"regeling": str(regeling), "organisatie": str(organisatie), "kant": kant.value}
    gegevens |= {"datum": datum.isoformat()} if datum else {}
    soort = "overleg_vastgelegd" if datum else "overleg_teruggenomen"
    gebeurtenis_vastleggen(soort=soort, namens=namens, clausule="Z-7.7", gegevens=gegevens)


def gemeente_van(regeling: Regeling) -> Organisatie | None:
    """Whose people hear of what the organisations leave lying: of the procesregie, else the gemeente of the Wmo."""
    wmo = Deelname.objects.filter(regeling=regeling).als(Hoedanigheid.WMO).first()
    return procesregie(regeling) or (wmo.organisatie if wmo else None)


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
