"""Abuse that touches every page of an act, and the list of abuse cases with the test that keeps each."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from thorbecke.web.instruments.consultation.models import Argument
from thorbecke.web.participation.box.mailing import send_receipt
from thorbecke.web.participation.models import Act, Phase
from thorbecke.web.people.models import Membership

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "participation" / "abuse-cases.md"
WANTED = {*range(1, 12), *range(22, 27), 30, *range(32, 44)}
ROW = re.compile(r"^\| (\d+) \| .+ \| (.+) \|$", re.MULTILINE)
MARKUP = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">klik</a>',
    "<iframe src=data:text/html,<script>alert(1)</script>></iframe>",
    "<p style=position:fixed>groot</p>",
    "[klik](javascript:alert(1))",
    "{{ settings.SECRET_KEY }}{% debug %}",
]
PUBLIC = (
    "act",
    "access",
    "announcements",
    "checking",
    "receipts",
    "public_log",
    "promises",
    "embed",
    "embed_frame",
    "result",
)
CONSOLE = ("overview", "roll_overview", "roll_list", "letters", "desk", "paper", "log")
PAGES = ["0", "-1", "999999999", "9" * 400, "1e9", "NaN", "٣", "", "x", "1&page=2"]


def address(act: Act, name: str) -> str:
    return reverse(f"participation:{name}", args=[act.slug])


@pytest.fixture
def opened(act) -> Act:
    Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    act.refresh_from_db()
    return act


def test_abuse_23_markup_past_the_editor_is_text_wherever_it_stands(act, signed_in, client):
    everything = "\n".join(MARKUP)
    browser = signed_in("organiser")
    basics = {"title": "Plein", "summary": everything, "contact": MARKUP[0]}
    browser.post(reverse("participation:section", args=[act.slug, "basis"]), basics)
    question = {
        "title": MARKUP[1],
        "text": everything,
        "type": "choice",
        "options": " | ".join(MARKUP[:2]) + "\n" + MARKUP[2],
        "seats": "1",
    }
    browser.post(reverse("consultation:question_new", args=[act.slug]), question)
    act.refresh_from_db()
    assert act.settings["questions"][-1]["title"] == MARKUP[1]
    Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    argument = {"side": "for", "text": everything}
    client.post(reverse("consultation:argue", args=[act.slug, "v1"]), argument)
    Argument.objects.update(state="shown")
    pages = [client.get(address(act, name)) for name in PUBLIC]
    pages += [browser.get(address(act, "overview"))]
    pages += [browser.get(reverse("consultation:arguments", args=[act.slug]))]
    shown = 0
    for page in pages:
        text = page.content.decode()
        shown += "&lt;svg onload" in text
        for one in MARKUP[:6]:
            assert one not in text
        assert 'href="javascript:' not in text
        assert "t" * 64 not in text
    assert shown >= 2, "the texts are on the pages, as text"


def test_abuse_24_nothing_in_the_query_comes_back_as_markup(opened, signed_in):
    hostile = "\"'><script>alert(1)</script>"
    query = dict.fromkeys(("q", "page", "per_page", "stand", "code", "next", "version"), hostile)
    browser = signed_in("organiser")
    found = [Client().get(address(opened, name), query) for name in PUBLIC]
    found += [browser.get(address(opened, name), query) for name in CONSOLE]
    found += [Client().get(reverse("participation:acts"), query)]
    found += [browser.get(reverse("participation:console"), query)]
    for page in found:
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(
    "target",
    ["https://kwaad.invalid/", "//kwaad.invalid/", "/\\kwaad.invalid", "javascript:alert(1)"],
)
def test_abuse_25_signing_in_and_every_step_end_on_this_site(opened, signed_in, person, target):
    who = person("clerk")
    who.set_password("een lang wachtwoord 1")
    who.save()
    signing = Client()
    form = {"login": who.email, "password": "een lang wachtwoord 1", "next": target}
    answer = signing.post(f"/account/login/?next={target}", form)
    assert answer.status_code == 302
    assert stays(answer["Location"])
    for name in ("access", "access_leave"):
        answer = Client().post(f"{address(opened, name)}?next={target}", {"next": target})
        assert stays(answer.headers.get("Location", "/"))
    browser = signed_in("organiser")
    answer = browser.post(f"{address(opened, 'rehearse')}?next={target}", {"next": target})
    assert stays(answer["Location"])
    stranger = Client().get(address(opened, "overview"), {"next": target})
    assert stays(stranger["Location"])


def stays(location: str) -> bool:
    return re.match(r"/(?![/\\])", location) is not None


def test_abuse_30_a_title_or_an_address_adds_no_header_to_a_mail(opened, rf):
    opened.title = "Plein\r\nBcc: iedereen@kwaad.invalid\r\n\r\nLees dit"
    request = rf.post("/", {"email": "anna@voorbeeld.nl"})
    assert send_receipt(request, opened, "abcd-efgh") == "sent"
    (sent,) = mail.outbox
    assert "\n" not in sent.subject
    message = sent.message()
    assert message["Bcc"] is None
    assert sent.recipients() == ["anna@voorbeeld.nl"]
    for address_ in (
        "a@b.nl\nBcc: x@kwaad.invalid",
        "a@b.nl\r\n.",
        "a@b.nl,x@kwaad.invalid",
        "<a@b.nl>",
    ):
        assert send_receipt(rf.post("/", {"email": address_}), opened, "abcd") == "wrong"
    assert len(mail.outbox) == 1


def test_abuse_35_a_role_that_is_taken_away_is_gone_in_every_browser(opened, person):
    organiser = person("organiser")
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(organiser)
        assert browser.get(address(opened, "overview")).status_code == 200
    Membership.objects.filter(person=organiser).delete()
    for browser in browsers:
        answer = browser.get(address(opened, "overview"))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")
        assert "_auth_user_id" not in browser.session


def test_abuse_35_a_session_gets_a_new_name_at_signing_in(person):
    who = person("clerk")
    who.set_password("een lang wachtwoord 1")
    who.save()
    browser = Client()
    session = browser.session
    session["planted"] = "yes"
    session.save()
    browser.cookies["sessionid"] = planted = session.session_key
    browser.post("/account/login/", {"login": who.email, "password": "een lang wachtwoord 1"})
    assert browser.session.get("_auth_user_id") == str(who.pk)
    assert browser.session.session_key != planted


@pytest.mark.parametrize("number", PAGES)
def test_abuse_39_a_page_that_can_not_be_is_a_page_that_is(opened, signed_in, number):
    browser = signed_in("organiser")
    for name in ("receipts", "public_log"):
        assert Client().get(address(opened, name) + f"?page={number}").status_code == 200
    for name in ("roll_list", "log"):
        assert browser.get(address(opened, name) + f"?page={number}").status_code == 200
    assert Client().get(reverse("participation:acts") + f"?page={number}").status_code == 200
    assert browser.get(reverse("participation:console") + f"?page={number}").status_code == 200


def test_abuse_39_a_long_question_is_cut_and_a_huge_number_in_an_address_is_not_found(
    opened, signed_in, django_assert_max_num_queries
):
    browser = signed_in("organiser")
    long = "woord " * 1300
    for name in ("roll_list", "desk"):
        with django_assert_max_num_queries(12):
            assert browser.get(address(opened, name), {"q": long}).status_code == 200
    huge = "9" * 30
    for path in (f"papier/{huge}/", f"papier/1/biljet/{huge}/", f"brieven/{huge}/"):
        assert browser.get(f"/organiseren/{opened.slug}/{path}").status_code == 404
    assert Client().get(address(opened, "checking"), {"code": "x" * 7000}).status_code == 200


def rows() -> dict[int, list[str]]:
    """Return case -> the tests that keep it, from the list in the docs."""
    text = LIST.read_text(encoding="utf-8")
    return {int(m[1]): re.findall(r"`([\w/.]+::\w+)`", m[2]) for m in ROW.finditer(text)}


def test_the_list_names_every_case_and_only_tests_that_exist():
    found = rows()
    assert set(found) == WANTED
    for case, tests in found.items():
        assert tests, f"case {case} has no test"
        for one in tests:
            path, _sep, name = one.partition("::")
            tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
            functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert name in functions, f"case {case}: {one} is not there"
