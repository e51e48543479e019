"""The table of council sizes, with a calculator that needs no JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thorbecke.web.core.charts import Chart, bar_chart
from thorbecke.web.core.charts.chart import number
from thorbecke.web.library.law import council, register
from thorbecke.web.library.law.words import crumbs
from thorbecke.web.people.models import Municipality


class InhabitantsForm(forms.Form):
    """A number of inhabitants."""

    inwoners = forms.IntegerField(
        label=gettext_lazy("Aantal inwoners"),
        help_text=gettext_lazy("Alleen cijfers, bijvoorbeeld 45000."),
        min_value=1,
        max_value=council.MOST_INHABITANTS,
        error_messages={
            "required": gettext_lazy("Vul een aantal inwoners in."),
            "invalid": gettext_lazy("Vul een heel getal in, zonder punt of komma."),
        },
    )


class MunicipalityForm(forms.Form):
    """A municipality, to compare its council with the table."""

    gemeente = forms.ModelChoiceField(
        Municipality.objects.order_by("name").only("slug", "name"),
        label=gettext_lazy("Of kies een gemeente"),
        empty_label=gettext_lazy("Kies een gemeente"),
        to_field_name="slug",
        error_messages={
            "required": gettext_lazy("Kies een gemeente."),
            "invalid_choice": gettext_lazy("Kies een gemeente uit de lijst."),
        },
    )


def _bound(form: type[forms.Form], request: HttpRequest) -> forms.Form:
    """Return the form, filled when the address has its field."""
    asked = any(name in request.GET for name in form.base_fields)
    return form(request.GET if asked else None)


def _lines() -> list[dict[str, Any]]:
    """The table with the number of councils that have so many seats today. One query."""
    counted = Municipality.objects.order_by().values_list("council_seats").annotate(n=Count("pk"))
    today = dict(counted)
    return [
        {"size": size, "label": _label(size), "today": today.get(size.seats, 0)}
        for size in council.classes()
    ]


def _label(size: council.SizeClass) -> str:
    if size.up_to is None:
        return _("meer dan %(above)s") % {"above": number(size.above)}
    return _("%(above)s t/m %(up_to)s") % {
        "above": number(size.above + 1) if size.above else "1",
        "up_to": number(size.up_to),
    }


def _chart(lines: list[dict[str, Any]]) -> Chart:
    return bar_chart(
        _("Hoeveel raden hebben nu zoveel zetels?"),
        _("Geteld over alle gemeenten, met de zetels van de laatste raadsverkiezing."),
        [(_("%(n)s zetels") % {"n": line["size"].seats}, line["today"], "") for line in lines],
        "",
    )


@require_safe
def council_size(request: HttpRequest) -> HttpResponse:
    """Show the table; with ``inwoners`` or ``gemeente`` also the seats that follow from it."""
    by_number, by_place = _bound(InhabitantsForm, request), _bound(MunicipalityForm, request)
    context: dict[str, Any] = {
        "crumbs": crumbs((_("Raadsgrootte"),)),
        "number_form": by_number,
        "place_form": by_place,
        "rule": register.rules_named([council.RULE]),
    }
    if by_number.is_valid():
        n = by_number.cleaned_data["inwoners"]
        context |= {"inhabitants": number(n), "seats": council.seats_for(n)}
    elif by_place.is_valid():
        context["compared"] = council.compare(by_place.cleaned_data["gemeente"])
    lines = _lines()
    context |= {"lines": lines, "chart": _chart(lines)}
    return render(request, "library/law/council_size.html", context)
