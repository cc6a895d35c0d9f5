"""Evaluaties, afspraken, signalen and MDO's of one tenancy. Codes and dates here; every short text in its own row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import (
    Afspraakstatus,
    Evaluatiestatus,
    Herhuisvestingstatus,
    Mdostatus,
    Notitiesoort,
    Partij,
    Signaalstatus,
    Verzetreden,
)
from evaluatie.querysets import (
    HERHUISVESTING_LOOPT,
    MDO_KOMEND,
    AfspraakQuerySet,
    EvaluatieQuerySet,
    HerhuisvestingQuerySet,
    MdoQuerySet,
    SignaalQuerySet,
)
from opstap.modellen import Dossierrij, MetSleutel
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    EvaluatieSoort,
    ItemOordeel,
    MdoUitkomst,
    Oordeel,
    Signaalaanleiding,
    Signaalsoort,
)
from opstap.trajecten.models import Besluit, Traject

_E, _A, _S, _M, _H = Evaluatiestatus, Afspraakstatus, Signaalstatus, Mdostatus, Herhuisvestingstatus


class Evaluatie(Dossierrij):
    """One planned conversation. `nummer` never changes; `gepland_op` is the day it will be, also after it was moved."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="evaluaties")
    contract = models.ForeignKey("woningen.Huurovereenkomst", models.PROTECT, related_name="evaluaties")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=24, choices=EvaluatieSoort.keuzes)
    clausule = models.CharField(max_length=12)
    met_corporatie = models.BooleanField(help_text="De consulent moet erbij zijn (Z-11.10).")
    gepland_op = models.DateField()
    status = FSMField(default=_E.GEPLAND.value, choices=_E.keuzes, protected=True)
    gehouden_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    oordeel = models.CharField(max_length=16, choices=Oordeel.keuzes, blank=True)

    objects = EvaluatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evaluaties"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "nummer"], name="evaluatie_een_keer_per_nummer"),
            models.CheckConstraint(condition=Q(status__in=_E.codes()), name="evaluatie_status"),
            models.CheckConstraint(
                condition=Q(status__in=[_E.GEHOUDEN.value, _E.VASTGESTELD.value], gehouden_op__isnull=False)
                & ~Q(oordeel="")
                | ~Q(status__in=[_E.GEHOUDEN.value, _E.VASTGESTELD.value]) & Q(gehouden_op=None, oordeel=""),
                name="evaluatie_gehouden_met_oordeel",
            ),
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.nummer} ({self.traject})"

    @property
    def is_gehouden(self) -> bool:
        return self.status in (_E.GEHOUDEN, _E.VASTGESTELD)

    @property
    def is_te_houden(self) -> bool:
        return self.status in (_E.GEPLAND, _E.NIET_DOORGEGAAN)

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.GEHOUDEN)
    def houden(self) -> None: ...

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.NIET_DOORGEGAAN)
    def niet_doorgaan(self) -> None:
        """Not validly held; it keeps its number and gets a new day."""

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=_E.VERVALLEN, target=_E.GEPLAND)
    def herstellen(self) -> None:
        """A correction: the tenancy did not stop."""


class Verzet(models.Model):
    """A day on which an evaluatie did not go on, and where it went."""

    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, related_name="verzettingen")
    van = models.DateField()
    naar = models.DateField()
    reden = models.CharField(max_length=24, choices=Verzetreden.keuzes)

    class Meta:
        verbose_name_plural = "verzettingen"


class Itemoordeel(models.Model):
    """The word for one of the points, at one evaluatie (Z-12.7, I-7)."""

    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, related_name="items")
    item = models.CharField(max_length=24, choices=EvaluatieItem.keuzes)
    oordeel = models.CharField(max_length=16, choices=ItemOordeel.keuzes)

    class Meta:
        verbose_name_plural = "itemoordelen"
        constraints = [models.UniqueConstraint(fields=["evaluatie", "item"], name="itemoordeel_een_keer")]


class Signaal(Dossierrij):
    """Somebody saw something. A code of an observable fact, never a diagnosis or a person (Z-13.1).

    Without a melder it is a proposal of Opstap (I-12, Z-13.6): it counted, a person decides.
    """

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="signalen")
    soort = models.CharField(max_length=24, choices=Signaalsoort.keuzes)
    is_spoed = models.BooleanField()
    aanleiding = models.CharField(
        max_length=20, choices=Signaalaanleiding.keuzes, default=Signaalaanleiding.MELDING.value
    )
    melder = models.CharField(max_length=24, choices=Rol.keuzes, blank=True)
    melder_organisatie = models.UUIDField(null=True, blank=True)
    gemeld_op = models.DateField()
    opgepakt_op = models.DateField(null=True, blank=True)
    afgehandeld_op = models.DateField(null=True, blank=True)
    melder_akkoord = models.BooleanField(default=False, help_text="Akkoord met afhandelen zonder MDO (I-35).")
    status = FSMField(default=_S.GEMELD.value, choices=_S.keuzes, protected=True)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signalen"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=_S.codes()), name="signaal_status"),
            models.CheckConstraint(
                condition=Q(status=_S.AFGEHANDELD.value, afgehandeld_op__isnull=False)
                | ~Q(status=_S.AFGEHANDELD.value) & Q(afgehandeld_op=None),
                name="signaal_afgehandeld_met_datum",
            ),
            models.CheckConstraint(
                condition=Q(aanleiding=Signaalaanleiding.MELDING.value, melder_organisatie__isnull=False)
                & ~Q(melder="")
                | ~Q(aanleiding=Signaalaanleiding.MELDING.value) & Q(melder="", melder_organisatie=None),
                name="signaal_melder_of_voorstel",
            ),
        ]

    def __str__(self) -> str:
        return f"signaal {self.soort} ({self.traject})"

    @property
    def is_voorstel(self) -> bool:
        return self.aanleiding != Signaalaanleiding.MELDING

    @transition(field=status, source=_S.GEMELD, target=_S.OPGEPAKT)
    def oppakken(self) -> None: ...

    @transition(field=status, source=[_S.GEMELD, _S.OPGEPAKT], target=_S.NAAR_MDO)
    def doorgeven(self) -> None:
        """Goes to an MDO."""

    @transition(field=status, source=_S.OPGEPAKT, target=_S.AFGEHANDELD)
    def afhandelen(self) -> None:
        """Closed without an MDO (I-35)."""

    @transition(field=status, source=_S.NAAR_MDO, target=_S.AFGEHANDELD)
    def afronden(self) -> None:
        """The MDO is done."""

    @transition(field=status, source=[_S.GEMELD, _S.OPGEPAKT, _S.NAAR_MDO], target=_S.AFGEHANDELD)
    def vervallen(self) -> None:
        """The temporary contract is over."""


class Mdo(Dossierrij):
    """A multidisciplinary meeting about one or more signalen; at most one to come per traject."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="mdos")
    signalen = models.ManyToManyField(Signaal, related_name="mdos")
    is_spoed = models.BooleanField()
    gemeld_op = models.DateField()
    geinformeerd_op = models.DateField(null=True, blank=True)
    gepland_op = models.DateField(null=True, blank=True)
    gehouden_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    huurder_werkt_mee = models.BooleanField(null=True, blank=True)
    uitkomst = models.CharField(max_length=24, choices=MdoUitkomst.keuzes, blank=True)
    tijdslimiet = models.DateField(null=True, blank=True, help_text="Alleen bij spoed, alleen door de corporatie.")
    besluit = models.OneToOneField(Besluit, models.PROTECT, null=True, blank=True, related_name="mdo")
    conclusie = models.OneToOneField(
        Besluit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Het gezamenlijke besluit om de beëindiging na te streven (Z-13.13).",
    )
    afgerond_op = models.DateField(null=True, blank=True)
    status = FSMField(default=_M.GEMELD.value, choices=_M.keuzes, protected=True)

    objects = MdoQuerySet.as_manager()

    class Meta:
        verbose_name = "MDO"
        verbose_name_plural = "MDO's"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status__in=MDO_KOMEND), name="mdo_een_komend_per_traject"
            ),
            models.CheckConstraint(condition=Q(status__in=_M.codes()), name="mdo_status"),
            models.CheckConstraint(
                condition=Q(gepland_op=None) | Q(geinformeerd_op__isnull=False), name="mdo_huurder_weet_het_eerst"
            ),
        ]

    def __str__(self) -> str:
        return f"MDO ({self.traject})"

    @transition(field=status, source=_M.GEMELD, target=_M.HUURDER_GEINFORMEERD)
    def huurder_informeren(self) -> None: ...

    @transition(field=status, source=[_M.HUURDER_GEINFORMEERD, _M.GEPLAND], target=_M.GEPLAND)
    def plannen(self) -> None: ...

    @transition(field=status, source=_M.GEPLAND, target=_M.GEHOUDEN)
    def houden(self) -> None: ...

    @transition(field=status, source=_M.GEHOUDEN, target=_M.AFSPRAKEN_LOPEN)
    def afspraken_laten_lopen(self) -> None: ...

    @transition(field=status, source=[_M.GEHOUDEN, _M.AFSPRAKEN_LOPEN], target=_M.AFGEROND)
    def afronden(self) -> None: ...

    @transition(
        field=status,
        source=[_M.GEMELD, _M.HUURDER_GEINFORMEERD, _M.GEPLAND, _M.GEHOUDEN, _M.AFSPRAKEN_LOPEN],
        target=_M.INGETROKKEN,
    )
    def intrekken(self) -> None: ...


class Mdooordeel(MetSleutel):
    """One role says whether it agrees that living independently does not work; of one role the newest counts."""

    mdo = models.ForeignKey(Mdo, models.CASCADE, related_name="oordelen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    organisatie = models.UUIDField()
    gebruiker = models.UUIDField()
    eens = models.BooleanField()
    datum = models.DateField()

    class Meta:
        verbose_name_plural = "oordelen na een MDO"
        ordering = ["pk"]


class Afspraak(Dossierrij):
    """Who does something before when; made at an evaluatie or an MDO. The words stand in a Notitie."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="afspraken")
    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, null=True, blank=True, related_name="afspraken")
    mdo = models.ForeignKey(Mdo, models.CASCADE, null=True, blank=True, related_name="afspraken")
    item = models.CharField(max_length=24, choices=EvaluatieItem.keuzes, blank=True)
    wie = models.CharField(max_length=24, choices=Partij.keuzes)
    uiterlijk = models.DateField()
    status = FSMField(default=_A.OPEN.value, choices=_A.keuzes, protected=True)
    afgehandeld_op = models.DateField(null=True, blank=True)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "afspraken"
        ordering = ["uiterlijk", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=_A.codes()), name="afspraak_status"),
            models.CheckConstraint(
                condition=Q(evaluatie=None, mdo__isnull=False) | Q(evaluatie__isnull=False, mdo=None),
                name="afspraak_uit_een_gesprek",
            ),
            models.CheckConstraint(
                condition=Q(status=_A.OPEN.value, afgehandeld_op=None)
                | ~Q(status=_A.OPEN.value) & Q(afgehandeld_op__isnull=False),
                name="afspraak_afgehandeld_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"afspraak ({self.traject}, {self.uiterlijk})"

    @transition(field=status, source=[_A.OPEN, _A.VERLOPEN], target=_A.NAGEKOMEN)
    def nakomen(self) -> None: ...

    @transition(field=status, source=_A.OPEN, target=_A.VERLOPEN)
    def verlopen(self) -> None:
        """Its last day is over and nobody said that it was kept."""

    @transition(field=status, source=[_A.OPEN, _A.VERLOPEN], target=_A.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=_A.VERLOPEN, target=_A.OPEN)
    def heropenen(self) -> None:
        """A correction: its last day is still to come."""


class Herhuisvesting(Dossierrij):
    """The search for another place to live; at most one that runs per traject. Not where: only that and when."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="herhuisvestingen")
    regisseur = models.CharField(max_length=16, choices=Hoedanigheid.keuzes, help_text="Herkomst of procesregie.")
    begonnen_op = models.DateField()
    overlegd_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    herindicatie_nodig_op = models.DateField(null=True, blank=True)
    herindicatie_aangevraagd_op = models.DateField(null=True, blank=True)
    gevonden_op = models.DateField(null=True, blank=True)
    verhuist_op = models.DateField(null=True, blank=True)
    status = FSMField(default=_H.ZOEKT.value, choices=_H.keuzes, protected=True)

    objects = HerhuisvestingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "herhuisvestingen"
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status__in=HERHUISVESTING_LOOPT), name="herhuisvesting_een_loopt"
            ),
            models.CheckConstraint(condition=Q(status__in=_H.codes()), name="herhuisvesting_status"),
            models.CheckConstraint(
                condition=Q(regisseur__in=[Hoedanigheid.HERKOMST.value, Hoedanigheid.PROCESREGIE.value]),
                name="herhuisvesting_regisseur",
            ),
            models.CheckConstraint(
                condition=Q(gevonden_op=None, verhuist_op=None) & ~Q(status=_H.GEVONDEN.value)
                | Q(gevonden_op__isnull=False, verhuist_op__isnull=False) & ~Q(status=_H.ZOEKT.value),
                name="herhuisvesting_gevonden_met_dag",
            ),
        ]

    def __str__(self) -> str:
        return f"herhuisvesting ({self.traject})"

    @transition(field=status, source=_H.ZOEKT, target=_H.GEVONDEN)
    def vinden(self) -> None: ...

    @transition(field=status, source=_H.GEVONDEN, target=_H.ZOEKT)
    def opnieuw_zoeken(self) -> None:
        """The place fell through."""

    @transition(field=status, source=[_H.ZOEKT, _H.GEVONDEN], target=_H.AFGEROND)
    def afronden(self) -> None:
        """The tenancy stopped."""

    @transition(field=status, source=_H.AFGEROND, target=_H.ZOEKT)
    def herstellen(self) -> None:
        """A correction: the tenancy did not stop."""

    @transition(field=status, source=_H.AFGEROND, target=_H.GEVONDEN)
    def herstellen_met_woonplek(self) -> None:
        """The same, of a search that had found a place."""

    @transition(field=status, source=[_H.ZOEKT, _H.GEVONDEN], target=_H.INGETROKKEN)
    def intrekken(self) -> None:
        """The huurder stays after all."""


class Notitie(models.Model):
    """One short text about the row `onderwerp`; can be deleted without touching that row (law 8)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="notities")
    onderwerp = models.UUIDField()
    soort = models.CharField(max_length=16, choices=Notitiesoort.keuzes)
    tekst = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "notities"
        constraints = [models.UniqueConstraint(fields=["onderwerp", "soort"], name="notitie_een_per_soort")]
