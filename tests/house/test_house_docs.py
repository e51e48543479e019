"""The documents say what the code does."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from thorbecke.cli.main import COMMANDS, cli
from thorbecke.cli.settings_page import page

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_every_setting_is_documented():
    assert (ROOT / "docs" / "settings.md").read_text() == page(), (
        "run: .venv/bin/thorbecke settings > docs/settings.md"
    )


def test_settings_code_reads_the_environment_only_through_env():
    for path in (ROOT / "src" / "thorbecke" / "web").rglob("*.py"):
        if path.name == "env.py" or path.name == "wsgi.py":
            continue
        assert "os.environ" not in path.read_text(), path


def test_publiccode_has_the_version_of_the_package():
    text = (ROOT / "publiccode.yml").read_text()
    assert f"softwareVersion: {PROJECT['version']}\n" in text


def test_changelog_opens_with_this_version():
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert first
    assert first[1] == PROJECT["version"]


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), f"{path.name} points to {target}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_make_commands_in_documents_exist(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for name in re.findall(r"`(?:PORT=\d+ )?make ([a-z-]+)`", path.read_text()):
        assert name in targets, f"{path.name} names make {name}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_thorbecke_commands_in_documents_exist(path):
    for name in re.findall(r"`(?:\.venv/bin/)?thorbecke ([a-z]+)", path.read_text()):
        assert name in COMMANDS, f"{path.name} names thorbecke {name}"


def test_every_command_loads_and_has_help():
    for name in COMMANDS:
        command = cli.get_command(None, name)
        assert command is not None
        assert command.help, name


def tracked_files() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip("this is not a git checkout")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_names_a_package_index_or_a_path_of_one_machine():
    forbidden = [
        "py" + "pi.org",
        "python" + "hosted",
        "registry." + "npmjs",
        "/wo" + "rk/",
        "/ro" + "ot/",
    ]
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = [word for word in forbidden if word in text]
        assert not found, f"{path.relative_to(ROOT)} has {found}"


def test_locks_hold_every_dependency():
    def name_of(requirement: str) -> str:
        return re.split(r"[\[<>=~! ;]", requirement)[0].lower()

    locked = {
        name_of(line)
        for line in (ROOT / "requirements" / "run.txt").read_text().splitlines()
        if "==" in line
    }
    graph = set(re.findall(r'^name = "([^"]+)"', (ROOT / "uv.lock").read_text(), re.M))
    for requirement in PROJECT["dependencies"]:
        assert name_of(requirement) in locked, "run: make lock"
        assert name_of(requirement) in graph, "run: make lock"


def test_every_locked_package_has_a_hash():
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert blocks
        assert all("--hash=sha256:" in block for block in blocks if not block.startswith("#"))
