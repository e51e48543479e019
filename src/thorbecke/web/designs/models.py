"""A kept design: private to an organisation, or of whoever has its link."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models import Organisation

TOKEN_LENGTH = 24
MOST_ALTERNATIVES = 2
LONGEST_CHALLENGE = 4000


def new_token() -> str:
    """Return a random token of 144 bits that gives the right to read."""
    return secrets.token_urlsafe(TOKEN_LENGTH * 3 // 4)


def digest_of(key: str) -> str:
    """Return what we store of an edit key. It is random, so a plain digest needs no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


class Design(Base):
    """Choices, answers and bills of one design. ``state``: the plain form of ``state.State``.

    With an organisation: for its members only, the link alone opens nothing. Without: whoever has the
    token reads, whoever has the edit key changes. ``challenge`` and ``themes`` (slugs) came along from
    what it was started from, which ``origin`` names: {"kind", "id", "url"}.
    """

    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    edit_digest = models.CharField(max_length=64, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="designs"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("naam van het ontwerp"), max_length=120)
    challenge = models.TextField(_("opgave"), max_length=LONGEST_CHALLENGE, blank=True)
    themes = models.JSONField(default=list)
    origin = models.JSONField(null=True)
    state = models.JSONField()
    alternatives = models.JSONField(default=list)  # {"state": …, "why": …}, at most two
    made_on = models.DateTimeField(auto_now_add=True)
    changed_on = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_on"]

    def __str__(self) -> str:
        return self.title
