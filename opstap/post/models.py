"""Letters that never change, the outbox for mail, and a question by a link in a mail."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from opstap import clock
from opstap.modellen import Dossierrij, MetSleutel
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import CODEPOST
from opstap.post.enums import Geadresseerde, Postwijze, Verzendstand
from opstap.post.querysets import BerichtQuerySet, BriefQuerySet, LinkQuerySet, MailtekstQuerySet
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.links import FOUTE_CODES, Codewijze, Linkstatus
from opstap.protocol.mailtekst import LANGSTE_ONDERWERP
from opstap.protocol.termijnsoorten import Trap
from opstap.protocol.versturen import NietVersturenReden, Verzendwijze, antwoorddag_waarschuwingen
from opstap.trajecten.models import Besluit, Traject
from opstap.werk import Werk


class Brief(MetSleutel, Werk):
    """An immutable letter: kind, date, to whom, hash. What it says stands in BriefInhoud. Work = making the PDF.

    Beside it stands what happened to it: when it went out, and that it rests on a fact that was corrected since.
    """

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="brieven")
    besluit = models.ForeignKey(Besluit, models.PROTECT, null=True, blank=True, related_name="brieven")
    soort = models.CharField(max_length=40)
    titel = models.CharField(max_length=120)
    datum = models.DateField()
    geadresseerde = models.CharField(max_length=20, choices=Geadresseerde.keuzes)
    afzender = models.ForeignKey(Organisatie, models.PROTECT, related_name="brieven")
    antwoord_uiterlijk = models.DateField(null=True, blank=True, help_text="De laatste dag om te antwoorden.")
    hash = models.CharField(max_length=64)
    verzonden_op = models.DateField(null=True, blank=True)
    verzendwijze = models.CharField(max_length=12, choices=Verzendwijze.keuzes, blank=True)
    verzonden_door = models.UUIDField(null=True, blank=True)
    verzonden_namens = models.UUIDField(null=True, blank=True)
    verzonden_rol = models.CharField(max_length=30, blank=True)
    hoeft_niet_op = models.DateField(null=True, blank=True)
    hoeft_niet_reden = models.CharField(max_length=12, choices=NietVersturenReden.keuzes, blank=True)
    op_oude_gegevens_sinds = models.DateField(null=True, blank=True)
    vervangen_door = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="vervangt")

    objects = BriefQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "brieven"
        indexes = [
            models.Index(fields=["uitvoeren_vanaf", "id"], name="brief_opmaken", condition=Q(klaar_op=None)),
            models.Index(fields=["traject", "-datum"], name="brief_per_traject"),
            models.Index(
                fields=["afzender", "datum", "id"],
                name="brief_te_versturen",
                condition=Q(verzonden_op=None, vervangen_door=None, hoeft_niet_op=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verzonden_op=None, verzendwijze="", verzonden_rol="")
                | Q(verzonden_op__isnull=False) & ~Q(verzendwijze="") & ~Q(verzonden_rol=""),
                name="brief_verzonden_met_wijze",
            ),
            models.CheckConstraint(
                condition=Q(hoeft_niet_op=None, hoeft_niet_reden="")
                | Q(hoeft_niet_op__isnull=False, verzonden_op=None) & ~Q(hoeft_niet_reden=""),
                name="brief_hoeft_niet_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.traject})"

    @property
    def antwoord_waarschuwingen(self) -> list[Belemmering]:
        """While it must go out still: is there time to answer it?"""
        return antwoorddag_waarschuwingen(antwoord_uiterlijk=self.antwoord_uiterlijk, peildatum=clock.vandaag())

    @property
    def verzendstand(self) -> Verzendstand:
        """Of a row that was read `met_stand` and must go out still."""
        if self.antwoord_uiterlijk is not None and self.antwoord_uiterlijk < clock.vandaag():
            return Verzendstand.TE_LAAT
        if self.op_oude_gegevens_sinds is not None:
            return Verzendstand.OUD
        if self.antwoord_waarschuwingen:
            return Verzendstand.KRAP
        return Verzendstand(self.stand)  # type: ignore[attr-defined]

    @property
    def verzenduitleg(self) -> str:
        """What to do first, of a letter that must go out still; empty when there is nothing."""
        sinds = self.op_oude_gegevens_sinds
        if sinds is not None and self.verzendstand is Verzendstand.OUD:
            return f"Sinds {datum_voluit(sinds)} staat er iets anders in Opstap."
        return " ".join(w.melding for w in self.antwoord_waarschuwingen)

    @property
    def verzonden_tekst(self) -> str:
        """Empty while it did not go out."""
        if self.verzonden_op is None:
            return ""
        return f"verstuurd op {datum_voluit(self.verzonden_op)}, {Verzendwijze(self.verzendwijze).label}"

    @property
    def hoeft_niet_tekst(self) -> str:
        """Empty while it must go out."""
        if self.hoeft_niet_op is None:
            return ""
        return f"hoeft niet weg, sinds {datum_voluit(self.hoeft_niet_op)}: {self.get_hoeft_niet_reden_display()}"


class BriefInhoud(models.Model):
    """The text and the PDF of a letter; deletable without touching the Brief (law 8).

    `gegevens` is what a new letter in its place would say: the text is fixed, this follows corrections.
    """

    brief = models.OneToOneField(Brief, models.CASCADE, related_name="inhoud")
    html = models.TextField()
    gegevens = models.JSONField(default=dict)
    pdf = models.BinaryField(null=True)


class Link(Dossierrij):
    """A question to somebody without an account: the address in a mail finds it, the code opens it (ADR 26).

    Neither stands in a table: both follow from `zaad` and the secret key of Opstap. `stand` is what was asked, as a
    hash: when that changes, the link is over.
    """

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="links")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    stand = models.CharField(max_length=64)
    zaad = models.BinaryField(max_length=32)
    afdruk = models.BinaryField(max_length=32, unique=True)
    codewijze = models.CharField(max_length=10, choices=Codewijze.keuzes)
    foute_codes = models.PositiveSmallIntegerField(default=0)
    gestuurd_op = models.DateField()
    geldig_tot = models.DateTimeField()
    beeindigd_op = models.DateField(null=True, blank=True)
    status = FSMField(default=Linkstatus.OPEN.value, choices=Linkstatus.keuzes, protected=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "links"
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "organisatie", "rol"],
                condition=Q(status=Linkstatus.OPEN.value),
                name="link_een_keer_open",
            ),
            models.CheckConstraint(condition=Q(status__in=Linkstatus.codes()), name="link_status"),
            models.CheckConstraint(
                condition=Q(status=Linkstatus.OPEN.value, beeindigd_op=None)
                | (~Q(status=Linkstatus.OPEN.value) & Q(beeindigd_op__isnull=False)),
                name="link_beeindigd_met_datum",
            ),
            models.CheckConstraint(
                condition=Q(foute_codes__lt=FOUTE_CODES)
                | Q(foute_codes=FOUTE_CODES) & ~Q(status__in=[Linkstatus.OPEN.value, Linkstatus.GEBRUIKT.value]),
                name="link_stopt_na_foute_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"link voor {self.organisatie} ({self.traject})"

    @property
    def is_geldig(self) -> bool:
        return self.status == Linkstatus.OPEN and self.geldig_tot > clock.echt_nu()

    @transition(field=status, source=Linkstatus.OPEN, target=Linkstatus.GEBRUIKT)
    def gebruiken(self) -> None: ...

    @transition(field=status, source=Linkstatus.OPEN, target=Linkstatus.INGETROKKEN)
    def intrekken(self) -> None: ...

    @transition(field=status, source=Linkstatus.OPEN, target=Linkstatus.GEBLOKKEERD)
    def blokkeren(self) -> None: ...

    @transition(field=status, source=Linkstatus.OPEN, target=Linkstatus.TERUGGESTUURD)
    def terugsturen(self) -> None: ...


class Linkadres(models.Model):
    """To whom a link went, in a row of its own that can be deleted whole (law 8)."""

    link = models.OneToOneField(Link, models.CASCADE, related_name="adres")
    naam = models.CharField(max_length=120)
    email = models.EmailField()

    class Meta:
        verbose_name_plural = "linkadressen"


class Bericht(MetSleutel, Werk):
    """What somebody must hear: a mail of its own, or a part of the dagpost, which is a Bericht too.

    To one person, to the shared mailbox of an organisation, or to the address of a link. Constant subject, kenmerk and
    link. Unique per (soort, plek, receiver): told once.
    """

    soort = models.CharField(max_length=40)
    plek = models.CharField(max_length=60)
    ontvanger = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="berichten")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")
    rol = models.CharField(max_length=24, blank=True, choices=Rol.keuzes)
    trap = models.CharField(max_length=20, blank=True, choices=Trap.keuzes)
    traject = models.ForeignKey(Traject, models.CASCADE, null=True, related_name="berichten")
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="berichten")
    gegevens = models.JSONField(default=dict, help_text="Codes and dates for the text; no names.")
    agenda = models.TextField(blank=True, help_text="Text for the calendar of the receiver, fixed when it was made.")
    wijze = models.CharField(max_length=8, choices=Postwijze.keuzes, default=Postwijze.METEEN)
    bundel = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="delen")
    doorgegeven_op = models.DateTimeField(null=True, blank=True, help_text="Others heard what could not arrive.")

    objects = BerichtQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["wijze", "uitvoeren_vanaf", "id"],
                name="bericht_te_verzenden",
                condition=Q(klaar_op=None, geparkeerd_reden=""),
            ),
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="bericht_geparkeerd",
                condition=Q(klaar_op=None) & ~Q(geparkeerd_reden=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["soort", "plek", "ontvanger"], name="bericht_een_keer"),
            models.UniqueConstraint(
                fields=["soort", "plek", "organisatie"], condition=Q(ontvanger=None), name="bericht_een_keer_in_postbus"
            ),
            models.CheckConstraint(
                condition=Q(ontvanger__isnull=False) | Q(organisatie__isnull=False), name="bericht_heeft_ontvanger"
            ),
            models.CheckConstraint(
                condition=Q(link=None) | Q(ontvanger=None, wijze=Postwijze.METEEN.value),
                name="bericht_met_link_gaat_meteen",
            ),
            models.CheckConstraint(
                condition=Q(bundel=None) | Q(wijze=Postwijze.DAGPOST.value), name="bericht_bundel_is_dagpost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} aan {self.aan}"

    @property
    def aan(self) -> str:
        """The name of the receiver, for who looks after the mail."""
        if self.link:
            return "wie een link kreeg"
        return self.ontvanger.naam if self.ontvanger else f"de gedeelde mailbox van {self.organisatie}"

    @property
    def adres(self) -> str:
        if self.ontvanger:
            return self.ontvanger.email
        if self.link:
            return linkpostadres(self.link, self.soort)
        return self.organisatie.postbus if self.organisatie else ""

    @property
    def komt_aan(self) -> bool:
        """Is there still somebody to read it?"""
        return self.ontvanger.is_active if self.ontvanger else bool(self.adres)


def linkpostadres(link: Link, soort: str) -> str:
    """Where a mail about a link goes; empty when the address is gone. The code goes to another one than the link."""
    if soort == CODEPOST:
        return link.organisatie.postbus
    adres = Linkadres.objects.filter(link=link).first()
    return adres.email if adres else ""


class Mailtekst(MetSleutel):
    """One version of the text of a kind of mail, from a day on; never changed. Version 0 is `berichten.BERICHTEN`."""

    soort = models.CharField(max_length=40)
    nummer = models.PositiveIntegerField()
    onderwerp = models.CharField(max_length=LANGSTE_ONDERWERP)
    regels = models.JSONField(help_text="Whole sentences; of the dagpost code and heading.")
    vanaf = models.DateField()
    gemaakt_door = models.UUIDField(null=True)
    gemaakt_op = models.DateTimeField()

    objects = MailtekstQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailteksten"
        constraints = [
            models.UniqueConstraint(fields=["soort", "nummer"], name="mailtekst_nummer_per_soort"),
            models.CheckConstraint(condition=Q(nummer__gt=0), name="mailtekst_nummer_vanaf_een"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} versie {self.nummer}"
