"""All tables as they are after `0003_commissie_aan_tafel`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

import evaluatie.enums
import opstap.protocol.begrippen
import opstap.protocol.evaluatiebegrippen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("evaluatie", "0001_initial"),
        ("evaluatie", "0002_herhuisvesting"),
        ("evaluatie", "0003_commissie_aan_tafel"),
    ]

    dependencies = [
        ("trajecten", "0004_besluit_van_commissie"),
        ("woningen", "0005_correcties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluatie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("nummer", models.PositiveSmallIntegerField()),
                (
                    "soort",
                    models.CharField(choices=opstap.protocol.evaluatiebegrippen.EvaluatieSoort.keuzes, max_length=24),
                ),
                ("clausule", models.CharField(max_length=12)),
                ("met_corporatie", models.BooleanField(help_text="De consulent moet erbij zijn (Z-11.10).")),
                ("gepland_op", models.DateField()),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=evaluatie.enums.Evaluatiestatus.keuzes, default="gepland", max_length=50, protected=True
                    ),
                ),
                ("gehouden_op", models.DateField(blank=True, null=True)),
                ("aanwezig", models.JSONField(blank=True, default=list, help_text="Codes of Partij.")),
                (
                    "oordeel",
                    models.CharField(
                        blank=True, choices=opstap.protocol.evaluatiebegrippen.Oordeel.keuzes, max_length=16
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluaties",
                        to="woningen.huurovereenkomst",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evaluaties", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evaluaties",
                "ordering": ["nummer"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "nummer"), name="evaluatie_een_keer_per_nummer"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["gepland", "uitgenodigd", "gehouden", "vastgesteld", "niet_doorgegaan", "vervallen"],
                            )
                        ),
                        name="evaluatie_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("gehouden_op__isnull", False),
                                ("status__in", ["gehouden", "vastgesteld"]),
                                models.Q(("oordeel", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status__in", ["gehouden", "vastgesteld"]), _negated=True),
                                ("gehouden_op", None),
                                ("oordeel", ""),
                            ),
                            _connector="OR",
                        ),
                        name="evaluatie_gehouden_met_oordeel",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Herhuisvesting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "regisseur",
                    models.CharField(
                        choices=opstap.protocol.begrippen.Hoedanigheid.keuzes,
                        help_text="Herkomst of procesregie.",
                        max_length=16,
                    ),
                ),
                ("begonnen_op", models.DateField()),
                ("overlegd_op", models.DateField(blank=True, null=True)),
                ("aanwezig", models.JSONField(blank=True, default=list, help_text="Codes of Partij.")),
                ("herindicatie_nodig_op", models.DateField(blank=True, null=True)),
                ("herindicatie_aangevraagd_op", models.DateField(blank=True, null=True)),
                ("gevonden_op", models.DateField(blank=True, null=True)),
                ("verhuist_op", models.DateField(blank=True, null=True)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=evaluatie.enums.Herhuisvestingstatus.keuzes,
                        default="zoekt",
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="herhuisvestingen",
                        to="trajecten.traject",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "herhuisvestingen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("zoekt", "gevonden"))),
                        fields=("traject",),
                        name="herhuisvesting_een_loopt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["zoekt", "gevonden", "afgerond", "ingetrokken"])),
                        name="herhuisvesting_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("regisseur__in", ["herkomst", "procesregie"])),
                        name="herhuisvesting_regisseur",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("gevonden_op", None),
                                ("verhuist_op", None),
                                models.Q(("status", "gevonden"), _negated=True),
                            ),
                            models.Q(
                                ("gevonden_op__isnull", False),
                                ("verhuist_op__isnull", False),
                                models.Q(("status", "zoekt"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="herhuisvesting_gevonden_met_dag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Itemoordeel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(choices=opstap.protocol.evaluatiebegrippen.EvaluatieItem.keuzes, max_length=24),
                ),
                (
                    "oordeel",
                    models.CharField(choices=opstap.protocol.evaluatiebegrippen.ItemOordeel.keuzes, max_length=16),
                ),
                (
                    "evaluatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="evaluatie.evaluatie"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "itemoordelen",
                "constraints": [models.UniqueConstraint(fields=("evaluatie", "item"), name="itemoordeel_een_keer")],
            },
        ),
        migrations.CreateModel(
            name="Notitie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("onderwerp", models.UUIDField()),
                ("soort", models.CharField(choices=evaluatie.enums.Notitiesoort.keuzes, max_length=16)),
                ("tekst", models.CharField(max_length=300)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notities", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "notities",
                "constraints": [models.UniqueConstraint(fields=("onderwerp", "soort"), name="notitie_een_per_soort")],
            },
        ),
        migrations.CreateModel(
            name="Signaal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "soort",
                    models.CharField(choices=opstap.protocol.evaluatiebegrippen.Signaalsoort.keuzes, max_length=24),
                ),
                ("is_spoed", models.BooleanField()),
                (
                    "aanleiding",
                    models.CharField(
                        choices=opstap.protocol.evaluatiebegrippen.Signaalaanleiding.keuzes,
                        default="melding",
                        max_length=20,
                    ),
                ),
                ("melder", models.CharField(blank=True, choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                ("melder_organisatie", models.UUIDField(blank=True, null=True)),
                ("gemeld_op", models.DateField()),
                ("opgepakt_op", models.DateField(blank=True, null=True)),
                ("afgehandeld_op", models.DateField(blank=True, null=True)),
                (
                    "melder_akkoord",
                    models.BooleanField(default=False, help_text="Akkoord met afhandelen zonder MDO (I-35)."),
                ),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=evaluatie.enums.Signaalstatus.keuzes, default="gemeld", max_length=50, protected=True
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signalen", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "signalen",
                "ordering": ["-gemeld_op", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["gemeld", "opgepakt", "naar_mdo", "afgehandeld"])),
                        name="signaal_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgehandeld_op__isnull", False), ("status", "afgehandeld")),
                            models.Q(models.Q(("status", "afgehandeld"), _negated=True), ("afgehandeld_op", None)),
                            _connector="OR",
                        ),
                        name="signaal_afgehandeld_met_datum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aanleiding", "melding"),
                                ("melder_organisatie__isnull", False),
                                models.Q(("melder", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("aanleiding", "melding"), _negated=True),
                                ("melder", ""),
                                ("melder_organisatie", None),
                            ),
                            _connector="OR",
                        ),
                        name="signaal_melder_of_voorstel",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mdo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("is_spoed", models.BooleanField()),
                ("gemeld_op", models.DateField()),
                ("geinformeerd_op", models.DateField(blank=True, null=True)),
                ("gepland_op", models.DateField(blank=True, null=True)),
                ("gehouden_op", models.DateField(blank=True, null=True)),
                ("aanwezig", models.JSONField(blank=True, default=list, help_text="Codes of Partij.")),
                ("huurder_werkt_mee", models.BooleanField(blank=True, null=True)),
                (
                    "uitkomst",
                    models.CharField(
                        blank=True, choices=opstap.protocol.evaluatiebegrippen.MdoUitkomst.keuzes, max_length=24
                    ),
                ),
                (
                    "tijdslimiet",
                    models.DateField(blank=True, help_text="Alleen bij spoed, alleen door de corporatie.", null=True),
                ),
                ("afgerond_op", models.DateField(blank=True, null=True)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=evaluatie.enums.Mdostatus.keuzes, default="gemeld", max_length=50, protected=True
                    ),
                ),
                (
                    "besluit",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mdo",
                        to="trajecten.besluit",
                    ),
                ),
                (
                    "conclusie",
                    models.OneToOneField(
                        blank=True,
                        help_text="Het gezamenlijke besluit om de beëindiging na te streven (Z-13.13).",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trajecten.besluit",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mdos", to="trajecten.traject"
                    ),
                ),
                ("signalen", models.ManyToManyField(related_name="mdos", to="evaluatie.signaal")),
            ],
            options={
                "verbose_name": "MDO",
                "verbose_name_plural": "MDO's",
                "ordering": ["-gemeld_op", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("gemeld", "huurder_geinformeerd", "gepland"))),
                        fields=("traject",),
                        name="mdo_een_komend_per_traject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "gemeld",
                                    "huurder_geinformeerd",
                                    "gepland",
                                    "gehouden",
                                    "afspraken_lopen",
                                    "afgerond",
                                    "ingetrokken",
                                ],
                            )
                        ),
                        name="mdo_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gepland_op", None), ("geinformeerd_op__isnull", False), _connector="OR"),
                        name="mdo_huurder_weet_het_eerst",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Afspraak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "item",
                    models.CharField(
                        blank=True, choices=opstap.protocol.evaluatiebegrippen.EvaluatieItem.keuzes, max_length=24
                    ),
                ),
                ("wie", models.CharField(choices=evaluatie.enums.Partij.keuzes, max_length=24)),
                ("uiterlijk", models.DateField()),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=evaluatie.enums.Afspraakstatus.keuzes, default="open", max_length=50, protected=True
                    ),
                ),
                ("afgehandeld_op", models.DateField(blank=True, null=True)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="afspraken", to="trajecten.traject"
                    ),
                ),
                (
                    "evaluatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="afspraken",
                        to="evaluatie.evaluatie",
                    ),
                ),
                (
                    "mdo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="afspraken",
                        to="evaluatie.mdo",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "afspraken",
                "ordering": ["uiterlijk", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "verlopen", "nagekomen", "vervallen"])),
                        name="afspraak_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evaluatie", None), ("mdo__isnull", False)),
                            models.Q(("evaluatie__isnull", False), ("mdo", None)),
                            _connector="OR",
                        ),
                        name="afspraak_uit_een_gesprek",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("afgehandeld_op", None), ("status", "open")),
                            models.Q(models.Q(("status", "open"), _negated=True), ("afgehandeld_op__isnull", False)),
                            _connector="OR",
                        ),
                        name="afspraak_afgehandeld_met_datum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mdooordeel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rol", models.CharField(choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                ("organisatie", models.UUIDField()),
                ("gebruiker", models.UUIDField()),
                ("eens", models.BooleanField()),
                ("datum", models.DateField()),
                (
                    "mdo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="oordelen", to="evaluatie.mdo"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "oordelen na een MDO",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Verzet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("van", models.DateField()),
                ("naar", models.DateField()),
                ("reden", models.CharField(choices=evaluatie.enums.Verzetreden.keuzes, max_length=24)),
                (
                    "evaluatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verzettingen",
                        to="evaluatie.evaluatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "verzettingen",
            },
        ),
    ]
