"""Organisations, who is in them with which role, and how people come in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base
from thorbecke.web.people.models.person import Person
from thorbecke.web.people.models.places import Municipality


class Organisation(Base):
    """A body that works with the platform. ``short`` is a network's own name, such as G40.

    ``closed_on``: it was deleted, and only its name stays, because something public still shows it.
    """

    class Kind(models.TextChoices):
        """What kind of body it is."""

        PROGRAMME = "programme", _("Programma")
        MUNICIPALITY = "municipality", _("Gemeente")
        ALLIANCE = "alliance", _("Samenwerking")
        NETWORK = "network", _("Netwerk van gemeenten")
        PARTNER = "partner", _("Partner")

    class PartnerKind(models.TextChoices):
        """What kind of partner it is."""

        ASSOCIATION = "association", _("Vereniging")
        UNIVERSITY = "university", _("Universiteit of hogeschool")
        ADVISER = "adviser", _("Adviseur of ontwerper")
        MEDIA = "media", _("Pers")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(_("naam"), max_length=120)
    short = models.CharField(_("korte naam"), max_length=20, blank=True)
    partner_kind = models.CharField(
        _("soort partner"), max_length=20, choices=PartnerKind.choices, blank=True
    )
    about = models.TextField(_("over deze organisatie"), max_length=2000, blank=True)
    website = models.URLField(_("website"), blank=True)
    municipality = models.OneToOneField(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="organisation"
    )
    members = models.ManyToManyField(
        Municipality, blank=True, related_name="alliances", verbose_name=_("gemeenten die meedoen")
    )
    version = models.PositiveIntegerField(default=1)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(closed_on=None),
                name="one_organisation_per_name",
            ),
            models.CheckConstraint(
                condition=models.Q(partner_kind="") | models.Q(kind="partner"),
                name="only_a_partner_has_a_kind_of_partner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_members(self) -> bool:
        """True for a kind of organisation that municipalities are in."""
        return self.kind in (self.Kind.ALLIANCE, self.Kind.NETWORK)


class Role(models.TextChoices):
    """What somebody may do for an organisation. Which role may do what stands in each app."""

    ADMINISTRATOR = "administrator", _("Beheerder")
    PROGRAMME = "programme", _("Programmateam")
    LEAD = "lead", _("Trekker")
    GRIFFIER = "griffier", _("Griffier")
    ORGANISER = "organiser", _("Organisator")
    CLERK = "clerk", _("Loket en invoer")
    FACILITATOR = "facilitator", _("Begeleider")
    EXPERT = "expert", _("Deskundige")
    DESIGNER = "designer", _("Ontwerper")
    SCIENTIST = "scientist", _("Wetenschapper")
    REVIEWER = "reviewer", _("Eindredacteur")
    EDITOR = "editor", _("Redacteur")
    RESIDENT = "resident", _("Inwoner")
    JOURNALIST = "journalist", _("Journalist")


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


class Invitation(Base):
    """An invitation to take roles. Only the hash of its token is kept; it works once.

    It expires at ``expires_at``, and taking it needs the token: knowing the address is not enough.
    Sending it again makes a new token, so the link of the earlier mail stops.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    roles = models.JSONField(_("rollen"), default=list)
    email = models.EmailField(_("e-mailadres"))
    name = models.CharField(_("naam"), max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_names} ({self.organisation})"

    @property
    def ended(self) -> bool:
        """True when it was taken, declined or withdrawn."""
        moment: Any = self.accepted_at or self.declined_at or self.withdrawn_at
        return bool(moment)

    @property
    def usable(self) -> bool:
        """True while it can still be taken."""
        return not self.ended and timezone.now() < self.expires_at

    @property
    def role_names(self) -> str:
        """The roles in words."""
        words = dict(Role.choices)
        return ", ".join(str(words[role]) for role in self.roles if role in words)
