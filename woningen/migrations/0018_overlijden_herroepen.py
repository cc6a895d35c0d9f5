"""What stood there before a death that was recorded by mistake."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

import woningen.enums

EEN_HUURDER = import_module("woningen.migrations.0016_een_huurder_per_woning").EEN_HUURDER


def opnieuw(apps: Any, schema_editor: Any) -> None:
    """SQLite made the table anew, without the triggers of EEN_HUURDER."""
    if schema_editor.connection.vendor == "sqlite":
        EEN_HUURDER.code(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("woningen", "0017_wachtrij")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, opnieuw),
        migrations.AddField(
            model_name="huurovereenkomst",
            name="voor_overlijden",
            field=models.CharField(
                blank=True,
                choices=woningen.enums.Contractstatus.keuzes,
                default="",
                help_text="De stand die terugkomt na een vergissing.",
                max_length=24,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(opnieuw, migrations.RunPython.noop),
    ]
