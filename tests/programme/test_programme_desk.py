"""The desk: who comes in, the list, handling, notes, answers, what follows, and the rounds."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programme.conftest import CHALLENGE, THEMES, TITLE, draft, text
from thorbecke.web.ateliers.models import Atelier
from thorbecke.web.designs.models import Design
from thorbecke.web.experiments.models import Experiment
from thorbecke.web.people.models import Invitation, Organisation
from thorbecke.web.programme import erasing, handling
from thorbecke.web.programme.models import Call, FollowUp, Message, Note, State, Submission
from thorbecke.web.programme.permissions import TABLE
from thorbecke.web.programme.urls import desk, one, one_round

pytestmark = pytest.mark.django_db
HOME = "/organiseren/oproep/"
KEY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def _mails_go(monkeypatch):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_: work())


def page_of(submission) -> str:
    return f"{HOME}aanmelding/{submission.pk}/"


def handled(submission, **changes) -> dict:
    return {
        "version": submission.version,
        "track": "atelier",
        "assigned_to": "",
        "due_on": submission.due_on.isoformat(),
        **changes,
    }


def addresses(call, submission) -> list[str]:
    """Every address of the desk about one round or one submission, also those added later."""
    found = []
    for patterns, base in ((one_round, f"{HOME}rondes/{call.slug}/"), (one, page_of(submission))):
        for pattern in patterns:
            path = str(pattern.pattern).replace("<slug:kind>", "atelier")
            for kind in ("<uuid:note>", "<uuid:message>"):
                path = path.replace(kind, KEY)
            found.append(base + path)
    return found


def test_strangers_see_nothing_whatever_the_address(call, sent, signed_in, elsewhere, place):
    found, _token = sent()
    town = Organisation.objects.create(kind="municipality", name="Voorbeeldstad")
    others = [signed_in("programme", elsewhere), signed_in("lead", town), signed_in("expert")]
    for address in addresses(call, found):
        assert Client().get(address).status_code in (302, 405), address
        for browser in others:
            for method in (browser.get, browser.post):
                assert method(address).status_code in (404, 405), address
                assert browser.post(address).status_code in (404, 405), address
    names = [str(pattern.pattern) for pattern in desk if "<" not in str(pattern.pattern)]
    for path in names:
        assert Client().get(HOME + path).status_code == 302
        assert signed_in("lead", town).get(HOME + path).status_code == 403
    for path in ("", "aanmeldingen.csv"):
        answer = others[0].get(HOME + path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert TITLE not in body.decode()


def test_every_view_of_the_desk_names_an_action_of_the_table():
    for pattern in (*one, *one_round):
        view = pattern.callback
        while not hasattr(view, "programme_action"):
            view = view.__wrapped__
        assert view.programme_action in TABLE


def test_a_draft_is_nobodys_but_the_senders(call, signed_in):
    made, _token = draft(call)
    browser = signed_in("programme")
    assert browser.get(page_of(made)).status_code == 404
    assert TITLE not in text(browser.get(HOME + "?stand=alles"))


def test_an_organiser_of_the_programme_reads_no_submissions(call, sent, signed_in):
    found, _token = sent()
    browser = signed_in("organiser")
    assert browser.get(page_of(found)).status_code == 403
    assert browser.get(HOME).status_code == 403
    assert browser.get(f"{HOME}rondes/{call.slug}/").status_code == 200
    assert browser.post(f"{HOME}rondes/{call.slug}/sluiten/").status_code == 403


def test_the_list_is_sorted_by_days_left_and_says_so(sent, signed_in):
    late, _token = sent(title="Te laat ding")
    soon, _token = sent(title="Bijna ding")
    sent(title="Rustig ding")
    today = timezone.localdate()
    Submission.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=2))
    Submission.objects.filter(pk=soon.pk).update(due_on=today + timedelta(days=1))
    page = text(signed_in("programme").get(HOME))
    places = [page.index(name) for name in ("Te laat ding", "Bijna ding", "Rustig ding")]
    assert places == sorted(places)
    assert "2 dagen te laat" in page
    assert "Nog 1 dag" in page
    assert "Nog 14 dagen" in page


FILTERS = {
    "deur=question": {"Vraagding"},
    "deur=idea": {"Ideeding", "Reclameding"},
    "spoor=geen": {"Ideeding", "Vraagding", "Reclameding"},
    "spoor=voorstel-atelier": {"Ideeding", "Reclameding"},
    "spoor=experiment": set(),
    "stand=twijfel": {"Reclameding"},
    "stand=answered": set(),
    "thema=partijen": {"Vraagding"},
    "q=vraag": {"Vraagding"},
    "q=voorbeeldst": {"Ideeding", "Vraagding", "Reclameding"},
    "wie=mij": set(),
    "ronde=bestaat-niet": set(),
    "deur=onzin&orde=nieuw&page=zeven": {"Ideeding", "Vraagding", "Reclameding"},
}


@pytest.mark.parametrize("query", FILTERS)
def test_each_filter(query, sent, signed_in):
    sent(title="Ideeding")
    sent("question", title="Vraagding", themes=["partijen"])
    sent(title="Reclameding", challenge="www. www. www. www.")
    page = text(signed_in("programme").get(f"{HOME}?{query}"))
    for name in ("Ideeding", "Vraagding", "Reclameding"):
        assert (name in page) == (name in FILTERS[query]), name


def many(call, place, number: int) -> None:
    today = timezone.localdate()
    Submission.objects.bulk_create(
        [
            Submission(
                call=call,
                door="idea",
                stage="received",
                title=f"Idee {n}",
                challenge="x",
                themes=THEMES,
                name="Puck",
                email="puck@voorbeeld.invalid",
                municipality=place,
                suggested="atelier",
                received_on=today,
                due_on=today + timedelta(days=n % 30),
                erase_on=today + timedelta(days=365),
            )
            for n in range(number)
        ],
        batch_size=500,
    )


def test_ten_thousand_submissions_need_no_more_queries(
    call, place, signed_in, django_assert_max_num_queries
):
    many(call, place, 10_000)
    browser = signed_in("programme")
    queries = (
        "?stand=alles&q=idee",
        "?thema=andere-vertegenwoordiging",
        "?wie=niemand&page=300",
    )
    for address in (HOME, *(HOME + query for query in queries), HOME + "rondes/"):
        with django_assert_max_num_queries(12):
            assert browser.get(address).status_code == 200
    one = Submission.objects.first()
    with django_assert_max_num_queries(12):
        assert browser.get(page_of(one)).status_code == 200
    with django_assert_max_num_queries(12):
        assert browser.get(f"{HOME}rondes/{call.slug}/").status_code == 200
    with django_assert_max_num_queries(12):
        answer = browser.get(HOME + "aanmeldingen.csv")
        assert sum(part.count(b"\n") for part in answer.streaming_content) == 10_001


def test_the_file_runs_no_formula(sent, signed_in):
    sent(title="=HYPERLINK(1)", name="+31", challenge="@SUM(1)")
    answer = signed_in("programme").get(HOME + "aanmeldingen.csv")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body), delimiter=";" if ";" in body.split("\n")[0] else ","))
    assert len(rows) == 2
    for cell in rows[1]:
        assert not cell.startswith(("=", "+", "@", "-")), cell
    assert "HYPERLINK" in body


def test_the_page_proposes_a_track_with_the_reason(sent, signed_in):
    found, _token = sent()
    page = text(signed_in("programme").get(page_of(found)))
    assert "Voorstel: Atelier" in page
    assert "De afzender wil samen een plan maken." in page
    assert "Wat zoekt u nu vooral? Samen een plan maken" in page


def test_assigning_moves_it_on_and_mails_the_colleague(sent, signed_in, person):
    found, token = sent()
    colleague = person("programme", name="Colin Lega")
    browser = signed_in("programme")
    browser.post(page_of(found) + "verdelen/", handled(found, assigned_to=str(colleague.pk)))
    found.refresh_from_db()
    assert (found.stage, found.track, found.assigned_to) == ("assigned", "atelier", colleague)
    assert [one.to for one in mail.outbox] == [[colleague.email]]
    assert "Toegewezen" in text(Client().get(f"/oproep/aanmelding/{token}/"))
    assert "Colin Lega" not in text(Client().get(f"/oproep/aanmelding/{token}/"))
    browser.post(page_of(found) + "verdelen/", handled(found))
    found.refresh_from_db()
    assert found.stage == "triage"


def test_only_the_team_can_be_given_a_submission(sent, signed_in, person):
    found, _token = sent()
    stranger = person("expert")
    answer = signed_in("programme").post(
        page_of(found) + "verdelen/", handled(found, assigned_to=str(stranger.pk))
    )
    assert answer.status_code == 422
    found.refresh_from_db()
    assert found.assigned_to is None


def test_two_colleagues_at_once_see_both_choices(sent, signed_in):
    found, _token = sent()
    first, second = signed_in("programme"), signed_in("administrator")
    first.post(page_of(found) + "verdelen/", handled(found, track="experiment"))
    answer = second.post(page_of(found) + "verdelen/", handled(found, track="inspiration"))
    assert answer.status_code == 409
    found.refresh_from_db()
    assert found.track == "experiment"
    version = handled(found, track="inspiration", version=found.version)
    assert second.post(page_of(found) + "verdelen/", version).status_code == 302


def test_notes_are_kept_changed_and_never_overwritten(sent, signed_in):
    found, token = sent()
    browser = signed_in("programme")
    browser.post(page_of(found) + "notitie/", {"text": "Bel de griffier", "version": 1})
    note = Note.objects.get()
    assert "Bel de griffier" in text(browser.get(page_of(found)))
    assert "Bel de griffier" not in text(Client().get(f"/oproep/aanmelding/{token}/"))
    here = page_of(found) + f"notitie/{note.pk}/"
    assert browser.post(here, {"text": "Gebeld", "version": 1}).status_code == 302
    answer = signed_in("administrator").post(here, {"text": "Morgen bellen", "version": 1})
    assert answer.status_code == 409
    for words in ("Gebeld", "Morgen bellen"):
        assert words in text(answer)
    note.refresh_from_db()
    assert note.text == "Gebeld"
    browser.post(here + "weg/")
    assert not Note.objects.exists()


def test_an_answer_is_looked_at_before_it_goes(sent, signed_in):
    found, token = sent()
    browser = signed_in("programme", name="Kim")
    here = page_of(found) + "antwoord/"
    form = text(browser.get(here + "?tekst=atelier"))
    assert "Een atelier is een werkplaats" in form
    assert "Beste Puck" in form
    data = {"version": found.version, "final": "yes", "subject": "Antwoord", "text": "Hallo\n\nDag"}
    preview = browser.post(here, data | {"doe": "bekijk"})
    assert "puck@voorbeeld.invalid" in text(preview)
    assert not mail.outbox
    assert browser.post(here, data | {"doe": "aanpassen"}).status_code == 200
    assert browser.post(here, data | {"doe": "verstuur"}).status_code == 302
    found.refresh_from_db()
    assert found.stage == "answered"
    assert Message.objects.get().mailed is True
    assert mail.outbox[0].subject == "Antwoord"
    assert "/oproep/aanmelding/" in mail.outbox[0].body
    assert "Hallo" in text(Client().get(f"/oproep/aanmelding/{token}/"))
    again = browser.post(here, data | {"doe": "verstuur"})
    assert again.status_code == 409
    assert "Hallo" in text(again)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "name", ["inspiration", "atelier", "experiment", "join", "question", "more", "unfit"]
)
def test_each_text_to_begin_with(name, sent, signed_in):
    found, _token = sent()
    browser = signed_in("programme", name="Kim")
    page = browser.get(page_of(found) + f"antwoord/?tekst={name}")
    form = page.context["form"].initial
    assert form["subject"]
    assert form["text"].startswith("Beste Puck,")
    assert form["text"].endswith("Kim\nProgrammateam")
    assert (form["final"] == "no") == (name == "more")


def test_a_text_with_a_gap_does_not_go(sent, signed_in):
    found, _token = sent()
    data = {"version": found.version, "final": "yes", "subject": "A", "text": "[Schrijf hier x]"}
    answer = signed_in("programme").post(page_of(found) + "antwoord/", data | {"doe": "verstuur"})
    assert answer.status_code == 422
    assert not mail.outbox


def test_a_question_leaves_it_open_and_the_sender_answers(sent, signed_in, person):
    found, token = sent()
    browser = signed_in("programme")
    data = {"version": found.version, "final": "no", "subject": "Vraag", "text": "Waar?"}
    browser.post(page_of(found) + "antwoord/", data | {"doe": "verstuur"})
    found.refresh_from_db()
    assert found.stage == "triage"
    colleague = person("programme")
    Submission.objects.filter(pk=found.pk).update(assigned_to=colleague)
    mail.outbox.clear()
    Client().post(f"/oproep/aanmelding/{token}/toevoegen/", {"text": "In het park"})
    assert [one.to for one in mail.outbox] == [[colleague.email]]
    assert "In het park" in text(browser.get(page_of(found)))


def test_a_mail_that_did_not_go_is_seen_and_sent_again(sent, signed_in, monkeypatch):
    found, _token = sent()
    browser = signed_in("programme")

    def fails(self):
        raise OSError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    data = {"version": found.version, "final": "yes", "subject": "A", "text": "B"}
    browser.post(page_of(found) + "antwoord/", data | {"doe": "verstuur"})
    message = Message.objects.get()
    assert message.mailed is False
    assert "niet aangekomen bij de mailserver" in text(browser.get(page_of(found)))
    monkeypatch.undo()
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_: work())
    browser.post(page_of(found) + f"bericht/{message.pk}/opnieuw/")
    message.refresh_from_db()
    assert message.mailed is True
    assert len(mail.outbox) == 1
    assert browser.post(page_of(found) + f"bericht/{message.pk}/opnieuw/").status_code == 404


def test_nothing_starts_without_an_organisation(sent, signed_in):
    found, _token = sent()
    signed_in("programme").post(page_of(found) + "vervolg/atelier/")
    assert not FollowUp.objects.exists()
    assert signed_in("administrator").post(page_of(found) + "vervolg/iets/").status_code == 404


def test_from_a_submission_to_atelier_experiment_and_design_without_retyping(
    sent, signed_in, place
):
    found, _token = sent()
    browser = signed_in("programme")
    browser.post(page_of(found) + "organisatie/gemeente/")
    found.refresh_from_db()
    assert found.organisation.municipality == place
    assert found.organisation.name == "Gemeente Voorbeeldstad"
    for kind in ("atelier", "experiment", "design"):
        for _twice in range(2):
            assert browser.post(page_of(found) + f"vervolg/{kind}/").status_code == 302
    for model in (Atelier, Experiment, Design):
        made = model.objects.get()
        assert (made.title, made.challenge, made.themes) == (TITLE, CHALLENGE, THEMES)
        assert made.organisation == found.organisation
        assert made.origin["kind"] == "submission"
        assert made.origin["id"] == str(found.pk)
    assert FollowUp.objects.count() == 3
    page = browser.get(page_of(found))
    assert "de mensen van de organisatie kunnen het openen" in text(page)
    lead = signed_in("lead", found.organisation)
    for made in FollowUp.objects.all():
        assert lead.get(made.url).status_code == 200, made.url


def test_the_organisation_that_is_there_is_taken_and_the_sender_invited(sent, signed_in, place):
    there = Organisation.objects.create(
        kind="municipality", name="Voorbeeldstad samen", municipality=place
    )
    found, _token = sent()
    browser = signed_in("programme")
    browser.post(page_of(found) + "organisatie/gemeente/")
    found.refresh_from_db()
    assert found.organisation == there
    browser.post(page_of(found) + "uitnodigen/")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.roles) == (found.email, ["lead"])
    partner = Organisation.objects.create(kind="network", name="Netwerk")
    browser.post(page_of(found) + "organisatie/", {"organisation": str(partner.pk)})
    found.refresh_from_db()
    assert found.organisation == partner
    assert browser.post(page_of(found) + "organisatie/", {"organisation": KEY}).status_code == 422


def test_inviting_needs_an_organisation(sent, signed_in):
    found, _token = sent()
    assert signed_in("programme").post(page_of(found) + "uitnodigen/").status_code == 404


def test_on_its_day_texts_and_personal_data_go_and_figures_stay(sent, signed_in):
    found, token = sent()
    Submission.objects.filter(pk=found.pk).update(erase_on=timezone.localdate())
    Note.objects.create(submission=found, text="Intern")
    assert erasing.erase_due() == 1
    assert erasing.erase_due() == 0
    found.refresh_from_db()
    assert (found.name, found.email, found.title, found.answers) == ("", "", "", {})
    assert found.municipality is not None
    assert not Note.objects.exists()
    assert Client().get(f"/oproep/aanmelding/{token}/").status_code == 404
    browser = signed_in("programme")
    page = text(browser.get(page_of(found)))
    assert "De tekst is gewist" in page
    data = {"version": found.version, "final": "yes", "subject": "A", "text": "B"}
    browser.post(page_of(found) + "antwoord/", data | {"doe": "verstuur"})
    browser.post(page_of(found) + "notitie/", {"text": "x", "version": 1})
    assert not Note.objects.exists()
    assert not mail.outbox
    with pytest.raises(handling.NotNow):
        handling.reply(found, found.version, found.call.made_by, subject="a", text="b", final=True)


def test_old_drafts_go(call):
    made, _token = draft(call)
    assert erasing.delete_drafts() == 0
    old = timezone.now() - timedelta(days=31)
    Submission.objects.filter(pk=made.pk).update(changed_at=old)
    assert erasing.delete_drafts() == 1


def test_the_daily_command_closes_rounds(call, capsys):
    from django.core.management import call_command

    call.opens_on = timezone.localdate() - timedelta(days=9)
    call.closes_on = timezone.localdate() - timedelta(days=1)
    call.save()
    call_command("programme_daily")
    call.refresh_from_db()
    assert call.state == "closed"


def test_a_round_from_concept_to_answered(programme, signed_in):
    browser = signed_in("programme")
    today = timezone.localdate()
    data = {
        "title": "Ronde voorjaar",
        "text": "Kom.",
        "themes": THEMES,
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=30)).isoformat(),
        "reply_days": 10,
        "keep_days": 100,
        "version": 1,
    }
    wrong = data | {"closes_on": (today - timedelta(days=1)).isoformat()}
    assert browser.post(HOME + "rondes/nieuw/", wrong).status_code == 422
    made = browser.post(HOME + "rondes/nieuw/", data)
    call = Call.objects.get()
    here = f"{HOME}rondes/{call.slug}/"
    assert made.url == here
    assert Client().get(f"/oproep/{call.slug}/").status_code == 404
    assert browser.post(here + "sluiten/").status_code == 403
    browser.post(here + "openen/")
    assert Client().get(f"/oproep/{call.slug}/").status_code == 200
    assert browser.post(here + "verwijderen/").status_code == 403
    assert browser.get(here + "antwoord/").status_code == 403
    browser.post(here + "sluiten/")
    call.refresh_from_db()
    answer = {"answer": "Wij begonnen drie ateliers.", "version": call.version}
    assert browser.post(here + "antwoord/", {"answer": "", "version": 1}).status_code == 422
    browser.post(here + "antwoord/", answer)
    call.refresh_from_db()
    assert call.state == "answered"
    assert "Wij begonnen drie ateliers." in text(Client().get(f"/oproep/{call.slug}/"))
    stale = {**data, "title": "Andere naam", "version": 1}
    assert browser.post(here + "bewerken/", stale).status_code == 409


def test_a_round_whose_last_day_passed_does_not_open(call, signed_in):
    call.state = State.CONCEPT
    call.opens_on = call.closes_on = timezone.localdate() - timedelta(days=1)
    call.save()
    browser = signed_in("programme")
    browser.post(f"{HOME}rondes/{call.slug}/openen/")
    call.refresh_from_db()
    assert call.state == "concept"
    browser.post(f"{HOME}rondes/{call.slug}/verwijderen/")
    assert not Call.objects.exists()


def test_an_organisation_takes_along_what_was_attached_without_the_sender(sent, signed_in):
    from thorbecke.web.programme import owned

    found, _token = sent()
    browser = signed_in("programme")
    browser.post(page_of(found) + "organisatie/gemeente/")
    browser.post(page_of(found) + "vervolg/experiment/")
    Note.objects.create(submission=found, text="Intern")
    town = Organisation.objects.get(kind="municipality")
    ((path, content),) = owned.files_of(town)
    assert path == f"{found.reference}.json"
    body = content.decode()
    assert TITLE in body
    for secret in ("puck@voorbeeld.invalid", "Puck", "Intern"):
        assert secret not in body
    owned.delete_of(town)
    found.refresh_from_db()
    assert found.organisation is None
    assert found.title == TITLE
    assert not FollowUp.objects.exists()


def test_texts_of_strangers_are_shown_as_text(call, sent, signed_in):
    found, token = sent(title="<script>x</script>", challenge="<img src=x onerror=y>")
    Client().post(f"/oproep/aanmelding/{token}/toevoegen/", {"text": "<b onclick=z>dik</b>"})
    for answer in (
        signed_in("programme").get(page_of(found)),
        Client().get(f"/oproep/aanmelding/{token}/"),
        signed_in("administrator").get(HOME),
    ):
        body = answer.content.decode()
        for wrong in ("<script>x", "<img src=x", "<b onclick"):
            assert wrong not in body


def test_no_personal_data_in_logs_or_addresses(sent, signed_in, caplog):
    with caplog.at_level("DEBUG"):
        found, _token = sent()
        signed_in("programme").get(page_of(found))
    assert "puck@" not in caplog.text
    assert "puck" not in page_of(found)
