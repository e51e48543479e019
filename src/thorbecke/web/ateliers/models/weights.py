"""What people think of cards: dots and scores. The database itself keeps the limits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thorbecke.web.ateliers.models.atelier import Atelier
from thorbecke.web.ateliers.models.cards import Card, Cluster
from thorbecke.web.ateliers.models.guests import Guest

ONE_TARGET = Q(card__isnull=False, cluster=None) | Q(card=None, cluster__isnull=False)


class Dot(models.Model):
    """One dot of one guest in one step. ``slot``: from 1 to the number of dots of the step; a slot holds
    one dot, so that no number of requests at once gives more. ``client``: as with a card.
    """

    id = models.BigAutoField(primary_key=True)
    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="dots")
    step = models.CharField(max_length=40)
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="dots")
    slot = models.PositiveSmallIntegerField()
    client = models.CharField(max_length=40)
    card = models.ForeignKey(Card, null=True, on_delete=models.CASCADE, related_name="dots")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="dots")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guest", "step", "slot"], name="one_dot_per_slot"),
            models.UniqueConstraint(fields=["guest", "client"], name="one_dot_per_sending"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=10), name="dot_has_a_slot"),
            models.CheckConstraint(condition=ONE_TARGET, name="dot_has_one_target"),
        ]
        indexes = [models.Index(fields=["atelier", "step"])]

    def __str__(self) -> str:
        return f"{self.step} {self.slot}"


class Score(models.Model):
    """What one guest finds of one card or cluster: 1 to 5."""

    id = models.BigAutoField(primary_key=True)
    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="scores")
    step = models.CharField(max_length=40)
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField()
    card = models.ForeignKey(Card, null=True, on_delete=models.CASCADE, related_name="scores")
    cluster = models.ForeignKey(Cluster, null=True, on_delete=models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guest", "step", "card"], name="one_score_per_card"),
            models.UniqueConstraint(
                fields=["guest", "step", "cluster"], name="one_score_per_cluster"
            ),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=5), name="score_is_1_to_5"),
            models.CheckConstraint(condition=ONE_TARGET, name="score_has_one_target"),
        ]
        indexes = [models.Index(fields=["atelier", "step"])]

    def __str__(self) -> str:
        return str(self.value)
