"""The participation app: roll, box, record and the registry of instruments."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    """Registers the navigation."""

    name = "thorbecke.web.participation"
    label = "participation"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.participation import owned
        from thorbecke.web.participation.record import guards
        from thorbecke.web.people import owning

        owning.register(
            "raadplegingen", owned.files_of, owned.delete_of, owned.stays_of, owned.blocks_of
        )
        post_migrate.connect(guards.install, sender=self)
        register(
            Item(_("Meedoen"), "participation:acts", 5),
            Item(
                _("Organiseren"),
                "participation:console",
                20,
                "desk",
                frozenset({"organiser", "clerk", "administrator"}),
                _("Een raadpleging of een ander instrument maken en volgen."),
            ),
        )
