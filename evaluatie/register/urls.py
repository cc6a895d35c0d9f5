from django.urls import path

from evaluatie.register.views import geschillen, knelpunten, protocolevaluaties

app_name = "register"
_REGELING = "register/<uuid:regeling>/"

urlpatterns = [
    path("register/", knelpunten.RegisterView.as_view(), name="register"),
    path(f"{_REGELING}knelpunten/", knelpunten.KnelpuntenView.as_view(), name="knelpunten"),
    path(f"{_REGELING}knelpunten/nieuw/", knelpunten.KnelpuntOpschrijvenView.as_view(), name="knelpunt_opschrijven"),
    path(
        "register/knelpunten/<uuid:knelpunt>/weghalen/",
        knelpunten.TekstWegView.as_view(),
        name="knelpunttekst_weghalen",
    ),
    path(f"{_REGELING}evaluaties/", protocolevaluaties.ProtocolevaluatiesView.as_view(), name="protocolevaluaties"),
    path(
        f"{_REGELING}evaluaties/nieuw/",
        protocolevaluaties.ProtocolevaluatieVastleggenView.as_view(),
        name="protocolevaluatie_vastleggen",
    ),
    path(
        "register/evaluaties/<uuid:protocolevaluatie>/",
        protocolevaluaties.ProtocolevaluatieWijzigenView.as_view(),
        name="protocolevaluatie_wijzigen",
    ),
    path(
        "register/evaluaties/<uuid:protocolevaluatie>/afspraak/",
        protocolevaluaties.ProtocolafspraakMakenView.as_view(),
        name="protocolafspraak_maken",
    ),
    path(
        "register/afspraken/<uuid:protocolafspraak>/",
        protocolevaluaties.ProtocolafspraakAfrondenView.as_view(),
        name="protocolafspraak_afronden",
    ),
    path(f"{_REGELING}geschillen/", geschillen.GeschillenView.as_view(), name="geschillen"),
    path(f"{_REGELING}geschillen/nieuw/", geschillen.GeschilMeldenView.as_view(), name="geschil_melden"),
    path("register/geschillen/<uuid:geschil>/", geschillen.GeschilBijwerkenView.as_view(), name="geschil_bijwerken"),
]
