"""What a verdict means in one sentence, and the road to a page of the register."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

VERDICT_MEANING = {
    "binnen de wet": _("Dit mag met de wet van nu."),
    "raadsbesluit nodig": _("Dit mag. Er is een besluit voor nodig, meestal van de gemeenteraad."),
    "verordening nodig": _("Dit mag. De raad legt het vast in een verordening: een eigen regel."),
    "experimentwet nodig": _("Dit mag nu niet. Er is een aparte wet voor een proef nodig."),
    "niet mogelijk": _("Dit mag niet met de wet van nu."),
}


def crumbs(*steps: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return the breadcrumb from home through the register; a step is (label, url) or (label,)."""
    return [(_("Home"), "/"), (_("Regelruimte"), reverse("rules")), *steps]
