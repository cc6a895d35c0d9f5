from django.urls import path

from evaluatie import views

app_name = "evaluatie"

_T = "trajecten/<uuid:traject>/"

urlpatterns = [
    path(_T + "evaluaties/", views.EvaluatiesView.as_view(), name="evaluaties"),
    path(_T + "evaluaties/<uuid:onderwerp>/", views.EvaluatieView.as_view(), name="evaluatie"),
    path(_T + "evaluaties/<uuid:onderwerp>/houden/", views.HoudenView.as_view(), name="houden"),
    path(
        _T + "evaluaties/<uuid:onderwerp>/niet-doorgegaan/",
        views.NietDoorgegaanView.as_view(),
        name="niet_doorgegaan",
    ),
    path(_T + "afspraken/<uuid:onderwerp>/", views.AfspraakView.as_view(), name="afspraak"),
    path(_T + "signalen/melden/", views.SignaalMeldenView.as_view(), name="signaal_melden"),
    path(_T + "signalen/<uuid:onderwerp>/", views.SignaalView.as_view(), name="signaal"),
    path(_T + "signalen/<uuid:onderwerp>/oppakken/", views.SignaalOppakkenView.as_view(), name="signaal_oppakken"),
    path(
        _T + "signalen/<uuid:onderwerp>/afhandelen/",
        views.SignaalAfhandelenView.as_view(),
        name="signaal_afhandelen",
    ),
    path(_T + "signalen/<uuid:onderwerp>/mdo/", views.MdoMeldenView.as_view(), name="mdo_melden"),
    path(_T + "mdo/<uuid:onderwerp>/", views.MdoView.as_view(), name="mdo"),
    path(_T + "mdo/<uuid:onderwerp>/huurder/", views.HuurderInformerenView.as_view(), name="huurder_informeren"),
    path(_T + "mdo/<uuid:onderwerp>/plannen/", views.MdoPlannenView.as_view(), name="mdo_plannen"),
    path(_T + "mdo/<uuid:onderwerp>/vastleggen/", views.MdoVastleggenView.as_view(), name="mdo_vastleggen"),
    path(_T + "mdo/<uuid:onderwerp>/afronden/", views.MdoAfrondenView.as_view(), name="mdo_afronden"),
    path(_T + "omzetten/", views.OmzettenView.as_view(), name="omzetten"),
]
