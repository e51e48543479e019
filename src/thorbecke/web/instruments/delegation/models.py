"""What only a round of delegation has: who takes part, whom they trust, and what they chose.

A vote that is handed on has to be followed, so a round knows its members by a random number. It points to
no name, address or account. The keyed hash that ties a member to a code is erased at the count.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from thorbecke.web.core.models import Base
from thorbecke.web.participation.models import Act

RANKS = ("first", "second", "third", "fourth")  # a delegate and three back-ups
ALL = ""  # the scope of everything; another scope is the name of a theme


class Member(models.Model):
    """Somebody with a code who takes part.

    ``label``: the random name in the record. ``handle``: to give to whoever wants to name this member.
    ``declines``: wants to be nobody's delegate. ``public``: stands on the list of delegates, with ``name``
    and ``about``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="members")
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null: not unique
    label = models.CharField(max_length=16)
    handle = models.CharField(max_length=8)
    declines = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    name = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "key"], name="one_member_per_code"),
            models.UniqueConstraint(fields=["act", "label"], name="one_member_per_label"),
            models.UniqueConstraint(fields=["act", "handle"], name="one_member_per_handle"),
            models.CheckConstraint(
                condition=Q(public=False) | (~Q(name="") & Q(declines=False)),
                name="public_delegate_has_a_name",
            ),
        ]
        indexes = [models.Index(fields=["act", "public"])]

    def __str__(self) -> str:
        return self.handle


class Mandate(Base):
    """Whom a member trusts in one scope: a delegate and up to three back-ups. One row for each scope."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mandates")
    scope = models.CharField(max_length=80, blank=True)
    first = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    third = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    fourth = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "scope"], name="one_mandate_per_scope"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{rank}__isnull": True}) | ~Q(**{rank: F("member")}),
                    name=f"nobody_is_their_own_{rank}_delegate",
                )
                for rank in RANKS
            ),
        ]

    def __str__(self) -> str:
        return self.scope

    @property
    def delegates(self) -> list[uuid.UUID]:
        """The keys of the delegates, best first."""
        found = [getattr(self, f"{rank}_id") for rank in RANKS]
        return [key for key in found if key is not None]


class Choice(Base):
    """What a member voted on one question, and why: the reason is for public delegates."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="choices")
    question = models.CharField(max_length=40)
    option = models.CharField(max_length=40)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "question"], name="one_choice_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.option}"
