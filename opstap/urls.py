"""Every address. Apps are named as strings; each traject page lives under /trajecten/<sleutel>/."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from opstap.views import gezondheid

urlpatterns = [
    path("gezondheid", gezondheid, name="gezondheid"),
    path("", include("opstap.termijnen.urls")),
    path("", include("opstap.trajecten.urls")),
    path("", include("opstap.post.urls")),
    path("", include("opstap.partners.urls")),
    path("", include("aanmelding.urls")),
    path("", include("woningen.urls")),
    path("", include("evaluatie.urls")),
    path("", include("evaluatie.monitor.urls")),
    path("account/", include("allauth.account.urls")),
    path(
        "beheer/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
    ),
    path("beheer/", admin.site.urls),
]
