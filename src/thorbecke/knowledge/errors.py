"""What is said when a content file can't be used."""

from __future__ import annotations

from pydantic import ValidationError

from thorbecke.knowledge.schema import Content


class ContentError(Exception):
    """A content file that can't be used: where it is, what was expected there, how to mend it."""

    def __init__(self, file: str, item: str, field: str, expected: str, mend: str) -> None:
        self.file, self.item, self.field = file, item, field
        self.expected, self.mend = expected, mend
        place = ", ".join(part for part in (file, item, field and f"field {field}") if part)
        super().__init__(f"Content can't be used. {place}: expected {expected}. To mend: {mend}.")


def from_validation(
    error: ValidationError, file: str, item: str, kind: type[Content]
) -> ContentError:
    """Turn the first thing that pydantic found into a ContentError."""
    first = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    found = "" if first["type"] == "missing" else f" (found {str(first['input'])[:60]!r})"
    return ContentError(
        file,
        item,
        field,
        f"{_words(first['type'], first['msg'], kind)}{found}",
        _mend(first["type"]),
    )


def _words(code: str, message: str, kind: type[Content]) -> str:
    if code == "missing":
        return f"this field; every {kind.__name__.lower()} has it"
    if code == "extra_forbidden":
        return f"only fields that a {kind.__name__.lower()} has"
    return message[0].lower() + message[1:]


def _mend(code: str) -> str:
    if code == "missing":
        return "add the field"
    if code == "extra_forbidden":
        return "take the field out, or correct its name"
    return "correct the value; `thorbecke knowledge schema` shows what is allowed"
