"""Two people change one record at once: both texts are shown, none is lost."""

from __future__ import annotations

import pytest

from experiments.conftest import planned, text
from thorbecke.web.experiments.models import Note, Offer, Quote

pytestmark = pytest.mark.django_db


def test_the_second_sees_both_texts_and_can_save_after_that(experiment, signed_in):
    one, two = signed_in("lead"), signed_in("designer")
    address = f"/experimenteren/{experiment.slug}/gegevens/"
    data = {"title": "T", "challenge": "van de eerste", "version": "1"}
    assert one.post(address, data).status_code == 302
    answer = two.post(address, data | {"challenge": "van de tweede"})
    assert answer.status_code == 409
    shown = text(answer)
    assert "van de eerste" in shown
    assert "van de tweede" in shown
    experiment.refresh_from_db()
    assert experiment.challenge == "van de eerste"
    assert 'name="version" value="2"' in answer.content.decode()
    again = two.post(address, data | {"challenge": "van beiden", "version": "2"})
    assert again.status_code == 302
    experiment.refresh_from_db()
    assert (experiment.challenge, experiment.version) == ("van beiden", 3)


def test_so_do_plan_indicator_message_and_quote(experiment, signed_in):
    browser = signed_in("lead")
    planned(experiment)
    base = f"/experimenteren/{experiment.slug}"
    note = Note.objects.create(experiment=experiment, on="2026-01-01", title="a", text="b")
    quote = Quote.objects.create(experiment=experiment, text="a", who="b")
    indicator = experiment.indicators.first()
    texts = dict.fromkeys(("context", "intervention", "mechanism", "outcome", "stop_rule"), "x")
    cases = {
        f"{base}/meetplan/": texts,
        f"{base}/meetplan/{indicator.pk}/": {"target": "5", "source": "s", "moments": "m"},
        f"{base}/logboek/{note.pk}/": {"on": "2026-01-01", "title": "a2", "text": "b2"},
        f"{base}/pers/{quote.pk}/": {"text": "a2", "who": "b2"},
    }
    for address, data in cases.items():
        assert browser.post(address, data | {"version": "1"}).status_code == 302, address
        data = {name: "z" if name not in ("on", "target") else v for name, v in data.items()}
        assert browser.post(address, data | {"version": "1"}).status_code == 409, address
    note.refresh_from_db()
    assert note.text == "b2"


def test_an_offer_too(organisation, signed_in):
    browser = signed_in("expert")
    data = {"title": "Hulp", "text": "t", "expertise": "on", "contact": "c", "open": "on"}
    address = f"/experimenteren/aanbod/nieuw/{organisation.pk}/"
    assert browser.post(address, data | {"version": "1"}).status_code == 302
    offer = Offer.objects.get()
    address = f"/experimenteren/aanbod/{offer.pk}/"
    assert browser.post(address, data | {"version": "1", "text": "u"}).status_code == 302
    assert browser.post(address, data | {"version": "1", "text": "v"}).status_code == 409


def test_what_a_colleague_deleted_meanwhile_is_told(experiment, signed_in):
    browser = signed_in("lead")
    note = Note.objects.create(experiment=experiment, on="2026-01-01", title="a", text="b")
    address = f"/experimenteren/{experiment.slug}/logboek/{note.pk}/"
    assert browser.get(address).status_code == 200
    note.delete()
    answer = browser.post(address, {"version": "1", "text": "mijn lange tekst"})
    assert answer.status_code == 409
    assert "mijn lange tekst" in text(answer)
    assert "/logboek/nieuw/" in answer.content.decode()
