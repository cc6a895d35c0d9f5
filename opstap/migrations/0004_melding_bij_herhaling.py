from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("opstap", "0003_cachetabel"),
    ]

    operations = [
        migrations.AddField(
            model_name="verzoek",
            name="melding",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="verzoek",
            name="inhoud",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
