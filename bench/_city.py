"""A city of many people, as a bench needs one: wage earners of one kind, over the units of its offices."""

from dataclasses import dataclass
from datetime import date

from django.db import connections

from municipalities.context import as_owner
from municipalities.models import Category, Municipality, Registration, Scope, Unit, User, WageBasis


LONG_AGO = date(2015, 7, 1)
PEOPLE = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT %(city)s, gen_random_uuid(), '17710101' || lpad(n::text, 8, '0'), 'PEKERJA ' || n, 'PEKERJA ' || n,
       '1985-08-17', 'L', '' FROM generate_series(1, %(people)s) n;
INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
SELECT w.municipality_id, w.id, (%(units)s::bigint[])[1 + w.id %% array_length(%(units)s::bigint[], 1)]
FROM enrollment_worker w;
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
  funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT u.municipality_id, gen_random_uuid(), u.worker_id, u.unit_id, %(category)s, 'PU', 'JKK_JKM', 'APBD', 'OTHER',
       1500000 + u.worker_id %% 2000000, '', '2026-01-01', '', false, false FROM enrollment_workerunit u;
ANALYZE;
"""


@dataclass(frozen=True)
class City:
    """`people` by role: SYSTEM, OPERATOR and APPROVER; everybody stands in one of `units`."""

    municipality: Municipality
    people: dict
    units: list
    category: Category


def make(people, *, offices=0, schools=0):
    """
    A city with so many enrolled people.

    :param schools: below each office; without offices everybody stands in the city itself
    """
    with as_owner():
        city = Municipality.objects.using("owner").create(code="17.71", name="Kota Bengkulu")
        made = {"municipality": city}
        root = _unit("000", city.name, None, "CITY", made)
        units = []
        for number in range(offices):
            office = _unit(f"D{number:02}", f"Dinas {number}", root, "OPD", made)
            below = [_unit(f"S{number:02}{n:02}", f"SD {number}-{n}", office, "SCHOOL", made) for n in range(schools)]
            units += [office, *below]
        category = Category.objects.using("owner").create(code="NON_ASN", name="Non-ASN", segment="PU", **made)
        Registration.objects.using("owner").create(npp="JJ000001", start_date=LONG_AGO, **made)
        WageBasis.objects.using("owner").create(start_date=LONG_AGO, **made)
        by_role = {role: _person(role, made) for role in ("SYSTEM", "OPERATOR", "APPROVER")}
    units = units or [root]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            PEOPLE,
            {"city": city.pk, "people": people, "units": [unit.pk for unit in units], "category": category.pk},
        )
    return City(city, by_role, units, category)


def _unit(code, name, parent, kind, made):
    return Unit.objects.using("owner").create(code=code, name=name, kind=kind, parent=parent, **made)


def _person(role, made):
    name = "system-17.71" if role == "SYSTEM" else role.lower()
    user = User.objects.using("owner").create(username=name, is_service=role == "SYSTEM")
    Scope.objects.using("owner").create(user=user, role=role, start_date=LONG_AGO, **made)
    return user
