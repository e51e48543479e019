"""Documents, logbook with photos, quotes and the press kit: what is private stays so."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from experiments.conftest import running, text
from thorbecke.web.experiments import files, owned
from thorbecke.web.experiments.models import Document, Experiment, Note, Photo, Quote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(kind: str = "JPEG", **more) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (120, 80), "green").save(target, kind, **more)
    return target.getvalue()


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return target.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
GOOD = {
    "besluit.pdf": (b"%PDF-1.7 ...", "pdf"),
    "besluit.docx": (DOCX, "docx"),
    "besluit.odt": (archive(mimetype=files.TYPES["odt"].encode()), "odt"),
    "besluit.exe": (picture("PNG"), "png"),
    "besluit.jpg": (picture(), "jpg"),
}
BAD = {
    "a page": b"<html><script>alert(1)</script>",
    "an svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
    "a program": b"MZ\x90\x00",
    "a plain zip": archive("a.txt"),
    "macros": archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "a script in a PDF": b"%PDF-1.7 /S /JavaScript (x)",
    "half a picture": picture()[:60],
    "half a zip": DOCX[:40],
    "nothing": b"",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_file_is_its_bytes_say(name):
    data, kind = GOOD[name]
    content, extension, digest = files.clean(SimpleUploadedFile(name, data))
    assert extension == kind
    assert content.name.endswith(f".{kind}")
    assert name.split(".")[0] not in content.name
    assert len(digest) == 64


@pytest.mark.parametrize("what", BAD)
def test_what_we_do_not_take(what):
    with pytest.raises(files.WrongFile):
        files.clean(SimpleUploadedFile("besluit.pdf", BAD[what]))


def test_place_and_camera_are_gone_from_a_picture():
    exif = Image.Exif()
    exif[0x010F] = "CAMERA-VAN-BO"
    content, _extension, _digest = files.clean(SimpleUploadedFile("a.jpg", picture(exif=exif)))
    assert b"CAMERA-VAN-BO" not in content.read()


def upload(browser, experiment, data=DOCX, **more):
    given = {"title": "Besluit", "kind": "decision", "on": "2026-01-05", **more}
    given["upload"] = SimpleUploadedFile("x.docx", data)
    return browser.post(f"/experimenteren/{experiment.slug}/stukken/", given)


def got(response) -> bytes:
    data = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return data


def test_a_document_is_a_download_for_who_may_see_it(experiment, signed_in, other):
    browser = signed_in("lead")
    assert upload(browser, experiment).status_code == 302
    document = Document.objects.get()
    address = f"/experimenten/{experiment.slug}/stuk/{document.pk}/"
    answer = browser.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="besluit.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert got(answer) == DOCX
    stranger = signed_in("lead", other)
    assert stranger.get(address).status_code == 404
    Experiment.objects.update(public=True)
    assert Client().get(address).status_code == 404, "a private document of a public experiment"
    base = f"/experimenteren/{experiment.slug}/stukken/{document.pk}/"
    assert stranger.post(base, {"wat": "openbaar"}).status_code == 404
    browser.post(base, {"wat": "openbaar"})
    assert got(Client().get(address)) == DOCX
    browser.post(base, {"wat": "besloten"})
    assert Client().get(address).status_code == 404


def test_a_wrong_document_is_told_and_not_kept(experiment, signed_in):
    answer = upload(signed_in("lead"), experiment, b"<html>")
    assert answer.status_code == 422
    assert "Kies een PDF" in text(answer)
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deleted_document_leaves_no_file(experiment, signed_in):
    browser = signed_in("lead")
    upload(browser, experiment)
    document = Document.objects.get()
    storage, name = document.file.storage, document.file.name
    assert storage.exists(name)
    browser.post(f"/experimenteren/{experiment.slug}/stukken/{document.pk}/", {"wat": "weg"})
    assert not storage.exists(name)


def write(browser, experiment, **more) -> Note:
    data = {"on": "2026-02-01", "title": "Avond", "text": "Vijftig mensen.", "version": "1", **more}
    answer = browser.post(f"/experimenteren/{experiment.slug}/logboek/nieuw/", data)
    assert answer.status_code == 302
    return Note.objects.get(title=data["title"])


def photo(browser, experiment, note, data: bytes):
    return browser.post(
        f"/experimenteren/{experiment.slug}/logboek/{note.pk}/foto/",
        {"photo": SimpleUploadedFile("f.jpg", data), "text": "De zaal"},
    )


def test_a_private_message_stays_private_in_a_public_experiment(experiment, signed_in):
    browser = signed_in("facilitator")
    Experiment.objects.update(public=True)
    secret = write(browser, experiment, title="Geheim")
    shown = write(browser, experiment, title="Open", public="on", surprise="on")
    for note in (secret, shown):
        exif = Image.Exif()
        exif[0x010F] = "CAMERA-VAN-BO"
        photo(browser, experiment, note, picture(exif=exif))
    one, two = Photo.objects.get(note=secret), Photo.objects.get(note=shown)
    page = text(Client().get(f"/experimenten/{experiment.slug}/"))
    assert "Open" in page
    assert "Liep anders" in page
    assert "Geheim" not in page
    feed = Client().get(f"/experimenten/{experiment.slug}/nieuws.atom").content.decode()
    assert "Geheim" not in feed
    assert "Vijftig mensen." in feed
    assert Client().get(f"/experimenten/{experiment.slug}/foto/{one.pk}/").status_code == 404
    data = got(Client().get(f"/experimenten/{experiment.slug}/foto/{two.pk}/"))
    assert data[:3] == b"\xff\xd8\xff"
    assert b"CAMERA-VAN-BO" not in data


def test_what_is_no_photo_is_refused(experiment, signed_in):
    browser = signed_in("lead")
    note = write(browser, experiment)
    photo(browser, experiment, note, b"<svg onload='x'/>")
    assert not Photo.objects.exists()


def test_who_may_not_write_the_log(experiment, signed_in, other):
    address = f"/experimenteren/{experiment.slug}/logboek/nieuw/"
    assert signed_in("clerk").post(address, {}).status_code == 403
    assert signed_in("lead", other).post(address, {}).status_code == 404


def test_the_press_kit_has_only_quotes_that_were_cleared(experiment, signed_in):
    browser = signed_in("lead")
    running(experiment)
    Experiment.objects.update(public=True, press_contact="pers@voorbeeld.invalid")
    base = f"/experimenteren/{experiment.slug}/pers/"
    data = {"text": "Nooit gezegd", "who": "A", "version": "1"}
    browser.post(f"{base}nieuw/", data)
    assert browser.post(f"{base}nieuw/", data | {"cleared": "on"}).status_code == 422
    good = {"text": "Het werkt", "who": "B", "cleared": "on", "cleared_on": "2026-03-01"}
    browser.post(f"{base}nieuw/", good | {"version": "1"})
    assert Quote.objects.count() == 2
    note = write(browser, experiment, public="on")
    photo(browser, experiment, note, picture())
    page = text(Client().get(f"/experimenten/{experiment.slug}/pers/"))
    answer = Client().get(f"/experimenten/{experiment.slug}/pers.zip")
    with zipfile.ZipFile(io.BytesIO(got(answer))) as found:
        assert {"feiten.txt", "metingen.csv", "fotos/01.jpg", "fotos/01.txt"} == set(
            found.namelist()
        )
        facts = found.read("feiten.txt").decode()
    for shown in (page, facts):
        assert "Het werkt" in shown
        assert "Nooit gezegd" not in shown
        assert "pers@voorbeeld.invalid" in shown


def test_an_organisation_takes_all_along_and_deletes_all(experiment, signed_in, other):
    browser = signed_in("lead")
    running(experiment)
    upload(browser, experiment)
    note = write(browser, experiment)
    photo(browser, experiment, note, picture())
    found = {
        name: b"".join([c] if isinstance(c, bytes) else c)
        for name, c in owned.files_of(experiment.organisation)
    }
    data = found[f"{experiment.slug}/experiment.json"].decode()
    assert "Vijftig mensen." in data
    assert "tekst van outcome" in data
    assert any(name.endswith(".docx") and found[name] == DOCX for name in found)
    assert any("/fotos/" in name for name in found)
    assert list(owned.files_of(other)) == [("aanbod.json", b"[]")]
    owned.delete_of(experiment.organisation)
    assert not Experiment.objects.exists()
    assert not Note.objects.exists()
