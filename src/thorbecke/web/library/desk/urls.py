"""Addresses of the desk, of error reports and of the files."""

from django.urls import path

from thorbecke.web.library.desk.views import (
    editing,
    exporting,
    home,
    importing,
    public,
    queue,
    versions,
)

urlpatterns = [
    path("fout-melden/bedankt/", public.report_thanks, name="report_thanks"),
    path("fout-melden/<str:kind>/<str:slug>/", public.report_error, name="report_error"),
    path("bestanden/", exporting.columns, name="library_files"),
    path("bestanden/<str:kind>.<str:ext>", exporting.export, name="library_export"),
    path("redactie/", home.home, name="desk"),
    path("redactie/meldingen/", queue.report_list, name="desk_reports"),
    path("redactie/meldingen/<uuid:pk>/", queue.report_detail, name="desk_report"),
    path("redactie/importeren/", importing.upload, name="desk_import"),
    path("redactie/importeren/<uuid:pk>/", importing.preview, name="desk_batch"),
    path("redactie/importeren/<uuid:pk>/overnemen/", importing.accept, name="desk_accept"),
    path("redactie/importeren/<uuid:pk>/weggooien/", importing.discard, name="desk_discard"),
    path("redactie/versie/<uuid:pk>/", versions.show, name="desk_version"),
    path("redactie/versie/<uuid:pk>/terugzetten/", versions.restore, name="desk_restore"),
    path("redactie/versie/<uuid:pk>/<slug:action>/", versions.act, name="desk_act"),
    path("redactie/<str:kind>/", home.entry_list, name="desk_list"),
    path("redactie/<str:kind>/nieuw/", editing.new, name="desk_new"),
    path("redactie/<str:kind>/<str:slug>/", versions.entry, name="desk_entry"),
    path("redactie/<str:kind>/<str:slug>/bewerken/", editing.edit, name="desk_edit"),
    path("redactie/<str:kind>/<str:slug>/vergelijken/", versions.compare, name="desk_compare"),
]
