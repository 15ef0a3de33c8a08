"""
The coverage page of a branch with 15 municipalities and 500,000 people, and one of 514 municipalities from their rows.

Asked forty times through the whole stack of the application, as an officer; p50 and p95 in milliseconds. The aims are
300 and 500 ms at p95. Beside it the first page of the branch without counted rows, which counts everybody then and
there, and what counting one city takes, with the bills of three months to look at; its figures are those of a plain
count.
"""

import json
import os
import statistics
import sys
import time
import uuid
from datetime import UTC, date, datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.db import connections
from django.test import Client
from django.urls import reverse

from bench import _city, _place
from bench._city import LONG_AGO
from contributions import bills, payments, runs
from municipalities.context import as_owner, tenant_context
from municipalities.models import Branch, BranchMunicipality, Category, Municipality, Scope, Unit, User
from reports import counting
from reports.models import CoverageRow


PEOPLE_IN_ALL = int(os.environ.get("BENCH_ROWS", "500000"))
CITIES, NATIONAL, OFFICES, SCHOOLS = 15, 514, 20, 24
NATIONAL_PEOPLE = 5_000_000
TIMES = int(os.environ.get("BENCH_TIMES", "40"))
MONTHS = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))
TODAY = datetime.now(UTC)
PEOPLE = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT %(city)s, gen_random_uuid(), '17710101' || lpad(n::text, 8, '0'), 'PEKERJA ' || n, 'PEKERJA ' || n,
       '1985-08-17', 'L', '' FROM generate_series(1, %(people)s) n;
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
  funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT w.municipality_id, gen_random_uuid(), w.id,
       (%(units)s::bigint[])[1 + w.id %% array_length(%(units)s::bigint[], 1)],
       %(category)s, 'PU', 'JKK_JKM', 'APBD', 'OTHER', 1500000, '', '2026-01-01', '', false, false
FROM enrollment_worker w WHERE w.municipality_id = %(city)s;
"""
FIGURE = """
INSERT INTO enrollment_populationfigure (municipality_id, category_id, figure, as_of, source, speaker, definition,
  is_reference, is_invented)
SELECT m.id, (SELECT min(id) FROM municipalities_category c WHERE c.municipality_id = m.id), %(figure)s, '2026-01-01',
       'Dapodik', '', '', true, true
FROM municipalities_municipality m WHERE m.id = ANY (%(cities)s);
"""
# A row for the city, its kind of work and each unit, on today and twelve ends of months.
NATIONAL_ROWS = """
INSERT INTO reports_coveragecount (municipality_id, day, counted_at, agreements, months, within)
SELECT m, d::date, now(), true, '{}', 3 FROM unnest(%(cities)s::bigint[]) m, unnest(%(days)s::date[]) d;
INSERT INTO reports_coveragerow (municipality_id, count_id, unit_id, category_id, known, enrolled, active, unpaid,
  wrong_program, no_agreement, without_number, own_enrolled, own_active)
SELECT c.municipality_id, c.id, place.unit_id, kind.category_id, %(people)s, %(people)s, %(people)s - 7,
       7, 0, 0, 0, 0, 0
FROM reports_coveragecount c
CROSS JOIN LATERAL (
  SELECT NULL::bigint AS unit_id
  UNION ALL SELECT id FROM municipalities_unit u WHERE u.municipality_id = c.municipality_id
) place
CROSS JOIN LATERAL (
  SELECT NULL::bigint AS category_id
  UNION ALL SELECT id FROM municipalities_category k WHERE k.municipality_id = c.municipality_id
) kind
WHERE c.municipality_id = ANY (%(cities)s);
ANALYZE;
"""
PLAIN = """
SELECT count(DISTINCT worker_id) FROM enrollment_enrollment
WHERE municipality_id = %s AND NOT is_void AND start_date <= %s AND (end_date IS NULL OR end_date >= %s)
"""


def prepare():
    _place.make()
    made = _city.make(PEOPLE_IN_ALL // CITIES, offices=OFFICES, schools=SCHOOLS)
    others = [new_city(f"18.{number:02}", offices=OFFICES, schools=SCHOOLS) for number in range(1, CITIES)]
    for city, units, category in others:
        given = {"city": city.pk, "people": PEOPLE_IN_ALL // CITIES, "units": units, "category": category}
        beyond(PEOPLE, given)
    branch = [made.municipality, *(city for city, _units, _category in others)]
    beyond(FIGURE, {"figure": PEOPLE_IN_ALL // CITIES + 500, "cities": [city.pk for city in branch]})
    beyond("ANALYZE")
    return made, branch, officer("officer", branch)


def new_city(code, *, offices, schools):
    with as_owner():
        city = Municipality.objects.using("owner").create(code=code, name=f"Kota {code}")
        root = _city._unit("000", city.name, None, "CITY", {"municipality": city})
        units = []
        for number in range(offices):
            office = _city._unit(f"D{number:02}", f"Dinas {number}", root, "OPD", {"municipality": city})
            units.append(office)
            units += Unit.objects.using("owner").bulk_create(
                Unit(
                    municipality=city,
                    code=f"S{number:02}{n:02}",
                    name=f"SD {number}-{n}",
                    kind="SCHOOL",
                    parent=office,
                )
                for n in range(schools)
            )
        category = Category.objects.using("owner").create(
            municipality=city, code="NON_ASN", name="Non-ASN", segment="PU"
        )
        system = User.objects.using("owner").create(username=f"system-{code}", is_service=True)
        Scope.objects.using("owner").create(user=system, role="SYSTEM", municipality=city, start_date=LONG_AGO)
    return city, [unit.pk for unit in units], category.pk


def officer(name, cities):
    with as_owner():
        branch = Branch.objects.using("owner").create(code=name, name=name)
        BranchMunicipality.objects.using("owner").bulk_create(
            BranchMunicipality(branch=branch, municipality=city, start_date=LONG_AGO) for city in cities
        )
        user = User.objects.using("owner").create(username=name)
        Scope.objects.using("owner").create(user=user, role="OFFICER", branch=branch, start_date=LONG_AGO)
    return user


def beyond(sql, given=None):
    with connections["admin"].cursor() as cursor:
        cursor.execute(sql, given)


def pay_months(made):
    """Three months of the first city, the last of them unpaid."""
    city, system, approver = made.municipality, made.people["SYSTEM"], made.people["APPROVER"]
    system, approver = (User.objects.get(pk=user.pk) for user in (system, approver))
    for month in MONTHS:
        with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
            run = runs.open_month(municipality=city, month=month, by=system, at=TODAY)
            run = runs.calculate(run=run, by=system, at=TODAY)
        with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
            run = runs.approve(run=run, by=approver, at=TODAY)
        with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
            for bill in bills.issue(run=run, by=system, at=TODAY):
                if month != MONTHS[-1]:
                    payments.record(
                        bill=bill, payment_date=bill.due_date, amount=bill.total, reference=f"B{bill.number}",
                        key=uuid.uuid4(), by=system, at=TODAY,
                    )  # fmt: skip


def count(city, day):
    start = time.perf_counter()
    system = User.objects.get(username=f"system-{city.code}")
    with tenant_context(system.pk, "SYSTEM", [city.pk], patient=True):
        counted = counting.count(municipality=city, day=day, at=datetime.now(UTC))
        [row] = CoverageRow.objects.filter(count=counted, unit=None, category=None)
    seconds = time.perf_counter() - start
    with connections["admin"].cursor() as cursor:
        cursor.execute(PLAIN, [city.pk, day, day])
        assert cursor.fetchone() == (row.active,) == (row.enrolled,)
    return seconds


def entered(user):
    with as_owner():
        TOTP.activate(User.objects.using("owner").get(pk=user.pk), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(pk=user.pk))
    return client


def asked(client, address):
    start = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - start
    assert response.status_code == 200, response.status_code
    return seconds * 1000


def told(client, address):
    asked(client, address)  # the first visit fills what is filled once
    found = [asked(client, address) for _time in range(TIMES)]
    return {"p50": round(statistics.median(found)), "p95": round(statistics.quantiles(found, n=20)[18])}


def national():
    cities = [
        new_city(f"{20 + number // 90}.{number % 90:02}", offices=OFFICES, schools=0)[0] for number in range(NATIONAL)
    ]
    days = [day.isoformat() for day in counting.days_of(cities[0].today())]
    given = {"cities": [city.pk for city in cities], "days": days, "people": NATIONAL_PEOPLE // NATIONAL}
    beyond(FIGURE, given | {"figure": NATIONAL_PEOPLE // NATIONAL + 100})
    beyond(NATIONAL_ROWS, given)
    return told(entered(officer("national", cities)), reverse("coverage"))


def main():
    made, branch, user = prepare()
    pay_months(made)
    client, page = entered(user), reverse("coverage")
    beyond("ANALYZE")  # as autovacuum does
    found = {"people": PEOPLE_IN_ALL, "cities": CITIES, "uncounted_page_ms": round(asked(client, page))}
    today = made.municipality.today()
    found["count_with_bills_s"] = round(statistics.median(count(made.municipality, today) for _time in range(3)), 2)
    found["count_s"] = round(statistics.median(count(city, today) for city in branch[1:]), 2)
    for city in branch:
        for day in counting.days_of(today)[1:3]:
            count(city, day)
    found["branch_ms"] = told(client, page)
    found["city_ms"] = told(client, reverse("coverage_city", args=[made.municipality.public_id]))
    found["national_ms"] = national() | {"cities": NATIONAL, "people": NATIONAL_PEOPLE}
    _place.remove()
    print(
        json.dumps(found) if "--json" in sys.argv else "\n".join(f"{name:>20} {said}" for name, said in found.items())
    )


if __name__ == "__main__":
    main()
