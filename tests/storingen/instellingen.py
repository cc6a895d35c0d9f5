"""The settings of the processes in these proofs: the real ones, with what a proof may shorten."""

import os

from opstap.settings import *  # noqa: F403
from opstap.settings import CELERY, DATABASES, IS_SQLITE

BEDRADING = os.environ.get("PROEF_BEDRADING", "opstap.bedrading")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_TIMEOUT = float(os.environ.get("PROEF_MAILGEDULD", "10"))
CELERY["worker_hijack_root_logger"] = False
if not IS_SQLITE and (geduld := os.environ.get("PROEF_STILSTAND")):
    if os.environ.get("SABOTAGE") == "staat_stil_voor_altijd":
        geduld = "0"
    DATABASES["default"]["OPTIONS"]["options"] = f"-c idle_in_transaction_session_timeout={geduld}"
