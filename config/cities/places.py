"""The tenant, the offices that serve it and the people who sign in: set-up's own business, by the owner's login."""

from datetime import date

from django.contrib.auth.hashers import make_password

from municipalities.models import Branch, BranchMunicipality, Municipality, Scope, Unit, User
from municipalities.service_user import service_username


FOUNDED = date(2015, 1, 1)


def make_place(given):
    place = given["municipality"]
    defaults = {"name": place["name"], "timezone": place["timezone"]}
    city, _created = Municipality.objects.using("owner").get_or_create(code=place["code"], defaults=defaults)
    for office in given["branches"]:
        branch = make_branch(office)
        BranchMunicipality.objects.using("owner").get_or_create(
            branch=branch,
            municipality=city,
            start_date=office["start_date"],
            defaults={"is_lead": office.get("is_lead", True), "end_date": office.get("end_date")},
        )
    return city.code


def make_branch(office):
    parent = make_branch(office["parent"]) if "parent" in office else None
    defaults = {"name": office["name"], "kind": office["kind"], "parent": parent}
    return Branch.objects.using("owner").get_or_create(code=office["code"], defaults=defaults)[0]


def make_people(given, city, password):
    hashed = ""
    for person in [*given["users"], {"username": service_username(city), "full_name": "", "role": "SYSTEM"}]:
        service = person["role"] == "SYSTEM"
        first, _space, last = person["full_name"].partition(" ")
        user, created = User.objects.using("owner").get_or_create(
            username=person["username"],
            defaults={
                "first_name": first,
                "last_name": last,
                "email": "" if service else address_of(person["username"]),
                "is_service": service,
            },
        )
        if created:
            hashed = hashed or make_password(password)  # slow on purpose: once for all of them
            user.password = make_password(None) if service else hashed
            user.save(using="owner")
        if "unit" in person:
            continue  # a clerk's scope names a unit, which does not stand yet
        branch = Branch.objects.using("owner").get(code=person["branch"]) if "branch" in person else None
        Scope.objects.using("owner").get_or_create(
            user=user, role=person["role"], municipality=None if branch else city, branch=branch, start_date=FOUNDED
        )


def address_of(username):
    """An address that no mail server answers for."""
    return f"{username}@payung.example"


def place_clerks(given, city):
    for person in given["users"]:
        if "unit" in person:
            user = User.objects.using("owner").get(username=person["username"])
            unit = Unit.objects.using("owner").get(municipality=city, code=person["unit"])
            Scope.objects.using("owner").get_or_create(
                user=user, role=person["role"], municipality=city, unit=unit, start_date=FOUNDED
            )
