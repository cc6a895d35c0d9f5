"""All tables as they are after `0003_voor_wie`, made at once: a new database need not walk every step."""

from django.db import migrations, models

from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    initial = True
    replaces = [("logboek", "0001_initial"), ("logboek", "0002_alleen_toevoegen"), ("logboek", "0003_voor_wie")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Zegel",
            fields=[
                ("nummer", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("gebeurtenis", models.PositiveBigIntegerField(unique=True)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Gebeurtenis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField()),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                ("voor", models.UUIDField(null=True)),
                ("traject", models.UUIDField(null=True)),
                ("soort", models.CharField(max_length=60)),
                ("dag", models.DateField()),
                ("clausule", models.CharField(blank=True, max_length=12)),
                ("gegevens", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name_plural": "gebeurtenissen",
                "indexes": [models.Index(fields=["traject", "-dag", "-id"], name="gebeurtenis_per_traject")],
            },
        ),
        migrations.CreateModel(
            name="Inzage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField()),
                ("gebruiker", models.UUIDField(null=True)),
                ("organisatie", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=30)),
                ("voor", models.UUIDField(null=True)),
                ("traject", models.UUIDField(null=True)),
                ("soort", models.CharField(max_length=60)),
            ],
            options={
                "verbose_name_plural": "inzages",
                "indexes": [models.Index(fields=["traject", "-op"], name="inzage_per_traject")],
            },
        ),
        migrations.RunPython(*alleen_toevoegen("logboek_gebeurtenis", "update")),
        migrations.RunPython(*alleen_toevoegen("logboek_inzage", "update")),
        migrations.RunPython(*alleen_toevoegen("logboek_zegel", "update")),
    ]
