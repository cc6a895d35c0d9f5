from django.db import migrations, models

import opstap.models


class Migration(migrations.Migration):
    dependencies = [
        ("opstap", "0005_hartslag"),
    ]

    operations = [
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
    ]
