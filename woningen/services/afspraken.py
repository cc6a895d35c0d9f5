"""Who uses the yearly homes and what was agreed about it, and what the partners promised each other."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.aandelen import (
    Aandeel,
    Afspraak,
    Deelafspraak,
    aandelen,
    afspraak_belemmeringen,
    grens_waarschuwingen,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.toezeggen import BELOVER, Afspraakpapier, Toezeggingsoort, toezegging_belemmeringen
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Betrokkenheid, Traject
from woningen.models import Aandeelafspraak, Contingent, Toezegging
from woningen.services.contingent import eis_loket


def begeleidende(traject: Traject) -> Organisatie | None:
    """Who guides the kandidaat today."""
    rij = Betrokkenheid.objects.actueel().filter(traject=traject, hoedanigheid=Hoedanigheid.BEGELEIDING)
    begeleidt: Betrokkenheid | None = rij.select_related("organisatie").first()
    return begeleidt.organisatie if begeleidt else None


def gebruik_per_organisatie(contingent: Contingent) -> Counter[str]:
    """Homes of this year that were taken, per organisation that guided the kandidaat then."""
    gebruikt = contingent.plaatsen.filter(gebruikt_door__isnull=False)
    return Counter(gebruikt.values_list("gebruikt_door__naam", flat=True))


def afspraken_van(contingent: Contingent) -> dict[str, Afspraak]:
    """The last one per organisation."""
    rijen = contingent.aandeelafspraken.values_list("organisatie__naam", "op", "hoogstens")
    return {naam: Afspraak(op, hoogstens) for naam, op, hoogstens in rijen}


def drempel_van(contingent: Contingent) -> int | None:
    return geldende_versie(contingent.regeling, clock.vandaag()).parameters.signaaldrempel_aandeel_organisatie


def aandelen_van(contingent: Contingent) -> list[Aandeel]:
    return aandelen(
        gebruikt=gebruik_per_organisatie(contingent),
        drempel=drempel_van(contingent),
        afspraken=afspraken_van(contingent),
    )


def grenswaarschuwingen(traject: Traject) -> list[Belemmering]:
    """What was agreed about who guides this kandidaat, once that number is reached; for who shares out the homes."""
    contingent = Contingent.objects.filter(regeling_id=traject.regeling_id, jaar=clock.vandaag().year).first()
    begeleidt = begeleidende(traject)
    if contingent is None or begeleidt is None:
        return []
    return grens_waarschuwingen(
        gebruikt=gebruik_per_organisatie(contingent)[begeleidt.naam],
        afspraak=afspraken_van(contingent).get(begeleidt.naam),
    )


def _contingent(regeling: UUID, jaar: int, namens: Namens) -> Contingent:
    """Locked, for the loket of the regeling."""
    rij = Contingent.objects.select_for_update(of=("self",)).select_related("regeling")
    contingent = rij.get(regeling__sleutel=regeling, jaar=jaar)
    eis_loket(namens, contingent.regeling)
    return contingent


def _doet_mee(contingent: Contingent, organisatie: Organisatie, hoedanigheid: Hoedanigheid) -> bool:
    deelnames = Deelname.objects.filter(regeling_id=contingent.regeling_id, organisatie=organisatie)
    return deelnames.als(hoedanigheid).exists()


@transaction.atomic
def aandeel_afspreken(
    *,
    regeling: UUID,
    jaar: int,
    organisatie: UUID,
    uitkomst: Deelafspraak,
    hoogstens: int | None = None,
    op: date,
    namens: Namens,
) -> Aandeelafspraak:
    """What the partners agreed after talking about the use of one zorgorganisatie. It answers the signal."""
    contingent = _contingent(regeling, jaar, namens)
    wie = Organisatie.objects.get(sleutel=organisatie)
    eis(
        afspraak_belemmeringen(
            uitkomst=uitkomst,
            hoogstens=hoogstens,
            doet_mee=_doet_mee(contingent, wie, Hoedanigheid.BEGELEIDING),
            op=op,
            peildatum=clock.vandaag(),
        )
    )
    grens = hoogstens if uitkomst is Deelafspraak.GRENS else None
    rij = Aandeelafspraak.objects.create(contingent=contingent, organisatie=wie, op=op, hoogstens=grens)
    _boeken("aandeel_afgesproken", "Z-4.10", contingent, namens, over=str(organisatie), hoogstens=grens)
    return rij


@transaction.atomic
def toezegging_vastleggen(
    *,
    regeling: UUID,
    jaar: int,
    organisatie: UUID,
    wat: Toezeggingsoort,
    aantal: int,
    papier: Afspraakpapier,
    getekend_op: date,
    kenmerk: str,
    namens: Namens,
) -> Toezegging:
    """Who promised how much for this year, and on which paper that stands."""
    contingent = _contingent(regeling, jaar, namens)
    wie = Organisatie.objects.get(sleutel=organisatie)
    kan_dit = _doet_mee(contingent, wie, BELOVER[wat])
    eis(toezegging_belemmeringen(wat=wat, kan_dit=kan_dit, getekend_op=getekend_op, peildatum=clock.vandaag()))
    rij = Toezegging.objects.create(
        contingent=contingent,
        organisatie=wie,
        wat=wat.value,
        aantal=aantal,
        papier=papier.value,
        getekend_op=getekend_op,
        kenmerk=" ".join(kenmerk.split()),
    )
    _boeken("toezegging_vastgelegd", "C-32", contingent, namens, over=str(organisatie), wat=wat, aantal=aantal)
    return rij


def _boeken(soort: str, clausule: str, contingent: Contingent, namens: Namens, **gegevens: object) -> None:
    waar = {"regeling": str(contingent.regeling.sleutel), "jaar": contingent.jaar}
    gebeurtenis_vastleggen(soort=soort, namens=namens, clausule=clausule, gegevens=waar | gegevens)


def toezeggingen_van(contingent: Contingent) -> list[Toezegging]:
    """Of each organisation and kind the last one, by name."""
    rijen = contingent.toezeggingen.select_related("organisatie")
    laatste = {(rij.organisatie.naam, rij.wat): rij for rij in rijen}
    return [laatste[sleutel] for sleutel in sorted(laatste)]


def organisaties_van(contingent: Contingent, *hoedanigheden: Hoedanigheid) -> list[Organisatie]:
    """Who takes part today as one of these, by name."""
    deelnames = Deelname.objects.filter(regeling_id=contingent.regeling_id, hoedanigheid__in=hoedanigheden).actueel()
    return list(Organisatie.objects.filter(pk__in=deelnames.values("organisatie")).order_by("naam"))
