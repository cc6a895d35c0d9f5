from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("trajecten", "0009_contact"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="persoon",
            name="bewindvoerder",
        ),
    ]
