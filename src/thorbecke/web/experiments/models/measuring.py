"""The plan of measurement, fixed before the start, and what was measured."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.experiments.models.experiment import Experiment


class Kind(models.TextChoices):
    """What sort of number an indicator is; it decides how its uncertainty is computed."""

    SHARE = "share", _("Een deel van de groep, in procenten")
    MEAN = "mean", _("Een gemiddelde")
    AMOUNT = "amount", _("Een aantal of bedrag")


class Better(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Hoger is beter")
    DOWN = "down", _("Lager is beter")


class Plan(Base):
    """What an experiment is expected to do, in the form of context, intervention, mechanism, outcome.

    ``fixed``: the plan as it was hashed into ``Experiment.plan_hash``, with its indicators.
    """

    experiment = models.OneToOneField(Experiment, on_delete=models.CASCADE, related_name="plan")
    context = models.TextField(_("Situatie"), max_length=2000, blank=True)
    intervention = models.TextField(_("Wat u doet"), max_length=2000, blank=True)
    mechanism = models.TextField(_("Waarom dat zou werken"), max_length=2000, blank=True)
    outcome = models.TextField(_("Wat u verwacht"), max_length=2000, blank=True)
    stop_rule = models.TextField(_("Wanneer u stopt"), max_length=2000, blank=True)
    fixed = models.JSONField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.experiment}"


class Addition(Base):
    """What was added to a plan after it was fixed, and why. It never replaces anything."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="additions")
    text = models.TextField(_("Aanvulling"), max_length=2000)
    reason = models.TextField(_("Waarom nu nog?"), max_length=1000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="addition_has_a_reason")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Indicator(Base):
    """One thing that is measured. ``core``: its id in ``knowledge.measuring``, or nothing if it is own.

    ``late``: added after the plan was fixed, with ``reason``. ``fixed_at``: from then nothing changes.
    """

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    core = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("Naam"), max_length=120)
    unit = models.CharField(_("Eenheid"), max_length=40)
    kind = models.CharField(_("Soort getal"), max_length=6, choices=Kind.choices)
    better = models.CharField(_("Welke kant is goed?"), max_length=4, choices=Better.choices)
    baseline = models.DecimalField(
        _("Stand vooraf"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    baseline_n = models.PositiveIntegerField(_("Bij hoeveel mensen?"), null=True, blank=True)
    baseline_spread = models.DecimalField(
        _("Standaardafwijking"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    no_baseline = models.CharField(_("Waarom is er geen stand vooraf?"), max_length=300, blank=True)
    target = models.DecimalField(_("Doel"), max_digits=14, decimal_places=3, null=True, blank=True)
    source = models.CharField(_("Bron"), max_length=200, blank=True)
    moments = models.CharField(_("Wanneer meet u?"), max_length=200, blank=True)
    late = models.BooleanField(default=False)
    reason = models.CharField(_("Waarom nu nog?"), max_length=500, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["experiment", "number"], name="one_number_per_indicator"
            ),
            models.UniqueConstraint(
                fields=["experiment", "core"],
                condition=~Q(core=""),
                name="a_core_indicator_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(reason=""), name="late_indicator_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="indicator_has_a_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Observation(Base):
    """One value that was measured. A correction is a new row; the old one stays and says so.

    ``spread``: the standard deviation of a mean, if known. ``origin``: "act:…" or "survey:…" for a value
    that the site took over by itself, so that it is taken over once.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    on = models.DateField(_("Datum"))
    value = models.DecimalField(_("Waarde"), max_digits=14, decimal_places=3)
    n = models.PositiveIntegerField(_("Bij hoeveel mensen?"), null=True, blank=True)
    spread = models.DecimalField(
        _("Standaardafwijking"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    source = models.CharField(_("Bron"), max_length=200)
    note = models.CharField(_("Toelichting"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="corrected_by"
    )
    origin = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(note=""), name="correction_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["indicator", "origin"],
                condition=~Q(origin=""),
                name="taken_over_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
