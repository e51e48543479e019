"""Addresses of the neighbourhood budget."""

from django.urls import path

from thorbecke.web.instruments.budget.views import console, public

app_name = "budget"

urlpatterns = [
    path("meedoen/<slug:slug>/plannen/", public.ideas, name="ideas"),
    path("meedoen/<slug:slug>/plannen/nieuw/", public.new, name="new"),
    path("meedoen/<slug:slug>/plannen/<int:number>/", public.idea, name="idea"),
    path("meedoen/<slug:slug>/plannen/<int:number>/steun/", public.like, name="like"),
    path("meedoen/<slug:slug>/plannen/<int:number>/meedoen/", public.join, name="join"),
    path("meedoen/<slug:slug>/plannen/<int:number>/foto/", public.photo, name="photo"),
    path(
        "meedoen/<slug:slug>/voortgang/<uuid:pk>/foto/",
        public.progress_photo,
        name="progress_photo",
    ),
    path("meedoen/<slug:slug>/uitslag/<slug:question>.pb", public.export, name="export"),
    path("organiseren/<slug:slug>/ideeen/", console.desk, name="desk"),
    path("organiseren/<slug:slug>/ideeen/nieuw/", console.new, name="desk_new"),
    path("organiseren/<slug:slug>/ideeen/<int:number>/", console.idea, name="desk_idea"),
    path("organiseren/<slug:slug>/ideeen/<int:number>/tonen/", console.show, name="show"),
    path("organiseren/<slug:slug>/ideeen/<int:number>/oordeel/", console.judge, name="judge"),
    path(
        "organiseren/<slug:slug>/ideeen/<int:number>/foto-weg/",
        console.photo_drop,
        name="photo_drop",
    ),
    path("organiseren/<slug:slug>/uitvoering/", console.carrying_out, name="carrying_out"),
    path("organiseren/<slug:slug>/uitvoering/<int:number>/", console.report, name="report"),
]
