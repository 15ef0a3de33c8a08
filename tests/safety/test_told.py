"""
What a school is told of its file is the same to the byte, whatever the city and its neighbours know of its people.

Known with the same data, under another name, dead, of another unit, in another city; missing from the file; with a
number that only the city could put right.
"""

import re
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from enrollment import link_pages, orders
from enrollment.models import RosterRow
from tests.factories.enrollment import make_enrollment, make_worker
from tests.links import HEADER, SHORT, SITI, link_of, page_of, send, sent
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
MASKED = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}')
BORN = {"birth_date": date(1985, 8, 1)}
ROWS = (
    ["1771014108859001", "Siti Aminah", "01-08-1985", "P", "", 1500000],
    ["1771014108859002", "Dewi Lestari", "01-08-1985", "P", "SDN 1", 1600000],
    [1771014108859003, "Rina Marlina", "01-08-1985", "P", "", 1600000],  # a number that may be exact
    [1771014108850010, "Ani Suryani", "01-08-1985", "P", "", 1600000],  # a number that lost its last digit
    ["177101", "Cici", "02-08-1985", "P", "", 1600000],
    ["1771014108859005", "Umi Kalsum", "01-08-1985", "P", "SDN 7", 1600000],
)

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(autouse=True)
def standing_clock(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def workbook():
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"created": NOW})
        sheet = book.add_worksheet("Daftar")
        for number, row in enumerate((HEADER.split(";"), *ROWS)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


FILE = workbook()


def pages(token, work, *, afterwards=None):
    """What the school is answered, step by step, and what the check of the city made of the same file."""
    with transaction.atomic():
        school = Client()
        answer = send(token, client=school, file=SimpleUploadedFile("daftar.xlsx", FILE))
        found = [answer.status_code, school.get(answer.url).content]
        work()
        if afterwards:
            afterwards()
        found += [school.get(url).content for url in (answer.url, page_of(token))]
        with administrator():
            outcomes = list(RosterRow.objects.order_by("row_no").values_list("outcome", flat=True))
        transaction.set_rollback(True)
    return [page if isinstance(page, int) else MASKED.sub(b"", page) for page in found], outcomes


def known(world, number, name, **given):
    worker = make_worker(world.bengkulu, name, nik=f"177101410885{number}", **BORN)
    return make_enrollment(world.bengkulu, worker, **given)


def with_the_same_data(world):
    known(world, 9001, "Siti Aminah", wage=1500000)


def under_another_name(world):
    make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Joko", nik="1771014108859001"))


def dead(world):
    known(world, 9001, "Siti Aminah", end_date=date(2026, 8, 1), end_reason="DIED")


def of_another_unit(world):
    known(world, 9001, "Siti Aminah", unit=world.bengkulu.office)


def also_of_another_unit(world):
    first = known(world, 9001, "Siti Aminah")
    make_enrollment(world.bengkulu, first.worker, unit=world.bengkulu.office)


def as_another_kind(world):
    known(world, 9001, "Siti Aminah", category=world.bengkulu.cadre)


def whose_number_is_confirmed(world):
    known(world, 9003, "Rina Marlina")


def whose_number_can_be_put_right(world):
    known(world, "0017", "Ani Suryani")


def missing_from_the_file(world):
    for number in range(6000, 6020):
        known(world, number, f"Orang {number}")


def in_another_city(world):
    make_enrollment(world.kupang, make_worker(world.kupang, "Siti Aminah", nik="1771014108859001", **BORN))


KNOWN = (
    with_the_same_data, under_another_name, dead, of_another_unit, also_of_another_unit, as_another_kind,
    whose_number_is_confirmed, whose_number_can_be_put_right, missing_from_the_file, in_another_city,
)  # fmt: skip


@pytest.mark.parametrize("somebody", KNOWN, ids=lambda each: each.__name__)
def test_the_school_reads_the_same_whoever_is_known(world, work, somebody):
    _link, token = link_of(world)
    of_strangers, checked = pages(token, work)
    assert pages(token, work) == (of_strangers, checked)  # else the next line would say nothing
    with administrator():
        somebody(world)
    of_known, checked_again = pages(token, work)
    assert of_known == of_strangers
    if somebody in (with_the_same_data, under_another_name, dead, of_another_unit, whose_number_is_confirmed):
        assert checked_again != checked  # the city does see the difference


def test_it_stays_the_same_when_the_city_has_taken_its_own_number_for_a_damaged_one(world, work, operator_client):
    _link, token = link_of(world)
    before, _checked = pages(token, work)
    with administrator():
        whose_number_can_be_put_right(world)

    def accept():
        [roster] = sent(world)
        with world.acting(world.operator):
            orders.place(
                orders.CHECK, roster=roster, by=world.operator, role="OPERATOR", at=NOW, accept=["NIK_REPAIR"]
            )
        work()
        assert sent(world)[0].accepted == ["NIK_REPAIR"]

    after, _checked = pages(token, work, afterwards=accept)
    assert after == before


def test_it_stays_the_same_when_the_city_has_mended_a_cell(world, work, operator_client):
    _link, token = link_of(world)
    before, _checked = pages(token, work)

    def mend():
        [roster] = sent(world)
        operator_client.post(reverse("roster_mend", args=[roster.public_id]), {"sel-6-nik": "1771014208850007"})
        work()
        assert sent(world)[0].refused == roster.refused - 1

    after, _checked = pages(token, work, afterwards=mend)
    assert after == before


def test_the_same_file_after_an_undo_is_told_as_it_came_and_not_as_the_city_mended_it(world, work, operator_client):
    _link, token = link_of(world)
    send(token, SITI, SHORT)
    work()
    [first] = sent(world)
    mended = {"roster_mend": {"sel-3-nik": "1771014208859003"}, "roster_commit": {}, "roster_undo": {}}
    for act, given in mended.items():
        operator_client.post(reverse(act, args=[first.public_id]), given)
        work()
    send(token, SITI, SHORT)
    work()
    first, again = sent(world)
    assert (first.status, first.refused) == ("UNDONE", 0)
    assert (again.told, again.refused, again.fixes) == (first.told, 1, {})


def test_the_comparison_goes_red_when_the_school_is_told_what_the_city_found(world, work, monkeypatch):
    honest = link_pages.receipt

    def leaking(door, roster, token, *, at):
        return honest(door, roster, token, at=at) | {"fine": roster.new}

    monkeypatch.setattr(link_pages, "receipt", leaking)
    _link, token = link_of(world)
    before, _checked = pages(token, work)
    with administrator():
        dead(world)
    assert pages(token, work)[0] != before


def test_no_whole_number_stands_on_what_the_school_is_told(world, work):
    """Of a number no more than its six first digits, enough to find the row."""
    _link, token = link_of(world)
    (_status, _first, receipt, listed), _checked = pages(token, work)
    assert "NIK: harus 16 angka" in receipt.decode()
    assert [row[0] for row in ROWS if str(row[0]).encode() in receipt] == ["177101"]
    assert [row[0] for row in ROWS if str(row[0]).encode() in listed] == []
