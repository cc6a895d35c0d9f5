from django.urls import URLPattern

app_name = "aanmelding"
urlpatterns: list[URLPattern] = []
