"""A search that was over before there were codes: who stayed did not move; of the others no place is known."""

from django.db import migrations


def vullen(apps, schema_editor):
    rijen = apps.get_model("evaluatie", "Herhuisvesting").objects.filter(uitkomst="")
    rijen.filter(status="ingetrokken").update(uitkomst="blijft")
    rijen.filter(status__in=["gevonden", "afgerond"]).update(uitkomst="onbekend")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluatie", "0008_begeleiding_en_buren"),
    ]

    operations = [migrations.RunPython(vullen, migrations.RunPython.noop)]
