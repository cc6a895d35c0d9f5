"""Which text a mail has: that of the day on which it was made ready, so that trying again never changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from opstap import clock
from opstap.errors import GeenRecht, Verouderd, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.berichten import BERICHTEN, DAGPOST, KOPPEN, Berichttekst
from opstap.post.models import Bericht, Mailtekst
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.mailtekst import ingang_belemmeringen, mailtekst_belemmeringen, plekken
from opstap.regelingen.models import Regeling
from opstap.trajecten.toegang import eis_eigen_recht

#: Per kind of mail its text on one day.
Tekstset = Mapping[str, Berichttekst]


class Teksten:
    """The texts of each day that is asked for, read once: for a whole batch of mail one query a day.

    A text begins on a later day than it is made: what was read of a day that has begun stays true.
    """

    def __init__(self) -> None:
        self._per_dag: dict[date, Tekstset] = {}

    def voor(self, bericht: Bericht) -> Tekstset:
        """Of the local day on which it became due; trying again does not move that."""
        return self.op(bericht.uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date())

    def op(self, dag: date) -> Tekstset:
        if dag not in self._per_dag:
            eigen = Mailtekst.objects.op(dag)
            self._per_dag[dag] = {
                soort: tekst_van(eigen[soort]) if soort in eigen else standaard
                for soort, standaard in BERICHTEN.items()
            }
        return self._per_dag[dag]


def met_tekst(soort: str, onderwerp: str, regels: Sequence[str]) -> Berichttekst:
    """This kind of mail with other words: how and when it is sent stays."""
    return dataclasses.replace(BERICHTEN[soort], onderwerp=onderwerp, regels=tuple(regels))


def tekst_van(rij: Mailtekst) -> Berichttekst:
    """Of the dagpost each heading is kept under its code: one that came later keeps the words of Opstap."""
    regels = [rij.regels.get(code, kop) for code, kop in KOPPEN.items()] if rij.soort == DAGPOST else rij.regels
    return met_tekst(rij.soort, rij.onderwerp, regels)


def tekst_belemmeringen(*, soort: str, onderwerp: str, regels: Sequence[str]) -> list[Belemmering]:
    """Why this cannot be the text of this kind of mail; the headings of the dagpost have a form field each."""
    is_dagpost = soort == DAGPOST
    namen = [f"kop_{code}" for code in KOPPEN] if is_dagpost else ["regels"] * len(regels)
    return mailtekst_belemmeringen(
        onderwerp=onderwerp,
        regels=list(zip(namen, regels, strict=True)),
        velden=plekken(BERICHTEN[soort].regels),
        zijn_koppen=is_dagpost,
    )


@transaction.atomic
def mailtekst_vastleggen(
    *, soort: str, onderwerp: str, regels: Sequence[str], vanaf: date, namens: Namens, versie: int | None = None
) -> Mailtekst:
    """A new version beside the old ones. `versie`: the newest one when the form was opened; raises Verouderd."""
    _eis_recht(namens)
    eis(tekst_belemmeringen(soort=soort, onderwerp=onderwerp, regels=regels))
    eis(ingang_belemmeringen(vanaf=vanaf, peildatum=clock.vandaag()))
    laatste = laatste_nummer(soort)
    if versie is not None and versie != laatste:
        raise Verouderd
    try:
        with transaction.atomic():
            rij: Mailtekst = Mailtekst.objects.create(
                soort=soort,
                nummer=laatste + 1,
                onderwerp=onderwerp,
                regels=dict(zip(KOPPEN, regels, strict=True)) if soort == DAGPOST else list(regels),
                vanaf=vanaf,
                gemaakt_door=namens.gebruiker,
                gemaakt_op=clock.dienst_nu(),
            )
    except IntegrityError as fout:
        raise Verouderd from fout
    gegevens = {"mail": soort, "nummer": rij.nummer, "vanaf": vanaf.isoformat()}
    gebeurtenis_vastleggen(soort="mailtekst_vastgelegd", namens=namens, gegevens=gegevens)
    return rij


def laatste_nummer(soort: str) -> int:
    """0: there is only the text that comes with Opstap."""
    return Mailtekst.objects.filter(soort=soort).aggregate(laatste=Max("nummer"))["laatste"] or 0


def gemeenten_van(gebruiker: Gebruiker) -> frozenset[UUID]:
    """The texts are of everybody: only the beheerder of a gemeente that takes part in a regeling today changes them."""
    gemeenten = {
        t.organisatie
        for t in gebruiker.rollen
        if t.rol == Rol.BEHEERDER and t.organisatie.soort == Organisatiesoort.GEMEENTE
    }
    return frozenset(g.sleutel for g in gemeenten if Regeling.objects.voor_organisaties([g.pk]).exists())


def _eis_recht(namens: Namens) -> None:
    eis_eigen_recht(namens, Actie.BEHEREN)
    if namens.is_systeem:
        return
    if namens.organisatie not in gemeenten_van(Gebruiker.objects.get(sleutel=namens.gebruiker)):
        raise GeenRecht
