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
from aanmelding.forms.link import CodeForm, LinkForm, VraagForm, gevraagde_hulp

__all__ = [
    "ZELF",
    "AccordeerForm",
    "AkkoordForm",
    "BeginForm",
    "BehandelaarForm",
    "BesluitForm",
    "ChecklistForm",
    "CodeForm",
    "EigenBijdrageForm",
    "GesprekForm",
    "IntrekForm",
    "LinkForm",
    "PersoonForm",
    "UitstroomForm",
    "VraagForm",
    "gevraagde_hulp",
]
