"""The lab app: what-if pages on top of the methods."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabConfig(AppConfig):
    """Registers the navigation."""

    name = "thorbecke.web.lab"
    label = "lab"

    def ready(self) -> None:
        from thorbecke.web.core.navigation import Item, register

        register(Item(_("Lab"), "lab", 55))
