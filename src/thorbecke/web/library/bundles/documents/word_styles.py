"""The styles of the Word document, so that a reader can change the look in one place."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, SOFT, CANAL, WATER, BRICK = "17242B", "4D5B61", "0D4650", "0B5C67", "A8381A"
TEXT_FONT, HEAD_FONT = "Calibri", "Georgia"

# name: (font, points, colour, bold, space before, space after)
EXISTING = {
    "Normal": (TEXT_FONT, 11, INK, False, 0, 8),
    "Title": (HEAD_FONT, 34, CANAL, True, 120, 12),
    "Subtitle": (TEXT_FONT, 16, SOFT, False, 0, 24),
    "Heading 1": (HEAD_FONT, 22, CANAL, True, 0, 6),
    "Heading 2": (HEAD_FONT, 13, CANAL, True, 18, 4),
}
NEW = {
    "Kicker": (TEXT_FONT, 10, BRICK, True, 0, 4),
    "Meta": (TEXT_FONT, 12, SOFT, False, 0, 14),
    "Own words": (TEXT_FONT, 11, INK, False, 0, 8),
    "Lesson": (TEXT_FONT, 12.5, INK, False, 0, 8),
    "Source": (TEXT_FONT, 9.5, INK, False, 0, 4),
}
BARS = {"Own words": (BRICK, "FDF3EE"), "Lesson": (WATER, "EFF7F6")}


def set_up(made: WordDocument) -> None:
    """Set page, language and styles of a new document."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    for name, look in EXISTING.items():
        _look(made.styles[name], *look)
    for name, look in NEW.items():
        style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        _look(style, *look)
    for name, (colour, ground) in BARS.items():
        _bar(made.styles[name], colour, ground)
    made.styles["Kicker"].paragraph_format.keep_with_next = True
    _language(made)
    _page_numbers(section.footer.paragraphs[0])


def _look(
    style: Any, font: str, size: float, colour: str, bold: bool, before: float, after: float
) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if (border := style.element.get_or_add_pPr().find(qn("w:pBdr"))) is not None:
        style.element.pPr.remove(border)


def _bar(style: Any, colour: str, ground: str) -> None:
    """Give a style a coloured line at the left and a light ground."""
    borders, left, shade = (OxmlElement(f"w:{n}") for n in ("pBdr", "left", "shd"))
    for name, value in (("val", "single"), ("sz", "24"), ("space", "8"), ("color", colour)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{name}"), value)
    spacing = style.element.pPr.find(qn("w:spacing"))
    spacing.addprevious(borders)
    spacing.addprevious(shade)


def _language(made: WordDocument) -> None:
    """Set Dutch for all text, so that Word spells and reads it as Dutch."""
    defaults = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), "nl-NL")


def _page_numbers(paragraph: Any) -> None:
    paragraph.add_run("Gemaakt met Thorbecke · ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            node.set(qn("w:fldCharType"), kind)
        node.text = text or None
        run._r.append(node)
