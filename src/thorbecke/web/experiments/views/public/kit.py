"""The press kit: facts, figures, quotes that were cleared, photos and who to call; a page and a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thorbecke.formats.tables import csv_lines
from thorbecke.web.experiments import drawing, reading, timeline
from thorbecke.web.experiments.access import public
from thorbecke.web.experiments.models import Experiment, Photo, Quote
from thorbecke.web.experiments.views.public.page import head
from thorbecke.web.library.desk.limits import allowed

MOST_PHOTOS = 24
MOST_A_DAY = 60
IN_MEMORY = 8 * 2**20


@require_safe
@public
def kit(request: HttpRequest, experiment: Experiment) -> HttpResponse:
    """The page."""
    return render(
        request,
        "experiments/public/kit.html",
        {**head(request, experiment), **_content(experiment)},
    )


def _content(experiment: Experiment) -> dict[str, Any]:
    steps = list(experiment.steps.order_by("on", "made_at"))
    return {
        "experiment": experiment,
        "rows": [drawing.row(one) for one in reading.effects(experiment)],
        "steps": steps,
        "quotes": list(Quote.objects.filter(experiment=experiment, cleared=True)[:50]),
        "photos": list(_photos(experiment)),
        "acts": [act for act in timeline.acts_of(experiment) if act.published_at],
        "today": timezone.localdate(),
        "url": settings.BASE_URL.rstrip("/") + reverse("experiments:page", args=[experiment.slug]),
    }


def _photos(experiment: Experiment) -> Any:
    found = Photo.objects.filter(note__experiment=experiment, note__public=True)
    return found.select_related("note").order_by("-note__on", "made_at")[:MOST_PHOTOS]


@require_safe
@public
def archive(request: HttpRequest, experiment: Experiment) -> Any:
    """The same as files in a zip."""
    if not allowed(request, "experiments-kit", MOST_A_DAY):
        text = _("U haalde dit vandaag al vaak op. Probeer het morgen weer.")
        return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
    content = _content(experiment)
    target = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the response
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as found:
        found.writestr("feiten.txt", render_to_string("experiments/public/kit.txt", content))
        found.writestr("metingen.csv", "".join(_lines(experiment)))
        for number, photo in enumerate(content["photos"], 1):
            with photo.photo.open("rb") as file:
                found.writestr(f"fotos/{number:02d}.jpg", file.read())
            found.writestr(f"fotos/{number:02d}.txt", photo.text)
    target.seek(0)
    name = f"pers-{experiment.slug}.zip"
    return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")


@require_safe
@public
def figures(request: HttpRequest, experiment: Experiment) -> StreamingHttpResponse:
    """All measured values as a table; those that were corrected say so."""
    response = StreamingHttpResponse(
        (line.encode() for line in _lines(experiment)), content_type="text/csv; charset=utf-8"
    )
    name = f"metingen-{experiment.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(experiment: Experiment) -> Iterator[str]:
    head_ = "indicator eenheid datum waarde aantal standaardafwijking bron toelichting verbeterd".split()
    return csv_lines(head_, _cells(experiment))


def _cells(experiment: Experiment) -> Iterator[list[Any]]:
    for one in experiment.indicators.prefetch_related("observations"):
        rows = list(one.observations.all())
        corrected = {row.corrects_id for row in rows}
        if one.baseline is not None:
            vooraf = [_("vooraf"), one.baseline, one.baseline_n, one.baseline_spread, one.source]
            yield [one.name, one.unit, *map(_plain, vooraf), "", ""]
        for row in rows:
            values = [row.on.isoformat(), row.value, row.n, row.spread, row.source, row.note]
            yield [one.name, one.unit, *map(_plain, values), "ja" if row.pk in corrected else ""]


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
