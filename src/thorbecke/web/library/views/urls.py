"""Addresses of the reader's side of the library."""

from django.urls import path

from thorbecke.web.library.views import (
    case,
    cases,
    feeds,
    glossary,
    home,
    scenarios,
    search,
    themes,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("praktijk/", cases.cases, name="cases"),
    path("praktijk/atom.xml", feeds.atom, name="cases_atom"),
    path("praktijk/<str:slug>.json", case.case_json, name="case_json"),
    path("praktijk/<str:slug>/", case.case, name="case"),
    path("toekomst/", scenarios.scenarios, name="scenarios"),
    path("toekomst/<str:slug>.json", scenarios.scenario_json, name="scenario_json"),
    path("toekomst/<str:slug>/", scenarios.scenario, name="scenario"),
    path("themas/", themes.themes, name="themes"),
    path("themas/<str:slug>/", themes.theme, name="theme"),
    path("uitgangspunten/", themes.principles, name="principles"),
    path("woorden/", glossary.glossary, name="words"),
    path("zoeken/", search.search, name="search"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", feeds.sitemap_part, name="sitemap_part"),
]
