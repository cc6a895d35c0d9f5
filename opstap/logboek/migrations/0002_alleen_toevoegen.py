from django.db import migrations

from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    """The log is never rewritten, on either engine (law 9)."""

    dependencies = [("logboek", "0001_initial")]
    operations = [
        migrations.RunPython(*alleen_toevoegen("logboek_gebeurtenis", "update")),
        migrations.RunPython(*alleen_toevoegen("logboek_inzage", "update")),
        migrations.RunPython(*alleen_toevoegen("logboek_zegel", "update")),
    ]
