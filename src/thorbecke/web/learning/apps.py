"""The learning app: lessons, what municipalities measured together, and tracks to learn in."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Registers navigation and what an organisation owns."""

    name = "thorbecke.web.learning"
    label = "learning"

    def ready(self) -> None:
        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.learning import owned
        from thorbecke.web.learning.permissions import READ
        from thorbecke.web.people import owning

        owning.register("learning", owned.files_of, owned.delete_of, owned.stays)
        register(
            Item(_("Leren"), "learning:home", 48),
            Item(
                _("Lessen"),
                "learning:desk",
                27,
                "desk",
                frozenset(str(role) for role in READ),
                _("Een les schrijven, nakijken en doorgeven."),
            ),
        )
