"""One calm mail a day: at half past seven on a working day, everything that waits for one person (U22)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import DAGPOST
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.querysets import naar
from opstap.post.services.doorgeven import onbestelbaar_doorgeven
from opstap.post.services.wanneer import dagpostmoment
from opstap.werk import elk, luid_de_bel


def dagpost_samenstellen() -> int:
    """Bundle what waits into one mail per receiver; how many mails. Harmless when run twice or by two workers.

    Never in the night or on a free day, also not when an outage ends there.
    """
    nu = clock.dienst_nu()
    try:
        onbestelbaar_doorgeven(nu)
    finally:
        gebundeld = _alle_bundelen(nu)
    return gebundeld


def _alle_bundelen(nu: datetime) -> int:
    wachtend = Bericht.objects.wacht_op_dagpost(nu).order_by()
    ontvangers: list[Gebruiker | Organisatie] = [
        *Gebruiker.objects.filter(pk__in=wachtend.values("ontvanger")),
        *Organisatie.objects.filter(pk__in=wachtend.filter(ontvanger=None).values("organisatie")),
    ]
    vandaag = clock.lokaal_moment(nu.date())
    return elk((wie for wie in ontvangers if dagpostmoment(wie, vandaag) <= nu), lambda wie: _bundelen(wie, nu))


@transaction.atomic
def _bundelen(ontvanger: Gebruiker | Organisatie, nu: datetime) -> bool:
    """Everything due into the mail of today; False when today's mail went out already: the rest waits for the next.

    A mail of an earlier day that the mail server never saw goes along: after an outage one mail comes, not twelve.
    """
    dag = nu.date().isoformat()
    nieuw = Bericht(soort=DAGPOST, plek=dag, wijze=Postwijze.METEEN, uitvoeren_vanaf=nu, **naar(ontvanger))
    Bericht.objects.bulk_create([nieuw], ignore_conflicts=True)
    # locked in one order, so that no worker begins to send a mail that is taken apart here
    post = Bericht.objects.aan(ontvanger)
    onaangeroerd = {b.plek: b for b in post.onaangeroerde_dagpost().order_by("pk").select_for_update()}
    bundel = onaangeroerd.pop(dag, None)
    if bundel is None:
        return False
    oud = [bericht.pk for bericht in onaangeroerd.values()]
    Bericht.objects.filter(bundel__in=oud).update(bundel=bundel)
    Bericht.objects.filter(pk__in=oud).delete()
    gebundeld = post.wacht_op_dagpost(nu).update(bundel=bundel)
    luid_de_bel()
    return bool(gebundeld)
