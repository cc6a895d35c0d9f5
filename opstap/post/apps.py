from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "opstap.post"
    verbose_name = "Post"
