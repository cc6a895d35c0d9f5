"""The brake is on (opstap/rem.py): what waits, and a beheerder of the gemeente who says that it may go on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from opstap import clock
from opstap.errors import GeenRecht, OpstapFout
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.models import Rem, Remreden
from opstap.partners.beheerkring import beheert_alles, kring
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Keuze
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.models import Termijnstap
from opstap.trajecten.toegang import eis_eigen_recht
from opstap.werk import luid_de_bel


class Wachtend(Keuze):
    """What must happen with mail and reminders that may have gone out before the copy was put back."""

    OVERSLAAN = "overslaan", "Niet nog een keer versturen"
    VERSTUREN = "versturen", "Wel versturen; sommige mensen krijgen het dan misschien twee keer"


def mag_verder_laten(gebruiker: Any) -> bool:
    """It holds for every organisation at once."""
    return beheert_alles(gebruiker)


def wat_er_is(rem: Rem) -> str:
    van, tot = _moment(rem.van), _moment(rem.tot)
    if rem.reden == Remreden.KOPIE:
        return (
            f"Er is een reservekopie teruggezet. In de kopie staat alles tot {van}. Wat mensen daarna deden, is weg. "
            "Tot u kiest, gaat er geen mail weg, stuurt Opstap geen herinneringen en loopt er niets vanzelf af."
        )
    return (
        f"De klok klopt niet: volgens Opstap hoorde het {van} te zijn, maar de klok van de server stond op {tot}. "
        "Tot u zegt dat de klok weer goed staat, stuurt Opstap geen herinneringen en loopt er niets vanzelf af."
    )


def _moment(op: datetime) -> str:
    hier = op.astimezone(clock.AMSTERDAM)
    return f"{datum_voluit(hier.date())}, {hier:%H:%M} uur"


def misschien_verstuurd(tot: datetime) -> tuple[Any, Any]:
    """(mail, reminders) that were due when the copy was put back. What Opstap does itself is not among them, nor what
    is told in a mail that waits for a person: it did not arrive."""
    tot, los = clock.dienst_op(tot), Q(bundel=None) | Q(bundel__geparkeerd_reden="")
    mails = Bericht.objects.open().filter(los, uitvoeren_vanaf__lte=tot)
    stappen = Termijnstap.objects.nog_te_doen().filter(uitvoeren_vanaf__lte=tot)
    return mails, stappen.exclude(pk__in=stappen.met_gevolg())


@transaction.atomic
def verder_laten_gaan(*, wachtend: Wachtend | None, namens: Namens) -> None:
    """Let go of the brake that was put on first. When nothing is on: a colleague was first, nothing changes.

    `wachtend`: after a copy was put back. A mail that is left out is not marked as sent: it goes.
    """
    eis_eigen_recht(namens, Actie.BEHEREN)
    wie = Gebruiker.objects.filter(sleutel=namens.gebruiker).first()
    if wie is None or kring(wie, namens.organisatie) is not None:
        raise GeenRecht
    rem = Rem.objects.vast().select_for_update().first()
    if rem is None:
        return
    if rem.reden == Remreden.KOPIE and wachtend is None:
        raise OpstapFout("Kies eerst wat er met de mail en de herinneringen moet gebeuren.")
    mails, stappen = misschien_verstuurd(rem.tot)
    gegevens: dict[str, object] = {"reden": rem.reden}
    if rem.reden == Remreden.KOPIE and wachtend is Wachtend.OVERSLAAN:
        gegevens |= {"mails": mails.count(), "herinneringen": stappen.update(klaar_op=clock.echt_nu(), lease_tot=None)}
        mails.delete()
    rem.los_op = clock.echt_nu()
    rem.save(update_fields=["los_op"])
    gebeurtenis_vastleggen(soort="opstap_gaat_verder", namens=namens, gegevens=gegevens)
    luid_de_bel()
