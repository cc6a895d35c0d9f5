"""All tables as they are after `0003_behandelaar_en_eigen_bijdrage`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

import aanmelding.enums
import opstap.protocol.aanmelden
import opstap.protocol.aanmeldstappen
import opstap.protocol.begrippen
from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("aanmelding", "0001_initial"),
        ("aanmelding", "0002_versie_blijft"),
        ("aanmelding", "0003_behandelaar_en_eigen_bijdrage"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        ("trajecten", "0004_besluit_van_commissie"),
    ]

    operations = [
        migrations.CreateModel(
            name="Aanmelding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.protocol.aanmeldstappen.Aanmeldstatus.keuzes,
                        default="concept",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("inhoud", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("uitstroom", models.DateField(blank=True, null=True, verbose_name="geplande uitstroom")),
                ("binding_maanden", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "binding_bron",
                    models.CharField(blank=True, choices=aanmelding.enums.BindingBron.keuzes, max_length=16),
                ),
                ("direct_voorafgaand", models.BooleanField(blank=True, null=True)),
                ("vrijstelling", models.BooleanField(default=False)),
                (
                    "voorkeursroute",
                    models.CharField(blank=True, choices=opstap.protocol.begrippen.Route.keuzes, max_length=20),
                ),
                ("ingediend_op", models.DateField(blank=True, null=True)),
                ("compleet_op", models.DateField(blank=True, null=True)),
                (
                    "gesprek_nodig",
                    models.BooleanField(default=True, help_text="Of de regeling een gesprek vraagt (Z-9.2)."),
                ),
                ("gesprek_op", models.DateField(blank=True, null=True)),
                ("besloten_op", models.DateField(blank=True, null=True)),
                ("eigen_bijdrage_op", models.DateField(blank=True, help_text="Verlaging geregeld (A-18).", null=True)),
                (
                    "intrekreden",
                    models.CharField(
                        blank=True, choices=opstap.protocol.aanmeldstappen.Intrekreden.keuzes, max_length=24
                    ),
                ),
                (
                    "traject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aanmelding", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanmeldingen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "concept",
                                    "vooraangemeld",
                                    "voorwaarde_gesteld",
                                    "ingediend",
                                    "aanvulling_gevraagd",
                                    "compleet",
                                    "toegelaten",
                                    "afgewezen",
                                    "ingetrokken",
                                ],
                            )
                        ),
                        name="aanmelding_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["concept", "ingetrokken"]), ("ingediend_op__isnull", False), _connector="OR"
                        ),
                        name="aanmelding_ingediend_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["compleet", "toegelaten"]), _negated=True),
                            models.Q(("compleet_op__gte", models.F("ingediend_op")), ("compleet_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="aanmelding_compleet_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["toegelaten", "afgewezen"]), _negated=True),
                            models.Q(
                                ("besloten_op__isnull", False),
                                ("gesprek_op__isnull", False),
                                ("gesprek_op__lte", models.F("besloten_op")),
                            ),
                            models.Q(("besloten_op__isnull", False), ("gesprek_nodig", False), ("gesprek_op", None)),
                            _connector="OR",
                        ),
                        name="aanmelding_besloten_na_gesprek",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "ingetrokken"), models.Q(("intrekreden", ""), _negated=True)),
                            models.Q(models.Q(("status", "ingetrokken"), _negated=True), ("intrekreden", "")),
                            _connector="OR",
                        ),
                        name="aanmelding_ingetrokken_met_reden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AanmeldVersie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("nummer", models.PositiveSmallIntegerField()),
                ("datum", models.DateField()),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                ("snapshot", models.JSONField()),
                (
                    "rijhashes",
                    models.JSONField(help_text="Per leefgebied the hash of its row: equal hash, same akkoord."),
                ),
                (
                    "aanmelding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versies", to="aanmelding.aanmelding"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanmeldversies",
                "constraints": [models.UniqueConstraint(fields=("aanmelding", "nummer"), name="aanmeldversie_nummer")],
            },
        ),
        migrations.CreateModel(
            name="Accordering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("leefgebied", models.CharField(choices=opstap.protocol.begrippen.Leefgebied.keuzes, max_length=32)),
                ("rijhash", models.CharField(max_length=64)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.protocol.aanmeldstappen.Accorderingstatus.keuzes,
                        default="gevraagd",
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "reden",
                    models.CharField(
                        blank=True, choices=opstap.protocol.aanmeldstappen.Weigerreden.keuzes, max_length=20
                    ),
                ),
                ("gevraagd_op", models.DateField()),
                ("beantwoord_op", models.DateField(blank=True, null=True)),
                ("gebruiker", models.UUIDField(help_text="Who answered.", null=True)),
                (
                    "rol",
                    models.CharField(
                        choices=opstap.protocol.begrippen.Rol.keuzes,
                        help_text="Who is asked in this organisation.",
                        max_length=24,
                    ),
                ),
                (
                    "aanmelding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accorderingen",
                        to="aanmelding.aanmelding",
                    ),
                ),
                (
                    "gevraagd_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accorderingen",
                        to="aanmelding.aanmeldversie",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accorderingen",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "accorderingen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["akkoord", "gevraagd", "geweigerd"])),
                        fields=("aanmelding", "leefgebied"),
                        name="accordering_een_per_leefgebied",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["gevraagd", "akkoord", "geweigerd", "verlopen", "ingetrokken"])
                        ),
                        name="accordering_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["akkoord", "geweigerd"]), _negated=True),
                            ("beantwoord_op__isnull", False),
                            _connector="OR",
                        ),
                        name="accordering_antwoord_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "geweigerd"), _negated=True),
                            models.Q(("reden", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="accordering_weigering_met_reden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Behandelaarsverklaring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heeft_behandelaar", models.BooleanField()),
                ("onderschrijft", models.BooleanField(blank=True, null=True)),
                ("datum", models.DateField(blank=True, help_text="De dag van dat antwoord.", null=True)),
                (
                    "aanmelding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="behandelaarsverklaring",
                        to="aanmelding.aanmelding",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "behandelaarsverklaringen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("datum", None), ("onderschrijft", None)),
                            models.Q(
                                ("datum__isnull", False), ("heeft_behandelaar", True), ("onderschrijft__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="behandelaar_antwoord_met_datum",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistRij",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leefgebied", models.CharField(choices=opstap.protocol.begrippen.Leefgebied.keuzes, max_length=32)),
                (
                    "stand",
                    models.CharField(blank=True, choices=opstap.protocol.aanmelden.Rijstatus.keuzes, max_length=20),
                ),
                (
                    "zelf",
                    models.BooleanField(
                        default=False, help_text="Geen organisatie: de kandidaat zelf of iemand uit de buurt."
                    ),
                ),
                (
                    "aanmelding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rijen", to="aanmelding.aanmelding"
                    ),
                ),
                (
                    "uitvoerder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "checklistrijen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("aanmelding", "leefgebied"), name="checklistrij_een_per_leefgebied"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stand__in", ["", "niet_van_toepassing", "nodig", "aangevraagd", "geregeld"])
                        ),
                        name="checklistrij_stand",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uitvoerder", None), ("zelf", False), _connector="OR"),
                        name="checklistrij_een_uitvoerder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Woonkeusinschrijving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nummer", models.CharField(max_length=20)),
                (
                    "aanmelding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inschrijving",
                        to="aanmelding.aanmelding",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "Woonkeusinschrijvingen",
            },
        ),
        migrations.RunPython(*alleen_toevoegen("aanmelding_aanmeldversie", "update")),
    ]
