"""The forms of this room. Only what is usual is chosen beforehand; every short text says what does not belong in it."""

from evaluatie.forms.besluit import OmzettenForm
from evaluatie.forms.evaluatie import AfspraakForm, EvaluatieTijdForm, HoudenForm, NietDoorgegaanForm
from evaluatie.forms.extra import ExtraForm, ExtraIntrekkenForm
from evaluatie.forms.mdo import (
    GetekendForm,
    GevondenForm,
    HerhuisvestingOverlegForm,
    HuurderInformerenForm,
    MdoPlannenForm,
    MdoVastleggenForm,
    NietDoorgaanForm,
    OordeelForm,
    TijdslimietForm,
    VoorbereidenForm,
)
from evaluatie.forms.signaal import LeegForm, SignaalAfhandelenForm, SignaalForm, SignaalVerbeterenForm
from evaluatie.forms.vaststellen import (
    BevestigForm,
    HuurstatusForm,
    ReactieForm,
    VerbeterForm,
    reactie_aan_tafel,
)

__all__ = [
    "AfspraakForm",
    "BevestigForm",
    "EvaluatieTijdForm",
    "ExtraForm",
    "ExtraIntrekkenForm",
    "GetekendForm",
    "GevondenForm",
    "HerhuisvestingOverlegForm",
    "HoudenForm",
    "HuurderInformerenForm",
    "HuurstatusForm",
    "LeegForm",
    "MdoPlannenForm",
    "MdoVastleggenForm",
    "NietDoorgaanForm",
    "NietDoorgegaanForm",
    "OmzettenForm",
    "OordeelForm",
    "ReactieForm",
    "SignaalAfhandelenForm",
    "SignaalForm",
    "SignaalVerbeterenForm",
    "VerbeterForm",
    "reactie_aan_tafel",
    "TijdslimietForm",
    "VoorbereidenForm",
]
