"""Persons who can sign in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; an e-mail address is stored in small letters so that it is unique."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Person:
        person = self.model(email=email.strip().lower(), **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email=(email or "").strip().lower())


class Person(Base, AbstractBaseUser):
    """Somebody who can sign in. Rights come from roles, never from a flag on the person."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    name = models.CharField(_("naam"), max_length=120)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or self.email

    # Roles that give no rights for now, see ``people.factor``.
    sleeping: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that this person has in any organisation; read once a request."""
        return frozenset(role for _organisation, role in self._awake())

    def roles_in(self, organisation: Any) -> frozenset[str]:
        """The roles of this person in one organisation, named by its key; read once a request."""
        return frozenset(role for held_in, role in self._awake() if held_in == organisation)

    def organisations(self, roles: Collection[str]) -> frozenset[Any]:
        """The keys of the organisations in which this person has one of these roles."""
        return frozenset(held_in for held_in, role in self._awake() if role in roles)

    def holds(self, roles: Collection[str]) -> bool:
        """True when one of these roles is hers somewhere, also while it sleeps."""
        return any(role in roles for _organisation, role in self._held())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind a session to the password and the roles, so that a change of either ends it everywhere.

        A view that changes the roles of who is signed in, and must not sign her out, calls
        ``update_session_auth_hash(request, Person.objects.get(pk=…))`` after it.
        """
        held = ",".join(sorted(f"{where}:{role}" for where, role in self._held()))
        return salted_hmac(
            "thorbecke.people.session", f"{self.password}|{held}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def _awake(self) -> frozenset[tuple[Any, str]]:
        if not self.sleeping:
            return self._held()
        return frozenset(pair for pair in self._held() if pair[1] not in self.sleeping)

    def _held(self) -> frozenset[tuple[Any, str]]:
        if not hasattr(self, "_memberships"):
            self._memberships = frozenset(self.memberships.values_list("organisation_id", "role"))
        return self._memberships
