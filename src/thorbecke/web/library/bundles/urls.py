"""Addresses of bundles. A token has a fixed length, so it never looks like a word."""

from django.urls import path, register_converter

from thorbecke.web.library.bundles.views import maker, reader
from thorbecke.web.library.models.bundle import EDIT_TOKEN_LENGTH, TOKEN_LENGTH


class Token:
    """A token that gives the right to read."""

    regex = rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class EditToken(Token):
    """A token that gives the right to change."""

    regex = rf"[A-Za-z0-9_-]{{{EDIT_TOKEN_LENGTH}}}"


register_converter(Token, "bundle_token")
register_converter(EditToken, "bundle_edit_token")

urlpatterns = [
    path("bundel/", maker.bundle, name="bundle"),
    path("bundel/nieuw/", maker.leave, name="bundle_leave"),
    path("bundel/toevoegen/<str:kind>/<str:slug>/", maker.add, name="bundle_add"),
    path("bundel/onderdeel/<uuid:pk>/plaats/", maker.move, name="bundle_move"),
    path("bundel/onderdeel/<uuid:pk>/tekst/", maker.introduce, name="bundle_introduce"),
    path("bundel/onderdeel/<uuid:pk>/weg/", maker.take_out, name="bundle_take_out"),
    path("bundel/onderdeel/<uuid:pk>/terug/", maker.put_back, name="bundle_put_back"),
    path("bundel/bewerk/<bundle_edit_token:edit_token>/", maker.open_here, name="bundle_open_here"),
    path("bundel/<bundle_token:token>/", reader.shared, name="bundle_shared"),
    path("bundel/<bundle_token:token>/maak/<slug:format>/", reader.make, name="bundle_make"),
    path("bundel/<bundle_token:token>/document/<uuid:pk>/", reader.status, name="bundle_document"),
    path(
        "bundel/<bundle_token:token>/document/<uuid:pk>/bestand/",
        reader.download,
        name="bundle_download",
    ),
]
