"""The tables of the library. Import them from here; submodules import only downward: entry first."""

from thorbecke.web.library.models.entry import Entry, Kind, Origin, State, Version
from thorbecke.web.library.models.search import SearchDocument, SearchState

__all__ = ["Entry", "Kind", "Origin", "SearchDocument", "SearchState", "State", "Version"]
