"""Who keeps the accounts of all cities, who works over several branches, and who is invited and has not answered."""

import tomllib

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from config.cities.places import FOUNDED, address_of
from municipalities.accounts import invitations
from municipalities.context import as_owner, tenant_context
from municipalities.models import Branch, Municipality, Scope, User
from municipalities.roles import Role


CITY_LABEL = "Payung dan kantor wilayah"


def read():
    return tomllib.loads((settings.BASE_DIR / "examples" / "platform.toml").read_text(encoding="utf-8"))


def load(given, *, password):
    """Make these people and their invitations if they are not there yet; their offices stand with the cities."""
    with as_owner():
        for person in given["users"]:
            make_person(person, password)
    for each in given["invitations"]:
        if invitations.of_address(each["address"]) is None:
            invite(each)


def make_person(person, password):
    first, _space, last = person["full_name"].partition(" ")
    facts = {"first_name": first, "last_name": last, "email": address_of(person["username"])}
    user, created = User.objects.using("owner").get_or_create(username=person["username"], defaults=facts)
    if created:
        user.password = make_password(password)
        user.save(using="owner")
    branch = Branch.objects.using("owner").get(code=person["branch"]) if "branch" in person else None
    Scope.objects.using("owner").get_or_create(user=user, role=person["role"], branch=branch, start_date=FOUNDED)


def invite(given):
    by = User.objects.get(username=given["by"])
    city = Municipality.objects.get(code=given["municipality"]) if "municipality" in given else None
    role, munis = (Role.ADMIN, [city.pk]) if city else (Role.PLATFORM, [])
    with tenant_context(by.pk, role, munis):
        invitations.invite(
            address=given["address"],
            name=given["name"],
            role=given["role"],
            municipality=city,
            start_date=timezone.localdate(),
            by=by,
            at=timezone.now(),
        )


def accounts(given, password, labels):
    """These people as the sign-in page of the demo offers them."""
    return [
        {
            "username": person["username"],
            "role": person["role"],
            "role_label": str(labels[Role(person["role"])]),
            "city": CITY_LABEL,
            "place": person["place"],
            "password": password,
        }
        for person in given["users"]
    ]
