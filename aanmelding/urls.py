from django.urls import URLPattern, path

from aanmelding.views.aanvullen import AanvullingTerugnemenView, AanvullingVragenView, WijzigingView
from aanmelding.views.accorderen import AccorderenView
from aanmelding.views.adviseren import AdviesGevenView, AdviesTerugnemenView, AdviesVragenView
from aanmelding.views.behandelaar import BehandelaarView, EigenBijdrageView, IndicatieView
from aanmelding.views.beoordelen import BeoordelenView
from aanmelding.views.gesprek import GesprekAfzeggenView, GesprekPlannenView, GesprekView
from aanmelding.views.heropenen import HeropenenView
from aanmelding.views.indienen import BekijkenView, ControlerenView, IntrekkenView
from aanmelding.views.invullen import (
    AkkoordView,
    BeginnenView,
    InvullenView,
    PersoonView,
    UitstroomView,
)
from aanmelding.views.leefgebied import ChecklistView, LeefgebiedView
from aanmelding.views.link import VraagAntwoordView, VraagKlaarView, VraagOpenenView, VraagView
from aanmelding.views.overdragen import OverdrachtBeantwoordenView, OverdrachtView, OverdragenView
from aanmelding.views.papier import LeegPapierView, PapierPdfView, PapierView
from aanmelding.views.profiel import BegeleidingView, WoonprofielView
from aanmelding.views.vergadering import AgendaView, VergaderdagVastleggenView, VergaderdagWeghalenView
from aanmelding.views.verklaringen import InstemmingView, KennisnemingView
from aanmelding.views.vertegenwoordiging import VertegenwoordigingView
from aanmelding.views.vooraanmelden import VooraanmeldingenView, VoorafMeldenView
from aanmelding.views.voorstel import BevestigenView, TerugsturenView
from aanmelding.views.voorwaarde import (
    VoorwaardeBeantwoordenView,
    VoorwaardeStellenView,
    VoorwaardeStoppenView,
    VoorwaardeVerbeterenView,
    VoorwaardeView,
)
from aanmelding.views.wachten import HerinnerenView, LinkSturenView, LinkTerugnemenView, WachtenView
from aanmelding.views.wonen import BetaalbaarheidView, HuishoudenView, WoonverledenView

app_name = "aanmelding"
_HIER = "trajecten/<uuid:traject>/aanmelding/"
urlpatterns: list[URLPattern] = [
    path("aanmeldingen/nieuw/", BeginnenView.as_view(), name="beginnen"),
    path("aanmeldingen/papier/<uuid:regeling>/", LeegPapierView.as_view(), name="papier_leeg"),
    path(_HIER, InvullenView.as_view(), name="invullen"),
    path(f"{_HIER}persoon/", PersoonView.as_view(), name="persoon"),
    path(f"{_HIER}vertegenwoordiging/", VertegenwoordigingView.as_view(), name="vertegenwoordiging"),
    path(f"{_HIER}uitstroom/", UitstroomView.as_view(), name="uitstroom"),
    path(f"{_HIER}huishouden/", HuishoudenView.as_view(), name="huishouden"),
    path(f"{_HIER}woonverleden/", WoonverledenView.as_view(), name="woonverleden"),
    path(f"{_HIER}betaalbaarheid/", BetaalbaarheidView.as_view(), name="betaalbaarheid"),
    path(f"{_HIER}checklist/", ChecklistView.as_view(), name="checklist"),
    path(f"{_HIER}leefgebied/<int:nummer>/", LeefgebiedView.as_view(), name="leefgebied"),
    path(f"{_HIER}begeleiding/", BegeleidingView.as_view(), name="begeleiding"),
    path(f"{_HIER}woonprofiel/", WoonprofielView.as_view(), name="woonprofiel"),
    path(f"{_HIER}akkoord/", AkkoordView.as_view(), name="akkoord"),
    path(f"{_HIER}kennisneming/", KennisnemingView.as_view(), name="kennisneming"),
    path(f"{_HIER}instemming/", InstemmingView.as_view(), name="instemming"),
    path(f"{_HIER}behandelaar/", BehandelaarView.as_view(), name="behandelaar"),
    path(f"{_HIER}eigen-bijdrage/", EigenBijdrageView.as_view(), name="eigen_bijdrage"),
    path(f"{_HIER}indicatie/", IndicatieView.as_view(), name="indicatie"),
    path(f"{_HIER}controleren/", ControlerenView.as_view(), name="controleren"),
    path(f"{_HIER}vooraf-melden/", VoorafMeldenView.as_view(), name="vooraf_melden"),
    path("voorwaarden/nieuw/", VoorwaardeStellenView.as_view(), name="voorwaarde_stellen"),
    path("voorwaarden/<uuid:onderwerp>/", VoorwaardeBeantwoordenView.as_view(), name="voorwaarde_beantwoorden"),
    path("trajecten/<uuid:traject>/voorwaarde/", VoorwaardeView.as_view(), name="voorwaarde"),
    path(
        "trajecten/<uuid:traject>/voorwaarde/gegevens/",
        VoorwaardeVerbeterenView.as_view(),
        name="voorwaarde_verbeteren",
    ),
    path("trajecten/<uuid:traject>/voorwaarde/stoppen/", VoorwaardeStoppenView.as_view(), name="voorwaarde_stoppen"),
    path("vooraanmeldingen/", VooraanmeldingenView.as_view(), name="vooraanmeldingen"),
    path(f"{_HIER}bekijken/", BekijkenView.as_view(), name="bekijken"),
    path(f"{_HIER}papier/", PapierView.as_view(), name="papier"),
    path(f"{_HIER}papier/pdf/", PapierPdfView.as_view(), name="papier_pdf"),
    path(f"{_HIER}intrekken/", IntrekkenView.as_view(), name="intrekken"),
    path(f"{_HIER}beoordelen/", BeoordelenView.as_view(), name="beoordelen"),
    path(f"{_HIER}bevestigen/", BevestigenView.as_view(), name="bevestigen"),
    path(f"{_HIER}terugsturen/", TerugsturenView.as_view(), name="terugsturen"),
    path(f"{_HIER}heropenen/", HeropenenView.as_view(), name="heropenen"),
    path(f"{_HIER}gesprek/", GesprekView.as_view(), name="gesprek"),
    path(f"{_HIER}gesprek/plannen/", GesprekPlannenView.as_view(), name="gesprek_plannen"),
    path(f"{_HIER}gesprek/afzeggen/", GesprekAfzeggenView.as_view(), name="gesprek_afzeggen"),
    path(f"{_HIER}aanvulling/", AanvullingVragenView.as_view(), name="aanvulling_vragen"),
    path(f"{_HIER}aanvulling/terugnemen/", AanvullingTerugnemenView.as_view(), name="aanvulling_terugnemen"),
    path(f"{_HIER}advies/", AdviesVragenView.as_view(), name="advies_vragen"),
    path(f"{_HIER}advies/<uuid:onderwerp>/terugnemen/", AdviesTerugnemenView.as_view(), name="advies_terugnemen"),
    path(f"{_HIER}wijziging/", WijzigingView.as_view(), name="wijziging"),
    path(f"{_HIER}wachten/", WachtenView.as_view(), name="wachten"),
    path(f"{_HIER}wachten/<uuid:onderwerp>/link/", LinkSturenView.as_view(), name="link_sturen"),
    path(f"{_HIER}wachten/<uuid:onderwerp>/intrekken/", LinkTerugnemenView.as_view(), name="link_terugnemen"),
    path(f"{_HIER}wachten/<uuid:onderwerp>/herinneren/", HerinnerenView.as_view(), name="herinneren"),
    path("trajecten/<uuid:traject>/overdragen/", OverdragenView.as_view(), name="overdragen"),
    path("trajecten/<uuid:traject>/overdracht/", OverdrachtView.as_view(), name="overdracht"),
    path("overdracht/<uuid:onderwerp>/", OverdrachtBeantwoordenView.as_view(), name="overdracht_beantwoorden"),
    path("vergadering/", AgendaView.as_view(), name="vergadering"),
    path("vergadering/dag/", VergaderdagVastleggenView.as_view(), name="vergaderdag_vastleggen"),
    path("vergadering/dag/<uuid:vergaderdag>/", VergaderdagWeghalenView.as_view(), name="vergaderdag_weghalen"),
    path("vraag/", VraagView.as_view(), name="vraag"),
    path("vraag/antwoord/", VraagAntwoordView.as_view(), name="vraag_antwoord"),
    path("vraag/klaar/", VraagKlaarView.as_view(), name="vraag_klaar"),
    path("vraag/<str:geheim>/", VraagOpenenView.as_view(), name="vraag_openen"),
    path("advies/<uuid:onderwerp>/", AdviesGevenView.as_view(), name="advies_geven"),
    path("accorderen/<uuid:onderwerp>/", AccorderenView.as_view(), name="accorderen"),
]
