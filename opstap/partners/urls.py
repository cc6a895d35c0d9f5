from django.urls import path

from opstap.partners import views

urlpatterns = [path("inrichten/<str:bewijs>/", views.InrichtenView.as_view(), name="inrichten")]
