"""A lesson from an experiment: what was done, why it worked or not, and what others checked of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.people.models import Organisation


class State(models.TextChoices):
    """Where a lesson is. Only what another person checked is shown to everybody."""

    DRAFT = "draft", _("In bewerking")
    REVIEW = "review", _("Wordt nagekeken")
    RETURNED = "returned", _("Terug met vragen")
    ACCEPTED = "accepted", _("Nagekeken")


class Strength(models.TextChoices):
    """How well the outcome is known, strongest first."""

    COMPARED = "compared", _("Gemeten, naast een groep waar niets veranderde")
    BEFORE_AFTER = "before_after", _("Gemeten, vooraf en achteraf")
    OBSERVED = "observed", _("Gezien, niet gemeten")
    TOLD = "told", _("Verteld door deelnemers")


class Lesson(Base):
    """One lesson of one experiment, in the form of context, intervention, mechanism and outcome.

    ``effects``: the figures as they were when the lesson was handed in, as plain data. ``entry``: the
    case in the library that was made from it. ``number``: how often it was accepted; a change after that
    needs a new look. ``version`` counts edits.
    """

    experiment = models.OneToOneField(Experiment, on_delete=models.CASCADE, related_name="lesson")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="lessons")
    title = models.CharField(_("De les in één zin"), max_length=200)
    context = models.TextField(_("In welke situatie?"), max_length=3000, blank=True)
    intervention = models.TextField(_("Wat deed u?"), max_length=3000, blank=True)
    mechanism = models.TextField(
        _("Waarom werkte het, of waarom niet?"), max_length=3000, blank=True
    )
    outcome = models.TextField(_("Wat kwam eruit?"), max_length=3000, blank=True)
    surprise = models.TextField(_("Wat had u niet verwacht?"), max_length=3000, blank=True)
    went_wrong = models.TextField(_("Wat ging er mis?"), max_length=3000, blank=True)
    transfer = models.TextField(
        _("Waar kan dit ook werken, en waar niet?"), max_length=3000, blank=True
    )
    strength = models.CharField(
        _("Hoe zeker is dit?"), max_length=12, choices=Strength.choices, default=Strength.TOLD
    )
    effects = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    number = models.PositiveSmallIntegerField(default=0)
    entry = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "pk"]
        indexes = [models.Index(fields=["state", "-accepted_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(number__gte=1, accepted_at__isnull=False),
                name="accepted_lesson_has_a_number_and_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Review(Base):
    """What a scientist said of a lesson. ``lesson_version``: the text that she read."""

    class Verdict(models.TextChoices):
        """What follows."""

        ACCEPT = "accept", _("De les klopt met wat er gemeten is")
        RETURN = "return", _("De les gaat terug, met vragen")

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="reviews")
    lesson_version = models.PositiveIntegerField()
    verdict = models.CharField(_("Uw oordeel"), max_length=6, choices=Verdict.choices)
    text = models.TextField(_("Toelichting"), max_length=3000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "lesson_version"], name="a_text_is_judged_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_review_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.lesson}"


class Anchor(Base):
    """What makes an experiment last inside the municipality: four questions, each with an answer."""

    experiment = models.OneToOneField(Experiment, on_delete=models.CASCADE, related_name="anchor")
    keeper = models.TextField(_("Wie zorgt ervoor dat het blijft?"), max_length=1000, blank=True)
    keeper_done = models.BooleanField(_("Dit is geregeld"), default=False)
    budget = models.TextField(_("Uit welk budget wordt het betaald?"), max_length=1000, blank=True)
    budget_done = models.BooleanField(_("Dit is geregeld"), default=False)
    bylaw = models.TextField(
        _("In welke verordening of afspraak staat het?"), max_length=1000, blank=True
    )
    bylaw_done = models.BooleanField(_("Dit is geregeld"), default=False)
    training = models.TextField(_("Wie leert hoe het werkt?"), max_length=1000, blank=True)
    training_done = models.BooleanField(_("Dit is geregeld"), default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.experiment}"
