from django.db import migrations, models

from opstap.sql import alleen_toevoegen


class Migration(migrations.Migration):
    """Two regelingen never give out one kenmerk; a vastgestelde version never changes (Z-1.13)."""

    dependencies = [("regelingen", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="regeling",
            name="kenmerkletter",
            field=models.CharField(
                help_text="Eerste letter van elk kenmerk, bijvoorbeeld Z.", max_length=1, unique=True
            ),
        ),
        migrations.RunPython(
            *alleen_toevoegen("regelingen_regelingversie", "update", als="OLD.status = 'vastgesteld'"),
        ),
    ]
