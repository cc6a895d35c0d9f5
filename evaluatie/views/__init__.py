"""The pages of this room, one file per part of the work."""

from evaluatie.views.evaluaties import AfspraakView, EvaluatiesView, EvaluatieView, HoudenView, NietDoorgegaanView
from evaluatie.views.mdos import (
    HuurderInformerenView,
    MdoAfrondenView,
    MdoPlannenView,
    MdoVastleggenView,
    MdoView,
)
from evaluatie.views.omzetten import OmzettenView
from evaluatie.views.signalen import (
    MdoMeldenView,
    SignaalAfhandelenView,
    SignaalMeldenView,
    SignaalOppakkenView,
    SignaalView,
)

__all__ = [
    "AfspraakView",
    "EvaluatieView",
    "EvaluatiesView",
    "HoudenView",
    "HuurderInformerenView",
    "MdoAfrondenView",
    "MdoMeldenView",
    "MdoPlannenView",
    "MdoVastleggenView",
    "MdoView",
    "NietDoorgegaanView",
    "OmzettenView",
    "SignaalAfhandelenView",
    "SignaalMeldenView",
    "SignaalOppakkenView",
    "SignaalView",
]
