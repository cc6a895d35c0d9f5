"""The days on which a commissie means to meet, kept by its members."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from django.db import transaction

from aanmelding.models import Vergaderdag
from aanmelding.vergadering import mijn_commissies
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.vergaderen import vergaderdag_belemmeringen
from opstap.regelingen.models import Deelname
from opstap.trajecten.toegang import eis_eigen_recht


@transaction.atomic
def vergaderdag_vastleggen(*, regeling: UUID, dag: date, om: time, namens: Namens) -> Vergaderdag:
    deelname = _als_lid(namens, regeling__sleutel=regeling)
    dagen = set(Vergaderdag.objects.filter(deelname=deelname).values_list("dag", flat=True))
    eis(vergaderdag_belemmeringen(dag=dag, om=om, dagen=dagen, peildatum=clock.vandaag()))
    rij = Vergaderdag.objects.create(deelname=deelname, dag=dag, om=om)
    _boeken("vergaderdag_vastgelegd", rij, namens)
    return rij


@transaction.atomic
def vergaderdag_weghalen(*, vergaderdag: UUID, namens: Namens) -> None:
    """Only a day to come: one that was, was. Twice changes nothing."""
    deelname = _als_lid(namens, vergaderdagen__sleutel=vergaderdag)
    rij = Vergaderdag.objects.get(sleutel=vergaderdag, deelname=deelname)
    eis(weghalen_belemmeringen(rij))
    _boeken("vergaderdag_weggehaald", rij, namens)
    rij.delete()


def weghalen_belemmeringen(rij: Vergaderdag) -> list[Belemmering]:
    return [Belemmering("A-13", "Deze vergadering is voorbij en blijft staan.")] if rij.is_voorbij else []


def _als_lid(namens: Namens, **welke: UUID) -> Deelname:
    """The commissie in which who acts holds a seat, locked: two at once plan one day."""
    eis_eigen_recht(namens, Actie.VERGADEREN)
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens.organisatie is None:
        raise GeenRecht
    rij = mijn_commissies(gebruiker).filter(organisatie__sleutel=namens.organisatie, **welke).first()
    if rij is None:
        raise GeenRecht
    vast: Deelname = Deelname.objects.select_for_update().get(pk=rij.pk)
    return vast


def _boeken(soort: str, rij: Vergaderdag, namens: Namens) -> None:
    gegevens = {"regeling": str(rij.deelname.regeling.sleutel), "dag": rij.dag.isoformat()}
    gebeurtenis_vastleggen(soort=soort, namens=namens, clausule="A-13", gegevens=gegevens)
