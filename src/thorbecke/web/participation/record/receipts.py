"""The public list of receipts, and finding one's own on it. Only after closing: then it can't grow."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thorbecke.records import lists
from thorbecke.web.participation.box.reading import paper_receipt
from thorbecke.web.participation.models import Act, Drawer, PaperBallot, PaperBatch, Phase
from thorbecke.web.participation.record import log

PER_PAGE = 256
RECEIPT = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}|P-[0-9]{1,6}-[0-9]{1,7}")
AFTER_CLOSING = (Phase.CLOSED, Phase.COUNTED, Phase.PUBLISHED)


@dataclass(frozen=True)
class Found:
    """A receipt on the list. ``vote``: what lies in the box with it; None while that is not public."""

    receipt: str
    vote: Mapping[str, Any] | None
    invalid: bool = False


def tidy(text: str) -> str:
    """Return a receipt as it is written on the list, from what somebody typed."""
    signs = re.sub(r"[\s.–—-]", "", text.upper())
    if re.fullmatch(r"[0-9A-Z]{16}", signs):
        return "-".join(signs[start : start + 4] for start in range(0, 16, 4))
    return re.sub(r"\s", "", text.upper())


def find(act: Act, text: str) -> Found | None:
    """Return the receipt if it is on the list. One or two queries, one drawer is read."""
    receipt = tidy(text)
    if act.phase not in AFTER_CLOSING or not RECEIPT.fullmatch(receipt):
        return None
    found = _on_paper(act, receipt) if receipt.startswith("P-") else _electronic(act, receipt)
    return found if found is None or _with_votes(act) else Found(found.receipt, None)


def page(act: Act, number: int) -> tuple[list[str], int, int]:
    """Return the receipts of a page, the page's real number, and how many pages there are.

    Electronic ones first, in order; then those on paper. Three queries; reads only this page.
    """
    if act.phase not in AFTER_CLOSING:
        return [], 1, 1
    drawers = Drawer.objects.filter(act=act).order_by("prefix")
    sizes = list(drawers.values_list("prefix", "size"))
    pages = _whole_drawers(sizes)
    paper = _paper(act)
    sheets = -(-paper.count() // PER_PAGE)
    last = max(1, len(pages) + sheets)
    here = min(max(1, number), last)
    if here <= len(pages):
        some = drawers.filter(prefix__in=pages[here - 1]).values_list("content", flat=True)
        return [row[0] for content in some for row in json.loads(content).values()], here, last
    start = (here - len(pages) - 1) * PER_PAGE
    rows = paper.values_list("batch__number", "number")[start : start + PER_PAGE]
    return [paper_receipt(batch, place) for batch, place in rows], here, last


def _whole_drawers(sizes: list[tuple[str, int]]) -> list[list[str]]:
    """Return the prefixes of each page: drawers as they are, up to about 256 ballots together."""
    pages: list[list[str]] = []
    room = 0
    for prefix, size in sizes:
        if size > room or not pages:
            pages.append([])
            room = PER_PAGE
        pages[-1].append(prefix)
        room -= size
    return pages


def _with_votes(act: Act) -> bool:
    """True when each ballot was published with its receipt."""
    closed = log.last_of(act, "closed")
    mode = closed.values["publish"] if closed else ""
    return act.phase == Phase.PUBLISHED and mode == lists.WITH_RECEIPT


def _electronic(act: Act, receipt: str) -> Found | None:
    """The receipt stands in the drawer's text between quotes; its form holds no sign of a pattern."""
    drawer = Drawer.objects.filter(act=act, content__contains=f'["{receipt}",').first()
    if drawer is None:
        return None
    rows = json.loads(drawer.content).values()
    return next((Found(row[0], row[2]) for row in rows if row[0] == receipt), None)


def _on_paper(act: Act, receipt: str) -> Found | None:
    _letter, batch, number = receipt.split("-")
    row = _paper(act).filter(batch__number=int(batch), number=int(number)).first()
    if row is None or paper_receipt(int(batch), row.number) != receipt:
        return None
    final = row.final or {}
    invalid = final.get("invalid") is True
    return Found(receipt, {} if invalid else final, invalid)


def _paper(act: Act) -> Any:
    rows = PaperBallot.objects.filter(batch__act=act, batch__state=PaperBatch.State.DONE)
    return rows.order_by("batch__number", "number")
