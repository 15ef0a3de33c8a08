"""The code under which a bill is paid: written, changed, refused."""

import pytest
import time_machine
from django.urls import reverse

from contributions import bills
from municipalities.models import AuditEvent
from reports import printing
from tests.contributions.months import NOW


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def two(world, enroll, billed):
    """A bill of wage earners and one of others."""
    enroll(wage=1_500_000), enroll(category=world.bengkulu.cadre, wage=None)
    return billed()


def write(world, bill, code):
    with world.acting(world.treasurer, "TREASURER"):
        return bills.write_code(bill=bill, code=code, by=world.treasurer, at=NOW)


def test_a_code_is_kept_in_capitals_without_spaces(world, two):
    assert write(world, two[0], " 1234 5678-ab ").billing_code == "12345678-AB"


def test_a_code_that_is_changed_is_found_in_the_trail(world, two, beyond):
    write(world, two[0], "111"), write(world, two[0], "222")
    with beyond():
        said = [*AuditEvent.objects.filter(action="bill.code_written")]
    assert sorted(each.changes["billing_code"] for each in said) == [["", "111"], ["111", "222"]]


def test_a_code_pays_one_bill(world, two):
    write(world, two[0], "111")
    with pytest.raises(bills.CodeTaken, match="nomor 1"):
        write(world, two[1], "111")


@pytest.mark.parametrize("code", ["a/b", "-1", "x" * 41, "=1+1"])
def test_a_code_of_other_signs_is_refused(world, two, code):
    with pytest.raises(bills.CodeMalformed):
        write(world, two[0], code)


def test_the_same_code_again_changes_nothing(world, two):
    write(world, two[0], "111")
    with pytest.raises(bills.CodeWritten):
        write(world, two[0], "1 1 1")


def test_a_cancelled_bill_has_no_code(world, two):
    with world.acting(world.operator):
        bills.cancel(bill=two[0], by=world.operator, at=NOW, reason="salah NPP")
    with pytest.raises(bills.CancelledAlready):
        write(world, two[0], "111")


def test_a_bill_with_a_code_is_another_paper(world, two):
    with world.acting(world.operator):
        before = printing.number_on_paper(two[0])
    with world.acting(world.treasurer, "TREASURER"):
        after = printing.number_on_paper(bills.write_code(bill=two[0], code="111", by=world.treasurer, at=NOW))
    assert (before, after) == ("1", "1 111")


def test_the_page_writes_the_code_and_the_month_shows_it(world, visit, two):
    client = visit(world.treasurer)
    address = reverse("bill_code", args=[two[0].public_id])
    assert client.get(address).status_code == 200
    assert "kode iuran 123-456" in client.post(address, {"code": "123-456"}, follow=True).content.decode()


def test_the_page_says_beside_the_field_why_a_code_is_refused(world, visit, two):
    write(world, two[1], "111")
    response = visit(world.treasurer).post(reverse("bill_code", args=[two[0].public_id]), {"code": "111"})
    assert response.status_code == 422
    assert "sudah dipakai tagihan nomor 2" in response.content.decode()


@pytest.mark.parametrize("typed", ["1", " 12 34-ab", "1234-AB"])
def test_a_bill_is_found_by_its_number_or_code_as_people_type_it(world, visit, two, typed):
    write(world, two[0], "1234-AB")
    found = visit(world.treasurer).get(reverse("run_list"), {"tagihan": typed}).context["found"]
    assert [row["number"] for row in found] == [1]


@pytest.mark.parametrize("typed", ["99", "9" * 50, "tidak ada"])
def test_what_no_bill_has_is_said_to_be_nowhere(world, visit, two, typed):
    page = visit(world.treasurer).get(reverse("run_list"), {"tagihan": typed}).content.decode()
    assert "Tidak ada tagihan dengan nomor atau kode itu." in page


def test_nothing_is_looked_for_before_it_is_asked(world, visit, two):
    assert visit(world.treasurer).get(reverse("run_list")).context["found"] is None
