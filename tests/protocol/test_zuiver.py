"""The rules are plain Python: no Django, no clock, no database."""

import dataclasses
import importlib
import pkgutil
import subprocess
import sys

import opstap.protocol

PROGRAMMA = """
import importlib, pkgutil, sys
import opstap.protocol
for module in pkgutil.iter_modules(opstap.protocol.__path__):
    importlib.import_module("opstap.protocol." + module.name)
import opstap.regelingen.presets
opstap.regelingen.presets.presets()
print([naam for naam in sys.modules if naam.split(".")[0] in {"django", "celery", "psycopg2", "sqlite3"}])
"""


def test_de_regels_laden_zonder_django():
    klaar = subprocess.run([sys.executable, "-c", PROGRAMMA], capture_output=True, text=True, check=True)
    assert klaar.stdout.strip() == "[]"


def test_wat_een_regel_in_en_uit_gaat_kan_niemand_veranderen():
    los = []
    for module in pkgutil.iter_modules(opstap.protocol.__path__):
        for soort in vars(importlib.import_module(f"opstap.protocol.{module.name}")).values():
            if isinstance(soort, type) and dataclasses.is_dataclass(soort):
                bevroren = soort.__dataclass_params__.frozen and "__slots__" in vars(soort)
                los += [] if bevroren else [soort.__name__]
    assert los == []
