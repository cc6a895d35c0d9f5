from django.db import migrations

from opstap.sql import alleen_toevoegen

_VOORUIT, _TERUG = alleen_toevoegen("aanmelding_aanmeldversie", "update")
_MENSEN = ("gebruiker", "organisatie")
#: Whatever else changes, or is put in place of what was sent.
_ANDERS = " OR ".join(
    [
        *(f"NEW.{veld} <> '{{}}'" for veld in ("snapshot", "rijhashes")),
        *(f"NEW.{veld} <> OLD.{veld}" for veld in ("id", "sleutel", "aanmelding_id", "nummer", "datum", "rol")),
        *(f"COALESCE(CAST(NEW.{veld} AS text), '') <> COALESCE(CAST(OLD.{veld} AS text), '')" for veld in _MENSEN),
    ]
)
_LEEG_MAG, _LEEG_TERUG = alleen_toevoegen("aanmelding_aanmeldversie", "update", als=_ANDERS)


class Migration(migrations.Migration):
    """What was sent is never changed (law 8), but for being forgotten: then nothing is left of what it said."""

    dependencies = [("aanmelding", "0017_advies")]
    operations = [migrations.RunPython(_TERUG, _VOORUIT), migrations.RunPython(_LEEG_MAG, _LEEG_TERUG)]
