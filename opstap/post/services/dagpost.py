"""One calm mail a day: at half past seven on a working day, everything that waits for one person (U22)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.berichten import DAGPOST
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.protocol.werkdagen import werkdagen_vanaf
from opstap.werk import luid_de_bel

UUR, MINUUT = 7, 30


def dagpostmoment(gebruiker: Gebruiker, vanaf: datetime) -> datetime:
    """The first half past seven from `vanaf` on, on a working day on which this person works."""
    for dag in werkdagen_vanaf(vanaf.astimezone(clock.AMSTERDAM).date()):
        moment = clock.lokaal_moment(dag, UUR, MINUUT)
        if moment >= vanaf and str(dag.isoweekday()) in gebruiker.postdagen:
            return moment
    raise AssertionError("unreachable: nobody works on no day at all")


def dagpost_samenstellen() -> int:
    """Bundle what waits into one mail per person; how many mails. Harmless when run twice or by two workers.

    Never in the night or on a free day, also not when an outage ends there.
    """
    nu = clock.dienst_nu()
    wachtend = Bericht.objects.wacht_op_dagpost(nu).order_by().values("ontvanger")
    mensen = [mens for mens in Gebruiker.objects.filter(pk__in=wachtend) if dagpostmoment(mens, _begin_van(nu)) <= nu]
    return sum(_bundelen(mens.pk) for mens in mensen)


def _begin_van(moment: datetime) -> datetime:
    return clock.lokaal_moment(moment.date())


@transaction.atomic
def _bundelen(ontvanger: int) -> bool:
    """Everything due into the mail of today; False when today's mail went out already: the rest waits for the next.

    A mail of an earlier day that the mail server never saw goes along: after an outage one mail comes, not twelve.
    """
    nu = clock.dienst_nu()
    Bericht.objects.bulk_create(
        [
            Bericht(
                soort=DAGPOST,
                plek=nu.date().isoformat(),
                ontvanger_id=ontvanger,
                wijze=Postwijze.MEETEN,
                uitvoeren_vanaf=nu,
            )
        ],
        ignore_conflicts=True,
    )
    # locked in one order, so that no worker begins to send a mail that is taken apart here
    onaangeroerd = Bericht.objects.onaangeroerde_dagpost(ontvanger).order_by("pk").select_for_update()
    post = {bericht.plek: bericht for bericht in onaangeroerd}
    bundel = post.pop(nu.date().isoformat(), None)
    if bundel is None:
        return False
    oud = [bericht.pk for bericht in post.values()]
    Bericht.objects.filter(bundel__in=oud).update(bundel=bundel)
    Bericht.objects.filter(pk__in=oud).delete()
    gebundeld = Bericht.objects.wacht_op_dagpost(nu).filter(ontvanger=ontvanger).update(bundel=bundel)
    luid_de_bel()
    return bool(gebundeld)
