"""The outbox: what somebody must hear, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import BERICHTEN, LINKHERINNERING
from opstap.post.enums import Postwijze
from opstap.post.links.post import herinnering
from opstap.post.models import Bericht, Link
from opstap.post.querysets import naar
from opstap.post.services.adresboek import Adresboek
from opstap.post.services.ontvangers import bestemming
from opstap.post.services.wanneer import wanneer
from opstap.protocol.begrippen import Rol
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Traject
from opstap.werk import luid_de_bel


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """What everyone on one rung must hear. The same (soort, sleutel, receiver) is told once.

    It goes along with the first dagpost after `vanaf` (now, when not given); `meteen`: in a mail of its own, at once.
    `uiterlijk`: a hard date; who does not work before it hears of it in a mail of its own.
    """

    soort: str
    sleutel: str
    traject: Traject
    organisatie: Organisatie
    rol: str
    trap: str = Trap.VERANTWOORDELIJKE
    gegevens: Mapping[str, Any] = field(default_factory=dict)
    vanaf: datetime | None = None
    meteen: bool = False
    uiterlijk: date | None = None
    opgepakt_door: Gebruiker | None = None


def bericht_klaarzetten(
    *,
    soort: str,
    sleutel: str,
    traject: Traject,
    organisatie: Organisatie,
    rol: str,
    trap: str = Trap.VERANTWOORDELIJKE,
    gegevens: Mapping[str, Any] | None = None,
    vanaf: datetime | None = None,
    meteen: bool = False,
) -> None:
    """One Melding."""
    melding = Melding(
        soort=soort,
        sleutel=sleutel,
        traject=traject,
        organisatie=organisatie,
        rol=rol,
        trap=trap,
        gegevens=gegevens or {},
        vanaf=vanaf,
        meteen=meteen,
    )
    berichten_klaarzetten([melding])


def berichten_klaarzetten(meldingen: Sequence[Melding]) -> list[Melding]:
    """Put them in the outbox; the number of queries does not grow with how many there are. Gives those that nobody is
    there to hear."""
    boek, nu = Adresboek([m.traject for m in meldingen]), clock.dienst_nu()
    per_melding = [(m, list(berichten_van(m, boek, nu))) for m in meldingen]
    Bericht.objects.bulk_create((b for _, berichten in per_melding for b in berichten), ignore_conflicts=True)
    luid_de_bel()
    return [m for m, berichten in per_melding if not berichten]


def onverhoord(meldingen: Sequence[Melding]) -> list[Melding]:
    """Those that nobody is there to hear today."""
    boek = Adresboek([m.traject for m in meldingen])
    return [m for m in meldingen if not wie_hoort(m, boek)]


def berichten_van(m: Melding, boek: Adresboek, nu: datetime) -> Iterator[Bericht]:
    """One for each who must hear it today."""
    vast = {"organisatie": m.organisatie, "rol": m.rol, "trap": m.trap, "traject": m.traject}
    vast["gegevens"] = dict(m.gegevens)
    meteen = m.meteen or BERICHTEN[m.soort].meteen
    for wie in wie_hoort(m, boek):
        if isinstance(wie, Link):
            yield herinnering(wie, LINKHERINNERING)
            continue
        hoe = naar(wie) | wanneer(wie, m.vanaf or nu, meteen=meteen, uiterlijk=m.uiterlijk)
        yield Bericht(soort=m.soort, plek=m.sleutel, **{**vast, **hoe})


def wie_hoort(m: Melding, boek: Adresboek) -> Sequence[Gebruiker | Organisatie | Link]:
    return bestemming(m.traject, m.organisatie, Rol(m.rol), Trap(m.trap), m.opgepakt_door, boek)


def uitnodiging_klaarzetten(
    *, soort: str, sleutel: str, traject: Traject, ontvanger: Gebruiker, gegevens: Mapping[str, Any], agenda: str
) -> None:
    """Put something in one person's calendar, at once. The same (soort, sleutel, person) is told once."""
    bericht = Bericht(
        soort=soort,
        plek=sleutel,
        ontvanger=ontvanger,
        traject=traject,
        gegevens=dict(gegevens),
        agenda=agenda,
        wijze=Postwijze.METEEN,
        uitvoeren_vanaf=clock.dienst_nu(),
    )
    Bericht.objects.bulk_create([bericht], ignore_conflicts=True)
    luid_de_bel()


def mislukte_uitnodigingen_intrekken(*, over: str, ontvangers: Collection[Gebruiker]) -> None:
    """What did not arrive about a meeting (`plek` begins with `over`) is not tried again: there is newer news."""
    mislukt = Q(opnieuw_vanaf__isnull=False) | ~Q(geparkeerd_reden="")
    Bericht.objects.filter(mislukt, plek__startswith=over, ontvanger__in=ontvangers, klaar_op=None).delete()


def herinneringen_intrekken_na(feit: TrajectAfgesloten) -> None:
    """A reminder that was not sent yet has nothing left to remind of; news of what happened still goes out."""
    niet_verstuurd = Bericht.objects.filter(klaar_op=None)  # parked too: "try again" would send it after all
    niet_verstuurd.filter(traject__sleutel=feit.traject, soort__startswith="termijn_").delete()


def nieuws_intrekken(*, soort: str, sleutel: str) -> None:
    """What happened since takes its place: of who did not hear it yet nobody hears it."""
    Bericht.objects.filter(soort=soort, plek=sleutel, klaar_op=None).delete()


def vraagpost_intrekken(*, soort: str, traject: Traject, nog: Collection[tuple[int, str]]) -> None:
    """What waits for another (organisation, role) than these asks nothing any more."""
    for bericht in Bericht.objects.filter(soort=soort, traject=traject, klaar_op=None):
        if (bericht.organisatie_id, bericht.rol) not in nog:
            bericht.delete()


def herinneringen_intrekken(stappen: Collection[int]) -> list[int]:
    """Of these steps of a ladder what was not sent yet is not sent; which steps told nobody at all by that."""
    plekken = {str(stap): stap for stap in stappen}
    post = Bericht.objects.filter(soort__startswith="termijn_", plek__in=plekken)
    verteld = set(post.exclude(klaar_op=None).values_list("plek", flat=True))
    niet_verstuurd = post.filter(klaar_op=None)
    gewist = set(niet_verstuurd.values_list("plek", flat=True))
    niet_verstuurd.delete()
    return [plekken[plek] for plek in gewist - verteld]
