from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("woningen", "0021_zorgvastgoed"),
    ]

    operations = [
        migrations.AddField(
            model_name="complex",
            name="mutatiegraad",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Procent per jaar dat vrijkomt.", null=True),
        ),
    ]
