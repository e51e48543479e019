"""Persons, organisations, municipalities and who has which role where."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
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

    @property
    def roles(self) -> frozenset[str]:
        """The roles that this person has in any organisation; read once a request."""
        return frozenset(role for _organisation, role in self._held())

    def roles_in(self, organisation: Any) -> frozenset[str]:
        """The roles of this person in one organisation, named by its key; read once a request."""
        return frozenset(role for held_in, role in self._held() if held_in == organisation)

    def organisations(self, roles: Collection[str]) -> frozenset[Any]:
        """The keys of the organisations in which this person has one of these roles."""
        return frozenset(held_in for held_in, role in self._held() if role in roles)

    def _held(self) -> frozenset[tuple[Any, str]]:
        if not hasattr(self, "_memberships"):
            self._memberships = frozenset(self.memberships.values_list("organisation_id", "role"))
        return self._memberships


class Municipality(Base):
    """A Dutch municipality, as Statistics Netherlands (CBS) codes it."""

    code = models.CharField(max_length=6, unique=True)  # GM0014
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.CharField(max_length=200, blank=True)  # "Den Haag" for 's-Gravenhage
    province = models.CharField(max_length=40)
    council_seats = models.PositiveSmallIntegerField()
    seats_election = models.DateField()
    inhabitants = models.PositiveIntegerField()
    inhabitants_year = models.PositiveSmallIntegerField()
    inhabitants_recent = models.PositiveIntegerField(null=True)
    lat = models.FloatField()
    lon = models.FloatField()
    area_km2 = models.DecimalField(max_digits=7, decimal_places=2)
    places = models.PositiveSmallIntegerField()  # official places ("woonplaatsen")
    predecessors = models.TextField(blank=True)
    merged_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    outline = models.TextField(blank=True)  # SVG path, loaded by an operator

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def density(self) -> float:
        """Inhabitants per square kilometre of land."""
        return self.inhabitants / float(self.area_km2)


class Organisation(Base):
    """A body that works with the platform."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Programma")
        MUNICIPALITY = "municipality", _("Gemeente")
        ALLIANCE = "alliance", _("Samenwerking")
        PARTNER = "partner", _("Partner")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120, unique=True)
    municipality = models.OneToOneField(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="organisation"
    )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody may do for an organisation."""

    ADMINISTRATOR = "administrator", _("Beheerder")
    REVIEWER = "reviewer", _("Eindredacteur")
    EDITOR = "editor", _("Redacteur")
    ORGANISER = "organiser", _("Organisator")
    CLERK = "clerk", _("Loket en invoer")


class Membership(Base):
    """A person's role in an organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], name="one_membership_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()} ({self.organisation})"
