from django.apps import AppConfig


class MonitorConfig(AppConfig):
    name = "evaluatie.monitor"
    verbose_name = "Monitor"
