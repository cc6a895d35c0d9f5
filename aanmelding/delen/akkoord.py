"""Who agreed to what the form says, or to the version that was sent."""

from __future__ import annotations

from uuid import UUID

from aanmelding.delen.basis import Deel, Regels
from aanmelding.models import Aanmelding
from opstap.protocol.aanmeldstappen import INVULBAAR
from opstap.protocol.datums import datum_voluit
from opstap.protocol.verklaringen import Uitspraak, Zegt, geldende_uitspraak
from opstap.protocol.verklaringsoorten import OVER_ELKE_VERSIE
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Verklaring
from opstap.trajecten.services import geldende_verklaring, uitspraken

AKKOORDEN = (
    (Verklaringsoort.AKKOORD_KANDIDAAT, "Akkoord van de kandidaat"),
    (Verklaringsoort.VERKLARING_ZORG, "Verklaring van de zorgorganisatie"),
)


def akkoord(aanmelding: Aanmelding, soort: Verklaringsoort) -> Verklaring | None:
    """The ja on what the form says now; once it is fixed: on the version that was sent."""
    over = None if soort in OVER_ELKE_VERSIE else aanmelding.akkoordsleutel
    return geldende_verklaring(aanmelding.traject, soort, over)


def kandidaat_zei(aanmelding: Aanmelding, onderwerp: UUID | None = None) -> Uitspraak | None:
    """The last word of the kandidaat on this version; on whatever was asked when that is None."""
    return geldende_uitspraak(uitspraken(aanmelding.traject, Verklaringsoort.AKKOORD_KANDIDAAT), onderwerp)


def partijen_zei(aanmelding: Aanmelding) -> Uitspraak | None:
    """The last word on asking other organisations."""
    return geldende_uitspraak(uitspraken(aanmelding.traject, Verklaringsoort.INSTEMMING_PARTIJEN))


def akkoordregels(aanmelding: Aanmelding) -> Regels:
    """Who agreed when; said so when that was about another form than the one that counts."""
    regels = []
    waarom = (
        "daarna is het formulier gewijzigd"
        if aanmelding.status in INVULBAAR
        else "dat ging niet over de versie die is verstuurd"
    )
    for soort, label in AKKOORDEN:
        nu = akkoord(aanmelding, soort)
        laatste = geldende_uitspraak(uitspraken(aanmelding.traject, soort))
        if nu is not None:
            door = f", door de {Vertegenwoordiging(nu.door).label}" if nu.door else ""
            tekst = f"{datum_voluit(nu.datum)}, {Wijze(nu.wijze).label}{door}"
        elif laatste is not None and laatste.zegt is not Zegt.JA:
            wat = "nee gezegd" if laatste.zegt is Zegt.NEE else "ingetrokken"
            tekst = f"{wat} op {datum_voluit(laatste.datum)}"
        elif laatste is not None:
            tekst = f"op {datum_voluit(laatste.datum)}, maar {waarom}: vraag opnieuw akkoord"
        else:
            tekst = "nog niet"
        regels.append((label, tekst))
    return regels


AKKOORD = Deel(
    code="akkoord",
    titel=lambda traject: "Akkoord",
    waarom="Zo gaat er niets weg waar de kandidaat niet achter staat.",
    gaat_over=lambda traject: "wie het eens zijn met de aanmelding",
    regels=akkoordregels,
    is_begonnen=lambda aanmelding: any(akkoord(aanmelding, soort) for soort, _ in AKKOORDEN),
)
