"""Questions, issues, arguments and information of a consultation."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from thorbecke.methods.ballots import spec_of
from thorbecke.web.instruments.consultation import counting, questions
from thorbecke.web.instruments.consultation.forms import IssuesForm, QuestionForm
from thorbecke.web.instruments.consultation.models import Argument, Document
from thorbecke.web.participation.console.sections import PhasePassed
from thorbecke.web.participation.models import Act, Phase

pytestmark = pytest.mark.django_db


def address(act: Act, name: str, *more: object) -> str:
    return reverse(f"consultation:{name}", args=[act.slug, *more])


def question(**changes: object) -> dict[str, object]:
    return {
        "title": "Wat komt er?",
        "type": "choice",
        "options": "Park\nSchool",
        "seats": 1,
        **changes,
    }


@pytest.fixture
def opened(act) -> Act:
    Act.objects.filter(pk=act.pk).update(phase=Phase.OPEN, definition_hash="0" * 64)
    act.refresh_from_db()
    return act


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("yesno", "voting.yesno"),
        ("choice", "voting.plurality"),
        ("approval", "voting.approval"),
        ("ranking", "voting.schulze"),
        ("score", "voting.score"),
        ("points", "voting.points"),
    ],
)
def test_each_ballot_paper_gets_a_fitting_count(kind, method):
    form = QuestionForm(None, question(type=kind))
    assert form.is_valid(), form.errors
    assert form.result["count"]["method"] == method
    assert spec_of({**form.result, "id": "v1"}).type == kind


def test_what_does_not_fit_is_refused():
    assert "options" in QuestionForm(None, question(options="Alleen dit")).errors
    assert "seats" in QuestionForm(None, question(seats=3)).errors
    wrong = question(method="voting.schulze")
    assert "method" in QuestionForm(None, wrong).errors
    wrong = question(type="ranking", method="voting.borda", majority="2/3")
    assert "majority" in QuestionForm(None, wrong).errors


def test_a_threshold_is_kept_exactly():
    form = QuestionForm(None, question(type="yesno", majority="2/3", turnout=30))
    assert form.is_valid()
    assert form.result["count"]["rules"]["turnout"] == "3/10"
    assert form.result["count"]["rules"]["majority"] == "2/3"
    plan = counting.plan({**form.result, "id": "v1"})
    assert plan.needs_electorate


def test_an_option_keeps_its_id_when_the_list_changes():
    before = questions.options_of("Park\nSchool\nMarkt", [])
    after = questions.options_of("Markt | Overdekt\nPark\nTuin", before)
    assert [one["id"] for one in after] == ["o3", "o1", "o4"]
    assert questions.lines_of(after) == "Markt | Overdekt\nPark\nTuin"


def test_questions_are_made_changed_moved_and_dropped(signed_in, act):
    browser = signed_in("organiser")
    browser.post(address(act, "question_new"), question())
    act.refresh_from_db()
    assert [one["id"] for one in act.settings["questions"]] == ["v1", "v2", "v3"]
    browser.post(address(act, "question", "v3"), question(title="Anders"))
    browser.post(address(act, "question_up", "v3"))
    browser.post(address(act, "question_drop", "v1"))
    act.refresh_from_db()
    assert [one["id"] for one in act.settings["questions"]] == ["v3", "v2"]
    assert act.settings["questions"][0]["title"] == "Anders"
    assert browser.get(address(act, "question", "niets")).status_code == 404


def test_abuse_13_questions_do_not_change_after_opening(signed_in, opened):
    browser = signed_in("organiser")
    assert browser.post(address(opened, "question_new"), question()).status_code == 403
    with pytest.raises(PhasePassed):
        questions.change(opened, questions.drop("v1"))
    opened.refresh_from_db()
    assert len(opened.settings["questions"]) == 2


def test_a_list_of_issues_becomes_one_choice_and_an_answer_for_each(signed_in, act):
    form = {"issues": "Wonen\nGroen | Meer bomen\nZorg", "seats": 2, "most": 2}
    form |= {"method": "voting.equal-shares"}
    signed_in("organiser").post(address(act, "issues"), form)
    act.refresh_from_db()
    ids = [one["id"] for one in act.settings["questions"]]
    assert ids == ["v1", "v2", "themas", "s-o1", "s-o2", "s-o3"]
    weigh = act.settings["questions"][2]
    assert weigh["count"] == {"method": "voting.equal-shares", "rules": {"seats": 2}}
    again = IssuesForm(act.settings["questions"])
    assert again.initial["issues"] == "Wonen\nGroen | Meer bomen\nZorg"


@pytest.mark.parametrize("issues", ["Een", "Een\nEen"])
def test_a_list_of_issues_needs_different_issues(issues):
    form = IssuesForm([], {"issues": issues, "seats": 1, "most": 1, "method": "voting.phragmen"})
    assert "issues" in form.errors


def test_an_argument_waits_for_the_organiser(client, opened, signed_in):
    form = {"side": "for", "text": "Kinderen kunnen er veilig spelen."}
    client.post(address(opened, "argue", "v1"), form)
    page = reverse("participation:act", args=[opened.slug])
    assert form["text"] not in client.get(page).content.decode()
    browser = signed_in("organiser")
    argument = Argument.objects.get()
    assert form["text"] in browser.get(address(opened, "arguments")).content.decode()
    browser.post(address(opened, "judge", argument.pk), {"keuze": "tonen"})
    assert form["text"] in client.get(page).content.decode()
    browser.post(address(opened, "judge", argument.pk), {"keuze": "weigeren"})
    assert Argument.objects.get().state == "shown", "a refusal needs a reason"
    browser.post(address(opened, "judge", argument.pk), {"keuze": "weigeren", "reason": "Dubbel"})
    assert form["text"] not in client.get(page).content.decode()


def test_abuse_38_a_flood_of_arguments_stops(client, opened):
    form = {"side": "for", "text": "Nog een keer."}
    for _number in range(12):
        response = client.post(address(opened, "argue", "v1"), form)
    assert response.status_code == 422
    assert Argument.objects.count() == 10


def test_arguments_end_with_the_vote(client, opened):
    Act.objects.filter(pk=opened.pk).update(phase=Phase.CLOSED)
    form = {"side": "for", "text": "Te laat."}
    assert client.post(address(opened, "argue", "v1"), form).status_code == 404
    assert client.post(address(opened, "argue", "onbekend"), form).status_code == 404


def test_abuse_27_only_a_pdf_gets_in(signed_in, opened, client):
    browser = signed_in("organiser")
    odd = SimpleUploadedFile("../../plan.pdf", b"<svg onload=alert(1)>", "application/pdf")
    browser.post(address(opened, "documents"), {"title": "Plan", "file": odd})
    assert not Document.objects.exists()
    good = SimpleUploadedFile("../../plan.pdf", b"%PDF-1.7 kort", "application/pdf")
    browser.post(address(opened, "documents"), {"title": "Plan", "file": good})
    document = Document.objects.get()
    assert document.file.name.startswith("information/document")
    response = client.get(address(opened, "document", document.pk))
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    browser.post(address(opened, "document_drop", document.pk))
    assert client.get(address(opened, "document", document.pk)).status_code == 404


def test_a_link_needs_a_safe_scheme(signed_in, opened):
    form = {"title": "Fout", "url": "javascript:alert(1)"}
    signed_in("organiser").post(address(opened, "documents"), form)
    assert not Document.objects.exists()


def test_another_organisation_gets_nowhere(signed_in, act, other):
    browser = signed_in("organiser", other)
    for name in ("questions", "question_new", "issues", "arguments", "documents"):
        assert browser.get(address(act, name)).status_code == 404


def test_the_page_needs_few_queries(client, opened, django_assert_max_num_queries):
    for number in range(200):
        Argument.objects.create(
            act=opened, question="v1", side="for", text=f"Punt {number}", state="shown"
        )
    with django_assert_max_num_queries(12):
        client.get(reverse("participation:act", args=[opened.slug]))
