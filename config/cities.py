"""Loading a city of examples/cities/ into an installation: the place, its people, its decrees and agreements."""

import tomllib
from datetime import date

from django.contrib.auth.hashers import make_password

from agreements.models import Agreement, AgreementScope
from enrollment.models import PopulationFigure
from municipalities.commands import service_username
from municipalities.context import as_owner, tenant_context
from municipalities.models import (
    Branch,
    BranchMunicipality,
    Category,
    MinimumWage,
    Municipality,
    Registration,
    Scope,
    Unit,
    User,
    WageBasis,
)


FOUNDED = date(2015, 1, 1)
CATEGORY_FIELDS = ("code", "name", "segment", "programs", "funding_source", "sector", "band")
AGREEMENT_FIELDS = (
    *("title", "pks_number", "branch_number", "status", "signing_date", "signing_place"),
    *("start_date", "end_date", "is_invented", "note"),
)
FIGURE_FIELDS = (*("figure", "quoted_gap", "as_of", "source", "speaker", "definition", "is_reference", "is_invented"),)


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load(given, *, password):
    """
    Make the city of this file if it is not there yet; returns the municipality.

    :param password: for the people who sign in; hashed once for all of them
    """
    with as_owner():
        code = make_place(given)
        make_people(given, Municipality.objects.using("owner").get(code=code), password)
    city = Municipality.objects.get(code=code)
    system = User.objects.get(username=service_username(city))
    with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
        # One transaction: an interrupted start leaves nothing here, and the next one begins anew.
        if not city.units.exists():
            make_organization(given, city)
            make_agreements(given, city)
            make_figures(given, city)
    with as_owner():
        place_clerks(given, Municipality.objects.using("owner").get(code=code))
    return city


def make_place(given):
    """The tenant and the offices that serve it: set-up's own business, through the owner's login."""
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
            username=person["username"], defaults={"first_name": first, "last_name": last, "is_service": service}
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


def place_clerks(given, city):
    for person in given["users"]:
        if "unit" in person:
            user = User.objects.using("owner").get(username=person["username"])
            unit = Unit.objects.using("owner").get(municipality=city, code=person["unit"])
            Scope.objects.using("owner").get_or_create(
                user=user, role=person["role"], municipality=city, unit=unit, start_date=FOUNDED
            )


def make_organization(given, city):
    units = {}
    for unit in given["organization"]["units"]:
        parent = units.get(unit.get("parent"))
        units[unit["code"]] = Unit.objects.create(
            municipality=city, code=unit["code"], name=unit["name"], kind=unit["kind"], parent=parent
        )
    for category in given["categories"]:
        Category.objects.create(municipality=city, **{name: category[name] for name in CATEGORY_FIELDS})
    for registration in given["registrations"]:
        unit = units.get(registration.pop("unit", None))
        Registration.objects.create(municipality=city, unit=unit, **registration)
    for basis in given["wage_basis"]:
        WageBasis.objects.create(municipality=city, **basis)
    for wage in given.get("minimum_wages", []):
        MinimumWage.objects.create(municipality=city, **wage)


def make_agreements(given, city):
    for written in given.get("agreements", []):
        fields = {name: written[name] for name in AGREEMENT_FIELDS if name in written}
        renewed = written.get("renews")
        agreement = Agreement.objects.create(
            municipality=city, renews=city.agreements.get(pks_number=renewed) if renewed else None, **fields
        )
        for scope in written["scope"]:
            for program in scope["programs"]:
                AgreementScope.objects.create(
                    municipality=city,
                    agreement=agreement,
                    unit=city.units.get(code=scope["unit"]),
                    category=city.categories.get(code=scope["category"]),
                    program=program,
                    start_date=agreement.start_date,
                    end_date=agreement.end_date,
                    is_signed=agreement.status == Agreement.Status.SIGNED,
                )


def make_figures(given, city):
    for figure in given.get("population_figures", []):
        PopulationFigure.objects.create(
            municipality=city,
            category=city.categories.get(code=figure["category"]) if "category" in figure else None,
            unit=city.units.get(code=figure["unit"]) if "unit" in figure else None,
            **{name: figure[name] for name in FIGURE_FIELDS if name in figure},
        )
