"""The formats that a bundle can be made in: one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thorbecke.web.library.bundles.documents import epub, pdf, word
from thorbecke.web.library.bundles.documents.model import Document
from thorbecke.web.library.models import BundleDocument

RENDERER = "1"  # goes up when the look changes, so that old files are not given out any more


@dataclass(frozen=True)
class FormatInfo:
    """A format: its name and use for a reader, its media type and what draws it."""

    name: str
    label: str | Promise
    text: str | Promise
    media_type: str
    render: Callable[[Document, Callable[[int, str], None]], bytes]


FORMATS: dict[str, FormatInfo] = {
    info.name: info
    for info in (
        FormatInfo(
            BundleDocument.Format.PDF,
            _("PDF"),
            _("Om te printen of te mailen. Ook goed met voorleessoftware."),
            "application/pdf",
            pdf.render,
        ),
        FormatInfo(
            BundleDocument.Format.EPUB,
            _("E‑boek (EPUB)"),
            _("Om te lezen op een telefoon, tablet of e-reader."),
            "application/epub+zip",
            epub.render,
        ),
        FormatInfo(
            BundleDocument.Format.DOCX,
            _("Word"),
            _("Om zelf verder te bewerken."),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            word.render,
        ),
    )
}
