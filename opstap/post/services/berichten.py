"""The outbox: what somebody must hear, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

#: Why a mail waits for a person that nobody is there to hear.
NIEMAND = "er is niemand met deze rol die dit kan horen"


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
) -> int:
    """One Melding; how many are to hear it."""
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
    return berichten_klaarzetten([melding])


def berichten_klaarzetten(meldingen: Sequence[Melding]) -> int:
    """Put them in the outbox, also for who heard it before; how many. The number of queries does not grow with it."""
    boek, nu = Adresboek([m.traject for m in meldingen]), clock.dienst_nu()
    rijen = [b for m in meldingen for b in _berichten(m, boek, nu)]
    Bericht.objects.bulk_create(rijen, ignore_conflicts=True)
    luid_de_bel()
    return len(rijen)


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
        (post.onbestelbaar(nu), _doorgeven_of_bewaren),
        (post.van_wie_de_rol_verloor(nu), lambda bericht: _hoort_het_nog(bericht) or _doorgeven_of_bewaren(bericht)),
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
def _doorgeven_of_bewaren(deel: Bericht) -> None:
    """What nobody is there to hear waits for a person, out of any mail."""
    if not doorgeven(deel):
        Bericht.objects.filter(pk=deel.pk).update(bundel=None, lease_tot=None, geparkeerd_reden=NIEMAND)


@transaction.atomic
def doorgeven(bericht: Bericht) -> bool:
    """To the others on the same rung, who do not hear it twice; then this row has done its work. False when somebody
    must hear it still and nobody is there: that part stays.

    What waits for a person because a mailbox refused it stays: it says that the mailbox must be mended.
    """
    delen = list(bericht.delen.filter(klaar_op=None).select_related("traject", "organisatie"))
    gehoord = [deel for deel in delen or [bericht] if _verteld(deel)]
    is_klaar = len(gehoord) == len(delen or [bericht])
    weg = {deel.pk for deel in gehoord} | ({bericht.pk} if is_klaar else set())
    Bericht.objects.filter(pk__in=weg, geparkeerd_reden="").delete()
    return is_klaar


def _verteld(deel: Bericht) -> bool:
    """Also what is of one person only, like an invitation: it goes with that person."""
    if deel.traject is None or deel.organisatie is None or not deel.rol:
        return True
    aantal = bericht_klaarzetten(
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
    return aantal > 0


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
