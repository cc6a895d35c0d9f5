"""A duty with a date, its ladder and why it is late; a planned meeting; the secret address of somebody's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.protocol.begrippen import Aard, Keuze, Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.momenten import Momentsoort, Plaats
from opstap.protocol.regelingwissel import NietMee
from opstap.protocol.termijnsoorten import HAAST_WERKDAGEN, TERMIJNSOORTEN, Adres, Termijnsoort, Trap, onbekende_soort
from opstap.protocol.termijnwoorden import hoe_lang
from opstap.protocol.vertraging import Vertragingsreden
from opstap.protocol.werkdagen import minder_dan_werkdagen
from opstap.regelingen.models import RegelingVersie
from opstap.termijnen.querysets import MomentQuerySet, TermijnQuerySet, TermijnstapQuerySet, doet
from opstap.trajecten.models import Traject
from opstap.werk import Werk


class Termijnstatus(Keuze):
    OPEN = "open", "te doen"
    VOLTOOID = "voltooid", "gedaan"
    VERVALLEN = "vervallen"


class Termijn(Dossierrij):
    """A whole local day: due on `datum`, late from the next day 00:00. Made, moved and closed by herplannen only."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="termijnen")
    soort = models.CharField(max_length=32)
    plek = models.CharField(max_length=40, blank=True, help_text="Distinguishes duties of one kind in a traject.")
    onderwerp = models.UUIDField(null=True, blank=True)
    datum = models.DateField()
    vanaf = models.DateField(null=True, blank=True)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, related_name="termijnen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    status = FSMField(default=Termijnstatus.OPEN.value, choices=Termijnstatus.keuzes, protected=True)
    afgedaan_op = models.DateField(null=True, blank=True)
    opgepakt_door = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="opgepakt")
    opgepakt_op = models.DateField(null=True, blank=True)
    wacht_tot = models.DateField(null=True, blank=True, help_text="Before this day nobody is reminded.")
    wacht_opnieuw = models.BooleanField(default=False, db_default=False, help_text="Only the rungs above still are.")
    uitgesteld_tot = models.DateField(
        null=True, blank=True, help_text="Until after this day nobody above hears; who must do it does."
    )
    was_al_voorbij = models.BooleanField(default=False, db_default=False, help_text="Late on the day it began.")

    objects = TermijnQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "termijnen"
        indexes = [
            models.Index(fields=["organisatie", "rol", "datum", "id"], name="termijn_open", condition=Q(status="open")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["traject", "soort", "plek"], name="termijn_een_keer"),
            models.CheckConstraint(condition=Q(status__in=Termijnstatus.codes()), name="termijn_status"),
            models.CheckConstraint(
                condition=Q(status="open", afgedaan_op=None) | (~Q(status="open") & Q(afgedaan_op__isnull=False)),
                name="termijn_afgedaan_met_datum",
            ),
            models.CheckConstraint(
                condition=Q(opgepakt_door=None, opgepakt_op=None)
                | Q(opgepakt_door__isnull=False, opgepakt_op__isnull=False),
                name="termijn_opgepakt_met_datum",
            ),
            models.CheckConstraint(condition=Q(wacht_tot=None) | Q(status="open"), name="termijn_klaar_wacht_niet"),
            models.CheckConstraint(
                condition=Q(uitgesteld_tot=None) | Q(status="open"), name="termijn_klaar_stelt_niets_uit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.tekst} ({self.traject}, {self.datum})"

    @property
    def kind(self) -> Termijnsoort:
        """Of a kind that a newer Opstap made: enough to show it, and to leave it alone."""
        return TERMIJNSOORTEN.get(self.soort) or onbekende_soort(code=self.soort)

    @property
    def initialen(self) -> str:
        return "" if self.kind.zonder_persoon else self.traject.initialen

    @property
    def url(self) -> str:
        """The page where this duty is done."""
        sleutels: dict[Adres, list[UUID | None]] = {
            Adres.TRAJECT: [self.traject.sleutel],
            Adres.ONDERWERP: [self.onderwerp],
            Adres.TRAJECT_EN_ONDERWERP: [self.traject.sleutel, self.onderwerp],
        }
        return reverse(self.kind.pagina, args=sleutels[self.kind.adres])

    def is_van(self, rollen: Iterable[Roltoekenning]) -> bool:
        """Whether one of these roles does this duty, or leads who does."""
        return any(t.organisatie_id == self.organisatie_id and self.rol in doet(Rol(t.rol)) for t in rollen)

    def wacht(self, vandaag: date) -> bool:
        return self.wacht_tot is not None and self.wacht_tot > vandaag

    def is_uitgesteld(self, vandaag: date) -> bool:
        """Who stands above hears nothing today. It is late all the same."""
        return self.uitgesteld_tot is not None and self.uitgesteld_tot >= vandaag

    def is_te_laat(self, vandaag: date) -> bool:
        """To somebody who looks at a list: what waits is not asked for now, and what was late on the day it began is
        nobody's fault. In figures it is late all the same."""
        return self.datum < vandaag and not self.wacht(vandaag) and not self.was_al_voorbij

    def hoe_lang(self, vandaag: date) -> str:
        return hoe_lang(soort=self.soort, datum=self.datum, vandaag=vandaag, was_al_voorbij=self.was_al_voorbij)

    def wacht_zin(self, vandaag: date) -> str:
        return f"Wacht tot {datum_voluit(self.wacht_tot)}" if self.wacht_tot and self.wacht(vandaag) else ""

    def gaat_voor(self, vandaag: date) -> bool:
        """A date with effect in law whose window is open goes before every wish, however late the wish is."""
        return self.kind.aard is Aard.UITERST and self.vanaf is not None and self.vanaf <= vandaag

    def heeft_haast(self, vandaag: date) -> bool:
        """Too late for the dagpost of the next working day."""
        return self.kind.haast and minder_dan_werkdagen(HAAST_WERKDAGEN, van=vandaag, tot_en_met=self.datum)

    @transition(field=status, source=Termijnstatus.OPEN, target=Termijnstatus.VOLTOOID)
    def voltooien(self) -> None: ...

    @transition(field=status, source=Termijnstatus.OPEN, target=Termijnstatus.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=[Termijnstatus.VOLTOOID, Termijnstatus.VERVALLEN], target=Termijnstatus.OPEN)
    def heropenen(self) -> None:
        """A correction brought the duty back."""


class Vertraging(models.Model):
    """What somebody said of a duty that takes longer; `datum`: the date it then had. Never edited: the last one holds.

    No foreign keys to people: who said it stays, whatever becomes of the account.
    """

    termijn = models.ForeignKey(Termijn, models.CASCADE, related_name="vertragingen")
    reden = models.CharField(max_length=24, choices=Vertragingsreden.keuzes)
    datum = models.DateField()
    wacht_tot = models.DateField(null=True, blank=True)
    uitgesteld_tot = models.DateField(null=True, blank=True, help_text="Only who stands above hears later.")
    vastgelegd_op = models.DateField()
    gebruiker = models.UUIDField()
    organisatie = models.UUIDField()
    rol = models.CharField(max_length=24, choices=Rol.keuzes)

    class Meta:
        verbose_name_plural = "vertragingen"
        constraints = [
            models.CheckConstraint(condition=Q(reden__in=Vertragingsreden.codes()), name="vertraging_reden"),
            models.CheckConstraint(
                condition=Q(wacht_tot=None) | Q(wacht_tot__gt=F("vastgelegd_op")), name="vertraging_wacht_vooruit"
            ),
            models.CheckConstraint(
                condition=Q(uitgesteld_tot=None) | Q(uitgesteld_tot__gt=F("vastgelegd_op"), wacht_tot=None),
                name="vertraging_uitstel_vooruit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.termijn}: {self.get_reden_display()}"


class Termijnstap(Werk):
    """On `dag` this rung hears of the duty (or the system acts). Unique, so done once whatever runs twice."""

    termijn = models.ForeignKey(Termijn, models.CASCADE, related_name="stappen")
    dag = models.DateField()
    trap = models.CharField(max_length=20, choices=Trap.keuzes)

    objects = TermijnstapQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "termijnstappen"
        indexes = [
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="termijnstap_uitvoerbaar",
                condition=Q(klaar_op=None, geparkeerd_reden=""),
            ),
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="termijnstap_geparkeerd",
                condition=Q(klaar_op=None) & ~Q(geparkeerd_reden=""),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["termijn", "dag", "trap"], name="termijnstap_een_keer")]


class Momentstatus(Keuze):
    GEPLAND = "gepland"
    GEANNULEERD = "geannuleerd", "gaat niet door"


class Moment(Dossierrij):
    """A planned meeting about `onderwerp`. Who it is about always belongs at the table, and hears of it by
    letter or from the begeleider."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="momenten")
    soort = models.CharField(max_length=12, choices=Momentsoort.keuzes)
    onderwerp = models.UUIDField()
    begin = models.DateTimeField()
    minuten = models.PositiveSmallIntegerField()
    plaats = models.CharField(max_length=12, choices=Plaats.keuzes)
    genodigden = models.ManyToManyField(Gebruiker, related_name="momenten")
    volgnummer = models.PositiveIntegerField(default=0, help_text="Rises with each change; calendars go by it.")
    bijgewerkt_op = models.DateTimeField()
    status = FSMField(default=Momentstatus.GEPLAND.value, choices=Momentstatus.keuzes, protected=True)

    objects = MomentQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "momenten"
        constraints = [
            models.UniqueConstraint(
                fields=["onderwerp"], condition=Q(status="gepland"), name="moment_een_gepland_per_onderwerp"
            ),
            models.CheckConstraint(condition=Q(status__in=Momentstatus.codes()), name="moment_status"),
            models.CheckConstraint(condition=Q(minuten__gt=0), name="moment_duurt"),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} ({self.traject})"

    @property
    def einde(self) -> datetime:
        return self.begin.astimezone(UTC) + timedelta(minutes=self.minuten)

    @property
    def waar(self) -> str:
        plek = getattr(self, "plek", None)
        return plek.tekst if plek is not None else ""

    @transition(field=status, source=Momentstatus.GEPLAND, target=Momentstatus.GEPLAND)
    def verplaatsen(self) -> None: ...

    @transition(field=status, source=Momentstatus.GEPLAND, target=Momentstatus.GEANNULEERD)
    def annuleren(self) -> None: ...


class Momentplek(models.Model):
    """In which room it is, as somebody typed it; deletable without touching the Moment (law 8)."""

    moment = models.OneToOneField(Moment, models.CASCADE, related_name="plek")
    tekst = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "plekken van momenten"


class Agendaadres(models.Model):
    """The secret address of one person's calendar. Only the hash of the secret: nobody can read it back."""

    gebruiker = models.OneToOneField(Gebruiker, models.PROTECT, related_name="agendaadres")
    afdruk = models.BinaryField(max_length=32, unique=True)
    gemaakt_op = models.DateField()
    gebruikt_op = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "agenda-adressen"


class Overstap(Werk):
    """From `uitvoeren_vanaf` this running traject goes on under other agreements of its regeling (Z-1.13)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="overstappen")
    versie = models.ForeignKey(RegelingVersie, models.PROTECT, related_name="overstappen")
    vervallen_reden = models.CharField(max_length=24, blank=True, choices=NietMee.keuzes)

    class Meta:
        verbose_name_plural = "overstappen"
        indexes = [
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="overstap_uitvoerbaar",
                condition=Q(klaar_op=None, geparkeerd_reden=""),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["traject", "versie"], name="overstap_een_keer"),
            models.CheckConstraint(
                condition=Q(vervallen_reden="") | Q(klaar_op__isnull=False), name="overstap_vervallen_is_klaar"
            ),
        ]
