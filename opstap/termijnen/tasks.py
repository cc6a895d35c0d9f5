"""The one tick. It carries nothing: what is due stands in the database (law 1)."""

from __future__ import annotations

from celery import shared_task

from opstap.termijnen.services import werk_afhandelen


@shared_task(name="termijnen.tik")
def tik() -> None:
    """Do what is due."""
    werk_afhandelen()
