"""The Celery app: a bell that rings `termijnen.tik`. What is due stands in the database (law 1)."""

import os
from pathlib import Path
from typing import Any

from celery import Celery, bootsteps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opstap.settings")

app = Celery("opstap")
app.config_from_object(settings.CELERY)
app.conf["CELERY_DB_REUSE_MAX"] = 1000  # the Django fixup reads this key, in capitals
app.autodiscover_tasks()


class _Afronden(bootsteps.StartStopStep):
    """SIGTERM: a tick under way ends after its present row, so a stop takes a moment and leaves nothing leased."""

    requires = {"celery.worker.components:Pool"}  # made before its children are, stopped before it waits for them

    def __init__(self, parent: Any, **opties: Any) -> None:
        super().__init__(parent, **opties)
        from opstap import werk  # laat: de modellen zijn er pas na django.setup()

        werk.begin_werker()

    def stop(self, parent: Any) -> None:
        from opstap import werk

        werk.houd_op()


app.steps["worker"].add(_Afronden)


def maak_mappen() -> None:
    """The filesystem broker does not make its own folders."""
    opties = app.conf.broker_transport_options
    for naam in ("data_folder_in", "control_folder", "processed_folder"):
        if map_ := opties.get(naam):
            Path(map_).mkdir(mode=0o700, parents=True, exist_ok=True)


maak_mappen()
