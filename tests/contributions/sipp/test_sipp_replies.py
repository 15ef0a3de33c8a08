import re
from datetime import date
from functools import partial

import pytest
import xlsxwriter

from contributions.models import SippLine, SippReply
from contributions.sipp import answered, answers, files, matching, replies
from enrollment import card_numbers, enrollments
from tests.contributions.months import NOW
from tests.factories.enrollment import make_worker
from tests.factories.handovers import make_batch


KPJ, OTHER = "00345678901", "00345678902"
HEAD = ("NIK", "Nama Lengkap", "No. KPJ", "Status", "Keterangan")


@pytest.fixture
def siti(enroll):
    return enroll()


@pytest.fixture
def budi(world, enroll, beyond):
    with beyond():
        worker = make_worker(world.bengkulu, "Budi Santoso", sex="L")
    return enroll(worker=worker)


@pytest.fixture
def reply(tmp_path):
    """A reply of BPJS as a workbook, every cell a text."""

    def _reply(*rows, head=HEAD, name="jawaban.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate((head, *rows)):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)
        return path

    return _reply


@pytest.fixture
def receive(world, work):
    """Send a reply up, and let the queue read it."""

    def _receive(file, path):
        with world.acting(world.operator):
            given = {"file": file, "path": path, "file_name": path.name}
            received = replies.receive(**given, by=world.operator, role="OPERATOR", at=NOW)
        work()
        with world.acting(world.operator):
            received.refresh_from_db()
        return received

    return _receive


@pytest.fixture
def confirm(world):
    def _confirm(reply):
        with world.acting(world.operator):
            return answered.confirm(reply=reply, by=world.operator, at=NOW)

    return _confirm


@pytest.fixture
def outcomes(world):
    def _outcomes(reply):
        with world.acting(world.operator):
            return [row.code or row.outcome for row in replies.rows_of(reply)]

    return _outcomes


def line(of, kpj="", status="", reason="", name=None):
    return (of.worker.nik, name or of.worker.name, kpj, status, reason)


def lines(world):
    with world.acting(world.operator):
        return [*SippLine.objects.order_by("id").values_list("status", "kpj", "reason")]


def kpj_of(world, enrollment):
    with world.acting(world.operator):
        return type(enrollment).objects.get(pk=enrollment.pk).kpj


def test_an_accepted_row_brings_the_number(world, siti, make, reply, receive, confirm):
    confirm(receive(make(), reply(line(siti, KPJ, "Berhasil"))))
    assert lines(world) == [("ACCEPTED", KPJ, "")]
    assert kpj_of(world, siti) == KPJ


def test_nothing_is_written_before_somebody_confirms(world, siti, make, reply, receive):
    receive(make(), reply(line(siti, KPJ, "Berhasil")))
    assert (lines(world), kpj_of(world, siti)) == ([("SENT", "", "")], "")


def test_a_refused_row_keeps_why_and_comes_again(world, siti, make, reply, receive, confirm):
    confirm(receive(make(), reply(line(siti, "", "Gagal", "NIK tidak ditemukan di Dukcapil"))))
    assert lines(world) == [("REFUSED", "", "NIK tidak ditemukan di Dukcapil")]
    assert make().people == 1


def test_the_number_goes_to_every_place_of_the_person(world, siti, enroll, make, reply, receive, confirm):
    second = enroll(worker=siti.worker, unit=world.bengkulu.office)
    confirm(receive(make(), reply(line(siti, KPJ, "OK"))))
    assert kpj_of(world, second) == KPJ


@pytest.mark.parametrize(("head", "row", "expected"), [
    pytest.param(("NOMOR_IDENTITAS", "KPJ"), lambda w: (w.nik, KPJ), "ACCEPTED", id="a number alone"),
    pytest.param(("NIK", "KPJ", "KETERANGAN"), lambda w: (w.nik, "", "Ganda"), "REFUSED", id="a reason alone"),
    pytest.param(("NIK", "KPJ"), lambda w: (w.nik, ""), "SILENT", id="nothing"),
    pytest.param(("NIK", "KPJ", "STATUS"), lambda w: (w.nik, KPJ, ""), "SILENT", id="no word yet"),
    pytest.param(("NIK", "KPJ", "STATUS"), lambda w: (w.nik, KPJ, "Mungkin"), "UNCLEAR", id="a word nobody knows"),
    pytest.param(("NIK", "KPJ", "STATUS"), lambda w: (w.nik, "", "Diterima"), "NO_KPJ", id="accepted without one"),
    pytest.param(("NIK", "KPJ"), lambda w: (w.nik, "12-ABC-?!"), "KPJ_WRONG", id="no such number"),
    pytest.param(("NIK", "NAMA", "KPJ"), lambda w: (w.nik, "Joko Widagdo", KPJ), "NAME_FAR", id="another name"),
    pytest.param(("NIK", "NAMA", "KPJ"), lambda w: (w.nik, "SITI AMINAH, S.Pd", KPJ), "ACCEPTED", id="with a degree"),
])  # fmt: skip
def test_what_a_row_says(siti, make, reply, receive, outcomes, head, row, expected):
    assert outcomes(receive(make(), reply(row(siti.worker), head=head))) == [expected]


def test_a_row_of_somebody_else_is_unknown_and_leaves_no_number(world, siti, make, reply, receive):
    received = receive(
        make(), reply(line(siti, KPJ, "OK"), ("1771024108859999", "Orang Lain", OTHER, "OK", "Data 1771024108859999"))
    )
    with world.acting(world.operator):
        unknown = replies.rows_of(received).get(outcome="UNKNOWN")
    assert (unknown.number, unknown.kpj, unknown.reason, unknown.line_id) == (3, "", "", None)


def test_who_is_not_named_is_missing(world, siti, budi, make, reply, receive):
    received = receive(make(), reply(line(siti, KPJ, "OK")))
    with world.acting(world.operator):
        assert replies.counts(received) == {
            "ACCEPTED": 1, "REFUSED": 0, "SAME": 0, "SILENT": 0, "CONFLICT": 0, "UNKNOWN": 0, "MISSING": 1,
        }  # fmt: skip


def test_a_number_of_somebody_else_is_not_taken(enroll, siti, budi, make, reply, receive, outcomes):
    enroll(kpj=KPJ)
    assert outcomes(receive(make(), reply(line(siti, KPJ, "OK"), line(budi, OTHER, "OK")))) == ["TAKEN", "ACCEPTED"]


def test_two_people_do_not_get_one_number(siti, budi, make, reply, receive, outcomes):
    assert outcomes(receive(make(), reply(line(siti, KPJ, "OK"), line(budi, KPJ, "OK")))) == ["TAKEN", "TAKEN"]


def test_two_rows_that_say_the_same_are_one_and_others_none(siti, budi, make, reply, receive, outcomes):
    same, other = [line(siti, KPJ, "OK")] * 2, [line(budi, OTHER, "OK"), line(budi, "", "Gagal", "Ganda")]
    assert outcomes(receive(make(), reply(*same, *other))) == ["ACCEPTED", "SAME", "TWICE", "TWICE"]


def test_what_is_accepted_stays_when_bpjs_says_something_else(siti, make, reply, receive, confirm, outcomes):
    made = make()
    confirm(receive(made, reply(line(siti, KPJ, "OK"))))
    later = partial(receive, made)
    assert outcomes(later(reply(line(siti, OTHER, "OK"), name="b.xlsx"))) == ["OTHER"]
    assert outcomes(later(reply(line(siti, "", "Gagal", "Ganda"), name="c.xlsx"))) == ["ANSWERED"]
    assert outcomes(later(reply(line(siti, KPJ, "OK", "lagi"), name="d.xlsx"))) == ["SAME"]


def test_a_refused_row_may_be_accepted_later(world, siti, make, reply, receive, confirm):
    made = make()
    confirm(receive(made, reply(line(siti, "", "Gagal", "Ganda"))))
    confirm(receive(made, reply(line(siti, KPJ, "OK"), name="b.xlsx")))
    assert lines(world) == [("ACCEPTED", KPJ, "")]


def test_but_not_when_the_person_was_sent_again(siti, make, reply, receive, confirm, outcomes):
    made = make()
    confirm(receive(made, reply(line(siti, "", "Gagal", "Ganda"))))
    make()
    assert outcomes(receive(made, reply(line(siti, KPJ, "OK"), name="b.xlsx"))) == ["LATER"]


def test_the_same_reply_twice_is_the_first(siti, make, reply, receive):
    made, path = make(), reply(line(siti, KPJ, "OK"))
    assert receive(made, path).pk == receive(made, path).pk


def test_the_reply_to_a_file_that_was_withdrawn_is_not_written_down(world, siti, make, reply, receive, confirm):
    made = make()
    received = receive(made, reply(line(siti, KPJ, "Berhasil")))
    with world.acting(world.operator):
        files.withdraw(file=made, reason="tidak jadi dikirim", by=world.operator, at=NOW)
    with pytest.raises(replies.FileWithdrawn):
        confirm(received)
    assert kpj_of(world, siti) == ""


def test_a_second_click_writes_nothing(world, siti, make, reply, receive, confirm):
    received = receive(make(), reply(line(siti, KPJ, "OK")))
    confirm(received)
    with pytest.raises(replies.ReplyMoved):
        confirm(received)


def test_what_has_changed_since_the_look_becomes_a_conflict(
    world, siti, budi, make, reply, receive, confirm, enroll, outcomes
):
    received = receive(make(), reply(line(siti, KPJ, "OK"), line(budi, OTHER, "OK")))
    enroll(kpj=KPJ)
    assert confirm(received) == {"ACCEPTED": 1, "REFUSED": 0}
    assert outcomes(received) == ["TAKEN", "ACCEPTED"]
    assert kpj_of(world, siti) == ""


def test_a_reply_that_would_change_nothing_is_not_written(siti, make, reply, receive, confirm):
    with pytest.raises(answered.NothingToWrite):
        confirm(receive(make(), reply(line(siti))))


def undo(world, reply):
    with world.acting(world.operator):
        return answered.undo(reply=reply, by=world.operator, at=NOW)


def test_taken_back_the_file_waits_again_and_the_number_is_gone(world, siti, make, reply, receive, confirm):
    path, made = reply(line(siti, KPJ, "OK")), make()
    received = receive(made, path)
    confirm(received)
    undo(world, received)
    assert (lines(world), kpj_of(world, siti)) == ([("SENT", "", "")], "")
    assert receive(made, path).pk != received.pk


def test_taken_back_the_number_is_gone_where_the_person_has_moved_too(
    world, siti, budi, make, reply, receive, confirm, enroll
):
    received = receive(make(), reply(line(siti, KPJ, "OK"), line(budi, OTHER, "OK")))
    with world.acting(world.operator):
        enrollments.end(
            municipality=world.bengkulu, ids=[budi.pk], end_date=date(2026, 11, 1), reason="RESIGNED",
            by=world.operator, at=NOW,
        )  # fmt: skip
    kept = enroll(worker=budi.worker, kpj=OTHER, unit=world.bengkulu.office)
    confirm(received)
    with world.acting(world.operator):
        [moved] = enrollments.move(
            municipality=world.bengkulu, ids=[siti.pk], unit=world.bengkulu.office, day=date(2026, 12, 1),
            by=world.operator, at=NOW,
        )  # fmt: skip
    undo(world, received)
    with world.acting(world.operator):
        numbers = dict(type(siti).objects.values_list("pk", "kpj"))
    assert (numbers[siti.pk], numbers[moved], numbers[budi.pk], numbers[kept.pk]) == ("", "", "", OTHER)


def test_taken_back_a_refusal_stands_as_before(world, siti, make, reply, receive, confirm):
    made = make()
    confirm(receive(made, reply(line(siti, "", "Gagal", "Ganda"))))
    second = receive(made, reply(line(siti, KPJ, "OK"), name="b.xlsx"))
    with world.acting(world.operator):
        answered.confirm(reply=second, by=world.operator, at=NOW.replace(hour=4))
    undo(world, second)
    assert lines(world) == [("REFUSED", "", "Ganda")]


def test_the_earlier_of_two_is_not_taken_back(world, siti, make, reply, receive, confirm):
    made = make()
    first = receive(made, reply(line(siti, "", "Gagal", "Ganda")))
    confirm(first)
    second = receive(made, reply(line(siti, KPJ, "OK"), name="b.xlsx"))
    with world.acting(world.operator):
        answered.confirm(reply=second, by=world.operator, at=NOW.replace(hour=4))
    with pytest.raises(answered.LaterReply):
        undo(world, first)


def test_who_was_sent_again_meanwhile_stops_it(world, siti, make, reply, receive, confirm):
    received = receive(make(), reply(line(siti, "", "Gagal", "Ganda")))
    confirm(received)
    make()
    with pytest.raises(answered.LaterReply):
        undo(world, received)
    assert lines(world)[0][0] == "REFUSED"


def test_a_number_on_a_planned_card_is_not_taken_back(world, siti, make, reply, receive, confirm, beyond):
    received = receive(make(), reply(line(siti, KPJ, "OK")))
    confirm(received)
    with beyond():
        make_batch(world.bengkulu, by=world.operator, quotas=[2])
    with pytest.raises(card_numbers.CardHandedOver):
        undo(world, received)
    assert kpj_of(world, siti) == KPJ


def test_a_withdrawn_file_has_no_answer(world, siti, make, reply, receive):
    made = make()
    with world.acting(world.operator):
        files.withdraw(file=made, reason="salah", by=world.operator, at=NOW)
    with pytest.raises(replies.FileWithdrawn):
        receive(made, reply(line(siti, KPJ, "OK")))


def test_an_answered_file_is_not_withdrawn(world, siti, make, reply, receive, confirm):
    made = make()
    confirm(receive(made, reply(line(siti, KPJ, "OK"))))
    with world.acting(world.operator), pytest.raises(files.AnsweredAlready):
        files.withdraw(file=made, reason="salah", by=world.operator, at=NOW)


@pytest.mark.parametrize(("content", "said"), [
    (b"", "kosong"), (b"\x00\x01garbage" * 50, ""), (b"PK\x03\x04broken", ""), (b"a;b\n1;2\n", "Kolom jawaban"),
    (b"NIK;KPJ\n", "tidak ada isinya"), (b"NIK;KPJ\n1771024108859999;1\n", "jawaban untuk berkas lain"),
])  # fmt: skip
def test_a_file_that_is_no_reply_is_refused_with_a_sentence(world, siti, make, receive, tmp_path, content, said):
    made = make()
    path = tmp_path / "jawaban.csv"
    path.write_bytes(content)
    with pytest.raises((answers.ReplyRefused, replies.NotOfThisFile)) as refused:
        receive(made, path)
    assert re.search(said, str(refused.value), re.IGNORECASE)
    with world.acting(world.operator):
        assert not SippReply.objects.exclude(status="RECEIVED").exists()


def test_leavers_and_wages_are_found_by_their_number(world, enroll, make, reply, receive, confirm):
    enroll(kpj=KPJ, end_date=NOW.date(), end_reason="RESIGNED")
    made = make("LEAVERS")
    confirm(receive(made, reply((KPJ, "Siti Aminah", "Berhasil"), head=("KPJ", "NAMA", "STATUS"))))
    assert lines(world) == [("ACCEPTED", KPJ, "")]


def test_every_conflict_has_its_sentence():
    codes = {"NAME_FAR", "TWICE", "NO_KPJ", "KPJ_WRONG", "UNCLEAR", "TAKEN", "OTHER", "ANSWERED", "LATER", "GONE"}
    assert codes == set(matching.CONFLICTS)


def test_a_stranger_sees_no_reply(world, siti, make, reply, receive):
    receive(make(), reply(line(siti, KPJ, "OK")))
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        assert SippReply.objects.count() == 0
    with world.acting(world.clerk, "CLERK"):
        assert SippReply.objects.count() == 0
