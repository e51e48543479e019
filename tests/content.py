"""Content for tests."""

from __future__ import annotations

from typing import Any


def case_data(slug: str, **changes: Any) -> dict[str, Any]:
    """Return the content of one valid case."""
    return {
        "id": slug,
        "title_nl": "Burgerberaad over de proef",
        "place": "Zeist",
        "municipality": "Zeist",
        "country": "NL",
        "year_start": 2024,
        "themes": [8],
        "scale": "gemeente",
        "method": "burgerberaad",
        "method_group": "beraad",
        "opgave": "Weten of dit werkt",
        "opgave_group": "vertrouwen",
        "facts_nl": "Zestig inwoners praatten over een nieuwe sportzaal.",
        "outcome": "eenmalig",
        "lesson_nl": "Begin klein.",
        "sources": [{"url": "https://example.nl/bron", "seen_on": "2026-11-20"}],
        "checked_on": "2026-11-23",
        "confidence": "laag",
    } | changes
