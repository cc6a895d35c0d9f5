from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm, GesprekForm
from aanmelding.forms.invullen import (
    AkkoordForm,
    BeginForm,
    BehandelaarForm,
    EigenBijdrageForm,
    IntrekForm,
    PersoonForm,
    UitstroomForm,
)
from aanmelding.forms.leefgebied import NIET_ZICHTBAAR, ZELF, LeefgebiedForm

__all__ = [
    "NIET_ZICHTBAAR",
    "ZELF",
    "AccordeerForm",
    "AkkoordForm",
    "BeginForm",
    "BehandelaarForm",
    "BesluitForm",
    "EigenBijdrageForm",
    "GesprekForm",
    "IntrekForm",
    "LeefgebiedForm",
    "PersoonForm",
    "UitstroomForm",
]
