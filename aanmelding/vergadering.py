"""The agenda of a commissie: which aanmelding is treated on which day, and what is still open about it (A-30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from aanmelding.delen.akkoord import AKKOORDEN
from aanmelding.inzage import niet_ingevuld, ontbrekend_op
from aanmelding.models import Aanmelding, Vergaderdag
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.clausules import regelt
from opstap.protocol.toelaten import STATUS_BESLISBAAR, STATUS_COMPLEET
from opstap.protocol.toetsing import behandelaaruitkomst
from opstap.protocol.vergaderen import behandeldag, open_punten
from opstap.protocol.verklaringen import Uitspraak, Zegt, geldende_uitspraak
from opstap.regelingen.models import Commissielid, Deelname
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.toegang import namens_eigen_organisatie

#: More fit in no vergadering; what came first stands first.
HOOGSTENS = 100
#: What was said of one form, per kind.
Gezegd = Mapping[Verklaringsoort, Sequence[Uitspraak]]


@dataclass(frozen=True, slots=True)
class Agendarij:
    """`mist`: what the form that was sent lacks, as far as the commissie may know."""

    aanmelding: Aanmelding
    open_punten: Sequence[str]
    mist: Sequence[str]


@dataclass(frozen=True, slots=True)
class Agenda:
    """`dagen`: what is treated on each day to come; `zonder_dag`: compleet, and no day is known."""

    dagen: Mapping[Vergaderdag, Sequence[Agendarij]]
    zonder_dag: Sequence[Agendarij]
    niet_compleet: Sequence[Agendarij]
    er_zijn_er_meer: bool


def mijn_commissies(gebruiker: Gebruiker) -> QuerySet[Deelname]:
    """Of the organisations where this person is commissielid, those in which she holds a seat today (A-11)."""
    organisaties = [n.organisatie for n in namens_eigen_organisatie(gebruiker, Actie.VERGADEREN)]
    zetels = Commissielid.objects.op(clock.vandaag()).filter(gebruiker=gebruiker)
    gevonden = Deelname.objects.als(Hoedanigheid.COMMISSIE).filter(leden__in=zetels)
    rijen: QuerySet[Deelname] = gevonden.filter(organisatie__sleutel__in=organisaties).select_related("regeling")
    return rijen.distinct()


def agenda(deelname: Deelname, gebruiker: Gebruiker) -> Agenda:
    """In a fixed number of queries."""
    komend = list(Vergaderdag.objects.filter(deelname=deelname).komend())
    rijen = _te_beslissen(deelname, gebruiker)
    uitspraken = _uitspraken(rijen)
    per_dag: dict[date | None, list[Agendarij]] = defaultdict(list)
    niet_compleet = []
    for a in rijen[:HOOGSTENS]:
        rij = Agendarij(a, _open_punten(a, uitspraken[a.traject_id]), _mist(a, uitspraken[a.traject_id]))
        if a.status == STATUS_COMPLEET:
            per_dag[_behandeldag(a, komend)].append(rij)
        else:
            niet_compleet.append(rij)
    return Agenda(
        dagen={dag: per_dag[dag.dag] for dag in komend},
        zonder_dag=per_dag[None],
        niet_compleet=niet_compleet,
        er_zijn_er_meer=len(rijen) > HOOGSTENS,
    )


@regelt("A-13")
def laatste_vergaderdag(aanmelding: Aanmelding) -> date | None:
    """On which the commissie of this regeling last met, since there was something to decide."""
    dagen = Vergaderdag.objects.filter(deelname__regeling=aanmelding.traject.regeling, dag__lte=clock.vandaag())
    begin = aanmelding.compleet_op or aanmelding.ingediend_op
    sinds = max(dag for dag in (begin, aanmelding.heropend_op) if dag is not None)
    return dagen.filter(dag__gte=sinds).order_by("dag").values_list("dag", flat=True).last()


def _te_beslissen(deelname: Deelname, gebruiker: Gebruiker) -> list[Aanmelding]:
    """What this commissie decides and this person may judge, longest waiting first."""
    zichtbaar = Traject.objects.zichtbaar_voor(gebruiker, Actie.TOELATING_BESLUITEN).filter(regeling=deelname.regeling)
    rijen = Aanmelding.objects.filter(status__in=STATUS_BESLISBAAR, traject__in=zichtbaar).select_related(
        "traject__persoon", "traject__regelingversie", "behandelaarsverklaring"
    )
    rijen = rijen.prefetch_related("versies", "adviezen")
    gevonden = rijen.order_by("ingediend_op", "pk")[: HOOGSTENS + 1]
    return [a for a in gevonden if vergadert(zaak=Zaak.TOELATING, parameters=a.traject.regelingversie.parameters)]


def _uitspraken(rijen: Sequence[Aanmelding]) -> Mapping[int, Gezegd]:
    """What was said of each form, oldest first."""
    gezegd: dict[int, dict[Verklaringsoort, list[Uitspraak]]] = defaultdict(lambda: defaultdict(list))
    soorten, trajecten = [soort for soort, _ in AKKOORDEN], [a.traject_id for a in rijen]
    for verklaring in Verklaring.objects.filter(traject__in=trajecten, soort__in=soorten).order_by("datum", "pk"):
        gezegd[verklaring.traject_id][Verklaringsoort(verklaring.soort)].append(verklaring.uitspraak)
    return gezegd


def _behandeldag(a: Aanmelding, komend: Sequence[Vergaderdag]) -> date | None:
    return behandeldag(
        status=a.status, compleet_op=a.compleet_op, dagen=[d.dag for d in komend], peildatum=clock.vandaag()
    )


def _mist(a: Aanmelding, gezegd: Gezegd) -> list[str]:
    """Without any sensitive leefgebied (I-9)."""
    versie = max(a.versies.all(), key=lambda v: v.nummer)
    laatste = {soort: geldende_uitspraak(gezegd[soort], versie.sleutel) for soort, _ in AKKOORDEN}
    gegeven = {soort for soort, woord in laatste.items() if woord is not None and woord.zegt is Zegt.JA}
    gemist = [b.melding for b in ontbrekend_op(a.traject, versie, gegeven)]
    leeg = niet_ingevuld(versie)
    return [*gemist, *([f"Niet ingevuld: {', '.join(leeg)}."] if leeg else [])]


def _open_punten(a: Aanmelding, gezegd: Gezegd) -> list[str]:
    rij = getattr(a, "behandelaarsverklaring", None)
    return open_punten(
        status=a.status,
        laatste=geldende_uitspraak(gezegd[Verklaringsoort.AKKOORD_KANDIDAAT]),
        bevestigd=behandelaaruitkomst(
            heeft_behandelaar=rij.heeft_behandelaar if rij else None,
            behandelaar_onderschrijft=rij.onderschrijft if rij else None,
        ),
        vraagt_bevestiging=bool(a.traject.regelingversie.parameters.behandelaar_endorsement),
        gesprek_nodig=a.gesprek_nodig,
        gesprek_op=a.gesprek_op,
        wacht_op_advies=any(advies.afgehandeld_op is None for advies in a.adviezen.all()),
    )
