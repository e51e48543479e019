"""What only a consultation has: arguments for and against, and an information pack."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act


class Argument(Base):
    """One argument for or against, of the organiser or of a resident; shown after approval."""

    class Side(models.TextChoices):
        """Which side it is on."""

        FOR = "for", _("Voor")
        AGAINST = "against", _("Tegen")

    class State(models.TextChoices):
        """Whether it is shown."""

        WAITING = "waiting", _("Wacht op een oordeel")
        SHOWN = "shown", _("Staat op de pagina")
        REFUSED = "refused", _("Niet geplaatst")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="arguments")
    question = models.CharField(max_length=40)
    side = models.CharField(max_length=7, choices=Side.choices)
    text = models.CharField(max_length=600)
    by_organiser = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    made_on = models.DateField(auto_now_add=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-by_organiser", "made_on", "pk"]
        indexes = [models.Index(fields=["act", "state"])]

    def __str__(self) -> str:
        return self.text[:60]


class Document(Base):
    """One piece of the information pack: a link, or a PDF that was uploaded."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=160)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="information/", blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title
