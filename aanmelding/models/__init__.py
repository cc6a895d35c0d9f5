"""The aanmelding: what is on the form now, every version that was sent, and who approved which row."""

from aanmelding.models.aanmelding import Aanmelding, Behandelaarsverklaring, Vooraanmelding, Woonkeusinschrijving
from aanmelding.models.aanvulling import Aanvultekst, Aanvulvraag
from aanmelding.models.accordering import Accordering
from aanmelding.models.checklist import ChecklistRij, Rijcontact
from aanmelding.models.profiel import Begeleidingsafspraak, Woonfactorrij, Woonprofiel
from aanmelding.models.versie import AanmeldVersie

__all__ = [
    "AanmeldVersie",
    "Aanmelding",
    "Aanvultekst",
    "Aanvulvraag",
    "Accordering",
    "Begeleidingsafspraak",
    "Behandelaarsverklaring",
    "ChecklistRij",
    "Rijcontact",
    "Woonfactorrij",
    "Vooraanmelding",
    "Woonkeusinschrijving",
    "Woonprofiel",
]
