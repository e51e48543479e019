"""The stand-alone verifier: anyone recounts a bundle with plain Python and no package at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from record_bundles import made, method_bundle, packed
from thorbecke.records import bundle, canonical, lists

STANDALONE = Path(bundle.__file__).parent / "standalone" / "verify.py"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made().files()


@pytest.fixture
def path(files, tmp_path: Path) -> Path:
    found = tmp_path / "bundel.zip"
    found.write_bytes(packed(files).getvalue())
    return found


def alone(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it under a Python that sees no installed package (-I -S)."""
    command = [sys.executable, "-I", "-S", str(STANDALONE), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_short_and_uses_the_standard_library_only() -> None:
    text = STANDALONE.read_text()
    assert len(text.splitlines()) <= 150
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    named = {word.strip(",") for line in imports for word in line.split()[1:2]}
    named |= set(imports[0].removeprefix("import ").split(", "))
    assert {name.strip(",") for name in named} <= sys.stdlib_module_names


def test_the_one_in_the_bundle_is_the_published_one(files) -> None:
    assert files[bundle.VERIFIER] == STANDALONE.read_bytes()


def test_it_holds_under_plain_python_and_names_what_it_did_not_count(path, files) -> None:
    seal = next(
        json.loads(line)["hash"]
        for line in canonical.lines_of(files[bundle.LOG])
        if b'"kind":"closed"' in line
    )
    found = alone(str(path), seal)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "KLOPT / THE BUNDLE HOLDS" in found.stdout
    assert "place voting.schulze geteld / counted" in found.stdout
    assert "voting.irv hier niet geteld" in found.stdout
    assert alone(str(path), "00" * 32).returncode == 1
    assert alone().returncode == 1


def test_it_holds_for_each_way_of_publishing_and_for_methods(tmp_path: Path) -> None:
    for number, act in enumerate([made(publish=lists.APART), made(9), made(drawn="1 2")]):
        target = tmp_path / f"{number}.zip"
        target.write_bytes(packed(act.files()).getvalue())
        assert alone(str(target)).returncode == 0, alone(str(target)).stdout
    tie = method_bundle(tmp_path / "m.zip", [{"park": 1}, {"plein": 1}], {"seed": "ab" * 32})
    assert "schulze geteld" in alone(str(tie)).stdout


def test_damage_of_any_kind_is_a_no_and_never_a_crash(tmp_path: Path, files) -> None:
    for name in (bundle.RECORD, bundle.LOG, lists.BALLOTS):
        for data in (b"", b"[]", b"null", b"[\n1\n]\n"):
            target = tmp_path / "b.zip"
            target.write_bytes(packed({**files, name: data}).getvalue())
            found = alone(str(target))
            assert found.returncode == 1
            assert "Traceback" not in found.stderr
