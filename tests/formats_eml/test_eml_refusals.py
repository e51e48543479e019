"""What must not be read: attacks, other XML, and counts that do not add up."""

from __future__ import annotations

import gzip

import pytest

from formats_eml.samples import HEAD, count, figures, result, selections
from thorbecke.formats.eml import EmlError, read_eml

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE EML [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "&{before};{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE EML [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
PUBLIC = '<?xml version="1.0"?><!DOCTYPE EML SYSTEM "http://example.org/eml.dtd">'


def refused(text: str | bytes, words: str) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(EmlError, match=words) as caught:
        read_eml(data, "telling.eml.xml")
    message = str(caught.value)
    assert message.startswith("telling.eml.xml")
    assert "expected" in message
    assert "To mend:" in message
    return message


@pytest.mark.parametrize("head", [LAUGHS, EXTERNAL, PUBLIC], ids=["laughs", "external", "dtd"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_expanded(head, encoding):
    body = count().replace("Dorpsbelang", "&j;" if head is LAUGHS else "&x;")
    text = (head + body).replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    refused(text.encode(encoding), "document type")


def test_a_document_type_far_into_the_file_is_refused():
    padding = f"<!--{'x' * 200_000}-->"
    refused(
        '<?xml version="1.0"?>' + padding + "<!DOCTYPE EML [<!ENTITY a 'b'>]>" + count(),
        "document type",
    )


def test_an_entity_that_nobody_declared_is_refused():
    refused(count().replace("Dorpsbelang", "&onbekend;"), "well-formed")


def test_the_wrong_namespace_is_named():
    message = refused(count().replace("schema:eml", "schema:oml"), "namespace")
    assert "urn:oasis:names:tc:evs:schema:oml" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><body/></html>", "the element EML in the namespace"),
        (f"<x>{count()}</x>", "the element EML in the namespace"),
        (count()[:500], "well-formed"),
        ("geen xml", "well-formed"),
        ("", "well-formed"),
        (HEAD.format(form="110b") + "</EML>", "one of the forms 110a"),
        (HEAD.format(form="510b") + "</EML>", "ElectionIdentifier"),
        (HEAD.format(form="110a") + "</EML>", "ElectionIdentifier"),
        (HEAD.format(form="230b") + "</EML>", "ElectionIdentifier"),
        (HEAD.format(form="520") + "</EML>", "ElectionIdentifier"),
        (count().replace("2026-03-18", "18-03-2026"), "a date such as"),
        (count().replace("<ValidVotes>30<", "<ValidVotes>dertig<"), "a whole number"),
        (count().replace("<ValidVotes>30<", "<ValidVotes>-3<"), "a whole number"),
        (count().replace("<ValidVotes>30<", f"<ValidVotes>{'9' * 40}<"), "a whole number"),
        (result().replace("<Ranking>2<", "<Ranking>twee<"), "a whole number"),
    ],
)
def test_other_faults_are_named(text, words):
    refused(text, words)


def test_broken_gzip_is_refused():
    refused(gzip.compress(count().encode())[:-20], "well-formed")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # a candidate too few in the total
        (
            count(total=selections((30, 10)).replace(">10<", ">9<") + figures(60)),
            "together, found 39",
        ),
        # the lists do not add up to what was counted
        (count(total=selections() + figures(61)), "61 votes for all lists together, found 60"),
        # a station does not add up
        (
            count(
                units=(
                    selections((10, 10), (15,)) + figures(36),
                    selections((20, 0), (5,)) + figures(25),
                )
            ),
            "Stembureau 1.*36 votes for all lists together, found 35",
        ),
        # the stations do not add up to the total of a list
        (
            count(
                units=(
                    selections((10, 10), (15,)) + figures(35),
                    selections((20, 0), (4,)) + figures(24),
                )
            ),
            "20 votes for list 2 .* in all units, found 19",
        ),
        # the list adds up, its candidates do not
        (
            count(
                units=(
                    selections((11, 9), (15,)) + figures(35),
                    selections((20, 0), (5,)) + figures(25),
                )
            ),
            "30 votes for candidate 1 of list 1 in all units, found 31",
        ),
    ],
)
def test_votes_that_do_not_add_up_are_refused_with_place_and_figures(text, words):
    refused(text, words)


def test_a_station_with_other_lists_or_candidates_is_refused():
    one = selections((10, 10), (15,)) + figures(35)
    refused(
        count(units=(one.replace('AffiliationIdentifier Id="2"', 'AffiliationIdentifier Id="7"'),)),
        "in this order",
    )
    refused(
        count(units=(one.replace('CandidateIdentifier Id="2"', 'CandidateIdentifier Id="5"', 1),)),
        "the same candidates of list 1",
    )
