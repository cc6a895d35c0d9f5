from django.urls import path

from opstap.post.views import brieven, teksten

urlpatterns = [
    path("trajecten/<uuid:traject>/brieven/<uuid:brief>.pdf", brieven.BriefView.as_view(), name="brief"),
    path("demopost/", brieven.PostvakView.as_view(), name="postvak"),
    path("demopost/<slug:naam>/", brieven.PostView.as_view(), name="postvak_bericht"),
    path("mailteksten/", teksten.MailtekstenView.as_view(), name="mailteksten"),
    path("mailteksten/<slug:soort>/", teksten.MailtekstView.as_view(), name="mailtekst"),
    path("mailteksten/<slug:soort>/voorbeeld/", teksten.VoorbeeldView.as_view(), name="mailtekst_voorbeeld"),
]
