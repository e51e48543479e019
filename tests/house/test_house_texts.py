"""The words of the interface: plain Dutch, and English for each of them."""

from __future__ import annotations

import re

import pytest

from thorbecke.cli.messages import WEB, catalogs, collect, read_catalog
from thorbecke.knowledge import language

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")


def plain(text: str) -> str:
    """Drop markup and fill placeholders, so that sentences are counted as a reader sees them."""
    return re.sub(r"\s+", " ", PLACEHOLDER.sub("7", re.sub(r"<[^>]+>", " ", text))).strip()


def dutch_texts() -> list[str]:
    found = []
    for message in collect():
        if message.id:
            found += [message.id] if isinstance(message.id, str) else list(message.id)
    return [plain(text) for text in found]


@pytest.fixture(scope="module")
def english():
    return [read_catalog(path) for path in catalogs()]


def translated(english, message) -> bool:
    found = next((one for c in english if (one := c.get(message.id, message.context))), None)
    string = found.string if found else None
    return all(string) if isinstance(string, tuple) else bool(string)


def test_the_interface_has_texts():
    assert len(dutch_texts()) > 300


def test_every_text_has_an_english_translation(english):
    missing = [m.id for m in collect() if m.id and not translated(english, m)]
    assert not missing, f"{len(missing)} without English; run: make messages\n{missing[:10]}"


def test_catalogs_hold_only_texts_that_are_used(english):
    used = collect()
    stale = [m.id for c in english for m in c if m.id and not used.get(m.id, m.context)]
    assert not stale, f"{len(stale)} no longer used; run: make messages\n{stale[:10]}"


def test_translations_keep_the_placeholders(english):
    for message in (m for catalog in english for m in catalog):
        if not message.id or not message.string:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        results = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = {m.group() for text in sources for m in PLACEHOLDER.finditer(text)}
        for result in results:
            assert {m.group() for m in PLACEHOLDER.finditer(result)} <= wanted, message.id


def test_sentences_of_the_interface_are_short_on_average():
    sentences = [text for text in dutch_texts() if text.endswith((".", "?", "!", ":"))]
    measured = language.measure(sentences)
    assert measured.mean_sentence_words <= 15, measured


def test_no_sentence_of_the_interface_is_very_long():
    for text in dutch_texts():
        assert max(language.sentence_lengths(text), default=0) <= 30, text


def test_jargon_in_the_interface_is_explained():
    assert not language.measure(dutch_texts()).unexplained_jargon


def test_no_bare_dutch_in_templates():
    """A text between tags without translate would stay Dutch for an English reader."""
    bare = re.compile(r">\s*([A-Z][a-z]+(?: [a-zé]+){2,}[.!?]?)\s*<")
    found = []
    for path in WEB.rglob("templates/**/*.html"):
        source = path.read_text(encoding="utf-8")
        source = re.sub(r"{% blocktrans.*?{% endblocktrans(?:late)? %}", "", source, flags=re.S)
        source = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", source, flags=re.S)
        found += [f"{path.name}: {hit}" for hit in bare.findall(source)]
    assert not found, "\n".join(found)
