"""The opstaphuurovereenkomst: who signs, how long it runs, how it ends."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.post.models import Brief
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.contract import OndertekenaarRol
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Huurbetaler, Vorm, Vormreden
from opstap.protocol.datums import plus_maanden
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.trajecten.models import Besluit, Traject
from woningen.enums import AanzegBewijs, AanzegWijze, Contractstatus, Grondslag, OnbepaaldDoor
from woningen.models.aanbod import Aanbieding
from woningen.models.voorraad import Woning
from woningen.querysets import CONTRACT_DICHT, AanzeggingQuerySet, EindafspraakQuerySet, HuurovereenkomstQuerySet

_LOPEND = Contractstatus.LOPEND
_AANGEZEGD = Contractstatus.AANGEZEGD
_NAGESTREEFD = Contractstatus.BEEINDIGING_NAGESTREEFD


class Huurovereenkomst(Dossierrij):
    """Huurcontract and opstapcontract in one (Z-2.12). `einde` is the first day without the temporary contract, None
    for a kind that has no end in law; `duur_maanden` is then how long the opstapcontract goes along with the huur.

    A home never has two tenants at once: no two contracts that were not withdrawn share a day of
    [ingangsdatum, beeindigd_op) (constraint `contract_een_huurder`, written in a migration: law 11).
    """

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="contracten")
    aanbieding = models.ForeignKey(Aanbieding, models.PROTECT, related_name="contracten")
    woning = models.ForeignKey(Woning, models.PROTECT, related_name="contracten", help_text="Die van de aanbieding.")
    status = FSMField(default=Contractstatus.CONCEPT.value, choices=Contractstatus.keuzes, protected=True)
    contractvorm = models.CharField(max_length=28, choices=Contractvorm.keuzes)
    reden_contractvorm = models.CharField(max_length=12, choices=Vormreden.keuzes, blank=True)
    looptijd = models.CharField(max_length=10, choices=Looptijd.keuzes, default=Looptijd.BEPAALD.value)
    ingangsdatum = models.DateField()
    duur_maanden = models.PositiveSmallIntegerField()
    einde = models.DateField(null=True, blank=True)
    evaluatieritme = models.PositiveSmallIntegerField()
    begeleidingsuren = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per week (A-5).")
    huurbetaler = models.CharField(
        max_length=16, choices=Huurbetaler.keuzes, default=Huurbetaler.HUURDER.value, help_text="In de eerste maanden."
    )
    grondslag = models.CharField(max_length=24, choices=Grondslag.keuzes, blank=True)
    grondslag_beoordeeld_op = models.DateField(null=True, blank=True)
    grondslag_beoordeeld_door = models.UUIDField(null=True)
    gedragsaanwijzingen = models.JSONField(default=list, help_text="Codes van Gedragsaanwijzing.")
    voorwaarden = models.JSONField(default=list, help_text="Codes van Voorwaarde, zoals de regeling ze vraagt.")
    opgemaakt_op = models.DateField()
    getekend_op = models.DateField(null=True, blank=True)
    ingebruikname = models.DateField(null=True, blank=True, help_text="De dag waarop de sleutel is gegeven.")
    besluit = models.ForeignKey(Besluit, models.PROTECT, null=True, blank=True, related_name="contracten")
    onbepaald_sinds = models.DateField(null=True, blank=True)
    onbepaald_door = models.CharField(max_length=10, choices=OnbepaaldDoor.keuzes, blank=True)
    omklap_getekend_op = models.DateField(null=True, blank=True, help_text="Het contract op naam van de bewoner.")
    aanzegging_gemist_op = models.DateField(null=True, blank=True)
    beeindigd_op = models.DateField(null=True, blank=True, help_text="Eerste dag zonder huur.")
    door_overlijden = models.BooleanField(default=False, help_text="Art. 7:268 BW.")
    voor_overlijden = models.CharField(
        max_length=24, choices=Contractstatus.keuzes, blank=True, help_text="De stand die terugkomt na een vergissing."
    )

    objects = HuurovereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "huurovereenkomsten"
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=~Q(status__in=CONTRACT_DICHT), name="contract_een_open"
            ),
            models.CheckConstraint(condition=Q(status__in=Contractstatus.codes()), name="contract_status"),
            models.CheckConstraint(condition=Q(einde__gt=F("ingangsdatum")), name="contract_periode"),
            models.CheckConstraint(
                condition=Q(ingebruikname=None) | Q(getekend_op__isnull=False, ingebruikname__gte=F("getekend_op")),
                name="contract_sleutel_na_tekenen",
            ),
            models.CheckConstraint(
                condition=Q(looptijd="bepaald", onbepaald_sinds=None, onbepaald_door="")
                | (Q(looptijd="onbepaald", onbepaald_sinds__isnull=False) & ~Q(onbepaald_door="")),
                name="contract_onbepaald_met_reden",
            ),
            models.CheckConstraint(
                condition=Q(door_overlijden=False) | Q(status=Contractstatus.BEEINDIGD.value),
                name="contract_gestopt_door_overlijden",
            ),
            models.CheckConstraint(
                condition=Q(einde=None, grondslag="", grondslag_beoordeeld_op=None)
                | (Q(einde__isnull=False, grondslag_beoordeeld_op__isnull=False) & ~Q(grondslag="")),
                name="contract_tijdelijk_met_grondslag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aanbieding.woning} vanaf {self.ingangsdatum}"

    @property
    def vorm(self) -> Vorm:
        return VORMEN[Contractvorm(self.contractvorm)]

    @property
    def opstap_tot(self) -> date:
        """First day on which the opstapcontract no longer holds by itself."""
        return self.einde or plus_maanden(self.ingangsdatum, self.duur_maanden)

    def looptijd_zetten(self) -> None:
        """What the kind of contract makes of the first day and the duration."""
        self.looptijd = self.vorm.looptijd
        einde = plus_maanden(self.ingangsdatum, self.duur_maanden)
        self.einde = einde if self.vorm.met_grondslag else None
        if self.vorm.looptijd is Looptijd.ONBEPAALD:
            self.onbepaald_sinds, self.onbepaald_door = self.ingangsdatum, OnbepaaldDoor.AANVANG

    @property
    def eindafspraak(self) -> Eindafspraak | None:
        """The agreed last day that holds."""
        rij: Eindafspraak | None = self.eindafspraken.geldig().first()
        return rij

    @property
    def verhuurder(self) -> Organisatie:
        return self.aanbieding.woning.corporatie

    @transition(field=status, source=Contractstatus.CONCEPT, target=Contractstatus.TER_ONDERTEKENING)
    def voorleggen(self) -> None: ...

    @transition(field=status, source=Contractstatus.TER_ONDERTEKENING, target=Contractstatus.GETEKEND)
    def tekenen(self) -> None:
        """The last signature is in (Z-2.11)."""

    @transition(
        field=status,
        source=[Contractstatus.TER_ONDERTEKENING, Contractstatus.GETEKEND],
        target=Contractstatus.INGETROKKEN,
    )
    def intrekken(self) -> None:
        """Before the key: another contract takes its place."""

    @transition(field=status, source=Contractstatus.GETEKEND, target=_LOPEND)
    def ingaan(self) -> None:
        """The key is handed over."""

    @transition(field=status, source=_LOPEND, target=_NAGESTREEFD)
    def beeindiging_nastreven(self) -> None:
        """Consulent and zorg or procesregisseur conclude that it does not work. The contract runs on (I-15)."""

    @transition(field=status, source=_NAGESTREEFD, target=_LOPEND)
    def voortzetten(self) -> None:
        """New afspraken: the huurder stays (Z-13.3)."""

    @transition(field=status, source=[_LOPEND, _NAGESTREEFD], target=_AANGEZEGD)
    def aanzeggen(self) -> None:
        """The huurder received the aanzegging inside its window (I-25)."""

    @transition(field=status, source=_AANGEZEGD, target=_LOPEND)
    def aanzegging_herroepen(self) -> None:
        """A correction: the huurder did not receive it after all."""

    @transition(field=status, source=_AANGEZEGD, target=_NAGESTREEFD)
    def aanzegging_herroepen_bij_zoeken(self) -> None:
        """The same, of a contract of which the end was sought together."""

    @transition(field=status, source=[_LOPEND, _AANGEZEGD, _NAGESTREEFD], target=Contractstatus.AFGEROND)
    def afronden(self) -> None:
        """Opstap is over, the tenancy goes on: by besluit or by wet."""

    @transition(field=status, source=Contractstatus.BEEINDIGD, target=_LOPEND)
    def overlijden_herroepen(self) -> None:
        """A correction: the huurder did not die."""

    @transition(field=status, source=Contractstatus.BEEINDIGD, target=_NAGESTREEFD)
    def overlijden_herroepen_bij_zoeken(self) -> None:
        """The same, of a contract of which the end was sought together."""

    @transition(field=status, source=Contractstatus.BEEINDIGD, target=_AANGEZEGD)
    def overlijden_herroepen_na_aanzegging(self) -> None:
        """The same, of a contract that was ended by an aanzegging."""

    @transition(field=status, source=[_LOPEND, _AANGEZEGD, _NAGESTREEFD], target=Contractstatus.BEEINDIGD)
    def beeindigen(self) -> None:
        """By aanzegging, with the key back after a last day that was agreed on, given notice or set by a court, or
        because the huurder died."""


class Eindafspraak(Dossierrij):
    """The last day as it was agreed on, or set by a court (Z-13.10, I-15). At most one holds per contract."""

    contract = models.ForeignKey(Huurovereenkomst, models.PROTECT, related_name="eindafspraken")
    wijze = models.CharField(max_length=20, choices=EindeWijze.keuzes)
    vonnis = models.CharField(max_length=40, blank=True, help_text="Nummer van het vonnis.")
    overlegd_op = models.DateField()
    opgezegd_op = models.DateField(null=True, blank=True, help_text="De dag waarop de opzegging binnenkwam (L-13).")
    afgesproken_op = models.DateField()
    einde = models.DateField(help_text="Eerste dag zonder huur.")
    sleutel_terug_op = models.DateField(null=True, blank=True)
    ingetrokken_op = models.DateField(null=True, blank=True)

    objects = EindafspraakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "eindafspraken"
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(ingetrokken_op=None), name="eindafspraak_een_geldt"
            ),
            models.CheckConstraint(
                condition=~Q(wijze=EindeWijze.VONNIS.value) | ~Q(vonnis=""), name="eindafspraak_vonnis_met_nummer"
            ),
        ]


class Contractpartij(Dossierrij):
    """Who must sign. No names: the huurder stands in Persoon, who acts for him in Contact."""

    contract = models.ForeignKey(Huurovereenkomst, models.CASCADE, related_name="partijen")
    rol = models.CharField(max_length=28, choices=OndertekenaarRol.keuzes)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "contractpartijen"
        constraints = [models.UniqueConstraint(fields=["contract", "rol"], name="contractpartij_een_keer")]


class Ondertekening(models.Model):
    """A signature on paper, seen by whoever wrote it down."""

    partij = models.OneToOneField(Contractpartij, models.CASCADE, related_name="ondertekening")
    datum = models.DateField()
    vastgelegd_door = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "ondertekeningen"


class Aanzegging(Dossierrij):
    """One letter that tells the end date: made, sent, received. Only receipt in the window counts; proof is a code,
    never a file. Without `brief`: from before the letter was kept with it."""

    contract = models.ForeignKey(Huurovereenkomst, models.PROTECT, related_name="aanzeggingen")
    brief = models.ForeignKey(Brief, models.PROTECT, null=True, blank=True, related_name="aanzeggingen")
    verzonden_op = models.DateField(null=True, blank=True)
    wijze = models.CharField(max_length=12, choices=AanzegWijze.keuzes, blank=True)
    ontvangen_op = models.DateField(null=True, blank=True)
    bewijs = models.CharField(max_length=12, choices=AanzegBewijs.keuzes, blank=True)
    contract_was = models.CharField(max_length=24, choices=Contractstatus.keuzes, blank=True)

    objects = AanzeggingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aanzeggingen"
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(ontvangen_op__isnull=False), name="aanzegging_een_ontvangen"
            ),
            models.CheckConstraint(
                condition=Q(ontvangen_op=None, bewijs="") | (Q(ontvangen_op__isnull=False) & ~Q(bewijs="")),
                name="aanzegging_ontvangst_met_bewijs",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op=None, wijze="", ontvangen_op=None)
                | (Q(verzonden_op__isnull=False) & ~Q(wijze="")),
                name="aanzegging_verzonden_met_wijze",
            ),
        ]

    @property
    def geldende_brief(self) -> Brief | None:
        """The letter, or the one that was made in its place."""
        brief = self.brief
        while brief is not None and brief.vervangen_door is not None:
            brief = brief.vervangen_door
        return brief

    @property
    def is_onderweg(self) -> bool:
        """Sent, or made and still to be sent; receipt is not known."""
        brief = self.geldende_brief
        moet_weg = brief is not None and brief.hoeft_niet_op is None
        return self.ontvangen_op is None and (self.verzonden_op is not None or moet_weg)
