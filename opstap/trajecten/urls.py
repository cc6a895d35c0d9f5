from django.urls import path

from opstap.trajecten import views

urlpatterns = [
    path("trajecten/", views.TrajectenView.as_view(), name="trajecten"),
    path("trajecten/<uuid:traject>/", views.TrajectView.as_view(), name="traject"),
    path("trajecten/<uuid:traject>/regeling/", views.RegelingView.as_view(), name="regeling"),
    path("trajecten/<uuid:traject>/verklaringen/", views.VerklaringenView.as_view(), name="verklaringen"),
]
