"""A home never has two tenants at once, whatever a service does (law 11). Repeat EEN_HUURDER when a later migration
alters this table: SQLite makes it anew without triggers."""

import django.db.models.deletion
from django.db import migrations, models

from opstap.sql import niet_tegelijk

EEN_HUURDER = migrations.RunPython(
    *niet_tegelijk(
        "woningen_huurovereenkomst",
        "contract_een_huurder",
        wie="woning_id",
        van="ingangsdatum",
        tot="beeindigd_op",
        behalve=("status", "ingetrokken"),
    )
)


class Migration(migrations.Migration):
    dependencies = [("woningen", "0015_contract_woning")]

    operations = [
        migrations.AlterField(
            model_name="huurovereenkomst",
            name="woning",
            field=models.ForeignKey(
                help_text="Die van de aanbieding.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contracten",
                to="woningen.woning",
            ),
        ),
        EEN_HUURDER,
    ]
