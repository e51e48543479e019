"""``thorbecke messages``: the Dutch texts of the interface and their English translation.

Babel reads the Python files; Django's own ``templatize`` turns a template into something that Babel
can read. So nobody needs the gettext programs. An app with a folder ``locale`` keeps its own texts; the
other texts live in ``web/locale``, and a text that stands there is not repeated in an app.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parents[1] / "web"
LOCALE = WEB / "locale"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}


@click.group()
def messages() -> None:
    """Collect or compile the texts of the interface."""


@messages.command()
def update() -> None:
    """Collect all texts into the catalogs; keep what was translated."""
    for path in catalogs():
        catalog = read_catalog(path)
        catalog.update(collect(path), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=100, omit_header=False, sort_output=True)
        missing = [message.id for message in catalog if message.id and not message.string]
        name = path.parents[3].relative_to(WEB.parent)
        click.echo(f"{name}: {len(catalog)} texts, {len(missing)} without translation")


@messages.command(name="compile")
def compile_() -> None:
    """Compile the translations that changed."""
    compile_catalogs()


def compile_catalogs() -> int:
    """Write a .mo beside each .po that is newer; return how many were written."""
    written = 0
    for path in catalogs():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        buffer = io.BytesIO()
        write_mo(buffer, read_catalog(path))
        target.write_bytes(buffer.getvalue())
        written += 1
    return written


def catalogs() -> list[Path]:
    """Return every .po file, the one of the whole site first."""
    found = sorted(WEB.rglob("locale/*/LC_MESSAGES/django.po"))
    return sorted(found, key=lambda path: LOCALE not in path.parents)


def read_catalog(path: Path) -> Catalog:
    """Read one .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def collect(path: Path | None = None) -> Catalog:
    """Return the texts that belong in a catalog, or all texts of the interface, with their files."""
    catalog = Catalog(project="thorbecke", version="", copyright_holder="", charset="utf-8")
    everywhere = None if path is None or LOCALE in path.parents else collect(catalogs()[0])
    for file, _line, message, context in texts():
        if path is not None and _home(file) != path.parents[2]:
            continue
        if everywhere and everywhere.get(message, context):
            continue
        catalog.add(message, None, locations=[(str(file.relative_to(WEB)), 0)], context=context)
    return catalog


def _home(file: Path) -> Path:
    """Return the folder ``locale`` that a file's texts belong to: of its app, or of the site."""
    inside = [folder for folder in file.parents if WEB in folder.parents]
    return next((found for folder in inside if (found := folder / "locale").is_dir()), LOCALE)


def texts() -> Iterator[tuple[Path, int, str | tuple[str, ...], str | None]]:
    """Yield file, line, text (or singular and plural) and context, in a fixed order."""
    from django.utils.translation.template import templatize

    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("templates/**/*.*")]):
        if "migrations" in path.parts or path.suffix not in {".py", ".html", ".txt", ".xml"}:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What is not text comes back as X's; their indentation is no Python, so it goes.
            lines = templatize(source, origin=str(path)).splitlines()
            source = "\n".join(line.strip() for line in lines)
        stream = io.BytesIO(source.encode())
        for line, message, _comments, context in extract(
            "python", stream, KEYWORDS, options={"encoding": "utf-8"}
        ):
            yield path, line, message, context
