"""Demonstration accounts: only in a demonstration, only readable by the owner."""

from __future__ import annotations

import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from thorbecke.web.people.demo import FILE, ensure_demo
from thorbecke.web.people.models import Membership, Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def _demo(settings):
    settings.DEMO = True


@pytest.mark.usefixtures("_demo")
def test_each_role_can_sign_in(tmp_path):
    accounts = ensure_demo(tmp_path)
    assert {one.role for one in accounts} == set(Role.values)
    for one in accounts:
        browser = Client()
        form = {"login": one.email, "password": one.password}
        response = browser.post(reverse("account_login"), form)
        assert response["Location"] == "/mijn/"
        assert browser.get("/mijn/").status_code == 200
        desk = 200 if one.role in {"editor", "reviewer", "administrator"} else 403
        assert browser.get("/redactie/").status_code == desk
        assert "demonstratie" in one.name


@pytest.mark.usefixtures("_demo")
def test_again_changes_nothing_and_another_place_has_other_passwords(tmp_path):
    first = ensure_demo(tmp_path / "a")
    before = list(Person.objects.order_by("pk").values_list("pk", "password"))
    assert ensure_demo(tmp_path / "a") == first
    assert list(Person.objects.order_by("pk").values_list("pk", "password")) == before
    assert Membership.objects.count() == len(Role)
    other = ensure_demo(tmp_path / "b")
    assert {one.password for one in other}.isdisjoint({one.password for one in first})


@pytest.mark.usefixtures("_demo")
def test_only_the_owner_reads_the_file(tmp_path):
    ensure_demo(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    (tmp_path / FILE).write_text("kapot", encoding="utf-8")
    accounts = ensure_demo(tmp_path)
    stored = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert [row["password"] for row in stored] == [one.password for one in accounts]
    assert Person.objects.get(email=accounts[0].email).check_password(accounts[0].password)


def test_a_real_site_refuses(tmp_path, settings):
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        ensure_demo(tmp_path)
    assert not list(tmp_path.iterdir())
    assert not Person.objects.exists()
