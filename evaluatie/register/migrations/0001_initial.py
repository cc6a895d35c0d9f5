import uuid

import django.db.models.deletion
from django.db import migrations, models

import opstap.protocol.registers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0006_telefoon_avond"),
        ("regelingen", "0009_eigen_overeenkomst"),
    ]

    operations = [
        migrations.CreateModel(
            name="Knelpunt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("thema", models.CharField(choices=opstap.protocol.registers.Thema.keuzes, max_length=16)),
                (
                    "uitsluiting",
                    models.CharField(blank=True, choices=opstap.protocol.registers.Uitsluiting.keuzes, max_length=16),
                ),
                ("jaar", models.PositiveSmallIntegerField()),
                ("maand", models.PositiveSmallIntegerField()),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knelpunten",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="knelpunten", to="regelingen.regeling"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "knelpunten",
            },
        ),
        migrations.CreateModel(
            name="Knelpunttekst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("soort", models.CharField(choices=opstap.protocol.registers.Tekstsoort.keuzes, max_length=12)),
                ("tekst", models.CharField(max_length=300)),
                (
                    "knelpunt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="teksten", to="register.knelpunt"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "knelpuntteksten",
            },
        ),
        migrations.CreateModel(
            name="Protocolevaluatie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("jaar", models.PositiveSmallIntegerField()),
                (
                    "aanleiding",
                    models.CharField(choices=opstap.protocol.registers.Evaluatieaanleiding.keuzes, max_length=12),
                ),
                ("gehouden_op", models.DateField()),
                ("onderwerpen", models.JSONField(blank=True, default=list, help_text="Codes of Evaluatieonderwerp.")),
                ("rollen", models.JSONField(default=list, help_text="Codes of Rol: who was there, no names.")),
                (
                    "bestuurlijk_op",
                    models.DateField(blank=True, help_text="On the agenda of the bestuurlijk overleg.", null=True),
                ),
                ("organisaties", models.ManyToManyField(related_name="protocolevaluaties", to="partners.organisatie")),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocolevaluaties",
                        to="regelingen.regeling",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "protocolevaluaties",
                "ordering": ["-gehouden_op", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Protocolafspraak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("wat", models.CharField(max_length=200)),
                ("uiterlijk", models.DateField()),
                ("klaar_op", models.DateField(blank=True, null=True)),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocolafspraken",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "protocolevaluatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="afspraken",
                        to="register.protocolevaluatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "protocolafspraken",
                "ordering": ["uiterlijk", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Geschil",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "onderwerp",
                    models.CharField(choices=opstap.protocol.registers.Geschilonderwerp.keuzes, max_length=12),
                ),
                ("gemeld_op", models.DateField()),
                ("bemiddelaar_op", models.DateField(blank=True, null=True)),
                ("rechter_op", models.DateField(blank=True, null=True)),
                ("afgerond_op", models.DateField(blank=True, null=True)),
                (
                    "uitkomst",
                    models.CharField(
                        blank=True, choices=opstap.protocol.registers.Geschiluitkomst.keuzes, max_length=12
                    ),
                ),
                (
                    "melder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gemelde_geschillen",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="geschillen", to="regelingen.regeling"
                    ),
                ),
                ("wederpartijen", models.ManyToManyField(related_name="geschillen", to="partners.organisatie")),
            ],
            options={
                "verbose_name_plural": "geschillen",
                "ordering": ["-gemeld_op", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("onderwerp__in", ["uitvoering", "uitleg", "aanpassing"])),
                        name="geschil_onderwerp",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgerond_op", None), ("uitkomst", "")),
                            models.Q(
                                ("afgerond_op__isnull", False),
                                ("uitkomst__in", ["samen", "bemiddelaar", "rechter", "ingetrokken"]),
                            ),
                            _connector="OR",
                        ),
                        name="geschil_afgerond_met_uitkomst",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="knelpunt",
            index=models.Index(fields=["regeling", "-id"], name="knelpunt_lijst"),
        ),
        migrations.AddConstraint(
            model_name="knelpunt",
            constraint=models.CheckConstraint(
                condition=models.Q(("thema__in", ["persoon", "leefomgeving", "organisaties"])), name="knelpunt_thema"
            ),
        ),
        migrations.AddConstraint(
            model_name="knelpunt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("uitsluiting__in", ["", "eis", "tussen_wetten", "inschrijving", "geld", "geen_aanbod", "wachten"])
                ),
                name="knelpunt_uitsluiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="knelpunt",
            constraint=models.CheckConstraint(
                condition=models.Q(("maand__gte", 1), ("maand__lte", 12)), name="knelpunt_maand"
            ),
        ),
        migrations.AddConstraint(
            model_name="knelpunttekst",
            constraint=models.UniqueConstraint(fields=("knelpunt", "soort"), name="knelpunttekst_een_per_soort"),
        ),
        migrations.AddConstraint(
            model_name="protocolevaluatie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("aanleiding", "jaarlijks")),
                fields=("regeling", "jaar"),
                name="protocolevaluatie_een_per_jaar",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolevaluatie",
            constraint=models.CheckConstraint(
                condition=models.Q(("aanleiding__in", ["jaarlijks", "knelpunt"])), name="protocolevaluatie_aanleiding"
            ),
        ),
    ]
