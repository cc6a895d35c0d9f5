from django.urls import path

from opstap.post import views, views_teksten

urlpatterns = [
    path("trajecten/<uuid:traject>/brieven/<uuid:brief>.pdf", views.BriefView.as_view(), name="brief"),
    path("demopost/", views.PostvakView.as_view(), name="postvak"),
    path("demopost/<slug:naam>/", views.PostView.as_view(), name="postvak_bericht"),
    path("mailteksten/", views_teksten.MailtekstenView.as_view(), name="mailteksten"),
    path("mailteksten/<slug:soort>/", views_teksten.MailtekstView.as_view(), name="mailtekst"),
    path("mailteksten/<slug:soort>/voorbeeld/", views_teksten.VoorbeeldView.as_view(), name="mailtekst_voorbeeld"),
]
