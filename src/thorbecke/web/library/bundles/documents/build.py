"""Builds the neutral document of a bundle from what is published now."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from pydantic import ValidationError

from thorbecke.web.library.bundles.documents import chapters, parts, text, words
from thorbecke.web.library.bundles.documents.model import Block, Chapter, Document, Panel, Sources
from thorbecke.web.library.bundles.documents.references import SourceList
from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Bundle, BundleItem, Entry

LAW_FIELDS = ("data__law_nl", "data__article")  # an article is known by these, not by its subject

logger = logging.getLogger(__name__)


def build(bundle: Bundle) -> Document:
    """Return the document of a bundle. Two queries; O(n) in the number of items.

    What is not published any more is left out and named in a closing part.
    """
    with translation.override("nl"):
        return _build(bundle)


def address_of(entry: Entry) -> str:
    """Return the full address of an entry on this site."""
    return settings.BASE_URL.rstrip("/") + path_of(entry.kind, entry.slug)


def path_of(kind: str, slug: str) -> str:
    """Return the path of an entry; kinds that share one page have the slug as anchor."""
    name = KINDS[kind].url_name
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return f"{reverse(name)}#{slug}"


def _build(bundle: Bundle) -> Document:
    items = list(live_items(bundle))
    parsed = [(item, _parsed(item.entry)) for item in items]
    shown = [(item, content) for item, content in parsed if content is not None]
    sources = SourceList()
    context = parts.Context(sources, _titles(shown))
    made = tuple(
        _chapter(number, item, content, context)
        for number, (item, content) in enumerate(shown, start=1)
    )
    address = settings.BASE_URL.rstrip("/") + reverse("bundle_shared", args=[bundle.token])
    day = timezone.localdate(bundle.changed_on)
    title = text.line(bundle.title) or words.NO_TITLE
    gone = [text.line(item.entry.title) for item, content in parsed if content is None]
    return Document(
        identifier=f"urn:uuid:{bundle.id}",
        title=title,
        subtitle=text.line(bundle.subtitle),
        day=day,
        day_text=words.day(day),
        address=address,
        summary=words.counted([item.entry.kind for item, _content in shown]),
        foreword=text.blocks(bundle.introduction),
        chapters=made,
        closing=_closing(sources, gone, f"{title}. {words.day(day)}. {words.MADE_WITH}. {address}"),
    )


def live_items(bundle: Bundle) -> Any:
    """Return the items that are in the bundle now, in order, with their entries."""
    found = BundleItem.objects.filter(bundle=bundle, position__isnull=False)
    return found.select_related("entry").order_by("position")


def _parsed(entry: Entry) -> Any | None:
    """Return the content of an entry, or None when it cannot be shown."""
    if entry.data is None:
        return None
    try:
        return KINDS[entry.kind].schema.model_validate(entry.data)
    except ValidationError:
        logger.exception("entry %s %s does not fit its schema", entry.kind, entry.slug)
        return None


def _titles(shown: list[tuple[BundleItem, Any]]) -> Any:
    wanted = {pair for item, content in shown for pair in chapters.linked(item.entry.kind, content)}
    found: dict[tuple[str, str], str] = {}
    if wanted:
        kinds = {kind for kind, _slug in wanted}
        match = Q()
        for kind in kinds:
            match |= Q(kind=kind, slug__in=[slug for other, slug in wanted if other == kind])
        rows = Entry.objects.filter(match, data__isnull=False).values_list(
            "kind", "slug", "title", "data__law_nl", "data__article"
        )
        found = {
            (kind, slug): _named(title, law, article) for kind, slug, title, law, article in rows
        }
    return lambda kind, slugs: [found[kind, slug] for slug in slugs if (kind, slug) in found]


def _named(title: str, law: str | None, article: str | None) -> str:
    return f"{law}, artikel {article}: {title}" if law and article else title


def _chapter(number: int, item: BundleItem, content: Any, context: parts.Context) -> Chapter:
    kind = item.entry.kind
    draft = chapters.BUILDERS[kind](content, context)
    own = text.blocks(item.introduction)
    blocks: list[Block] = [Panel("own", words.OWN_WORDS, own)] if own else []
    return Chapter(
        anchor=f"onderdeel-{number}",
        number=number,
        kicker=str(KINDS[kind].label),
        title=text.line(draft.title),
        meta=text.line(draft.meta),
        certainty=draft.certainty,
        blocks=(*blocks, *draft.blocks, *parts.address(address_of(item.entry))),
    )


def _closing(sources: SourceList, gone: list[str], citation: str) -> tuple[Chapter, ...]:
    found = [("bronnen", words.ALL_SOURCES, [Sources("", sources.all)])] if sources.all else []
    about = [
        *parts.section(words.CITE, citation),
        *parts.section(
            words.LICENCE, f"{words.MAKER}\n\n{words.OUR_LICENCE}\n\n{words.NOT_ADVICE}"
        ),
    ]
    if gone:
        missing = parts.listed(words.MISSING, gone)
        about += [missing[0], text.paragraph(words.NOT_SHOWN), *missing[1:]]
    found.append(("verantwoording", "Over deze bundel", about))
    return tuple(Chapter(anchor, 0, "", title, "", "", tuple(b)) for anchor, title, b in found)
