from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0004_agenda_bij_bericht"),
        ("trajecten", "0004_besluit_van_commissie"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bericht",
            index=models.Index(
                condition=models.Q(("klaar_op", None), models.Q(("geparkeerd_reden", ""), _negated=True)),
                fields=["uitvoeren_vanaf", "id"],
                name="bericht_geparkeerd",
            ),
        ),
    ]
