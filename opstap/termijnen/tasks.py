"""The one tick. It carries nothing: what is due stands in the database (law 1)."""

from __future__ import annotations

from celery import shared_task

from opstap.logboek.services import logboek_verzegelen
from opstap.post.services import berichten_verzenden, brieven_opmaken
from opstap.termijnen.services import stappen_uitvoeren


@shared_task(name="termijnen.tik")
def tik() -> None:
    """Do what is due: steps first, then the mail they made, then letters, then seal the log."""
    while stappen_uitvoeren():
        pass
    while berichten_verzenden():
        pass
    while brieven_opmaken():
        pass
    logboek_verzegelen()
