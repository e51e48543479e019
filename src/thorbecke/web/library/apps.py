from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "thorbecke.web.library"
    label = "library"
