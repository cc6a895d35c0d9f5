from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "opstap.partners"
    verbose_name = "Partners"
