"""The library app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _make_fulltext_index(**_kwargs: Any) -> None:
    from thorbecke.web.library.search import fulltext

    fulltext.ensure()


class LibraryConfig(AppConfig):
    """Registers the navigation and makes the full-text index after migrations."""

    name = "thorbecke.web.library"
    label = "library"

    def ready(self) -> None:
        from thorbecke.web.core.navigation import Item, register

        post_migrate.connect(_make_fulltext_index, sender=self)
        register(
            Item(_("Praktijk"), "cases", 10),
            Item(_("Toekomst"), "scenarios", 20),
            Item(_("Thema's"), "themes", 30),
            Item(_("Regelruimte"), "rules", 40),
            Item(_("Gemeenten"), "municipalities", 50),
            Item(_("Bundel"), "bundle", 60),
            Item(
                _("Redactie"),
                "desk",
                10,
                "desk",
                frozenset({"editor", "reviewer", "administrator"}),
                _("Voorbeelden, toekomstbeelden en regels schrijven en beoordelen."),
            ),
            Item(_("Uitgangspunten"), "principles", 70, "footer"),
            Item(_("Woorden"), "words", 80, "footer"),
            Item(_("Kaart"), "map", 90, "footer"),
        )
