"""The same organisations, people and act as in the tests of participation."""

from __future__ import annotations

from participation.conftest import act, organisation, other, person, signed_in

__all__ = ["act", "organisation", "other", "person", "signed_in"]
