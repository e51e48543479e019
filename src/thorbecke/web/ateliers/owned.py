"""What an organisation owns here: its ateliers with their cards, as files, and deleting them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.people import owning
from thorbecke.web.people.models import Organisation

FIELDS = (
    "title challenge themes origin template warmup steps planned_on anonymous erase_on phase "
    "made_at opened_at closed_at erased_at seed draws report"
).split()


def files(organisation: Organisation) -> Iterator[owning.File]:
    """Yield one file for each atelier: settings, report, and the cards that are still kept."""
    for atelier in Atelier.objects.filter(organisation=organisation).iterator(chunk_size=50):
        yield f"{atelier.pk}.json", owning.as_json(_whole(atelier))


def _whole(atelier: Atelier) -> dict[str, Any]:
    cards = atelier.cards.values(
        "step", "round", "group", "text", "kind", "label", "hidden", "kept", "cluster__title"
    )
    log = atelier.log.values("at", "action", "subject", "reason", "by")
    return {
        **{name: getattr(atelier, name) for name in FIELDS},
        "people": atelier.guests.count(),
        "cards": list(cards),
        "log": list(log),
    }


def delete(organisation: Organisation) -> None:
    """Delete all ateliers, with what people wrote."""
    Atelier.objects.filter(organisation=organisation).delete()
