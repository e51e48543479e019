"""The tags of the UI kit. They are builtins: a template needs no ``load``.

The small ones are written with ``format_html``, because a list page renders hundreds of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thorbecke.web.core import navigation, paging, words
from thorbecke.web.core.charts import Chart
from thorbecke.web.core.icons import icon as draw_icon

register = template.Library()
NOTHING = mark_safe("")

HERE = "-the-page-we-are-on-"
TONES = frozenset({"neutral", "green", "amber", "red", "blue"})
ALERTS = {"info": "info", "success": "ok", "warning": "warning", "error": "error"}


@register.simple_tag
def site_footer(here: str) -> SafeString:
    """The foot of every page. It is the same but for the address to come back to."""
    language, conf = get_language() or "", get_urlconf() or settings.ROOT_URLCONF
    html = _footer(language, conf, len(navigation.items("footer")))
    return mark_safe(html.replace(HERE, escape(quote(here, safe=""))))  # noqa: S308 - both are escaped


@lru_cache(maxsize=16)
def _footer(_language: str, _urlconf: str, _items: int) -> str:
    context = {"mark": HERE, "footer_menu": navigation.items("footer")}
    return render_to_string("core/kit/footer.html", context)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon; the text beside it says what it means."""
    return draw_icon(name)


@register.simple_tag
def safe_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address with this name, or nothing when no part of the site has it."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag
def content_lang() -> SafeString:
    """``lang="nl"`` for Dutch content on a page whose interface is in another language."""
    return NOTHING if get_language() == "nl" else mark_safe(' lang="nl"')


def _tag(item: dict[str, Any]) -> SafeString:
    tone = item.get("tone") or "neutral"
    css = f"nl-data-badge tb-tag tb-tag--{tone if tone in TONES else 'neutral'}"
    if url := item.get("url"):
        return format_html('<a class="{}" href="{}">{}</a>', css, url, item["label"])
    return format_html('<span class="{}">{}</span>', css, item["label"])


@register.simple_tag
def tags(items: Iterable[dict[str, Any]] | None) -> SafeString:
    """A list of tags. Each item: label, url (optional), tone (neutral, green, amber, red, blue)."""
    rows = [(_tag(item),) for item in items or ()]
    if not rows:
        return NOTHING
    return format_html('<ul class="tb-tags">{}</ul>', format_html_join("", "<li>{}</li>", rows))


def _part(tag: str, css: str, text: Any) -> SafeString:
    if not text:
        return NOTHING
    return format_html('<{0} class="{1}">{2}</{0}>', tag, css, text)


@register.simple_tag(name="card")
def card(
    title: str,
    url: str = "",
    text: str = "",
    tags: Iterable[dict[str, Any]] | None = None,
    meta: str = "",
    kicker: str = "",
    level: int = 3,
) -> SafeString:
    """A card: kicker above the title, text, tags, and small meta text. The title is the link."""
    link = format_html('<a class="tb-card__link" href="{}">{}</a>', url, title) if url else title
    return format_html(
        '<article class="tb-card"{}>{}{}{}{}{}</article>',
        content_lang(),
        _part(f"h{level}", "tb-card__title", link),
        _part("p", "tb-card__kicker", kicker),
        _part("p", "tb-card__text", text),
        render_tags(tags),
        _part("p", "tb-card__meta", meta),
    )


render_tags = tags


@register.simple_tag
def certainty(level: str) -> SafeString:
    """How sure a fact is: hoog, midden, laag or geheugen, as a badge with its meaning in words."""
    label, meaning, tone = words.CERTAINTY.get(level, words.CERTAINTY["laag"])
    return format_html(
        '<span class="nl-data-badge tb-tag tb-tag--{} tb-certainty tb-certainty--{}">'
        '{}<span class="tb-certainty__meaning">: {}</span></span>',
        tone,
        level,
        label,
        meaning,
    )


@register.simple_tag
def verdict(value: str) -> SafeString:
    """The legal verdict as a badge: a sign, a colour and the words."""
    label, sign, tone = words.VERDICTS.get(value, (value, "info", "neutral"))
    return format_html(
        '<span class="nl-data-badge tb-tag tb-tag--{} tb-verdict">{}{}</span>',
        tone,
        draw_icon(sign),
        label,
    )


@register.simple_block_tag(end_name="endalert")
def alert(content: str, kind: str, title: str = "", level: int = 2) -> SafeString:
    """A message: ``{% alert "warning" "Titel" %}<p>…</p>{% endalert %}``."""
    role = mark_safe(' role="alert"') if kind == "error" else NOTHING
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{} tb-alert"{}>'
        '<div class="utrecht-alert__icon">{}</div><div class="utrecht-alert__content">'
        '<div class="utrecht-alert__message tb-stack">{}{}</div></div></div>',
        ALERTS[kind],
        role,
        draw_icon(kind),
        _part(f"h{level}", "tb-alert__title", title),
        content,
    )


@register.inclusion_tag("core/kit/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """What a page shows when there is nothing to show, with one next step."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.simple_tag
def progress(value: float, max: float, label: str) -> SafeString:
    """A bar that says how far something is, with the numbers in words."""
    return format_html(
        '<div class="tb-progress"><p class="tb-progress__label"><span>{label}</span> '
        '<span class="tb-progress__value">{of}</span></p>'
        '<progress class="tb-progress__bar" value="{value}" max="{max}" aria-label="{label}">'
        "{of}</progress></div>",
        label=label,
        value=value,
        max=max,
        of=_("%(value)s van %(max)s") % {"value": value, "max": max},
    )


@register.inclusion_tag("core/kit/stepper.html")
def stepper(steps: Sequence[Any], current: int) -> dict[str, Any]:
    """The steps of a task. ``current`` counts from 1; a step is a label or a (label, url)."""
    rows = []
    for number, step in enumerate(steps, start=1):
        label, url = (step, "") if not isinstance(step, tuple | list) else step
        state = "done" if number < current else "current" if number == current else "todo"
        rows.append({"number": number, "label": label, "url": url, "state": state})
    return {"steps": rows, "current": current, "total": len(rows)}


@register.simple_tag
def facts(items: Iterable[Sequence[Any]] | None) -> SafeString:
    """Big figures: a list of (label, value) or (label, value, note)."""
    rows = []
    for label, value, *note in items or ():
        rows.append((label, value, _part("dd", "tb-facts__note", note[0] if note else "")))
    if not rows:
        return NOTHING
    inside = format_html_join(
        "",
        '<div class="tb-facts__item"><dt>{}</dt><dd class="tb-facts__value">{}</dd>{}</div>',
        rows,
    )
    return format_html('<dl class="tb-facts">{}</dl>', inside)


@register.inclusion_tag("core/kit/pagination.html", takes_context=True)
def pagination(context: Context, page: int, pages: int) -> dict[str, Any]:
    """Links to the other pages of a list; the other query parameters stay as they are."""
    request = context.get("request")
    query = request.GET if request is not None else None
    return {"links": paging.links(query, page, pages), "page": page, "pages": pages}


@register.inclusion_tag("core/kit/breadcrumbs.html")
def breadcrumbs(items: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """The road to this page: (label, url) pairs; the last one is the page itself."""
    rows = [(label, url[0] if url else "") for label, *url in items]
    return {"items": rows[:-1], "last": rows[-1] if rows else None}


@register.simple_tag
def chart(drawing: Chart | None) -> SafeString:
    """A chart with its table; nothing when there is nothing to draw."""
    return drawing.render() if drawing else NOTHING


@register.inclusion_tag("core/kit/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """The mistakes of a form as links to their fields; nothing when there are none."""
    if not form or not form.is_bound or not form.errors:
        return {}
    fields = [field for field in form if field.errors]
    return {"general": form.non_field_errors(), "fields": fields}
