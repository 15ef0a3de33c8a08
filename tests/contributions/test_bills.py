from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.db import connection

from contributions import bills, runs
from contributions.models import Bill
from municipalities.context import as_owner
from reports import printing
from tests.factories.enrollment import make_enrollment


MONTH = date(2026, 10, 1)
NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.fixture
def approved(world):
    """October of Bengkulu, approved: one teacher, and a cadre if wanted."""

    def _approved(*, cadre=False):
        with connection.cursor() as cursor, as_owner():
            cursor.execute("RESET ROLE")
            make_enrollment(world.bengkulu, wage=1_500_000, kpj="12345678901")
            if cadre:
                make_enrollment(world.bengkulu, category=world.bengkulu.cadre, wage=None)
            cursor.execute("SET LOCAL ROLE payung_app")
        with world.acting(world.operator):
            run = runs.calculate(
                run=runs.open_month(municipality=world.bengkulu, month=MONTH), by=world.operator, at=NOW
            )
        with world.acting(world.approver, "APPROVER"):
            return runs.approve(run=run, by=world.approver, at=NOW)

    return _approved


def test_a_bill_is_the_sum_of_the_months_lines(world, approved):
    run = approved(cadre=True)
    with world.acting(world.operator):
        bill = bills.issue(run=run, by=world.operator, at=NOW)
    assert bill.total == run.total == 8_100 + 16_800


def test_a_wage_earners_month_is_due_on_the_next_working_day_of_the_fifteenth(world, approved):
    run = approved()
    with world.acting(world.operator):
        assert bills.issue(run=run, by=world.operator, at=NOW).due_date == date(2026, 11, 16)


def test_a_bill_with_a_cadre_is_due_within_the_month_itself(world, approved):
    run = approved(cadre=True)
    with world.acting(world.operator):
        assert bills.issue(run=run, by=world.operator, at=NOW).due_date == date(2026, 10, 15)


def test_an_open_month_is_not_billed(world):
    with world.acting(world.operator):
        run = runs.open_month(municipality=world.bengkulu, month=MONTH)
        with pytest.raises(bills.RunNotApproved):
            bills.issue(run=run, by=world.operator, at=NOW)


def test_a_month_is_billed_once(world, approved):
    run = approved()
    with world.acting(world.operator):
        bills.issue(run=run, by=world.operator, at=NOW)
        with pytest.raises(bills.BilledAlready):
            bills.issue(run=run, by=world.operator, at=NOW)
        assert Bill.objects.count() == 1


def test_a_bill_is_never_deleted(world, approved):
    run = approved()
    with world.acting(world.operator):
        bill = bills.issue(run=run, by=world.operator, at=NOW)
        with pytest.raises(NotImplementedError):
            bill.delete()


def test_the_annex_lists_every_worker_with_what_is_owed(world, approved):
    run = approved(cadre=True)
    with world.acting(world.operator):
        bill = bills.issue(run=run, by=world.operator, at=NOW)
        annex = bills.workers_of(bill)
    assert sorted((row["wage"] or 0, row["jkk"], row["jkm"]) for row in annex) == [
        (0, 10_000, 6_800),
        (1_500_000, 3_600, 4_500),
    ]


def test_the_printed_bill_opens_and_is_there_only_when_whole(world, approved, tmp_path):
    run = approved()
    with world.acting(world.operator):
        bills.issue(run=run, by=world.operator, at=NOW)
        printing.print_bill(
            municipality=world.bengkulu, month=MONTH, out=tmp_path / "bill.pdf", by=world.operator, at=NOW
        )
    with pikepdf.open(tmp_path / "bill.pdf") as document:
        assert len(document.pages) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["bill.pdf"]


def test_a_month_without_a_bill_prints_nothing(world, approved, tmp_path):
    approved()
    with world.acting(world.operator), pytest.raises(printing.NoBill):
        printing.print_bill(
            municipality=world.bengkulu, month=MONTH, out=tmp_path / "bill.pdf", by=world.operator, at=NOW
        )
    assert not (tmp_path / "bill.pdf").exists()


def test_cards_are_printed_for_whoever_has_a_number(world, approved, tmp_path):
    approved(cadre=True)
    with world.acting(world.operator):
        printed = printing.print_cards(
            municipality=world.bengkulu,
            out=tmp_path / "cards.pdf",
            day=date(2026, 11, 24),
            by=world.operator,
            at=NOW,
        )
    assert (printed.cards, len(printed.left_out)) == (1, 1)
