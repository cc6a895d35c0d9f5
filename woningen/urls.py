from django.urls import path

from woningen.views import aanzegging, bemiddelen, contingent, contract, correcties, einde, passen, voorraad

app_name = "woningen"

urlpatterns = [
    path("contingent/", contingent.ContingentView.as_view(), name="contingent"),
    path(
        "contingent/<uuid:regeling>/<int:jaar>/vastleggen/",
        contingent.ContingentVastleggenView.as_view(),
        name="contingent_vastleggen",
    ),
    path("contingent/<uuid:regeling>/<int:jaar>/plekken/", contingent.PlekkenView.as_view(), name="plekken"),
    path("woningen/", voorraad.WoningenView.as_view(), name="woningen"),
    path("woningen/nieuw/", voorraad.WoningNieuwView.as_view(), name="woning_nieuw"),
    path("woningen/<uuid:woning>/wijzigen/", voorraad.WoningWijzigenView.as_view(), name="woning_wijzigen"),
    path("woningen/<uuid:woning>/kandidaten/", passen.KandidatenView.as_view(), name="kandidaten"),
    path("wachtrij/", passen.WachtrijView.as_view(), name="wachtrij"),
    path("trajecten/<uuid:traject>/woningen/", passen.PassendeWoningenView.as_view(), name="passende_woningen"),
    path("trajecten/<uuid:traject>/contingent/", bemiddelen.ContingentdeelView.as_view(), name="contingentdeel"),
    path("trajecten/<uuid:traject>/verhuurder/", bemiddelen.VerhuurderVragenView.as_view(), name="verhuurder_vragen"),
    path("trajecten/<uuid:traject>/aanbieden/", bemiddelen.AanbiedenView.as_view(), name="aanbieden"),
    path(
        "trajecten/<uuid:traject>/aanbiedingen/<uuid:onderwerp>/",
        bemiddelen.AanbiedingView.as_view(),
        name="aanbieding",
    ),
    path("trajecten/<uuid:traject>/contract/", contract.ContractView.as_view(), name="contract"),
    path("trajecten/<uuid:traject>/contract/opmaken/", contract.OpmakenView.as_view(), name="contract_opmaken"),
    path(
        "trajecten/<uuid:traject>/contract/handtekeningen/<str:rol>/",
        contract.OndertekenenView.as_view(),
        name="ondertekenen",
    ),
    path("trajecten/<uuid:traject>/contract/sleutel/", contract.SleutelView.as_view(), name="sleutel"),
    path(
        "trajecten/<uuid:traject>/contract/sleutel/verbeteren/",
        correcties.SleuteldagView.as_view(),
        name="sleuteldag",
    ),
    path(
        "trajecten/<uuid:traject>/contract/aanzegging/verbeteren/",
        correcties.OntvangstView.as_view(),
        name="ontvangst",
    ),
    path(
        "trajecten/<uuid:traject>/contract/ingangsdatum/",
        correcties.IngangsdatumView.as_view(),
        name="ingangsdatum",
    ),
    path(
        "trajecten/<uuid:traject>/contract/intrekken/",
        correcties.ContractIntrekkenView.as_view(),
        name="contract_intrekken",
    ),
    path(
        "trajecten/<uuid:traject>/contract/laatste-dag/verbeteren/",
        correcties.EindafspraakVerbeterenView.as_view(),
        name="eindafspraak_verbeteren",
    ),
    path("trajecten/<uuid:traject>/contract/instemming/", contract.InstemmingView.as_view(), name="instemming"),
    path(
        "trajecten/<uuid:traject>/contract/nee/<uuid:onderwerp>/",
        contract.NeeBesprekenView.as_view(),
        name="nee_bespreken",
    ),
    path("trajecten/<uuid:traject>/contract/overleg/", einde.OverlegView.as_view(), name="overleg"),
    path("trajecten/<uuid:traject>/contract/aanzegging/", aanzegging.AanzeggingView.as_view(), name="aanzegging"),
    path(
        "trajecten/<uuid:traject>/contract/aanzegging/opnieuw/",
        aanzegging.AanzeggingMakenView.as_view(),
        name="aanzegging_opnieuw",
    ),
    path(
        "trajecten/<uuid:traject>/contract/aanzegging/verzending/",
        aanzegging.VerzendingView.as_view(),
        name="aanzegging_verzending",
    ),
    path("trajecten/<uuid:traject>/contract/laatste-dag/", einde.EindafspraakView.as_view(), name="eindafspraak"),
    path("trajecten/<uuid:traject>/contract/terug/", einde.WoningTerugView.as_view(), name="woning_terug"),
]
