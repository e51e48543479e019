"""What every page's template knows. No query and no file is read here: it runs on each page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from thorbecke.web.core import municipality, navigation
from thorbecke.web.core.display import display_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme class, display choice, demonstration flag and the chosen municipality."""
    return {
        "theme_class": f"{settings.THEME}-theme",
        "theme_css": settings.THEME_CSS,
        "display": display_of(request),
        "demo": settings.DEMO,
        "chosen_municipality": municipality.chosen(request),
        "menu": navigation.menu("main", request.path),
        "here": request.get_full_path(),
    }
