from aanmelding.forms.aanvullen import AanvulForm
from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm
from aanmelding.forms.gesprek import GesprekForm
from aanmelding.forms.invullen import (
    AKKOORDZINNEN,
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
from aanmelding.forms.profiel import BegeleidingForm, WoonprofielForm
from aanmelding.forms.vooraf import VoorafForm

__all__ = [
    "AKKOORDZINNEN",
    "NIET_ZICHTBAAR",
    "ZELF",
    "AanvulForm",
    "AccordeerForm",
    "AkkoordForm",
    "BegeleidingForm",
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
    "WoonprofielForm",
    "gevraagde_hulp",
]
