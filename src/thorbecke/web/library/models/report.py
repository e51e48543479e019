"""What readers tell us about mistakes, and the counters that keep floods out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.library.models.entry import Entry


class ReportState(models.TextChoices):
    """How far we are with a report."""

    NEW = "new", _("Nieuw")
    BUSY = "busy", _("In behandeling")
    SOLVED = "solved", _("Opgelost")
    DECLINED = "declined", _("Niet overgenomen")


HANDLED = (ReportState.SOLVED, ReportState.DECLINED)


class ErrorReport(Base):
    """A reader's message that something in an entry is wrong.

    The address is only there to send one answer. ``clean_reports`` erases it 30 days after the
    report was handled.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField(max_length=4000)
    source = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply = models.TextField(max_length=4000, blank=True)
    made_on = models.DateTimeField(default=timezone.now)
    handled_on = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=HANDLED, handled_on__isnull=False)
                | (~Q(state__in=HANDLED) & Q(handled_on__isnull=True)),
                name="report_handled_has_date",
            )
        ]
        indexes = [models.Index(fields=["state", "made_on"], name="report_state_made")]

    def __str__(self) -> str:
        return f"{self.entry} ({self.get_state_display()})"


class RateMark(models.Model):
    """How often one sender did one thing in one window of time.

    The key is a keyed hash of the sender's address and the day, so a row cannot be turned back
    into an address, nor be tied to a row of another day. Rows live at most a day.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%Y-%m-%d %H:%M}"
