"""Cards, and the clusters that they lie in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thorbecke.web.ateliers.models.atelier import Atelier
from thorbecke.web.ateliers.models.guests import Guest, Kind
from thorbecke.web.core.models import Base

LONGEST_CARD = 280
LONGEST_CLUSTER = 80


class Cluster(Base):
    """Cards that belong together, under one name. ``step``: the step that the cards are of."""

    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="clusters")
    step = models.CharField(max_length=40)
    title = models.CharField(max_length=LONGEST_CLUSTER)
    version = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["atelier", "step"])]

    def __str__(self) -> str:
        return self.title


class Card(Base):
    """One thought. ``client``: a random name that the phone gave it, so that sending it twice makes one.

    ``value``: of a card that stands ready, parameter=option. ``kind`` and ``label`` mark the cards of
    experts and colleagues; ``name`` is the first name, only where the atelier shows names.
    """

    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="cards")
    step = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField(default=1)
    group = models.PositiveSmallIntegerField(null=True)
    author = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="cards")
    client = models.CharField(max_length=40)
    text = models.CharField(max_length=LONGEST_CARD)
    name = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.GUEST)
    label = models.CharField(max_length=60, blank=True)
    ready = models.BooleanField(default=False)
    value = models.CharField(max_length=80, blank=True)
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.SET_NULL, related_name="cards")
    hidden = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["atelier", "client"], name="one_card_per_sending"),
            models.CheckConstraint(condition=~Q(text=""), name="card_has_a_text"),
        ]
        indexes = [
            models.Index(fields=["atelier", "step"]),
            models.Index(fields=["author", "step"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]
