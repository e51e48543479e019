"""What axe (WCAG 2.2 AA and best practice) and a ruler find on a page in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """Return what axe finds, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert result["passes"], "axe looked at nothing"
    return [
        f"{page.url} {fault['id']}: {node['target']} {node['html'][:160]} "
        + " ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
        for fault in result["violations"]
        for node in fault["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    found: int = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    return found


def sound(page: Page, *paths: str) -> None:
    """Axe finds nothing and nothing sticks out, on this page or on each of these."""
    for path in paths or ("",):
        if path:
            page.goto(path)
        found = faults(page)
        assert not found, "\n".join(found)
        assert not sideways(page), f"{page.url} is too wide"
