from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("woningen", "0020_woonafspraken_per_woning"),
    ]

    operations = [
        migrations.AddField(
            model_name="woning",
            name="zorgvastgoed",
            field=models.BooleanField(blank=True, help_text="De zorgorganisatie huurt haar zelf (P-6).", null=True),
        ),
    ]
