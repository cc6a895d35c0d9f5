"""The Celery app of a worker under proof: the real one, with short times and, when asked, one thing broken.

Waiting ten minutes for a lease would make a proof of hours; the code that waits is the same.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from celery.signals import import_modules

from opstap.celery import app

__all__ = ["app"]


@import_modules.connect
def _voorbereiden(**_: Any) -> None:
    """After Django is ready and before the children are made."""
    import django

    django.setup()
    from opstap import werk
    from tests.storingen.sabotage import breek

    werk.LEASE = timedelta(seconds=float(os.environ["PROEF_LEASE"]))
    werk._EERSTE_UITSTEL = timedelta(seconds=float(os.environ["PROEF_UITSTEL"]))
    if os.environ.get("PROEF_BEDRADING"):
        from tests.storingen.bedrading import in_de_catalogus

        in_de_catalogus()
    breek()
