"""Reading the content files: whole and valid, or one clear message and nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from thorbecke.knowledge import ContentError
from thorbecke.knowledge.load import DATA, read


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(file: Path, **fields: object) -> None:
    row = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**row, **fields}), encoding="utf-8")


def refused(data: Path) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read(data)
    message = str(caught.value)
    assert "To mend:" in message
    assert "\n" not in message
    return caught.value


def zeist(data: Path) -> Path:
    return data / "cases" / "zeist-inwonersadviescommissie.json"


def test_the_copy_reads_as_the_original(data):
    assert read(data) == read()


def test_a_wrong_value_names_file_item_field_and_what_was_found(data):
    change(zeist(data), scale="planeet")
    error = refused(data)
    assert error.file == "cases/zeist-inwonersadviescommissie.json"
    assert (error.item, error.field) == ("zeist-inwonersadviescommissie", "scale")
    assert "planeet" in error.expected
    assert "'gemeente'" in error.expected


def test_an_absent_field_is_named(data):
    row = json.loads(zeist(data).read_text(encoding="utf-8"))
    del row["lesson_nl"]
    zeist(data).write_text(json.dumps(row), encoding="utf-8")
    error = refused(data)
    assert error.field == "lesson_nl"
    assert error.mend == "add the field"


def test_a_field_that_is_not_known_is_named(data):
    change(zeist(data), opkomst=12)
    error = refused(data)
    assert error.field == "opkomst"
    assert "take the field out" in error.mend


def test_a_case_without_sources_is_refused(data):
    change(zeist(data), sources=[])
    assert refused(data).field == "sources"


def test_years_in_the_wrong_order_are_refused(data):
    change(zeist(data), year_start=2022, year_end=2021)
    assert "year_end is before year_start" in str(refused(data))


def test_json_with_a_mistake_names_the_line(data):
    zeist(data).write_text('{"id": "zeist"\n"title_nl": 1}', encoding="utf-8")
    assert "line 2" in str(refused(data))


def test_a_file_in_another_encoding_is_named(data):
    zeist(data).write_bytes(b'{"id": "caf\xe9"}')
    assert "UTF-8" in str(refused(data))


def test_something_else_than_an_object_is_refused(data):
    zeist(data).write_text('["zeist"]', encoding="utf-8")
    assert refused(data).item == "item 1"


def test_an_id_that_is_used_twice_names_both_files(data):
    shutil.copy(zeist(data), data / "cases" / "zeist-2.json")
    error = refused(data)
    assert error.field == "id"
    assert "zeist-2.json" in str(error)
    assert "zeist-inwonersadviescommissie.json" in str(error)


def test_an_absent_file_is_named(data):
    (data / "council_sizes.json").unlink()
    assert refused(data).file == "data/council_sizes.json"


def test_an_empty_folder_is_named(data):
    shutil.rmtree(data / "rules")
    assert refused(data).file == "rules"


@pytest.mark.parametrize("text", ["[]", "[{}, {}]"])
def test_building_blocks_are_one_object(data, text):
    (data / "building_blocks.json").write_text(text, encoding="utf-8")
    assert refused(data).file == "data/building_blocks.json"


def test_a_row_with_a_comma_too_many_is_named(data):
    file = data / "municipalities.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] += ",extra"
    file.write_text("\n".join(lines), encoding="utf-8")
    error = refused(data)
    assert error.item == "GM0014"
    assert "commas" in error.mend


def test_a_number_that_is_no_number_in_the_table_is_named(data):
    file = data / "municipalities.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("238147", "veel"), encoding="utf-8")
    error = refused(data)
    assert (error.item, error.field) == ("GM0014", "inhabitants")


def test_a_table_without_rows_is_refused(data):
    (data / "municipalities.csv").write_text("code,name\n", encoding="utf-8")
    assert refused(data).file == "data/municipalities.csv"
