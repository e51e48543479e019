"""Persons, places, organisations, and who has which role where. Import them from here."""

from thorbecke.web.people.models.organisation import Invitation, Membership, Organisation, Role
from thorbecke.web.people.models.person import Person, PersonManager
from thorbecke.web.people.models.places import Area, Municipality

__all__ = [
    "Area",
    "Invitation",
    "Membership",
    "Municipality",
    "Organisation",
    "Person",
    "PersonManager",
    "Role",
]
