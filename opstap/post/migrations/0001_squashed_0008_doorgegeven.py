"""All tables as they are after `0008_doorgegeven`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import opstap.post.enums
import opstap.protocol.begrippen
import opstap.protocol.termijnsoorten
import opstap.protocol.versturen
from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("post", "0001_initial"),
        ("post", "0002_dagpost"),
        ("post", "0003_mailtekst"),
        ("post", "0004_agenda_bij_bericht"),
        ("post", "0005_geparkeerd"),
        ("post", "0006_verzenden"),
        ("post", "0007_hoeft_niet"),
        ("post", "0008_doorgegeven"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        ("trajecten", "0004_besluit_van_commissie"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uitvoeren_vanaf", models.DateTimeField()),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("lease_tot", models.DateTimeField(blank=True, null=True)),
                ("opnieuw_vanaf", models.DateTimeField(blank=True, null=True)),
                ("pogingen", models.PositiveSmallIntegerField(default=0)),
                ("geparkeerd_reden", models.CharField(blank=True, max_length=200)),
                ("soort", models.CharField(max_length=40)),
                ("titel", models.CharField(max_length=120)),
                ("datum", models.DateField()),
                ("geadresseerde", models.CharField(choices=opstap.post.enums.Geadresseerde.keuzes, max_length=20)),
                ("hash", models.CharField(max_length=64)),
                ("verzonden_op", models.DateField(blank=True, null=True)),
                (
                    "verzendwijze",
                    models.CharField(blank=True, choices=opstap.protocol.versturen.Verzendwijze.keuzes, max_length=12),
                ),
                ("verzonden_door", models.UUIDField(blank=True, null=True)),
                ("verzonden_namens", models.UUIDField(blank=True, null=True)),
                ("verzonden_rol", models.CharField(blank=True, max_length=30)),
                ("hoeft_niet_op", models.DateField(blank=True, null=True)),
                (
                    "hoeft_niet_reden",
                    models.CharField(
                        blank=True, choices=opstap.protocol.versturen.NietVersturenReden.keuzes, max_length=12
                    ),
                ),
                ("op_oude_gegevens_sinds", models.DateField(blank=True, null=True)),
                (
                    "afzender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brieven", to="partners.organisatie"
                    ),
                ),
                (
                    "besluit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brieven",
                        to="trajecten.besluit",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brieven", to="trajecten.traject"
                    ),
                ),
                (
                    "vervangen_door",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangt",
                        to="post.brief",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "brieven",
                "indexes": [
                    models.Index(
                        condition=models.Q(("klaar_op", None)), fields=["uitvoeren_vanaf", "id"], name="brief_opmaken"
                    ),
                    models.Index(fields=["traject", "-datum"], name="brief_per_traject"),
                    models.Index(
                        condition=models.Q(("hoeft_niet_op", None), ("vervangen_door", None), ("verzonden_op", None)),
                        fields=["afzender", "datum", "id"],
                        name="brief_te_versturen",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verzendwijze", ""), ("verzonden_op", None), ("verzonden_rol", "")),
                            models.Q(
                                ("verzonden_op__isnull", False),
                                models.Q(("verzendwijze", ""), _negated=True),
                                models.Q(("verzonden_rol", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="brief_verzonden_met_wijze",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hoeft_niet_op", None), ("hoeft_niet_reden", "")),
                            models.Q(
                                ("hoeft_niet_op__isnull", False),
                                ("verzonden_op", None),
                                models.Q(("hoeft_niet_reden", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="brief_hoeft_niet_met_reden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefInhoud",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("html", models.TextField()),
                ("gegevens", models.JSONField(default=dict)),
                ("pdf", models.BinaryField(null=True)),
                (
                    "brief",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inhoud", to="post.brief"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mailtekst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("soort", models.CharField(max_length=40)),
                ("nummer", models.PositiveIntegerField()),
                ("onderwerp", models.CharField(max_length=78)),
                ("regels", models.JSONField(help_text="Whole sentences; of the dagpost code and heading.")),
                ("vanaf", models.DateField()),
                ("gemaakt_door", models.UUIDField(null=True)),
                ("gemaakt_op", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "mailteksten",
                "constraints": [
                    models.UniqueConstraint(fields=("soort", "nummer"), name="mailtekst_nummer_per_soort"),
                    models.CheckConstraint(condition=models.Q(("nummer__gt", 0)), name="mailtekst_nummer_vanaf_een"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bericht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("uitvoeren_vanaf", models.DateTimeField()),
                ("klaar_op", models.DateTimeField(blank=True, null=True)),
                ("lease_tot", models.DateTimeField(blank=True, null=True)),
                ("opnieuw_vanaf", models.DateTimeField(blank=True, null=True)),
                ("pogingen", models.PositiveSmallIntegerField(default=0)),
                ("geparkeerd_reden", models.CharField(blank=True, max_length=200)),
                ("soort", models.CharField(max_length=40)),
                ("plek", models.CharField(max_length=60)),
                ("rol", models.CharField(blank=True, choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                (
                    "trap",
                    models.CharField(blank=True, choices=opstap.protocol.termijnsoorten.Trap.keuzes, max_length=20),
                ),
                ("gegevens", models.JSONField(default=dict, help_text="Codes and dates for the text; no names.")),
                (
                    "agenda",
                    models.TextField(
                        blank=True, help_text="Text for the calendar of the receiver, fixed when it was made."
                    ),
                ),
                (
                    "wijze",
                    models.CharField(
                        choices=opstap.post.enums.Postwijze.keuzes,
                        default=opstap.post.enums.Postwijze["METEEN"],
                        max_length=8,
                    ),
                ),
                (
                    "doorgegeven_op",
                    models.DateTimeField(blank=True, help_text="Others heard what could not arrive.", null=True),
                ),
                (
                    "bundel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delen",
                        to="post.bericht",
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="berichten",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="berichten",
                        to="trajecten.traject",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "berichten",
                "indexes": [
                    models.Index(
                        condition=models.Q(("geparkeerd_reden", ""), ("klaar_op", None)),
                        fields=["wijze", "uitvoeren_vanaf", "id"],
                        name="bericht_te_verzenden",
                    ),
                    models.Index(
                        condition=models.Q(("klaar_op", None), models.Q(("geparkeerd_reden", ""), _negated=True)),
                        fields=["uitvoeren_vanaf", "id"],
                        name="bericht_geparkeerd",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("soort", "plek", "ontvanger"), name="bericht_een_keer"),
                    models.UniqueConstraint(
                        condition=models.Q(("ontvanger", None)),
                        fields=("soort", "plek", "organisatie"),
                        name="bericht_een_keer_in_postbus",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ontvanger__isnull", False), ("organisatie__isnull", False), _connector="OR"
                        ),
                        name="bericht_heeft_ontvanger",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("bundel", None), ("wijze", "dagpost"), _connector="OR"),
                        name="bericht_bundel_is_dagpost",
                    ),
                ],
            },
        ),
        migrations.RunPython(*alleen_toevoegen("post_mailtekst", "update")),
    ]
