"""Pages of municipalities, the choice of one, and the map."""

from thorbecke.web.library.places.views.choice import choose_municipality, forget_municipality
from thorbecke.web.library.places.views.map import case_map
from thorbecke.web.library.places.views.overview import municipalities
from thorbecke.web.library.places.views.page import municipality

__all__ = [
    "case_map",
    "choose_municipality",
    "forget_municipality",
    "municipalities",
    "municipality",
]
