"""Begin, follow and close a traject. One use-case, one function, one transaction (law 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Fase, Hoedanigheid, Instroomroute
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import Feit, TrajectAfgesloten, TrajectGewijzigd
from opstap.protocol.sluiten import NAZORG, toegang_tot
from opstap.protocol.verklaringen import Uitspraak, Zegt, geldende_uitspraak
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging, wie_geeft_akkoord
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import geldende_versie, kenmerk_uitgeven
from opstap.trajecten.bekend import klank_bijwerken
from opstap.trajecten.enums import Besluitsoort, Uitkomst, Verklaringsoort, Wijze
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import (
    Besluit,
    Betrokkenheid,
    Motivering,
    Persoon,
    Traject,
    Verklaring,
    Zoekregel,
)


def traject_vergrendelen(traject: int | UUID) -> Traject:
    """Lock the traject row (pk or `sleutel`) first in every use-case: one writer per traject at a time.

    `no_key`: who holds other rows can still commit one that points to this traject. With the full lock the tick, which
    claims steps first, and a use-case that plans the duties again waited for each other.
    """
    vergrendeld: Traject = (
        Traject.objects.select_for_update(of=("self",), no_key=True)
        .select_related("persoon", "regeling", "regelingversie__regeling")
        .get(**{"pk" if isinstance(traject, int) else "sleutel": traject})
    )
    return vergrendeld


def handeling_boeken(
    traject: Traject,
    *,
    namens: Namens,
    soort: str,
    clausule: str = "",
    gegevens: Mapping[str, object] | None = None,
    feit: Feit | None = None,
) -> None:
    """The end of every use-case: log it, tell higher rooms, plan the duties again."""
    gebeurtenis_vastleggen(soort=soort, namens=namens, traject=traject.sleutel, clausule=clausule, gegevens=gegevens)
    if feit is not None:
        meld(feit)
    meld(TrajectGewijzigd(traject=traject.sleutel))


def _vastgehouden(vervolg_op: Traject | None) -> Persoon | None:
    """The person of the traject before, held so that nobody forgets him meanwhile. Raises when he is forgotten."""
    if vervolg_op is None or vervolg_op.persoon_id is None:
        return None
    persoon: Persoon | None = Persoon.objects.select_for_update().filter(pk=vervolg_op.persoon_id).first()
    if persoon is None:
        eis([Belemmering("Z-20.2", "De gegevens van deze persoon zijn net gewist. Begin een nieuwe aanmelding.")])
    return persoon


@regelt("I-29")
@transaction.atomic
def traject_starten(
    *,
    regeling: Regeling,
    naam: str,
    geboortedatum: date,
    instroomroute: Instroomroute | None,
    organisatie: Organisatie,
    contactpersoon: Gebruiker | None,
    vervolg_op: Traject | None = None,
    als: Collection[Hoedanigheid] = (Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING),
    reden: str = "aanmelding",
) -> Traject:
    """A new traject with `organisatie` as what it is there, of a new person or of who had `vervolg_op`.

    The caller ends with `handeling_boeken`.
    """
    vandaag = clock.vandaag()
    eerder = _vastgehouden(vervolg_op)
    persoon = eerder or Persoon.objects.create(naam=naam, geboortedatum=geboortedatum)
    traject = Traject.objects.create(
        kenmerk=kenmerk_uitgeven(regeling=regeling, jaar=vandaag.year),
        persoon=persoon,
        regeling=regeling,
        regelingversie=geldende_versie(regeling, vandaag),
        instroomroute=instroomroute or "",
        gestart_op=vandaag,
        vervolg_op=vervolg_op,
    )
    persoon_vindbaar_maken(persoon)
    for hoedanigheid in als:
        betrekken(
            traject,
            organisatie=organisatie,
            hoedanigheid=hoedanigheid,
            reden=reden,
            contact=contactpersoon,
        )
    return traject


def persoon_vindbaar_maken(persoon: Persoon) -> None:
    """After a change of the name or the day of birth: every traject of this person is found by it."""
    klank_bijwerken(persoon)
    for traject in persoon.trajecten.all():
        traject.persoon = persoon
        zoekregel_bijwerken(traject)


def zoekregel_bijwerken(traject: Traject) -> None:
    """Kenmerk and name, in small letters; of who is forgotten the kenmerk."""
    tekst = f"{traject.kenmerk} {traject.naam if traject.persoon else ''}".strip().lower()[:160]
    Zoekregel.objects.update_or_create(traject=traject, defaults={"tekst": tekst})


def betrekken(
    traject: Traject,
    *,
    organisatie: Organisatie,
    hoedanigheid: Hoedanigheid,
    reden: str,
    contact: Gebruiker | None = None,
) -> Betrokkenheid:
    """Open a Betrokkenheid from today; one that is open already is returned."""
    rij, _ = Betrokkenheid.objects.get_or_create(
        traject=traject,
        organisatie=organisatie,
        hoedanigheid=hoedanigheid,
        tot=None,
        defaults={"vanaf": clock.vandaag(), "reden": reden, "contactpersoon": contact},
    )
    return rij


def begeleiding_overnemen(
    traject: Traject, *, naar: Organisatie, contact: Gebruiker | None, met_herkomst: bool, leest_tot: date
) -> None:
    """From today `naar` begeleidt, in the same moment that the other stops; that one reads on until `leest_tot`.

    `met_herkomst`: it becomes instelling van herkomst as well. Else that stays who it was and sleeps (Z-2.16).
    """
    over = [Hoedanigheid.BEGELEIDING] + ([Hoedanigheid.HERKOMST] if met_herkomst else [])
    rijen = Betrokkenheid.objects.filter(traject=traject, tot=None)
    for rij in rijen.filter(hoedanigheid__in=over).exclude(organisatie=naar):
        rij.tot = begin = max(rij.vanaf, clock.vandaag())
        rij.leest_tot = leest_tot
        rij.save(update_fields=["tot", "leest_tot"])
        Betrokkenheid.objects.create(
            traject=traject,
            organisatie=naar,
            hoedanigheid=rij.hoedanigheid,
            contactpersoon=contact,
            vanaf=begin,
            reden="overdracht",
        )
    herkomst = rijen.filter(hoedanigheid=Hoedanigheid.HERKOMST)
    herkomst.filter(organisatie=naar).update(leest_tot=None)
    herkomst.exclude(organisatie=naar).filter(leest_tot=None).update(leest_tot=leest_tot)


@regelt("Z-2.16")
def herkomst_wekken(traject: Traject) -> None:
    """Who helps to find another place to live reads and acts again."""
    Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.HERKOMST, tot=None).update(leest_tot=None)


def herkomst_slaapt(traject: Traject) -> bool:
    """Did an instelling van herkomst hand the begeleiding over, so that it reads nothing any more?"""
    rijen = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.HERKOMST, tot=None)
    return bool(rijen.exclude(leest_tot=None).exists())


@regelt("Z-20.4")
def herkomst_laten_slapen(traject: Traject) -> None:
    """Nothing is left for an instelling van herkomst that handed the begeleiding over."""
    rijen = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.HERKOMST, tot=None, leest_tot=None)
    gaf = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.BEGELEIDING, leest_tot__isnull=False)
    begeleidt = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.BEGELEIDING, tot=None)
    rijen.filter(organisatie__in=gaf.values("organisatie")).exclude(
        organisatie__in=begeleidt.values("organisatie")
    ).update(leest_tot=clock.vandaag())


def betrokken_organisaties(traject: Traject) -> dict[Hoedanigheid, Organisatie]:
    """Which organisation is what in this traject today; of several in one hoedanigheid the first."""
    return betrokken_organisaties_van([traject])[traject.pk]


def betrokken_organisaties_van(trajecten: Collection[Traject]) -> dict[int, dict[Hoedanigheid, Organisatie]]:
    """The same of many, by their key, in one query."""
    gevonden: dict[int, dict[Hoedanigheid, Organisatie]] = {traject.pk: {} for traject in trajecten}
    contacten = ("organisatie__eerste_contact", "organisatie__tweede_contact")
    rijen = Betrokkenheid.objects.actueel().filter(traject__in=gevonden).select_related(*contacten).order_by("-pk")
    for rij in rijen:
        gevonden[rij.traject_id][Hoedanigheid(rij.hoedanigheid)] = rij.organisatie
    return gevonden


def betrokken_organisatie(traject: Traject, hoedanigheid: Hoedanigheid) -> Organisatie | None:
    """The organisation that is `hoedanigheid` in this traject today."""
    return betrokken_organisaties(traject).get(hoedanigheid)


def besluit_nemen(
    traject: Traject,
    *,
    soort: Besluitsoort,
    uitkomst: str,
    namens: Namens,
    motivering: str = "",
    snapshot: Mapping[str, object] | None = None,
    notulen: Mapping[str, Any] | None = None,
    herziet: Besluit | None = None,
) -> Besluit:
    """Write down a decision of today with what it rests on; the free text in its own row.

    `notulen` is what `beslissers.notulen` gives: when a commissie met and who were there. `herziet`: what does not
    hold any more by it.
    """
    besluit = Besluit.objects.create(
        traject=traject,
        soort=soort,
        uitkomst=uitkomst,
        datum=clock.vandaag(),
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
        snapshot=dict(snapshot or {}),
        herziet=herziet,
        **(notulen or {}),
    )
    if motivering:
        Motivering.objects.create(besluit=besluit, tekst=motivering)
    return besluit


def geldend_besluit(traject: Traject, soort: Besluitsoort) -> Besluit | None:
    """The last one of this kind, unless it does not hold any more."""
    besluit: Besluit | None = traject.besluiten.filter(soort=soort, herzien_door=None).order_by("pk").last()
    return besluit


def verklaring_vastleggen(
    traject: Traject,
    *,
    soort: Verklaringsoort,
    datum: date,
    wijze: Wijze,
    namens: Namens,
    onderwerp: UUID | None = None,
    door: Vertegenwoordiging | None = None,
    geweigerd: bool = False,
    trekt_in: Verklaring | None = None,
) -> Verklaring:
    """Write down what somebody said or was told. `door`: who said it for the kandidaat; None = the kandidaat."""
    return Verklaring.objects.create(
        traject=traject,
        soort=soort,
        onderwerp=onderwerp,
        datum=datum,
        wijze=wijze,
        door=door or "",
        geweigerd=geweigerd,
        trekt_in=trekt_in,
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
    )


def akkoordgever(traject: Traject) -> Vertegenwoordiging | None:
    """Who says ja or nee for the kandidaat or huurder today; None = that one."""
    persoon = traject.persoon
    if persoon is None:
        return None
    soorten = {Vertegenwoordiging(rij.soort) for rij in persoon.contacten.all()}
    return wie_geeft_akkoord(soorten=soorten, geboortedatum=persoon.geboortedatum, peildatum=clock.vandaag())


#: What the log calls an answer.
VERKLARING_GEBEURTENIS = {
    Zegt.JA: "akkoord_vastgelegd",
    Zegt.NEE: "verklaring_geweigerd",
    Zegt.TREKT_IN: "verklaring_ingetrokken",
}


def uitspraken(traject: Traject, soort: Verklaringsoort) -> list[Uitspraak]:
    """Everything that was said of this kind, oldest first."""
    return [rij.uitspraak for rij in _verklaringen(traject, soort)]


def geldende_verklaring(traject: Traject, soort: Verklaringsoort, onderwerp: UUID | None = None) -> Verklaring | None:
    """The ja of this kind that stands now; None when the last word is a nee, or when it was taken back."""
    rijen = list(_verklaringen(traject, soort))
    laatste = geldende_uitspraak([rij.uitspraak for rij in rijen], onderwerp)
    if laatste is None or laatste.zegt is not Zegt.JA:
        return None
    return next(rij for rij in reversed(rijen) if rij.uitspraak == laatste)


def _verklaringen(traject: Traject, soort: Verklaringsoort) -> QuerySet[Verklaring]:
    return Verklaring.objects.filter(traject=traject, soort=soort).order_by("datum", "pk")


@regelt("A-33")
@transaction.atomic
def traject_afsluiten(*, traject: UUID, uitkomst: Uitkomst, namens: Namens) -> Traject:
    """Close: duties lapse through planning, Betrokkenheden end on the configured day. Twice changes nothing."""
    rij = traject_vergrendelen(traject)
    if rij.afgesloten_op is not None:
        return rij
    vandaag = clock.vandaag()
    rij.afgesloten_op, rij.uitkomst, rij.fase = vandaag, uitkomst, Fase.AFGESLOTEN
    rij.save()
    for hoedanigheid in Hoedanigheid:
        tot = toegang_tot(
            hoedanigheid=hoedanigheid,
            is_vast=uitkomst is Uitkomst.VAST_CONTRACT,
            toegang=rij.regelingversie.parameters.na_omzetting_toegang,
            gesloten_op=vandaag,
        )
        Betrokkenheid.objects.filter(traject=rij, tot=None, hoedanigheid=hoedanigheid).update(tot=tot)
    rij.concepten.all().delete()
    handeling_boeken(
        rij,
        namens=namens,
        soort="traject_afgesloten",
        clausule="A-33",
        gegevens={"uitkomst": uitkomst},
        feit=TrajectAfgesloten(traject=rij.sleutel, uitkomst=uitkomst),
    )
    return rij


def traject_heropenen(rij: Traject) -> None:
    """Take `traject_afsluiten` back: who was involved until then is so again. Duties come back through planning.

    The caller holds the lock and ends with `handeling_boeken`.
    """
    assert rij.afgesloten_op is not None
    Betrokkenheid.objects.filter(traject=rij, tot=rij.afgesloten_op + NAZORG).update(tot=None)
    rij.afgesloten_op, rij.uitkomst, rij.fase = None, "", Fase.BEOORDELING
    rij.save()
