from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluatie", "0009_uitkomst_van_zoeken"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="herhuisvesting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "zoekt"), ("uitkomst", "")),
                    models.Q(models.Q(("uitkomst", ""), _negated=True), models.Q(("status", "zoekt"), _negated=True)),
                    _connector="OR",
                ),
                name="herhuisvesting_uitkomst_als_gevonden",
            ),
        ),
    ]
