from django.urls import path

from opstap.regelingen import views

urlpatterns = [
    path("rekenhulp/", views.RekenhulpView.as_view(), name="rekenhulp"),
    path("regelingen/termijnen/", views.TermijnenView.as_view(), name="termijnen"),
    path(
        "regelingen/<uuid:regeling>/overeenkomst/<uuid:aanbieder>/",
        views.OverlegView.as_view(),
        name="overeenkomst_overleg",
    ),
]
