"""A mail as it will be sent, with invented facts: made by the function that makes the real one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.mail import EmailMultiAlternatives

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.berichten import BERICHTEN, DAGPOST, KOPPEN, NIEUWS, Berichttekst
from opstap.post.models import Bericht
from opstap.post.services.inhoud import OpenTaak, dagpost_inhoud
from opstap.post.services.mail import mail_opmaken, mail_van
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.trajecten.models import Traject

_TRAJECT = {"kenmerk": "Z-2026-0001", "sleutel": UUID(int=0)}
_KIND = TERMIJNSOORTEN["evaluatie_houden"]
_TIJD = "om 10.00 uur, bij de corporatie"


def voorbeeldmail(soort: str, tekst: Berichttekst) -> EmailMultiAlternatives:
    """Nothing is stored and nothing is read: the receiver and the traject do not exist."""
    teksten = BERICHTEN | {soort: tekst}
    bericht = _bericht(soort, "")
    if soort != DAGPOST:
        return mail_opmaken(bericht, teksten=teksten)
    sleutels = {code: str(UUID(int=n)) for n, code in enumerate(KOPPEN) if code != NIEUWS}
    delen = [_bericht("mdo_gehouden" if code == NIEUWS else code, sleutels.get(code, "")) for code in KOPPEN]
    taak = OpenTaak(_KIND, clock.vandaag() + timedelta(days=7))
    taken = dict.fromkeys(sleutels.values(), taak)
    return mail_van(bericht, dagpost_inhoud(delen, taken, teksten), teksten)


def _bericht(soort: str, taak: str) -> Bericht:
    wat = _TIJD if BERICHTEN[soort].agenda else _KIND.tekst
    gegevens = {"tekst": wat, "datum": (clock.vandaag() + timedelta(days=7)).isoformat()}
    return Bericht(
        soort=soort,
        ontvanger=Gebruiker(email="collega@voorbeeld.invalid"),
        traject=Traject(**_TRAJECT),
        gegevens=gegevens | ({"termijn": taak} if taak else {}),
        uitvoeren_vanaf=clock.dienst_nu(),
    )
