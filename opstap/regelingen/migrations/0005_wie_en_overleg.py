from __future__ import annotations

from typing import Any

from django.db import migrations

from opstap.sql import alleen_toevoegen

_VOORUIT, _TERUG = alleen_toevoegen("regelingen_regelingversie", "update", als="OLD.status = 'vastgesteld'")
_LOKET = {"corporatie": "coordinatie", "commissie": "commissie"}


def opschrijven(apps: Any, schema_editor: Any) -> None:
    """Until now every regeling asked a gesprek and overleg, whatever its document said: say so in what exists."""
    for versie in apps.get_model("regelingen", "RegelingVersie").objects.all():
        document = versie.document
        beslisser = document.get("beslisser_toelating")
        if beslisser in _LOKET:
            document.setdefault("loket", _LOKET[beslisser])
        if beslisser == "corporatie":
            document.setdefault("gesprek_voor_besluit", True)
        if document.get("beslisser_omzetting") == "corporatie":
            document.setdefault("overleg_voor_omzetting", True)
        versie.save(update_fields=["document"])


class Migration(migrations.Migration):
    """Three agreements that were in the code are in the document now. A vastgestelde version is opened for once."""

    dependencies = [("regelingen", "0004_commissieleden")]
    operations = [
        migrations.RunPython(_TERUG, _VOORUIT),
        migrations.RunPython(opschrijven, migrations.RunPython.noop),
        migrations.RunPython(_VOORUIT, _TERUG),
    ]
