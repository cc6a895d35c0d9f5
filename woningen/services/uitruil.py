"""Exchange of kandidaten with other gemeenten: write it down, take it back, and how a year stands."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import SYSTEEM, Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.uitruil import (
    Terugneemreden,
    Uitruilreden,
    Uitruilrichting,
    is_boven,
    uitruil_belemmeringen,
    uitruil_waarschuwingen,
)
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken
from woningen.enums import Bemiddelingstatus
from woningen.models import Bemiddeling, Uitruil
from woningen.services.bemiddelen import voor_wie_verdeelt


def uitruil_max_van(regeling: Regeling) -> int | None:
    return geldende_versie(regeling, clock.vandaag()).parameters.uitruil_max


def is_vrijgesteld(traject: Traject) -> bool:
    """Did the zorgorganisatie say, in what it sent last, that binding does not count here (Z-8.12)?"""
    aanmelding = Aanmelding.objects.filter(traject=traject).first()
    verstuurd = aanmelding.laatste_versie if aanmelding else None
    return verstuurd is not None and bool(verstuurd.snapshot.get("vrijstelling"))


def eigen_gemeenten(regeling: Regeling) -> set[str]:
    """Without capitals."""
    return {gemeente.strip().casefold() for gemeente in regeling.gemeenten.split(",")}


def woont_hier(bemiddeling: Bemiddeling | None) -> bool:
    return bemiddeling is not None and bemiddeling.status == Bemiddelingstatus.TOEGEWEZEN


def waarschuwingen(traject: Traject) -> list[Belemmering]:
    """How this year stands, for who shares out the homes."""
    rijen = Uitruil.objects.van_jaar(traject.regeling_id, clock.vandaag().year)
    return uitruil_waarschuwingen(
        erin=rijen.filter(richting=Uitruilrichting.ERIN.value).count(),
        eruit=rijen.filter(richting=Uitruilrichting.ERUIT.value).count(),
        uitruil_max=uitruil_max_van(traject.regeling),
        vrijgesteld=is_vrijgesteld(traject),
    )


@transaction.atomic
def uitruil_vastleggen(
    *,
    traject: UUID,
    gemeente: str,
    richting: Uitruilrichting,
    op: date,
    reden: Uitruilreden | None = None,
    namens: Namens,
) -> Uitruil:
    """This kandidaat was exchanged with another gemeente. Above the number of the year it asks who decides, and why.

    Race: two write down the last one of a year. The lock on the regeling lets them count one after the other.
    """
    rij, bemiddeling = voor_wie_verdeelt(traject, namens)
    regeling = Regeling.objects.select_for_update(no_key=True).get(pk=rij.regeling_id)
    eis(_al_vastgelegd(rij))
    al = Uitruil.objects.van_jaar(regeling.pk, op.year).filter(richting=richting.value).count()
    boven = is_boven(al=al, uitruil_max=uitruil_max_van(regeling))
    naam = _spelling(regeling, gemeente)
    eis(
        uitruil_belemmeringen(
            richting=richting,
            woont_hier=woont_hier(bemiddeling),
            eigen_gemeente=naam.casefold() in eigen_gemeenten(regeling),
            boven=boven,
            reden=reden,
            op=op,
            peildatum=clock.vandaag(),
        )
    )
    uitruil = Uitruil.objects.create(
        traject=rij,
        gemeente=naam,
        richting=richting.value,
        op=op,
        reden=reden.value if boven and reden else "",
        besloten_door=namens.gebruiker if boven else None,
    )
    handeling_boeken(rij, namens=namens, soort="uitruil_vastgelegd", clausule="Z-8.13")
    if boven:
        gegevens = {"reden": reden}
        handeling_boeken(rij, namens=namens, soort="uitruil_boven_grens", clausule="I-33", gegevens=gegevens)
    return uitruil


def _al_vastgelegd(traject: Traject) -> list[Belemmering]:
    if not Uitruil.objects.geldig().filter(traject=traject).exists():
        return []
    return [Belemmering("Z-8.13", "De uitruil van deze kandidaat is al vastgelegd. Open deze pagina opnieuw.")]


def _spelling(regeling: Regeling, gemeente: str) -> str:
    """As the gemeente was written before in this regeling."""
    naam = " ".join(gemeente.split())
    bekend = Uitruil.objects.filter(traject__regeling=regeling, gemeente__iexact=naam).order_by("pk")
    return bekend.values_list("gemeente", flat=True).first() or naam


@transaction.atomic
def uitruil_terugnemen(*, traject: UUID, reden: Terugneemreden, versie: int | None = None, namens: Namens) -> Uitruil:
    """It does not count any more; the row stays, with why."""
    rij, _ = voor_wie_verdeelt(traject, namens)
    uitruil: Uitruil | None = Uitruil.objects.geldig().filter(traject=rij).first()
    if uitruil is None:
        eis([Belemmering("Z-8.13", "Er staat geen uitruil bij deze kandidaat. Open deze pagina opnieuw.")])
    assert uitruil is not None
    uitruil.eis_versie(versie)
    _terugnemen(rij, uitruil, reden, namens)
    return uitruil


def uitruil_laten_vervallen(traject: Traject, richting: Uitruilrichting) -> None:
    """The home came, or it was given back: an exchange that says otherwise does not go on (see `uitruil_klopt`).
    Whoever did that need not know of the exchange (Z-20.5). The caller holds the lock."""
    uitruil: Uitruil | None = Uitruil.objects.geldig().filter(traject=traject, richting=richting.value).first()
    if uitruil is not None:
        _terugnemen(traject, uitruil, Terugneemreden.GAAT_NIET_DOOR, SYSTEEM)


def _terugnemen(traject: Traject, uitruil: Uitruil, reden: Terugneemreden, namens: Namens) -> None:
    uitruil.ingetrokken_op, uitruil.intrekreden = clock.vandaag(), reden.value
    uitruil.save()
    gegevens = {"reden": reden}
    handeling_boeken(traject, namens=namens, soort="uitruil_teruggenomen", clausule="Z-8.13", gegevens=gegevens)
