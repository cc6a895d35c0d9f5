"""All tables as they are after `0006_rem`, made at once: a new database need not walk every step."""

from django.core.management import call_command
from django.db import migrations, models

import opstap.models


def maak_cachetabel(apps, schema_editor):
    """The table that counts logins for all processes together."""
    call_command("createcachetable", "opstap_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("opstap", "0001_initial"),
        ("opstap", "0002_getypt"),
        ("opstap", "0003_cachetabel"),
        ("opstap", "0004_melding_bij_herhaling"),
        ("opstap", "0005_hartslag"),
        ("opstap", "0006_rem"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Hartslag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("soort", models.CharField(choices=opstap.models.Hartslagsoort.keuzes, max_length=20, unique=True)),
                ("begonnen_op", models.DateTimeField()),
                ("klaar_op", models.DateTimeField(null=True)),
                ("uitgave", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="Verzoek",
            fields=[
                ("sleutel", models.UUIDField(primary_key=True, serialize=False)),
                ("gebruiker", models.UUIDField()),
                ("antwoord", models.CharField(blank=True, max_length=300)),
                ("melding", models.CharField(blank=True, max_length=200)),
                ("inhoud", models.CharField(blank=True, max_length=64)),
                ("op", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Getypt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gebruiker", models.UUIDField()),
                ("pad", models.CharField(max_length=500)),
                ("velden", models.JSONField()),
                ("tot", models.DateTimeField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("gebruiker", "pad"), name="getypt_een_keer_per_pagina")
                ],
            },
        ),
        migrations.CreateModel(
            name="Oefenklok",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("dagen", models.PositiveIntegerField(default=0)),
                ("verzet_op", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="oefenklok_is_een_rij")],
            },
        ),
        migrations.CreateModel(
            name="Peiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField()),
                ("loopt", models.FloatField(help_text="Seconds by a clock of the machine that nobody can set.")),
                (
                    "machine",
                    models.CharField(
                        blank=True, help_text="Another one after each start of the machine.", max_length=36
                    ),
                ),
                (
                    "thuis",
                    models.CharField(
                        help_text="Which database this is; a copy that is put back is another.", max_length=60
                    ),
                ),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="peiling_is_een_rij")],
            },
        ),
        migrations.CreateModel(
            name="Rem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reden", models.CharField(choices=opstap.models.Remreden.keuzes, max_length=5)),
                ("van", models.DateTimeField()),
                ("tot", models.DateTimeField()),
                ("los_op", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "remmen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("los_op", None)), fields=("reden",), name="rem_een_keer_vast"
                    )
                ],
            },
        ),
        migrations.RunPython(maak_cachetabel, migrations.RunPython.noop),
    ]
