"""Cities, units and people for tests; written by the administrator's login, before the test goes behind the wall."""

from datetime import date

from municipalities.accounts.idle import GUARDED
from municipalities.models import (
    Branch,
    BranchMunicipality,
    Category,
    Municipality,
    Registration,
    Scope,
    Unit,
    User,
    WageBasis,
)
from tests.doors import give_second_factor


LONG_AGO = date(2015, 7, 1)


def make_city(*, code, name, branch, timezone="Asia/Jakarta"):
    """A city with an OPD, a school, a PU and a BPU category, a registration and a wage basis."""
    city = Municipality.objects.create(code=code, name=name, timezone=timezone)
    city.branch = Branch.objects.create(code=branch, name=branch)
    BranchMunicipality.objects.create(branch=city.branch, municipality=city, start_date=LONG_AGO)
    city.root = Unit.objects.create(municipality=city, code="000", name=name, kind=Unit.Kind.CITY)
    city.office = Unit.objects.create(
        municipality=city, code="100", name="Dinas Pendidikan", kind=Unit.Kind.OPD, parent=city.root
    )
    city.school = Unit.objects.create(
        municipality=city, code="101", name="SDN 1", kind=Unit.Kind.SCHOOL, parent=city.office
    )
    city.gtt = Category.objects.create(municipality=city, code="GTT", name="Guru tidak tetap", segment="PU")
    city.non_asn = Category.objects.create(municipality=city, code="NON_ASN", name="Non-ASN", segment="PU")
    city.cadre = Category.objects.create(municipality=city, code="KADER", name="Kader posyandu", segment="BPU")
    Registration.objects.create(municipality=city, npp="JJ000001", start_date=LONG_AGO)
    WageBasis.objects.create(municipality=city, start_date=LONG_AGO)
    return city


def make_user(username, role, city=None, *, branch=None, unit=None):
    user = User.objects.create(username=username, is_service=role == "SYSTEM")
    Scope.objects.create(user=user, role=role, municipality=city, branch=branch, unit=unit, start_date=LONG_AGO)
    if role in GUARDED:
        give_second_factor(user)  # as each of them must have
    return user
