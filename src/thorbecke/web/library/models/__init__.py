"""The tables of the library. Import them from here; submodules import only downward: entry first."""

from thorbecke.web.library.models.bundle import Bundle, BundleDocument, BundleItem
from thorbecke.web.library.models.entry import Entry, Kind, Origin, State, Version
from thorbecke.web.library.models.importing import ImportBatch
from thorbecke.web.library.models.report import HANDLED, ErrorReport, RateMark, ReportState
from thorbecke.web.library.models.search import SearchDocument, SearchState, SearchWord

__all__ = [
    "HANDLED",
    "Bundle",
    "BundleDocument",
    "BundleItem",
    "Entry",
    "ErrorReport",
    "ImportBatch",
    "Kind",
    "Origin",
    "RateMark",
    "ReportState",
    "SearchDocument",
    "SearchState",
    "SearchWord",
    "State",
    "Version",
]
