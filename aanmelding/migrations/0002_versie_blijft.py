from django.db import migrations

from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    """What was sent is never changed (law 8)."""

    dependencies = [("aanmelding", "0001_initial")]
    operations = [migrations.RunPython(*alleen_toevoegen("aanmelding_aanmeldversie", "update"))]
