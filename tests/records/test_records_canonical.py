"""The canonical form, Merkle roots, the chain and the signature."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thorbecke.records import canonical, chain, merkle, signing

LINES = st.lists(st.binary(max_size=12), max_size=40)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_bytes_come_back_as_the_same_value(value) -> None:
    data = canonical.dumps(value)
    assert canonical.loads(data) == value
    assert canonical.dumps(json.loads(data)) == data


def test_equal_mappings_have_one_form_whatever_their_order() -> None:
    assert canonical.dumps({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
    assert canonical.hashed({"b": 1, "a": 2}) == canonical.hashed({"a": 2, "b": 1})


@pytest.mark.parametrize("value", [0.5, float("nan"), {1: "a"}, {"a": {2, 3}}, b"x", "\ud800"])
def test_what_has_no_exact_form_is_refused(value) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.dumps(value)


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"[1, 2]", b"1e309", b"NaN", b"1.0", b"\xff", b"{"]
)
def test_another_form_of_the_same_value_is_refused(data) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.loads(data)


@given(st.lists(st.integers(), max_size=9))
def test_a_list_file_is_json_and_gives_its_lines_back(numbers) -> None:
    lines = [canonical.dumps(number) for number in numbers]
    data = canonical.list_file(lines)
    assert canonical.lines_of(data) == lines
    assert json.loads(data) == numbers


@pytest.mark.parametrize("data", [b"[1]\n", b"[\n]\n", b"[\n1\n]", b"", b"[\n\n]\n"])
def test_a_list_in_another_layout_is_refused(data) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.lines_of(data)


def test_the_empty_root_and_one_leaf_are_those_of_rfc_9162() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").hexdigest() == merkle.EMPTY
    assert merkle.root([b""]) == hashlib.sha256(b"\0").hexdigest()


def split_root(lines: list[bytes]) -> bytes:
    """The recursive definition in RFC 9162, section 2.1.1."""
    if len(lines) <= 1:
        return hashlib.sha256(b"\0" + lines[0]).digest() if lines else hashlib.sha256().digest()
    half = 1 << (len(lines) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + split_root(lines[:half]) + split_root(lines[half:])).digest()


@given(LINES)
def test_the_root_is_that_of_the_recursive_definition(lines) -> None:
    assert merkle.root(lines) == split_root(lines).hex()


@given(LINES.filter(bool), st.data())
def test_a_proof_holds_for_its_line_and_place_only(lines, data) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    root, path = merkle.root(lines), merkle.proof(lines, place)
    assert merkle.proves(lines[place], place, len(lines), path, root)
    assert not merkle.proves(lines[place] + b"x", place, len(lines), path, root)
    assert not merkle.proves(lines[place], place, len(lines), [*path, root], root)
    assert not merkle.proves(lines[place], len(lines), len(lines), path, root)


def test_a_proof_of_a_line_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        merkle.proof([b"a"], 1)


def entries(number: int = 4) -> list[chain.Entry]:
    found, previous = [], chain.START
    for place in range(1, number + 1):
        entry = chain.Entry(
            place, "2026-11-24T10:00Z", "edited", "organiser", {"n": place}, previous
        )
        found.append(entry)
        previous = entry.hash
    return found


def test_a_whole_chain_has_no_fault() -> None:
    assert chain.first_fault(entry.data() for entry in entries()) is None
    assert chain.first_fault([]) is None


def test_every_changed_field_breaks_the_chain_there() -> None:
    for name, value in {"at": "x", "kind": "y", "by": "z", "values": {"n": 9}, "number": 7}.items():
        rows = [entry.data() for entry in entries()]
        rows[2][name] = value
        assert chain.first_fault(rows) == 3, name


def test_a_dropped_moved_or_rehashed_entry_breaks_the_chain() -> None:
    rows = [entry.data() for entry in entries()]
    assert chain.first_fault([rows[0], *rows[2:]]) == 2
    assert chain.first_fault([rows[0], rows[2], rows[1], rows[3]]) == 2
    changed = replace(entries()[1], values={"n": 9}).data()
    assert chain.first_fault([rows[0], changed, *rows[2:]]) == 3
    assert chain.first_fault([{**rows[0], "extra": 1}]) == 1


def test_the_key_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    first, second = signing.load(tmp_path / "var"), signing.load(tmp_path / "var")
    assert first == second
    assert (tmp_path / "var" / signing.FILE).stat().st_mode & 0o777 == 0o600


def test_a_signature_fits_its_text_and_key_only(tmp_path: Path) -> None:
    signer, other = signing.Signer(bytes(32)), signing.load(tmp_path)
    signature = signer.sign(b"text")
    assert signing.signed(signer.public, signature, b"text")
    assert not signing.signed(signer.public, signature, b"texT")
    assert not signing.signed(other.public, signature, b"text")
    for odd in ("", "zz", "00" * 64, signature[:-2]):
        assert not signing.signed(signer.public, odd, b"text")
    assert not signing.signed("00", signature, b"text")
