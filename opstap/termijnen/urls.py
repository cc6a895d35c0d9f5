from django.urls import path

from opstap.termijnen.agenda.views import AgendaView, MijnAgendaView
from opstap.termijnen.mensen.views import geven, oppakken, overdragen
from opstap.termijnen.overstap import views as overstap
from opstap.termijnen.vertraging.views import uitstellen, wachten
from opstap.termijnen.views import als_niet, blijft_liggen, gezondheid, oefenklok, taak, vandaag, verdergaan

urlpatterns = [
    path("", vandaag.VandaagView.as_view(), name="vandaag"),
    path("trajecten/<uuid:traject>/taken/<uuid:termijn>/", als_niet.AlsNietView.as_view(), name="als_niet"),
    path("gezondheid", gezondheid.gezondheid, name="gezondheid"),
    path("gezondheid/web", gezondheid.gezondheid_web, name="gezondheid_web"),
    path("werkt-alles/", gezondheid.WerktAllesView.as_view(), name="werkt_alles"),
    path("werkt-alles/verder/", verdergaan.VerdergaanView.as_view(), name="verdergaan"),
    path("blijft-liggen/", blijft_liggen.BlijftLiggenView.as_view(), name="blijft_liggen"),
    path("blijft-liggen/mail/<uuid:werk>/vervalt/", blijft_liggen.VervaltView.as_view(), name="blijft_liggen_vervalt"),
    path(
        "blijft-liggen/overstappen/<uuid:overstap>/vervalt/",
        blijft_liggen.OverstapVervaltView.as_view(),
        name="overstap_vervalt",
    ),
    path("blijft-liggen/<str:werksoort>/", blijft_liggen.SoortView.as_view(), name="blijft_liggen_soort"),
    path("blijft-liggen/<str:werksoort>/<uuid:werk>/", blijft_liggen.WerkView.as_view(), name="blijft_liggen_werk"),
    path("oefenklok/", oefenklok.OefenklokView.as_view(), name="oefenklok"),
    path("taken/<uuid:termijn>/", taak.TaakView.as_view(), name="taak"),
    path("taken/<uuid:termijn>/oppakken/", oppakken.OppakkenView.as_view(), name="taak_oppakken"),
    path("taken/<uuid:termijn>/teruggeven/", oppakken.TeruggevenView.as_view(), name="taak_teruggeven"),
    path("taken/<uuid:termijn>/geven/", geven.GevenView.as_view(), name="taak_geven"),
    path("taken/<uuid:termijn>/vertraging/", wachten.VertragingView.as_view(), name="taak_vertraging"),
    path("taken/<uuid:termijn>/weer-oppakken/", wachten.WeerOppakkenView.as_view(), name="taak_weer_oppakken"),
    path("taken/<uuid:termijn>/uitstellen/", uitstellen.UitstellenView.as_view(), name="taak_uitstellen"),
    path("taken/<uuid:termijn>/uitstel/", uitstellen.UitstelStoppenView.as_view(), name="taak_uitstel_stoppen"),
    path("overdragen/", overdragen.OverdragenView.as_view(), name="overdragen"),
    path("overdragen/<uuid:mens>/<uuid:organisatie>/", overdragen.OverdragenVanView.as_view(), name="overdragen_van"),
    path("mijn-agenda/", MijnAgendaView.as_view(), name="mijn_agenda"),
    path("agenda/<str:geheim>.ics", AgendaView.as_view(), name="agenda"),
    path("regelingen/", overstap.RegelingenView.as_view(), name="regelingen"),
    path("regelingen/<uuid:regeling>/", overstap.AfsprakenView.as_view(), name="regeling_afspraken"),
    path("regelingen/<uuid:regeling>/wijzigen/", overstap.WijzigenView.as_view(), name="regeling_wijzigen"),
    path("regelingen/<uuid:regeling>/vaststellen/", overstap.VaststellenView.as_view(), name="regeling_vaststellen"),
]
