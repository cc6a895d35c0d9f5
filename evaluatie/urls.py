from django.urls import URLPattern

app_name = "evaluatie"
urlpatterns: list[URLPattern] = []
