"""A democratic act: one consultation, one lottery, one budget round, with its phase and its rules."""

from __future__ import annotations

from django.conf import settings as site
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Municipality, Organisation


class Phase(models.TextChoices):
    """How far an act is. It only goes forward."""

    PREPARE = "prepare", _("In voorbereiding")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Gesloten")
    COUNTED = "counted", _("Geteld")
    PUBLISHED = "published", _("Gepubliceerd")


class Publish(models.TextChoices):
    """How the ballots are published."""

    WITH_RECEIPT = "with_receipt", _("Elk stembiljet met zijn ontvangstcode")
    APART = "apart", _("Stembiljetten en ontvangstcodes in twee lijsten")


class Act(Base):
    """One democratic act of an organisation.

    ``instrument`` is the id in the registry. ``settings`` is what the organiser filled in, in the
    instrument's own form; ``settings["questions"]`` holds the ballot papers. ``eligibility`` is the rule
    of who may take part (see ``roll.eligibility``). ``credentials`` lists the ways to get in: letter,
    account, oidc. At opening ``definition`` and ``definition_hash`` are frozen; nothing of them changes
    after that. A rehearsal is a copy that points to its original and has codes of its own.
    """

    instrument = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="acts")
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=160)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.PREPARE)
    settings = models.JSONField(default=dict)
    eligibility = models.JSONField(default=dict)
    credentials = models.JSONField(default=list)
    may_change = models.BooleanField(default=False)
    publish = models.CharField(max_length=12, choices=Publish.choices, default=Publish.WITH_RECEIPT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    definition = models.JSONField(null=True, blank=True)
    definition_hash = models.CharField(max_length=64, blank=True)
    rehearsal_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="rehearsals"
    )
    made_by = models.ForeignKey(
        site.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["phase", "-made_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="act_has_a_known_phase"
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.PREPARE) | ~Q(definition_hash=""),
                name="act_is_defined_once_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rehearsal(self) -> bool:
        """True for a copy to practise with."""
        return self.rehearsal_of_id is not None


class Seed(Base):
    """The public seed of an act: committed to before opening, or a number drawn in public.

    ``opening`` is secret until the ballots are closed and the seed is revealed.
    """

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="seed")
    commitment = models.CharField(max_length=64, blank=True)
    opening = models.CharField(max_length=128, blank=True)
    drawn = models.CharField(max_length=200, blank=True)
    revealed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment="") | Q(drawn=""), name="seed_of_one_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.drawn or self.commitment


class Result(Base):
    """What the count gave, and the sealed bundle that proves it.

    ``counts``: the deciding counts, as in record.json (question, method, version, rules, outcome …).
    ``figures``: ``totals`` of codes and ballots; ``areas`` [{name, codes, spent}] with small groups
    joined, empty when there is nothing to split; ``alternatives``: the other counts; ``own``: what the
    instrument worked out at the count (``Instrument.figures``).
    """

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="result")
    counts = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    bundle = models.FileField(upload_to="bundles/", blank=True)
    bundle_sha256 = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act}"


class CountPart(Base):
    """One count that is ready while others are still being made: a worker that dies loses only its own.

    ``key``: the hash of the method, its rules and the lots. Erased when the result is stored.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="count_parts")
    key = models.CharField(max_length=64)
    count = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "key"], name="one_part_per_count")]

    def __str__(self) -> str:
        return self.key[:8]
