"""What was typed in a form about a traject and not sent: two weeks, for the colleagues of one organisation (law 10)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.partners.getypt import GROOTSTE, Velden, is_getypt, om_te_bewaren
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.verschil import BEGIN
from opstap.protocol.basis import Belemmering
from opstap.protocol.privacywacht import WEGGELATEN
from opstap.trajecten.models import Concept, Traject
from opstap.trajecten.querysets import ConceptQuerySet
from opstap.trajecten.toegang import eis_recht

BEWAREN, WAARSCHUWEN = timedelta(days=14), timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Bladzijde:
    """`code` is unique within a traject; `pad` and `titel` are where to go on, and what that is called."""

    code: str
    pad: str
    titel: str


def concept_van(traject: Traject, pagina: str, namens: Namens) -> Concept | None:
    """What this organisation has lying on this page."""
    rij: Concept | None = _op(traject, pagina, namens).levend().first()
    return rij


def concepten_van(traject: Traject, namens: Namens) -> list[Concept]:
    """What this organisation has lying in this traject, the oldest first."""
    return list(Concept.objects.levend().filter(traject=traject, organisatie=_organisatie(namens)).order_by("pk"))


def _op(traject: Traject, pagina: str, namens: Namens) -> ConceptQuerySet:
    return Concept.objects.filter(traject=traject, pagina=pagina, organisatie=_organisatie(namens))


def _organisatie(namens: Namens) -> UUID:
    if namens.organisatie is None:
        raise GeenRecht
    return namens.organisatie


def mist_nummer(concept: Concept) -> bool:
    """Whether a burgerservicenummer was left out of it."""
    return any(WEGGELATEN in waarde for waarden in concept.velden.values() for waarde in waarden)


@transaction.atomic
def concept_bewaren(
    *,
    traject: UUID,
    actie: Actie,
    pagina: Bladzijde,
    velden: Velden,
    op_versie: int | None,
    gezien: int | None,
    namens: Namens,
) -> Concept:
    """Keep the page as it was typed, unjudged; only a burgerservicenummer is left out.

    `gezien`: the version of the concept that this text goes on from, None when there was none. Raises Verouderd when
    a colleague kept something since, and RegelGeschonden when the traject is closed or the text too long. No line in
    the log: nobody said anything yet.
    """
    rij = Traject.objects.get(sleutel=traject)
    eis_recht(namens, actie, rij)
    getypt = {naam: waarden for naam, waarden in velden.items() if is_getypt(naam)}
    schoon = om_te_bewaren(getypt, pad=pagina.pad)
    if rij.afgesloten_op is not None:
        raise RegelGeschonden([Belemmering("", "Dit traject is afgesloten. Er wordt niets meer bewaard.")])
    if len(json.dumps(schoon)) > GROOTSTE:
        raise RegelGeschonden([Belemmering("", "Dit is te lang om te bewaren. Maak uw tekst korter.")])
    schoon |= {naam: list(waarden) for naam, waarden in velden.items() if naam == BEGIN}
    concept = concept_van(rij, pagina.code, namens)
    if (concept.versie if concept else None) != gezien:
        raise Verouderd
    if concept is None:
        _op(rij, pagina.code, namens).delete()  # it has expired
        concept = Concept(traject=rij, organisatie=_organisatie(namens), pagina=pagina.code, op_versie=op_versie)
    assert namens.gebruiker is not None
    concept.velden, concept.gebruiker = schoon, namens.gebruiker
    concept.rol, concept.actie, concept.pad, concept.titel = namens.rol, actie, pagina.pad, pagina.titel
    concept.opgeslagen_op, vandaag = clock.echt_nu(), clock.vandaag()
    concept.bewaard_tot, concept.waarschuwen_op = vandaag + BEWAREN, vandaag + WAARSCHUWEN
    try:
        with transaction.atomic():
            concept.save()
    except IntegrityError:
        raise Verouderd from None  # a colleague began at the same moment
    return concept


def concept_weggooien(traject: Traject, pagina: str, namens: Namens) -> None:
    """It was sent, or nobody wants it any more."""
    _op(traject, pagina, namens).delete()


def concepten_weggooien(traject: Traject, namens: Namens) -> None:
    """The form was sent as a whole; the page before that said what would not go along."""
    Concept.objects.filter(traject=traject, organisatie=_organisatie(namens)).delete()


def concepten_opruimen() -> None:
    """What nobody typed on for two weeks goes. Looks before it writes: the tick comes often."""
    oud = Concept.objects.voorbij()
    if oud.exists():
        oud.delete()
