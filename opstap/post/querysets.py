from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.lookups import Exact

from opstap import clock
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie, Roltoekenning
from opstap.partners.namens import Namens
from opstap.partners.rechten import HOEDANIGHEDEN, Actie
from opstap.post.berichten import BERICHTEN, DAGPOST
from opstap.post.enums import NAMENS_KANDIDAAT, Briefsoort, Briefstand, Postwijze
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.links import Linkstatus
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS
from opstap.trajecten.models import Betrokkenheid
from opstap.werk import WerkQuerySet

#: Why a mail waits for a person that nobody is there to hear.
NIEMAND = "er is niemand met deze rol die dit kan horen"
#: An empty Q in an "or" is left out by Django, so "all" is written as "not nothing".
NIETS = Q(pk__in=[])
#: Longer than a part of the dagpost waits, also after an outage.
_KORT_GELEDEN = timedelta(days=60)
#: The coordinator keeps status and counts; of the landlord's letters she reads nothing (I-28).
_VOOR_HET_BESLUIT = (Briefsoort.ONTVANGST, Briefsoort.AANVULLING)
#: What became of the search at another corporatie, and why.
_ZOEKEND = (Briefsoort.ROUTE, Briefsoort.LEEFBAARHEID)
VAN_DE_COORDINATOR = (
    *_VOOR_HET_BESLUIT, Briefsoort.TOELATING, Briefsoort.AFWIJZING, Briefsoort.HEROPENING,
    Briefsoort.TOELATING_INGETROKKEN, Briefsoort.VERVALLEN, Briefsoort.ROUTE,
)  # fmt: skip
#: Outside zorg only for the organisation that wrote it.
_AAN_WIE_BESLIST = Q(geadresseerde__in=NAMENS_KANDIDAAT)
ALLEEN_AFZENDER = (
    Q(soort__in=(*_VOOR_HET_BESLUIT, Briefsoort.AANBOD, Briefsoort.VOORWAARDE, *_ZOEKEND))
    | Q(soort__startswith="herhuisvesting_")
    | _AAN_WIE_BESLIST
)
#: What a commissie decided, and no contract or offer.
VAN_DE_COMMISSIE = (*VAN_DE_COORDINATOR, Briefsoort.OMZETTING, Briefsoort.NIET_OMZETTEN)


class BriefQuerySet(WerkQuerySet):
    @regelt("I-28")
    def leesbaar_voor(self, namens: Collection[Namens]) -> Self:
        """Letters somebody may open in the traject: what each of these roles may read for its own organisation.

        A role without a rule here reads nothing; two roles together read what each of them does, and no more.
        """
        mag = NIETS
        for n in namens:
            mag |= _leest(Rol(n.rol), n.organisatie)
        return self.filter(mag)

    def van(self, namens: Collection[Namens]) -> Self:
        """What somebody sends: readable letters of the own organisation, in trajecten where she takes part today."""
        mag = NIETS
        for n in namens:
            rol = Rol(n.rol)
            betrokken = Betrokkenheid.objects.met_toegang(Actie.BRIEF_VERSTUREN).filter(
                traject=OuterRef("traject"),
                organisatie__sleutel=n.organisatie,
                hoedanigheid__in=HOEDANIGHEDEN[rol],
            )
            mag |= Q(Exists(betrokken), afzender__sleutel=n.organisatie) & _leest(rol, n.organisatie)
        return self.filter(mag)

    def te_versturen(self) -> Self:
        """Must go out still: exactly the condition of the partial index. What was forgotten cannot go."""
        return self.filter(verzonden_op=None, vervangen_door=None, hoeft_niet_op=None, inhoud__isnull=False)

    def oudste_eerst(self) -> Self:
        return self.order_by("datum", "pk")

    def na(self, datum: date, pk: int) -> Self:
        """Keyset: the rows after this one in `oudste_eerst`."""
        return self.filter(Q(datum__gt=datum) | Q(datum=datum, pk__gt=pk))

    def met_stand(self) -> Self:
        """`stand`: a code of Briefstand. Who opens a letter may be faster than the tick."""
        return self.annotate(
            stand=Case(
                When(Q(klaar_op__isnull=False) | Q(inhoud__pdf__isnull=False), then=Value(Briefstand.KLAAR.value)),
                When(~Q(geparkeerd_reden=""), then=Value(Briefstand.LUKT_NIET.value)),
                default=Value(Briefstand.WORDT_GEMAAKT.value),
            )
        )


class BerichtQuerySet(WerkQuerySet):
    def wacht_op_dagpost(self, nu: datetime) -> Self:
        """Due, and in no mail yet."""
        return self.open().bekend().filter(wijze=Postwijze.DAGPOST, bundel=None, uitvoeren_vanaf__lte=nu)

    def bekend(self) -> Self:
        """A kind that only a newer Opstap knows is left for that one (F14)."""
        return self.filter(soort__in=list(BERICHTEN))

    def aan(self, ontvanger: Gebruiker | Organisatie) -> Self:
        """Of one person, or of the shared mailbox of an organisation."""
        return self.filter(**naar(ontvanger))

    def onbestelbaar(self, nu: datetime) -> Self:
        """Parts of the dagpost that nobody would read any more."""
        weg = Q(ontvanger__beeindigd_op__lte=nu.date()) | Q(ontvanger=None, organisatie__postbus="")
        return self._wachtende_delen(nu).filter(weg)

    def van_wie_er_niet_meer_staat(self, nu: datetime) -> Self:
        """Parts for somebody who lost the role, is away today, or replaced somebody until a short time ago.

        More than must go elsewhere: an escalation contact needs no role, and who replaced may do it himself too.
        """
        delen = self._wachtende_delen(nu).filter(ontvanger__isnull=False, organisatie__isnull=False).exclude(rol="")
        return delen.filter(~_heeft_de_rol() | _is_weg_of_terug(clock.vandaag()))

    def _wachtende_delen(self, nu: datetime) -> Self:
        """Alone, or in a mail that no worker ever held."""
        los = Q(bundel=None) | Q(bundel__klaar_op=None, bundel__pogingen=0, bundel__lease_tot=None)
        delen = self.open().filter(los, wijze=Postwijze.DAGPOST, uitvoeren_vanaf__lte=nu)
        return delen.select_related("traject", "organisatie", "ontvanger")

    def door_niemand_te_horen(self) -> Self:
        """Waits because nobody was there to hear it."""
        return self.geparkeerd().bekend().filter(geparkeerd_reden=NIEMAND)

    def niet_doorgegeven(self) -> Self:
        """Mails that wait for a person; what they tell nobody else heard yet, or not all of it."""
        mails = self.geparkeerd().bekend().filter(wijze=Postwijze.METEEN, doorgegeven_op=None)
        mails = mails.exclude(geparkeerd_reden=NIEMAND)
        return mails.select_related("traject", "organisatie", "ontvanger")

    def opnieuw(self) -> int:
        """What is refused once more is passed on once more: something new may stand in it by then."""
        self.geparkeerd().update(doorgegeven_op=None)
        return super().opnieuw()

    def onaangeroerde_dagpost(self) -> Self:
        """Mails that no worker ever held: the mail server cannot have seen them."""
        return self.open().filter(soort=DAGPOST, pogingen=0, lease_tot=None)


def _heeft_de_rol() -> Q:
    """Has the role this part is for or leads who has it, at the organisation it is about."""
    rollen = Roltoekenning.objects.actueel().filter(gebruiker=OuterRef("ontvanger"))
    hier = Exists(rollen.filter(_doet_of_leidt(), organisatie=OuterRef("organisatie")))
    gemeente = Exists(rollen.filter(rol__in=[Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER]))
    return ~Q(trap__in=BUITEN) & hier | Q(trap__in=BUITEN) & gemeente


def _is_weg_of_terug(dag: date) -> Q:
    """The receiver is away, or replaced somebody who is back. Of the gemeente it may be another organisation."""
    weg = Afwezigheid.objects.lopend().filter(gebruiker=OuterRef("ontvanger"))
    terug = Afwezigheid.objects.filter(vervanger=OuterRef("ontvanger"), tot__gt=dag - _KORT_GELEDEN, tot__lte=dag)
    return Q(Exists(weg)) | Q(Exists(terug))


def _doet_of_leidt() -> Q:
    """Of a role of somebody: the one this part is for, or the one that leads it."""
    leidt = Q()
    for rol, leider in TEAMLEIDERS.items():
        leidt |= Q(Exact(OuterRef("rol"), Value(rol.value)), rol=leider)
    return Q(rol=OuterRef("rol")) | leidt


def naar(ontvanger: Gebruiker | Organisatie) -> dict[str, Any]:
    """The fields of a Bericht that say who gets it."""
    if isinstance(ontvanger, Organisatie):
        return {"ontvanger": None, "organisatie": ontvanger, "link": None}
    return {"ontvanger": ontvanger}


class LinkQuerySet(models.QuerySet[Any]):
    def geldig(self) -> Self:
        """Open, and not too old."""
        return self.filter(status=Linkstatus.OPEN, geldig_tot__gt=clock.echt_nu())


class MailtekstQuerySet(models.QuerySet[Any]):
    def op(self, dag: date) -> dict[str, Any]:
        """Per kind of mail the text that holds on this day: the newest of those that began."""
        return {rij.soort: rij for rij in self.filter(vanaf__lte=dag).order_by("nummer")}


def _leest(rol: Rol, organisatie: UUID | None) -> Q:
    """A corporatie asked later does not read which home the one before her offered or refused, nor why the search goes
    on as it does; and none reads who searches another place to live: that tells where somebody came from (I-9, I-30).
    That there is a curator only who writes to him."""
    eigen = Q(afzender__sleutel=organisatie)
    return {
        Rol.BEGELEIDER: ~NIETS,
        Rol.TEAMLEIDER_ZORG: ~NIETS,
        Rol.CONSULENT: ~ALLEEN_AFZENDER | eigen,
        Rol.TEAMLEIDER_CORPORATIE: ~ALLEEN_AFZENDER | eigen,
        Rol.COORDINATOR: Q(soort__in=VAN_DE_COORDINATOR) & (~_AAN_WIE_BESLIST | eigen),
        Rol.COMMISSIELID: Q(soort__in=VAN_DE_COMMISSIE) & (~_AAN_WIE_BESLIST | eigen),
        Rol.PROCESREGISSEUR: eigen,
    }.get(rol, NIETS)
