"""Tags of the web version of a bundle."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from thorbecke.web.core.charts import bar_chart
from thorbecke.web.library.bundles.documents.model import Chart

register = template.Library()


@register.simple_tag
def bundle_chart(block: Chart) -> SafeString:
    """The chart of a document, drawn as on the rest of the site."""
    rows = [(bar.label, bar.amount, "") for bar in block.bars]
    return bar_chart(block.title, block.description, rows).render()
