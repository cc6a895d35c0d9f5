"""Invariants about people, for `manage.py controleer`: nothing hangs on somebody who cannot do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.post.models import Link
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.termijnen.mensen.hangt import contactrollen
from opstap.termijnen.models import Termijn
from opstap.termijnen.querysets import wie_doet
from opstap.trajecten.models import Betrokkenheid


def contactpersoon_werkt_er() -> Iterator[str]:
    """No contactpersoon of an open traject has left, or lost every role that makes her one."""
    for rij in verweesd():
        wie = f"de contactpersoon van {rij.organisatie} ({rij.hoedanigheid}) heeft die rol niet meer"
        yield f"{rij.traject}: {wie}; draag het werk over"


def iemand_kan_het() -> Iterator[str]:
    """For every open duty somebody works there who does it, leads who does, or got a link to do it with."""
    bezet = {(organisatie, rol) for (_, organisatie), rollen in _rollen().items() for rol in rollen}
    bezet |= set(Link.objects.geldig().values_list("organisatie", "rol"))
    te_doen = Termijn.objects.open().filter(organisatie__isnull=False).order_by("organisatie__naam", "rol")
    for organisatie, naam, rol in te_doen.values_list("organisatie", "organisatie__naam", "rol").distinct():
        if not any((organisatie, r.value) in bezet for r in wie_doet(Rol(rol))):
            yield f"{naam}: er staan taken open voor {Rol(rol).met_lidwoord}, en niemand heeft die rol"


def zonder_collega(organisaties: Iterable[Organisatie]) -> list[tuple[Gebruiker, Organisatie]]:
    """Who is contactpersoon of one of these organisations without working there, by name."""
    rijen = verweesd().filter(organisatie__in=list(organisaties))
    paren = {(rij.contactpersoon, rij.organisatie) for rij in rijen if rij.contactpersoon}
    return sorted(paren, key=lambda paar: (paar[0].naam, paar[1].naam))


def verweesd() -> QuerySet[Betrokkenheid]:
    """Of open trajecten, those whose contactpersoon has no role that makes her one: one question, however many."""
    werkt = Roltoekenning.objects.actueel().filter(
        Q(gebruiker__beeindigd_op=None) | Q(gebruiker__beeindigd_op__gt=clock.vandaag()),
        gebruiker=OuterRef("contactpersoon"),
        organisatie=OuterRef("organisatie"),
    )
    zonder = Q(pk__in=[])
    for hoedanigheid in Hoedanigheid:
        zonder |= Q(hoedanigheid=hoedanigheid) & ~Q(Exists(werkt.filter(rol__in=contactrollen(hoedanigheid))))
    rijen = Betrokkenheid.objects.filter(
        Q(tot__isnull=True) | Q(tot__gt=clock.vandaag()),
        zonder,
        contactpersoon__isnull=False,
        traject__afgesloten_op__isnull=True,
    )
    return rijen.select_related("traject", "organisatie", "contactpersoon").order_by("traject__kenmerk", "pk")


def _rollen() -> dict[tuple[int, int], set[str]]:
    """(gebruiker, organisatie) -> the roles of who works there today."""
    gevonden: dict[tuple[int, int], set[str]] = defaultdict(set)
    for toekenning in Roltoekenning.objects.actueel().select_related("gebruiker"):
        if toekenning.gebruiker.is_active:
            gevonden[toekenning.gebruiker_id, toekenning.organisatie_id].add(toekenning.rol)
    return gevonden
