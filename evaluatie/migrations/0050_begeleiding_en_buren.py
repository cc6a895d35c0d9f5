import uuid

import django.db.models.deletion
from django.db import migrations, models

import evaluatie.enums
import opstap.protocol.begeleiden
import opstap.protocol.buren
import opstap.protocol.herhuisvesten


class Migration(migrations.Migration):
    dependencies = [
        ("evaluatie", "0003_commissie_aan_tafel"),
        ("trajecten", "0015_traject_gewist"),
        ("woningen", "0022_complex_mutatiegraad"),
    ]

    operations = [
        migrations.CreateModel(
            name="Begeleidingswijziging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("soort", models.CharField(choices=opstap.protocol.begeleiden.Verandering.keuzes, max_length=12)),
                ("vanaf", models.DateField()),
                (
                    "ritme",
                    models.CharField(blank=True, choices=opstap.protocol.begeleiden.Contactritme.keuzes, max_length=16),
                ),
                ("uren", models.PositiveSmallIntegerField(blank=True, help_text="Per week (A-5).", null=True)),
                ("akkoord", models.JSONField(default=list, help_text="Codes of Partij.")),
                ("vastgelegd_op", models.DateField()),
            ],
            options={
                "verbose_name_plural": "begeleidingswijzigingen",
                "ordering": ["vanaf", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Buurtbericht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("soort", models.CharField(choices=opstap.protocol.buren.Buurtuitleg.keuzes, max_length=16)),
                ("door", models.CharField(choices=evaluatie.enums.Partij.keuzes, max_length=24)),
                ("op", models.DateField()),
                ("huurder_wist_op", models.DateField()),
            ],
            options={
                "verbose_name_plural": "buurtberichten",
                "ordering": ["op", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Buurtpunt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("functie", models.CharField(choices=opstap.protocol.buren.Buurtfunctie.keuzes, max_length=16)),
                ("telefoon", models.CharField(max_length=30)),
                (
                    "huurder_akkoord_op",
                    models.DateField(blank=True, help_text="Leeg: nog niet gevraagd, of nee.", null=True),
                ),
            ],
            options={
                "verbose_name_plural": "buurtpunten",
            },
        ),
        migrations.CreateModel(
            name="Opname",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("van", models.DateField()),
                ("verwacht_tot", models.DateField(blank=True, null=True)),
                ("terug_op", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "opnames",
                "ordering": ["van", "pk"],
            },
        ),
        migrations.AddField(
            model_name="herhuisvesting",
            name="terugkeer_geboden_op",
            field=models.DateField(blank=True, help_text="De instelling bood een plek aan (A-31).", null=True),
        ),
        migrations.AddField(
            model_name="herhuisvesting",
            name="uitkomst",
            field=models.CharField(
                blank=True, choices=opstap.protocol.herhuisvesten.Woonuitkomst.keuzes, max_length=20
            ),
        ),
        migrations.AddField(
            model_name="begeleidingswijziging",
            name="traject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="begeleidingswijzigingen",
                to="trajecten.traject",
            ),
        ),
        migrations.AddField(
            model_name="buurtbericht",
            name="contract",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="buurtberichten",
                to="woningen.huurovereenkomst",
            ),
        ),
        migrations.AddField(
            model_name="buurtpunt",
            name="contract",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="buurtpunt", to="woningen.huurovereenkomst"
            ),
        ),
        migrations.AddField(
            model_name="opname",
            name="traject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="opnames", to="trajecten.traject"
            ),
        ),
        migrations.AddConstraint(
            model_name="begeleidingswijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["meer", "minder", "afgerond", "gestopt", "hervat"])),
                name="begeleidingswijziging_soort",
            ),
        ),
        migrations.AddConstraint(
            model_name="begeleidingswijziging",
            constraint=models.CheckConstraint(
                condition=models.Q(("uren", None), models.Q(("uren__gte", 1), ("uren__lte", 168)), _connector="OR"),
                name="begeleidingswijziging_uren",
            ),
        ),
        migrations.AddConstraint(
            model_name="buurtbericht",
            constraint=models.CheckConstraint(
                condition=models.Q(("huurder_wist_op__lte", models.F("op"))), name="buurtbericht_huurder_wist_eerst"
            ),
        ),
        migrations.AddConstraint(
            model_name="opname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("terug_op", None)), fields=("traject",), name="opname_een_loopt"
            ),
        ),
        migrations.AddConstraint(
            model_name="opname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verwacht_tot", None), ("verwacht_tot__gte", models.F("van")), _connector="OR"),
                    models.Q(("terug_op", None), ("terug_op__gte", models.F("van")), _connector="OR"),
                ),
                name="opname_dagen_op_volgorde",
            ),
        ),
    ]
