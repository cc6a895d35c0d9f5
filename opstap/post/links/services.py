"""Make a link, count wrong codes, end it. The caller holds the lock on the traject and knows who may."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.post.berichten import CODEPOST, LINKBEVESTIGING, LINKHERINNERING, LINKPOST
from opstap.post.links.geheim import afdruk_van, geheim_uit, is_code_van, nieuw_zaad
from opstap.post.links.post import herinnering, linkbericht
from opstap.post.models import Bericht, Link, Linkadres
from opstap.post.services.afzender import afzender_inlichten
from opstap.protocol.begrippen import Rol
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.links import FOUTE_CODES, LINK_DAGEN, Codeuitkomst, Codewijze, Linkstatus
from opstap.trajecten.models import Traject
from opstap.werk import luid_de_bel


@transaction.atomic
def link_maken(
    *,
    traject: Traject,
    organisatie: Organisatie,
    rol: Rol,
    stand: str,
    naam: str,
    email: str,
    codewijze: Codewijze,
) -> Link:
    """A new secret in a mail; the one there was no longer works."""
    for oud in Link.objects.filter(traject=traject, organisatie=organisatie, rol=rol, status=Linkstatus.OPEN):
        link_intrekken(oud)
    link = Link(
        sleutel=uuid4(),
        traject=traject,
        organisatie=organisatie,
        rol=rol,
        stand=stand,
        zaad=nieuw_zaad(),
        codewijze=codewijze,
        gestuurd_op=clock.vandaag(),
        geldig_tot=clock.echt_nu() + timedelta(days=LINK_DAGEN),
    )
    link.afdruk = afdruk_van(geheim_uit(link, settings.SECRET_KEY))
    link.save()
    Linkadres.objects.create(link=link, naam=naam, email=email.lower())
    _klaarzetten(linkbericht(link, LINKPOST))
    if codewijze is Codewijze.POSTBUS:
        _klaarzetten(linkbericht(link, CODEPOST))
    return link


def link_herinneren(link: Link) -> None:
    _klaarzetten(herinnering(link, LINKHERINNERING))


@transaction.atomic
def link_intrekken(link: Link) -> None:
    link.intrekken()
    _beeindigd(link)


@transaction.atomic
def link_gebruiken(link: Link) -> None:
    link.gebruiken()
    _beeindigd(link)
    _klaarzetten(linkbericht(link, LINKBEVESTIGING))


@transaction.atomic
def link_terugsturen(link: Link) -> None:
    """It came to the wrong person: the sender looks for another."""
    link.terugsturen()
    _beeindigd(link)
    afzender_inlichten(link, "link_niet_voor_mij")


@transaction.atomic
def code_proberen(link: Link, code: str) -> Codeuitkomst:
    """Whether this is the code; five wrong ones end the link."""
    if not link.is_geldig:
        return Codeuitkomst.GESTOPT
    if is_code_van(link, code):
        return Codeuitkomst.GOED
    link.foute_codes += 1
    if link.foute_codes < FOUTE_CODES:
        link.save()
        return Codeuitkomst.FOUT
    link.blokkeren()
    _beeindigd(link)
    afzender_inlichten(link, "link_geblokkeerd")
    return Codeuitkomst.GESTOPT


def _beeindigd(link: Link) -> None:
    """What did not arrive about it waits for nobody any more."""
    Bericht.objects.filter(link=link).geparkeerd().delete()
    link.beeindigd_op = clock.vandaag()
    link.save()


def links_sluiten_na(feit: TrajectAfgesloten) -> None:
    """Reaction: there is nothing left to answer."""
    for link in Link.objects.filter(traject__sleutel=feit.traject, status=Linkstatus.OPEN):
        link_intrekken(link)


def _klaarzetten(bericht: Bericht) -> None:
    Bericht.objects.bulk_create([bericht], ignore_conflicts=True)
    luid_de_bel()
