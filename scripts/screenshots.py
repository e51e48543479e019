"""Make the pictures of the README from the running site, in a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from site_runner import ROOT, site

OUT = ROOT / "docs" / "pictures"
SHOTS = [
    ("home", "/", 1280, 900, False),
    ("cases", "/praktijk/?q=loting", 1280, 900, False),
    ("case-phone", "/praktijk/melbourne-peoples-panel/", 360, 740, False),
    ("municipality", "/gemeenten/eemsdelta/", 1280, 900, False),
    ("legal-room", "/regelruimte/instrument/sortition-panel/", 1280, 900, True),
]


def main() -> None:
    chromium = os.environ.get("THORBECKE_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("Pictures need chromium. On Debian: sudo apt-get install chromium")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    with site("run") as started, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path, width, height, dark in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                base_url=started.url,
            )
            page.goto(path)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
            print(f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
