"""Check a bundle: recompute everything in it, and say in plain words what was checked.

Each check gives a name, whether it holds, and what was found. Damaged parts are findings, never errors.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from thorbecke.records import bundle, canonical, signing, words
from thorbecke.records.checks_act import ACT_CHECKS
from thorbecke.records.checks_count import COUNT_CHECKS
from thorbecke.records.content import DAMAGED, Content, Finding


@dataclass(frozen=True)
class Check:
    """One thing that was checked. ``found``: what was found, in English."""

    name: str
    holds: bool
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def found(self) -> str:
        """What was found, in plain English."""
        return self.say("en")

    def say(self, language: str) -> str:
        """Return what was found in this language ("en" or "nl")."""
        return words.say(self.code, self.values, language)


@dataclass(frozen=True)
class Report:
    """All checks of one bundle."""

    title: str
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """True when every check holds."""
        return all(check.holds for check in self.checks)


def verify(
    path: str | os.PathLike[str] | BytesIO, *, key: str | None = None, root: str | None = None
) -> Report:
    """Check a bundle. ``key``: the public key that should have signed it. ``root``: what was announced
    at closing, either the root of the box or the hash of the log entry of the closing.

    Raises ``bundle.BadBundle`` for a file that is no bundle at all, and ``OSError``.
    """
    content = Content(bundle.read(path))
    given = Given(key and key.strip().lower(), root and root.strip().lower())
    checks = tuple(_checks(content, given))
    return Report(content.title, checks)


@dataclass(frozen=True)
class Given:
    """What the reader knows from elsewhere."""

    key: str | None
    root: str | None


def _checks(content: Content, given: Given) -> Iterator[Check]:
    yield from _guarded("files", lambda: _files(content))
    form = tuple(_guarded("form", lambda: _form(content)))
    yield from form
    yield from _guarded("signature", lambda: _signature(content, given.key))
    if not all(check.holds for check in form):
        return
    if given.root:
        yield from _guarded("announced", lambda: _announced(content, given.root or ""))
    act_checks = ACT_CHECKS if content.record["kind"] == "act" else ()
    for name, check in (*act_checks, *COUNT_CHECKS):
        yield from _guarded(name, lambda check=check: check(content))  # type: ignore[misc]


def _guarded(name: str, check: Callable[[], Any]) -> Iterator[Check]:
    """Yield what a check found; a part that can't even be read is a finding too."""
    try:
        result = check()
        found = [result] if isinstance(result, Finding) else list(result)
    except DAMAGED as error:
        found = [Finding(False, "malformed", {"why": f"{type(error).__name__} {error}"[:300]})]
    for finding in found:
        yield Check(finding.name or name, finding.holds, finding.code, finding.values)


def _files(content: Content) -> Finding:
    manifest = canonical.loads(content.files[bundle.MANIFEST])
    promised = manifest["files"]
    real = {
        name: canonical.sha256(data)
        for name, data in content.files.items()
        if name not in bundle.SEALS
    }
    differ = sorted(name for name in {*promised, *real} if promised.get(name) != real.get(name))
    known = {"files": promised, "format": "thorbecke-manifest", "version": 1} == manifest
    if differ or not known:
        return Finding(False, "files_differ", {"names": ", ".join(differ[:10]) or bundle.MANIFEST})
    return Finding(True, "files_hold", {"files": len(real)})


def _form(content: Content) -> Finding:
    record = content.record
    if record.get("format") != bundle.FORMAT or record.get("version") != bundle.VERSION:
        return Finding(False, "form_unknown", {"why": "format or version"})
    if record.get("kind") not in {"act", "method"}:
        return Finding(False, "form_unknown", {"why": "kind"})
    counts = record["counts"]
    if not isinstance(counts, list) or not (counts or record["kind"] == "act"):
        return Finding(False, "form_unknown", {"why": "no counts"})
    return Finding(True, "form_known", {"version": bundle.VERSION})


def _signature(content: Content, key: str | None) -> Finding:
    stated = content.record.get("key")
    if bundle.SIGNATURE not in content.files:
        if key or stated:
            return Finding(False, "signature_wrong")
        return Finding(True, "unsigned")
    seal = canonical.loads(content.files[bundle.SIGNATURE])
    manifest = content.files[bundle.MANIFEST]
    good = seal["algorithm"] == "Ed25519" and seal["key"] == stated
    if not good or not signing.signed(seal["key"], seal["signature"], manifest):
        return Finding(False, "signature_wrong")
    if key and key != stated:
        return Finding(False, "other_key")
    return Finding(True, "signed_expected" if key else "signed_own", {"key": stated})


def _announced(content: Content, given: str) -> Finding:
    root = content.record.get("root")
    seals = {entry["hash"] for entry in content.log if entry["kind"] == "closed"}
    if given == root or given in seals:
        return Finding(True, "announced_fits", {"value": given})
    return Finding(False, "announced_differs", {"given": given, "root": root})
