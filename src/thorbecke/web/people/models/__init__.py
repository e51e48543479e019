"""Persons, places, organisations, and who has which role where. Import them from here."""

from thorbecke.web.people.models.marks import Mark
from thorbecke.web.people.models.organisation import Invitation, Membership, Organisation, Role
from thorbecke.web.people.models.person import Person, PersonManager
from thorbecke.web.people.models.places import Area, AreaImport, Municipality

__all__ = [
    "Area",
    "AreaImport",
    "Invitation",
    "Mark",
    "Membership",
    "Municipality",
    "Organisation",
    "Person",
    "PersonManager",
    "Role",
]
