"""The cities of the demo, brought in by its own loaders."""

import pytest
from django.conf import settings

from config import cities
from config.cities import agreements, circulars, organization, places, settings_of
from municipalities.context import tenant_context
from municipalities.models import Branch, BranchMunicipality, Municipality
from municipalities.roles import BRANCH_ROLES
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


def make_place(given):
    """The city of a file and its people, as set-up makes them through the owner's login."""
    city = Municipality.objects.create(code="99.01", name=given["municipality"]["name"])
    for office in given["branches"]:
        branch = Branch.objects.create(code=office["code"], name=office["name"], kind=office["kind"])
        BranchMunicipality.objects.create(
            branch=branch, municipality=city, is_lead=office["is_lead"], start_date=places.FOUNDED
        )
    for person in given["users"]:
        if person["role"] in BRANCH_ROLES:
            make_user(person["username"], person["role"], branch=branch)
        elif "unit" not in person:
            make_user(person["username"], person["role"], city)
    return city, make_user("layanan", "SYSTEM", city)


@pytest.fixture
def load(world):
    """Kota NAME with its organization, agreements and circulars, the test acting as its service user."""
    open_contexts = []

    def loaded(name):
        given = cities.read(settings.BASE_DIR / "examples" / "cities" / f"{name}.toml")
        with administrator():
            city, service = make_place(given)
        context = tenant_context(service.pk, "SYSTEM", [city.pk])
        context.__enter__()
        open_contexts.append(context)
        for facts in (organization, settings_of, agreements, circulars):
            facts.load(given, city)
        return city

    yield loaded
    for context in open_contexts:
        context.__exit__(None, None, None)
