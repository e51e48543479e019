"""EML_NL, the XML in which Dutch elections are exchanged, read with care and streamed.

read_eml(source, "Telling_GR2022.eml.xml")   # 110a, 230b, 510b, 510d or 520, told apart by content
to_election(count, seats=29)                 # a 510 ready to be counted
"""

from __future__ import annotations

from thorbecke.formats.eml.documents import FORMS, Document, read_eml
from thorbecke.formats.eml.model import (
    CandidateLists,
    Count,
    Definition,
    ElectionInfo,
    EmlError,
    Result,
    Unit,
)
from thorbecke.formats.eml.turning import to_council, to_election

__all__ = [
    "FORMS",
    "CandidateLists",
    "Count",
    "Definition",
    "Document",
    "ElectionInfo",
    "EmlError",
    "Result",
    "Unit",
    "read_eml",
    "to_council",
    "to_election",
]
