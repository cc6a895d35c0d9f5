"""Evaluaties, afspraken, signalen and MDO's of one tenancy. Codes and dates here; every short text in its own row."""

from evaluatie.models.afspraak import Afspraak
from evaluatie.models.begeleiding import Begeleidingswijziging, Opname
from evaluatie.models.buren import Buurtbericht, Buurtpunt
from evaluatie.models.evaluatie import Evaluatie, Itemoordeel, Verzet
from evaluatie.models.herhuisvesting import Herhuisvesting
from evaluatie.models.mdo import Handtekening, Mdo, Mdooordeel, Voorbereiding
from evaluatie.models.notitie import Notitie
from evaluatie.models.signaal import Signaal
from evaluatie.models.vaststelling import Bevestiging, Huurderreactie, Huurstatus

__all__ = [
    "Afspraak",
    "Bevestiging",
    "Begeleidingswijziging",
    "Buurtbericht",
    "Buurtpunt",
    "Evaluatie",
    "Handtekening",
    "Herhuisvesting",
    "Huurderreactie",
    "Huurstatus",
    "Itemoordeel",
    "Mdo",
    "Mdooordeel",
    "Notitie",
    "Opname",
    "Signaal",
    "Verzet",
    "Voorbereiding",
]
