"""A count as large as a big city's, made of a real one: its stations repeated, its totals to match."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(<(?:ValidVotes|Cast|TotalCounted|RejectedVotes|UncountedVotes)[^>]*>)(\d+)<"
)


def grown(xml: str, times: int) -> str:
    """Return the 510 with every polling station ``times`` times; the votes still add up."""
    start, first = xml.index("<TotalVotes>"), xml.index("<ReportingUnitVotes>")
    last = xml.rindex("</ReportingUnitVotes>") + len("</ReportingUnitVotes>")
    total = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2]) * times}<", xml[start:first])
    units = [xml[first:last].replace("::SB", f"::{copy}SB") for copy in range(times)]
    return xml[:start] + total + "".join(units) + xml[last:]
