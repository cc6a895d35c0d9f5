from django.urls import path

from opstap.termijnen import views

urlpatterns = [
    path("", views.VandaagView.as_view(), name="vandaag"),
    path("blijft-liggen/", views.BlijftLiggenView.as_view(), name="blijft_liggen"),
    path("oefenklok/", views.OefenklokView.as_view(), name="oefenklok"),
]
