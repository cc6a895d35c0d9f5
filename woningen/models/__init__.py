"""Homes and places, offering a home, the contract."""

from woningen.models.aanbod import Aanbieding, Bemiddeling
from woningen.models.afspraken import Aandeelafspraak, Mutatieopgave, Toezegging, Uitruil
from woningen.models.contract import Aanzegging, Contractpartij, Eindafspraak, Huurovereenkomst, Ondertekening
from woningen.models.voorraad import Contingent, Contingentdeel, Contingentplaats, Contingentwijziging, Woning

__all__ = [
    "Aanbieding",
    "Aandeelafspraak",
    "Aanzegging",
    "Bemiddeling",
    "Contingent",
    "Contingentdeel",
    "Contingentplaats",
    "Contingentwijziging",
    "Contractpartij",
    "Eindafspraak",
    "Huurovereenkomst",
    "Mutatieopgave",
    "Ondertekening",
    "Toezegging",
    "Uitruil",
    "Woning",
]
