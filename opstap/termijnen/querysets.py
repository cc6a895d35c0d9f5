from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Min, Q, When

from opstap import clock
from opstap.partners.rechten import Actie
from opstap.post.querysets import NIEMAND
from opstap.protocol.begrippen import Aard, Fase, Rol
from opstap.protocol.datums import plus_maanden
from opstap.protocol.fasen import DOSSIER_MAANDEN
from opstap.protocol.momenten import Momentsoort
from opstap.protocol.termijnsoorten import DOET_OPSTAP, TERMIJNSOORTEN, Trap
from opstap.trajecten.models import Traject
from opstap.werk import WerkQuerySet

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker


#: Who may know of a meeting.
_WIE_ERBIJ_MAG = {
    Momentsoort.MDO: Actie.MDO_ZIEN,
    Momentsoort.EVALUATIE: Actie.EVALUATIE_ZIEN,
    Momentsoort.GESPREK: Actie.AANMELDING_ZIEN,
}
#: A team lead sees what the team must do; of an aanmelding she may read nothing, so what a coordinator must do is told
#: to her by mail and stands under "Aan u gemeld".
_LEIDT = {Rol.TEAMLEIDER_ZORG: Rol.BEGELEIDER, Rol.TEAMLEIDER_CORPORATIE: Rol.CONSULENT}
#: The home page looks this far ahead, and shows no more than this.
VOORUIT, MEESTE_TAKEN = timedelta(days=60), 200


def doet(rol: Rol) -> set[str]:
    """The roles whose duties this role does: its own, and those of who it leads."""
    return {rol, _LEIDT.get(rol, rol)}


def wie_doet(rol: Rol) -> list[Rol]:
    """Every role that does the duties of this one."""
    return [r for r in Rol if rol in doet(r)]


def _hard() -> list[str]:
    return [soort.code for soort in TERMIJNSOORTEN.values() if soort.aard is Aard.UITERST]


class TermijnQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the partial indexes."""
        return self.filter(status="open")

    def gevraagd(self) -> Self:
        """Open, and asked of somebody."""
        return self.open().exclude(soort__in=DOET_OPSTAP)

    def te_laat_op(self, dag: date) -> Self:
        """Due on D is late from D + 1 (law 7)."""
        return self.gevraagd().filter(datum__lt=dag)

    def uiterste_datum(self, traject: int) -> date | None:
        """The first hard date of a traject that is still open, also when it is past."""
        eerste: date | None = self.open().filter(traject=traject, soort__in=_hard()).aggregate(m=Min("datum"))["m"]
        return eerste

    def voor(self, gebruiker: Gebruiker) -> Self:
        """Duties of the organisations and roles this person holds today."""
        van_mij = Q(pk__in=[])
        for toekenning in gebruiker.rollen:
            van_mij |= Q(organisatie_id=toekenning.organisatie_id, rol__in=doet(Rol(toekenning.rol)))
        return self.filter(van_mij)

    def werkvoorraad(self, gebruiker: Gebruiker, vandaag: date) -> Self:
        """What the home page shows of `voor`, as far ahead as anybody plans: first the hard dates that can be met,
        so that no long list of what is late pushes them out; then what is due first."""
        te_halen = Case(When(soort__in=_hard(), datum__gte=vandaag, then=0), default=1)
        komend = self.open().voor(gebruiker).filter(datum__lte=vandaag + VOORUIT)
        return komend.order_by(te_halen, "datum", "pk")[:MEESTE_TAKEN]

    def eerste_eerst(self) -> Self:
        return self.order_by("datum", "pk")

    def met_kring(self) -> Self:
        """With all that says who hears of it."""
        contacten = ("organisatie__eerste_contact", "organisatie__tweede_contact")
        return self.select_related("traject__regeling", *contacten)

    def dossier_begint(self, dag: date) -> models.QuerySet[Any, UUID]:
        """Trajecten of which the phase may change by time alone: around this day the decision file begins."""
        einde = plus_maanden(dag, DOSSIER_MAANDEN) + timedelta(days=3)  # 31 August - 6 months = 28 February
        lopend = self.open().filter(soort="contract_einde", datum__lt=einde, traject__fase=Fase.WONEN)
        return lopend.order_by("traject").values_list("traject__sleutel", flat=True)  # locks in one order


class TermijnstapQuerySet(WerkQuerySet):
    def van_open_taken(self) -> Self:
        return self.open().filter(termijn__status="open")

    def nog_te_doen(self) -> Self:
        """By this Opstap: a kind that only a newer one knows is left for that one (F14)."""
        return self.van_open_taken().filter(termijn__soort__in=list(TERMIJNSOORTEN))

    def eerste_handeling(self) -> datetime | None:
        """When the first act of the system is due."""
        handelingen = self.filter(trap=Trap.ACTIE).order_by("uitvoeren_vanaf")
        moment: datetime | None = handelingen.values_list("uitvoeren_vanaf", flat=True).first()
        return moment

    def herinneringen(self, *, voor: datetime | None) -> Self:
        """What only tells somebody something, and was due before this moment."""
        eerder = Q(uitvoeren_vanaf__lt=voor) if voor else Q()
        return self.filter(eerder).exclude(trap=Trap.ACTIE)

    def te_laat(self, nu: datetime) -> Self:
        """Due and not done, also the ones a worker holds; without those that wait for a second try."""
        return self.nog_te_doen().filter(_wacht_niet(), uitvoeren_vanaf__lte=nu)

    def verteld(self, nu: datetime) -> Self:
        """Done, or due now: a parked one told nobody, nor did one that waits for a second try."""
        return self.filter(Q(klaar_op__isnull=False) | _wacht_niet(), geparkeerd_reden="", uitvoeren_vanaf__lte=nu)

    def vergeet_vandaag(self, vandaag: date) -> None:
        """Where a wait ends today, the reminder of today comes once more, also when it was done before the wait."""
        gedaan = self.filter(dag=vandaag, trap=Trap.VERANTWOORDELIJKE, klaar_op__isnull=False)
        gedaan.filter(termijn__wacht_tot__lte=vandaag).delete()

    def door_niemand_te_horen(self) -> Self:
        """Waits because nobody was there to hear it."""
        return self.geparkeerd().filter(geparkeerd_reden=NIEMAND, termijn__status="open")

    def met_gevolg(self) -> Self:
        """What Opstap does itself; the others only remind somebody."""
        return self.filter(trap=Trap.ACTIE)


def _wacht_niet() -> Q:
    return Q(opnieuw_vanaf=None) | Q(opnieuw_vanaf__lte=clock.echt_nu())


class MomentQuerySet(models.QuerySet[Any]):
    def gepland(self) -> Self:
        return self.filter(status="gepland")

    def komend(self) -> Self:
        """Still to be, by the practice clock."""
        return self.gepland().filter(begin__gt=clock.dienst_nu())

    def van(self, onderwerp: UUID) -> Self:
        """The one that stands planned about this."""
        return self.gepland().filter(onderwerp=onderwerp)

    def agenda_van(self, gebruiker: Gebruiker, vanaf: datetime) -> Self:
        """Where this person is invited and the organisation is still involved (law 5), first what comes first."""
        mag = Q(pk__in=[])
        for soort, actie in _WIE_ERBIJ_MAG.items():
            mag |= Q(soort=soort, traject__in=Traject.objects.zichtbaar_voor(gebruiker, actie))
        return self.gepland().filter(mag, genodigden=gebruiker, begin__gte=vanaf).order_by("begin", "pk")
