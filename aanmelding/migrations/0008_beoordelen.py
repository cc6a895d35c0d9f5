import uuid

import django.db.models.deletion
from django.db import migrations, models

import opstap.protocol.aanvullen


class Migration(migrations.Migration):
    dependencies = [
        ("aanmelding", "0007_vooraanmelding"),
    ]

    operations = [
        migrations.AddField(
            model_name="aanmelding",
            name="gesprek_met",
            field=models.JSONField(
                blank=True, default=list, help_text="Wie erbij waren, als codes; niets van de inhoud."
            ),
        ),
        migrations.CreateModel(
            name="Aanvulvraag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("soort", models.CharField(choices=opstap.protocol.aanvullen.Aanvulsoort.keuzes, max_length=12)),
                ("onderdelen", models.JSONField(default=list)),
                ("gevraagd_op", models.DateField()),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                ("afgehandeld_op", models.DateField(blank=True, null=True)),
                (
                    "afloop",
                    models.CharField(blank=True, choices=opstap.protocol.aanvullen.Aanvulafloop.keuzes, max_length=14),
                ),
                (
                    "aanmelding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aanvulvragen",
                        to="aanmelding.aanmelding",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanvulvragen",
            },
        ),
        migrations.CreateModel(
            name="Aanvultekst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tekst", models.CharField(max_length=600)),
                (
                    "vraag",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tekst", to="aanmelding.aanvulvraag"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanvulteksten",
            },
        ),
        migrations.AddConstraint(
            model_name="aanvulvraag",
            constraint=models.UniqueConstraint(
                condition=models.Q(("afgehandeld_op", None)), fields=("aanmelding",), name="aanvulvraag_een_tegelijk"
            ),
        ),
        migrations.AddConstraint(
            model_name="aanvulvraag",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["vraag", "wijziging"])), name="aanvulvraag_soort"
            ),
        ),
        migrations.AddConstraint(
            model_name="aanvulvraag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afgehandeld_op", None), ("afloop", "")),
                    models.Q(
                        ("afgehandeld_op__isnull", False),
                        ("afloop__in", ["verstuurd", "ongewijzigd", "teruggenomen", "besloten", "ingetrokken"]),
                    ),
                    _connector="OR",
                ),
                name="aanvulvraag_afloop_met_datum",
            ),
        ),
    ]
