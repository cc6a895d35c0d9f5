"""How far a voorwaarde is: for the corporatie that asks it, and for who took it up."""

from __future__ import annotations

from collections.abc import Iterator

from aanmelding.models import Aanmelding, Voorwaarde
from aanmelding.services.voorwaarde import is_verteld
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import LOPEND, Aanmeldstatus
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.toegang import mogelijk_namens


def antwoordregel(rij: Voorwaarde) -> str:
    if rij.beantwoord_op is None:
        return "nog niet"
    return f"{'ja' if rij.opgepakt_op else 'nee'}, op {datum_voluit(rij.beantwoord_op)}"


def vraagregels(rij: Voorwaarde) -> list[tuple[str, str]]:
    """Whom the corporatie asked, for the corporatie."""
    if rij.gevraagd is None or rij.gevraagd_op is None:
        return [("Zorgorganisatie", "nog niet gevraagd")]
    wie = f"{rij.gevraagd.naam}, gevraagd op {datum_voluit(rij.gevraagd_op)}"
    return [("Zorgorganisatie", wie), ("Antwoord", antwoordregel(rij))]


def kaartregels(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Iterator[tuple[str, str]]:
    """Which corporatie began it, for everyone on the traject: she is who could have a home (Z-5.4). How far it is for
    her; what was agreed for who took it up."""
    rij = Voorwaarde.objects.filter(aanmelding=aanmelding).select_related("organisatie", "gevraagd").first()
    if rij is None:
        return
    yield "Opstapregeling gevraagd", f"door {rij.organisatie.naam}, op {datum_voluit(rij.gesteld_op)}"
    traject = aanmelding.traject
    if aanmelding.status == Aanmeldstatus.VOORWAARDE_GESTELD:
        if mogelijk_namens(gebruiker, Actie.VOORWAARDE_BIJHOUDEN, traject):
            yield "Brief aan de kandidaat", "is verstuurd" if is_verteld(aanmelding) else "moet eerst nog weg"
            yield from vraagregels(rij)
    elif rij.opgepakt_op and mogelijk_namens(gebruiker, Actie.AANMELDING_INVULLEN, traject):
        ziet = f". {rij.organisatie.naam} ziet dit traject niet meer" if aanmelding.status in LOPEND else ""
        yield "Uw organisatie zei ja", f"op {datum_voluit(rij.opgepakt_op)}{ziet}"
