"""The ateliers app: workshops of 10 to 60 people, from a challenge to a report."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AteliersConfig(AppConfig):
    """Registers the desk and what an organisation owns here."""

    name = "thorbecke.web.ateliers"
    label = "ateliers"

    def ready(self) -> None:
        from thorbecke.web.ateliers import owned
        from thorbecke.web.ateliers.permissions import READERS
        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.people import owning

        owning.register("ateliers", owned.files, owned.delete)
        register(
            Item(
                _("Ateliers"),
                "ateliers:mine",
                30,
                "desk",
                READERS,
                _("Een werkplaats met 10 tot 60 mensen maken en leiden."),
            )
        )
