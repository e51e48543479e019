"""The notice before, on and after 1 January 2027."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from thorbecke.web.library.law import deadline


@pytest.mark.parametrize(
    ("today", "left", "passed"),
    [
        (date(2026, 11, 23), 39, False),
        (date(2026, 12, 30), 2, False),
        (date(2026, 12, 31), 1, False),
        (date(2027, 1, 1), 0, True),
        (date(2028, 2, 29), 0, True),
    ],
)
def test_days_are_counted_to_the_deadline(today: date, left: int, passed: bool) -> None:
    found = deadline.notice(today)
    assert (found.days_left, found.passed) == (left, passed)


def test_only_the_last_day_is_the_last_day() -> None:
    assert deadline.notice(date(2026, 12, 31)).last_day
    assert not deadline.notice(date(2026, 12, 30)).last_day
    assert not deadline.notice(date(2027, 1, 1)).last_day


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("moment", "said", "unsaid"),
    [
        (datetime(2026, 11, 23), "Nog 39 dagen.", "is voorbij"),
        (datetime(2026, 12, 31), "Vandaag is de laatste dag.", "Nog 1 dag"),
        (datetime(2027, 1, 1), "is voorbij", "Nog 0 dagen"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/regelruimte/", "/regelruimte/artikel/gem-150/", "/gemeenten/delft/"]
)
def test_pages_say_what_holds_that_day(client, monkeypatch, path, moment, said, unsaid) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: moment.date())
    page = client.get(path).content.decode()
    assert said in page
    assert unsaid not in page


@pytest.mark.usefixtures("library")
def test_other_rules_have_no_notice(client) -> None:
    assert (
        "inspraakverordening vóór" not in client.get("/regelruimte/artikel/gem-8/").content.decode()
    )
