"""Makes the one style sheet, and copies the fonts and the script that pages use.

Plain Python: no bundler. What is taken from ``node_modules`` is named here, file by file.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from thorbecke.web.core import tokens

HERE = Path(__file__).resolve().parent
OUT = HERE / "static" / "core" / "build"
STAMP = "stamp.json"
STYLE = "thorbecke.css"

EXAMPLE_TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
COMPONENTS = (
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    *(
        f"@utrecht/{name}-css/dist/index.min.css"
        for name in (
            "alert",
            "breadcrumb-nav",
            "button",
            "button-group",
            "button-link",
            "checkbox",
            "form-field",
            "form-field-description",
            "form-field-error-message",
            "form-fieldset",
            "form-label",
            "pagination",
            "radio-button",
            "select",
            "textarea",
            "textbox",
        )
    ),
)
OURS = ("bridge", "base", "layout", "components", "charts", "print")
COPIED = (
    "@fontsource/besley/files/besley-latin-600-normal.woff2",
    "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2",
    "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2",
    "htmx.org/dist/htmx.min.js",
    # Not for browsers: the PDF of a bundle takes its fonts from these (library/bundles).
    "@fontsource/besley/files/besley-latin-600-normal.woff",
    "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff",
    "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff",
)
BANNER = (
    "/* Thorbecke, EUPL-1.2. Holds component styles of the Utrecht and NL Design System candidate "
    "packages (EUPL-1.2, Frameless B.V., Gemeente Utrecht and the NL Design System community) and "
    "tokens of the open example theme (EUPL-1.2). Fonts Besley and Source Sans 3: OFL-1.1. */\n"
)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL.*?\*/")


class MissingFile(FileNotFoundError):
    """A file that the style sheet needs is not in ``node_modules``."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did: ``built`` is False when nothing had changed; sizes are in bytes."""

    built: bool
    tokens_defined: int
    tokens_kept: int
    sizes: dict[str, int]


def build(node_modules: Path, out: Path = OUT) -> BuildReport:
    """Write the style sheet, the fonts and the script into ``out``.

    Does nothing when the inputs are the same as the last time. Raises ``MissingFile`` with the one
    command that helps. Takes well under a second.
    """
    inputs = _inputs(node_modules)
    digest = _digest(inputs)
    if report := _unchanged(out, digest):
        return report
    css, defined, kept = style_sheet(node_modules)
    out.mkdir(parents=True, exist_ok=True)
    (out / STYLE).write_text(css, encoding="utf-8")
    for name in COPIED:
        shutil.copyfile(node_modules / name, out / Path(name).name)
    sizes = {file: (out / file).stat().st_size for file in _products()}
    stamp = {"digest": digest, "defined": defined, "kept": kept}
    (out / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    return BuildReport(True, defined, kept, sizes)


def style_sheet(node_modules: Path) -> tuple[str, int, int]:
    """Return the style sheet and the number of tokens before and after pruning."""
    parts = [_read(node_modules / name) for name in COMPONENTS]
    parts += [_read(HERE / "css" / f"{name}.css") for name in OURS]
    body = minified("\n".join(parts))
    defined = tokens.definitions(_read(node_modules / EXAMPLE_TOKENS))
    defined |= tokens.definitions(_read(HERE / "css" / "tokens.css"))
    kept = tokens.pruned(body, defined)
    block = ";".join(f"{name}:{value}" for name, value in kept.items())
    # No weight of its own: the class of a municipality's theme always wins.
    return f"{BANNER}:where(html){{{block}}}\n{body}\n", len(defined), len(kept)


def minified(css: str) -> str:
    """Return the CSS without comments and needless white space. Texts in quotes must be plain."""
    plain = _SPACE.sub(" ", tokens.without_comments(_SOURCE_MAP.sub("", css)))
    return _AROUND.sub(r"\1", plain).replace(";}", "}").strip()


def _products() -> tuple[str, ...]:
    return (STYLE, *(Path(name).name for name in COPIED))


def _inputs(node_modules: Path) -> list[Path]:
    ours = [HERE / "css" / f"{name}.css" for name in ("tokens", *OURS)]
    theirs = [node_modules / name for name in (EXAMPLE_TOKENS, *COMPONENTS, *COPIED)]
    if missing := [str(path.relative_to(node_modules)) for path in theirs if not path.is_file()]:
        raise MissingFile(
            f"{len(missing)} file(s) are not in {node_modules}, the first is {missing[0]}. "
            "Run: npm ci --ignore-scripts"
        )
    return [Path(__file__), Path(tokens.__file__), *ours, *theirs]


def _digest(paths: Iterable[Path]) -> str:
    total = sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _unchanged(out: Path, digest: str) -> BuildReport | None:
    try:
        stamp = json.loads((out / STAMP).read_text(encoding="utf-8"))
        sizes = {file: (out / file).stat().st_size for file in _products()}
        if stamp["digest"] != digest:
            return None
        return BuildReport(False, stamp["defined"], stamp["kept"], sizes)
    except (OSError, ValueError, KeyError):
        return None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
