"""axe (WCAG 2.2 AA) on every kind of page, narrow and wide, light and dark; and no sideways scroll."""

from __future__ import annotations

import pytest

from journeys.axe import faults, sideways
from journeys.pages import DESK, PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = [(360, False), (360, True), (1280, False), (1280, True)]


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_public_pages_have_no_faults(visit, width, dark):
    page = visit("/", width=width, dark=dark)
    found = []
    for name, path in PUBLIC.items():
        answer = page.goto(path)
        assert answer.status == (404 if name == "not found" else 200), path
        found += faults(page)
        if sideways(page) > 0:
            found.append(f"{name} is {sideways(page)} px too wide at {width} px")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_desk_pages_have_no_faults(visit, sign_in, width, dark):
    page = visit("/account/login/", width=width, dark=dark)
    sign_in(page, "administrator")
    found = []
    for name, path in DESK.items():
        answer = page.goto(path)
        assert answer.status == (404 if name == "not found" else 200), path
        found += faults(page)
        if sideways(page) > 0:
            found.append(f"{name} is {sideways(page)} px too wide at {width} px")
    assert not found, "\n".join(found)


def test_axe_sees_a_fault_when_there_is_one(visit):
    page = visit("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x>')")
    assert any("image-alt" in line for line in faults(page))
