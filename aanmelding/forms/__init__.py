from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm, GesprekForm
from aanmelding.forms.invullen import (
    ZELF,
    AkkoordForm,
    BeginForm,
    ChecklistForm,
    IntrekForm,
    PersoonForm,
    UitstroomForm,
)

__all__ = [
    "ZELF",
    "AccordeerForm",
    "AkkoordForm",
    "BeginForm",
    "BesluitForm",
    "ChecklistForm",
    "GesprekForm",
    "IntrekForm",
    "PersoonForm",
    "UitstroomForm",
]
