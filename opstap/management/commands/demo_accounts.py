from __future__ import annotations

from typing import Any

from django.conf import settings

from opstap.demo.regio import ZELDZAAM, demoaccounts
from opstap.management.opdracht import Opdracht


class Command(Opdracht):
    help = "Laat zien met welke accounts u de demo probeert."

    def handle(self, *args: Any, **opties: Any) -> None:
        accounts = demoaccounts()
        breedte = max(len(email) for email, _, _ in accounts)
        self.stdout.write(f"Accounts (wachtwoord voor allemaal: {settings.DEMO_WACHTWOORD})")
        for email, rol, organisatie in accounts:
            self.stdout.write(f"  {email:<{breedte}}  {rol} bij {organisatie}")
        self.stdout.write("Kijk ook eens naar wat niet elke dag gebeurt:")
        for account, wat in ZELDZAAM:
            self.stdout.write(f"  {account:<{breedte}}  {wat}")
