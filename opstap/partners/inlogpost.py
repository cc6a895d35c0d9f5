"""Mail about logging in. It holds no page up with an error: a mail server that is away stands in the log."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage
from django.db import transaction

_log = logging.getLogger("opstap.inlogpost")

_ADRES_GEWIJZIGD = """Hallo,

De beheerder heeft het e-mailadres gewijzigd waarmee u bij Opstap inlogt. Met dit oude adres kunt u niet meer inloggen.

Wist u dit niet? Bel dan meteen de beheerder van uw organisatie of van de gemeente.

Opstap
"""


def adres_gewijzigd(*, oud_adres: str) -> None:
    """To the OLD address, after the commit: who did not ask for it must hear it."""
    mail = EmailMessage(subject="Uw inlogadres is gewijzigd", body=_ADRES_GEWIJZIGD, to=[oud_adres])
    transaction.on_commit(lambda: verstuur(mail), robust=True)


def verstuur(mail: EmailMessage) -> None:
    """Send now, or say in the log that it did not work: without the address, which stands in the error."""
    try:
        mail.send()
    except Exception as fout:
        _log.warning("mail over het inloggen is niet verstuurd: %s", type(fout).__name__)
