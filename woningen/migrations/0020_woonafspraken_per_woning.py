from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("woningen", "0019_complex_op_naam")]

    operations = [
        migrations.AlterField(
            model_name="woonafspraken",
            name="vastgelegd_op",
            field=models.DateField(blank=True, help_text="Leeg: voor een woning die niet doorging.", null=True),
        ),
    ]
