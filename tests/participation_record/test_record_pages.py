"""Pages of the record: receipts, checking, the bundle, the log and the public draw."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from participation_record.recorded import (
    NO,
    codes,
    kinds,
    new_act,
    opened,
    organiser,
    seal_of,
    voted,
)
from thorbecke import web
from thorbecke.records.bundle import verifier
from thorbecke.records.verify import verify
from thorbecke.web.participation.models import PaperBallot, PaperBatch, Result
from thorbecke.web.participation.record import phases, receipts, seed, words

PUBLIC = ("announcements", "checking", "receipts", "public_log")


def get(name: str, act, **query):
    return Client().get(reverse(f"participation:{name}", args=[act.slug]), query)


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def published(person, django_capture_on_commit_callbacks):
    """A published act with 20 ballots, and the receipts."""
    act, given = opened(person, 30)
    found = [*voted(act, given[:14]), *voted(act, given[14:20], NO)]
    phases.close_act(act, person)
    with django_capture_on_commit_callbacks(execute=True):
        phases.count_act(act, person)
    phases.publish_act(act, person)
    return act, found


def test_every_receipt_is_on_the_public_list_after_closing_and_not_before(person) -> None:
    act, given = opened(person, 30)
    found = voted(act, given[:20])
    assert found[0] not in text(get("receipts", act))
    assert "staat op de lijst" not in text(get("checking", act, code=found[0]))
    phases.close_act(act, person)
    page = text(get("receipts", act))
    assert all(receipt in page for receipt in found)


def test_a_voter_finds_the_receipt_and_after_publication_the_ballot(published) -> None:
    act, found = published
    page = text(get("checking", act, code=found[0].lower().replace("-", " ")))
    assert "staat op de lijst" in page
    assert "Komt er een fietsstraat?" in page
    assert "1. Rood" in page
    missing = text(get("checking", act, code="2222-2222-2222-2222"))
    assert "staat niet op de lijst" in missing


def test_the_ballot_is_not_shown_before_publication(person) -> None:
    act, given = opened(person, 30)
    found = voted(act, given[:20])
    phases.close_act(act, person)
    page = text(get("checking", act, code=found[0]))
    assert "staat op de lijst" in page
    assert "1. Rood" not in page


def test_ballots_that_are_published_apart_are_not_shown_with_their_receipt(
    person, django_capture_on_commit_callbacks
) -> None:
    act, given = opened(person, 30, publish="apart")
    found = voted(act, given[:20])
    with django_capture_on_commit_callbacks(execute=True):
        phases.close_act(act, person)
        phases.count_act(act, person)
    phases.publish_act(act, person)
    page = text(get("checking", act, code=found[0]))
    assert "staat op de lijst" in page
    assert "1. Rood" not in page


@pytest.mark.parametrize(
    "asked",
    ["%", "_" * 19, '"', "<script>alert(1)</script>", "P-1-001", "P-99999999-1", "\x00", "é"],
)
def test_odd_receipts_find_nothing_and_break_nothing(published, asked) -> None:
    act, _found = published
    response = get("checking", act, code=asked)
    assert response.status_code == 200
    assert "<script>alert" not in text(response)
    assert receipts.find(act, asked) is None


def test_a_paper_receipt_is_found_and_listed_on_its_own_page(person, monkeypatch) -> None:
    monkeypatch.setattr(receipts, "PER_PAGE", 5)
    act, given = opened(person, 30)
    voted(act, given[:7])
    batch = PaperBatch.objects.create(act=act, number=2, ballots=2, state="done")
    from thorbecke.web.participation.models import Credential, Spent

    unspent = Credential.objects.filter(act=act, spent=None)[:2]
    Spent.objects.bulk_create(Spent(credential=one, how="paper") for one in unspent)
    for number in (1, 2):
        PaperBallot.objects.create(batch=batch, number=number, final=NO)
    phases.close_act(act, person)
    assert receipts.find(act, "p-2-001").receipt == "P-2-001"
    assert receipts.find(act, "P-2-1") is None
    assert receipts.find(act, "P-2-003") is None
    first, here, pages = receipts.page(act, 1)
    assert (len(first), here, pages) == (7, 1, 2)
    assert receipts.page(act, 99) == (["P-2-001", "P-2-002"], 2, 2)
    assert get("receipts", act, page="x").status_code == 200


def test_the_bundle_is_there_after_publication_only_and_holds(person, published) -> None:
    act, _found = published
    response = get("bundle", act)
    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    data = b"".join(response.streaming_content)
    key = json.loads(Client().get("/.well-known/thorbecke-key.json").content)["key"]
    assert verify(BytesIO(data), key=key, root=seal_of(act)).holds
    other, given = opened(person, 12, slug="b")
    voted(other, given)
    phases.close_act(other, person)
    assert get("bundle", other).status_code == 404


def test_the_verifier_is_published_apart(db) -> None:
    response = Client().get("/controleren/verify.py")
    assert response.content == verifier()
    assert response["Content-Type"].startswith("text/x-python")
    assert Client().get("/.well-known/thorbecke-key.json")["Access-Control-Allow-Origin"] == "*"


def test_announcements_and_checking_show_seal_root_and_commands(published) -> None:
    act, _found = published
    seal = seal_of(act)
    for name in ("announcements", "checking"):
        assert seal in text(get(name, act))
    assert f"python3 verify.py {act.slug}.zip {seal}" in text(get("checking", act))


def test_the_log_tells_steps_and_roles_and_never_a_name(published, person) -> None:
    act, _found = published
    page = text(get("public_log", act))
    assert "De stembus ging open. Er waren 30 codes." in page
    assert "Organisator" in page
    assert person.email not in page
    assert get("public_log", act, page="99").status_code == 200


def test_every_kind_in_the_log_has_words_that_take_its_values() -> None:
    for kind in words.KINDS:
        assert "%(" not in words.sentence(kind, {})
    assert words.sentence("something_new", {}) == "something_new"


WEB = Path(web.__file__).parent
# How a step is written down: from elsewhere, and inside the two modules themselves.
WRITERS = {"log.append", "issuing.log"}
INSIDE = {"issuing.py": "log", "log.py": "append"}


def kinds_in_the_source() -> Iterator[str]:
    """Yield the kind in every call that puts something in the log of an act.

    A name is looked up among the constants of its module; what can't be found shows as its own name.
    """
    for folder in ("participation", "instruments"):
        for path in (WEB / folder).rglob("*.py"):
            writers = WRITERS | {INSIDE.get(path.name, "log.append")}
            tree = ast.parse(path.read_text(encoding="utf-8"))
            known = {
                ast.unparse(node.targets[0]): node.value.value
                for node in tree.body
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            }
            for node in ast.walk(tree):
                call = isinstance(node, ast.Call) and ast.unparse(node.func) in writers
                if call and len(node.args) >= 3:  # the act, the kind and who; a list takes one
                    kind = node.args[1]
                    text = ast.unparse(kind)
                    yield kind.value if isinstance(kind, ast.Constant) else known.get(text, text)


def test_every_kind_that_the_code_writes_has_words_and_no_words_are_idle() -> None:
    written = set(kinds_in_the_source())
    assert {"opened", "refused", "code_given"} <= written
    assert written == set(words.KINDS)


def test_pages_of_an_act_in_preparation_are_for_its_organisers(person) -> None:
    act = new_act()
    for name in (*PUBLIC, "bundle"):
        assert get(name, act).status_code == 404
    browser = Client()
    browser.force_login(person)
    assert browser.get(reverse("participation:announcements", args=[act.slug])).status_code == 200


def test_no_page_of_the_record_takes_a_post(published) -> None:
    act, _found = published
    for name in (*PUBLIC, "bundle"):
        url = reverse(f"participation:{name}", args=[act.slug])
        assert Client(enforce_csrf_checks=False).post(url).status_code == 405


@pytest.mark.parametrize("name", PUBLIC)
def test_pages_need_few_queries_however_many_ballots(
    published, name, django_assert_max_num_queries
) -> None:
    act, found = published
    with django_assert_max_num_queries(12):
        get(name, act, code=found[0])


# --- the console -----------------------------------------------------------------------------------


def test_the_console_shows_the_log_to_roles_of_this_organisation(published, person) -> None:
    act, _found = published
    url = reverse("participation:log", args=[act.slug])
    assert Client().get(url).status_code == 302
    browser = Client()
    browser.force_login(person)
    assert "De stembus ging open" in text(browser.get(url))


def test_a_number_is_drawn_once_from_the_console(
    person, django_capture_on_commit_callbacks
) -> None:
    act = new_act(settings={"lots": "number"})
    given = codes(act, 20)
    phases.open_act(act, person)
    voted(act, given[:10], {"plan": {"yes": 1}, "colour": {"rood": 1}})
    voted(act, given[10:], {"plan": {"yes": 1}, "colour": {"blauw": 1}})
    browser, url = Client(), reverse("participation:draw", args=[act.slug])
    browser.force_login(person)
    assert browser.post(url, {"drawn": "3 1 4"}).status_code == 403  # still open
    with django_capture_on_commit_callbacks(execute=True):
        phases.close_act(act, person)
        phases.count_act(act, person)
    page = text(browser.get(url))
    assert "Rood, Blauw" in page
    assert "Vul alleen cijfers in" in text(browser.post(url, {"drawn": "drie"}))
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(url, {"drawn": "3 1 4"}).status_code == 302
    assert seed.lots_data(act) == {"drawn": "3 1 4"}
    assert "ligt al vast" in text(browser.post(url, {"drawn": "3 1 5"}))
    assert Result.objects.get(act=act).bundle


def test_abuse_13_a_change_of_the_question_after_opening_is_refused_and_logged(person) -> None:
    act, _given = opened(person)
    browser = Client()
    browser.force_login(person)
    url = reverse("participation:section", args=[act.slug, "basis"])
    before = act.settings
    assert "niet meer veranderen" in text(browser.post(url, {"title": "Anders"}, follow=True))
    act.refresh_from_db()
    assert act.settings == before
    assert "refused" in kinds(act)
    assert "geweigerd" in text(get("public_log", act))


def test_a_clerk_reads_the_log_and_draws_nothing(person) -> None:
    act, given = opened(person, 12)
    voted(act, given)
    phases.close_act(act, person)
    clerk = organiser("clerk")
    browser = Client()
    browser.force_login(clerk)
    assert browser.get(reverse("participation:log", args=[act.slug])).status_code == 200
    assert browser.get(reverse("participation:draw", args=[act.slug])).status_code == 403
