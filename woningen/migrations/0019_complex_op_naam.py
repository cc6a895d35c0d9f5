from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("woningen", "0018_overlijden_herroepen")]

    operations = [
        migrations.AddIndex(
            model_name="complex",
            index=models.Index(fields=["corporatie", "naam", "id"], name="complex_op_naam"),
        ),
    ]
