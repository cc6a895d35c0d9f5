"""All tables as they are after `0006_ook_lopend`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import opstap.protocol.begrippen
import opstap.regelingen.models
from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("regelingen", "0001_initial"),
        ("regelingen", "0002_letter_en_vastgesteld"),
        ("regelingen", "0003_schermnamen"),
        ("regelingen", "0004_commissieleden"),
        ("regelingen", "0005_wie_en_overleg"),
        ("regelingen", "0006_ook_lopend"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Regeling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "slug",
                    models.SlugField(
                        help_text="Kleine letters en streepjes, bijvoorbeeld zutphen-2024.",
                        unique=True,
                        verbose_name="korte naam",
                    ),
                ),
                ("naam", models.CharField(max_length=120)),
                (
                    "gemeenten",
                    models.CharField(help_text="Namen van de gemeenten, met komma's ertussen.", max_length=200),
                ),
                (
                    "kenmerkletter",
                    models.CharField(
                        help_text="Eerste letter van elk kenmerk, bijvoorbeeld Z.", max_length=1, unique=True
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "regelingen",
            },
        ),
        migrations.CreateModel(
            name="Deelname",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hoedanigheid",
                    models.CharField(choices=opstap.protocol.begrippen.Hoedanigheid.keuzes, max_length=16),
                ),
                ("vanaf", models.DateField()),
                ("tot", models.DateField(blank=True, help_text="Eerste dag zonder deelname.", null=True)),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deelnames", to="partners.organisatie"
                    ),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deelnames", to="regelingen.regeling"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deelnames",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("regeling", "organisatie", "hoedanigheid"),
                        name="deelname_een_keer_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegelingVersie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("nummer", models.PositiveIntegerField()),
                ("document", models.JSONField(help_text="De afspraken van deze regeling; leeg = niet vastgelegd.")),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.regelingen.models.Versiestatus.keuzes,
                        default="concept",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("vanaf", models.DateField()),
                ("ook_lopend", models.BooleanField(default=False)),
                ("afgesproken_op", models.DateField(blank=True, null=True)),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versies", to="regelingen.regeling"
                    ),
                ),
            ],
            options={
                "verbose_name": "regelingversie",
                "verbose_name_plural": "regelingversies",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "concept")),
                        fields=("regeling",),
                        name="regelingversie_een_concept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ook_lopend", False), ("afgesproken_op__isnull", False), _connector="OR"),
                        name="regelingversie_lopend_met_afspraak",
                    ),
                    models.UniqueConstraint(fields=("regeling", "nummer"), name="versienummer_per_regeling"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["concept", "vastgesteld"])), name="regelingversie_status"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commissielid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vanaf", models.DateField()),
                ("tot", models.DateField(blank=True, help_text="Eerste dag zonder deze zetel.", null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissiezetels",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vertegenwoordigt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.organisatie"
                    ),
                ),
                (
                    "deelname",
                    models.ForeignKey(
                        limit_choices_to={"hoedanigheid": "commissie"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leden",
                        to="regelingen.deelname",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "commissieleden",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("deelname", "gebruiker"),
                        name="commissielid_een_keer_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tot", None), ("tot__gt", models.F("vanaf")), _connector="OR"),
                        name="commissielid_periode",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kenmerkteller",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jaar", models.PositiveSmallIntegerField()),
                ("laatste", models.PositiveIntegerField(default=0)),
                ("regeling", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="regelingen.regeling")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("regeling", "jaar"), name="kenmerkteller_per_jaar")],
            },
        ),
        migrations.RunPython(
            *alleen_toevoegen("regelingen_regelingversie", "update", als="OLD.status = 'vastgesteld'")
        ),
    ]
