"""
What the wall costs: key questions of the lists behind row security, beside the same with the filter written out.

The same SQL in the same run: `wall` as payung_app in the context of an operator, a clerk or an officer of twelve
cities, `filter` as a login that passes row security, with what the wall adds (units) written into the question.
Median of five, milliseconds; `scans` names tables of more than 10,000 rows that the plan behind the wall reads whole.
"""

import json
import os
import statistics
import sys
import time
from datetime import date

from django.db import connection, connections
from django.db.models import Count, Q, Sum

from bench import _place
from enrollment import directory
from enrollment.models import Enrollment, Worker, WorkerUnit
from municipalities.context import as_owner, tenant_context
from municipalities.models import (
    Branch,
    BranchMunicipality,
    Category,
    Municipality,
    Scope,
    Unit,
    User,
)


WORKERS = int(os.environ.get("BENCH_ROWS", "1000000"))
CITIES = int(os.environ.get("BENCH_CITIES", "200"))
TURNS = int(os.environ.get("BENCH_TURNS", "5"))
OF_A_BRANCH, UNITS, PAGE, SMALL = 12, 50, 26, 10_000
LONG_AGO = date(2015, 7, 1)
DAY = date(2026, 11, 1)
MADE = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT m.id, gen_random_uuid(), '17' || lpad(n::text, 14, '0'), w.name, w.name, '1985-08-17', 'L', ''
FROM generate_series(1, %(workers)s) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM municipalities_municipality WHERE code <> '00.00') m
  ON m.place = n %% %(cities)s
CROSS JOIN LATERAL (
  SELECT (ARRAY['SITI', 'BUDI', 'RAHMA', 'AGUS', 'DEWI', 'JOKO', 'LINA'])[1 + n %% 7] || ' ' || n AS name) w;
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
  funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT w.municipality_id, gen_random_uuid(), w.id, u.id, c.id, 'PU', 'JKK_JKM', 'APBD', 'OTHER',
       1500000 + w.id %% 2000000, '', '2026-01-01', '', false, false
FROM enrollment_worker w
JOIN municipalities_category c ON c.municipality_id = w.municipality_id
JOIN (SELECT id, municipality_id, row_number() OVER (PARTITION BY municipality_id ORDER BY id) - 1 AS place
      FROM municipalities_unit) u
  ON u.municipality_id = w.municipality_id AND u.place = (w.id / %(cities)s) %% %(units)s;
INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
SELECT municipality_id, worker_id, unit_id FROM enrollment_enrollment;
"""


def prepare():
    _place.make()
    start = time.perf_counter()
    with as_owner():
        cities = [city_of(number) for number in range(CITIES)]
        branch = Branch.objects.using("owner").create(code="B", name="Cabang")
        for city in cities[:OF_A_BRANCH]:
            BranchMunicipality.objects.using("owner").create(branch=branch, municipality=city, start_date=LONG_AGO)
        unit = Unit.objects.using("owner").filter(municipality=cities[0], kind="OPD").first()
        places = {
            "OPERATOR": {"municipality": cities[0]},
            "OFFICER": {"branch": branch},
            "CLERK": {"municipality": cities[0], "unit": unit},
        }
        people = {role: somebody(role, place) for role, place in places.items()}
    with connections["owner"].cursor() as cursor:
        cursor.execute(MADE, {"cities": CITIES, "workers": WORKERS, "units": UNITS})
        cursor.execute("VACUUM ANALYZE")
    print(f"made {WORKERS} workers in {CITIES} cities in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return cities[:OF_A_BRANCH], unit, people


def city_of(number):
    code = f"{10 + number // 100}.{number % 100:02d}"
    city = Municipality.objects.using("owner").create(code=code, name=f"Kota {number}")
    root = Unit.objects.using("owner").create(municipality=city, code="000", name=city.name, kind="CITY")
    Unit.objects.using("owner").bulk_create(
        Unit(municipality=city, parent=root, code=f"{place:03d}", name=f"Unit {place}", kind="OPD")
        for place in range(1, UNITS)
    )
    Category.objects.using("owner").create(municipality=city, code="NON_ASN", name="Non-ASN", segment="PU")
    return city


def somebody(role, place):
    user = User.objects.using("owner").create(username=role.lower())
    Scope.objects.using("owner").create(user=user, role=role, start_date=LONG_AGO, **place)
    return user.pk


def questions(cities, unit):
    """(name, role, what is asked, how many of it, what the wall adds to it)"""
    city, everybody = cities[:1], directory.everybody
    workers, called = Worker.objects.filter(municipality__in=city), everybody(cities).called
    in_force = Enrollment.objects.in_force_on(DAY)
    nik = "17" + str(CITIES * 7).zfill(14)
    enrolled = in_force.filter(municipality__in=city)
    of_unit = WorkerUnit.objects.filter(municipality__in=city, unit=unit)
    clerks = Q(pk__in=of_unit.values("worker"))
    per = {"n": Count("pk")}
    yield "a NIK", "OPERATOR", workers.filter(nik=nik), PAGE, Q()
    yield "the beginning of a NIK", "OPERATOR", everybody(city).nik_begins("170000000000"), PAGE, Q()
    yield "the first page of the list", "OPERATOR", everybody(city).order_by("name_search", "pk"), PAGE, Q()
    yield "part of a name", "OPERATOR", directory.search(everybody(city), "siti 1", municipalities=city), PAGE, Q()
    yield (
        "everybody, counted",
        "OPERATOR",
        everybody(city).order_by().values("municipality").annotate(**per),
        PAGE,
        Q(),
    )
    by_unit = enrolled.order_by().values("unit").annotate(**per, wages=Sum("wage"))
    yield "enrolled and wages per unit", "OPERATOR", by_unit, UNITS, Q()
    yield "the people of a unit", "OPERATOR", enrolled.filter(unit=unit).order_by("pk"), PAGE, Q()
    yield "a NIK in twelve cities", "OFFICER", Worker.objects.filter(municipality__in=cities, nik=nik), PAGE, Q()
    yield "the beginning of a name in twelve", "OFFICER", called("dewi 1").order_by("name_search"), PAGE, Q()
    by_city = in_force.filter(municipality__in=cities).order_by().values("municipality").annotate(**per)
    yield "enrolled per city, twelve cities", "OFFICER", by_city, PAGE, Q()
    yield "a NIK, by a clerk", "CLERK", workers.filter(nik=nik), PAGE, clerks
    yield "the first page, of a clerk", "CLERK", everybody(city).order_by("name_search", "pk"), PAGE, clerks
    counted = everybody(city).order_by().values("municipality").annotate(**per)
    yield "everybody of a clerk, counted", "CLERK", counted, PAGE, clerks


def asked(cursor, statement, parameters):
    """The median time in milliseconds, and how many rows."""
    took = []
    for _turn in range(TURNS + 1):
        start = time.perf_counter()
        cursor.execute(statement, parameters)
        rows = len(cursor.fetchall())
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took[1:]), rows  # the first one warms up


def scans(cursor, statement, parameters):
    """The large tables that are read whole."""
    cursor.execute("EXPLAIN (FORMAT JSON) " + statement, parameters)
    found, waiting = set(), [cursor.fetchone()[0][0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan" and node["Plan Rows"] > SMALL:
            found.add(node["Relation Name"])
    return sorted(found)


def measure(cities, unit, people):
    with as_owner():
        asked_for = [*questions(cities, unit)]
    for name, role, wanted, many, added in asked_for:
        with as_owner():
            plain, written_out = (found[:many].query.sql_with_params() for found in (wanted, wanted.filter(added)))
        with connections["owner"].cursor() as cursor:
            without, rows = asked(cursor, *written_out)
        ids = [city.pk for city in (cities if role == "OFFICER" else cities[:1])]
        with tenant_context(people[role], role, ids, patient=True), connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("payung_app",)
            behind, same = asked(cursor, *plain)
            assert same == rows, (name, same, rows)
            yield name, {
                "wall": round(behind, 2), "filter": round(without, 2), "times": round(behind / without, 2),
                "more": round(behind - without, 2), "rows": rows, "scans": scans(cursor, *plain),
            }  # fmt: skip


def main():
    result = dict(measure(*prepare()))
    _place.remove()
    if "--json" in sys.argv:
        print(json.dumps({"workers": WORKERS, "cities": CITIES, "questions": result}))
        return
    words = ("wall", "filter", "times", "more", "rows")
    print(f"{f'milliseconds, median of {TURNS}':36}" + "".join(f"{word:>9}" for word in words) + "  scans")
    for name, one in result.items():
        print(f"{name:36}" + "".join(f"{one[word]:9}" for word in words) + "  " + " ".join(one["scans"]))


if __name__ == "__main__":
    main()
