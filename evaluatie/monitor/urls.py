from django.urls import path

from evaluatie.monitor import views

app_name = "monitor"
urlpatterns = [
    path("overzicht/", views.OverzichtView.as_view(), name="overzicht"),
    path("overzicht/te-laat/", views.TeLaatView.as_view(), name="te_laat"),
]
