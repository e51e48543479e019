"""What an organisation owns of its neighbourhood budgets besides the acts: ideas and the work after."""

from __future__ import annotations

from thorbecke.web.instruments.budget.models import Author, Idea, Like, Progress
from thorbecke.web.participation.owned import tables_of
from thorbecke.web.people.models import Organisation

files_of = tables_of(
    {
        "ideeen": (
            Idea,
            "act",
            (
                "number",
                "title",
                "text",
                "theme",
                "area",
                "address",
                "lat",
                "lon",
                "estimate",
                "cost",
                "state",
                "reason",
                "likes",
                "made_on",
                "shown_on",
            ),
        ),
        "voortgang": (
            Progress,
            "idea__act",
            ("idea__number", "state", "text", "spent", "photo_text", "day"),
        ),
    }
)


def delete_of(organisation: Organisation) -> None:
    """Erase who brought ideas in and who supported them; the ideas go or stay with their act."""
    Author.objects.filter(idea__act__organisation=organisation).delete()
    Like.objects.filter(idea__act__organisation=organisation).delete()
    Progress.objects.filter(idea__act__organisation=organisation).update(by=None)
