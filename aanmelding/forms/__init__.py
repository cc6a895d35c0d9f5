from aanmelding.forms.aanvullen import AanvulForm
from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm
from aanmelding.forms.gesprek import GesprekForm
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

__all__ = [
    "NIET_ZICHTBAAR",
    "ZELF",
    "AanvulForm",
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
    "VraagForm",
    "gevraagde_hulp",
]
