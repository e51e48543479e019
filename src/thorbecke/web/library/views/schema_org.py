"""Entries as schema.org data (JSON-LD), for search engines and reference managers."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# The HTML parser ends a script element at "</script" wherever it stands; these five never appear raw.
_UNSAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(data: dict[str, Any]) -> SafeString:
    """Return a JSON-LD data block. Any text inside stays text, whatever signs it holds."""
    text = json.dumps(data, ensure_ascii=False)
    for sign, safe in _UNSAFE.items():
        text = text.replace(sign, safe)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


def _base(url: str, headline: str, description: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "url": url,
        "headline": headline,
        "description": description,
        "inLanguage": "nl",
        "publisher": {"@type": "Organization", "name": "Thorbecke"},
    }


def _citations(sources: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"@type": "CreativeWork", "url": one["url"], "name": one.get("title") or one["url"]}
        for one in sources
    ]


def _years(data: dict[str, Any]) -> str | None:
    first, last = data.get("year_start"), data.get("year_end")
    if not first and not last:
        return None
    return f"{first or '..'}/{last or '..'}" if first != last else str(first)


def case(data: dict[str, Any], url: str, themes: list[str]) -> dict[str, Any]:
    """Return a case (shape: ``knowledge.schema.Case``, dumped) as a schema.org Article."""
    found = _base(url, data["title_nl"], data["opgave"]) | {
        "articleBody": data["facts_nl"],
        "about": [{"@type": "Thing", "name": name} for name in themes],
        "keywords": [data["method"], data["scale"]],
        "citation": _citations(data["sources"]),
        "dateModified": data["checked_on"],
        "contentLocation": {
            "@type": "Place",
            "name": data["place"],
            "address": {"@type": "PostalAddress", "addressCountry": data["country"]},
        },
    }
    if years := _years(data):
        found["temporalCoverage"] = years
    return found


def scenario(data: dict[str, Any], url: str, themes: list[str]) -> dict[str, Any]:
    """Return a scenario (``knowledge.schema.Scenario``, dumped) as a schema.org Article."""
    return _base(url, data["title_nl"], data["summary_nl"]) | {
        "about": [{"@type": "Thing", "name": name} for name in themes],
        "citation": _citations(data["sources"]),
        "dateModified": data["checked_on"],
    }
