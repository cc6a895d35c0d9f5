from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from opstap.demo.regio import demoaccounts


class Command(BaseCommand):
    help = "Laat zien met welke accounts u de demo probeert."

    def handle(self, *args: Any, **opties: Any) -> None:
        accounts = demoaccounts()
        breedte = max(len(email) for email, _, _ in accounts)
        self.stdout.write(f"Accounts (wachtwoord voor allemaal: {settings.DEMO_WACHTWOORD})")
        for email, rol, organisatie in accounts:
            self.stdout.write(f"  {email:<{breedte}}  {rol} bij {organisatie}")
