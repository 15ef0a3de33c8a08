from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from contributions.models import SippFile, SippLine
from contributions.sipp import files, kept
from enrollment.models import PastWage
from municipalities.models import AuditEvent, Registration
from tests.contributions.months import MONTH, NOW, TODAY
from tests.factories.enrollment import make_worker


@pytest.fixture
def siti(enroll):
    return enroll(wage=1_500_000)


def parts(world, form="NEW_PU", month=None):
    with world.acting(world.operator):
        given = {"municipality": world.bengkulu, "form": form, "day": TODAY, "month": month}
        return files.to_be_made(**given)[1]


def left_out(world, form="NEW_PU"):
    return [sentence for part in parts(world, form) for _pk, _worker, sentence in part.left_out]


def test_who_has_no_kpj_stands_in_the_file_of_the_new(world, siti, make, sheet_of):
    made = make()
    row = dict(zip(*sheet_of(made)["data_tk_baru"], strict=True))
    assert row["NOMOR_IDENTITAS"] == siti.worker.nik
    assert (row["NAMA_LENGKAP"], row["TANGGAL_LAHIR"], row["UPAH"]) == ("Siti Aminah", "01-08-1985", 1_500_000)
    assert (row["TGL_AWAL_BEKERJA"], row["TGL_AKHIR_KONTRAK"]) == ("01-01-2026", None)


def test_a_wage_that_counts_from_a_later_month_is_not_told_yet(world, siti, make, sheet_of, beyond):
    with beyond():
        given = {"municipality": world.bengkulu, "enrollment": siti, "unit": siti.unit}
        PastWage.objects.create(**given, until=date(2026, 12, 1), wage=1_200_000)
    row = dict(zip(*sheet_of(make())["data_tk_baru"], strict=True))
    assert row["UPAH"] == 1_200_000


def test_who_has_one_does_not(enroll, make):
    enroll(kpj="12345678901")
    with pytest.raises(files.NobodyToSend):
        make()


def test_wage_earners_and_others_are_sent_apart(world, siti, enroll, make, sheet_of):
    enroll(category=world.bengkulu.cadre, wage=None)
    made = make("NEW_BPU", "BPU")
    headers, row = sheet_of(made)["Data TK Baru"]
    assert (made.people, row[headers.index("UPAH")]) == (1, None)


def test_each_registration_has_its_own_file(world, siti, enroll, beyond, make):
    enroll(unit=world.bengkulu.root)
    with beyond():
        own = {"municipality": world.bengkulu, "unit": world.bengkulu.office, "start_date": date(2020, 1, 1)}
        Registration.objects.create(npp="JJ000002", **own)
    assert [(str(part.registration), len(part.people)) for part in parts(world)] == [
        ("JJ000001/000", 1),
        ("JJ000002/000", 1),
    ]


def test_a_person_in_two_places_of_a_registration_is_one_row(world, siti, enroll):
    enroll(worker=siti.worker, unit=world.bengkulu.office)
    assert [len(part.people) for part in parts(world)] == [1]


@pytest.mark.parametrize(("fields", "said"), [
    ({"wage": None}, "Upah belum dicatat."),
    ({"sex": ""}, "Jenis kelamin belum dicatat."),
    ({"wage": None, "sex": ""}, "Jenis kelamin belum dicatat. Upah belum dicatat."),
])  # fmt: skip
def test_who_lacks_something_is_left_out_with_a_sentence(world, enroll, beyond, fields, said):
    with beyond():
        worker = make_worker(world.bengkulu, sex=fields.pop("sex", "P"))
    enroll(worker=worker, **fields)
    assert left_out(world) == [said]


def test_whose_number_stands_elsewhere_is_no_new_worker(world, enroll, siti):
    enroll(worker=siti.worker, unit=world.bengkulu.office, kpj="12345678901")
    assert left_out(world) == ["Nomor KPJ sudah ada di kepesertaan lain. Pakai TK lanjutan di SIPP Online."]


@pytest.mark.parametrize("fields", [
    {"is_void": True}, {"funding_source": "SELF"}, {"start_date": date(2026, 12, 1)},
    {"end_date": date(2026, 10, 31), "end_reason": "RESIGNED"},
])  # fmt: skip
def test_who_is_not_covered_by_the_city_today_is_not_new(world, enroll, fields):
    enroll(**fields)
    assert parts(world) == []


def test_nobody_is_sent_twice(siti, make):
    make()
    with pytest.raises(files.NobodyToSend):
        make()


def test_the_database_lets_nobody_wait_in_two_files(world, siti, make, beyond):
    made = make()
    again = {"municipality": world.bengkulu, "file": made, "number": 9, "enrollment": siti, "form": made.form}
    with beyond(), pytest.raises(IntegrityError, match="somebody_waits_in_one_sipp_file"), transaction.atomic():
        SippLine.objects.create(**again)


def test_what_was_refused_stands_in_the_next_file(world, siti, make, beyond):
    make()
    with beyond():
        SippLine.objects.update(status="REFUSED", reason="NIK tidak ditemukan")
    assert make().people == 1


def test_a_file_is_kept_and_given_out_as_it_was(world, siti, make, enroll):
    made = make()
    enroll()
    with world.acting(world.operator):
        copies = []
        for _again in range(2):
            with files.download(file=made, by=world.operator, at=NOW) as file:
                copies.append(file.read())
    assert copies[0] == copies[1]
    assert len(copies[0]) == made.bytes


def test_a_kept_file_that_was_changed_is_not_given_out(world, siti, make):
    made = make()
    kept.path_of(made.file).write_bytes(b"another")
    with world.acting(world.operator), pytest.raises(kept.FileNotIntact):
        files.download(file=made, by=world.operator, at=NOW)


def test_making_and_taking_along_are_written_down_with_whose_data_it_was(world, siti, make, sheet_of):
    sheet_of(make())
    with world.acting(world.auditor, "AUDITOR"):
        told = {event.action: event.detail for event in AuditEvent.objects.filter(action__startswith="sipp.")}
    assert (
        told["sipp.made"]["people"] == told["sipp.downloaded"]["people"] == f"{{[{siti.worker_id},{siti.worker_id}]}}"
    )


def test_a_withdrawn_file_sends_its_people_again(world, siti, make):
    made = make()
    with world.acting(world.operator):
        files.withdraw(file=made, reason="salah NPP", by=world.operator, at=NOW)
        with pytest.raises(files.WithdrawnAlready):
            files.withdraw(file=made, reason="salah NPP", by=world.operator, at=NOW)
    again = make()
    assert (again.number, again.people, made.status) == (2, 1, "WITHDRAWN")


def test_a_withdrawal_says_why(world, siti, make):
    made = make()
    with world.acting(world.operator), pytest.raises(files.ReasonMissing):
        files.withdraw(file=made, reason="  ", by=world.operator, at=NOW)


@pytest.fixture
def gone(enroll):
    return enroll(kpj="00345678901", end_date=date(2026, 10, 31), end_reason="RESIGNED")


def test_who_left_is_sent_with_day_and_reason(gone, make, sheet_of):
    [headers, row] = sheet_of(make("LEAVERS"))["data_tk_keluar"]
    assert row == ["00345678901", "Siti Aminah", "31-10-2026", "Mengundurkan diri"]
    assert headers == ["KPJ", "NAMA_LENGKAP", "TGL_AKHIR_BEKERJA", "SEBAB_NONAKTIF"]


def test_who_moved_within_the_registration_has_not_left(world, gone, enroll):
    enroll(worker=gone.worker, unit=world.bengkulu.office, kpj=gone.kpj, start_date=date(2026, 11, 1))
    assert parts(world, "LEAVERS") == []


def test_who_still_works_elsewhere_under_the_registration_has_not_left(world, gone, enroll):
    enroll(worker=gone.worker, unit=world.bengkulu.office, kpj=gone.kpj, start_date=date(2022, 1, 1))
    assert parts(world, "LEAVERS") == []


def test_who_left_and_comes_back_months_later_has_left(world, gone, enroll, make, sheet_of):
    enroll(worker=gone.worker, unit=world.bengkulu.office, kpj=gone.kpj, start_date=date(2026, 11, 15))
    assert sheet_of(make("LEAVERS"))["data_tk_keluar"][1][2] == "31-10-2026"


def test_of_whom_bpjs_never_heard_it_does_not_hear_that_they_left(world, enroll):
    enroll(end_date=date(2026, 10, 31), end_reason="RESIGNED")
    assert parts(world, "LEAVERS") == []


def test_who_left_before_the_answer_came_waits_for_it(world, siti, make, beyond):
    make()
    with beyond():
        type(siti).objects.filter(pk=siti.pk).update(end_date=date(2026, 11, 20), end_reason="RESIGNED")
    assert left_out(world, "LEAVERS") == ["Nomor KPJ belum ada. Kirim dulu sebagai tenaga kerja baru."]


def test_wages_are_those_the_approved_month_was_counted_from(world, enroll, approved, make, sheet_of, beyond):
    somebody = enroll(kpj="00345678901", wage=1_500_000)
    approved()
    with beyond():
        type(somebody).objects.filter(pk=somebody.pk).update(wage=9_000_000)
    made = make("WAGES", month=MONTH)
    assert sheet_of(made)["data_upah"][1] == ["00345678901", "Siti Aminah", 1_500_000, None]


def test_two_places_of_a_registration_are_one_wage(world, enroll, approved, make, sheet_of):
    first = enroll(kpj="00345678901", wage=1_500_000)
    enroll(worker=first.worker, unit=world.bengkulu.office, kpj=first.kpj, wage=500_000)
    approved()
    assert [row[2] for row in sheet_of(make("WAGES", month=MONTH))["data_upah"][1:]] == [2_000_000]


def test_a_month_that_is_not_approved_has_no_wages_to_send(world, enroll, calculated):
    enroll(kpj="00345678901")
    calculated()
    assert parts(world, "WAGES", MONTH) == []


def test_another_citys_people_stand_in_no_file_of_ours(world, enroll):
    enroll(world.kupang)
    assert parts(world) == []


@pytest.mark.parametrize(("who", "role", "city", "sees"), [
    ("operator", "OPERATOR", "bengkulu", 1), ("treasurer", "TREASURER", "bengkulu", 1),
    ("officer", "OFFICER", "bengkulu", 1), ("clerk", "CLERK", "bengkulu", 0),
    ("stranger", "OPERATOR", "kupang", 0), ("foreign_officer", "OFFICER", "kupang", 0),
])  # fmt: skip
def test_who_works_for_the_whole_city_or_its_branch_sees_its_files(world, siti, make, who, role, city, sees):
    make()
    with world.acting(getattr(world, who), role, getattr(world, city)):
        assert SippFile.objects.count() == sees
        assert SippLine.objects.count() == sees


def test_a_file_is_about_people_of_its_city_alone(world, siti, make, enroll, beyond):
    made, other = make(), enroll(world.kupang)
    with beyond(), pytest.raises(IntegrityError), transaction.atomic():
        SippLine.objects.create(municipality=world.bengkulu, file=made, number=2, enrollment=other, form="NEW_PU")


@pytest.mark.parametrize(("before", "gone"), [(None, 0), (NOW.date(), 0), (TODAY, 1)])
def test_after_the_citys_years_for_papers_the_file_goes_and_its_row_stays(world, siti, make, before, gone):
    made = make()
    with world.acting(world.system, "SYSTEM"), TestCase.captureOnCommitCallbacks(execute=True):
        assert kept.drop(world.bengkulu, before=before) == gone
    assert kept.path_of(made.file).exists() is not bool(gone)
    if gone:
        with world.acting(world.operator), pytest.raises(kept.FileNotIntact, match="masa simpan"):
            files.download(file=SippFile.objects.get(), by=world.operator, at=NOW)
