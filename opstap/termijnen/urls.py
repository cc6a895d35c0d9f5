from django.urls import path

from opstap.termijnen import views
from opstap.termijnen.agenda.views import AgendaView, MijnAgendaView
from opstap.termijnen.mensen import views as mensen

urlpatterns = [
    path("", views.VandaagView.as_view(), name="vandaag"),
    path("trajecten/<uuid:traject>/taken/<uuid:termijn>/", views.AlsNietView.as_view(), name="als_niet"),
    path("blijft-liggen/", views.BlijftLiggenView.as_view(), name="blijft_liggen"),
    path("oefenklok/", views.OefenklokView.as_view(), name="oefenklok"),
    path("taken/<uuid:termijn>/oppakken/", mensen.OppakkenView.as_view(), name="taak_oppakken"),
    path("taken/<uuid:termijn>/teruggeven/", mensen.TeruggevenView.as_view(), name="taak_teruggeven"),
    path("overdragen/", mensen.OverdragenView.as_view(), name="overdragen"),
    path("overdragen/<uuid:mens>/<uuid:organisatie>/", mensen.OverdragenVanView.as_view(), name="overdragen_van"),
    path("mijn-agenda/", MijnAgendaView.as_view(), name="mijn_agenda"),
    path("agenda/<str:geheim>.ics", AgendaView.as_view(), name="agenda"),
]
