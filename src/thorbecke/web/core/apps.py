from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "thorbecke.web.core"
    label = "core"
