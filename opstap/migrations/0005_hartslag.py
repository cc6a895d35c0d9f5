from django.db import migrations, models

import opstap.models


class Migration(migrations.Migration):
    dependencies = [
        ("opstap", "0004_melding_bij_herhaling"),
    ]

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
        migrations.AddField(
            model_name="oefenklok",
            name="verzet_op",
            field=models.DateTimeField(null=True),
        ),
    ]
