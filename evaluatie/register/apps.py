from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "evaluatie.register"
    verbose_name = "Register"
