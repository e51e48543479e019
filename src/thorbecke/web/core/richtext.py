"""Text from a person, made safe to show. What is not on the list does not pass."""

from __future__ import annotations

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}
_PARAGRAPHS = re.compile(r"\n\s*\n")


def clean(html: str) -> SafeString:
    """Return the HTML with only the tags of ``TAGS``; links get rel=nofollow noopener noreferrer."""
    return mark_safe(  # noqa: S308 - this is the place that makes it safe
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener noreferrer",
        )
    )


def paragraphs(text: str) -> SafeString:
    """Return plain text as paragraphs: an empty line starts a new one, a single line end is a break."""
    blocks = [escape(block.strip()) for block in _PARAGRAPHS.split(text.replace("\r", ""))]
    return clean("".join(f"<p>{b.replace(chr(10), '<br>')}</p>" for b in blocks if b))
