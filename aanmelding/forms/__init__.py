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
from aanmelding.forms.link import CodeForm, LinkForm, VraagForm, gevraagde_hulp
from aanmelding.forms.vooraf import VoorafForm

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
    "CodeForm",
    "LinkForm",
    "PersoonForm",
    "UitstroomForm",
    "VoorafForm",
    "VraagForm",
    "gevraagde_hulp",
]
