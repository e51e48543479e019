"""The experiments app: the register of experiments, from idea to lasting or stopped."""

from __future__ import annotations

from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    """The register of experiments."""

    name = "thorbecke.web.experiments"
    label = "experiments"
