"""The call: a round in preparation, what people sent in, and the team's own work on it."""

from __future__ import annotations

from datetime import date

from isolation.world import SECRET, World
from thorbecke.web.programme import calls
from thorbecke.web.programme.models import Call, Message, Note, Stage, State, Submission

BY_LINK = "the sender's own pages, behind a secret link"
OPEN = {
    "programme:calls": "rounds that have opened are public",
    "programme:lost": "a form that mails a new link to the sender",
    **dict.fromkeys(
        "programme:status programme:step programme:check programme:add programme:withdraw".split(),
        BY_LINK,
    ),
}
OWN = {
    "programme:desk": "submissions to one's own rounds",
    "programme:rounds": "one's own rounds",
    "programme:export": "submissions to one's own rounds",
    "programme:round_new": "for one's own programme",
}

NOT_YET = "a round in preparation has no public page, not even for its team"
ABSENT = {"programme:call": NOT_YET, "programme:door": NOT_YET}


def make(world: World) -> dict[str, dict[str, object]]:
    hidden = _call(world, State.CONCEPT)
    found: dict[str, dict[str, object]] = {"programme:call": {"slug": hidden.slug}}
    found["programme:door"] = {"slug": hidden.slug, "door": "idea"}
    names = "round round_edit round_open round_close round_answer round_delete themes".split()
    found |= {f"programme:{name}": {"slug": hidden.slug} for name in names}
    sent = Submission.objects.create(
        call=_call(world, State.OPEN),
        door="idea",
        stage=Stage.RECEIVED,
        title=SECRET,
        challenge=SECRET,
        name=SECRET,
        email="sam@voorbeeld.invalid",
        received_on=date(2026, 11, 25),
        due_on=date(2026, 12, 9),
        erase_on=date(2027, 12, 9),
        organisation=world.here,
        municipality=world.here.municipality,
    )
    note = Note.objects.create(submission=sent, text=SECRET)
    message = Message.objects.create(
        submission=sent, kind="answer", subject=SECRET, text=SECRET, mailed=False
    )
    here: dict[str, object] = {"pk": sent.pk}
    names = "submission handle add_note reply no_doubt attach attach_municipality invite".split()
    found |= {f"programme:{name}": here for name in names}
    found |= {f"programme:{name}": {**here, "note": note.pk} for name in ("note", "drop_note")}
    found["programme:mail_again"] = {**here, "message": message.pk}
    found["programme:start"] = {**here, "kind": "experiment"}
    return found


def _call(world: World, state: str) -> Call:
    return calls.create(
        Call(
            organisation=world.here,
            title=f"Ronde {state}",
            text=SECRET,
            themes=[],
            opens_on=date(2026, 11, 1),
            closes_on=date(2027, 1, 31),
            reply_days=14,
            state=state,
        )
    )
