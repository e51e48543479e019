"""Real elections, read once."""

from __future__ import annotations

import json

import pytest

from thorbecke.formats.pb import parse


@pytest.fixture(scope="session")
def budget_files(shared_data):
    """File name to its bytes."""
    return {
        path.name: path.read_bytes() for path in sorted((shared_data / "budgeting").glob("*.pb"))
    }


@pytest.fixture(scope="session")
def elections(budget_files):
    """File name to its election."""
    return {name: parse(content).election for name, content in budget_files.items()}


@pytest.fixture(scope="session")
def expected(shared_data):
    """What pabutools found, with exact fractions."""
    return json.loads((shared_data / "budgeting" / "expected.json").read_text())
