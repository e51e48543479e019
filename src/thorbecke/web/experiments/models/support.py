"""Support: what partners offer, what an experiment asks, and what came together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.experiments.models.experiment import Experiment
from thorbecke.web.people.models import Organisation


class Help(models.TextChoices):
    """The three kinds of support of the programme."""

    EXPERTISE = "expertise", _("Deskundigheid")
    EXPOSURE = "exposure", _("Bekendheid")
    LEGAL_ROOM = "legal_room", _("Regelruimte")


class Offer(Base):
    """What an organisation offers, in kinds and themes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Wat biedt u?"), max_length=2000)
    expertise = models.BooleanField(_("Deskundigheid"), default=False)
    exposure = models.BooleanField(_("Bekendheid"), default=False)
    legal_room = models.BooleanField(_("Regelruimte"), default=False)
    themes = models.JSONField(_("Thema's"), default=list, blank=True)
    contact = models.CharField(_("Contact"), max_length=200)
    open = models.BooleanField(_("Het aanbod staat open"), default=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["organisation__name", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expertise=True) | Q(exposure=True) | Q(legal_room=True),
                name="offer_is_of_some_kind",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Need(Base):
    """What an experiment asks for. Others see it only when it is sent to them."""

    class State(models.TextChoices):
        """Where the question stands."""

        OPEN = "open", _("Zoekt steun")
        MET = "met", _("Heeft steun")
        CLOSED = "closed", _("Niet meer nodig")

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(_("Wat zoekt u?"), max_length=10, choices=Help.choices)
    text = models.TextField(_("Wat is uw vraag?"), max_length=2000)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.experiment}"


class Match(Base):
    """A question that was sent to an offer, and the answer."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Gevraagd")
        ACCEPTED = "accepted", _("Aangenomen")
        DECLINED = "declined", _("Afgewezen")
        WITHDRAWN = "withdrawn", _("Ingetrokken")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="matches")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    note = models.TextField(_("Toelichting"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["need", "offer"], name="asked_once"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(note=""), name="a_no_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer}: {self.get_state_display()}"
