"""Write down a knelpunt, a talk about the protocol and a dispute. Of organisations; nothing leads to a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from evaluatie.register.models import Geschil, Knelpunt, Knelpunttekst, Protocolafspraak, Protocolevaluatie
from evaluatie.register.toegang import eis_mogelijk, namens_bij_geschil, namens_bij_tekst, namens_van_deelnemer, wie
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Rol
from opstap.protocol.registers import (
    Evaluatieaanleiding,
    Evaluatieonderwerp,
    Geschilonderwerp,
    Geschiluitkomst,
    Tekstsoort,
    Thema,
    Uitsluiting,
    afspraak_belemmeringen,
    evaluatie_belemmeringen,
    geschil_belemmeringen,
    herkenbaar_belemmeringen,
    maand_belemmeringen,
    stap_belemmeringen,
    volgende_evaluatie,
)
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import geldende_versie
from opstap.regelingen.toegang import eis_regelingrecht


def deelnemers_van(regeling: Regeling) -> list[Organisatie]:
    """Who takes part today, by name."""
    mee = regeling.deelnames.actueel().values("organisatie")
    return list(Organisatie.objects.filter(pk__in=mee).order_by("naam"))


def _deelnemers(regeling: Regeling, sleutels: Collection[UUID]) -> list[Organisatie]:
    return [o for o in deelnemers_van(regeling) if o.sleutel in sleutels]


def _eigen(namens: Namens) -> Organisatie:
    assert namens.organisatie is not None
    return Organisatie.objects.get(sleutel=namens.organisatie)


def _boeken(soort: str, clausule: str, regeling: Regeling, namens: Namens, **gegevens: object) -> None:
    waar = {"regeling": str(regeling.sleutel)}
    gebeurtenis_vastleggen(soort=soort, namens=namens, clausule=clausule, gegevens=waar | gegevens)


# --- knelpunten ----------------------------------------------------------------------------------------------------


@transaction.atomic
def knelpunt_opschrijven(
    *,
    regeling: UUID,
    thema: Thema,
    maand: tuple[int, int],
    liep_vast: str,
    werkte: str = "",
    uitsluiting: Uitsluiting | None = None,
    namens: Namens,
) -> Knelpunt:
    """`maand`: year and month. The log says who wrote it, and not the month."""
    rij = Regeling.objects.get(sleutel=regeling)
    eis_mogelijk(namens, namens_van_deelnemer(wie(namens), Actie.KNELPUNT_OPSCHRIJVEN, rij))
    teksten = {Tekstsoort.LIEP_VAST: liep_vast.strip(), Tekstsoort.WERKTE: werkte.strip()}
    eis(
        [
            *maand_belemmeringen(jaar=maand[0], maand=maand[1], peildatum=clock.vandaag()),
            *herkenbaar_belemmeringen(teksten=[(soort.value, tekst) for soort, tekst in teksten.items()]),
        ]
    )
    knelpunt = Knelpunt.objects.create(
        regeling=rij,
        organisatie=_eigen(namens),
        thema=thema.value,
        uitsluiting=uitsluiting.value if uitsluiting else "",
        jaar=maand[0],
        maand=maand[1],
    )
    Knelpunttekst.objects.bulk_create(
        Knelpunttekst(knelpunt=knelpunt, soort=soort.value, tekst=tekst) for soort, tekst in teksten.items() if tekst
    )
    _boeken("knelpunt_opgeschreven", "P-45", rij, namens, knelpunt=str(knelpunt.sleutel), thema=thema)
    return knelpunt


@transaction.atomic
def knelpuntteksten_weghalen(
    *, knelpunt: UUID, soorten: Collection[Tekstsoort], versie: int | None = None, namens: Namens
) -> Knelpunt:
    """The words go for good; the knelpunt still counts."""
    rij: Knelpunt = Knelpunt.objects.select_for_update(of=("self",)).select_related("regeling").get(sleutel=knelpunt)
    eis_mogelijk(namens, namens_bij_tekst(wie(namens), rij))
    rij.eis_versie(versie)
    rij.teksten.filter(soort__in=[soort.value for soort in soorten]).delete()
    rij.save()
    _boeken("knelpunttekst_weggehaald", "P-45", rij.regeling, namens, knelpunt=str(knelpunt), soorten=list(soorten))
    return rij


# --- the talk about the protocol -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    """Who talked about what, in codes."""

    jaar: int
    aanleiding: Evaluatieaanleiding
    gehouden_op: date
    onderwerpen: Collection[Evaluatieonderwerp]
    organisaties: Collection[UUID]
    rollen: Collection[Rol]
    bestuurlijk_op: date | None = None


def evaluatie_nodig_op(regeling: Regeling) -> date | None:
    """Last day of the next fixed one (Z-16.1); None where the regeling gives no term."""
    maanden = geldende_versie(regeling, clock.vandaag()).parameters.protocolevaluatie_maanden
    laatste = Protocolevaluatie.objects.vast(regeling.pk).order_by("-gehouden_op").first()
    begin = regeling.versies.vastgesteld().aggregate(begin=Min("vanaf"))["begin"]
    return volgende_evaluatie(begin=begin, laatste=laatste.gehouden_op if laatste else None, maanden=maanden)


@transaction.atomic
def protocolevaluatie_vastleggen(*, regeling: UUID, verslag: Verslag, namens: Namens) -> Protocolevaluatie:
    """Race: two write down the fixed one of a year. The lock on the regeling lets the second see the first."""
    rij = Regeling.objects.select_for_update(no_key=True).get(sleutel=regeling)
    eis_regelingrecht(namens, Actie.PROTOCOL_EVALUEREN, rij)
    return _bewaren(Protocolevaluatie(regeling=rij), verslag, namens)


@transaction.atomic
def protocolevaluatie_wijzigen(
    *, protocolevaluatie: UUID, verslag: Verslag, versie: int | None = None, namens: Namens
) -> Protocolevaluatie:
    """Put it right, or add when the bestuurlijk overleg talks about it."""
    wat = Protocolevaluatie.objects.select_related("regeling").get(sleutel=protocolevaluatie)
    regeling = Regeling.objects.select_for_update(no_key=True).get(pk=wat.regeling_id)
    eis_regelingrecht(namens, Actie.PROTOCOL_EVALUEREN, regeling)
    rij: Protocolevaluatie = Protocolevaluatie.objects.select_for_update().get(pk=wat.pk)
    rij.eis_versie(versie)
    return _bewaren(rij, verslag, namens)


def _bewaren(rij: Protocolevaluatie, verslag: Verslag, namens: Namens) -> Protocolevaluatie:
    regeling = rij.regeling
    zelfde_jaar = Protocolevaluatie.objects.vast(regeling.pk).filter(jaar=verslag.jaar).exclude(pk=rij.pk)
    eis(
        evaluatie_belemmeringen(
            gehouden_op=verslag.gehouden_op,
            jaar=verslag.jaar,
            al_dit_jaar=verslag.aanleiding is Evaluatieaanleiding.JAARLIJKS and zelfde_jaar.exists(),
            peildatum=clock.vandaag(),
        )
    )
    rij.jaar, rij.aanleiding, rij.gehouden_op = verslag.jaar, verslag.aanleiding.value, verslag.gehouden_op
    rij.onderwerpen, rij.rollen = _codes(verslag.onderwerpen), _codes(verslag.rollen)
    rij.bestuurlijk_op = verslag.bestuurlijk_op
    rij.save()
    mogelijk = {*deelnemers_van(regeling), *rij.organisaties.all()}
    rij.organisaties.set(o for o in mogelijk if o.sleutel in verslag.organisaties)
    _boeken(
        "protocolevaluatie_vastgelegd", "Z-16.1", regeling, namens,
        protocolevaluatie=str(rij.sleutel), jaar=rij.jaar, aanleiding=rij.aanleiding,
    )  # fmt: skip
    return rij


def _codes(leden: Iterable[Evaluatieonderwerp] | Iterable[Rol]) -> list[str]:
    return [lid.value for lid in leden]


@transaction.atomic
def protocolafspraak_maken(
    *, protocolevaluatie: UUID, organisatie: UUID, wat: str, uiterlijk: date, namens: Namens
) -> Protocolafspraak:
    evaluatie = Protocolevaluatie.objects.select_for_update(of=("self",)).select_related("regeling")
    rij: Protocolevaluatie = evaluatie.get(sleutel=protocolevaluatie)
    eis_regelingrecht(namens, Actie.PROTOCOL_EVALUEREN, rij.regeling)
    doen = _deelnemers(rij.regeling, [organisatie])
    eis(
        [
            *afspraak_belemmeringen(uiterlijk=uiterlijk, gehouden_op=rij.gehouden_op, doet_mee=bool(doen)),
            *herkenbaar_belemmeringen(teksten=[("wat", wat)]),
        ]
    )
    afspraak = Protocolafspraak.objects.create(
        protocolevaluatie=rij, organisatie=doen[0], wat=wat.strip(), uiterlijk=uiterlijk
    )
    _boeken("protocolafspraak_gemaakt", "Z-16.1", rij.regeling, namens, protocolafspraak=str(afspraak.sleutel))
    return afspraak


@transaction.atomic
def protocolafspraak_afronden(
    *, protocolafspraak: UUID, klaar: bool, versie: int | None = None, namens: Namens
) -> Protocolafspraak:
    """`klaar` False: it was not done after all."""
    rij = Protocolafspraak.objects.select_for_update(of=("self",)).select_related("protocolevaluatie__regeling")
    afspraak = rij.get(sleutel=protocolafspraak)
    regeling = afspraak.protocolevaluatie.regeling
    eis_regelingrecht(namens, Actie.PROTOCOL_EVALUEREN, regeling)
    afspraak.eis_versie(versie)
    afspraak.klaar_op = clock.vandaag() if klaar else None
    afspraak.save()
    _boeken(
        "protocolafspraak_afgerond", "Z-16.1", regeling, namens, protocolafspraak=str(protocolafspraak), klaar=klaar
    )
    return afspraak


# --- disputes ------------------------------------------------------------------------------------------------------


@transaction.atomic
def geschil_melden(
    *, regeling: UUID, wederpartijen: Collection[UUID], onderwerp: Geschilonderwerp, gemeld_op: date, namens: Namens
) -> Geschil:
    """One party is enough (Z-18.2)."""
    rij = Regeling.objects.get(sleutel=regeling)
    eis_mogelijk(namens, namens_van_deelnemer(wie(namens), Actie.GESCHIL_BIJHOUDEN, rij))
    melder, andere = _eigen(namens), _deelnemers(rij, wederpartijen)
    eis(
        geschil_belemmeringen(
            andere=len(andere), melder_is_ander=melder in andere, gemeld_op=gemeld_op, peildatum=clock.vandaag()
        )
    )
    geschil = Geschil.objects.create(regeling=rij, melder=melder, onderwerp=onderwerp.value, gemeld_op=gemeld_op)
    geschil.wederpartijen.set(andere)
    _boeken("geschil_gemeld", "Z-18.2", rij, namens, geschil=str(geschil.sleutel), onderwerp=onderwerp)
    return geschil


@transaction.atomic
def geschil_bijwerken(
    *,
    geschil: UUID,
    bemiddelaar_op: date | None,
    rechter_op: date | None,
    klaar: bool,
    afgerond_op: date | None,
    uitkomst: Geschiluitkomst | None,
    versie: int | None = None,
    namens: Namens,
) -> Geschil:
    """How far it is. The log keeps what was said before."""
    rij: Geschil = Geschil.objects.select_for_update(of=("self",)).select_related("regeling").get(sleutel=geschil)
    eis_mogelijk(namens, namens_bij_geschil(wie(namens), rij))
    rij.eis_versie(versie)
    dagen = {"bemiddelaar_op": bemiddelaar_op, "rechter_op": rechter_op, "afgerond_op": afgerond_op}
    eis(stap_belemmeringen(**dagen, gemeld_op=rij.gemeld_op, klaar=klaar, uitkomst=uitkomst, peildatum=clock.vandaag()))
    rij.bemiddelaar_op, rij.rechter_op, rij.afgerond_op = bemiddelaar_op, rechter_op, afgerond_op
    rij.uitkomst = uitkomst.value if uitkomst else ""
    rij.save()
    gegevens = {naam: dag.isoformat() if dag else None for naam, dag in dagen.items()}
    _boeken(
        "geschil_bijgewerkt", "Z-18.1", rij.regeling, namens, geschil=str(geschil), **gegevens, uitkomst=rij.uitkomst
    )
    return rij
