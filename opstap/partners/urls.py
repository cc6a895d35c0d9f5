from allauth.account import views as allauth
from django.urls import include, path, re_path

from opstap.partners import views
from opstap.partners.afwezigheid import views as afwezigheid

#: What Opstap offers of allauth: log in, log out, and a new password. Nothing else of it has an address.
_ACCOUNT = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # named by allauth itself, so they need an address; there is nothing there
    path("signup/", views.bestaat_niet, name="account_signup"),
    path("password/set/", views.bestaat_niet, name="account_set_password"),
    path("reauthenticate/", views.bestaat_niet, name="account_reauthenticate"),
]

urlpatterns = [
    path("inrichten/<str:bewijs>/", views.InrichtenView.as_view(), name="inrichten"),
    path("mijn-post/", views.MijnPostView.as_view(), name="mijn_post"),
    path("account/", include(_ACCOUNT)),
    path("afwezig/", afwezigheid.AfwezigView.as_view(), name="afwezig"),
    path("afwezig/<uuid:mens>/<uuid:organisatie>/", afwezigheid.AfwezigMeldenView.as_view(), name="afwezig_melden"),
    path("afwezig/<uuid:afwezigheid>/stoppen/", afwezigheid.AfwezigStoppenView.as_view(), name="afwezig_stoppen"),
]
