"""What a mail told that did not arrive goes to somebody else: nothing that was said gets lost."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import COLLEGA_ONBEREIKBAAR, DAGPOST, LINKBEVESTIGING
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.services.afzender import afzender_inlichten
from opstap.post.services.doorgeven import doorgeven
from opstap.post.services.ontvangers import ontvangers
from opstap.post.services.wanneer import dagpostmoment
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import TEAMLEIDERS, Trap
from opstap.trajecten.models import Traject
from opstap.werk import luid_de_bel

_PLICHT = "termijn_"
#: Who comes next; on the last rung of an organisation, and of the gemeente, the others who stand there.
_HIERNA = {
    Trap.VERANTWOORDELIJKE: (Trap.TEAMLEIDER, Trap.ESCALATIE),
    Trap.TEAMLEIDER: (Trap.ESCALATIE,),
    Trap.ESCALATIE: (Trap.ESCALATIE,),
    Trap.GEMEENTE: (Trap.GEMEENTE, Trap.BESTUURLIJK),
    Trap.BESTUURLIJK: (Trap.BESTUURLIJK,),
}


@transaction.atomic
def laten_horen(mail: Bericht) -> None:
    """Of a mail that waits for a person: who stands behind a mailbox hears it now, or the next rung. Once.

    What nobody is there to hear is tried again at every tick, until somebody is.
    """
    if mail.link is not None:
        if mail.soort != LINKBEVESTIGING:  # the answer is in: a new link would ask again
            afzender_inlichten(mail.link, "link_niet_aangekomen")
        gehoord = True
    else:
        gehoord = not doorgeven([mail]) if mail.ontvanger is None else naar_volgende_trede(mail)
    if gehoord:
        Bericht.objects.filter(pk=mail.pk).update(doorgegeven_op=clock.echt_nu())


@transaction.atomic
def naar_volgende_trede(mail: Bericht) -> bool:
    """Into the next dagpost of who comes next. Doing it again adds nothing. False: of a part nobody comes next.

    A line keeps the `plek` of where it began, so that between two people who are both out of reach it stops.
    """
    if mail.ontvanger is None:
        return True
    gehoord, erbij = True, False
    delen = mail.delen.select_related("traject", "organisatie") if mail.soort == DAGPOST else [mail]
    for deel in delen:
        if deel.traject is None or deel.organisatie is None or not deel.rol or deel.soort == COLLEGA_ONBEREIKBAAR:
            continue
        trap, collegas = _volgenden(mail.ontvanger, deel.traject, deel.organisatie, deel)
        vast = {"traject": deel.traject, "organisatie": deel.organisatie, "rol": deel.rol, "trap": trap}
        soort = f"{_PLICHT}{trap}" if deel.soort.startswith(_PLICHT) else deel.soort
        plek = deel.plek if deel.plek.startswith("terug-") else f"terug-{deel.sleutel}"
        gehoord = gehoord and bool(collegas)
        for collega in collegas:
            if _erbij(collega, soort=soort, plek=plek, gegevens=deel.gegevens, **vast):
                _erbij(collega, soort=COLLEGA_ONBEREIKBAAR, plek=f"terug-{mail.sleutel}", gegevens={}, **vast)
                erbij = True
    if erbij:
        luid_de_bel()
    return gehoord


def _erbij(collega: Gebruiker, *, soort: str, plek: str, **velden: Any) -> bool:
    moment = dagpostmoment(collega, clock.dienst_nu())
    _, is_nieuw = Bericht.objects.get_or_create(
        soort=soort,
        plek=plek,
        ontvanger=collega,
        defaults={**velden, "wijze": Postwijze.DAGPOST, "uitvoeren_vanaf": moment},
    )
    return bool(is_nieuw)


def _volgenden(
    ontvanger: Gebruiker, traject: Traject, organisatie: Organisatie, deel: Bericht
) -> tuple[Trap, list[Gebruiker]]:
    """The first rung with somebody else on it; nobody when there is none: then only the beheerder reads of it."""
    rol, trap = Rol(deel.rol), Trap(deel.trap or Trap.VERANTWOORDELIJKE)
    for trap_erna in _HIERNA[trap]:
        if trap_erna is Trap.TEAMLEIDER and rol not in TEAMLEIDERS:
            continue
        anderen = [mens for mens in ontvangers(traject, organisatie, rol, trap_erna) if mens.pk != ontvanger.pk]
        if anderen:
            return trap_erna, anderen
    return trap, []
