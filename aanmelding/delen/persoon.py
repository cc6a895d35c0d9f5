"""Who the kandidaat is, and whom to call."""

from __future__ import annotations

from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.models import Aanmelding
from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.models import Betrokkenheid, Traject


def _regels(aanmelding: Aanmelding) -> Regels:
    persoon = aanmelding.traject.persoon
    if persoon is None:
        return []
    return [
        ("Naam", persoon.naam),
        ("Geboortedatum", datum_voluit(persoon.geboortedatum)),
        ("Telefoonnummer", persoon.telefoon),
        ("Postadres", persoon.adres),
        *([("Adres", "geheim: brieven gaan naar uw organisatie")] if persoon.adres_geheim else []),
    ]


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    begeleiding = _begeleiding(aanmelding.traject)
    contact = begeleiding.contactpersoon if begeleiding else None
    return {"contactpersoon": str(contact.sleutel) if contact else None}


def _corporatie(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    traject, begeleiding = aanmelding.traject, _begeleiding(aanmelding.traject)
    return [
        ("Kandidaat", traject.naam),
        ("Begeleiding", begeleiding.organisatie.naam if begeleiding else ""),
        ("Contactpersoon", _contact(begeleiding.contactpersoon if begeleiding else None)),
    ]


def _begeleiding(traject: Traject) -> Betrokkenheid | None:
    rijen = Betrokkenheid.objects.actueel().filter(traject=traject, hoedanigheid=Hoedanigheid.BEGELEIDING)
    rij: Betrokkenheid | None = rijen.select_related("organisatie", "contactpersoon").first()
    return rij


def _contact(contact: Gebruiker | None) -> str:
    return ", ".join(deel for deel in (contact.naam, contact.telefoon) if deel) if contact else ""


PERSOON = Deel(
    code="persoon",
    titel=lambda traject: "Persoon",
    waarom="Zo weet de corporatie om wie het gaat en wie zij kan bellen, en komen de brieven aan.",
    gaat_over=lambda traject: "naam, geboortedatum, adres en telefoonnummer",
    regels=_regels,
    is_begonnen=lambda aanmelding: True,
    velden=("persoon", "contactpersoon"),
    snapshot=_snapshot,
    corporatie=_corporatie,
    ziet_corporatie=lambda traject: ["de naam", "de begeleiding met de contactpersoon"],
)
