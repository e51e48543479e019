"""What belongs to an experiment: decision documents, the logbook with photos, acts, quotes, followers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.experiments.models.experiment import Experiment
from thorbecke.web.participation.models import Act

MOST_PHOTOS = 6


class Document(Base):
    """A file. It is never served as a page, only as a download, and only to who may see it."""

    class Kind(models.TextChoices):
        """What it is."""

        DECISION = "decision", _("Besluit")
        PROPOSAL = "proposal", _("Voorstel")
        REPORT = "report", _("Verslag of evaluatie")
        OTHER = "other", _("Ander stuk")

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("Titel"), max_length=120)
    kind = models.CharField(_("Soort stuk"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("Datum van het stuk"))
    public = models.BooleanField(_("Iedereen mag dit stuk zien"), default=False)
    file = models.FileField(upload_to="experiments/documents/")
    extension = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-made_at"]

    def __str__(self) -> str:
        return self.title


class Note(Base):
    """A message in the logbook. Private unless it is made public, in an experiment that is public."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField(_("Datum"))
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Wat gebeurde er?"), max_length=6000)
    surprise = models.BooleanField(_("Dit liep anders dan verwacht"), default=False)
    public = models.BooleanField(_("Iedereen mag dit lezen"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-on", "-made_at"]

    def __str__(self) -> str:
        return self.title


class Photo(Base):
    """A photo with a message, drawn anew when it came in: no place, no camera, no notes."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="photos")
    photo = models.ImageField(upload_to="experiments/photos/")
    text = models.CharField(_("Wat is er op de foto te zien?"), max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.text


class ActOf(Base):
    """An act of participation that was started from an experiment."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="acts")
    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="of_experiment")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act}"


class Quote(Base):
    """What somebody said. It goes to the press only once she agreed: who asked her, and when."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="quotes")
    text = models.TextField(_("Wat is er gezegd?"), max_length=600)
    who = models.CharField(_("Door wie?"), max_length=120)
    cleared = models.BooleanField(_("Deze persoon vindt het goed"), default=False)
    cleared_on = models.DateField(_("Op welke dag?"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared=False) | Q(cleared_on__isnull=False),
                name="cleared_quote_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.who


class Follower(Base):
    """Somebody who gets news by mail. Without a yes from the address itself nothing is sent."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField()
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experiment", "email"], name="followed_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
