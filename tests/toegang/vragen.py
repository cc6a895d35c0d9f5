"""Ask one address as somebody, with nothing left of earlier questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.toegang.meten import LOGT, geschreven, ongedaan, rijen, verschil

#: The name of the one mail in the demo mailbox.
MAIL = "bericht-van-de-toets"
_MAIL = "From: a@b.invalid\nTo: c@d.invalid\nSubject: Toets\nDate: Mon, 02 Mar 2026 10:00:00 +0100\n\nTekst\n"


class Vrager:
    """`antwoord` asks; `stil` asks and fails when any row changed."""

    def __init__(self, gebruiker: Any = None) -> None:
        self.client = Client(raise_request_exception=False)  # a mistake in a view is a 500, as it is for a user
        if gebruiker is not None:
            self.client.force_login(gebruiker)
        self.koekjes = {naam: koekje.value for naam, koekje in self.client.cookies.items()}

    def antwoord(self, methode: str, url: str, data: Mapping[str, Any] | None = None) -> Any:
        cache.clear()  # allauth counts tries
        self.client.cookies.clear()
        for naam, waarde in self.koekjes.items():
            self.client.cookies[naam] = waarde
        if methode == "POST":
            return self.client.post(url, data or {})
        return self.client.generic(methode, url)

    def vraag(self, methode: str, url: str, *, doet_iets: bool = False) -> Any:
        """The answer, silently; unless this is an act that succeeds, which is undone."""
        with ongedaan():
            return (self.antwoord if doet_iets else self.stil)(methode, url)

    def stil(self, methode: str, url: str, data: Mapping[str, Any] | None = None) -> Any:
        """The answer, after making sure that no row of any table changed except the reading log.

        Only an act may write and undo: then the rows themselves decide. Anything else may not even try.
        """
        with transaction.atomic():
            with geschreven() as tabellen:
                antwoord = self.antwoord(methode, url, data)
            geraakt = tabellen - LOGT - {"django_session"}
            na = rijen(geraakt)
            transaction.set_rollback(True)
        if geraakt:
            gewijzigd = verschil(rijen(geraakt), na)
            assert methode == "POST" and not gewijzigd, f"{methode} {url} schreef in {sorted(geraakt)}: {gewijzigd}"
        return antwoord


@contextmanager
def oefenmodus(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Practice mode with one mail in the box."""
    was = settings.OEFENMODUS, settings.POSTVAK
    settings.OEFENMODUS, settings.POSTVAK = True, tmp_path
    Path(tmp_path, f"{MAIL}.eml").write_text(_MAIL, encoding="ascii")
    yield
    settings.OEFENMODUS, settings.POSTVAK = was
