from django.apps import AppConfig


class RegelingenConfig(AppConfig):
    name = "opstap.regelingen"
    verbose_name = "Regelingen"
