"""Writing, the road to readers, and two people at once."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from thorbecke.web.library import publishing
from thorbecke.web.library.models import Entry, State, Version


def edit_url(entry: Entry) -> str:
    return reverse("desk_edit", kwargs={"kind": entry.kind, "slug": entry.slug})


def sent(make, response, **changes):
    """What the browser sends back for the page that it got."""
    context = response.context
    extra = {f.html_name: f.value() for f in context["extra"] if f.value() is not None}
    return {**make.post(context["form"]), **extra, **changes}


def test_from_new_to_readers(make, client_of, django_capture_on_commit_callbacks):
    editor, reviewer = client_of("editor"), client_of("reviewer")
    url = reverse("desk_new", kwargs={"kind": "case"})
    page = editor.get(url)
    filled = make.post(page.context["form"])
    for name, value in make.content("x").items():
        if isinstance(value, str):
            filled[name] = value
    filled |= {"id": "", "themes": ["1"], "sources-0-url": "https://bron.nl", "sources-rows": "1"}
    filled |= {"save-based_on": "0", "save-note": "nieuw"}
    response = editor.post(url, filled)
    version = Version.objects.get()
    assert response["Location"] == reverse("desk_version", kwargs={"pk": version.pk})
    assert (version.state, version.note) == (State.DRAFT, "nieuw")
    assert Entry.objects.get().data is None

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("desk_act", kwargs={"pk": version.pk, "action": "submit"}))
    assert [one.to for one in mail.outbox] == [["reviewer@voorbeeld.nl"]]
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(reverse("desk_act", kwargs={"pk": version.pk, "action": "publish"}))
    assert mail.outbox[1].to == ["editor@voorbeeld.nl"]
    assert "gepubliceerd" in mail.outbox[1].body
    assert Entry.objects.get().data["id"] == "wijkraad-in-de-proeftuin"


def test_an_address_that_exists_is_refused_and_nothing_is_lost(make, entry, client_of):
    browser = client_of("editor")
    url = reverse("desk_new", kwargs={"kind": "case"})
    filled = make.post(make_form(entry), id=entry.slug, title_nl="Mijn titel")
    response = browser.post(url, {**filled, "save-based_on": "0"})
    assert response.status_code == 400
    assert response.context["form"]["title_nl"].value() == "Mijn titel"
    assert "al in gebruik" in response.context["form"].errors["id"][0]
    assert Version.objects.count() == 1


def make_form(entry: Entry):
    from thorbecke.web.library.desk.forms import ContentForm
    from thorbecke.web.library.kinds import KINDS

    return ContentForm(entry.kind, KINDS[entry.kind].schema, entry.data)


def test_mistakes_keep_everything_that_was_typed(make, entry, client_of):
    browser = client_of("editor")
    page = browser.get(edit_url(entry))
    filled = sent(make, page, title_nl="", facts_nl="Lang werk aan gehad", year_start="gisteren")
    response = browser.post(edit_url(entry), {**filled, "save-note": "mijn notitie"})
    html = response.content.decode()
    assert response.status_code == 400
    for text in ("Lang werk aan gehad", "gisteren", "mijn notitie", "Vul een heel getal in."):
        assert text in html
    assert Version.objects.count() == 1


def test_a_row_more_saves_nothing_and_shows_no_mistakes(make, entry, client_of):
    browser = client_of("editor")
    filled = sent(make, browser.get(edit_url(entry)), title_nl="", add="sources")
    response = browser.post(edit_url(entry), filled)
    assert response.status_code == 200
    assert 'name="sources-2-url"' in response.content.decode()
    assert "tb-error-summary" not in response.content.decode()
    assert Version.objects.count() == 1


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(make, entry, people, client_of):
    mine = client_of("editor")
    page = mine.get(edit_url(entry))
    theirs = client_of("reviewer")
    theirs.post(
        edit_url(entry),
        sent(make, theirs.get(edit_url(entry)), lesson_nl="Tekst van de ander."),
    )
    response = mine.post(edit_url(entry), sent(make, page, lesson_nl="Mijn eigen tekst."))
    html = response.content.decode()
    assert response.status_code == 409
    assert "Iemand anders heeft intussen bewaard" in html
    assert "ander" in html
    assert response.context["form"]["lesson_nl"].value() == "Mijn eigen tekst."
    assert Version.objects.filter(state=State.DRAFT).count() == 1
    # Having seen both texts, the editor may save.
    again = mine.post(edit_url(entry), sent(make, response))
    assert again.status_code == 302
    texts = Version.objects.filter(state=State.DRAFT).values_list("data__lesson_nl", flat=True)
    assert set(texts) == {"Tekst van de ander.", "Mijn eigen tekst."}


def test_two_windows_of_one_editor_do_not_overwrite_each_other(make, draft, client_of):
    browser = client_of("editor")
    first, second = browser.get(edit_url(draft.entry)), browser.get(edit_url(draft.entry))
    one = browser.post(edit_url(draft.entry), sent(make, first, lesson_nl="Venster één."))
    two = browser.post(edit_url(draft.entry), sent(make, second, lesson_nl="Venster twee."))
    assert (one.status_code, two.status_code) == (302, 409)
    draft.refresh_from_db()
    assert draft.data["lesson_nl"] == "Venster één."


def test_publishing_on_an_old_base_shows_the_newer_text(entry, people, client_of):
    old = publishing.add_version(
        entry, entry.data, state=State.REVIEW, made_by=people["editor"], based_on=1
    )
    newer = publishing.add_version(
        entry, entry.data, state=State.REVIEW, made_by=people["editor"], based_on=1
    )
    publishing.publish(newer, people["reviewer"])
    url = reverse("desk_act", kwargs={"pk": old.pk, "action": "publish"})
    response = client_of("reviewer").post(url)
    assert response.status_code == 409
    assert f"versie {newer.number}" in response.content.decode()


def test_rejecting_needs_a_reason_that_the_maker_gets(
    draft, people, client_of, django_capture_on_commit_callbacks
):
    publishing.submit(draft, people["editor"])
    url = reverse("desk_act", kwargs={"pk": draft.pk, "action": "reject"})
    assert client_of("reviewer").post(url, {"reason": " "}).status_code == 400
    draft.refresh_from_db()
    assert draft.state == State.REVIEW
    with django_capture_on_commit_callbacks(execute=True):
        client_of("reviewer").post(url, {"reason": "De bron <b> ontbreekt."})
    assert "De bron <b> ontbreekt." in mail.outbox[0].body
    assert mail.outbox[0].to == ["editor@voorbeeld.nl"]


def test_an_old_text_comes_back_as_a_draft_beside_the_others(draft, people, client_of):
    publishing.submit(draft, people["editor"])
    publishing.publish(draft, people["reviewer"])
    old = draft.entry.versions.get(number=1)
    client_of("editor").post(reverse("desk_restore", kwargs={"pk": old.pk}))
    back = draft.entry.versions.get(number=3)
    assert (back.state, back.data, back.based_on) == (State.DRAFT, old.data, 2)


def test_what_was_typed_survives_an_ended_session(make, entry, people, client_of):
    browser = client_of("editor")
    filled = sent(make, browser.get(edit_url(entry)), lesson_nl="Lang over nagedacht.")
    browser.logout()
    assert browser.post(edit_url(entry), filled).status_code == 302
    browser.force_login(people["editor"])
    page = browser.get(edit_url(entry))
    assert page.context["form"]["lesson_nl"].value() == "Lang over nagedacht."
    assert "Uw tekst staat er nog" in page.content.decode()
    assert browser.post(edit_url(entry), sent(make, page)).status_code == 302
    # Once only.
    assert "Uw tekst staat er nog" not in browser.get(edit_url(entry)).content.decode()


def test_nothing_typed_runs_as_a_script(make, entry, people, client_of):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    data = {**entry.data, "title_nl": evil, "facts_nl": evil, "lesson_nl": evil}
    version = publishing.save_draft("case", entry.slug, data, people["editor"], evil, 1)
    publishing.submit(version, people["editor"])
    publishing.publish(version, people["reviewer"])
    browser = client_of("reviewer")
    slug = {"kind": "case", "slug": entry.slug}
    for url in (
        reverse("desk"),
        reverse("desk_list", kwargs={"kind": "case"}) + "?q=<script>alert(1)</script>",
        reverse("desk_entry", kwargs=slug),
        reverse("desk_edit", kwargs=slug),
        reverse("desk_version", kwargs={"pk": version.pk}),
        reverse("desk_compare", kwargs=slug) + "?van=1&naar=2",
        reverse("report_error", kwargs=slug),
    ):
        html = browser.get(url).content.decode()
        assert "<script>alert" not in html, url
        assert "<img src=x" not in html, url


@pytest.mark.parametrize(
    "query", ["", "?van=1", "?van=1&naar=99", "?van=x&naar=1", "?van=-1&naar=1"]
)
def test_comparing_what_is_not_there(entry, client_of, query):
    url = reverse("desk_compare", kwargs={"kind": "case", "slug": entry.slug})
    assert client_of("editor").get(url + query).status_code == 404


def test_few_queries_with_many_entries(
    make, entry, people, client_of, django_assert_max_num_queries
):
    base = [
        Entry(kind="case", slug=f"c-{n}", title=f"Stuk {n}", data=entry.data) for n in range(500)
    ]
    Entry.objects.bulk_create(base)
    Version.objects.bulk_create(
        Version(entry=one, number=1, state=state, data=one.data, made_by=people["editor"])
        for one, state in zip(base, ["draft", "review", "published", "rejected"] * 125, strict=True)
    )
    slug = {"kind": "case", "slug": entry.slug}
    for role in ("editor", "reviewer"):
        browser = client_of(role)
        for url in (
            reverse("desk"),
            reverse("desk_list", kwargs={"kind": "case"}),
            reverse("desk_list", kwargs={"kind": "case"}) + "?q=stuk&page=3",
            reverse("desk_entry", kwargs=slug),
            reverse("desk_edit", kwargs=slug),
            reverse("desk_reports"),
            reverse("desk_import"),
            reverse("desk_version", kwargs={"pk": entry.versions.get().pk}),
        ):
            with django_assert_max_num_queries(12):
                assert browser.get(url).status_code == 200, url


def test_the_front_page_shows_what_waits(make, draft, people, client_of):
    make.entry("case", {**make.case, "id": "in-orde", "title_nl": "In orde", "to_check_nl": None})
    page = client_of("editor").get(reverse("desk"))
    assert list(page.context["drafts"]) == [draft]
    assert [one.slug for one in page.context["to_check"]] == [draft.entry.slug]
    assert {one.slug for one in page.context["oldest"]} == {draft.entry.slug, "in-orde"}
    assert list(client_of("reviewer").get(reverse("desk")).context["drafts"]) == []


def test_an_entry_with_no_mistakes_in_rows_may_leave_them_empty(make, entry, client_of):
    browser = client_of("editor")
    page = browser.get(edit_url(entry))
    # The empty last row is skipped, and its labels do not say that its fields may stay empty.
    assert page.context["form"].fields["sources-1-url"].required
    assert browser.post(edit_url(entry), sent(make, page)).status_code == 302
