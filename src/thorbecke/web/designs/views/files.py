"""The files of a design: letter, council proposal in Word and PDF, and plain data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thorbecke.web.designs import access, documents, law, possible
from thorbecke.web.designs.documents import Alternative
from thorbecke.web.designs.models import Design
from thorbecke.web.designs.state import State, as_data, blocks, from_query, read
from thorbecke.web.designs.views import pages
from thorbecke.web.library.bundles.documents import paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Alternatives = tuple[Alternative, ...]


def _json(state: State, alternatives: Alternatives, today: date, challenge: str) -> bytes:
    found = law.read(state)
    data = {
        "format": "thorbecke-design",
        "version": 1,
        "made_on": today.isoformat(),
        "design": as_data(state),
        "challenge": challenge,
        "alternatives": [{"design": as_data(a.state), "why": a.why} for a in alternatives],
        "possible": possible.outcome(state).possible,
        "verdict": found.overall or None,
        "instruments": [
            {
                "id": row["instrument"].id,
                "verdict": row["verdict"],
                "articles": [rule.id for rule in row["rules"]],
                "confidence": row["instrument"].confidence,
                "checked_on": row["instrument"].checked_on.isoformat(),
            }
            for row in found.rows
        ],
        "status": blocks().status,
        "note": documents.NO_ADVICE,
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class File:
    """One kind of file: its name, media type, label and what makes it."""

    name: str
    media_type: str
    label: str | Promise
    make: Callable[[State, Alternatives, date, str], bytes]  # the last: the challenge


FILES = {
    "brief": File(
        "aanvraag-regelruimte.docx",
        WORD,
        _("Brief: aanvraag regelruimte (Word)"),
        lambda state, _others, today, _text: paper.word(documents.letter(state, today)),
    ),
    "voorstel": File(
        "raadsvoorstel.docx",
        WORD,
        _("Raadsvoorstel (Word)"),
        lambda state, others, today, text: paper.word(
            documents.proposal(state, others, today, text)
        ),
    ),
    "voorstel-pdf": File(
        "raadsvoorstel.pdf",
        "application/pdf",
        _("Raadsvoorstel (PDF)"),
        lambda state, others, today, text: paper.tagged_pdf(
            documents.proposal(state, others, today, text)
        ),
    ),
    "gegevens": File(
        "ontwerp.json", "application/json", _("Het ontwerp als gegevens (JSON)"), _json
    ),
}


def links(state: State, design: Design | None = None) -> list[dict[str, object]]:
    """Return label and address of each file of a design."""
    return [
        {
            "label": file.label,
            "url": reverse("designs:saved_file", args=[design.token, key])
            if design
            else pages.address("designs:file", state, name=key),
        }
        for key, file in FILES.items()
    ]


@require_safe
@pages.strict
def of_state(request: HttpRequest, name: str) -> HttpResponse:
    """Give a file of the design of the address."""
    return _answer(name, read(request.GET), (), "")


@require_safe
@pages.strict
def of_saved(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Give a file of a kept design, with its alternatives."""
    design = access.find(request, token)
    return _answer(name, state_of(design), alternatives_of(design), design.challenge)


def state_of(design: Design) -> State:
    """Return the design as it was kept, under its own title."""
    return from_query(str(design.state["query"]))


def alternatives_of(design: Design) -> Alternatives:
    """Return the designs that were not chosen."""
    return tuple(
        Alternative(from_query(str(one["query"])), str(one["why"])) for one in design.alternatives
    )


def _answer(name: str, state: State, alternatives: Alternatives, challenge: str) -> HttpResponse:
    if name not in FILES:
        raise Http404
    file = FILES[name]
    made = file.make(state, alternatives, timezone.localdate(), challenge)
    response = HttpResponse(made, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Robots-Tag"] = "noindex"
    return response
