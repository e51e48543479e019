"""The programme app: the call, triage, answers and the choice of themes."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    """Registers navigation, the line on the front page and what an organisation owns."""

    name = "thorbecke.web.programme"
    label = "programme"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from thorbecke.web.core import teasers
        from thorbecke.web.core.navigation import Item, register
        from thorbecke.web.people import owning
        from thorbecke.web.programme import calls, owned
        from thorbecke.web.programme.permissions import TEAM

        owning.register("oproep", owned.files_of, owned.delete_of)
        teasers.register("programme", calls.teasers)
        for signal in (post_save, post_delete):
            signal.connect(_lines_changed, sender=self.get_model("Call"))
        register(
            Item(_("Oproep"), "programme:calls", 3),
            Item(
                _("Oproep en aanmeldingen"),
                "programme:desk",
                10,
                "desk",
                frozenset(str(role) for role in TEAM),
                _("Aanmeldingen lezen, verdelen en beantwoorden."),
            ),
        )


def _lines_changed(**_: Any) -> None:
    from thorbecke.web.core import teasers

    teasers.clear()
