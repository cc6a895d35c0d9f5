"""What the sender does about who did not answer yet: send a link, take it back, remind."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.basis import afzenders, openen
from aanmelding.services.linkstand import kan_in_opstap, open_vragen, stand_van, vragen_van
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.links.services import link_herinneren, link_intrekken, link_maken
from opstap.post.models import Link
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.links import (
    Codewijze,
    Linkstatus,
    herinner_belemmeringen,
    link_belemmeringen,
    linkadres_belemmeringen,
)
from opstap.trajecten.services import handeling_boeken

NIET_OPEN = Belemmering("Z-2.8", "Deze link staat niet meer open; u hoeft niets te doen.")


def eigen_adressen(aanmelding: Aanmelding) -> frozenset[str]:
    """Every address of the side of the sender: of people, and of shared mailboxes."""
    kant = afzenders(aanmelding.traject)
    mensen = Gebruiker.objects.filter(roltoekenningen__organisatie__in=kant).values_list("email", flat=True)
    return frozenset({*mensen, *(o.postbus.lower() for o in kant if o.postbus)})


def stuur_belemmeringen(aanmelding: Aanmelding, vraag: Accordering) -> list[Belemmering]:
    rol = Rol(vraag.rol)
    return link_belemmeringen(
        vragen=len(open_vragen(aanmelding, vraag.organisatie, rol)),
        heeft_account=kan_in_opstap(vraag.organisatie, rol),
    )


@transaction.atomic
def link_sturen(
    *,
    traject: UUID,
    vraag: UUID,
    naam: str,
    email: str,
    codewijze: Codewijze,
    versie: int | None = None,
    namens: Namens,
) -> Link:
    """One link for all that is asked of this role there; it takes the place of an earlier one."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    rij = _vraag(aanmelding, vraag)
    eis(stuur_belemmeringen(aanmelding, rij))
    eis(
        linkadres_belemmeringen(
            email=email,
            eigen_adressen=eigen_adressen(aanmelding),
            codewijze=codewijze,
            postbus=rij.organisatie.postbus,
        )
    )
    link = link_maken(
        traject=aanmelding.traject,
        organisatie=rij.organisatie,
        rol=Rol(rij.rol),
        stand=stand_van(open_vragen(aanmelding, rij.organisatie, Rol(rij.rol))),
        naam=naam,
        email=email,
        codewijze=codewijze,
    )
    _boeken(aanmelding, link, "link_gestuurd", namens)
    return link


@transaction.atomic
def link_terugnemen(*, traject: UUID, vraag: UUID, namens: Namens) -> Link:
    """The address no longer works, from now on."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    link = open_link(aanmelding, _vraag(aanmelding, vraag))
    if link is None:
        raise RegelGeschonden([NIET_OPEN])
    link_intrekken(link)
    _boeken(aanmelding, link, "link_ingetrokken", namens)
    return link


@transaction.atomic
def accordering_herinneren(*, traject: UUID, vraag: UUID, namens: Namens) -> None:
    """A mail to who did not answer: by the link, or to who has an account. At most once a day."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    rij = _vraag(aanmelding, vraag)
    eis(herinner_bezwaren(aanmelding, rij))
    link, vragen = open_link(aanmelding, rij), open_vragen(aanmelding, rij.organisatie, Rol(rij.rol))
    if link is not None:
        link_herinneren(link)
    else:
        bericht_klaarzetten(
            soort="accordering_herinnering",
            sleutel=f"{rij.sleutel}{clock.vandaag().isoformat()}",
            traject=aanmelding.traject,
            organisatie=rij.organisatie,
            rol=rij.rol,
        )
    for gevraagd in vragen:
        gevraagd.herinnerd_op = clock.vandaag()
        gevraagd.save(update_fields=["herinnerd_op"])
    gegevens = {"accordering": str(rij.sleutel)}
    handeling_boeken(
        aanmelding.traject, namens=namens, soort="accordering_herinnerd", clausule="Z-2.8", gegevens=gegevens
    )


def herinner_bezwaren(aanmelding: Aanmelding, vraag: Accordering) -> list[Belemmering]:
    link, rol = open_link(aanmelding, vraag), Rol(vraag.rol)
    laatst = [vraag.gevraagd_op, vraag.herinnerd_op, link.gestuurd_op if link else None]
    return herinner_belemmeringen(
        vragen=len(open_vragen(aanmelding, vraag.organisatie, rol)),
        kan_horen=link is not None or kan_in_opstap(vraag.organisatie, rol),
        laatst=max(dag for dag in laatst if dag is not None),
        peildatum=clock.vandaag(),
    )


def laatste_link(aanmelding: Aanmelding, vraag: Accordering) -> Link | None:
    """Whatever became of it."""
    rijen = Link.objects.filter(traject=aanmelding.traject, organisatie=vraag.organisatie, rol=vraag.rol)
    return rijen.select_related("organisatie", "traject", "adres").order_by("-pk").first()


def open_link(aanmelding: Aanmelding, vraag: Accordering) -> Link | None:
    link = laatste_link(aanmelding, vraag)
    return link if link is not None and link.status == Linkstatus.OPEN and vragen_van(link, aanmelding) else None


def _vraag(aanmelding: Aanmelding, sleutel: UUID) -> Accordering:
    rij: Accordering = Accordering.objects.select_related("organisatie").get(aanmelding=aanmelding, sleutel=sleutel)
    return rij


def _boeken(aanmelding: Aanmelding, link: Link, soort: str, namens: Namens) -> None:
    gegevens = {"link": str(link.sleutel)}
    handeling_boeken(aanmelding.traject, namens=namens, soort=soort, clausule="Z-2.8", gegevens=gegevens)
