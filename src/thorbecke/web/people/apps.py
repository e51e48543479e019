"""The people app: persons, organisations, municipalities, areas and roles."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Registers the navigation, and what people keeps for an organisation."""

    name = "thorbecke.web.people"
    label = "people"

    def ready(self) -> None:
        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.people import keeping, owning

        owning.register("mensen", keeping.files_of, keeping.delete_of)
        register(Item(_("Organisaties"), "people:organisations", 90, "footer"))
