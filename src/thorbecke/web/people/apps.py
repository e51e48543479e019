from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "thorbecke.web.people"
    label = "people"
