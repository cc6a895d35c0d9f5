from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("termijnen", "0003_momenten_en_agenda"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="termijnstap",
            index=models.Index(
                condition=models.Q(("klaar_op", None), models.Q(("geparkeerd_reden", ""), _negated=True)),
                fields=["uitvoeren_vanaf", "id"],
                name="termijnstap_geparkeerd",
            ),
        ),
    ]
