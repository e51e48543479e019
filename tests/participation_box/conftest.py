"""An open act with two questions, and a code to vote with."""

from __future__ import annotations

import pytest

from participation_box.boxed import Plain, give_codes, new_act
from thorbecke.web.participation import instruments
from thorbecke.web.participation.models import Act


@pytest.fixture(autouse=True)
def _instrument(monkeypatch):
    monkeypatch.setitem(instruments._REGISTRY, "box-test", Plain())


@pytest.fixture
def act(db) -> Act:
    """An open act with a yes-no question and a ranking."""
    return new_act()


@pytest.fixture
def code(act) -> str:
    """A voting code for that act."""
    return give_codes(act, 1)[0]
