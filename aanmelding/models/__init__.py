"""The aanmelding: what is on the form now, every version that was sent, and who approved which row."""

from aanmelding.models.aanmelding import Aanmelding, Behandelaarsverklaring, Vooraanmelding, Woonkeusinschrijving
from aanmelding.models.aanvulling import Aanvultekst, Aanvulvraag
from aanmelding.models.accordering import Accordering
from aanmelding.models.advies import Advies, Adviestekst
from aanmelding.models.betaalbaarheid import Betaalbaarheid, Geldhulp
from aanmelding.models.checklist import ChecklistRij, Rijcontact
from aanmelding.models.huishouden import Huishouden
from aanmelding.models.overdracht import Overdracht
from aanmelding.models.profiel import Begeleidingsafspraak, Woonfactorrij, Woonprofiel
from aanmelding.models.vergaderdag import Vergaderdag
from aanmelding.models.versie import AanmeldVersie
from aanmelding.models.voorstel import Besluitvoorstel, Voorsteltekst
from aanmelding.models.voorwaarde import Voorwaarde
from aanmelding.models.woonverleden import Blokkade, Woonverleden

__all__ = [
    "AanmeldVersie",
    "Aanmelding",
    "Aanvultekst",
    "Aanvulvraag",
    "Accordering",
    "Advies",
    "Adviestekst",
    "Begeleidingsafspraak",
    "Behandelaarsverklaring",
    "Besluitvoorstel",
    "Betaalbaarheid",
    "Blokkade",
    "ChecklistRij",
    "Geldhulp",
    "Huishouden",
    "Overdracht",
    "Rijcontact",
    "Voorsteltekst",
    "Vergaderdag",
    "Woonfactorrij",
    "Vooraanmelding",
    "Voorwaarde",
    "Woonkeusinschrijving",
    "Woonprofiel",
    "Woonverleden",
]
