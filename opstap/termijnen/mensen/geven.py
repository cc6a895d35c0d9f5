"""Give the duty to decide over an aanmelding to a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import TweeKanten, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import Melding, berichten_klaarzetten
from opstap.protocol.begrippen import Aard, Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.taak_geven import gever_belemmeringen, ontvanger_belemmeringen
from opstap.termijnen.mensen.houders import leidt
from opstap.termijnen.mensen.services import taak_vergrendelen
from opstap.termijnen.models import Termijn
from opstap.trajecten.beslissers import wie_past
from opstap.trajecten.gebeurtenissen import taakkring
from opstap.trajecten.toegang import eis_een_kant, mogelijk_namens


@dataclass(frozen=True, slots=True)
class Collega:
    """Who may take this besluit today. `weg`: first and last day away between today and the date of the duty."""

    mens: Gebruiker
    weg: tuple[date, date] | None


def collegas(termijn: Termijn, *, zonder: set[UUID]) -> list[Collega]:
    """By name; `zonder`: the keys of who gives it and who has it."""
    if termijn.organisatie is None:
        return []
    mensen = Gebruiker.objects.met_rol(Rol(termijn.rol), termijn.organisatie.pk).exclude(sleutel__in=zonder)
    weg = _weg(termijn)
    return [Collega(mens, weg.get(mens.pk)) for mens in mensen.order_by("naam", "pk") if _beslist(mens, termijn)]


@transaction.atomic
def taak_geven(*, termijn: UUID, naar: UUID, toch: bool, namens: Namens, versie: int | None = None) -> Termijn:
    """`naar` does this from now on and hears it once; `toch`: also when she is away.

    Raises Verouderd when the form was made from an older version.
    """
    rij, houder = taak_vergrendelen(termijn, namens)
    gever = Gebruiker.objects.get(sleutel=namens.gebruiker)
    heeft = houder is not None and houder.sleutel in {namens.gebruiker, namens.voor}
    eis(gever_belemmeringen(houder=houder.naam if houder else "", heeft=heeft, leidt=leidt(gever, rij)))
    rij.eis_versie(versie)
    nemer = Gebruiker.objects.get(sleutel=naar)
    kan = {collega.mens: collega for collega in collegas(rij, zonder=set())}
    eis(
        ontvanger_belemmeringen(
            naam=nemer.naam,
            is_gever=nemer == gever,
            heeft_al=nemer == houder,
            beslist=nemer in kan,
            weg=kan[nemer].weg if nemer in kan else None,
            toch=toch,
        )
    )
    rij.opgepakt_door, rij.opgepakt_op = nemer, clock.vandaag()
    rij.save(update_fields=["opgepakt_door", "opgepakt_op"])
    gebeurtenis_vastleggen(
        soort=f"{taakkring(rij.kind)}_gegeven",
        namens=namens,
        traject=rij.traject.sleutel,
        gegevens={"taak": rij.soort, "termijn": str(rij.sleutel), "taakrol": rij.rol, "naar": str(nemer.sleutel)},
    )
    _vertellen(rij, nemer)
    return rij


def _vertellen(rij: Termijn, nemer: Gebruiker) -> None:
    """Once each time it is given; who is away is replaced."""
    assert rij.organisatie is not None
    melding = Melding(
        soort="taak_gegeven",
        sleutel=f"{rij.sleutel}:{rij.versie}",
        traject=rij.traject,
        organisatie=rij.organisatie,
        rol=rij.rol,
        gegevens={"tekst": rij.kind.tekst, "datum": rij.datum.isoformat()},
        uiterlijk=rij.datum if rij.kind.aard is Aard.UITERST else None,
        opgepakt_door=nemer,
    )
    berichten_klaarzetten([melding])


def _beslist(mens: Gebruiker, termijn: Termijn) -> bool:
    """As deciding itself will judge: the right, the regeling, a seat where a commissie decides, and one side only."""
    traject = termijn.traject
    for namens in wie_past(mogelijk_namens(mens, Actie.TOELATING_BESLUITEN, traject), Zaak.TOELATING, traject):
        try:
            eis_een_kant(namens, traject)
        except TweeKanten:
            continue
        return True
    return False


def _weg(termijn: Termijn) -> dict[int, tuple[date, date]]:
    vandaag = clock.vandaag()
    tot = max(vandaag, termijn.datum) + timedelta(days=1)
    rijen = Afwezigheid.objects.filter(organisatie=termijn.organisatie).overlapt(vandaag, tot)
    return {rij.gebruiker_id: (rij.vanaf, rij.laatste_dag) for rij in rijen.order_by("-vanaf", "-pk")}
