"""Writing, reading and verifying bundles; the command line; the stand-alone verifier."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from record_bundles import OPENING, PLANS, SIGNER, made, method_bundle, packed
from thorbecke.cli.main import cli
from thorbecke.methods.lots import Lots, WrongSeed, commitment
from thorbecke.records import bundle, canonical, lists, words
from thorbecke.records.verify import verify


def wrong(report) -> dict[str, str]:
    return {check.name: check.code for check in report.checks if not check.holds}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made().files()


def test_a_bundle_of_a_method_holds(tmp_path: Path) -> None:
    path = method_bundle(tmp_path / "b.zip", [{"park": 1, "plein": 2}, {"park": 1}, {}])
    report = verify(path)
    assert report.holds
    assert [check.code for check in report.checks] == [
        "files_hold",
        "form_known",
        "unsigned",
        "lots_none",
        "count_equal",
    ]


def test_lots_of_a_method_bundle_are_drawn_again(tmp_path: Path) -> None:
    tie = [{"park": 1}, {"plein": 1}]
    for seed in (
        {"seed": "ab" * 32},
        {"drawn": "07 12 23"},
        {"opening": OPENING.hex(), "commitment": commitment(OPENING)},
    ):
        assert verify(method_bundle(tmp_path / "b.zip", tie, seed)).holds


def test_an_opening_that_was_not_committed_to_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSeed):
        bundle.lots_of({"opening": OPENING.hex(), "commitment": "00" * 32})
    assert bundle.lots_of({"seed": "00" * 32}) == Lots(bytes(32))


def test_the_same_files_give_the_same_bytes(files) -> None:
    assert packed(files).getvalue() == packed(dict(reversed(files.items()))).getvalue()


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - any reason of the disk
        bundle.write(tmp_path / "absent" / "b.zip", {})
    with pytest.raises(canonical.NotCanonical):
        bundle.write_act_bundle(tmp_path / "b.zip", {"half": 0.5}, lists.publish([], "totals"), [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 nothing", b"plain text"], ids=["empty", "torn", "text"]
)
def test_what_is_no_bundle_is_refused_with_a_reason(content) -> None:
    with pytest.raises(bundle.BadBundle, match="expected"):
        bundle.read(BytesIO(content))


def zipped(*pairs: tuple[str, bytes]) -> BytesIO:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return target


def test_zips_that_try_something_are_refused(files, recwarn) -> None:
    base = list(bundle.read(packed(files)).items())
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(*base, base[0])
    many = zipped(*base, *((f"x{n}", b"") for n in range(1001)))
    for target in (twice, many, zipped(*base, ("../x", b"")), zipped(*base, ("/x", b""))):
        with pytest.raises(bundle.BadBundle):
            bundle.read(target)
    with pytest.raises(bundle.BadBundle, match=r"record\.json"):
        bundle.read(zipped(("a", b"")))


def test_a_file_that_grows_beyond_a_gigabyte_is_refused(monkeypatch, files) -> None:
    monkeypatch.setattr(bundle, "MOST_BYTES", 1000)
    with pytest.raises(bundle.BadBundle, match="GiB"):
        bundle.read(packed(files))


@pytest.mark.parametrize("publish", [lists.WITH_RECEIPT, lists.APART])
@pytest.mark.parametrize("drawn", [None, "3 14 15"])
def test_an_act_holds_however_its_ballots_are_published(publish, drawn) -> None:
    act = made(publish=publish, drawn=drawn)
    report = verify(packed(act.files()), key=SIGNER.public, root=act.published().root)
    assert wrong(report) == {}
    counted = [check for check in report.checks if check.name.startswith("count:")]
    assert len(counted) == len(PLANS)
    assert all(check.code == "count_equal" for check in counted)


def test_fewer_than_ten_ballots_are_not_published_and_the_report_says_so() -> None:
    found = made(9).files()
    assert lists.BALLOTS not in found
    record = json.loads(found[bundle.RECORD])
    for count in record["counts"]:
        assert count["outcome"]["scores"] == {}
        assert count["outcome"]["steps"] == []
        assert count["outcome"]["winners"]
    report = verify(packed(found))
    assert wrong(report) == {}
    assert "ballots_withheld" in {check.code for check in report.checks}


def test_figures_of_fewer_than_ten_ballots_do_not_hold() -> None:
    found = made(9).files()
    record = json.loads(found[bundle.RECORD])
    record["counts"][0]["outcome"]["scores"] = {"yes": 3}
    assert (
        "count_tells"
        in wrong(verify(packed({**found, bundle.RECORD: canonical.dumps(record)}))).values()
    )


def test_fewer_than_ten_on_paper_are_published_apart_from_their_receipts() -> None:
    assert lists.mode_of(lists.WITH_RECEIPT, 40, 9) == lists.APART
    assert lists.mode_of(lists.WITH_RECEIPT, 9, 40) == lists.APART
    assert lists.mode_of(lists.WITH_RECEIPT, 40, 0) == lists.WITH_RECEIPT
    assert lists.mode_of(lists.WITH_RECEIPT, 5, 5) == lists.APART
    assert lists.mode_of(lists.APART, 5, 4) == lists.TOTALS
    act = made(30)
    assert act.published().mode == lists.APART
    report = verify(packed(act.files()))
    assert wrong(report) == {}


def test_a_removed_signature_is_seen_with_and_without_the_key(files) -> None:
    unsigned = packed(files, None)
    assert wrong(verify(unsigned)) == {"signature": "signature_wrong"}
    record = {**json.loads(files[bundle.RECORD]), "key": None}
    bare = packed({**files, bundle.RECORD: canonical.dumps(record)}, None)
    assert "signature" not in wrong(verify(bare))
    assert wrong(verify(bare, key=SIGNER.public))["signature"] == "signature_wrong"


def test_another_root_or_key_than_announced_is_seen(files) -> None:
    assert wrong(verify(packed(files), root="00" * 32)) == {"announced": "announced_differs"}
    assert wrong(verify(packed(files), key="00" * 32)) == {"signature": "other_key"}
    loud = verify(packed(files), key=SIGNER.public.upper() + "\n")
    assert loud.holds


def test_a_damaged_part_is_a_finding_not_an_error(files) -> None:
    for name in (bundle.RECORD, bundle.LOG, lists.BALLOTS):
        for data in (b"", b"{", b"[]", b"null", b"[\n1\n]\n", b'{"kind":"act"}'):
            report = verify(packed({**files, name: data}))
            assert not report.holds, (name, data)


def test_a_record_with_odd_counts_is_a_finding(files) -> None:
    record = json.loads(files[bundle.RECORD])
    for odd in ([1], [{}], [{**record["counts"][0], "method": "voting.none"}], None):
        data = canonical.dumps({**record, "counts": odd})
        assert not verify(packed({**files, bundle.RECORD: data})).holds


def test_every_finding_has_words_in_both_languages(files) -> None:
    assert all(set(text) == set(words.LANGUAGES) for text in words.TEXTS.values())
    for check in verify(packed(files)).checks:
        assert check.found == check.say("en") != check.say("nl")
        assert "{" not in check.found
        assert words.name(check.name, "nl")


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def path(files, tmp_path: Path) -> Path:
    found = tmp_path / "bundel.zip"
    found.write_bytes(packed(files).getvalue())
    return found


def test_the_command_says_that_it_holds_in_words_and_as_json(path: Path) -> None:
    spoken = CliRunner().invoke(cli, ["verify", str(path), "--language", "nl"])
    assert spoken.exit_code == 0
    assert "De bundel klopt" in spoken.stdout
    assert "dezelfde uitslag" in spoken.stdout
    found = CliRunner().invoke(cli, ["verify", str(path), "--json", "--key", SIGNER.public])
    answer = json.loads(found.stdout)
    assert set(answer) == {"holds", "checks"}
    assert answer["holds"] is True
    assert set(answer["checks"][0]) == {"name", "holds", "found"}


def test_the_command_exits_1_when_it_does_not_hold_and_2_for_another_file(path, tmp_path) -> None:
    found = CliRunner().invoke(cli, ["verify", str(path), "--json", "--root", "00" * 32])
    assert found.exit_code == 1
    assert json.loads(found.stdout)["holds"] is False
    other = tmp_path / "letter.txt"
    other.write_text("hallo")
    refused = CliRunner().invoke(cli, ["verify", str(other)])
    assert refused.exit_code == 2
    assert "expected a zip file" in refused.stderr


def test_a_method_with_a_certificate_is_checked_by_it_and_not_counted_again(
    tmp_path: Path, monkeypatch
) -> None:
    from dataclasses import replace

    from thorbecke.methods.facts import fact
    from thorbecke.methods.voting import schulze

    path = method_bundle(tmp_path / "b.zip", [{"park": 1}])

    def never(*_: object) -> None:
        raise AssertionError("counted again")

    good = replace(schulze.METHOD, count=never, check=lambda *_: ())
    monkeypatch.setattr(schulze, "METHOD", good)
    assert [check.code for check in verify(path).checks][-1] == "count_certified"
    bad = replace(good, check=lambda *_: (fact("chances"),))
    monkeypatch.setattr(schulze, "METHOD", bad)
    report = verify(path)
    assert not report.holds
    assert "chances" in report.checks[-1].found


def test_a_draw_carries_its_own_verifier_too() -> None:
    assert set(bundle.own_verifier("sortition.leximin")) == {"verify_sortition.py"}
    assert bundle.own_verifier("voting.schulze") == {}
