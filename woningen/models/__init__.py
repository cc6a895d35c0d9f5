"""Homes and places, offering a home, the contract."""

from woningen.models.aanbod import Aanbieding, Bemiddeling
from woningen.models.afspraken import Aandeelafspraak, Mutatieopgave, Toezegging, Uitruil
from woningen.models.complex import Complex, Leefbaarheidstand
from woningen.models.contract import Aanzegging, Contractpartij, Eindafspraak, Huurovereenkomst, Ondertekening
from woningen.models.inschrijving import Inschrijfhandeling, Inschrijfnummer
from woningen.models.start import Startantwoord, Woonafspraaktekst, Woonafspraken
from woningen.models.voorraad import (
    Contingent,
    Contingentdeel,
    Contingentplaats,
    Contingentwijziging,
    Woning,
    Woningimport,
)
from woningen.models.weigering import Leefbaarheidsweigering

__all__ = [
    "Aanbieding",
    "Aandeelafspraak",
    "Aanzegging",
    "Bemiddeling",
    "Complex",
    "Contingent",
    "Contingentdeel",
    "Contingentplaats",
    "Contingentwijziging",
    "Contractpartij",
    "Eindafspraak",
    "Huurovereenkomst",
    "Inschrijfhandeling",
    "Inschrijfnummer",
    "Leefbaarheidstand",
    "Leefbaarheidsweigering",
    "Mutatieopgave",
    "Ondertekening",
    "Toezegging",
    "Uitruil",
    "Woning",
    "Woningimport",
    "Startantwoord",
    "Woonafspraaktekst",
    "Woonafspraken",
]
