from django.apps import AppConfig


class LogboekConfig(AppConfig):
    name = "opstap.logboek"
    verbose_name = "Logboek"
