"""What was said the last time, and what is still open of it."""

from __future__ import annotations

from django.db.models import Q

from evaluatie.dossier import itemoordelen
from evaluatie.models import Afspraak, Evaluatie
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, EvaluatieSoort, ItemOordeel


def vorige_evaluatie(evaluatie: Evaluatie) -> Evaluatie | None:
    """The last one that was held before this one."""
    gehouden = Evaluatie.objects.filter(contract_id=evaluatie.contract_id).gehouden()
    if evaluatie.soort != EvaluatieSoort.EXTRA:
        gehouden = gehouden.filter(Q(nummer__lt=evaluatie.nummer) | Q(soort=EvaluatieSoort.EXTRA))
    rij: Evaluatie | None = gehouden.nieuwste_eerst().first()
    return rij


def vorige_woorden(evaluatie: Evaluatie) -> dict[EvaluatieItem, ItemOordeel]:
    return itemoordelen(vorige_evaluatie(evaluatie))


def vorige_keer(evaluatie: Evaluatie) -> dict[str, str]:
    """Per point, and for the whole, the sentence that stands beside the question."""
    vorige = vorige_evaluatie(evaluatie)
    if vorige is None or vorige.gehouden_op is None:
        return {}
    wanneer = datum_voluit(vorige.gehouden_op)
    zinnen = {i.value: f"Vorige keer ({wanneer}): {o.label}." for i, o in itemoordelen(vorige).items()}
    return {**zinnen, "oordeel": f"Vorige keer ({wanneer}): {vorige.get_oordeel_display()}."}


def open_afspraken(evaluatie: Evaluatie) -> list[Afspraak]:
    """Made at an earlier evaluatie and not settled: talked about before new ones are made."""
    rijen = Afspraak.objects.niet_afgehandeld().filter(evaluatie__contract=evaluatie.contract_id)
    return list(rijen.exclude(evaluatie=evaluatie).select_related("traject"))
