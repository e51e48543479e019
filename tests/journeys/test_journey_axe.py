"""axe (WCAG 2.2 AA) on every kind of page, narrow and wide, light and dark; and no sideways scroll."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.pages import DESK, PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(360, False), (360, True), (1280, False), (1280, True)]


def faults(page) -> list[str]:
    """Return what axe finds, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert result["passes"], "axe looked at nothing"
    return [
        f"{page.url} {fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


def sideways(page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")


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
