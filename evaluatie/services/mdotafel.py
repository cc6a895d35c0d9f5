"""Around the table of an MDO: what each prepares, that it does not go on, until when it may last, who signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie import letters
from evaluatie.enums import Mdostatus, Notitiesoort, Partij
from evaluatie.models import Handtekening, Mdo, Notitie, Voorbereiding
from evaluatie.partijen import MDO_KRING, spreekt_voor
from evaluatie.querysets import MDO_KOMEND
from evaluatie.services.gedeeld import (
    huurder_schrijven,
    kring_mailen,
    notitie_schrijven,
    stap,
    vergrendeld,
)
from opstap import clock
from opstap.errors import GeenRecht, Verouderd, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evaluatiebegrippen import Mdoafzegreden
from opstap.protocol.overleg import (
    ROLLEN_CORPORATIE,
    handtekening_belemmeringen,
    niet_doorgaan_belemmeringen,
    tijdslimiet_belemmeringen,
    voorbereiding_belemmeringen,
)
from opstap.protocol.versturen import NietVersturenReden
from opstap.termijnen.genodigden.services import moment_afzeggen
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.services.gedeeld import gesloten_belemmeringen


def voorbereidingen_van(mdo: Mdo, partij: Partij) -> dict[Partij, tuple[Voorbereiding, str]]:
    """What this party wrote down, the begeleider also for the huurder."""
    rijen = {v.partij: v for v in mdo.voorbereidingen.all()}
    teksten = dict(
        Notitie.objects.filter(onderwerp__in=[v.sleutel for v in rijen.values()]).values_list("onderwerp", "tekst")
    )
    return {p: (rijen[p], teksten.get(rijen[p].sleutel, "")) for p in _schrijft_voor(partij) if p in rijen}


def _schrijft_voor(partij: Partij) -> tuple[Partij, ...]:
    return (partij, Partij.HUURDER) if partij is Partij.BEGELEIDER else (partij,)


def voorbereiden_belemmeringen(mdo: Mdo, teksten: Mapping[str, str]) -> list[Belemmering]:
    return voorbereiding_belemmeringen(
        weet_het=mdo.geinformeerd_op is not None, is_gehouden=mdo.status not in MDO_KOMEND, teksten=teksten
    )


@transaction.atomic
def mdo_voorbereiden(*, mdo: UUID, tekst: str, huurder: str = "", namens: Namens, versie: int | None = None) -> Mdo:
    """At most three sentences of one party, that everybody at the table reads. `huurder`: what he wants to say, written
    down by the begeleider. `versie`: of what this party wrote before, 0 when that was nothing."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, None)
    eis_recht(namens, Actie.MDO_VOORBEREIDEN, traject)
    partij = spreekt_voor(traject, namens, als_gast=rij.met_herkomst)
    if partij is None or (huurder and partij is not Partij.BEGELEIDER):
        raise GeenRecht
    eis(voorbereiden_belemmeringen(rij, {"tekst": tekst, "huurder": huurder}))
    eerder = voorbereidingen_van(rij, partij)
    if versie is not None and versie != voorbereidingsversie(eerder, partij):
        raise Verouderd
    for wie, woorden in zip(_schrijft_voor(partij), (tekst, huurder), strict=False):
        _woorden_bewaren(rij, wie, woorden, eerder[wie][0] if wie in eerder else None)
    handeling_boeken(traject, namens=namens, soort="mdo_voorbereid", clausule="Z-13.2")
    gereed: Mdo = rij
    return gereed


def voorbereidingsversie(eerder: Mapping[Partij, tuple[Voorbereiding, str]], partij: Partij) -> int:
    """One number of both rows, so that neither is overwritten unseen."""
    return sum(eerder[p][0].versie * 1000**n for n, p in enumerate(_schrijft_voor(partij)) if p in eerder)


def _woorden_bewaren(mdo: Mdo, partij: Partij, woorden: str, rij: Voorbereiding | None) -> None:
    """Nothing said any more = no row."""
    if not woorden.strip():
        if rij is not None:
            Notitie.objects.filter(onderwerp=rij.sleutel).delete()
            rij.delete()
        return
    rij = rij or Voorbereiding(mdo=mdo, partij=partij)
    rij.op = clock.vandaag()
    rij.save()
    notitie_schrijven(mdo.traject, rij.sleutel, Notitiesoort.VOORBEREIDING, woorden)


@transaction.atomic
def mdo_gaat_niet_door(*, mdo: UUID, reden: Mdoafzegreden, namens: Namens, versie: int | None = None) -> Mdo:
    """Called off without another day: everybody hears it, and to plan it is a duty again."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(niet_doorgaan_belemmeringen(is_gepland=rij.status == Mdostatus.GEPLAND))
    dag = rij.gepland_op
    assert dag is not None
    stap(rij.niet_doorgaan)
    rij.gepland_op, rij.afgezegd_op, rij.afgezegd_reden = None, clock.vandaag(), reden
    rij.save()
    moment_afzeggen(rij.sleutel)
    _huurder_afzeggen(rij, dag, namens)
    gegevens = {"datum": dag.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="mdo_niet_doorgegaan", clausule="Z-13.2", gegevens=gegevens)
    gereed: Mdo = rij
    return gereed


def _huurder_afzeggen(mdo: Mdo, dag: date, namens: Namens) -> None:
    """Who was invited by letter hears by letter; an invitation that still waits need not go out."""
    uitnodigingen = list(Brief.objects.filter(traject=mdo.traject, soort=Briefsoort.MDO_UITNODIGING).order_by("pk"))
    for brief in uitnodigingen:
        if brief.verzonden_op is None and brief.hoeft_niet_op is None:
            hoeft_niet_schrijven(brief, NietVersturenReden.NIET_NODIG, namens=namens)
    if uitnodigingen and uitnodigingen[-1].verzonden_op is not None:
        huurder_schrijven(
            mdo.traject,
            soort=Briefsoort.MDO_AFGEZEGD,
            titel="Ons gesprek gaat niet door",
            gegevens=letters.afzegging(mdo, dag),
        )


def limiet_belemmeringen(mdo: Mdo, namens: Namens, tijdslimiet: date | None) -> list[Belemmering]:
    """Also shown on the page."""
    return tijdslimiet_belemmeringen(
        is_spoed=mdo.is_spoed,
        gesteld_door=Rol(namens.rol),
        tijdslimiet=tijdslimiet,
        peildatum=clock.vandaag(),
        weet_het=mdo.geinformeerd_op is not None,
        is_voorbij=mdo.status in {Mdostatus.AFGEROND, Mdostatus.INGETROKKEN},
    )


@transaction.atomic
def tijdslimiet_stellen(*, mdo: UUID, tijdslimiet: date, namens: Namens, versie: int | None = None) -> Mdo:
    """Urgent: the corporatie says how long it may last, and tells everybody and the huurder (Z-13.9)."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    if namens.rol not in ROLLEN_CORPORATIE:
        raise GeenRecht
    eis(limiet_belemmeringen(rij, namens, tijdslimiet))
    rij.tijdslimiet = tijdslimiet
    rij.save()
    kring_mailen(traject, MDO_KRING, soort="mdo_tijdslimiet", sleutel=f"{rij.sleutel}:{rij.versie}")
    huurder_schrijven(
        traject,
        soort=Briefsoort.MDO_TIJDSLIMIET,
        titel=letters.TITEL_TIJDSLIMIET,
        gegevens=letters.tijdslimiet(rij),
        hoedanigheid=Hoedanigheid.VERHUURDER,
    )
    gegevens = {"datum": tijdslimiet.isoformat()}
    handeling_boeken(traject, namens=namens, soort="tijdslimiet_gesteld", clausule="Z-13.9", gegevens=gegevens)
    gereed: Mdo = rij
    return gereed


def ondertekenaars(mdo: Mdo) -> list[Partij]:
    """Who was there or promised something; not a huurder who does not cooperate (Z-13.7)."""
    namen = {*mdo.aanwezig, *mdo.afspraken.values_list("wie", flat=True)}
    if mdo.huurder_werkt_mee is False:
        namen.discard(Partij.HUURDER)
    return [partij for partij in Partij if partij in namen]


def tekenen_belemmeringen(mdo: Mdo, getekend: Mapping[Partij, date]) -> list[Belemmering]:
    """Also shown on the page."""
    return gesloten_belemmeringen(mdo.traject) or handtekening_belemmeringen(
        heeft_afspraken=mdo.afspraken.exists(),
        gehouden_op=mdo.gehouden_op,
        huurder_werkt_mee=bool(mdo.huurder_werkt_mee),
        getekend={partij.value: dag for partij, dag in getekend.items()},
        mogelijk=ondertekenaars(mdo),
        peildatum=clock.vandaag(),
    )


@transaction.atomic
def handtekeningen_vastleggen(
    *, mdo: UUID, getekend: Mapping[Partij, date], namens: Namens, versie: int | None = None
) -> Mdo:
    """Who signed the afspraken on paper, and when; who is not named has not (Z-13.6)."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(tekenen_belemmeringen(rij, getekend))
    rij.handtekeningen.exclude(partij__in=list(getekend)).delete()
    for partij, datum in getekend.items():
        Handtekening.objects.update_or_create(mdo=rij, partij=partij, defaults={"getekend_op": datum})
    rij.save()
    handeling_boeken(traject, namens=namens, soort="mdo_getekend", clausule="Z-13.6")
    gereed: Mdo = rij
    return gereed
