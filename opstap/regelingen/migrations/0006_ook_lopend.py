from __future__ import annotations

from django.db import migrations, models

from opstap.sql import alleen_toevoegen

_VOORUIT, _TERUG = alleen_toevoegen("regelingen_regelingversie", "update", als="OLD.status = 'vastgesteld'")


class Migration(migrations.Migration):
    """SQLite makes the table anew, so the trigger of a vastgestelde version is made again."""

    dependencies = [("regelingen", "0005_wie_en_overleg")]
    operations = [
        migrations.RunPython(_TERUG, _VOORUIT),
        migrations.AddField("regelingversie", "afgesproken_op", models.DateField(blank=True, null=True)),
        migrations.AddField("regelingversie", "ook_lopend", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "regelingversie",
            models.UniqueConstraint(
                fields=["regeling"], condition=models.Q(status="concept"), name="regelingversie_een_concept"
            ),
        ),
        migrations.AddConstraint(
            "regelingversie",
            models.CheckConstraint(
                condition=models.Q(ook_lopend=False) | models.Q(afgesproken_op__isnull=False),
                name="regelingversie_lopend_met_afspraak",
            ),
        ),
        migrations.RunPython(_VOORUIT, _TERUG),
    ]
