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
        from thorbecke.web.designs import owned
        from thorbecke.web.people import owning

        owning.register("ontwerpen", owned.files_of, owned.delete_of)

        register(Item(_("Ontwerp"), "designs:new", 45))
