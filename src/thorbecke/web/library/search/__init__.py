"""Search in the library: full text, facets with counts, sorting. Import from here.

``find`` answers a question; ``index`` and ``remove`` keep search in step with what readers see and
are called by ``publishing`` inside its transactions.
"""

from thorbecke.web.library.search.columns import version
from thorbecke.web.library.search.find import Card, Facet, FacetValue, Query, Results, cards, find
from thorbecke.web.library.search.indexing import index, remove

__all__ = [
    "Card",
    "Facet",
    "FacetValue",
    "Query",
    "Results",
    "cards",
    "find",
    "index",
    "remove",
    "version",
]
