from django.urls import path

from opstap.post import views

urlpatterns = [
    path("trajecten/<uuid:traject>/brieven/<uuid:brief>.pdf", views.BriefView.as_view(), name="brief"),
    path("demopost/", views.PostvakView.as_view(), name="postvak"),
    path("demopost/<slug:naam>/", views.PostView.as_view(), name="postvak_bericht"),
]
