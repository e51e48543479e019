"""Hiding a card: off every screen at once. The log says by which role and why, not what it said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from thorbecke.web.ateliers import flow
from thorbecke.web.ateliers.models import Atelier, LogEntry


@flow.changes(content=True)
def hide(atelier: Atelier, person: Any, card: UUID, reason: str) -> None:
    """Hide a card. Its dots stay, for when it comes back. Raises ``Refused``."""
    _set(atelier, card, True)
    flow.note(atelier, person, LogEntry.Action.HIDDEN, str(card), " ".join(reason.split())[:200])


@flow.changes(content=True)
def show(atelier: Atelier, person: Any, card: UUID) -> None:
    """Show a card again."""
    _set(atelier, card, False)
    flow.note(atelier, person, LogEntry.Action.SHOWN, str(card))


@flow.changes(content=True)
def keep(atelier: Atelier, kind: str, key: UUID, on: bool) -> None:
    """Choose a card (k) or cluster (c) for the report, or not."""
    rows = atelier.cards if kind == "k" else atelier.clusters
    if not rows.filter(pk=key).update(kept=on):
        raise flow.Refused("card")


def _set(atelier: Atelier, card: UUID, hidden: bool) -> None:
    if not atelier.cards.filter(pk=card).update(hidden=hidden):
        raise flow.Refused("card")
