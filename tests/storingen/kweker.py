"""Makes Celery processes that start at once: it has imported everything and forks for each.

Reads one line of JSON per process (`woorden`, `env`, `log`) and answers with the pid. What runs in the fork is the real
command line of Celery, in a session of its own; only the second of importing is saved.
"""

from __future__ import annotations

import json
import os
import signal
import sys

from opstap.opstarten.toezicht import sterf_met_ouder


def _word(woorden: list[str], env: dict[str, str], log: str) -> None:
    """In the fork: become that process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.environ.update(env)
    uitvoer = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(uitvoer, 1)
    os.dup2(uitvoer, 2)
    from celery.__main__ import main

    from opstap.celery import maak_mappen

    maak_mappen()  # otherwise done by the import
    sys.argv = ["celery", *woorden]
    main()


def kweek() -> None:
    import django

    django.setup()
    import celery.apps.worker
    import celery.bin.worker
    import celery.concurrency.prefork  # noqa: F401

    from tests.storingen import proefwerker  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for regel in sys.stdin:
        opdracht = json.loads(regel)
        sterf = sterf_met_ouder()
        pid = os.fork()
        if pid == 0:
            try:
                sterf()
                _word(**opdracht)
            finally:
                os._exit(1)
        print(pid, flush=True)


if __name__ == "__main__":
    kweek()
