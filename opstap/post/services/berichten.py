"""The outbox: what somebody must hear, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import BERICHTEN
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.querysets import naar
from opstap.post.services.adresboek import Adresboek
from opstap.post.services.ontvangers import bestemming
from opstap.post.services.wanneer import wanneer
from opstap.protocol.begrippen import Rol
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Traject
from opstap.werk import elk, luid_de_bel


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """What everyone on one rung must hear. The same (soort, sleutel, receiver) is told once.

    It goes along with the first dagpost after `vanaf` (now, when not given); `meteen`: in a mail of its own, at once.
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


def berichten_klaarzetten(meldingen: Sequence[Melding]) -> None:
    """Put them in the outbox; the number of queries does not grow with how many there are."""
    boek, nu = Adresboek([m.traject for m in meldingen]), clock.dienst_nu()
    Bericht.objects.bulk_create((b for m in meldingen for b in _berichten(m, boek, nu)), ignore_conflicts=True)
    luid_de_bel()


def _berichten(m: Melding, boek: Adresboek, nu: datetime) -> Iterator[Bericht]:
    vast = {"organisatie": m.organisatie, "rol": m.rol, "trap": m.trap, "traject": m.traject}
    vast["gegevens"] = dict(m.gegevens)
    meteen = m.meteen or BERICHTEN[m.soort].meteen
    for wie in bestemming(m.traject, m.organisatie, Rol(m.rol), Trap(m.trap), m.opgepakt_door, boek):
        hoe = naar(wie) | wanneer(wie, m.vanaf or nu, meteen=meteen)
        yield Bericht(soort=m.soort, plek=m.sleutel, **{**vast, **hoe})


def onbestelbaar_doorgeven(nu: datetime) -> None:
    """What waits for somebody who left, or for a mailbox that is gone, is told to who must hear it now."""
    post = Bericht.objects
    soorten = (
        (post.onbestelbaar(nu), doorgeven),
        (post.van_wie_de_rol_verloor(nu), lambda bericht: _hoort_het_nog(bericht) or doorgeven(bericht)),
        (post.vastgelopen_postbus(), doorgeven),
    )
    elk(soorten, lambda soort: elk(*soort))


def _hoort_het_nog(bericht: Bericht) -> bool:
    """Would it go to the same person today? Else handing it on would give it back to him, and lose it."""
    traject, organisatie = bericht.traject, bericht.organisatie
    if traject is None or organisatie is None:
        return True
    trap = Trap(bericht.trap or Trap.VERANTWOORDELIJKE)
    return bericht.ontvanger in bestemming(traject, organisatie, Rol(bericht.rol), trap)


@transaction.atomic
def doorgeven(bericht: Bericht) -> None:
    """To the others on the same rung, who do not hear it twice; then this row has done its work.

    What waits for a person because a mailbox refused it stays: it says that the mailbox must be mended.
    """
    delen = list(bericht.delen.filter(klaar_op=None).select_related("traject", "organisatie"))
    for deel in delen or [bericht]:
        if deel.traject is not None and deel.organisatie is not None and deel.rol:
            bericht_klaarzetten(
                soort=deel.soort,
                sleutel=deel.plek,
                traject=deel.traject,
                organisatie=deel.organisatie,
                rol=deel.rol,
                trap=deel.trap,
                gegevens=deel.gegevens,
                vanaf=deel.uitvoeren_vanaf,
                meteen=deel.wijze == Postwijze.METEEN,
            )
    weg = delen if bericht.geparkeerd_reden else [*delen, bericht]
    Bericht.objects.filter(pk__in=[rij.pk for rij in weg]).delete()


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


def herinneringen_intrekken_na(feit: TrajectAfgesloten) -> None:
    """A reminder that was not sent yet has nothing left to remind of; news of what happened still goes out."""
    niet_verstuurd = Bericht.objects.filter(klaar_op=None)  # parked too: "try again" would send it after all
    niet_verstuurd.filter(traject__sleutel=feit.traject, soort__startswith="termijn_").delete()


def herinneringen_intrekken(stappen: Collection[int]) -> list[int]:
    """Of these steps of a ladder what was not sent yet is not sent; which steps told nobody at all by that."""
    plekken = {str(stap): stap for stap in stappen}
    post = Bericht.objects.filter(soort__startswith="termijn_", plek__in=plekken)
    verteld = set(post.exclude(klaar_op=None).values_list("plek", flat=True))
    niet_verstuurd = post.filter(klaar_op=None)
    gewist = set(niet_verstuurd.values_list("plek", flat=True))
    niet_verstuurd.delete()
    return [plekken[plek] for plek in gewist - verteld]
