"""Municipalities, and the towns, neighbourhoods and streets in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thorbecke.web.core.models import Base


class Municipality(Base):
    """A Dutch municipality, as Statistics Netherlands (CBS) codes it."""

    code = models.CharField(max_length=6, unique=True)  # GM0014
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.CharField(max_length=200, blank=True)  # "Den Haag" for 's-Gravenhage
    province = models.CharField(max_length=40)
    council_seats = models.PositiveSmallIntegerField()
    seats_election = models.DateField()
    inhabitants = models.PositiveIntegerField()
    inhabitants_year = models.PositiveSmallIntegerField()
    inhabitants_recent = models.PositiveIntegerField(null=True)
    lat = models.FloatField()
    lon = models.FloatField()
    area_km2 = models.DecimalField(max_digits=7, decimal_places=2)
    places = models.PositiveSmallIntegerField()  # official places ("woonplaatsen")
    predecessors = models.TextField(blank=True)
    merged_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    outline = models.TextField(blank=True)  # SVG path, loaded by an operator

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def density(self) -> float:
        """Inhabitants per square kilometre of land."""
        return self.inhabitants / float(self.area_km2)


class Area(Base):
    """A part of a municipality: a town, a neighbourhood or a street. Together they form a tree.

    A part is smaller than what it lies in, so the tree is at most three deep and has no circles.
    ``retired_on``: no longer in use, and kept because older things name it.
    """

    class Kind(models.TextChoices):
        """How large it is."""

        TOWN = "kern", _("Kern")
        NEIGHBOURHOOD = "wijk", _("Wijk")
        STREET = "straat", _("Straat")

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="areas")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts"
    )
    kind = models.CharField(_("soort"), max_length=6, choices=Kind.choices)
    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(max_length=120)
    inhabitants = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_area_per_address"),
            models.UniqueConstraint(fields=["parent", "name"], name="one_area_per_name"),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=models.Q(parent=None),
                name="one_top_area_per_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaImport(Base):
    """An uploaded list of areas that waits for a yes. ``rows``: name, kind, parent path, inhabitants.

    Erased when it is taken over or thrown away, and after a day.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    file = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.file
