"""What a link asks, and whether it still asks that."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from aanmelding.delen.akkoord import partijen_zei
from aanmelding.models import Aanmelding, Accordering
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.links.services import link_intrekken
from opstap.post.models import Link
from opstap.post.services import vraagpost_intrekken
from opstap.protocol.aanmeldstappen import ACCORDEERBAAR, BEANTWOORDERS
from opstap.protocol.begrippen import Rol
from opstap.protocol.links import Linkstatus
from opstap.protocol.verklaringen import mag_delen


def kan_in_opstap(organisatie: Organisatie, rol: Rol) -> bool:
    """Whether somebody there has an account with which this can be answered."""
    return any(Gebruiker.objects.met_rol(r, organisatie.pk).exists() for r in BEANTWOORDERS[rol])


def mag_vragen(aanmelding: Aanmelding) -> bool:
    """Not once the form is fixed, the traject is over, or while the kandidaat does not want it asked (Z-20.4)."""
    if aanmelding.status not in ACCORDEERBAAR or aanmelding.traject.afgesloten_op is not None:
        return False
    return mag_delen(laatste=partijen_zei(aanmelding))


def open_vragen(aanmelding: Aanmelding, organisatie: Organisatie, rol: Rol) -> list[Accordering]:
    """What this role at this organisation may answer now."""
    if not mag_vragen(aanmelding):
        return []
    rijen = Accordering.objects.filter(aanmelding=aanmelding, organisatie=organisatie, rol=rol).beantwoordbaar()
    return list(rijen.select_related("organisatie", "gevraagd_in").order_by("pk"))


def stand_van(vragen: Sequence[Accordering]) -> str:
    """Another row, another content or another answer: another stand."""
    regels = sorted(f"{rij.sleutel}|{rij.status}|{rij.rijhash}" for rij in vragen)
    return hashlib.sha256("\n".join(regels).encode()).hexdigest()


def vragen_van(link: Link, aanmelding: Aanmelding) -> list[Accordering]:
    """The rows that can be answered with this link: all of what was asked, or nothing at all."""
    vragen = open_vragen(aanmelding, link.organisatie, Rol(link.rol)) if link.is_geldig else []
    return vragen if vragen and stand_van(vragen) == link.stand else []


def links_bijwerken(aanmelding: Aanmelding) -> None:
    """A link that no longer asks what is asked now is over, and so is a mail that waits and asks nothing any more."""
    for link in Link.objects.filter(traject=aanmelding.traject, status=Linkstatus.OPEN).select_related("organisatie"):
        if stand_van(open_vragen(aanmelding, link.organisatie, Rol(link.rol))) != link.stand:
            link_intrekken(link)
    rijen = Accordering.objects.filter(aanmelding=aanmelding).beantwoordbaar() if mag_vragen(aanmelding) else ()
    nog = {(rij.organisatie_id, rij.rol) for rij in rijen}
    vraagpost_intrekken(soort="accordering_gevraagd", traject=aanmelding.traject, nog=nog)
