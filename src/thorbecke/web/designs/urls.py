"""Addresses of designs."""

from django.urls import path

from thorbecke.web.designs.views import begin, box, experiment, files, saved, verdict

app_name = "designs"

urlpatterns = [
    path("ontwerp/", box.box, name="new"),
    path("ontwerp/regelruimte/", verdict.verdict, name="verdict"),
    path("ontwerp/bestand/<slug:name>/", files.of_state, name="file"),
    path("ontwerp/begin/", begin.begin, name="begin"),
    path("ontwerp/bewaren/", saved.keep, name="keep"),
    path("ontwerp/bewaard/", saved.mine, name="mine"),
    path("ontwerp/bewaard/<str:token>/", saved.show, name="saved"),
    path("ontwerp/bewaard/<str:token>/verder/", begin.work_on, name="work_on"),
    path("ontwerp/bewaard/<str:token>/keuze/", saved.change, name="change"),
    path("ontwerp/bewaard/<str:token>/experiment/", experiment.make, name="make_experiment"),
    path("ontwerp/bewaard/<str:token>/alternatief/", saved.alternative, name="alternative"),
    path("ontwerp/bewaard/<str:token>/bestand/<slug:name>/", files.of_saved, name="saved_file"),
    path("ontwerp/sleutel/<str:token>/<str:key>/", saved.open_here, name="open_here"),
]
