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
from thorbecke.web.people.models import Municipality


class SeatsForm(forms.Form):
    """A number of inhabitants, or a municipality; one of the two."""

    inwoners = forms.IntegerField(
        label=gettext_lazy("Aantal inwoners"),
        help_text=gettext_lazy("Alleen cijfers, bijvoorbeeld 45000."),
        required=False,
        min_value=1,
        max_value=council.MOST_INHABITANTS,
        localize=False,
    )
    gemeente = forms.ModelChoiceField(
        Municipality.objects.order_by("name").only("slug", "name"),
        label=gettext_lazy("Of kies een gemeente"),
        empty_label=gettext_lazy("Geen gemeente gekozen"),
        to_field_name="slug",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form, and a form with both: it would be unclear which one counts."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [cleaned.get("inwoners"), cleaned.get("gemeente")]
        if not self.errors and all(given):
            raise forms.ValidationError(_("Vul een aantal in of kies een gemeente, niet allebei."))
        if not self.errors and not any(given):
            raise forms.ValidationError(_("Vul een aantal in of kies een gemeente."))
        return cleaned


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
    asked = any(name in request.GET for name in SeatsForm.base_fields)
    form = SeatsForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "rules": register.rules_named([council.RULE])}
    if form.is_bound and form.is_valid():
        if inhabitants := form.cleaned_data["inwoners"]:
            context |= {"inhabitants": number(inhabitants), "seats": council.seats_for(inhabitants)}
        else:
            context["compared"] = council.compare(form.cleaned_data["gemeente"])
    lines = _lines()
    context |= {"lines": lines, "chart": _chart(lines)}
    return render(request, "library/law/council_size.html", context)
