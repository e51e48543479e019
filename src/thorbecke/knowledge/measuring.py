"""What we ship to measure an experiment with: core indicators, and the questions for four roles."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import HttpUrl

from thorbecke.knowledge.load import DATA, items
from thorbecke.knowledge.schema import Content, Slug, Text

Role = Literal["participant", "organiser", "official", "bystander"]
ROLES: tuple[Role, ...] = ("participant", "organiser", "official", "bystander")


class CoreIndicator(Content):
    """One indicator of local democratic quality. ``kind``: a share in per cent, a mean, or an amount."""

    id: Slug
    name_nl: Text
    what_nl: Text  # what it says
    how_nl: Text  # how to measure it
    unit_nl: Text
    kind: Literal["share", "mean", "amount"]
    better: Literal["up", "down"]
    core: bool  # of the twelve; others come with the instruments
    basis_nl: Text  # where the idea comes from, and what is ours
    url: HttpUrl | None = None


class Question(Content):
    """One question of the survey. ``texts``: the wording for each role that gets it.

    ``scale``: agree, from 1 to 5; or yes and no. ``indicator``: which indicator its share is, if
    it is one. ``important``: compared between the roles.
    """

    id: Slug
    texts: dict[Role, Text]
    scale: Literal["agree", "yesno"]
    indicator: Slug | None = None
    basis_nl: Text
    important: bool = True


@lru_cache(maxsize=1)
def indicators() -> tuple[CoreIndicator, ...]:
    """Return the indicators, in the order in which to show them. Raises ``ContentError``."""
    return items(DATA / "measuring" / "indicators.json", CoreIndicator)


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return the questions of the survey, in their order. Raises ``ContentError``."""
    return items(DATA / "measuring" / "survey.json", Question)


def indicator(name: str) -> CoreIndicator | None:
    """Return the indicator with this id, if there is one."""
    return next((one for one in indicators() if one.id == name), None)
