"""The settings of the tests: the real ones, with a throwaway var and a fast password hasher."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the real settings are read: a test never touches the var of a person, and never runs as production.
os.environ["OPSTAP_VAR"] = tempfile.mkdtemp(prefix="opstap-toets-")
for _naam in ("PRODUCTIE", "OPSTAP_DEMO", "EMAIL_URL", "DEBUG"):
    os.environ.pop(_naam, None)
atexit.register(shutil.rmtree, os.environ["OPSTAP_VAR"], ignore_errors=True)

from opstap.settings import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = tempfile.mkdtemp(dir=os.environ["OPSTAP_VAR"])
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
#: Static files are looked up when asked for: else each new test client walks through all of them first.
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not IS_SQLITE:
    # One transaction may stay open beside many tests (tests/architectuur/conftest.py); who stands still is
    # sent away in tests/storingen/instellingen.py.
    DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=20s"
#: A test that is not about logging in needs no table for it; tests/fundament/test_inloggrens.py takes the real cache.
ECHTE_CACHES = CACHES
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if IS_SQLITE:
    # A file and not memory: threads of one test must see one database (libraries.md section 8).
    DATABASES["default"]["TEST"] = {"NAME": str(Path(os.environ["OPSTAP_VAR"]) / "toets.sqlite3")}
