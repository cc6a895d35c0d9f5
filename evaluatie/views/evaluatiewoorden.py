"""One evaluatie in words, for every page that shows it."""

from __future__ import annotations

from typing import Any

from evaluatie.dossier import itemoordelen, notities_van
from evaluatie.enums import Notitiesoort
from evaluatie.models import Evaluatie
from evaluatie.vaststelling import huurstatus_gevraagd, huurstatus_tekst, huurstatus_van
from evaluatie.views.afspraken import afspraak_regel
from opstap.protocol.datums import datum_met_dag
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel
from opstap.protocol.keukentafel import advies_uitleg, adviezen, wie_zich_inzetten
from opstap.regelingen.services import gemeente_van

_TEKSTEN = (
    Notitiesoort.BEWONER,
    Notitiesoort.BEGELEIDER,
    *(Notitiesoort.van_inzet(wie) for wie in Inzet),
    Notitiesoort.GEEN_AFSPRAAK,
)


def naam(e: Evaluatie) -> str:
    return f"{e.nummer}. {e.get_soort_display()}"


def dag(e: Evaluatie) -> str:
    return datum_met_dag(e.gehouden_op or e.gepland_op)


def _met_de_huur(e: Evaluatie, item: EvaluatieItem, oordeel: ItemOordeel) -> str:
    """The word is of people; the fact beside it is of the corporatie (I-7)."""
    if item is not EvaluatieItem.HUUR or not huurstatus_gevraagd(e):
        return oordeel.label
    return f"{oordeel.label}; volgens de corporatie: {huurstatus_tekst(huurstatus_van(e))}"


def keukentafelvragen(e: Evaluatie) -> dict[str, Any]:
    """What HoudenForm and VerbeterForm ask under this regeling, of this tenancy."""
    kan_omzetten = e.contract.einde is not None and e.contract.besluit_id is None
    return {
        "items": e.traject.regelingversie.parameters.evaluatie_items or (),
        "inzet": wie_zich_inzetten(gemeente_doet_mee=gemeente_van(e.traject.regeling) is not None),
        "adviezen": adviezen(kan_omzetten=kan_omzetten),
        "advies_uitleg": advies_uitleg(kan_omzetten=kan_omzetten),
    }


def gesprek(e: Evaluatie) -> dict[str, Any]:
    """One held evaluatie to read: verdicts, texts and afspraken."""
    teksten = notities_van(e.sleutel)
    return {
        "datum": e.gehouden_op,
        "oordeel": e.get_oordeel_display(),
        "advies": e.get_advies_display(),
        "items": [(item.label, _met_de_huur(e, item, oordeel)) for item, oordeel in itemoordelen(e).items()],
        "teksten": [(soort.label, teksten[soort]) for soort in _TEKSTEN if soort in teksten],
        "afspraken": [afspraak_regel(a) for a in e.afspraken.all()],
    }
