"""The tables of roll, box and record. Import them from here; act comes first, nothing points back."""

from thorbecke.web.participation.models.act import Act, CountPart, Phase, Publish, Result, Seed
from thorbecke.web.participation.models.attempts import Attempt
from thorbecke.web.participation.models.box import Audit, Drawer, PaperBallot, PaperBatch
from thorbecke.web.participation.models.log import LogEntry
from thorbecke.web.participation.models.roll import (
    CensusImport,
    CensusState,
    Channel,
    Credential,
    PrintRun,
    Spent,
    Voter,
)

__all__ = [
    "Act",
    "Attempt",
    "Audit",
    "CensusImport",
    "CensusState",
    "Channel",
    "CountPart",
    "Credential",
    "Drawer",
    "LogEntry",
    "PaperBallot",
    "PaperBatch",
    "Phase",
    "PrintRun",
    "Publish",
    "Result",
    "Seed",
    "Spent",
    "Voter",
]
