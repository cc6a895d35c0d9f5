from django.urls import URLPattern

app_name = "woningen"
urlpatterns: list[URLPattern] = []
