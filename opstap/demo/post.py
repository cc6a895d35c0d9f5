"""The post of the demo region: letters all but those of the last days, by who wrote them; mail of before today went.

Of the last week it can be read: a newcomer sees mail at night and on a free day too."""

from __future__ import annotations

from datetime import date, timedelta

from opstap import clock
from opstap.partners.models import Roltoekenning
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.post.models import Bericht, Brief
from opstap.post.services import berichten_verzenden, dagpost_samenstellen
from opstap.post.services.versturen import HOOGSTENS, brieven_verzonden_vastleggen
from opstap.protocol.begrippen import Rol
from opstap.protocol.versturen import Verzendwijze

#: What was made in these days still waits.
WACHT = timedelta(days=5)
#: Mail of these days is in the postvak, that of before it is not.
TE_LEZEN = timedelta(days=7)


def brieven_posten(vandaag: date) -> None:
    wie = _verzenders()
    wachtend = Brief.objects.te_versturen().filter(datum__lt=vandaag - WACHT)
    for dag in sorted(set(wachtend.values_list("datum", flat=True))):
        with clock.klok_op(dag):
            for namens in wie:
                _posten(dag, namens)


def mail_van_toen(vandaag: date) -> None:
    """What happened in the stories was mailed on its own day: on day one nobody gets the mail of two years."""
    lang_geleden = clock.lokaal_moment(vandaag - TE_LEZEN)
    Bericht.objects.open().filter(uitvoeren_vanaf__lt=lang_geleden).update(klaar_op=clock.echt_nu())


def mail_van_de_week(vandaag: date) -> None:
    """The mail of each of the last days, made and sent by that day's clock; outside any transaction (law 3)."""
    for dagen in range(TE_LEZEN.days, 0, -1):
        with clock.klok_op(vandaag - timedelta(days=dagen)):
            dagpost_samenstellen()
            berichten_verzenden()


def _verzenders() -> list[Namens]:
    rijen = Roltoekenning.objects.filter(gebruiker__is_demo=True).select_related("gebruiker", "organisatie")
    return [
        Namens(t.gebruiker.sleutel, t.organisatie.sleutel, t.rol)
        for t in rijen.order_by("pk")
        if bereik(Rol(t.rol), Actie.BRIEF_VERSTUREN) is not Bereik.GEEN
    ]


def _posten(dag: date, namens: Namens) -> None:
    brieven = Brief.objects.van([namens]).te_versturen().filter(datum=dag)[:HOOGSTENS]
    if sleutels := list(brieven.values_list("sleutel", flat=True)):
        brieven_verzonden_vastleggen(brieven=sleutels, verzonden_op=dag, wijze=Verzendwijze.POST, namens=namens)
