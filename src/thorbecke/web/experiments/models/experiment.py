"""An experiment of an organisation, and the road that it went."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Area, Municipality, Organisation

LONGEST_TITLE = 120


class Phase(models.TextChoices):
    """How far an experiment is."""

    IDEA = "idea", _("Idee")
    DESIGN = "design", _("Ontwerp")
    DECISION = "decision", _("Besluit")
    RUNNING = "running", _("Uitvoering")
    EVALUATION = "evaluation", _("Evaluatie")
    ANCHORED = "anchored", _("Verankerd")
    STOPPED = "stopped", _("Gestopt")


# From each phase, where an experiment can go. What is not here the database refuses too (Step).
NEXT: dict[Phase, tuple[Phase, ...]] = {
    Phase.IDEA: (Phase.DESIGN, Phase.STOPPED),
    Phase.DESIGN: (Phase.DECISION, Phase.IDEA, Phase.STOPPED),
    Phase.DECISION: (Phase.RUNNING, Phase.DESIGN, Phase.STOPPED),
    Phase.RUNNING: (Phase.EVALUATION, Phase.STOPPED),
    Phase.EVALUATION: (Phase.ANCHORED, Phase.RUNNING, Phase.STOPPED),
    Phase.ANCHORED: (Phase.EVALUATION, Phase.STOPPED),
    Phase.STOPPED: (Phase.DESIGN,),
}
# Nobody measures an effect afterwards against what he then likes: these need a plan that is fixed.
MEASURED = (Phase.RUNNING, Phase.EVALUATION, Phase.ANCHORED)


class Experiment(Base):
    """One experiment. Private to its organisation until somebody makes it public.

    ``themes``: ids of themes in the library. ``design``: a copy of the design as plain data, with its
    choices and verdict. ``origin``: where it came from, {"kind", "id", "url"}. ``plan_hash``: the hash of
    the plan of measurement, from the moment that it was fixed. ``version`` counts edits, so that nobody
    overwrites a colleague.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="experiments"
    )
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=LONGEST_TITLE)
    challenge = models.TextField(_("opgave"), max_length=4000, blank=True)
    themes = models.JSONField(_("thema's"), default=list, blank=True)
    design = models.JSONField(null=True, blank=True)
    origin = models.JSONField(null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    press_contact = models.CharField(_("contact voor de pers"), max_length=200, blank=True)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.IDEA)
    public = models.BooleanField(default=False)
    public_since = models.DateTimeField(null=True, blank=True)
    plan_hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at", "pk"]
        indexes = [
            models.Index(fields=["public", "-changed_at"]),
            models.Index(fields=["organisation", "-changed_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="experiment_has_a_known_phase"
            ),
            models.CheckConstraint(
                condition=~Q(phase__in=[p.value for p in MEASURED]) | ~Q(plan_hash=""),
                name="experiment_is_measured_by_a_fixed_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _allowed() -> Q:
    found = Q()
    for before, afters in NEXT.items():
        found |= Q(before=before.value, after__in=[p.value for p in afters])
    return found


class Step(Base):
    """One change of phase: when, by whom and why. ``on``: the day that it happened in the real world."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=Phase.choices)
    after = models.CharField(max_length=10, choices=Phase.choices)
    on = models.DateField(_("datum"))
    reason = models.TextField(_("waarom"), max_length=2000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "made_at"]
        constraints = [
            models.CheckConstraint(condition=_allowed(), name="step_is_allowed"),
            models.CheckConstraint(condition=~Q(reason=""), name="step_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new step; a step that is stored does not change."""
        if not self._state.adding:
            raise TypeError("the road of an experiment is append-only")
        super().save(*args, **kwargs)
