from django.apps import AppConfig


class TermijnenConfig(AppConfig):
    name = "opstap.termijnen"
    verbose_name = "Termijnen"
