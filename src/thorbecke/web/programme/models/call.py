"""A round of the call: from when to when, what it is about, and how soon people get an answer."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act
from thorbecke.web.people.models import Organisation


class State(models.TextChoices):
    """How far a round is."""

    CONCEPT = "concept", _("Concept")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Gesloten")
    ANSWERED = "answered", _("Beantwoord")


class Call(Base):
    """One round of a programme. Everybody sees it once it has left the state of concept.

    ``reply_days``: within so many days somebody gets an answer. ``keep_days``: so many days after a
    submission its personal data and texts are erased. ``answer``: what the programme did with the round.
    ``theme_act``: the consultation in which people choose its central themes together.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Waar gaat de oproep over?"), max_length=6000)
    themes = models.JSONField(_("Thema's"), default=list, blank=True)
    opens_on = models.DateField(_("Open vanaf"))
    closes_on = models.DateField(_("Open tot en met"))
    reply_days = models.PositiveSmallIntegerField(
        _("Binnen hoeveel dagen krijgt iemand antwoord?"),
        default=21,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    keep_days = models.PositiveSmallIntegerField(
        _("Na hoeveel dagen wist u de gegevens?"),
        default=365,
        validators=[MinValueValidator(30), MaxValueValidator(1825)],
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    answer = models.TextField(_("Wat deed u met deze ronde?"), max_length=6000, blank=True)
    theme_act = models.ForeignKey(
        Act, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-opens_on", "-made_at"]
        indexes = [models.Index(fields=["state", "-opens_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="call_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED) | ~Q(answer=""),
                name="answered_call_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def accepts(self) -> bool:
        """True while people can send something in."""
        return self.state == State.OPEN and self.opens_on <= timezone.localdate() <= self.closes_on

    @property
    def coming(self) -> bool:
        """True when it is open in name and its first day has not come."""
        return self.state == State.OPEN and timezone.localdate() < self.opens_on

    def due_from(self, day: date) -> date:
        """Return the day on which somebody who sends something in on ``day`` has an answer."""
        return day + timedelta(days=self.reply_days)
