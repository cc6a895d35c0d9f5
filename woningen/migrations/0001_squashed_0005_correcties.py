"""All tables as they are after `0005_correcties`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django_fsm
from django.db import migrations, models

import opstap.protocol.begrippen
import opstap.protocol.bemiddelen
import opstap.protocol.contract
import opstap.protocol.herhuisvesten
import opstap.protocol.parameters
import woningen.enums


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("woningen", "0001_initial"),
        ("woningen", "0002_sleutel_niet_voor_tekenen"),
        ("woningen", "0003_eindafspraak"),
        ("woningen", "0004_begeleidingsuren"),
        ("woningen", "0005_correcties"),
    ]

    dependencies = [
        ("partners", "0004_afwezigheid"),
        ("regelingen", "0006_ook_lopend"),
        ("trajecten", "0004_besluit_van_commissie"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bemiddeling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("route", models.CharField(choices=opstap.protocol.begrippen.Route.keuzes, max_length=20)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=woningen.enums.Bemiddelingstatus.keuzes, default="wacht", max_length=50, protected=True
                    ),
                ),
                ("toelating", models.UUIDField(help_text="The besluit it rests on.")),
                ("begonnen_op", models.DateField()),
                ("verhuurder_gevraagd_op", models.DateField(blank=True, null=True)),
                ("toegewezen_op", models.DateField(blank=True, null=True)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bemiddelingen",
                        to="trajecten.traject",
                    ),
                ),
                (
                    "verhuurder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bemiddelingen",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bemiddelingen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("vervallen", "ingetrokken")), _negated=True),
                        fields=("traject",),
                        name="bemiddeling_een_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["wacht", "zoekt", "aangeboden", "toegewezen", "vervallen", "ingetrokken"])
                        ),
                        name="bemiddeling_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verhuurder__isnull", False),
                            ("status__in", ["wacht", "vervallen", "ingetrokken"]),
                            _connector="OR",
                        ),
                        name="bemiddeling_met_verhuurder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contingent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("jaar", models.PositiveSmallIntegerField()),
                ("totaal", models.PositiveIntegerField()),
                (
                    "uitleg",
                    models.JSONField(default=list, help_text="Hoe de aandelen zijn uitgerekend, regel voor regel."),
                ),
                (
                    "regeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingenten",
                        to="regelingen.regeling",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contingenten",
                "constraints": [models.UniqueConstraint(fields=("regeling", "jaar"), name="contingent_een_per_jaar")],
            },
        ),
        migrations.CreateModel(
            name="Contingentdeel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("woningbezit", models.PositiveIntegerField()),
                ("aandeel", models.PositiveIntegerField()),
                (
                    "contingent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="delen", to="woningen.contingent"
                    ),
                ),
                (
                    "corporatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingentdelen",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contingentdelen",
                "constraints": [
                    models.UniqueConstraint(fields=("contingent", "corporatie"), name="contingentdeel_een_keer")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contingentplaats",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("nummer", models.PositiveIntegerField()),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=woningen.enums.Plaatsstatus.keuzes, default="vrij", max_length=50, protected=True
                    ),
                ),
                (
                    "contingent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plaatsen", to="woningen.contingent"
                    ),
                ),
                (
                    "corporatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingentplaatsen",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contingentplaatsen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contingent", "corporatie", "nummer"), name="contingentplaats_nummer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["vrij", "gereserveerd", "gebruikt"])),
                        name="contingentplaats_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Woning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("adres", models.CharField(max_length=160)),
                ("woningtype", models.CharField(choices=opstap.protocol.bemiddelen.Woningtype.keuzes, max_length=20)),
                ("kale_huur", models.DecimalField(decimal_places=2, help_text="Euro per maand.", max_digits=7)),
                (
                    "corporatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="woningen", to="partners.organisatie"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "woningen",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("corporatie"),
                        django.db.models.functions.text.Lower("adres"),
                        name="woning_een_keer_per_adres",
                    ),
                    models.CheckConstraint(condition=models.Q(("kale_huur__gt", 0)), name="woning_huur_boven_nul"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aanbieding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=opstap.protocol.bemiddelen.Aanbiedingstatus.keuzes,
                        default="aangeboden",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("aangeboden_op", models.DateField()),
                ("antwoord_uiterlijk", models.DateField()),
                ("uitzondering_woningtype", models.BooleanField(default=False)),
                ("afgehandeld_op", models.DateField(blank=True, null=True)),
                ("weigerreden", models.CharField(blank=True, choices=woningen.enums.Weigerreden.keuzes, max_length=12)),
                ("intrekreden", models.CharField(blank=True, choices=woningen.enums.Intrekreden.keuzes, max_length=12)),
                ("mismatch_bevestigd", models.BooleanField(default=False)),
                ("factor_vastgelegd_op", models.DateField(blank=True, null=True)),
                (
                    "afhandeling",
                    models.CharField(blank=True, choices=opstap.protocol.bemiddelen.Afhandeling.keuzes, max_length=12),
                ),
                ("woning_vrij_op", models.DateField(blank=True, null=True)),
                (
                    "bemiddeling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aanbiedingen",
                        to="woningen.bemiddeling",
                    ),
                ),
                (
                    "plaats",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="aanbiedingen",
                        to="woningen.contingentplaats",
                    ),
                ),
                (
                    "woning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aanbiedingen", to="woningen.woning"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanbiedingen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("woning_vrij_op", None)),
                        fields=("woning",),
                        name="aanbieding_een_per_woning",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "aangeboden")),
                        fields=("bemiddeling",),
                        name="aanbieding_een_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["aangeboden", "geaccepteerd"])),
                        fields=("plaats",),
                        name="aanbieding_een_per_plaats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["aangeboden", "geaccepteerd", "geweigerd", "ingetrokken", "verlopen"])
                        ),
                        name="aanbieding_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "aangeboden"), _negated=True), ("woning_vrij_op", None), _connector="OR"
                        ),
                        name="aanbieding_houdt_woning",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["aangeboden", "verlopen"]),
                            ("afgehandeld_op__isnull", False),
                            _connector="OR",
                        ),
                        name="aanbieding_afgehandeld_met_datum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Huurovereenkomst",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "status",
                    django_fsm.FSMField(
                        choices=woningen.enums.Contractstatus.keuzes, default="concept", max_length=50, protected=True
                    ),
                ),
                (
                    "contractvorm",
                    models.CharField(choices=opstap.protocol.parameters.Contractvorm.keuzes, max_length=28),
                ),
                (
                    "looptijd",
                    models.CharField(
                        choices=opstap.protocol.begrippen.Looptijd.keuzes, default="bepaald", max_length=10
                    ),
                ),
                ("ingangsdatum", models.DateField()),
                ("duur_maanden", models.PositiveSmallIntegerField()),
                ("einde", models.DateField()),
                ("evaluatieritme", models.PositiveSmallIntegerField()),
                (
                    "begeleidingsuren",
                    models.PositiveSmallIntegerField(blank=True, help_text="Per week (A-5).", null=True),
                ),
                ("grondslag", models.CharField(choices=woningen.enums.Grondslag.keuzes, max_length=24)),
                ("grondslag_beoordeeld_op", models.DateField()),
                ("grondslag_beoordeeld_door", models.UUIDField(null=True)),
                ("gedragsaanwijzingen", models.JSONField(default=list, help_text="Codes van Gedragsaanwijzing.")),
                ("opgemaakt_op", models.DateField()),
                ("getekend_op", models.DateField(blank=True, null=True)),
                (
                    "ingebruikname",
                    models.DateField(blank=True, help_text="De dag waarop de sleutel is gegeven.", null=True),
                ),
                ("onbepaald_sinds", models.DateField(blank=True, null=True)),
                (
                    "onbepaald_door",
                    models.CharField(blank=True, choices=woningen.enums.OnbepaaldDoor.keuzes, max_length=10),
                ),
                ("aanzegging_gemist_op", models.DateField(blank=True, null=True)),
                ("beeindigd_op", models.DateField(blank=True, help_text="Eerste dag zonder huur.", null=True)),
                (
                    "aanbieding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracten", to="woningen.aanbieding"
                    ),
                ),
                (
                    "besluit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracten",
                        to="trajecten.besluit",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracten", to="trajecten.traject"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "huurovereenkomsten",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("afgerond", "beeindigd", "ingetrokken")), _negated=True),
                        fields=("traject",),
                        name="contract_een_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "concept",
                                    "ter_ondertekening",
                                    "getekend",
                                    "lopend",
                                    "aangezegd",
                                    "beeindiging_nagestreefd",
                                    "afgerond",
                                    "beeindigd",
                                    "ingetrokken",
                                ],
                            )
                        ),
                        name="contract_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("einde__gt", models.F("ingangsdatum"))), name="contract_periode"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ingebruikname", None),
                            models.Q(("getekend_op__isnull", False), ("ingebruikname__gte", models.F("getekend_op"))),
                            _connector="OR",
                        ),
                        name="contract_sleutel_na_tekenen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looptijd", "bepaald"), ("onbepaald_door", ""), ("onbepaald_sinds", None)),
                            models.Q(
                                ("looptijd", "onbepaald"),
                                ("onbepaald_sinds__isnull", False),
                                models.Q(("onbepaald_door", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contract_onbepaald_met_reden",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Eindafspraak",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("wijze", models.CharField(choices=opstap.protocol.herhuisvesten.EindeWijze.keuzes, max_length=20)),
                ("vonnis", models.CharField(blank=True, help_text="Nummer van het vonnis.", max_length=40)),
                ("overlegd_op", models.DateField()),
                ("afgesproken_op", models.DateField()),
                ("einde", models.DateField(help_text="Eerste dag zonder huur.")),
                ("sleutel_terug_op", models.DateField(blank=True, null=True)),
                ("ingetrokken_op", models.DateField(blank=True, null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eindafspraken",
                        to="woningen.huurovereenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "eindafspraken",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ingetrokken_op", None)),
                        fields=("contract",),
                        name="eindafspraak_een_geldt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wijze", "vonnis"), _negated=True),
                            models.Q(("vonnis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="eindafspraak_vonnis_met_nummer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contractpartij",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("rol", models.CharField(choices=opstap.protocol.contract.OndertekenaarRol.keuzes, max_length=28)),
                (
                    "organisatie",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partijen",
                        to="woningen.huurovereenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "contractpartijen",
                "constraints": [models.UniqueConstraint(fields=("contract", "rol"), name="contractpartij_een_keer")],
            },
        ),
        migrations.CreateModel(
            name="Aanzegging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("versie", models.PositiveIntegerField(default=0, editable=False)),
                ("verzonden_op", models.DateField()),
                ("wijze", models.CharField(choices=woningen.enums.AanzegWijze.keuzes, max_length=12)),
                ("ontvangen_op", models.DateField(blank=True, null=True)),
                ("bewijs", models.CharField(blank=True, choices=woningen.enums.AanzegBewijs.keuzes, max_length=12)),
                (
                    "contract_was",
                    models.CharField(blank=True, choices=woningen.enums.Contractstatus.keuzes, max_length=24),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aanzeggingen",
                        to="woningen.huurovereenkomst",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aanzeggingen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ontvangen_op__isnull", False)),
                        fields=("contract",),
                        name="aanzegging_een_ontvangen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bewijs", ""), ("ontvangen_op", None)),
                            models.Q(("ontvangen_op__isnull", False), models.Q(("bewijs", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="aanzegging_ontvangst_met_bewijs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ondertekening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("datum", models.DateField()),
                ("vastgelegd_door", models.UUIDField(null=True)),
                (
                    "partij",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ondertekening",
                        to="woningen.contractpartij",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ondertekeningen",
            },
        ),
    ]
