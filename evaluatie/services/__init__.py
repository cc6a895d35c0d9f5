"""The use-cases of living with begeleiding: one function, one transaction each (law 3)."""

from evaluatie.services.afspraken import NieuweAfspraak, afspraak_afhandelen
from evaluatie.services.evaluaties import evaluatie_niet_doorgegaan, evaluatie_vastleggen, plan_evaluaties_na
from evaluatie.services.mdos import huurder_informeren, mdo_afronden, mdo_melden, mdo_plannen, mdo_vastleggen
from evaluatie.services.omzetten import laat_evaluaties_vervallen_na, omzetting_besluiten
from evaluatie.services.signalen import signaal_afhandelen, signaal_melden, signaal_oppakken

__all__ = [
    "NieuweAfspraak",
    "afspraak_afhandelen",
    "evaluatie_niet_doorgegaan",
    "evaluatie_vastleggen",
    "huurder_informeren",
    "laat_evaluaties_vervallen_na",
    "mdo_afronden",
    "mdo_melden",
    "mdo_plannen",
    "mdo_vastleggen",
    "omzetting_besluiten",
    "plan_evaluaties_na",
    "signaal_afhandelen",
    "signaal_melden",
    "signaal_oppakken",
]
