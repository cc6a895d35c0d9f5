"""Homes and places, offering a home, the contract."""

from woningen.models.aanbod import Aanbieding, Bemiddeling
from woningen.models.contract import Aanzegging, Contractpartij, Eindafspraak, Huurovereenkomst, Ondertekening
from woningen.models.start import Startantwoord, Woonafspraaktekst, Woonafspraken
from woningen.models.voorraad import Contingent, Contingentdeel, Contingentplaats, Contingentwijziging, Woning

__all__ = [
    "Aanbieding",
    "Aanzegging",
    "Bemiddeling",
    "Contingent",
    "Contingentdeel",
    "Contingentplaats",
    "Contingentwijziging",
    "Contractpartij",
    "Eindafspraak",
    "Huurovereenkomst",
    "Ondertekening",
    "Startantwoord",
    "Woning",
    "Woonafspraaktekst",
    "Woonafspraken",
]
