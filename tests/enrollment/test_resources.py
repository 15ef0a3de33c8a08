"""The Resource is the declared columns: what it writes, the reader's cleaners read as the same."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from enrollment.cells.base import Rules
from enrollment.columns import BY_NAME, ROSTER
from enrollment.models import Enrollment, Roster
from enrollment.resources import EnrollmentResource, RosterCell
from municipalities import audit
from municipalities.models import AuditEvent
from tests.doors import refresh
from tests.enrollment.test_roster_pages import files, upload
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.rows import row_in
from tests.selections import export


__all__ = ["files"]  # a fixture
TODAY = date(2026, 11, 24)
RULES = Rules(today=TODAY)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=TODAY)
LETTERS = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij '.", min_size=3, max_size=60)
NAMES = LETTERS.map(lambda text: "Siti " + " ".join(text.split())).map(str.strip)
VALUES = {
    "nik": st.integers(min_value=11 * 10**14, max_value=92 * 10**14).map(str),
    "name": NAMES,
    "birth_date": DAYS,
    "sex": st.sampled_from(["L", "P"]),
    "wage": st.integers(min_value=10_000, max_value=50_000_000),
    "start_date": DAYS,
    "kpj": st.integers(min_value=10**10, max_value=10**11 - 1).map(str),
    "phone": st.integers(min_value=811 * 10**7, max_value=899 * 10**8).map("0{}".format),
}


def test_it_has_the_declared_columns_and_no_other():
    resource = EnrollmentResource()
    assert set(resource.fields) == set(BY_NAME)
    assert resource.get_export_headers() == [column.label for column in ROSTER]


@given(st.data())
def test_what_it_writes_is_read_as_the_same(data):
    for name, values in VALUES.items():
        value = data.draw(values, label=name)
        written = RosterCell(BY_NAME[name]).render(value)
        assert BY_NAME[name].clean(written, lambda code, **detail: None, RULES) == value


@pytest.mark.parametrize("column", ROSTER, ids=lambda column: column.name)
def test_nothing_is_an_empty_cell(column):
    assert RosterCell(column).render(None) == ""


@pytest.fixture
def people(world):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik="1771014108859001", phone="081234567890")
        make_enrollment(world.bengkulu, siti, kpj="12345678901", wage=1_500_000, start_date=date(2025, 2, 3))
        make_enrollment(world.bengkulu, siti, unit=world.bengkulu.office, wage=700_000)
        budi = make_worker(world.bengkulu, "Budi", nik="1771020208859002", sex="L", birth_date=date(1985, 8, 2))
        make_enrollment(world.bengkulu, budi, category=world.bengkulu.cadre, wage=None)
        gone = make_worker(world.bengkulu, "Dewi")
        make_enrollment(world.bengkulu, gone, end_date=date(2026, 2, 1), end_reason="RESIGNED")


def listed(response):
    sheet = openpyxl.load_workbook(BytesIO(response.content))["Roster"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_downloaded_and_sent_again_changes_nothing(world, operator_client, work, people, kind):
    response = export(operator_client, kind=kind)
    file = BytesIO(response.content)
    file.name = f"pekerja.{kind}"
    upload(operator_client, file=file, category="")
    work()
    with world.acting(world.operator):
        roster = Roster.objects.get()
        assert (roster.rows, roster.unchanged, roster.refused) == (3, 3, 0), roster.reading
    assert b"Dewi" not in response.content


def test_no_name_becomes_a_formula(world, operator_client, people):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "=Rina"))
    sheet = openpyxl.load_workbook(BytesIO(export(operator_client, kind="xlsx").content))["Roster"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n"}
    assert ";'=Rina;" in export(operator_client).content.decode("utf-8-sig")


def test_the_download_is_as_narrow_as_the_list(world, operator_client, people):
    [row] = listed(export(operator_client, kind="xlsx", jenis=str(world.bengkulu.cadre.public_id)))
    assert row[:2] == ["1771020208859002", "Budi"]


def test_the_download_of_those_without_a_number_holds_no_row_that_has_one(world, operator_client, people):
    assert [row[:2] for row in listed(export(operator_client, kind="xlsx", perlu="WITHOUT_KPJ"))] == [
        ["1771014108859001", "Siti Aminah"],  # at the office; her school has her number
        ["1771020208859002", "Budi"],
    ]


def test_the_download_of_a_roster_holds_what_it_brought_alone(world, operator_client, people):
    with administrator():
        roster = row_in(world.bengkulu, Roster)
        Enrollment.objects.filter(unit=world.bengkulu.office).update(roster=roster, roster_row_no=1)
    [row] = listed(export(operator_client, kind="xlsx", roster=str(roster.public_id)))
    assert row[1] == "Siti Aminah"


def test_who_downloaded_what_is_written_down(world, operator_client, people):
    export(operator_client, kind="xlsx", jenis=str(world.bengkulu.cadre.public_id))
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="workers.exported")
        budi = world.bengkulu.workers.get(name="Budi")
    assert (event.by, event.detail) == (
        world.operator,
        {"rows": 1, "kind": "xlsx", "searched": False, "category": str(world.bengkulu.cadre),
         "people": audit.as_ranges([budi.pk])},
    )  # fmt: skip


def test_without_a_fresh_sign_in_nothing_is_downloaded(world, operator_client, people):
    response = export(refresh(operator_client, world.operator, ago=3600))
    assert "Pastikan ini Anda" in response.content.decode()
    with world.acting(world.auditor, "AUDITOR"):
        assert not AuditEvent.objects.filter(action="workers.exported").exists()


def test_who_may_not_export_is_not_offered_it(clerk_client, operator_client, people):
    def offered(client):
        return [act["value"] for act in client.get(reverse("worker_list")).context["acts"]]

    assert "unduh" in offered(operator_client)
    assert "unduh" not in offered(clerk_client)


@pytest.mark.parametrize("given", [{}, {"unit": "", "cari": "forgotten"}, {"pilihan": "x"}])
def test_without_a_selection_nothing_is_downloaded(operator_client, people, given):
    response = operator_client.post(reverse("worker_export"), {"kind": "csv"} | given)
    assert "Belum ada yang dipilih" in response.content.decode()
