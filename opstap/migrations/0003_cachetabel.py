"""The table that counts logins for all processes together: made here, so that no start can do without."""

from django.core.management import call_command
from django.db import migrations

NAAM = "opstap_cache"


def maak(apps, schema_editor):
    call_command("createcachetable", NAAM, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("opstap", "0002_getypt")]

    operations = [migrations.RunPython(maak, migrations.RunPython.noop)]
