"""Making documents in the background: once for each content, with progress and clear failures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from thorbecke.web.library.bundles import collecting, limits, making
from thorbecke.web.library.bundles.documents.build import build
from thorbecke.web.library.bundles.formats import FORMATS, FormatInfo
from thorbecke.web.library.models import Bundle, BundleDocument

State = BundleDocument.State


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask(client: Client, bundle: Bundle, name: str = "epub", commit: Any = None) -> Any:
    url = reverse("bundle_make", args=[bundle.token, name])
    if commit is None:
        return client.post(url)
    with commit():
        return client.post(url)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that makes a format fail with an error."""

    def break_with(error: Exception, name: str = "epub") -> None:
        def render(_document: Any, _report: Any) -> bytes:
            raise error

        info = FORMATS[name]
        monkeypatch.setitem(
            FORMATS, name, FormatInfo(name, info.label, info.text, info.media_type, render)
        )

    return break_with


@pytest.mark.parametrize("name", list(FORMATS))
def test_from_asking_to_a_file(client: Client, filled: Any, commit: Any, name: str) -> None:
    bundle, _token = filled(1)
    collecting.describe(bundle, "Één bundel / test", "", "")
    response = ask(client, bundle, name, commit)
    row = BundleDocument.objects.get()
    assert response.url == reverse("bundle_document", args=[bundle.token, row.pk])
    assert (row.state, row.progress) == (State.DONE, 100)
    html = client.get(response.url).content.decode()
    assert "Uw bestand is klaar" in html
    file = client.get(reverse("bundle_download", args=[bundle.token, row.pk]))
    assert file["Content-Type"] == FORMATS[name].media_type
    assert file["Content-Disposition"] == f'attachment; filename="een-bundel-test.{name}"'
    assert file["X-Robots-Tag"] == "noindex"
    assert len(b"".join(file.streaming_content)) > 2000
    assert bundle.token not in row.file.name


def test_the_same_content_is_made_once(client: Client, filled: Any, commit: Any) -> None:
    bundle, _token = filled(1)
    first = ask(client, bundle, commit=commit)
    name = BundleDocument.objects.get().file.name
    assert ask(client, bundle, commit=commit).url == first.url
    assert BundleDocument.objects.get().file.name == name
    collecting.describe(bundle, "Anders", "", "")
    assert ask(client, bundle, commit=commit).url != first.url
    assert BundleDocument.objects.count() == 2


def test_an_empty_bundle_cannot_be_made(client: Client, db: Any) -> None:
    bundle, _token = collecting.start()
    response = client.post(reverse("bundle_make", args=[bundle.token, "pdf"]), follow=True)
    assert "De bundel is leeg" in response.content.decode()
    assert not BundleDocument.objects.exists()


@pytest.mark.parametrize(("method", "name", "status"), [("get", "pdf", 405), ("post", "exe", 404)])
def test_asking_wrongly_is_refused(
    client: Client, filled: Any, method: str, name: str, status: int
) -> None:
    bundle, _token = filled(1)
    url = reverse("bundle_make", args=[bundle.token, name])
    assert getattr(client, method)(url).status_code == status


def test_a_document_needs_the_link_of_its_own_bundle(
    client: Client, filled: Any, commit: Any
) -> None:
    bundle, _token = filled(1)
    ask(client, bundle, commit=commit)
    other, _token = collecting.start()
    row = BundleDocument.objects.get()
    for name in ("bundle_document", "bundle_download"):
        assert client.get(reverse(name, args=[other.token, row.pk])).status_code == 404


def test_while_it_is_made_the_page_shows_how_far(client: Client, filled: Any) -> None:
    bundle, _token = filled(1)
    response = ask(client, bundle)  # without commit the task does not start
    BundleDocument.objects.update(state=State.BUSY, progress=45, step="Hoofdstuk 2 van 3")
    html = client.get(response.url).content.decode()
    assert '<progress class="tb-progress__bar" value="45" max="100"' in html
    assert "Hoofdstuk 2 van 3" in html
    assert '<noscript><meta http-equiv="refresh" content="1"></noscript>' in html
    part = client.get(response.url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="bundle-progress')
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part


def test_a_ready_or_failed_page_does_not_refresh(client: Client, filled: Any, commit: Any) -> None:
    bundle, _token = filled(1)
    url = ask(client, bundle, commit=commit).url
    for state in (State.DONE, State.FAILED):
        BundleDocument.objects.update(state=state)
        html = client.get(url).content.decode()
        assert "hx-trigger" not in html
        assert "http-equiv" not in html


def test_progress_only_grows(filled: Any, commit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, _token = filled(3)
    seen: list[int] = []
    original = making._set

    def spy(pk: Any, from_states: Any = None, **values: Any) -> bool:
        seen.extend([values["progress"]] if "progress" in values else [])
        return original(pk, from_states, **values)

    monkeypatch.setattr(making, "_set", spy)
    for name in FORMATS:
        seen.clear()
        with commit():
            making.ask(bundle, build(bundle), name)
        assert seen == sorted(seen)
        assert seen[-1] == 100
        assert len(seen) >= 5


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError("No space left on device"), "kon niet worden bewaard"),
        (ValueError("geheim pad"), "Dat ligt aan ons"),
    ],
)
def test_a_failure_is_told_and_can_be_tried_again(
    client: Client, filled: Any, commit: Any, broken: Any, monkeypatch: Any, error: Any, told: str
) -> None:
    bundle, _token = filled(1)
    with monkeypatch.context() as patch:
        info = FORMATS["epub"]
        broken(error)
        url = ask(client, bundle, commit=commit).url
        html = client.get(url).content.decode()
        assert told in html
        assert str(error) not in html
        assert "Probeer opnieuw" in html
        patch.setitem(FORMATS, "epub", info)
        monkeypatch.setitem(FORMATS, "epub", info)
        assert ask(client, bundle, commit=commit).url == url
    assert BundleDocument.objects.get().state == State.DONE


def test_a_full_disk_leaves_no_file_behind(
    client: Client, filled: Any, commit: Any, monkeypatch: Any
) -> None:
    from django.core.files.storage import FileSystemStorage

    def full(*_args: Any, **_kwargs: Any) -> str:
        raise OSError(28, "No space left on device")

    bundle, _token = filled(1)
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    ask(client, bundle, commit=commit)
    row = BundleDocument.objects.get()
    assert (row.state, row.file.name) == (State.FAILED, "")


def test_a_making_that_hangs_can_be_started_again(client: Client, filled: Any, commit: Any) -> None:
    bundle, _token = filled(1)
    url = ask(client, bundle).url
    ask(client, bundle, commit=commit)
    assert BundleDocument.objects.get().state == State.WAITING, "a second ask starts no second task"
    old = timezone.now() - making.STUCK - timedelta(seconds=1)
    BundleDocument.objects.update(changed_on=old, state=State.BUSY)
    assert "Het maken duurt te lang" in client.get(url).content.decode()
    ask(client, bundle, commit=commit)
    assert BundleDocument.objects.get().state == State.DONE


def test_a_change_while_waiting_is_not_kept_under_the_wrong_name(filled: Any) -> None:
    bundle, _token = filled(1)
    row = making.ask(bundle, build(bundle), "epub")
    collecting.describe(bundle, "Anders", "", "")
    making.make(row.pk)
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert "net veranderd" in row.message


def test_a_row_is_made_by_one_worker_only(filled: Any) -> None:
    bundle, _token = filled(1)
    row = making.ask(bundle, build(bundle), "epub")
    making.make(row.pk)
    row.refresh_from_db()
    name = row.file.name
    making.make(row.pk)
    row.refresh_from_db()
    assert row.file.name == name


def test_a_file_that_was_cleaned_is_made_again(
    client: Client, filled: Any, commit: Any, media: Any
) -> None:
    bundle, _token = filled(1)
    url = ask(client, bundle, commit=commit).url
    (media / BundleDocument.objects.get().file.name).unlink()
    assert client.get(url).status_code == 200
    gone = client.get(
        reverse("bundle_download", args=[bundle.token, BundleDocument.objects.get().pk])
    )
    assert gone.url == url
    assert "Het bestand is er niet meer" in client.get(url).content.decode()
    ask(client, bundle, commit=commit)
    assert BundleDocument.objects.get().state == State.DONE


def test_cleaning_erases_old_files(filled: Any, commit: Any, client: Client, media: Any) -> None:
    from thorbecke.web.library.bundles import cleaning

    bundle, _token = filled(1)
    ask(client, bundle, commit=commit)
    file = media / BundleDocument.objects.get().file.name
    assert file.exists()
    BundleDocument.objects.update(changed_on=timezone.now() - timedelta(days=31))
    assert cleaning.clean(30).files == 1
    assert not file.exists()
    assert Bundle.objects.filter(pk=bundle.pk).exists()


def test_one_browser_cannot_make_without_end(client: Client, filled: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "PER_SESSION", 2)
    bundle, _token = filled(1)
    statuses = []
    for number in range(3):
        collecting.describe(bundle, f"Titel {number}", "", "")
        statuses.append(ask(client, bundle).status_code)
    assert statuses == [302, 302, 429]
    assert BundleDocument.objects.count() == 2


def test_one_bundle_cannot_be_made_without_end(filled: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "PER_BUNDLE", 2)
    bundle, _token = filled(1)
    statuses = []
    for number in range(3):
        collecting.describe(bundle, f"Titel {number}", "", "")
        statuses.append(ask(Client(), bundle).status_code)
    assert statuses == [302, 302, 429]


def test_what_is_ready_is_given_without_counting(
    client: Client, filled: Any, commit: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(limits, "PER_SESSION", 1)
    bundle, _token = filled(1)
    for _again in range(3):
        assert ask(client, bundle, commit=commit).status_code == 302


def test_the_database_refuses_done_without_a_file(filled: Any) -> None:
    bundle, _token = filled(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleDocument.objects.create(bundle=bundle, format="pdf", digest="x", state=State.DONE)
