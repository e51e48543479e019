"""The experiments app: the register of experiments, from idea to lasting or stopped."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExperimentsConfig(AppConfig):
    """Registers navigation, guards and what an organisation owns."""

    name = "thorbecke.web.experiments"
    label = "experiments"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_migrate

        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.experiments import files, guards, owned
        from thorbecke.web.experiments.permissions import READ
        from thorbecke.web.people import owning

        post_migrate.connect(guards.install, sender=self)
        for name in ("Document", "Photo"):
            post_delete.connect(files.forget, self.get_model(name))
        owning.register("experimenten", owned.files_of, owned.delete_of)
        register(
            Item(_("Experimenten"), "experiments:register", 47),
            Item(
                _("Experimenteren"),
                "experiments:home",
                25,
                "desk",
                frozenset(str(role) for role in READ),
                _("Een experiment plannen, volgen en meten."),
            ),
        )
