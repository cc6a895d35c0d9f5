"""What Opstap stands on: the database and its tables, the disk, the last copy."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from opstap import clock
from opstap.models import Hartslag, Hartslagsoort
from opstap.termijnen.gezondheid.basis import Controle, Controlesoort, Oordeel, duur, naar_leeftijd

KOPIE_TE_OUD = timedelta(hours=26)
WEINIG_SCHIJF, TE_WEINIG_SCHIJF = 15, 5  # percent free


@cache
def _migraties() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Every migration of this code with those it stands for; read from disk once per process."""
    op_schijf = MigrationLoader(None).disk_migrations
    return {sleutel: tuple((app, naam) for app, naam in m.replaces) for sleutel, m in op_schijf.items()}


def ontbrekende_migraties() -> int:
    """How many were not applied; raises `django.db.Error` when the database gives no answer."""
    gedaan = set(MigrationRecorder(connection).applied_migrations())
    return sum(
        1
        for sleutel, vervangt in _migraties().items()
        if sleutel not in gedaan and not (vervangt and gedaan.issuperset(vervangt))
    )


def database() -> Controle:
    return Controle(Controlesoort.DATABASE, Oordeel.GOED, "De database geeft antwoord.")


def database_weg() -> Controle:
    zin = "De database geeft geen antwoord. Zolang dat zo is, werkt Opstap niet. Start de database opnieuw."
    return Controle(Controlesoort.DATABASE, Oordeel.STUK, zin)


def migraties(ontbreekt: int) -> Controle:
    if ontbreekt:
        zin = "De tabellen horen bij een oudere Opstap. Draai “manage.py voorbereiden” en start Opstap opnieuw."
        return Controle(Controlesoort.MIGRATIES, Oordeel.STUK, zin)
    return Controle(Controlesoort.MIGRATIES, Oordeel.GOED, "De tabellen horen bij deze versie.")


def schijf() -> Controle:
    """Of the folder where this machine writes: the database when it is a file."""
    ruimte = shutil.disk_usage(_map())
    vrij = 100 * ruimte.free // ruimte.total
    zin = f"Op de schijf is {vrij} procent vrij."
    if vrij >= WEINIG_SCHIJF:
        return Controle(Controlesoort.SCHIJF, Oordeel.GOED, zin)
    oordeel = Oordeel.STUK if vrij < TE_WEINIG_SCHIJF else Oordeel.LET_OP
    zin += " Is de schijf vol, dan slaat Opstap niets meer op. Maak ruimte, of neem een grotere schijf."
    return Controle(Controlesoort.SCHIJF, oordeel, zin)


def _map() -> Path:
    pad = Path(settings.DATABASES["default"]["NAME"]).parent if settings.IS_SQLITE else settings.VAR
    return next(map_ for map_ in (pad, *pad.absolute().parents) if map_.exists())


def reservekopie() -> Controle:
    """Never `stuk`: nothing stands still without a copy."""
    if settings.OEFENMODUS:
        return Controle(Controlesoort.RESERVEKOPIE, Oordeel.GOED, "Niet nodig: dit is een oefening.")
    rij = Hartslag.objects.filter(soort=Hartslagsoort.RESERVEKOPIE).first()
    hoe = "Maak er elke dag een met “manage.py reservekopie”."
    if rij is None or rij.klaar_op is None:
        zin = f"Er is nog geen reservekopie gemaakt. {hoe}"
        return Controle(Controlesoort.RESERVEKOPIE, Oordeel.LET_OP, zin)
    leeftijd = clock.echt_nu() - rij.klaar_op
    oordeel = naar_leeftijd(leeftijd, let_op=KOPIE_TE_OUD)
    zin = f"De laatste reservekopie is {duur(leeftijd)} oud."
    zin = zin if oordeel is Oordeel.GOED else f"{zin} {hoe}"
    return Controle(Controlesoort.RESERVEKOPIE, oordeel, zin, leeftijd)
