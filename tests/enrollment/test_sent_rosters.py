"""A school sends its roster through a link and reads what is wrong with its file; the city looks before it counts."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, FakePayload, encode_multipart
from django.urls import reverse
from django.utils import timezone

from enrollment import roster_links, rosters
from enrollment.models import Enrollment, RosterReceipt
from municipalities import service_user
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.links import BUDI, HEADER, SHORT, SITI, link_of, page_of, roster_file, send, sent
from tests.safety.attack import administrator


WRONG = ("unknown", "x", "1", "%00", "ünbekannt", "a" * 300, "..", "a b")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def token(world):
    return link_of(world)[1]


@pytest.fixture
def school(client):
    """Somebody who has not signed in."""
    return client


def workbook(**sheets):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return SimpleUploadedFile("daftar.xlsx", out.getvalue())


def receipt_of(school, answer):
    return school.get(answer.url).content.decode()


def revoke(world, link):
    with world.acting(world.operator):
        roster_links.revoke(link=link, by=world.operator, at=timezone.now())


# the page


def test_the_page_of_a_link_says_for_whom_until_when_and_what_to_send(world, school, token):
    page = school.get(page_of(token)).content.decode()
    last_day = world.bengkulu.today() + timedelta(days=14)
    for said in ("Kota Bengkulu", "SDN 1", "Guru tidak tetap", str(last_day.year), "NIK", "Upah juga wajib"):
        assert said in page


def test_the_page_is_kept_by_nobody_and_told_to_no_other_site(school, token):
    answer = school.get(page_of(token))
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")


def test_the_template_holds_what_the_school_types_and_nobody(world, school, token, other_school):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Sri Wahyuni"))
    book = openpyxl.load_workbook(BytesIO(school.get(reverse("sent_template", args=[token])).content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"SDN 1", "Guru tidak tetap"} <= set(cells)
    assert not {"Sri Wahyuni", other_school.name, "Non-ASN", "Kader posyandu"} & set(cells)


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same_to_the_byte(world, school):
    over, old = link_of(world, days=0)
    revoked, gone = link_of(world)
    closed, shut = link_of(world, unit=world.bengkulu.office)
    revoke(world, revoked)
    with administrator() as cursor:
        cursor.execute("UPDATE enrollment_rosterlink SET last_day = %s WHERE id = %s", ["2026-01-01", over.pk])
        cursor.execute("UPDATE municipalities_unit SET end_date = '2026-01-01' WHERE id = %s", [closed.unit_id])
    asked = [reverse("roster_send", args=[each]) for each in (old, gone, shut, *WRONG)]
    asked += [f"{page_of(old)}templat/", f"{page_of(gone)}11111111-1111-1111-1111-111111111111/"]
    asked += [f"{page_of(link_of(world)[1])}11111111-1111-1111-1111-111111111111/"]
    answers = [school.get(url) for url in asked] + [send(each, SITI) for each in (old, gone, shut, "x")]
    answers += [send(gone), Client().post(page_of(old), {"pasted": ""})]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in map(without_id, answers)}) == 1
    assert sent(world) == []


def without_id(answer):
    del answer["X-Request-ID"]
    del answer["Expires"]
    return answer


def test_a_link_ends_at_midnight_in_the_city(world, school):
    with administrator():
        make_user("system-53.71", Role.SYSTEM, world.kupang)
    link, token = link_of(world, city=world.kupang)
    midnight = datetime.combine(link.last_day, datetime.min.time(), tzinfo=ZoneInfo("Asia/Makassar"))
    with time_machine.travel(midnight + timedelta(hours=23, minutes=59, seconds=59), tick=False):
        assert school.get(page_of(token)).status_code == 200
    with time_machine.travel(midnight + timedelta(days=1), tick=False):  # in Jakarta it is eleven in the evening
        assert school.get(page_of(token)).status_code == 404


class Unread(FakePayload):
    """A body of which it is noted whether somebody has read it."""

    was_read = False

    def read(self, *size):
        self.was_read = True
        return super().read(*size)


@pytest.fixture
def sending():
    """The status of a file sent by this token, and whether the file was taken in for it."""

    def _sending(token):
        body = encode_multipart(BOUNDARY, {"file": roster_file(SITI)})
        unread, checked = Unread(body), Client(enforce_csrf_checks=True)
        checked.get(reverse("login"))  # who has the cookie against forgery is asked for its twin in the form
        given = {"wsgi.input": unread, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT}
        return checked.post(page_of(token), **given).status_code, unread.was_read

    return _sending


def test_of_whoever_holds_no_open_link_no_file_is_taken_in(world, token, sending):
    assert sending("x" * 43) == (404, False)
    link, gone = link_of(world)
    revoke(world, link)
    assert sending(gone) == (404, False)
    assert sending(token) == (403, True)  # another site's form


def test_who_asks_too_often_waits(world, school, token):
    answers = [school.get(page_of("unknown")).status_code for _time in range(121)]
    assert answers == [404] * 120 + [429]
    assert school.get(page_of(token)).status_code == 429


def test_who_sends_too_often_waits(school, token):
    answers = [school.post(page_of(token), {}).status_code for _time in range(31)]
    assert answers == [422] * 30 + [429]
    assert school.get(page_of(token)).status_code == 200


# sending


def test_a_file_becomes_a_roster_of_the_city_and_the_unit_that_says_where_it_came_from(
    world, school, token, operator_client
):
    assert send(token, SITI, client=school).status_code == 302
    [roster] = sent(world)
    assert (roster.municipality, roster.unit, roster.category) == (
        world.bengkulu, world.bengkulu.school, world.bengkulu.gtt,
    )  # fmt: skip
    assert (roster.received_by, roster.by_clerk) == (world.system, True)
    for page in (reverse("roster_list"), roster.get_absolute_url()):
        assert "SDN 1 lewat tautan" in operator_client.get(page).content.decode()
    with administrator():
        assert RosterReceipt.objects.filter(unit=world.bengkulu.school).count() == 1
        events = AuditEvent.objects.filter(by_id=world.system.pk)
        assert sorted(event.action for event in events) == ["roster.received", "roster_link.used"]


def test_pasted_cells_are_a_file_too(world, school, token, work):
    answer = send(token, client=school, pasted="\n".join([HEADER, SITI]).replace(";", "\t"))
    work()
    assert "<strong>1 baris terbaca baik</strong>" in receipt_of(school, answer)


def test_an_empty_form_says_what_is_missing(school, token):
    answer = school.post(page_of(token), {})
    assert answer.status_code == 422
    assert "Pilih berkas daftar pekerja" in answer.content.decode()


def test_the_script_of_the_page_is_told_where_the_receipt_is(school, token):
    answer = school.post(page_of(token), {"file": roster_file(SITI)}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 201
    assert school.get(answer["Location"]).status_code == 200


def test_the_receipt_shows_how_far_the_check_is_and_comes_again_without_a_script(world, school, token, work):
    answer = send(token, SITI, client=school)
    page = receipt_of(school, answer)
    assert "sedang diperiksa" in page
    assert '<noscript>\n      <meta http-equiv="refresh" content="5">' in page
    part = school.get(answer.url, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    work()
    assert school.get(answer.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "menunggu pemeriksaan kota" in receipt_of(school, answer).lower()


def test_a_file_that_cannot_be_read_says_why(school, token, work):
    answer = send(token, client=school, file=roster_file(name="daftar.xlsx"))
    work()
    assert "Nama berkas berakhir .xlsx" in receipt_of(school, answer)


def test_a_question_about_the_file_is_put_to_the_city_and_not_to_the_school(
    world, school, token, work, operator_client
):
    rows = [row.split(";") for row in (HEADER, SITI)]
    answer = send(token, client=school, file=workbook(Satu=rows, Dua=rows))
    work()
    page = receipt_of(school, answer)
    assert "Kota masih memilih lembar atau kolom" in page
    assert sent(world)[0].status == "WAITING"
    assert "beberapa lembar" in operator_client.get(sent(world)[0].get_absolute_url()).content.decode()


def test_a_row_of_another_unit_is_refused_by_the_check_of_the_city_too(world, token, work, other_school):
    send(token, SITI, BUDI.replace("SDN 1", other_school.name))
    work()
    [roster] = sent(world)
    assert (roster.status, roster.new, roster.refused) == ("CHECKED", 1, 1)


def test_the_same_file_sent_again_opens_its_receipt(world, school, token):
    first, second = send(token, SITI, client=school), send(token, SITI, client=Client())
    assert first.url == second.url
    assert len(sent(world)) == 1


def test_a_file_that_somebody_of_the_city_has_sent_before_is_a_roster_of_its_own(world, school, token, tmp_path):
    """Else the receipt would tell that the city has it."""
    path = tmp_path / "same.csv"
    path.write_bytes(roster_file(SITI).read())
    with world.acting(world.operator):
        rosters.receive(
            municipality=world.bengkulu, path=path, file_name="a.csv", unit=world.bengkulu.school,
            category=world.bengkulu.gtt, by=world.operator, at=timezone.now(),
        )  # fmt: skip
    answer = send(token, SITI, client=school)
    assert "sedang diperiksa" in receipt_of(school, answer)
    assert len(sent(world)) == 1


def test_a_link_brings_ten_files_a_day_and_more_the_day_after(world, school, token):
    for number in range(10):
        assert send(token, SITI, BUDI.replace("1600000", f"16{number}0000"), client=school).status_code == 302
    answer = send(token, BUDI, client=school)
    assert answer.status_code == 429
    assert "sudah membawa 10 berkas hari ini" in answer.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert send(token, BUDI, client=school).status_code == 302
    assert len(sent(world)) == 11


def test_who_holds_one_link_reads_no_receipt_of_another(world, school, token):
    answer = send(token, SITI, client=school)
    public_id = answer.url.rstrip("/").rpartition("/")[2]
    _other, foreign = link_of(world)
    assert school.get(reverse("sent_receipt", args=[foreign, public_id])).status_code == 404


def test_who_is_signed_in_elsewhere_sends_as_the_link_and_sees_no_more(world, token, stranger_client):
    answer = send(token, SITI, client=stranger_client)
    [roster] = sent(world)
    assert (roster.municipality, roster.received_by) == (world.bengkulu, world.system)
    assert stranger_client.get(answer.url).status_code == 200
    assert stranger_client.get(roster.get_absolute_url()).status_code == 404


def test_the_page_of_a_link_lists_what_it_brought_and_no_way_into_the_receipts(world, school, token, work):
    answer = send(token, SHORT, client=school)
    work()
    page = Client().get(page_of(token)).content.decode()
    assert "menunggu pemeriksaan kota" in page.lower()
    for told_to_the_sender in (answer.url, "daftar.csv", "harus 16 angka"):
        assert told_to_the_sender not in page


# the city


@pytest.fixture
def checked(world, token, work):
    send(token, SITI, BUDI)
    work()
    return sent(world)[0]


def test_the_city_saves_what_the_school_has_sent(world, checked, operator_client, work):
    operator_client.post(reverse("roster_commit", args=[checked.public_id]))
    work()
    [roster] = sent(world)
    assert (roster.status, roster.committed_by) == ("COMMITTED", world.operator)
    with world.acting(world.operator):
        assert Enrollment.objects.filter(unit=world.bengkulu.school).count() == 2


def test_the_service_user_never_saves_what_came_by_a_link(world, checked):
    with service_user.at_work(world.bengkulu) as service, pytest.raises(rosters.OnlyPeopleSave):
        rosters.commit(roster=checked, by=service, at=timezone.now())


def test_nor_does_the_database_let_it(world, checked):
    with (
        pytest.raises(ProgrammingError, match="is decided by people"),
        transaction.atomic(),
        service_user.at_work(world.bengkulu) as service,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE enrollment_roster SET status = 'COMMITTED', committed_by_id = %s, committed_at = now()"
            " WHERE id = %s",
            [service.pk, checked.pk],
        )


def test_what_waits_stands_on_the_home_page_of_the_operator_and_of_the_clerk(world, checked, visit):
    for person in (world.operator, world.clerk):
        client = visit(person)
        titles = {task["title"]: task["url"] for task in client.get(reverse("home")).context["tasks"]}
        url = titles["1 daftar dari tautan menunggu pemeriksaan"]
        assert [row["number"] for row in client.get(url).context["rosters"]] == [checked.number]
        assert "1 roster siap disimpan" not in titles


def test_a_clerk_of_another_unit_sees_nothing_of_it(world, checked, visit, other_school):
    with administrator() as cursor:
        cursor.execute("UPDATE municipalities_scope SET unit_id = %s WHERE role = 'CLERK'", [other_school.pk])
    assert visit(world.clerk).get(checked.get_absolute_url()).status_code == 404
