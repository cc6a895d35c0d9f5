from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    name = "opstap.trajecten"
    verbose_name = "Trajecten"
