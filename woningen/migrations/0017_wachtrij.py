from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

IN_WACHTRIJ = Q(route="directe_bemiddeling") & (Q(status="wacht") | Q(status="zoekt") | Q(status="aangeboden"))


def _vullen(apps: Any, schema_editor: Any) -> None:
    """The place of who searches already: the first version that was sent; without one the day the search began."""
    versies = apps.get_model("aanmelding", "AanmeldVersie").objects
    eerste = versies.filter(aanmelding__traject=OuterRef("traject")).order_by("nummer")
    apps.get_model("woningen", "Bemiddeling").objects.update(
        wachtrij_dag=Coalesce(Subquery(eerste.values("datum")[:1]), F("begonnen_op")),
        wachtrij_nummer=Coalesce(Subquery(eerste.values("pk")[:1]), F("pk")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("aanmelding", "0018_versie_kan_leeg"),
        ("woningen", "0016_een_huurder_per_woning"),
    ]

    operations = [
        migrations.AddField("bemiddeling", "wachtrij_dag", models.DateField(null=True)),
        migrations.AddField("bemiddeling", "wachtrij_nummer", models.PositiveBigIntegerField(null=True)),
        migrations.RunPython(_vullen, migrations.RunPython.noop),
        migrations.AlterField(
            "bemiddeling",
            "wachtrij_dag",
            models.DateField(help_text="The day the aanmelding was sent first (Z-4.9); a new search keeps it."),
        ),
        migrations.AlterField(
            "bemiddeling",
            "wachtrij_nummer",
            models.PositiveBigIntegerField(help_text="Who sent first on one day."),
        ),
        migrations.AddIndex(
            "bemiddeling",
            models.Index(
                fields=["wachtrij_dag", "wachtrij_nummer", "id"], condition=IN_WACHTRIJ, name="bemiddeling_wachtrij"
            ),
        ),
    ]
