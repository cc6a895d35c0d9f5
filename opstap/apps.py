from django.apps import AppConfig


class OpstapConfig(AppConfig):
    name = "opstap"
    verbose_name = "Opstap"
