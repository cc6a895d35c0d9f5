"""All tables as they are after `0004_afwezigheid`, made at once: a new database need not walk every step."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import opstap.partners.models
import opstap.protocol.begrippen


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("partners", "0001_initial"),
        ("partners", "0002_schermnamen"),
        ("partners", "0003_postvoorkeur"),
        ("partners", "0004_afwezigheid"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Gebruiker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mailadres")),
                ("naam", models.CharField(max_length=120)),
                ("telefoon", models.CharField(blank=True, max_length=30)),
                ("is_superuser", models.BooleanField(default=False, verbose_name="technisch beheer")),
                ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="demo-account")),
                ("beeindigd_op", models.DateField(blank=True, null=True, verbose_name="beëindigd op")),
                ("post_meteen", models.BooleanField(default=False, verbose_name="elke mail meteen")),
                (
                    "postdagen",
                    models.CharField(
                        default="12345", help_text="1 = maandag, 5 = vrijdag.", max_length=5, verbose_name="werkdagen"
                    ),
                ),
            ],
            managers=[
                ("objects", opstap.partners.models.GebruikerManager()),
            ],
        ),
        migrations.CreateModel(
            name="Organisatie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("naam", models.CharField(max_length=120, unique=True)),
                ("soort", models.CharField(choices=opstap.partners.models.Organisatiesoort.keuzes, max_length=12)),
                ("adres", models.CharField(blank=True, help_text="Staat als afzender op brieven.", max_length=160)),
                ("telefoon", models.CharField(blank=True, max_length=30)),
                (
                    "klachtroute",
                    models.CharField(
                        blank=True,
                        help_text="Waar iemand terecht kan met een klacht; staat in besluitbrieven.",
                        max_length=300,
                    ),
                ),
                (
                    "postbus",
                    models.EmailField(
                        blank=True,
                        help_text="Voor mail over werk dat nog niemand heeft opgepakt. Leeg: iedereen met de rol krijgt die mail.",
                        max_length=254,
                        verbose_name="gedeelde mailbox",
                    ),
                ),
                ("beeindigd_op", models.DateField(blank=True, null=True, verbose_name="beëindigd op")),
                (
                    "eerste_contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="eerste escalatiecontact",
                    ),
                ),
                (
                    "opgevolgd_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voorgangers",
                        to="partners.organisatie",
                    ),
                ),
                (
                    "tweede_contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tweede escalatiecontact",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "organisaties",
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("naam", models.CharField(max_length=80)),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="partners.organisatie"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisatie", "naam"), name="team_naam_per_organisatie")
                ],
            },
        ),
        migrations.AddField(
            model_name="gebruiker",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leden",
                to="partners.team",
            ),
        ),
        migrations.AddConstraint(
            model_name="gebruiker",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="gebruiker_email_kleine_letters",
            ),
        ),
        migrations.AddConstraint(
            model_name="gebruiker",
            constraint=models.CheckConstraint(
                condition=models.Q(("postdagen__regex", "^[1-5]+$")), name="gebruiker_werkt_op_een_dag"
            ),
        ),
        migrations.CreateModel(
            name="Afwezigheid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sleutel", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("vanaf", models.DateField()),
                ("tot", models.DateField()),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afwezigheden",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "gemaakt_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "vervanger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vervangingen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="afwezigheden",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "afwezigheden",
                "indexes": [models.Index(fields=["vervanger", "tot"], name="afwezigheid_van_vervanger")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tot__gte", models.F("vanaf"))), name="afwezigheid_periode"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vervanger", models.F("gebruiker")), _negated=True),
                        name="afwezigheid_door_een_ander",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roltoekenning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rol", models.CharField(choices=opstap.protocol.begrippen.Rol.keuzes, max_length=24)),
                ("vanaf", models.DateField()),
                ("tot", models.DateField(blank=True, help_text="Eerste dag zonder deze rol.", null=True)),
                (
                    "gebruiker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roltoekenningen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roltoekenningen",
                        to="partners.organisatie",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "roltoekenningen",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("tot", None)),
                        fields=("gebruiker", "organisatie", "rol"),
                        name="rol_een_keer_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tot", None), ("tot__gt", models.F("vanaf")), _connector="OR"),
                        name="rol_periode",
                    ),
                ],
            },
        ),
    ]
