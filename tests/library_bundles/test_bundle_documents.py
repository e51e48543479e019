"""The documents: the same content in every format, well-formed, accessible, and safe."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from thorbecke.web.library.bundles import collecting
from thorbecke.web.library.bundles.documents import epub, model, pdf, text, word, xhtml
from thorbecke.web.library.bundles.documents.build import build
from thorbecke.web.library.bundles.documents.model import Document
from thorbecke.web.library.bundles.forms import BundleForm
from thorbecke.web.library.models import Bundle

KINDS = ("scenario", "theme", "principle", "rule", "bill", "instrument")
HOSTILE = (
    '#eval("1+1") #import "x.typ": * ] [ $x^2$ \\ * _ ` = Kop <label> @ref // weg /* */ #{1+1}'
)
XHTML = {"h": "http://www.w3.org/1999/xhtml"}
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def quiet(_progress: int, _step: str) -> None:
    """Forget how far it is."""


def made(bundle: Bundle) -> Document:
    bundle.refresh_from_db()
    return build(bundle)


def introduced(
    filled: Callable[..., Any], words: str, title: str = "Bundel", cases: int = 1
) -> Document:
    bundle, _token = filled(cases)
    form = BundleForm({"title": title, "subtitle": "Voor wie", "introduction": words})
    assert form.is_valid(), form.errors
    collecting.describe(bundle, **form.cleaned_data)
    item = bundle.items.get(position=1)
    collecting.introduce(bundle, item.pk, form.cleaned_data["introduction"])
    return made(bundle)


def squeezed(value: str) -> str:
    """Return the text without any white space or invisible break, which formats place differently."""
    return re.sub(r"[\s\u200b\u00ad-]", "", value)


def pdf_text(body: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


def epub_files(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def epub_text(body: bytes) -> str:
    files = epub_files(body)
    pages = [ElementTree.fromstring(b) for n, b in files.items() if n.endswith(".xhtml")]
    for row in (row for page in pages for row in page.iterfind(".//h:li[@value]", XHTML)):
        row.text = f"{row.get('value')} {row.text or ''}"
    return squeezed("".join("".join(page.itertext()) for page in pages))


def word_text(body: bytes) -> str:
    root = docx.Document(io.BytesIO(body)).element.body
    return squeezed("".join(node.text or "" for node in root.iter(qn("w:t"))))


RENDERERS = {
    "pdf": (pdf.render, pdf_text),
    "epub": (epub.render, epub_text),
    "docx": (word.render, word_text),
}


def all_texts(document: Document) -> dict[str, str]:
    return {name: read(render(document, quiet)) for name, (render, read) in RENDERERS.items()}


def test_all_formats_say_the_same(filled: Any) -> None:
    bundle, _token = filled(12, KINDS)
    collecting.describe(bundle, "Mijn bundel", "Voor de raad", "Een voorwoord.")
    collecting.introduce(bundle, bundle.items.get(position=3).pk, "Eigen woorden hierbij.")
    document = made(bundle)
    wanted = [document.title, document.subtitle, "Een voorwoord.", "Eigen woorden hierbij."]
    for chapter in document.chapters:
        wanted += [chapter.title, chapter.meta, chapter.kicker]
        for block in chapter.blocks:
            if isinstance(block, model.Figures):
                wanted += [cell for row in block.rows for cell in (row.label, row.value, row.note)]
            if isinstance(block, model.Sources):
                wanted += [part for s in block.items for part in (str(s.number), s.title, s.url)]
            if isinstance(block, model.Facts):
                wanted += [cell for row in block.rows for cell in row]
    assert len(wanted) > 200
    for name, found in all_texts(document).items():
        lowered = found.lower()  # a format may set small titles in capitals
        missing = [want for want in wanted if squeezed(want).lower() not in lowered]
        assert not missing, (name, missing)


def test_all_formats_have_the_same_order(filled: Any) -> None:
    bundle, _token = filled(5)
    collecting.move(bundle, bundle.items.get(position=5).pk, 1)
    document = made(bundle)
    for name, found in all_texts(document).items():
        # The title also stands in the list of contents; the last place is the chapter itself.
        places = [
            found.rindex(squeezed(chapter.title + chapter.meta)) for chapter in document.chapters
        ]
        assert places == sorted(places), name


# --- PDF -----------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_says_it_meets_pdf_ua(filled: Any) -> None:
    bundle, _token = filled(2, KINDS)
    collecting.describe(bundle, "Titel van de bundel", "", "")
    reader = PdfReader(io.BytesIO(pdf.render(made(bundle), quiet)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None
    assert reader.metadata.title == "Titel van de bundel"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)
    kinds = structure(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/L", "/Link", "/TOC"} <= kinds
    titles = [entry["/Title"] for entry in flat(reader.outline)]
    assert {chapter.title for chapter in made(bundle).chapters} <= {
        re.sub(r"^\d+ ", "", title) for title in titles
    }


def structure(node: Any) -> set[str]:
    """Return the kinds of all elements in the structure tree."""
    found, waiting = set(), [node]
    while waiting:
        current = waiting.pop()
        current = current.get_object() if hasattr(current, "get_object") else current
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict):
            found.add(str(current.get("/S")))
            waiting += [current["/K"]] if "/K" in current else []
    return found


def flat(outline: list[Any]) -> list[Any]:
    return [x for item in outline for x in (flat(item) if isinstance(item, list) else [item])]


def test_the_pdf_is_the_same_twice(filled: Any) -> None:
    bundle, _token = filled(2)
    document = made(bundle)
    assert pdf.render(document, quiet) == pdf.render(document, quiet)


def test_typst_refuses_what_is_not_accessible() -> None:
    """The check that we lean on does check: a figure without a description is refused."""
    import typst

    source = b'#set document(title: "x")\n#figure(rect())'
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        pdf.compiled(source, {})


@pytest.mark.parametrize("words", [HOSTILE, HOSTILE * 20, "\\" * 50, "]" * 50, "#" * 50])
def test_typst_markup_stays_text(filled: Any, words: str) -> None:
    document = introduced(filled, words, title=words[:100])
    found = pdf_text(pdf.render(document, quiet))
    assert squeezed(words) in found


@pytest.mark.parametrize(
    "words",
    [
        "x" * 3000,
        "https://voorbeeld.nl/" + "pad/" * 300,
        "😀👩‍🚀🏴 ❤️ en 文字 العربية עברית हिन्दी",
        "ﷺ\u202eomgekeerd\u202c \x00\x07 \ud800 \ufffe einde",
        "a\u0301 e\u0308 z\u0335\u0336\u0337 \u200b\u200d\u00ad",
        "→ … – € “ ” ’ ✓ • − × ≈ ≥ ½ ² α Ж ★ ☺ ♥",
        "\r\n- \n-\n\n* \n\n\n",
        "",
    ],
)
def test_unusual_text_can_be_made_in_every_format(filled: Any, words: str) -> None:
    document = introduced(filled, words, title=words[:110])
    for found in all_texts(document).values():
        assert squeezed(document.chapters[0].title) in found


def test_emoji_are_told_in_the_pdf_and_shown_elsewhere(filled: Any) -> None:
    found = all_texts(introduced(filled, "Leuk 😀 toch"))
    assert "Leuk[grinningface]toch" in found["pdf"]
    assert "Leuk😀toch" in found["epub"]
    assert "Leuk😀toch" in found["docx"]


def test_a_sign_that_fails_after_all_is_told_in_words(
    filled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_has_glyph", lambda _sign: True)
    found = pdf_text(pdf.render(introduced(filled, "Zeg กข dag"), quiet))
    assert squeezed(f"Zeg {pdf.OTHER_SCRIPT} dag") in found


def test_long_words_stay_on_the_page(filled: Any) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(introduced(filled, "breed" * 100), quiet)))
    width = float(reader.pages[1].mediabox.width)
    ends: list[float] = []

    def visit(words: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        if words.strip():
            ends.append(matrix[4] + 0.4 * len(words.strip()) * abs(matrix[0] or 1) * size)

    reader.pages[1].extract_text(visitor_text=visit)
    assert ends
    assert max(ends) < width


# --- EPUB ----------------------------------------------------------------------------------------


def test_the_book_has_the_structure_of_epub_3(filled: Any) -> None:
    bundle, _token = filled(8, KINDS)
    document = made(bundle)
    body = epub.render(document, quiet)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
    files = epub_files(body)
    package = ElementTree.fromstring(files["EPUB/package.opf"])
    items = package.findall("o:manifest/o:item", OPF)
    assert {f"EPUB/{item.get('href')}" for item in items} == {
        name for name in files if name.startswith("EPUB/") and name != "EPUB/package.opf"
    }
    ids = {item.get("id") for item in items}
    assert {ref.get("idref") for ref in package.findall("o:spine/o:itemref", OPF)} <= ids
    assert package.findtext("o:metadata/dc:language", namespaces=OPF) == "nl"
    properties = {meta.get("property") for meta in package.findall("o:metadata/o:meta", OPF)}
    assert {
        "dcterms:modified",
        "schema:accessMode",
        "schema:accessModeSufficient",
        "schema:accessibilityFeature",
        "schema:accessibilityHazard",
        "schema:accessibilitySummary",
    } <= properties


def test_every_link_of_the_contents_leads_to_a_page(filled: Any) -> None:
    bundle, _token = filled(3)
    files = epub_files(epub.render(made(bundle), quiet))
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])
    links = [link.get("href") for link in nav.iterfind(".//h:a", XHTML)]
    assert len(links) == 1 + 3 + 2
    assert all(f"EPUB/{link}" in files for link in links)


def test_pages_are_well_formed_with_one_title_each(filled: Any) -> None:
    document = introduced(filled, "<script>&amp; ]]> <!-- -- \x00 😀", title="</title><b>&")
    for name, body in epub_files(epub.render(document, quiet)).items():
        if name.endswith(".xhtml"):
            page = ElementTree.fromstring(body)
            assert page.get("lang") == "nl"
            assert len(page.findall(".//h:h1", XHTML)) == 1
            assert page.find(".//h:script", XHTML) is None


@pytest.mark.slow
def test_epubcheck_finds_nothing(filled: Any, tmp_path: Path) -> None:
    found = shutil.which("epubcheck")
    if not found:
        pytest.skip("epubcheck is not installed: apt-get install epubcheck")
    # Debian installs the jar itself as the command; others install a script around it.
    command = ["java", "-jar", found] if Path(found).read_bytes()[:2] == b"PK" else [found]
    bundle, _token = filled(15, KINDS)
    collecting.describe(
        bundle, "Bundel & meer", "<Voor>", "Dag\n\n- een\n- twee https://x.nl/?a=1&b=2"
    )
    path = tmp_path / "bundel.epub"
    path.write_bytes(epub.render(made(bundle), quiet))
    report = tmp_path / "report.json"
    result = subprocess.run([*command, path, "--json", report], capture_output=True, check=False)
    assert report.exists(), result.stderr.decode()
    assert json.loads(report.read_text())["messages"] == []
    assert result.returncode == 0


# --- Word ----------------------------------------------------------------------------------------


def with_chart(filled: Any) -> Document:
    bundle, _token = filled(12)
    document = made(bundle)
    assert any(isinstance(b, model.Chart) for c in document.chapters for b in c.blocks)
    return document


def test_the_word_file_has_real_headings_title_and_language(filled: Any) -> None:
    bundle, _token = filled(2)
    collecting.describe(bundle, "Mijn bundel", "", "")
    document = made(bundle)
    found = docx.Document(io.BytesIO(word.render(document, quiet)))
    assert found.core_properties.title == "Mijn bundel"
    assert found.core_properties.language == "nl-NL"
    language = found.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "nl-NL"
    heads = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert [c.title for c in document.all_chapters] == [h for h in heads if h != "Inhoud"]
    assert any(p.style.name == "Heading 2" for p in found.paragraphs)


def test_tables_have_header_rows_and_pictures_have_words(filled: Any) -> None:
    found = docx.Document(io.BytesIO(word.render(with_chart(filled), quiet)))
    assert found.tables
    for table in found.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert found.inline_shapes
    for shape in found.inline_shapes:
        assert shape._inline.docPr.get("descr").startswith("Staafdiagram: uitgenodigd")


def test_links_inside_the_word_file_have_a_target(filled: Any) -> None:
    bundle, _token = filled(4)
    body = docx.Document(io.BytesIO(word.render(made(bundle), quiet))).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    wanted = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    assert wanted == set(marks)
    assert len(set(numbers)) == len(numbers)


# --- the neutral document ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("een\n\ntwee", ["paragraph", "paragraph"]),
        ("- een\n- twee", ["bullets"]),
        ("kop\n- een\n- twee\nstaart", ["paragraph", "bullets", "paragraph"]),
        ("   \n \n", []),
    ],
)
def test_plain_text_becomes_blocks(typed: str, kinds: list[str]) -> None:
    assert [block.kind for block in text.blocks(typed)] == kinds


def test_addresses_become_links_without_the_full_stop() -> None:
    runs = text.runs("Zie https://x.nl/a(b), of **dit**.")
    assert [run.href for run in runs if run.href] == ["https://x.nl/a(b"]
    assert [run.text for run in runs if run.strong] == ["dit"]
    assert "".join(run.text for run in runs) == "Zie https://x.nl/a(b), of dit."


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=200))
def test_no_text_is_lost_or_breaks_xml(typed: str) -> None:
    blocks = text.blocks(typed)
    for block in blocks:
        groups = block.items if isinstance(block, model.Bullets) else (block.runs,)
        for runs in groups:
            assert (
                "".join(run.text for run in runs) == text.clean("".join(r.text for r in runs))
                or runs
            )

    ElementTree.fromstring(xhtml.page("x", "nl", xhtml.drawn(blocks)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=st.text(max_size=60))
def test_any_text_can_be_set_in_a_pdf(typed: str) -> None:
    day = date(2026, 11, 23)
    chapter = model.Chapter("a", 1, "Soort", text.line(typed) or "t", "", "", text.blocks(typed))
    document = model.Document(
        "urn:x", text.line(typed) or "t", "", day, "", "https://x.nl", "", (), (chapter,), ()
    )
    assert pdf.render(document, quiet).startswith(b"%PDF")


def test_the_digest_follows_the_content(filled: Any) -> None:
    bundle, _token = filled(2)
    before = model.digest(made(bundle), "pdf:1")
    assert model.digest(made(bundle), "pdf:1") == before
    assert model.digest(made(bundle), "pdf:2") != before
    collecting.introduce(bundle, bundle.items.get(position=1).pk, "Iets")
    assert model.digest(made(bundle), "pdf:1") != before


def test_sources_have_one_number_each(filled: Any) -> None:
    bundle, _token = filled(20)
    document = made(bundle)
    found = document.closing[0].blocks[0]
    assert isinstance(found, model.Sources)
    assert [s.number for s in found.items] == list(range(1, len(found.items) + 1))
    assert len({s.url for s in found.items}) == len(found.items)
    named = {
        s
        for c in document.chapters
        for b in c.blocks
        if isinstance(b, model.Sources)
        for s in b.items
    }
    assert named == set(found.items)


def test_every_item_says_how_sure_we_are_and_where_it_stands(filled: Any, settings: Any) -> None:
    settings.BASE_URL = "https://maatwerk.example"
    bundle, _token = filled(1, KINDS)
    for chapter in made(bundle).chapters:
        heads = [block.text for block in chapter.blocks if isinstance(block, model.Heading)]
        assert "Hoe zeker is dit?" in heads
        assert chapter.certainty
        last = chapter.blocks[-1]
        assert isinstance(last, model.Paragraph)
        assert last.runs[-1].href.startswith("https://maatwerk.example/")
