import django.db.models.deletion
from django.db import migrations, models

import opstap.protocol.vertegenwoordigen


def _bewindvoerders(apps, schema_editor):
    """The name of a bewindvoerder moves to a row of its own."""
    contact = apps.get_model("trajecten", "Contact")
    onder_bewind = apps.get_model("trajecten", "Persoon").objects.exclude(bewindvoerder="")
    contact.objects.bulk_create(
        [
            contact(persoon=persoon, soort="bewindvoerder", naam=persoon.bewindvoerder)
            for persoon in onder_bewind.iterator()
        ],
        batch_size=500,
    )
    onder_bewind.update(beslist_mee=True)


def _terug(apps, schema_editor):
    """Back to a name only; who is not a bewindvoerder has no place there."""
    for contact in (
        apps.get_model("trajecten", "Contact").objects.filter(soort="bewindvoerder").select_related("persoon")
    ):
        contact.persoon.bewindvoerder = contact.naam
        contact.persoon.save(update_fields=["bewindvoerder"])


class Migration(migrations.Migration):
    dependencies = [
        ("trajecten", "0008_concept_verder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "soort",
                    models.CharField(
                        choices=opstap.protocol.vertegenwoordigen.Vertegenwoordiging.keuzes, max_length=28
                    ),
                ),
                ("naam", models.CharField(max_length=120)),
                ("organisatie", models.CharField(blank=True, max_length=120)),
                ("telefoon", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=120)),
                (
                    "persoon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacten", to="trajecten.persoon"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contacten",
                "constraints": [
                    models.UniqueConstraint(fields=("persoon", "soort"), name="contact_een_per_soort"),
                ],
            },
        ),
        migrations.AddField(
            model_name="verklaring",
            name="door",
            field=models.CharField(
                blank=True,
                choices=opstap.protocol.vertegenwoordigen.Vertegenwoordiging.keuzes,
                default="",
                max_length=28,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="persoon",
            name="beslist_mee",
            field=models.BooleanField(blank=True, help_text="Does a Contact decide too? Empty = not asked.", null=True),
        ),
        migrations.RunPython(_bewindvoerders, _terug),
    ]
