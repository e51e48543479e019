"""Holding an act while it goes from one phase to the next, and saying why it can't."""

from __future__ import annotations

from thorbecke.web.participation.models import Act


class NotNow(Exception):
    """A step that can't be taken now; the text says why, in words for the organiser."""


def held(act: Act) -> Act:
    """Return the act as it is now, held until the transaction ends. Ballots on their way are waited for."""
    return Act.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=act.pk)
