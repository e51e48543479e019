"""Tracks: municipalities that learn together about one or more themes, in a few sessions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Organisation


class Track(Base):
    """A programme of sessions. ``open``: people with an account may join, and everybody sees it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tracks")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Wat leert u hier?"), max_length=4000)
    themes = models.JSONField(_("Thema's"), default=list, blank=True)
    open = models.BooleanField(_("Iedereen ziet dit traject en kan zich aanmelden"), default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title


class Session(Base):
    """One meeting of a track, with what to read before and what to do after."""

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("Titel"), max_length=120)
    starts_at = models.DateTimeField(_("Begint"))
    ends_at = models.DateTimeField(_("Eindigt"))
    place = models.CharField(_("Waar, of met welke link?"), max_length=300, blank=True)
    text = models.TextField(_("Programma"), max_length=4000, blank=True)
    material = models.TextField(
        _("Om te lezen"), max_length=2000, blank=True, help_text=_("Eén link per regel.")
    )
    homework = models.TextField(_("Huiswerk"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Participant(Base):
    """Somebody who takes part in a track."""

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tracks"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["track", "person"], name="joined_once")]

    def __str__(self) -> str:
        return f"{self.track}"


class Question(Base):
    """A question of a participant to the experts of a track, and the answer."""

    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("Uw vraag"), max_length=1500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("Antwoord"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
