"""All tables as they are after `0007_wacht_opnieuw`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import opstap.protocol.begrippen
import opstap.protocol.momenten
import opstap.protocol.termijnsoorten
import opstap.protocol.vertraging
import opstap.termijnen.models


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("termijnen", "0001_initial"),
        ("termijnen", "0002_opgepakt"),
        ("termijnen", "0003_momenten_en_agenda"),
        ("termijnen", "0004_geparkeerd"),
        ("termijnen", "0005_overstap"),
        ("termijnen", "0006_vertraging"),
        ("termijnen", "0007_wacht_opnieuw"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        ("regelingen", "0006_ook_lopend"),
        ("trajecten", "0004_besluit_van_commissie"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agendaadres",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("afdruk", models.BinaryField(max_length=32, unique=True)),
                ("gemaakt_op", models.DateField()),
                ("gebruikt_op", models.DateField(blank=True, null=True)),
                (
                    "gebruiker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agendaadres",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "agenda-adressen",
            },
        ),
        migrations.CreateModel(
            name="Moment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("soort", models.CharField(choices=opstap.protocol.momenten.Momentsoort.keuzes, max_length=12)),
                ("onderwerp", models.UUIDField()),
                ("begin", models.DateTimeField()),
                ("minuten", models.PositiveSmallIntegerField()),
                ("plaats", models.CharField(choices=opstap.protocol.momenten.Plaats.keuzes, max_length=12)),
                (
                    "volgnummer",
                    models.PositiveIntegerField(default=0, help_text="Rises with each change; calendars go by it."),
                ),
                ("bijgewerkt_op", models.DateTimeField()),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.termijnen.models.Momentstatus.keuzes,
                        default="gepland",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("genodigden", models.ManyToManyField(related_name="momenten", to=settings.AUTH_USER_MODEL)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="momenten", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "momenten",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "gepland")),
                        fields=("onderwerp",),
                        name="moment_een_gepland_per_onderwerp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["gepland", "geannuleerd"])), name="moment_status"
                    ),
                    models.CheckConstraint(condition=models.Q(("minuten__gt", 0)), name="moment_duurt"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Momentplek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.CharField(max_length=80)),
                (
                    "moment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plek", to="termijnen.moment"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "plekken van momenten",
            },
        ),
        migrations.CreateModel(
            name="Overstap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uitvoeren_vanaf", models.DateTimeField()),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("lease_tot", models.DateTimeField(blank=True, null=True)),
                ("opnieuw_vanaf", models.DateTimeField(blank=True, null=True)),
                ("pogingen", models.PositiveSmallIntegerField(default=0)),
                ("geparkeerd_reden", models.CharField(blank=True, max_length=200)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="overstappen", to="trajecten.traject"
                    ),
                ),
                (
                    "versie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overstappen",
                        to="regelingen.regelingversie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "overstappen",
                "indexes": [
                    models.Index(
                        condition=models.Q(("geparkeerd_reden", ""), ("klaar_op", None)),
                        fields=["uitvoeren_vanaf", "id"],
                        name="overstap_uitvoerbaar",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("traject", "versie"), name="overstap_een_keer")],
            },
        ),
        migrations.CreateModel(
            name="Termijn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("soort", models.CharField(max_length=32)),
                (
                    "plek",
                    models.CharField(
                        blank=True, help_text="Distinguishes duties of one kind in a traject.", max_length=40
                    ),
                ),
                ("onderwerp", models.UUIDField(blank=True, null=True)),
                ("datum", models.DateField()),
                ("vanaf", models.DateField(blank=True, null=True)),
                ("rol", models.CharField(choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.termijnen.models.Termijnstatus.keuzes,
                        default="open",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("afgedaan_op", models.DateField(blank=True, null=True)),
                ("opgepakt_op", models.DateField(blank=True, null=True)),
                ("wacht_tot", models.DateField(blank=True, help_text="Before this day nobody is reminded.", null=True)),
                (
                    "wacht_opnieuw",
                    models.BooleanField(db_default=False, default=False, help_text="Only the rungs above still are."),
                ),
                (
                    "opgepakt_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opgepakt",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="termijnen",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="termijnen", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "termijnen",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["organisatie", "rol", "datum", "id"],
                        name="termijn_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("traject", "soort", "plek"), name="termijn_een_keer"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "voltooid", "vervallen"])), name="termijn_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgedaan_op", None), ("status", "open")),
                            models.Q(models.Q(("status", "open"), _negated=True), ("afgedaan_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="termijn_afgedaan_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opgepakt_door", None), ("opgepakt_op", None)),
                            models.Q(("opgepakt_door__isnull", False), ("opgepakt_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="termijn_opgepakt_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wacht_tot", None), ("status", "open"), _connector="OR"),
                        name="termijn_klaar_wacht_niet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Termijnstap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uitvoeren_vanaf", models.DateTimeField()),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("lease_tot", models.DateTimeField(blank=True, null=True)),
                ("opnieuw_vanaf", models.DateTimeField(blank=True, null=True)),
                ("pogingen", models.PositiveSmallIntegerField(default=0)),
                ("geparkeerd_reden", models.CharField(blank=True, max_length=200)),
                ("dag", models.DateField()),
                ("trap", models.CharField(choices=opstap.protocol.termijnsoorten.Trap.keuzes, max_length=20)),
                (
                    "termijn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stappen", to="termijnen.termijn"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "termijnstappen",
                "indexes": [
                    models.Index(
                        condition=models.Q(("geparkeerd_reden", ""), ("klaar_op", None)),
                        fields=["uitvoeren_vanaf", "id"],
                        name="termijnstap_uitvoerbaar",
                    ),
                    models.Index(
                        condition=models.Q(("klaar_op", None), models.Q(("geparkeerd_reden", ""), _negated=True)),
                        fields=["uitvoeren_vanaf", "id"],
                        name="termijnstap_geparkeerd",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("termijn", "dag", "trap"), name="termijnstap_een_keer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Vertraging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reden", models.CharField(choices=opstap.protocol.vertraging.Vertragingsreden.keuzes, max_length=24)),
                ("datum", models.DateField()),
                ("wacht_tot", models.DateField(blank=True, null=True)),
                ("vastgelegd_op", models.DateField()),
                ("gebruiker", models.UUIDField()),
                ("organisatie", models.UUIDField()),
                ("rol", models.CharField(choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                (
                    "termijn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="vertragingen", to="termijnen.termijn"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vertragingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reden__in",
                                [
                                    "woningtekort",
                                    "woning_past_niet",
                                    "geclusterd",
                                    "matchen",
                                    "voorbereiding",
                                    "wijkteam",
                                    "uitstroomgerichtheid",
                                    "budget",
                                    "woonplek",
                                    "buurt",
                                ],
                            )
                        ),
                        name="vertraging_reden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wacht_tot", None), ("wacht_tot__gt", models.F("vastgelegd_op")), _connector="OR"
                        ),
                        name="vertraging_wacht_vooruit",
                    ),
                ],
            },
        ),
    ]
