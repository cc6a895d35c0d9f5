"""The rules are plain Python: no Django, no clock, no database."""

import subprocess
import sys

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
