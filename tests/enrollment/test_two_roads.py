"""
A file goes through the reader, a few typed rows through the Resource: the same rows are accepted on both roads, the
same refused, with the same codes.
"""

import csv
import io
import os
from datetime import date

import pytest
import tablib
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment import checking
from enrollment.columns import BY_NAME, ROSTER
from enrollment.models import Roster, RosterRow
from enrollment.resources import RosterResource
from enrollment.staging import loading
from tests.enrollment.test_mutations import FAULTS, good_row
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


HEADER = [column.label for column in ROSTER]
PLACES = {"nik": 0, "name": 1, "birth_date": 2, "sex": 3, "unit": 4, "wage": 6}
NOW = "2026-11-24T03:00:00Z"
# Beside the faults of test_mutations: what offices write into each column, good and bad.
CELLS = {
    "nik": ["1771014108859001", "1771014108859002", "1771014108859003", "nihil", "1771014108850000"],
    "name": [
        "Siti Aminah",
        "SITI AMINAH, S.Pd",
        "Budi",
        "Jumlah",
        "Mengetahui",
        "-",
        "Sari \\N",
        '=HYPERLINK("x")',
        "☺",
    ],
    "birth_date": ["01-08-1985", "1/8/1985", "13/08/1985", "08/13/1985", "1985-08-01", "31012", "01-01-2020"],
    "sex": ["L", "P", "wanita", ""],
    "unit": ["SDN 1", "sdn  1", "Dinas Pendidikan", "SDN 99", "", "@SUM|cmd", "u" * 201],
    "category": ["GTT", "Kader posyandu", "Astronot", "", "-"],
    "wage": ["1500000", "1.500.000", "1.500", "150", "", "900000000", "12", "0"],
    "start_date": ["", "01-11-2026", "01-01-1980", "1-1-2040", "11/13/2026"],
    "kpj": ["", "12345678901", "00000000000", "1771014108859001", "K123", "99999999999"],
    "phone": ["", "081234567890", "81234567890", "1771014108859001", "tidak punya"],
}
cells = st.sampled_from(list(CELLS)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(CELLS[name])))
spoilt = st.one_of(st.sampled_from(list(FAULTS)), cells)


@st.composite
def rosters_of_a_few(draw):
    """Good rows of which some cells are spoilt, and now and then a row twice or an empty one."""
    rows = []
    for number in range(draw(st.integers(1, 7))):
        row = dict.fromkeys(BY_NAME, "")
        good = draw(good_row(number))
        row |= {name: good[place] for name, place in zip(PLACES, range(len(good)), strict=True)}
        row["category"] = draw(st.sampled_from(["GTT", "KADER", "Non-ASN"]))
        for spoil in draw(st.lists(spoilt, max_size=3)):
            if isinstance(spoil, str):
                fault = FAULTS[spoil]
                row[list(PLACES)[fault.column]] = fault.spoil(good)
            else:
                row[spoil[0]] = spoil[1]
        rows.append(list(row.values()))
    for at in draw(st.lists(st.integers(0, len(rows) - 1), max_size=2)):
        rows.insert(at, draw(st.sampled_from([rows[at], [""] * len(HEADER)])))
    return rows


@pytest.fixture
def city(world):
    """Bengkulu with people in it: one enrolled, one elsewhere, one dead."""
    with administrator():
        bengkulu = world.bengkulu
        make_enrollment(bengkulu, make_worker(bengkulu, "Siti Aminah", nik="1771014108859001"), kpj="99999999999")
        other = make_worker(bengkulu, "Rudi", nik="1771014108859002", sex="L")
        make_enrollment(bengkulu, other, unit=bengkulu.office, category=bengkulu.cadre, wage=None)
        gone = make_worker(bengkulu, "Dewi", nik="1771014108859003")
        make_enrollment(bengkulu, gone, end_date=date(2026, 10, 1), end_reason="DIED")
    return world


def draft(world, **fields):
    return Roster(
        municipality=world.bengkulu, number=1, start_date=date(2026, 11, 1), file_name="x", sha256="0" * 64,
        received_by=world.operator, received_at=NOW, **fields,
    )  # fmt: skip


def by_the_reader(world, parse, text_file, rows, **fields):
    """[(row, outcome, codes)], or the code of what holds the whole file."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    roster = draft(world, **fields)
    rules = checking.rules(roster)
    told = {"known_regions": sorted(rules.known_regions), "today": rules.today.isoformat()}
    found, _rows = parse(text_file(text.getvalue()), **told)
    if held := found.get("question") or found.get("file_problem"):
        return held["code"]
    with transaction.atomic():
        roster.save()
        loading.stage(roster, text_file("").parent / "parsed" / "rows.copy", wage_required=True)
        outcome = filed(roster)
        transaction.set_rollback(True)
    return outcome


def filed(roster):
    rows = RosterRow.objects.filter(roster=roster).order_by("row_no")
    return [told(row) for row in rows]


def told(row):
    values = [getattr(row, column.copied_as) for column in ROSTER]
    return row.row_no, row.outcome, sorted(each["code"] for each in row.problems), values, row.raw


class Watched(RosterResource):
    """What it files is looked at before it is taken back."""

    def stage(self):
        super().stage()
        self.filed = [told(row) for row in self.staged()]


def by_the_resource(world, rows, **fields):
    resource = Watched(draft(world, **fields))
    result = resource.import_data(tablib.Dataset(*rows, headers=HEADER), dry_run=True, raise_errors=True)
    if result.base_errors:
        return result.base_errors[0].error.code
    refused = {row.number + 1 for row in result.invalid_rows}
    assert refused == {row_no for row_no, outcome, *_rest in resource.filed if outcome == "REFUSED"}
    for row in result.invalid_rows:
        said = {error.code for errors in row.error.error_dict.values() for error in errors}
        assert said <= set(
            next(codes for row_no, _outcome, codes, *_rest in resource.filed if row_no == row.number + 1)
        )
    return resource.filed


EXAMPLES = 400 if os.environ.get("PAYUNG_LONG") else 60


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=rosters_of_a_few(), of_school=st.booleans())
def test_both_roads_accept_and_refuse_the_same_rows(city, parse, text_file, rows, of_school):
    fields = {"unit": city.bengkulu.school, "category": city.bengkulu.gtt} if of_school else {}
    with city.acting(city.operator):
        assert by_the_resource(city, rows, **fields) == by_the_reader(city, parse, text_file, rows, **fields)
        assert not Roster.objects.exists()
