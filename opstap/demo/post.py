"""The post of the demo region: letters all but those of the last days, by who wrote them; mail of before today went."""

from __future__ import annotations

from datetime import date, timedelta

from opstap import clock
from opstap.partners.models import Roltoekenning
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.post.models import Bericht, Brief
from opstap.post.services.versturen import HOOGSTENS, brieven_verzonden_vastleggen
from opstap.protocol.begrippen import Rol
from opstap.protocol.versturen import Verzendwijze

#: What was made in these days still waits.
WACHT = timedelta(days=5)


def brieven_posten(vandaag: date) -> None:
    wie = _verzenders()
    wachtend = Brief.objects.te_versturen().filter(datum__lt=vandaag - WACHT)
    for dag in sorted(set(wachtend.values_list("datum", flat=True))):
        with clock.klok_op(dag):
            for namens in wie:
                _posten(dag, namens)


def mail_van_toen(vandaag: date) -> None:
    """What happened in the stories was mailed on its own day: on day one nobody gets the mail of two years."""
    Bericht.objects.open().filter(uitvoeren_vanaf__lt=clock.lokaal_moment(vandaag)).update(klaar_op=clock.echt_nu())


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
