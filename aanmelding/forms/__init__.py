from aanmelding.forms.aanvullen import AanvulForm
from aanmelding.forms.adviseren import AdviesVragenForm, BegeleidingsadviesForm, GeschiktForm
from aanmelding.forms.beoordelen import AccordeerForm, BesluitForm, VoordrachtForm
from aanmelding.forms.betaalbaarheid import BetaalbaarheidForm
from aanmelding.forms.gesprek import GesprekForm, GesprekPlannenForm
from aanmelding.forms.heropenen import HeropenForm
from aanmelding.forms.huishouden import HuishoudenForm
from aanmelding.forms.invullen import (
    AKKOORDZINNEN,
    AkkoordForm,
    BeginForm,
    BehandelaarForm,
    EigenBijdrageForm,
    IndicatieForm,
    IntrekForm,
    PersoonForm,
    UitstroomForm,
)
from aanmelding.forms.leefgebied import NIET_ZICHTBAAR, ZELF, LeefgebiedForm
from aanmelding.forms.link import CodeForm, LinkForm, VraagForm
from aanmelding.forms.overdragen import OverdrachtAntwoordForm, OverdragenForm
from aanmelding.forms.profiel import BegeleidingForm, WoonprofielForm
from aanmelding.forms.vergaderdag import VergaderdagForm
from aanmelding.forms.verklaringen import InstemmingForm, KennisnemingForm
from aanmelding.forms.vertegenwoordiging import VertegenwoordigingForm
from aanmelding.forms.vooraf import VoorafForm
from aanmelding.forms.voorstel import TerugsturenForm, als_velden
from aanmelding.forms.voorwaarde import (
    EindeForm,
    KandidaatForm,
    VoorwaardeAntwoordForm,
    VoorwaardeForm,
    ZorgVragenForm,
)
from aanmelding.forms.woonverleden import WoonverledenForm

__all__ = [
    "AKKOORDZINNEN",
    "NIET_ZICHTBAAR",
    "ZELF",
    "AanvulForm",
    "AccordeerForm",
    "AdviesVragenForm",
    "AkkoordForm",
    "BegeleidingForm",
    "BegeleidingsadviesForm",
    "BeginForm",
    "BehandelaarForm",
    "BesluitForm",
    "BetaalbaarheidForm",
    "EigenBijdrageForm",
    "IndicatieForm",
    "EindeForm",
    "KandidaatForm",
    "GeschiktForm",
    "GesprekForm",
    "HeropenForm",
    "GesprekPlannenForm",
    "HuishoudenForm",
    "InstemmingForm",
    "IntrekForm",
    "KennisnemingForm",
    "LeefgebiedForm",
    "CodeForm",
    "LinkForm",
    "OverdrachtAntwoordForm",
    "OverdragenForm",
    "PersoonForm",
    "TerugsturenForm",
    "UitstroomForm",
    "VergaderdagForm",
    "VertegenwoordigingForm",
    "VoordrachtForm",
    "VoorafForm",
    "VoorwaardeAntwoordForm",
    "VoorwaardeForm",
    "VraagForm",
    "WoonprofielForm",
    "WoonverledenForm",
    "ZorgVragenForm",
    "als_velden",
]
