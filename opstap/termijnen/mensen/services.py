"""Take a duty, give it back, hand over what hangs on somebody. No date or state of a duty changes: see herplannen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import GeenRecht, OpstapFout, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners import contacten
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.vervanging import leidinggevenden
from opstap.post.services import afwezigheid_vertellen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.regelingen.models import Commissielid
from opstap.regelingen.services import commissielid_benoemen
from opstap.termijnen.mensen.hangt import ESCALATIE, Hangsoort, Hangt, hangt_aan, opvolger
from opstap.termijnen.mensen.houders import houders, leidt
from opstap.termijnen.models import Termijn, Termijnstatus
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import traject_vergrendelen
from opstap.trajecten.toegang import eis_een_kant

#: In a choice of who takes something over: nobody in person.
TEAM = "team"


def namens_voor_termijn(gebruiker: Gebruiker, termijn: Termijn) -> list[Namens]:
    """Under which roles this person may say who does this duty; the role of the duty itself first."""
    rollen = [
        t
        for t in gebruiker.rollen
        if termijn.is_van([t]) and bereik(Rol(t.rol), Actie.TAAK_OPPAKKEN) is not Bereik.GEEN
    ]
    return [namens_van(gebruiker, t) for t in sorted(rollen, key=lambda t: (t.voor is not None, t.rol != termijn.rol))]


@transaction.atomic
def termijn_oppakken(*, termijn: UUID, namens: Namens) -> Termijn:
    """`namens` does this from now on, or the absent colleague he replaces. Of two at once the first one gets it."""
    rij, houder = taak_vergrendelen(termijn, namens)
    nemer = Gebruiker.objects.get(sleutel=namens.voor or namens.gebruiker)
    if houder == nemer:
        return rij
    if houder is not None:
        raise OpstapFout(collega_doet_dit(houder))
    rij.opgepakt_door, rij.opgepakt_op = nemer, clock.vandaag()
    _bewaren(rij, "taak_opgepakt", namens)
    return rij


def collega_doet_dit(houder: Gebruiker) -> str:
    return f"{houder.naam} doet dit al. U hoeft hier niets voor te doen."


def taak_voor(onderwerp: UUID, nemer: Gebruiker) -> None:
    """Inside a use-case: what was asked of one person by name is hers from the start."""
    for rij in Termijn.objects.open().filter(onderwerp=onderwerp):
        _taak_overdragen(rij, nemer, "", nemer)


@transaction.atomic
def termijn_teruggeven(*, termijn: UUID, namens: Namens) -> Termijn:
    """Of the whole team again. By who holds it, who replaces him, or who leads the team. Twice changes nothing."""
    rij, houder = taak_vergrendelen(termijn, namens)
    if rij.opgepakt_door is None:
        return rij
    gebruiker = Gebruiker.objects.get(sleutel=namens.gebruiker)
    zelf = houder is None or houder.sleutel in {namens.gebruiker, namens.voor}
    if houder is not None and not zelf and not leidt(gebruiker, rij):
        raise OpstapFout(f"{houder.naam} doet dit nu. Alleen {houder.naam} of de teamleider kan het teruggeven.")
    rij.opgepakt_door = rij.opgepakt_op = None
    _bewaren(rij, "taak_teruggegeven", namens)
    return rij


def taak_vergrendelen(termijn: UUID, namens: Namens) -> tuple[Termijn, Gebruiker | None]:
    """The duty and who does it now, with its traject locked: one writer at a time."""
    traject = traject_vergrendelen(Termijn.objects.values_list("traject", flat=True).get(sleutel=termijn))
    rij: Termijn = Termijn.objects.select_related("traject", "organisatie", "opgepakt_door").get(sleutel=termijn)
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in namens_voor_termijn(gebruiker, rij):
        raise GeenRecht
    eis_een_kant(namens, traject)
    if rij.status != Termijnstatus.OPEN:
        raise OpstapFout("Deze taak is al gedaan of niet meer nodig. U hoeft hier niets voor te doen.")
    return rij, houders([rij]).get(rij.pk)


def _bewaren(rij: Termijn, soort: str, namens: Namens) -> None:
    rij.save(update_fields=["opgepakt_door", "opgepakt_op"])
    gegevens = {"termijn": str(rij.sleutel)}
    gebeurtenis_vastleggen(soort=soort, namens=namens, traject=rij.traject.sleutel, gegevens=gegevens)


# --- a colleague leaves ------------------------------------------------------------------------------------------


@transaction.atomic
def werk_overdragen(
    *,
    gebruiker: Gebruiker,
    organisatie: Organisatie,
    keuzes: Mapping[str, str],
    alles: Mapping[Rol, str],
    namens: Namens,
) -> int:
    """Hand over what hangs on somebody; how many things. `keuzes`: code of a thing -> key of who gets it, or `TEAM`.

    `alles` says the same per role, for what was not chosen apart: who is named there gets what he may have. What was
    handed over does not hang there any more: sent twice, or in parts, it is done once.
    """
    door = _eis_leidt(namens, gebruiker, organisatie)
    Gebruiker.objects.select_for_update(no_key=True).get(pk=gebruiker.pk)
    hier: Organisatie = Organisatie.objects.select_for_update(no_key=True).get(pk=organisatie.pk)
    voorlopig = [rij for ding in hangt_aan(gebruiker, hier) for rij in ding.rijen]
    for traject in sorted({rij.traject_id for rij in voorlopig if hasattr(rij, "traject_id")}):
        traject_vergrendelen(traject)
    te_doen = [(ding, naar) for ding in hangt_aan(gebruiker, hier) if (naar := _naar(ding, keuzes, alles)) is not None]
    for ding, naar in te_doen:
        _overdragen(ding, gebruiker, naar if isinstance(naar, Gebruiker) else None, door, namens)
    contacten = {rij.traject.sleutel for ding, _ in te_doen if ding.soort is Hangsoort.CONTACT for rij in ding.rijen}
    for traject in sorted(contacten):
        meld(BetrokkenenGewijzigd(traject=traject))
    return len(te_doen)


def begeleiding_naar_collega(traject: Traject, *, organisatie: Organisatie, naar: Gebruiker, namens: Namens) -> None:
    """Of one traject, inside another use-case that holds its lock: `naar` is contactpersoon from today and gets what
    the one before took there; what `naar` may not do is of the team again."""
    rijen = Betrokkenheid.objects.actueel().filter(traject=traject, organisatie=organisatie, tot=None)
    begeleiding = rijen.filter(hoedanigheid__in=[Hoedanigheid.BEGELEIDING, Hoedanigheid.HERKOMST])
    for van in Gebruiker.objects.filter(pk__in=begeleiding.values("contactpersoon")).exclude(pk=naar.pk):
        for ding in hangt_aan(van, organisatie):
            if ding.soort in {Hangsoort.CONTACT, Hangsoort.TAAK} and ding.rijen[0].traject_id == traject.pk:
                _overdragen(ding, van, opvolger(ding, naar.sleutel), naar, namens)
    for rij in begeleiding.filter(contactpersoon=None):
        _contact_overdragen(rij, naar, "", naar)
    meld(BetrokkenenGewijzigd(traject=traject.sleutel))


def _overdragen(ding: Hangt, van: Gebruiker, naar: Gebruiker | None, door: Gebruiker, namens: Namens) -> None:
    for rij in ding.rijen:
        _OVERDRAGEN[ding.soort](rij, naar, ding.code, door)
        _overdracht_vastleggen(ding, rij, van, naar, namens)


def _eis_leidt(namens: Namens, gebruiker: Gebruiker, organisatie: Organisatie) -> Gebruiker:
    wie: Gebruiker | None = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if wie is None or namens not in [namens_van(wie, t) for t in leidinggevenden(wie, gebruiker, organisatie)]:
        raise GeenRecht
    return wie


def _naar(ding: Hangt, keuzes: Mapping[str, str], alles: Mapping[Rol, str]) -> Gebruiker | str | None:
    """Who gets it, `TEAM`, or None: not chosen yet."""
    keuze = keuzes.get(ding.code, "")
    if keuze == TEAM and ding.leeg:
        return TEAM
    if not keuze:
        return _naar_wie_alles_krijgt(ding, alles.get(ding.groep, "") if ding.groep else "")
    wie = opvolger(ding, UUID(keuze)) if keuze != TEAM else None
    if wie is None:
        raise OpstapFout(f"“{ding.tekst}”: deze collega kan dit niet overnemen. Kies een ander uit de lijst.")
    return wie


def _naar_wie_alles_krijgt(ding: Hangt, keuze: str) -> Gebruiker | str | None:
    if keuze == TEAM:
        return TEAM if ding.mag_team else None
    return opvolger(ding, UUID(keuze)) if keuze else None


def _contact_overdragen(rij: Betrokkenheid, opvolger_: Gebruiker | None, code: str, door: Gebruiker) -> None:
    """Closes a row and opens the next; one that ends later (a closed traject) ends on the same day."""
    vandaag, einde = clock.vandaag(), rij.tot
    begin = max(rij.vanaf, vandaag)
    rij.tot = begin
    rij.save(update_fields=["tot"])
    Betrokkenheid.objects.create(
        traject=rij.traject,
        organisatie=rij.organisatie,
        hoedanigheid=rij.hoedanigheid,
        contactpersoon=opvolger_,
        vanaf=begin,
        tot=einde,
        leest_tot=rij.leest_tot,
        reden="overdracht",
    )


def _taak_overdragen(rij: Termijn, opvolger_: Gebruiker | None, code: str, door: Gebruiker) -> None:
    rij.opgepakt_door, rij.opgepakt_op = opvolger_, clock.vandaag() if opvolger_ else None
    rij.save(update_fields=["opgepakt_door", "opgepakt_op"])


def _zetel_overdragen(rij: Commissielid, opvolger_: Gebruiker | None, code: str, door: Gebruiker) -> None:
    """A seat lasts at least a day: one that began today goes on until tomorrow."""
    rij.tot = max(clock.vandaag(), rij.vanaf + timedelta(days=1))
    rij.save(update_fields=["tot"])
    if opvolger_ is not None:
        commissielid_benoemen(deelname=rij.deelname, gebruiker=opvolger_, vertegenwoordigt=rij.vertegenwoordigt)


def _escalatie_overdragen(rij: Organisatie, opvolger_: Gebruiker | None, code: str, door: Gebruiker) -> None:
    veld = ESCALATIE[code]
    if veld == "eerste_contact":
        rij.eerste_contact = opvolger_
    else:
        rij.tweede_contact = opvolger_
    eis(contacten.bezwaren(rij, [veld], mee=contacten.doet_mee(rij)))
    rij.save(update_fields=[veld])


def _vervanging_overdragen(rij: Afwezigheid, opvolger_: Gebruiker | None, code: str, door: Gebruiker) -> None:
    """What was done so far stays of who did it: the running row ends today and the next one begins. Who is away and
    who replaces from now on hear it."""
    assert opvolger_ is not None
    begin, einde = max(rij.vanaf, clock.vandaag()), rij.tot
    rij.tot = begin
    rij.save(update_fields=["tot"])
    nieuw = Afwezigheid.objects.create(
        gebruiker=rij.gebruiker,
        organisatie=rij.organisatie,
        vervanger=opvolger_,
        vanaf=begin,
        tot=einde,
        gemaakt_door=rij.gemaakt_door,
    )
    afwezigheid_vertellen(nieuw, "overgedragen", door)


_OVERDRAGEN: dict[Hangsoort, Callable[[Any, Gebruiker | None, str, Gebruiker], None]] = {
    Hangsoort.CONTACT: _contact_overdragen,
    Hangsoort.TAAK: _taak_overdragen,
    Hangsoort.ZETEL: _zetel_overdragen,
    Hangsoort.ESCALATIE: _escalatie_overdragen,
    Hangsoort.VERVANGING: _vervanging_overdragen,
}


def _overdracht_vastleggen(ding: Hangt, rij: Any, van: Gebruiker, opvolger_: Gebruiker | None, namens: Namens) -> None:
    gegevens = {"wat": ding.soort.value, "van": str(van.sleutel), "naar": str(opvolger_.sleutel) if opvolger_ else ""}
    traject = rij.traject.sleutel if hasattr(rij, "traject") else None
    gebeurtenis_vastleggen(soort="werk_overgedragen", namens=namens, traject=traject, gegevens=gegevens)
