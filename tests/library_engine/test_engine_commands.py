"""Commands for administrators."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from thorbecke.web.library.models import Entry, ErrorReport, SearchDocument
from thorbecke.web.library.search import Query, find

pytestmark = pytest.mark.django_db


def test_clean_erases_what_is_due_and_keeps_the_rest(library):
    entry = Entry.objects.first()
    long_ago = timezone.now() - timedelta(days=40)
    old, new = (
        ErrorReport.objects.create(entry=entry, text="x", email="a@example.nl") for _ in range(2)
    )
    ErrorReport.objects.filter(pk=old.pk).update(state="solved", handled_on=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)
    call_command("clean", stdout=StringIO())
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.email, new.email) == ("", "a@example.nl")
    assert not Session.objects.exists()


def test_reindex_brings_back_what_search_lost(library):
    SearchDocument.objects.all().delete()
    call_command("reindex", stdout=StringIO())
    assert find(Query(kind="case", text="loting")).total > 0
    assert find(Query()).total == Entry.objects.count()
