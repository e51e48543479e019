"""The parts of a bundle that is being checked, each read once and only when a check asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from thorbecke.methods.lots import Lots
from thorbecke.records import bundle, canonical, lists

# What reading a damaged part may raise; anything else is a mistake of ours and must be seen.
DAMAGED = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Finding:
    """What a check found: a code of ``words`` with values. ``name``: when it is not the check's own."""

    holds: bool
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True)
class Content:
    """The files of a bundle, by name."""

    files: Mapping[str, bytes]

    @property
    def title(self) -> str:
        """The title, or nothing when the record can't be read."""
        try:
            return str(self.record["title"])
        except DAMAGED:
            return ""

    @cached_property
    def record(self) -> dict[str, Any]:
        """``record.json``. Raises ``NotCanonical``."""
        found: dict[str, Any] = canonical.loads(self.files[bundle.RECORD])
        return found

    @cached_property
    def definition(self) -> dict[str, Any]:
        """What was fixed at opening."""
        found: dict[str, Any] = self.record["definition"]
        return found

    @cached_property
    def log(self) -> list[dict[str, Any]]:
        """The entries of the log."""
        return canonical.values_of(canonical.lines_of(self.files[bundle.LOG]))

    def entry(self, kind: str) -> dict[str, Any]:
        """Return the values of the one entry of this kind. Raises ``LookupError``."""
        found = [entry["values"] for entry in self.log if entry["kind"] == kind]
        if len(found) != 1:
            raise LookupError(f"the log has {len(found)} entries of the kind {kind}")
        values: dict[str, Any] = found[0]
        return values

    @cached_property
    def lists(self) -> lists.Lists:
        """The published lists, each line still as bytes."""
        mode = self.record["publish"]
        return lists.Lists(
            mode, {name: canonical.lines_of(self.files[name]) for name in lists.FILES[mode]}
        )

    @cached_property
    def ballots(self) -> list[dict[str, Any]]:
        """The published ballots: {"invalid"?, "receipt"?, "vote"}. Raises ``NotCanonical``."""
        return canonical.values_of(self.lists.lines[lists.BALLOTS])

    @cached_property
    def receipts(self) -> list[str]:
        """The published receipts, in the order of the list."""
        if self.lists.mode == lists.WITH_RECEIPT:
            return [row["receipt"] for row in self.ballots]
        return canonical.values_of(self.lists.lines[lists.RECEIPTS])

    @cached_property
    def lots(self) -> Lots | None:
        """The lots. Raises ``WrongSeed``."""
        return bundle.lots_of(self.record["lots"])

    @property
    def electorate(self) -> int:
        """How many valid codes there are."""
        return int(self.record["totals"]["codes"])
