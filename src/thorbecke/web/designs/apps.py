"""The designs app: the box of building blocks, its legal verdict and its documents."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignsConfig(AppConfig):
    """Registers the navigation."""

    name = "thorbecke.web.designs"
    label = "designs"

    def ready(self) -> None:
        from thorbecke.web.core.navigation import Item, register

        register(Item(_("Ontwerp"), "designs:new", 45))
