"""A home never has two tenants at once, whatever a service does (law 11). Repeat EEN_HUURDER when a later migration
alters this table: SQLite makes it anew without triggers."""

from typing import Any

import django.db.models.deletion
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models import F, Q

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


def nog_niet_tegelijk(apps: Any, schema_editor: Any) -> None:
    """Stop before EEN_HUURDER would: PostgreSQL would not say which contracts, SQLite would say nothing at all."""
    telt = Q(beeindigd_op=None) | Q(beeindigd_op__gt=F("ingangsdatum"))
    rijen = apps.get_model("woningen", "Huurovereenkomst").objects.exclude(status="ingetrokken").filter(telt)
    paren, vorige = [], None
    for rij in rijen.order_by("woning_id", "ingangsdatum", "pk").only(
        "sleutel", "woning_id", "ingangsdatum", "beeindigd_op"
    ):
        zelfde = vorige is not None and vorige.woning_id == rij.woning_id
        if zelfde and (vorige.beeindigd_op is None or vorige.beeindigd_op > rij.ingangsdatum):
            paren.append(f"{vorige.sleutel} en {rij.sleutel}")
        if not zelfde or _langer(rij, vorige):
            vorige = rij
    if paren:
        raise CommandError(
            "Deze contracten verhuren een woning aan twee huurders tegelijk: "
            + "; ".join(paren)
            + ". De upgrade stopt hier. Zet de kopie van voor de upgrade terug, leg van een van de twee de laatste dag "
            "van de huur vast of trek het in, en doe de upgrade opnieuw."
        )


def _langer(rij: Any, dan: Any) -> bool:
    return dan.beeindigd_op is not None and (rij.beeindigd_op is None or rij.beeindigd_op > dan.beeindigd_op)


class Migration(migrations.Migration):
    dependencies = [("woningen", "0015_contract_woning")]

    operations = [
        migrations.RunPython(nog_niet_tegelijk, migrations.RunPython.noop, elidable=True),
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
