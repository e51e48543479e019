"""How the register writes the place of a rule."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import gettext as _

from thorbecke.knowledge.schema import Rule
from thorbecke.web.library.law.register import is_pending

register = template.Library()
register.filter("pending", is_pending)
_NUMBERED = re.compile(r"(?:[A-Z] )?\d")  # 8, 155a-f, P 5; not "Kamerstuk 36210" or "hele wet"


@register.filter
def place_in_law(rule: Rule) -> str:
    """Return law and place: "Gemeentewet, artikel 8" or "Archiefwet 1995, hele wet"."""
    if _NUMBERED.match(rule.article):
        return _("%(law)s, artikel %(article)s") % {"law": rule.law_nl, "article": rule.article}
    return f"{rule.law_nl}, {rule.article}"


@register.filter
def short_place(rule: Rule) -> str:
    """Return the place without the law, for a list under the name of that law."""
    if _NUMBERED.match(rule.article):
        return _("Artikel %(article)s") % {"article": rule.article}
    return rule.article[:1].upper() + rule.article[1:]
