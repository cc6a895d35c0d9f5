from django.db import migrations, models

import opstap.protocol.evaluatiebegrippen


class Migration(migrations.Migration):
    dependencies = [
        ("evaluatie", "0004_vaststellen"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluatie",
            name="advies",
            field=models.CharField(
                blank=True, choices=opstap.protocol.evaluatiebegrippen.Vervolgadvies.keuzes, max_length=16
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluatie",
            constraint=models.CheckConstraint(
                condition=models.Q(("advies", ""), models.Q(("oordeel", ""), _negated=True), _connector="OR"),
                name="evaluatie_advies_na_gesprek",
            ),
        ),
    ]
