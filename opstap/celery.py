"""The Celery app: a bell that rings `termijnen.tik`. What is due stands in the database (law 1)."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_init, worker_shutting_down
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opstap.settings")

TRANSPORT_ALIASES["filesystem"] = "opstap.mapbroker:Transport"
app = Celery("opstap")
app.config_from_object(settings.CELERY)
app.conf["CELERY_DB_REUSE_MAX"] = 1000  # the Django fixup reads this key, in capitals
app.autodiscover_tasks()


@worker_init.connect
def _begin(**_: Any) -> None:
    from opstap import werk  # laat: de modellen zijn er pas na django.setup()

    werk.begin_werker()


@worker_shutting_down.connect
def _rond_af(**_: Any) -> None:
    """SIGTERM, at once: a tick under way ends after its present row, so a stop is short and leaves nothing leased."""
    from opstap import werk

    werk.houd_op()


def maak_mappen() -> None:
    """The filesystem broker does not make its own folders."""
    opties = app.conf.broker_transport_options
    for naam in ("data_folder_in", "control_folder", "processed_folder"):
        if map_ := opties.get(naam):
            Path(map_).mkdir(mode=0o700, parents=True, exist_ok=True)


maak_mappen()
