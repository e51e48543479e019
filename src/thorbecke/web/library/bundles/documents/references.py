"""The sources of a whole document, each with one number."""

from __future__ import annotations

from datetime import date

from thorbecke.knowledge import schema
from thorbecke.web.library.bundles.documents import text, words
from thorbecke.web.library.bundles.documents.model import Reference


class SourceList:
    """Numbers sources in the order in which they are first named; one address, one number."""

    def __init__(self) -> None:
        self._found: dict[str, Reference] = {}

    def add(self, url: str, title: str | None = None, seen_on: date | None = None) -> Reference:
        """Return the reference of this address, made when it is new."""
        if url not in self._found:
            self._found[url] = Reference(
                number=len(self._found) + 1,
                title=text.line(title or words.site(url)),
                url=url,
                seen=f"gezien op {words.day(seen_on)}" if seen_on else "",
            )
        return self._found[url]

    def add_all(self, sources: list[schema.Source]) -> tuple[Reference, ...]:
        """Return the references of the sources of one item, by number and without doubles."""
        found = {self.add(str(s.url), s.title, s.seen_on) for s in sources}
        return tuple(sorted(found, key=lambda reference: reference.number))

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every source of the document, by number."""
        return tuple(self._found.values())
