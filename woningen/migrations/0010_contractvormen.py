"""Kinds of contract that are not temporary in law: no einde, no grondslag."""

from typing import Any

from django.db import migrations, models
from django.db.models import F

import opstap.protocol.contractvormen
import woningen.enums

#: First in the name of the zorgorganisatie; and for onbepaalde tijd from the first day.
VIA_ZORG = ("omklap", "verdien", "huur_op_proef", "proefwonen")
VAST = ("driepartijen_onbepaald", "op_naam_huurder", "housing_first")
#: Still to be lived on, with nothing in law that ends it by itself. What is over, or told by an aanzegging, stands.
LOOPT = ("concept", "ter_ondertekening", "getekend", "lopend", "beeindiging_nagestreefd")


def zonder_einde(apps: Any, schema_editor: Any) -> None:
    """Every contract had an einde and a grondslag, also of a regeling of one's own with another ordinary kind."""
    rijen = apps.get_model("woningen", "Huurovereenkomst").objects.filter(status__in=LOOPT, looptijd="bepaald")
    leeg = {"einde": None, "grondslag": "", "grondslag_beoordeeld_op": None, "grondslag_beoordeeld_door": None}
    rijen.filter(contractvorm__in=VIA_ZORG).update(**leeg)
    onbepaald = {"looptijd": "onbepaald", "onbepaald_sinds": F("ingangsdatum"), "onbepaald_door": "aanvang"}
    rijen.filter(contractvorm__in=VAST).update(**leeg, **onbepaald)


class Migration(migrations.Migration):
    dependencies = [
        ("trajecten", "0015_traject_gewist"),
        ("woningen", "0009_reageren"),
    ]

    operations = [
        migrations.AddField(
            model_name="huurovereenkomst",
            name="huurbetaler",
            field=models.CharField(
                choices=opstap.protocol.contractvormen.Huurbetaler.keuzes,
                default="huurder",
                help_text="In de eerste maanden.",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="huurovereenkomst",
            name="omklap_getekend_op",
            field=models.DateField(blank=True, help_text="Het contract op naam van de bewoner.", null=True),
        ),
        migrations.AddField(
            model_name="huurovereenkomst",
            name="reden_contractvorm",
            field=models.CharField(blank=True, choices=opstap.protocol.contractvormen.Vormreden.keuzes, max_length=12),
        ),
        migrations.AddField(
            model_name="huurovereenkomst",
            name="voorwaarden",
            field=models.JSONField(default=list, help_text="Codes van Voorwaarde, zoals de regeling ze vraagt."),
        ),
        migrations.AlterField(
            model_name="huurovereenkomst",
            name="einde",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="huurovereenkomst",
            name="grondslag",
            field=models.CharField(blank=True, choices=woningen.enums.Grondslag.keuzes, max_length=24),
        ),
        migrations.AlterField(
            model_name="huurovereenkomst",
            name="grondslag_beoordeeld_op",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(zonder_einde, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="huurovereenkomst",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("einde", None), ("grondslag", ""), ("grondslag_beoordeeld_op", None)),
                    models.Q(
                        ("einde__isnull", False),
                        ("grondslag_beoordeeld_op__isnull", False),
                        models.Q(("grondslag", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contract_tijdelijk_met_grondslag",
            ),
        ),
    ]
