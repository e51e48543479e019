"""What only a neighbourhood budget has: ideas, who brought them in, support, and the work after it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act


class Theme(models.TextChoices):
    """What an idea is about."""

    GREEN = "green", _("Groen en natuur")
    PLAY = "play", _("Spelen en sport")
    MEET = "meet", _("Ontmoeten")
    TRAFFIC = "traffic", _("Verkeer en veiligheid")
    CULTURE = "culture", _("Kunst en cultuur")
    CLIMATE = "climate", _("Energie en klimaat")
    OTHER = "other", _("Iets anders")


class Idea(Base):
    """An idea on its way to the ballot.

    ``number``: its public id within the act, from 1; on the ballot it is "p" + number. Money in cents:
    ``estimate`` of who brought it in, ``cost`` that the organiser worked out. ``shown_on``: since when
    residents see it; what never was shown stays unseen, refused or not. ``likes``: how many support it,
    kept beside ``Like`` so that a list needs one query.
    """

    class State(models.TextChoices):
        """How far it is."""

        NEW = "new", _("Nieuw")
        SUPPORT = "support", _("Zoekt steun")
        ENOUGH = "enough", _("Genoeg steun")
        VETTING = "vetting", _("Wordt onderzocht")
        BALLOT = "ballot", _("Op het stembiljet")
        REFUSED = "refused", _("Gaat niet door")
        MERGED = "merged", _("Samengevoegd")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="ideas")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.OTHER)
    area = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    photo = models.FileField(upload_to="ideas/", blank=True)
    photo_text = models.CharField(max_length=150, blank=True)
    estimate = models.BigIntegerField(null=True, blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    reason = models.CharField(max_length=600, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    likes = models.PositiveIntegerField(default=0)
    made_on = models.DateField(auto_now_add=True)
    shown_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["act", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_number_per_idea")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def option(self) -> str:
        """Its id on the ballot."""
        return f"p{self.number}"


class Author(Base):
    """Who brought an idea in, or joined it. Apart from the idea, so that it can be erased by date."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    joined = models.BooleanField(default=False)
    made_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["joined", "made_on", "pk"]

    def __str__(self) -> str:
        return self.name


class Like(Base):
    """One visitor supports one idea. ``key``: a keyed hash that leads to nobody."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supporters")
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "key"], name="one_like_per_visitor")]

    def __str__(self) -> str:
        return self.key[:8]


class Progress(Base):
    """One report on a funded project. ``spent``: in cents, in all up to that day."""

    class State(models.TextChoices):
        """How far the work is."""

        PLANNED = "planned", _("Gepland")
        BUSY = "busy", _("Mee bezig")
        DONE = "done", _("Klaar")
        STOPPED = "stopped", _("Gestopt")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="progress")
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    text = models.TextField(max_length=1500)
    spent = models.BigIntegerField(default=0)
    photo = models.FileField(upload_to="progress/", blank=True)
    photo_text = models.CharField(max_length=150, blank=True)
    day = models.DateField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


# In these states an idea is known to residents and still on its way.
ON_ITS_WAY = (Idea.State.SUPPORT, Idea.State.ENOUGH, Idea.State.VETTING)
FINISHED = frozenset({Progress.State.DONE, Progress.State.STOPPED})
