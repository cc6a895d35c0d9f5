from django.db import migrations

from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    """A besluit is never changed (law 8)."""

    dependencies = [("trajecten", "0001_initial")]
    operations = [migrations.RunPython(*alleen_toevoegen("trajecten_besluit", "update"))]
