from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm, GesprekForm
from aanmelding.forms.invullen import (
    ZELF,
    AkkoordForm,
    BeginForm,
    BehandelaarForm,
    ChecklistForm,
    EigenBijdrageForm,
    IntrekForm,
    PersoonForm,
    UitstroomForm,
)

__all__ = [
    "ZELF",
    "AccordeerForm",
    "AkkoordForm",
    "BeginForm",
    "BehandelaarForm",
    "BesluitForm",
    "ChecklistForm",
    "EigenBijdrageForm",
    "GesprekForm",
    "IntrekForm",
    "PersoonForm",
    "UitstroomForm",
]
