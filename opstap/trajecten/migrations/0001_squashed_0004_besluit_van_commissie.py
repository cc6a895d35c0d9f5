"""All tables as they are after `0004_besluit_van_commissie`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opstap.protocol.begrippen
import opstap.trajecten.enums
from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("trajecten", "0001_initial"),
        ("trajecten", "0002_besluit_blijft"),
        ("trajecten", "0003_beeindiging"),
        ("trajecten", "0004_besluit_van_commissie"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        ("regelingen", "0006_ook_lopend"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Persoon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("naam", models.CharField(max_length=120)),
                ("geboortedatum", models.DateField()),
                ("adres", models.CharField(blank=True, max_length=160, verbose_name="postadres")),
                ("telefoon", models.CharField(blank=True, max_length=30)),
                ("adres_geheim", models.BooleanField(default=False)),
                ("bewindvoerder", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "verbose_name_plural": "personen",
            },
        ),
        migrations.CreateModel(
            name="Traject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("kenmerk", models.CharField(max_length=16, unique=True)),
                (
                    "instroomroute",
                    models.CharField(choices=opstap.protocol.begrippen.Instroomroute.keuzes, max_length=20),
                ),
                (
                    "fase",
                    models.CharField(
                        choices=opstap.protocol.begrippen.Fase.keuzes, default="aanmelding", max_length=16
                    ),
                ),
                ("gestart_op", models.DateField()),
                ("afgesloten_op", models.DateField(blank=True, null=True)),
                (
                    "uitkomst",
                    models.CharField(blank=True, choices=opstap.trajecten.enums.Uitkomst.keuzes, max_length=20),
                ),
                (
                    "persoon",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="trajecten",
                        to="trajecten.persoon",
                    ),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trajecten", to="regelingen.regeling"
                    ),
                ),
                (
                    "regelingversie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajecten",
                        to="regelingen.regelingversie",
                    ),
                ),
                (
                    "vervolg_op",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervolgen",
                        to="trajecten.traject",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "trajecten",
                "indexes": [
                    models.Index(
                        condition=models.Q(("afgesloten_op", None)), fields=["-gestart_op", "-id"], name="traject_open"
                    ),
                    models.Index(fields=["regeling", "fase"], name="traject_per_fase"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("afgesloten_op", None)),
                        fields=("persoon", "regeling"),
                        name="traject_een_open_per_persoon",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgesloten_op", None), ("uitkomst", "")),
                            models.Q(("afgesloten_op__isnull", False), models.Q(("uitkomst", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="traject_gesloten_met_uitkomst",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Besluit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("soort", models.CharField(choices=opstap.trajecten.enums.Besluitsoort.keuzes, max_length=24)),
                ("uitkomst", models.CharField(max_length=30)),
                ("datum", models.DateField()),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                (
                    "snapshot",
                    models.JSONField(default=dict, help_text="Codes, dates, verdicts and version keys it rests on."),
                ),
                (
                    "vergadering_op",
                    models.DateField(blank=True, help_text="The day a commissie met (A-13).", null=True),
                ),
                (
                    "aanwezig",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Keys of the members who were present, and for which organisation.",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="besluiten", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "besluiten",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rol", "commissielid"), _negated=True),
                            models.Q(("vergadering_op__isnull", False), models.Q(("aanwezig", []), _negated=True)),
                            _connector="OR",
                        ),
                        name="besluit_commissie_met_leden",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Motivering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.TextField(max_length=2000)),
                (
                    "besluit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="motivering", to="trajecten.besluit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Betrokkenheid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hoedanigheid",
                    models.CharField(choices=opstap.protocol.begrippen.Hoedanigheid.keuzes, max_length=16),
                ),
                ("vanaf", models.DateField()),
                ("tot", models.DateField(blank=True, null=True)),
                ("reden", models.CharField(max_length=60)),
                (
                    "contactpersoon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="betrokkenheden",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="betrokkenheden",
                        to="trajecten.traject",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "betrokkenheden",
                "indexes": [
                    models.Index(fields=["organisatie", "hoedanigheid", "traject"], name="betrokken_per_organisatie")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("traject", "hoedanigheid", "organisatie"),
                        name="betrokkenheid_een_keer_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tot", None), ("tot__gte", models.F("vanaf")), _connector="OR"),
                        name="betrokkenheid_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verklaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("soort", models.CharField(choices=opstap.trajecten.enums.Verklaringsoort.keuzes, max_length=24)),
                ("onderwerp", models.UUIDField(blank=True, null=True)),
                ("datum", models.DateField()),
                ("wijze", models.CharField(choices=opstap.trajecten.enums.Wijze.keuzes, max_length=16)),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verklaringen", to="trajecten.traject"
                    ),
                ),
                (
                    "trekt_in",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ingetrokken_door",
                        to="trajecten.verklaring",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verklaringen",
                "indexes": [models.Index(fields=["traject", "soort", "datum"], name="verklaring_per_soort")],
            },
        ),
        migrations.CreateModel(
            name="Zoekregel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.CharField(max_length=160)),
                (
                    "traject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="zoekregel", to="trajecten.traject"
                    ),
                ),
            ],
        ),
        migrations.RunPython(*alleen_toevoegen("trajecten_besluit", "update")),
    ]
