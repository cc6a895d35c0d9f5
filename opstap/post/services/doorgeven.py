"""What waits goes to who holds the place on the day it goes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht, Link
from opstap.post.querysets import NIEMAND, BerichtQuerySet
from opstap.post.services.adresboek import Adresboek
from opstap.post.services.berichten import Melding, berichten_van, wie_hoort
from opstap.protocol.termijnsoorten import Trap
from opstap.werk import elk, luid_de_bel

_STAPEL = 100


def onbestelbaar_doorgeven(nu: datetime) -> None:
    """What waits for somebody who left or is away, for who replaces nobody any more, or for a mailbox that is gone.

    First what nobody was there to hear, as far as somebody is there now.
    """
    _stapels(list(Bericht.objects.door_niemand_te_horen()), _opnieuw_waar_iemand_is)
    soorten = (Bericht.objects.onbestelbaar(nu), Bericht.objects.van_wie_er_niet_meer_staat(nu))
    elk(soorten, lambda rijen: _stapels(list(rijen), _doorgeven_of_bewaren))


def _stapels(rijen: Sequence[Bericht], doe: Callable[[Sequence[Bericht]], object]) -> None:
    delen = (rijen[n : n + _STAPEL] for n in range(0, len(rijen), _STAPEL))
    elk(delen, lambda stapel: _samen_of_los(stapel, doe))


def _samen_of_los(stapel: Sequence[Bericht], doe: Callable[[Sequence[Bericht]], object]) -> None:
    """A bad row takes nobody along."""
    try:
        doe(stapel)
    except Exception:
        if len(stapel) == 1:
            raise
        elk(stapel, lambda deel: doe([deel]))


def _opnieuw_waar_iemand_is(stapel: Sequence[Bericht]) -> None:
    """As when a person asks to try again. Looks before it writes: the tick comes often."""
    delen = list(_wat_zij_vertellen(stapel))
    _, wie, _ = _wie_hoort_wat(delen)
    klaar = {pk for deel in delen if wie.get(deel.pk) for pk in (deel.pk, deel.bundel_id)}
    if klaar:
        Bericht.objects.door_niemand_te_horen().filter(pk__in=klaar).opnieuw()


@transaction.atomic
def _doorgeven_of_bewaren(delen: Collection[Bericht]) -> None:
    """What nobody is there to hear waits for a person, out of any mail."""
    rest = Bericht.objects.filter(pk__in=doorgeven(delen))
    rest.update(bundel=None, lease_tot=None, geparkeerd_reden=NIEMAND)


@transaction.atomic
def doorgeven(berichten: Collection[Bericht]) -> set[int]:
    """To who stands on the same rung today, who does not hear it twice; then these rows have done their work. Who still
    stands there keeps it. The number of queries does not grow with how many there are.

    Gives the parts that nobody is there to hear: they stay, with the mail they are in. What waits for a person because
    a mailbox refused it stays too: it says that the mailbox must be mended.
    """
    delen, nu = list(_wat_zij_vertellen(berichten).select_for_update(of=("self",))), clock.dienst_nu()
    meldingen, wie, boek = _wie_hoort_wat(delen)
    niemand = {pk for pk, hoort in wie.items() if not hoort}
    blijft = {d.pk for d in delen if d.pk in wie and _ontvanger(d) in wie[d.pk]} | niemand
    opnieuw = [b for pk, m in meldingen.items() if pk not in blijft for b in berichten_van(m, boek, nu)]
    Bericht.objects.bulk_create(opnieuw, ignore_conflicts=True)
    blijft |= {d.bundel_id for d in delen if d.pk in blijft and d.bundel_id}
    Bericht.objects.filter(pk__in=[d.pk for d in delen if not d.geparkeerd_reden and d.pk not in blijft]).delete()
    if opnieuw:
        luid_de_bel()
    return niemand


def _wat_zij_vertellen(berichten: Collection[Bericht]) -> BerichtQuerySet:
    """In one order; what was sent in the meantime is told."""
    pks = [b.pk for b in berichten]
    rijen = Bericht.objects.filter(Q(pk__in=pks) | Q(bundel__in=pks), klaar_op=None).order_by("pk")
    gevonden: BerichtQuerySet = rijen.select_related("traject__regeling", "ontvanger", *_KRING)
    return gevonden


_KRING = ("organisatie__eerste_contact", "organisatie__tweede_contact")


_Wie = dict[int, Sequence[Gebruiker | Organisatie | Link]]


def _wie_hoort_wat(delen: Sequence[Bericht]) -> tuple[dict[int, Melding], _Wie, Adresboek]:
    """Of each part that somebody else must hear: as it is told again, and who stands on that rung today."""
    boek, houders = Adresboek({d.traject for d in delen if d.traject}), _taakhouders(delen)
    meldingen = {deel.pk: m for deel in delen if (m := _melding(deel, houders)) is not None}
    return meldingen, {pk: wie_hoort(melding, boek) for pk, melding in meldingen.items()}, boek


def _melding(deel: Bericht, wie: Mapping[str, Gebruiker]) -> Melding | None:
    """None: nobody else must hear this."""
    if deel.traject is None or deel.organisatie is None or not deel.rol:
        return None
    return Melding(
        soort=deel.soort,
        sleutel=deel.plek,
        traject=deel.traject,
        organisatie=deel.organisatie,
        rol=deel.rol,
        trap=deel.trap or Trap.VERANTWOORDELIJKE,
        gegevens=deel.gegevens,
        vanaf=deel.uitvoeren_vanaf,
        meteen=deel.wijze == Postwijze.METEEN,
        opgepakt_door=wie.get(deel.gegevens.get("termijn", "")),
    )


def _ontvanger(deel: Bericht) -> object:
    return deel.ontvanger or deel.organisatie


def _taakhouders(delen: Iterable[Bericht]) -> dict[str, Gebruiker]:
    """Asked of the room above: who took the duties that these are about."""
    sleutels = {taak for deel in delen if (taak := deel.gegevens.get("termijn"))}
    wie: dict[str, Gebruiker] = import_string(import_string(f"{settings.BEDRADING}.TAAKHOUDERS"))(sleutels)
    return wie
