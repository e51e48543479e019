"""What the instruments add to an act in preparation."""

from __future__ import annotations

from datetime import date

from isolation.participation import act_of
from isolation.world import SECRET, World
from thorbecke.web.instruments.budget.models import Idea, Progress
from thorbecke.web.instruments.consultation import questions
from thorbecke.web.instruments.consultation.models import Argument, Document
from thorbecke.web.instruments.conversation.models import Statement
from thorbecke.web.instruments.lottery.models import Recommendation

OPEN = {
    "conversation:type_code": "a form for a code",
    "conversation:code": "who has the code of the room may",
}

NOT_YET = "an act in preparation has none, not even for its organisers"
ABSENT = dict.fromkeys(
    (
        "budget:export budget:join budget:new budget:photo budget:progress_photo consultation:argue "
        "consultation:document conversation:statements_file conversation:votes_file"
    ).split(),
    NOT_YET,
)


def make(world: World) -> dict[str, dict[str, object]]:
    return {**_consultation(world), **_budget(world), **_conversation(world), **_rest(world)}


def _consultation(world: World) -> dict[str, dict[str, object]]:
    act = act_of(world, "consultation")
    question = {
        "id": "v1",
        "title": SECRET,
        "text": "",
        "type": "yesno",
        "options": questions.yes_no(),
        "blank": True,
        "count": {"method": "voting.yesno", "rules": {}},
    }
    act.settings = {**act.settings, "questions": [question]}
    act.save()
    here: dict[str, object] = {"slug": act.slug}
    argument = Argument.objects.create(act=act, question="v1", side="for", text=SECRET)
    document = Document.objects.create(act=act, title=SECRET, url="https://voorbeeld.invalid/")
    names = "arguments documents issues question_new questions".split()
    found = {f"consultation:{name}": here for name in names}
    for name in ("question", "question_drop", "question_up"):
        found[f"consultation:{name}"] = {**here, "name": "v1"}
    found["consultation:argue"] = {**here, "question": "v1"}
    found["consultation:judge"] = {**here, "pk": argument.pk}
    for name in ("document", "document_drop"):
        found[f"consultation:{name}"] = {**here, "pk": document.pk}
    return found


def _budget(world: World) -> dict[str, dict[str, object]]:
    act = act_of(world, "budget")
    here: dict[str, object] = {"slug": act.slug}
    idea = Idea.objects.create(act=act, number=1, title=SECRET, text=SECRET)
    progress = Progress.objects.create(idea=idea, text=SECRET)
    found = {f"budget:{name}": here for name in "carrying_out desk desk_new ideas new".split()}
    names = "desk_idea idea join judge like photo photo_drop report show".split()
    found |= {f"budget:{name}": {**here, "number": 1} for name in names}
    found["budget:progress_photo"] = {**here, "pk": progress.pk}
    found["budget:export"] = {**here, "question": "plannen"}
    return found


def _conversation(world: World) -> dict[str, dict[str, object]]:
    act = act_of(world, "conversation")
    here: dict[str, object] = {"slug": act.slug}
    one = Statement.objects.create(act=act, number=1, text=SECRET, print="p" * 64)
    names = (
        "add code_page log_file map mine policy queue screen statements_file talk votes_file"
    ).split()
    found = {f"conversation:{name}": here for name in names}
    for name in ("judge", "reword"):
        found[f"conversation:{name}"] = {**here, "pk": one.pk}
    return found


def _rest(world: World) -> dict[str, dict[str, object]]:
    act = act_of(world, "delegation")
    names = "delegates give mine present secrecy vote".split()
    found: dict[str, dict[str, object]] = {f"delegation:{n}": {"slug": act.slug} for n in names}
    lottery = act_of(world, "lottery")
    here: dict[str, object] = {"slug": lottery.slug}
    Recommendation.objects.create(act=lottery, number=1, title=SECRET, answer_by=date(2027, 1, 1))
    names = (
        "assembly ceremony chance desk draw fix invent invite meeting panel people quotas recommend "
        "remind respond tables take_in"
    ).split()
    found |= {f"lottery:{name}": here for name in names}
    found["lottery:answer"] = {**here, "number": 1}
    return found
