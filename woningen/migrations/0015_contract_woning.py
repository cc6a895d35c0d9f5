"""Each contract names its home itself: what follows in 0016 looks at one table only."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def van_de_aanbieding(apps: Any, schema_editor: Any) -> None:
    aanbieding = apps.get_model("woningen", "Aanbieding").objects.filter(pk=OuterRef("aanbieding_id"))
    contracten = apps.get_model("woningen", "Huurovereenkomst").objects
    contracten.update(woning_id=Subquery(aanbieding.values("woning_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("woningen", "0014_woningen_inlezen")]

    operations = [
        migrations.AddField(
            model_name="huurovereenkomst",
            name="woning",
            field=models.ForeignKey(
                help_text="Die van de aanbieding.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contracten",
                to="woningen.woning",
            ),
        ),
        migrations.RunPython(van_de_aanbieding, migrations.RunPython.noop, elidable=True),
    ]
