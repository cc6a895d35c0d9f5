"""The forms of this room. Nothing is chosen beforehand; every short text says what does not belong in it."""

from evaluatie.forms.besluit import OmzettenForm
from evaluatie.forms.evaluatie import AfspraakForm, EvaluatieTijdForm, HoudenForm, NietDoorgegaanForm
from evaluatie.forms.mdo import (
    GevondenForm,
    HerhuisvestingOverlegForm,
    HuurderInformerenForm,
    MdoPlannenForm,
    MdoVastleggenForm,
    OordeelForm,
)
from evaluatie.forms.signaal import LeegForm, SignaalAfhandelenForm, SignaalForm, SignaalVerbeterenForm

__all__ = [
    "AfspraakForm",
    "EvaluatieTijdForm",
    "GevondenForm",
    "HerhuisvestingOverlegForm",
    "HoudenForm",
    "HuurderInformerenForm",
    "LeegForm",
    "MdoPlannenForm",
    "MdoVastleggenForm",
    "NietDoorgegaanForm",
    "OmzettenForm",
    "OordeelForm",
    "SignaalAfhandelenForm",
    "SignaalForm",
    "SignaalVerbeterenForm",
]
