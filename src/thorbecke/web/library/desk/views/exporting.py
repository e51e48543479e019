"""Files with the library's content, for everybody."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thorbecke.web.library.desk import columns as table
from thorbecke.web.library.desk import exports, tables
from thorbecke.web.library.kinds import KINDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: HttpRequest, kind: str, ext: str) -> HttpResponseBase:
    """One kind as csv, json or xlsx; the query string filters as it does in the lists."""
    if kind not in KINDS or ext not in {"csv", "json", "xlsx"}:
        raise Http404
    name = f"thorbecke-{kind}.{ext}"
    if ext == "xlsx":
        file = tables.write_xlsx(kind, exports.header(kind), exports.rows(kind, request.GET))
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    writer, sort = (
        (exports.as_csv, "text/csv; charset=utf-8")
        if ext == "csv"
        else (exports.as_json, "application/json")
    )
    response = StreamingHttpResponse(writer(kind, request.GET), content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """What files there are, and what each column means."""
    kinds = [
        {"info": info, "kind": kind, "columns": table.columns(kind, info.schema)}
        for kind, info in KINDS.items()
    ]
    context = {"kinds": kinds, "licence": exports.LICENCE}
    return render(request, "library/desk/files.html", context)
