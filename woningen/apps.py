from django.apps import AppConfig


class WoningenConfig(AppConfig):
    name = "woningen"
    verbose_name = "Woningen"
