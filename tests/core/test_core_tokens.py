"""The style sheet: pruning keeps what is used, and every pair of text and ground can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.web.core import assets, tokens

ROOT = Path(__file__).resolve().parents[2]
THEME = tokens.definitions((assets.HERE / "css" / "tokens.css").read_text())
_PAIR = re.compile(r"light-dark\((#\w{6}), ?(#\w{6})\)|(#\w{6})")

FAMILIES = [
    "default",
    "accent-1",
    "accent-2",
    "highlight",
    "positive",
    "warning",
    "negative",
    "info",
]
INVERSE = ["default-inverse", "accent-1-inverse"]
GROUNDS = ["bg-default", "bg-subtle", "bg-document"]


def colours(name: str) -> tuple[str, str]:
    """Light and dark value of a token of our theme."""
    found = _PAIR.fullmatch(THEME[f"--basis-color-{name}"])
    assert found, name
    return (found[1], found[2]) if found[1] else (found[3], found[3])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_knows_the_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


TEXT_PAIRS = [
    *(
        (f"{f}-color-{text}", f"{f}-{g}")
        for f in FAMILIES
        for text in ("document", "default", "subtle")
        for g in GROUNDS
    ),
    *((f"{f}-color-default", f"default-{g}") for f in FAMILIES for g in GROUNDS),
    *((f"{f}-color-hover", f"{f}-bg-hover") for f in FAMILIES),
    *(
        (f"{f}-color-{text}", f"{f}-bg-{g}")
        for f in INVERSE
        for text, g in (("default", "default"), ("hover", "hover"))
    ),
    ("default-inverse-color-subtle", "default-inverse-bg-default"),
    ("default-inverse-color-subtle", "default-inverse-bg-subtle"),
    ("default-inverse-color-default", "default-inverse-bg-subtle"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(text: str, ground: str, mode: int) -> None:
    assert contrast(colours(text)[mode], colours(ground)[mode]) >= 4.5


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_the_edge_of_a_field_or_button_can_be_seen(family: str, mode: int) -> None:
    edge = colours(f"{family}-border-default")[mode]
    assert contrast(edge, colours("default-bg-document")[mode]) >= 3
    assert contrast(edge, colours("default-bg-subtle")[mode]) >= 3


def test_closure_follows_one_token_through_another() -> None:
    defined = {"--a": "var(--b)", "--b": "calc(var(--c) * 2)", "--c": "1px", "--d": "var(--a)"}
    assert tokens.closure({"--a"}, defined) == {"--a", "--b", "--c"}


def test_a_circle_of_tokens_ends() -> None:
    assert tokens.closure({"--a"}, {"--a": "var(--b)", "--b": "var(--a)"}) == {"--a", "--b"}


def test_a_comment_defines_and_uses_nothing() -> None:
    assert tokens.definitions("/* --a: 1; */ .x { --b: 2; }") == {"--b": "2"}


NAMES = st.sampled_from([f"--t{i}" for i in range(8)])


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3)), st.sets(NAMES))
def test_what_is_kept_needs_nothing_that_was_dropped(
    graph: dict[str, list[str]], wanted: set[str]
) -> None:
    defined = {name: " ".join(f"var({use})" for use in to) or "1" for name, to in graph.items()}
    css = "".join(f".x{{color:var({name})}}" for name in wanted)
    kept = tokens.pruned(css, defined)
    assert wanted & defined.keys() <= kept.keys()
    for value in kept.values():
        assert tokens.uses(value) & defined.keys() <= kept.keys()
    for name in kept:
        assert name in tokens.closure(wanted, defined)


@pytest.fixture(scope="session")
def packages() -> Path:
    folder = ROOT / "node_modules"
    if not folder.is_dir():
        pytest.skip("no node_modules; run: npm ci --ignore-scripts")
    return folder


def test_build_makes_one_small_style_sheet(packages: Path, tmp_path: Path) -> None:
    report = assets.build(packages, tmp_path)
    css = (tmp_path / assets.STYLE).read_text()
    assert report.built
    assert report.tokens_kept < report.tokens_defined / 3
    assert css.count("{") == css.count("}")
    assert "voorbeeld-kleuren-violet" not in css
    assert "sourceMappingURL" not in css
    assert "@import" not in css
    fonts = sum(size for name, size in report.sizes.items() if name.endswith(".woff2"))
    assert fonts <= 60_000


def test_every_font_in_the_style_sheet_is_copied(packages: Path, tmp_path: Path) -> None:
    assets.build(packages, tmp_path)
    named = set(re.findall(r"url\(['\"]?([^)'\"]+)", (tmp_path / assets.STYLE).read_text()))
    assert named
    assert all((tmp_path / name).is_file() for name in named if not name.startswith("data:"))


def test_a_second_build_does_nothing_until_a_product_is_gone(
    packages: Path, tmp_path: Path
) -> None:
    assert assets.build(packages, tmp_path).built
    assert not assets.build(packages, tmp_path).built
    (tmp_path / assets.STYLE).unlink()
    assert assets.build(packages, tmp_path).built


def test_a_missing_package_is_named_with_what_helps(tmp_path: Path) -> None:
    with pytest.raises(assets.MissingFile, match=r"voorbeeld-design-tokens.*npm ci"):
        assets.build(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_minified_keeps_the_spaces_that_count() -> None:
    css = (
        ".a  .b > .c {\n  inset: calc(1px + 2px) auto ; }\n"
        "/* x */ @media (min-width: 3rem) { p { margin: 0 } }"
    )
    assert assets.minified(css) == (
        ".a .b>.c{inset:calc(1px + 2px) auto}@media (min-width: 3rem){p{margin: 0}}"
    ).replace("inset:", "inset: ")


def test_the_lock_names_no_download_address() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert '"integrity"' in lock


def test_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
