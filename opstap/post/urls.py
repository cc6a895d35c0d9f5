from django.urls import path

from opstap.post.views import brief, brieven, teksten, versturen

urlpatterns = [
    path("brieven/", versturen.BrievenView.as_view(), name="brieven"),
    path("brieven/versturen/", versturen.BundelView.as_view(), name="brieven_bundel"),
    path("brieven/versturen.pdf", versturen.BundelPdfView.as_view(), name="brieven_pdf"),
    path("trajecten/<uuid:traject>/brieven/<uuid:brief>.pdf", brieven.BriefView.as_view(), name="brief"),
    path(
        "trajecten/<uuid:traject>/brieven/<uuid:brief>/versturen/",
        brief.BriefVersturenView.as_view(),
        name="brief_versturen",
    ),
    path(
        "trajecten/<uuid:traject>/brieven/<uuid:brief>/hoeft-niet/",
        brief.BriefHoeftNietView.as_view(),
        name="brief_hoeft_niet",
    ),
    path(
        "trajecten/<uuid:traject>/brieven/<uuid:brief>/opnieuw/",
        brief.BriefOpnieuwView.as_view(),
        name="brief_opnieuw",
    ),
    path("demopost/", brieven.PostvakView.as_view(), name="postvak"),
    path("demopost/<slug:naam>/", brieven.PostView.as_view(), name="postvak_bericht"),
    path("mailteksten/", teksten.MailtekstenView.as_view(), name="mailteksten"),
    path("mailteksten/<slug:soort>/", teksten.MailtekstView.as_view(), name="mailtekst"),
    path("mailteksten/<slug:soort>/voorbeeld/", teksten.VoorbeeldView.as_view(), name="mailtekst_voorbeeld"),
]
