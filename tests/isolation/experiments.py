"""Experiments that are not public, and what partners offer."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile

from isolation.world import SECRET, World
from thorbecke.web.experiments.models import (
    Document,
    Indicator,
    Match,
    Need,
    Note,
    Observation,
    Offer,
    Photo,
    Quote,
    Survey,
)
from thorbecke.web.experiments.starting import start
from thorbecke.web.participation.console import making

OPEN = {
    "experiments:register": "experiments that are public",
    "experiments:confirm": "who has the link of the mail may",
    "experiments:leave": "who has the link of the mail may",
    "experiments:survey_enter": "a form for a code",
    "experiments:survey_answer": "who has the code may",
    "experiments:survey_thanks": "a page with thanks",
}
OWN = {
    "experiments:home": "experiments of one's own organisations",
    "experiments:inbox": "questions to one's own offers",
    "experiments:new": "for one's own organisations",
    "experiments:offers": "open offers, for all who work here",
}
ABSENT = {
    "experiments:follow": "nobody follows what is not public",
    "experiments:public_plan": "the plan is not fixed yet",
    "experiments:take_act": "the act is not published yet",
}


def make(world: World) -> dict[str, dict[str, object]]:
    experiment = start(
        world.here, world.insider, title=f"{SECRET} proef", challenge=SECRET, themes=[]
    )
    here: dict[str, object] = {"slug": experiment.slug}
    whole = (
        "page public_plan atom follow kit kit_zip figures overview edit step publish delete documents "
        "plan choose_indicator own_indicator fix_plan add_to_plan observations surveys acts logbook "
        "new_note support press new_quote"
    ).split()
    found = {f"experiments:{name}": here for name in whole}
    today = date(2026, 11, 25)
    note = Note.objects.create(experiment=experiment, on=today, title=SECRET, text=SECRET)
    photo = Photo(note=note, text=SECRET)
    photo.photo.save("geheim.png", ContentFile(SECRET.encode()))
    document = Document(
        experiment=experiment, title=SECRET, kind="report", on=today, extension="pdf", size=1
    )
    document.file.save("geheim.pdf", ContentFile(SECRET.encode()))
    indicator = Indicator.objects.create(
        experiment=experiment, number=1, name=SECRET, unit="%", kind="share", better="up"
    )
    row = Observation.objects.create(indicator=indicator, on=today, value=1, source=SECRET)
    survey = Survey.objects.create(experiment=experiment, moment=SECRET)
    quote = Quote.objects.create(experiment=experiment, text=SECRET, who=SECRET)
    act = making.create("consultation", f"{SECRET} stand", world.here, world.insider)
    need = Need.objects.create(experiment=experiment, kind="expertise", text=SECRET)
    offer = Offer.objects.create(
        organisation=world.here, title="Aanbod", text="x", expertise=True, contact="x", open=False
    )
    match = Match.objects.create(need=need, offer=offer)
    keys = {
        "document": document,
        "change_document": document,
        "photo": photo,
        "remove_photo": photo,
        "note": note,
        "remove_note": note,
        "add_photo": note,
        "indicator": indicator,
        "remove_indicator": indicator,
        "observe": indicator,
        "survey": survey,
        "close_survey": survey,
        "take_survey": survey,
        "take_act": act,
        "need": need,
        "close_need": need,
        "withdraw": match,
        "quote": quote,
        "remove_quote": quote,
    }
    found |= {f"experiments:{name}": {**here, "pk": one.pk} for name, one in keys.items()}
    found["experiments:correct"] = {**here, "pk": indicator.pk, "row": row.pk}
    found["experiments:ask"] = {**here, "pk": need.pk, "offer": offer.pk}
    found["experiments:offer"] = {"pk": offer.pk}
    found["experiments:answer_match"] = {"pk": match.pk}
    found["experiments:new_offer"] = {"organisation": world.here.pk}
    return found
