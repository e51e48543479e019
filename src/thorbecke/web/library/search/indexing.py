"""Writes the search documents of entries and moves the version on."""

from __future__ import annotations

import time
from collections.abc import Sequence

from thorbecke.web.library.kinds import KINDS
from thorbecke.web.library.models import Entry, SearchDocument, SearchState, SearchWord
from thorbecke.web.library.search import fulltext
from thorbecke.web.library.search.words import words_of
from thorbecke.web.people.models import Municipality

BATCH = 500


def index(entries: Sequence[Entry]) -> None:
    """Make search find these published entries as they are now. The caller holds the transaction."""
    known = _municipalities(entries)
    for start in range(0, len(entries), BATCH):
        _index(entries[start : start + BATCH], known)
    move_on()


def remove(entries: Sequence[Entry]) -> None:
    """Make search forget these entries."""
    documents = SearchDocument.objects.filter(entry__in=entries)
    fulltext.remove(documents.values_list("id", flat=True))
    documents.delete()
    move_on()


def move_on() -> None:
    """Raise the version. It follows the clock, so that no number ever stands for two states."""
    state, _made = SearchState.objects.select_for_update().get_or_create(pk=1)
    state.version = max(state.version + 1, time.time_ns() // 1000)
    state.save(update_fields=["version"])


def _municipalities(entries: Sequence[Entry]) -> dict[str, Municipality]:
    names = {name for entry in entries for name in _place_names(entry)}
    return {place.name: place for place in Municipality.objects.filter(name__in=names)}


def _place_names(entry: Entry) -> list[str]:
    """Return the municipality of an entry, and the others that take part in it."""
    names = [entry.data.get("municipality"), *entry.data.get("other_municipalities", ())]
    return [name for name in names if name]


def _index(entries: Sequence[Entry], known: dict[str, Municipality]) -> None:
    texts = {entry.pk: _text(entry, known) for entry in entries}
    SearchDocument.objects.bulk_create(
        [_document(entry, known) for entry in entries],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["kind", "slug", "title", "facets", "card", "order"],
    )
    rows = SearchDocument.objects.filter(entry__in=entries).values_list("id", "entry_id", "title")
    fulltext.store((key, title, texts[entry]) for key, entry, title in rows)
    _learn({word for entry in entries for word in words_of(f"{entry.title} {texts[entry.pk]}")})


def _learn(words: set[str]) -> None:
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words) if len(word) > 2 and not word.isdigit()],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _text(entry: Entry, known: dict[str, Municipality]) -> str:
    return KINDS[entry.kind].text(entry.data, known.get(entry.data.get("municipality")))


def _document(entry: Entry, known: dict[str, Municipality]) -> SearchDocument:
    info, place = KINDS[entry.kind], known.get(entry.data.get("municipality"))
    facets = info.facets(entry.data, place)
    if slugs := [known[name].slug for name in _place_names(entry) if name in known]:
        facets["gm"] = slugs
    return SearchDocument(
        entry=entry,
        kind=entry.kind,
        slug=entry.slug,
        title=info.title(entry.data),
        facets=facets,
        card=info.card(entry.data, place),
        order=info.order(entry.data, place),
    )
