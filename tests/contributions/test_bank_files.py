"""A file of the bank: read as banks write, matched with bills, accepted row by row by a person; nothing is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributions import balances, bills, payments
from contributions.bank import acceptance, cells, files, matching
from contributions.bank.matching import How
from contributions.models import BankFile, Payment
from municipalities import jobs
from municipalities.models import AuditEvent
from tests.contributions.months import NOW


TOTAL = 8_100


@pytest.fixture
def bill(world, enroll, billed):
    """The one bill of October, with its code."""
    enroll(wage=1_500_000)
    [made] = billed()
    with world.acting(world.treasurer, "TREASURER"):
        return bills.write_code(bill=made, code="2604 1234", by=world.treasurer, at=NOW)


@pytest.fixture
def receive(world, tmp_path, work):
    def _receive(text, name="mutasi.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with world.acting(world.treasurer, "TREASURER"):
            given = {"municipality": world.bengkulu, "path": path, "name": name, "role": "TREASURER"}
            file = files.receive(**given, by=world.treasurer, at=NOW)
        work()
        with world.acting(world.treasurer, "TREASURER"):
            file.refresh_from_db()
        return file

    return _receive


@pytest.fixture
def matched(world):
    def _matched(file):
        with world.acting(world.treasurer, "TREASURER"):
            return matching.of(file, [*file.bank_rows.select_related("payment__bill__run")])

    return _matched


@pytest.fixture
def accept(world):
    def _accept(match):
        with world.acting(world.treasurer, "TREASURER"):
            return acceptance.accept(row=match.row, bill=match.bill, seen=match.how, by=world.treasurer, at=NOW)

    return _accept


def sheet(*rows, head="Tanggal;Uraian;Debet;Kredit;No. Referensi"):
    return "\n".join(["REKENING KAS DAERAH", "", head, *rows])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234.567,00", 1_234_567), ("1,234,567.00", 1_234_567), ("Rp 8.100", 8_100), ("8100", 8_100),
        ("8,100 DB", 8_100), ("-8.100,00", 8_100), ("8100,5", None), ("8.100,25", None), ("", None), ("0", None),
        ("8.100 CR", 8_100), ("delapan", None), ("9" * 20, None),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_banks_write_it(text, amount):
    assert cells.amount_of(text) == amount


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/11/2026", date(2026, 11, 3)), ("3-11-26", date(2026, 11, 3)), ("2026-11-03", date(2026, 11, 3)),
        ("03 Nov 2026", date(2026, 11, 3)), ("3 Agustus 2026", date(2026, 8, 3)),
        ("03/11/2026 10:15", date(2026, 11, 3)), ("2026-11-03 00:00:00", date(2026, 11, 3)),
        ("03-NOP-26 10.15.20 WIB", date(2026, 11, 3)),
        ("31/02/2026", None), ("", None), ("kemarin", None), ("01-01-1900", None),
    ],
)  # fmt: skip
def test_a_day_comes_before_its_month(text, day):
    assert cells.day_of(text) == day


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_row_that_names_the_code_is_proposed_and_recorded_once_accepted(
    world, bill, receive, matched, accept, delimiter
):
    text = sheet('02/11/2026;IURAN BPJS 26041234;"8100";;TRX1').replace(";", delimiter)
    file = receive(text)
    [match] = matched(file)
    assert (match.how, match.bill, match.row.amount) == (How.CODE, bill, TOTAL)
    with world.acting(world.treasurer, "TREASURER"):
        assert not Payment.objects.exists()
    payment = accept(match)
    assert (payment.amount, payment.payment_date, payment.reference) == (TOTAL, date(2026, 11, 2), "TRX1")
    with world.acting(world.treasurer, "TREASURER"):
        assert balances.left_of(bill) == 0
    assert [each.how for each in matched(file)] == [How.RECORDED]
    with pytest.raises(acceptance.RowRecorded):
        accept(match)


def test_the_number_the_exact_amount_and_nothing_are_told_apart(bill, receive, matched):
    found = matched(
        receive(
            sheet(
                f"02/11/2026;PEMBAYARAN TAGIHAN NO {bill.number};4000;;A",
                "02/11/2026;SETORAN;8.100,00;;B",
                "02/11/2026;SETORAN;9000;;C",
                "02/11/2026;TERIMA DANA;;8100;D",
                "kemarin;SETORAN;8100;;E",
            )
        )
    )
    assert [match.how for match in found] == [How.NUMBER, How.AMOUNT, How.NOTHING, How.UNREADABLE, How.UNREADABLE]
    assert [match.row.fault for match in found] == ["", "", "", "AMOUNT", "DATE"]
    assert [match.row.number for match in found] == [4, 5, 6, 7, 8]


def test_a_part_leaves_the_rest_and_more_than_all_is_an_overpayment(world, bill, receive, matched, accept):
    rows = sheet("02/11/2026;26041234;4.000;;A", "03/11/2026;26041234;5.000;;B", "04/11/2026;26041234;100;;C")
    file = receive(rows)
    for place in (0, 1):
        accept(matched(file)[place])
    with world.acting(world.treasurer, "TREASURER"):
        assert balances.left_of(bill) == TOTAL - 9_000
    assert matched(file)[2].how == How.PAID


def test_the_same_file_again_is_the_first(world, bill, receive):
    text = sheet("02/11/2026;26041234;8100;;A")
    assert receive(text) == receive(text, name="lain.csv")
    with world.acting(world.treasurer, "TREASURER"):
        [kept] = BankFile.objects.all()
    assert bytes(kept.content) == text.encode()


def test_a_file_whose_reading_died_is_read_when_it_is_sent_again(world, bill, tmp_path, work):
    path = tmp_path / "mutasi.csv"
    path.write_text(sheet("02/11/2026;26041234;8100;;A"))
    given = {"municipality": world.bengkulu, "path": path, "name": path.name, "by": world.treasurer, "at": NOW}
    with world.acting(world.treasurer, "TREASURER"):
        file = files.receive(**given, role="TREASURER")
        jobs.close(job=files.latest(file), status="DEAD", at=NOW)
        files.receive(**given, role="TREASURER")
    assert work() == 1
    with world.acting(world.treasurer, "TREASURER"):
        assert file.bank_rows.count() == 1


def test_a_reference_that_is_there_already_is_told(world, bill, receive, matched, accept):
    accept(matched(receive(sheet("02/11/2026;26041234;4000;;A")))[0])
    again, twin, _other = matched(
        receive(sheet("02/11/2026;26041234;4000;;A", "02/11/2026;X;1;;B", "02/11/2026;Y;2;;B"))
    )
    assert (again.how, [payment.number for payment in again.others]) == (How.TWICE, [1])
    assert twin.repeats


def test_a_payment_taken_back_is_told_on_its_row(world, bill, receive, matched, accept):
    file = receive(sheet("02/11/2026;26041234;8100;;A"))
    payment = accept(matched(file)[0])
    with world.acting(world.treasurer, "TREASURER"):
        payments.take_back(payment=payment, reason="Salah", by=world.treasurer, at=NOW)
    assert [match.how for match in matched(file)] == [How.TAKEN_BACK]


def test_columns_that_no_title_names_are_told_by_a_person(world, visit, bill, receive, matched, work):
    treasurer_client = visit(world.treasurer)
    file = receive("REKENING\n" * 11 + "A;B;C\n02/11/2026;26041234;8100\n")
    assert not file.columns
    address = reverse("bank_columns", args=[file.public_id])
    wrong = treasurer_client.post(address, {"head": 12, "date": 0, "amount": 0, "description": 1})
    assert wrong.status_code == 422
    assert (12, "Sampai baris 12: A · B · C") in wrong.context["form"].fields["head"].choices
    treasurer_client.post(address, {"head": 12, "date": 0, "amount": 2, "description": 1})
    work()
    with world.acting(world.treasurer, "TREASURER"):
        told = BankFile.objects.get(pk=file.pk)
    assert [match.how for match in matched(told)] == [How.CODE]


def test_an_empty_file_is_refused_in_words(receive):
    with pytest.raises(files.BankFileRefused):
        receive(";;\n")


def test_the_treasurer_uploads_looks_and_records(world, visit, bill, work):
    treasurer_client = visit(world.treasurer)
    sent = SimpleUploadedFile("mutasi.csv", sheet("02/11/2026;26041234;8100;;A", "02/11/2026;X;9000;;B").encode())
    page = treasurer_client.post(reverse("bank_upload"), {"file": sent}, follow=True)
    assert page.context["job"]["state"] == "queued"
    assert [work() for _delivery in range(3)] == [1, 0, 0]
    page = treasurer_client.get(page.context["file"].get_absolute_url())
    [row, other] = page.context["rows"]
    assert (row["is_proposed"], other["may_choose"]) == (True, True)
    address = reverse("bank_accept", args=[page.context["file"].public_id])
    for number in (row["number"], other["number"]):
        seen = next(each["how"] for each in (row, other) if each["number"] == number)
        treasurer_client.post(address, {"row": number, "bill": bill.number, "seen": seen})
    with world.acting(world.treasurer, "TREASURER"):
        assert sorted(Payment.objects.values_list("amount", flat=True)) == [TOTAL, 9_000]


def test_a_movement_without_a_number_that_stands_in_a_later_file_too_is_told(bill, receive, matched, accept):
    first = "02/11/2026;SETORAN KAS;8100;;"
    accept(matched(receive(sheet(first)))[0])
    again, other_day = matched(receive(sheet(first, "03/11/2026;SETORAN KAS;8100;;", "04/11/2026;X;1;;")))[:2]
    assert (again.how, other_day.how) == (How.TWICE, How.NOTHING)


def test_what_was_decided_on_an_older_page_is_not_booked(world, bill, receive, matched, accept):
    one, other = matched(receive(sheet("02/11/2026;SETORAN;8100;;A", "02/11/2026;SETORAN;8100;;B")))
    assert (one.how, other.how) == (How.AMOUNT, How.AMOUNT)
    accept(one)
    with pytest.raises(acceptance.RowChanged):
        accept(other)
    with world.acting(world.treasurer, "TREASURER"):
        assert Payment.objects.count() == 1


def test_the_bank_tells_more_than_contributions_and_the_treasurer_alone_reads_it(
    operator_client, officer_client, stranger_client, bill, receive
):
    file = receive(sheet("02/11/2026;26041234;8100;;A"))
    address = reverse("bank_file", args=[file.public_id])
    assert {client.get(address).status_code for client in (operator_client, officer_client)} == {403}
    assert stranger_client.get(address).status_code in (403, 404)


def test_what_came_in_is_no_payment_whatever_its_column_is_called(bill, receive, matched):
    head = "Tanggal;Uraian;Nominal;{};Saldo\n"
    for title in ("D/K", "Tipe"):
        rows = [f"02/11/2026;A;8100;{word};9" for word in ("DB", "CR", "Kredit", "debet")]
        found = matched(receive(head.format(title) + "\n".join(rows)))
        assert [match.row.fault for match in found] == ["", "INCOMING", "INCOMING", ""]
    unclear = matched(receive(head.format("Kode") + "02/11/2026;A;8100;K;9\n02/11/2026;B;8100;K;9"))
    assert [match.row.fault for match in unclear] == ["", ""]
    beside = matched(receive("Tanggal;Uraian;Jumlah\n02/11/2026;A;8.100,00 CR\n02/11/2026;A;8.100,00 DB"))
    assert [match.row.fault for match in beside] == ["INCOMING", ""]
    unsaid = matched(receive(head.format("DB/CR") + "02/11/2026;A;8100;?;9"))
    assert [match.row.fault for match in unsaid] == ["DIRECTION"]


def test_a_bill_is_not_paid_by_its_amount_before_it_was_issued(bill, receive, matched):
    early, named = matched(receive(sheet("01/11/2026;SETORAN;8100;;A", "01/11/2026;26041234;8100;;B")))
    assert (early.how, named.how) == (How.NOTHING, How.CODE)


@pytest.mark.parametrize(("text", "number"), [
    ("TAGIHAN 1", 1), ("TAGIHAN NO. 1 BPJS", 1), ("TAGIHAN 1. LUNAS", 1), ("TAGIHAN 1/2026", 0),
    ("TAGIHAN 1-11-26", 0), ("TAGIHAN 1 NOV 2026", 0), ("TAGIHAN 1 2026", 0), ("TAGIHAN 1 / 2026", 0),
    ("TAGIHAN BULAN 1", 0),
])  # fmt: skip
def test_a_month_or_a_day_is_no_number_of_a_bill(text, number):
    assert [int(found) for found in matching.NUMBER.findall(text)] == ([number] if number else [])


def test_what_leaves_no_doubt_is_recorded_together_and_only_as_it_was_seen(world, visit, bill, receive, matched):
    file = receive(sheet("02/11/2026;26041234;8100;;A", "02/11/2026;SETORAN;8100;;B", "02/11/2026;26041234;90;;C"))
    client, address = visit(world.treasurer), reverse("bank_accept_exact", args=[file.public_id])
    seen = client.get(file.get_absolute_url()).context["exact"]
    assert (seen["count"], seen["total"]) == (1, TOTAL)
    client.post(address, {"seen": "0" * 64})
    with world.acting(world.treasurer, "TREASURER"):
        assert not Payment.objects.exists()
    for _click in range(2):
        client.post(address, {"seen": seen["mark"]})
    with world.acting(world.treasurer, "TREASURER"):
        assert [*Payment.objects.values_list("amount", "reference")] == [(TOTAL, "A")]
    with world.acting(world.auditor, "AUDITOR"):
        [event] = AuditEvent.objects.filter(action="bank_file.accepted")
    assert (event.detail["payments"], event.detail["total"]) == (1, TOTAL)


def test_each_of_several_has_a_receipt_of_its_own_and_a_day_to_come_waits(world, enroll, billed, receive):
    enroll(wage=1_500_000), enroll(category=world.bengkulu.cadre, wage=None)
    one, other = sorted(billed(), key=lambda bill: bill.number)
    row = "{day};TAGIHAN NO {bill.number};{bill.total};;R{bill.number}"
    file = receive(sheet(row.format(day="02/11/2026", bill=one), row.format(day="01/01/2090", bill=other)))
    with world.acting(world.treasurer, "TREASURER"):
        assert [match.bill for match in acceptance.exact(file).matches] == [one]
    file = receive(sheet(*(row.format(day="02/11/2026", bill=bill) for bill in (one, other))))
    with world.acting(world.treasurer, "TREASURER"):
        seen = acceptance.exact(file).mark
        made = acceptance.accept_exact(file=file, seen=seen, by=world.treasurer, at=NOW)
        assert [(payment.number, payment.bill_id) for payment in made] == [(1, one.pk), (2, other.pk)]
        with pytest.raises(acceptance.RowRecorded):
            acceptance.accept_exact(file=file, seen=seen, by=world.treasurer, at=NOW)


def test_two_rows_for_one_bill_are_for_a_person_to_look_at(world, bill, receive):
    file = receive(sheet("02/11/2026;26041234;8100;;A", "03/11/2026;26041234;8100;;B"))
    with world.acting(world.treasurer, "TREASURER"):
        assert acceptance.exact(file).matches == ()


def test_whoever_looks_into_a_bank_file_stands_in_the_trail(world, visit, bill, receive):
    file = receive(sheet("02/11/2026;26041234;8100;;A"))
    visit(world.treasurer).get(file.get_absolute_url())
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.filter(action="bank_file.seen", object_id=str(file.pk)).count() == 1


@pytest.mark.parametrize(("before", "gone"), [(None, 0), (NOW.date(), 0), (date(2036, 11, 3), 1)])
def test_after_the_citys_years_a_bank_file_says_nothing_of_anybody(
    world, bill, receive, accept, matched, before, gone
):
    file = receive(sheet("02/11/2026;26041234 CV MAJU;8100;;A"))
    accept(matched(file)[0])
    with world.acting(world.system, "SYSTEM"):
        assert files.drop(world.bengkulu, before=before) == gone
    with world.acting(world.treasurer, "TREASURER"):
        kept = BankFile.objects.get()
        [row] = kept.bank_rows.all()
    assert (kept.name == "", not kept.content, row.description == "") == (bool(gone),) * 3
    assert row.payment_id
