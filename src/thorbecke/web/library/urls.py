"""Addresses of the library; each part keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("thorbecke.web.library.views.urls")),
    path("", include("thorbecke.web.library.places.urls")),
    path("", include("thorbecke.web.library.law.urls")),
    path("", include("thorbecke.web.library.bundles.urls")),
    path("", include("thorbecke.web.library.desk.urls")),
]
