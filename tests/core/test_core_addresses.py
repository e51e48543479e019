"""An address made of a title: free ones, taken ones, those of the site itself, and other trouble."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from thorbecke.web.core import addresses
from thorbecke.web.learning.models import Track
from thorbecke.web.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(name="Gemeente", kind="municipality")


def test_two_of_one_title_have_two_addresses(organisation):
    made = [
        addresses.store(
            Track(organisation=organisation, title="Samen loten", text="x"),
            "Samen loten",
            "traject",
        )
        for _twice in range(2)
    ]
    assert made[0].slug == "samen-loten"
    assert made[1].slug.startswith("samen-loten-")
    assert len(made[1].slug) == len("samen-loten-") + 4


@pytest.mark.parametrize(
    ("wish", "slug"), [("…", "traject"), ("Nieuw", "nieuw-1"), ("x" * 200, "x" * 70)]
)
def test_what_an_address_may_not_be(organisation, wish, slug):
    row = Track(organisation=organisation, title="t", text="x")
    assert addresses.store(row, wish, "traject", {"nieuw"}).slug == slug


def test_other_trouble_is_told(organisation):
    first = addresses.store(Track(organisation=organisation, title="a", text="x"), "a", "traject")
    again = Track(pk=first.pk, organisation=organisation, title="b", text="x")
    with pytest.raises(IntegrityError):
        addresses.store(again, "b", "traject")
