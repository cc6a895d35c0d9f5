"""Every address. Apps are named as strings; each traject page lives under /trajecten/<sleutel>/."""

from django.contrib import admin
from django.urls import include, path

from opstap.partners.views import bestaat_niet
from opstap.views import beheer_login

urlpatterns = [
    path("", include("opstap.termijnen.urls")),
    path("", include("opstap.trajecten.urls")),
    path("", include("opstap.post.urls")),
    path("", include("opstap.partners.urls")),
    path("", include("opstap.regelingen.urls")),
    path("", include("aanmelding.urls")),
    path("", include("woningen.urls")),
    path("", include("evaluatie.urls")),
    path("", include("evaluatie.monitor.urls")),
    path("", include("evaluatie.register.urls")),
    path("beheer/login/", beheer_login),
    path("beheer/logout/", bestaat_niet),
    path("beheer/password_change/", bestaat_niet),
    path("beheer/password_change/done/", bestaat_niet),
    path("beheer/", admin.site.urls),
]

handler400 = "opstap.views.slecht_verzoek"
handler403 = "opstap.views.geen_toegang"
handler404 = "opstap.views.niet_gevonden"
handler429 = "opstap.views.te_vaak"
handler500 = "opstap.views.stuk"
