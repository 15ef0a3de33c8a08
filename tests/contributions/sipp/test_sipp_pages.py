from contextlib import suppress

import pytest
from django.urls import reverse

from common.refusals import Refused
from contributions.models import SippFile, SippLayout
from contributions.sipp import files, kept, layout_versions, layouts
from municipalities import jobs
from municipalities.models import AuditEvent
from tests.contributions.months import NOW, TODAY
from tests.factories.enrollment import make_worker


KPJ = "00345678901"


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def siti(enroll):
    return enroll()


def posted_part(page):
    [part] = page.context["parts"]
    return dict(part["given"])


def test_the_page_says_how_many_are_ready_and_why_others_are_not(operator_client, siti, enroll):
    enroll(wage=None)
    [part] = operator_client.get(reverse("sipp_new")).context["parts"]
    assert (part["ready"], part["left_out"]) == (1, 1)
    assert part["why"] == [{"sentence": "Upah belum dicatat.", "people": 1}]


def test_who_is_left_out_is_named_with_the_reason(operator_client, siti, world, enroll, beyond):
    with beyond():
        worker = make_worker(world.bengkulu, "Budi Santoso", sex="")
    enroll(worker=worker)
    [part] = operator_client.get(reverse("sipp_new")).context["parts"]
    page = operator_client.get(part["left_out_url"]).content.decode()
    assert "Budi Santoso" in page
    assert "Jenis kelamin belum dicatat." in page
    assert worker.nik not in page


def test_from_the_page_to_the_file(operator_client, siti, world, work):
    given = posted_part(operator_client.get(reverse("sipp_new")))
    page = operator_client.post(reverse("sipp_make"), given, follow=True)
    file = page.context["file"]
    assert page.context["job"]["state"] == "queued"
    assert [work() for _delivery in range(3)] == [1, 0, 0]
    assert operator_client.get(reverse("sipp_progress", args=[file["public_id"]]))["HX-Refresh"] == "true"
    downloaded = operator_client.post(reverse("sipp_download", args=[file["public_id"]]))
    with world.acting(world.operator):
        assert SippFile.objects.get().bytes == len(downloaded.content)
    assert downloaded["Content-Disposition"] == 'attachment; filename="sipp-1-new-pu.xlsx"'


def test_a_second_click_makes_no_second_file(operator_client, siti, world, work):
    given = posted_part(operator_client.get(reverse("sipp_new")))
    for _click in range(2):
        operator_client.post(reverse("sipp_make"), given)
    assert work() == 1
    page = operator_client.post(reverse("sipp_make"), given, follow=True)
    with pytest.raises(files.NobodyToSend):
        work()
    page = operator_client.get(page.request["PATH_INFO"])
    assert "Tidak ada tenaga kerja tanpa KPJ" in page.content.decode()
    with world.acting(world.operator):
        assert [*SippFile.objects.values_list("status", "people")] == [("EMPTY", 0), ("MADE", 1)]


def test_an_order_that_came_to_nothing_is_taken_up_by_the_next_click(operator_client, siti, world, work):
    given = posted_part(operator_client.get(reverse("sipp_new")))
    operator_client.post(reverse("sipp_make"), given)
    with world.acting(world.operator):
        jobs.close(job=files.latest(SippFile.objects.get()), status="DEAD", at=NOW)
    operator_client.post(reverse("sipp_make"), given)
    assert work() == 1
    with world.acting(world.operator):
        assert [*SippFile.objects.values_list("status", "people")] == [("MADE", 1)]


def test_whoever_takes_over_from_a_process_that_died_leaves_one_file(operator_client, siti, world, work):
    operator_client.post(reverse("sipp_make"), posted_part(operator_client.get(reverse("sipp_new"))))
    with world.acting(world.operator):
        file = SippFile.objects.get()
        left = kept.path_of(f"sipp/{world.bengkulu.code}/{file.public_id.hex}-dead.xlsx")
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_bytes(b"half of it")
    work()
    with world.acting(world.operator):
        file.refresh_from_db()
    assert [path.name for path in left.parent.iterdir()] == [kept.path_of(file.file).name]


@pytest.mark.parametrize("given", [{}, {"form": "X", "segment": "PU"}, {"form": "WAGES", "segment": "PU"},
                                   {"form": "WAGES", "segment": "PU", "month": "2026-99"}])  # fmt: skip
def test_what_names_no_file_is_refused(operator_client, given):
    assert operator_client.post(reverse("sipp_make"), given).status_code == 400


@pytest.fixture
def reply_with(tmp_path, operator_client, work):
    """Send a reply to a file up, and show its page."""

    def _reply_with(made, content):
        path = tmp_path / "jawaban.csv"
        path.write_text(content)
        with path.open("rb") as file:
            page = operator_client.post(reverse("sipp_answer", args=[made.public_id]), {"file": file}, follow=True)
        with suppress(Refused):
            work()
        return operator_client.get(page.request["PATH_INFO"])

    return _reply_with


def test_from_the_reply_to_the_number(operator_client, siti, make, reply_with, world, work):
    page = reply_with(make(), f"NIK;KPJ\n{siti.worker.nik};{KPJ}\n1771024108859998;00345678902\n")
    assert [chip["label"] for chip in page.context["chips"]] == [
        "Semua baris (2)", "Diterima (1)", "Tidak ada di berkas (1)",
    ]  # fmt: skip
    address = reverse("sipp_reply_confirm", args=[page.context["reply"]["public_id"]])
    for _click in range(2):
        waiting = operator_client.post(address, follow=True)
    assert (waiting.context["job"]["state"], waiting.context["may_undo"]) == ("queued", False)
    assert [work() for _delivery in range(3)] == [1, 0, 0]
    with world.acting(world.operator):
        siti.refresh_from_db()
    assert siti.kpj == KPJ


def test_numbers_are_masked_on_the_page(siti, make, reply_with):
    page = reply_with(make(), f"NIK;KPJ\n{siti.worker.nik};{KPJ}\n").content.decode()
    assert siti.worker.nik not in page
    assert KPJ not in page


def seen_by_now(world):
    with world.acting(world.auditor, "AUDITOR"):
        return [
            event.detail["people"] for event in AuditEvent.objects.filter(action="sipp.listed").order_by("recorded_at")
        ]


def test_who_opens_a_page_that_shows_persons_is_written_down(operator_client, world, siti, enroll, make, reply_with):
    left = enroll(wage=None)
    [part] = operator_client.get(reverse("sipp_new")).context["parts"]
    operator_client.get(part["left_out_url"])
    reply_with(make(), f"NIK;KPJ\n{siti.worker.nik};{KPJ}\n")
    assert seen_by_now(world) == [f"{{[{who.worker_id},{who.worker_id}]}}" for who in (left, siti)]
    operator_client.get(address_of_file(world))
    assert len(seen_by_now(world)) == 3


def address_of_file(world):
    with world.acting(world.operator):
        return SippFile.objects.get().get_absolute_url()


def test_a_filter_shows_the_rows_of_one_outcome(operator_client, siti, enroll, make, reply_with):
    enroll()
    made = make()
    page = reply_with(made, f"NIK;KPJ\n{siti.worker.nik};{KPJ}\n")
    url = page.request["PATH_INFO"]
    assert len(operator_client.get(f"{url}?hasil=MISSING").context["rows"]) == 1
    assert operator_client.get(f"{url}?hasil=CONFLICT").context["rows"] == []
    assert len(operator_client.get(f"{url}?hasil=XYZ").context["rows"]) == 1


def test_a_file_that_is_no_reply_is_told_on_its_page(siti, make, reply_with):
    page = reply_with(make(), "satu;dua\n1;2\n")
    assert page.context["job"]["state"] == "failed"
    assert "Kolom jawaban tidak ditemukan" in page.content.decode()
    assert not page.context["may_confirm"]


def test_a_word_that_nobody_knows_is_told_by_a_person_and_known_the_next_time(
    operator_client, siti, enroll, make, reply_with, work
):
    budi = enroll()
    page = reply_with(make(), f"NIK;KPJ;STATUS\n{siti.worker.nik};{KPJ};Naik\n{budi.worker.nik};;Turun\n")
    assert [(row["label"], str(row["meaning"])) for row in page.context["words"]["rows"]] == [
        ("NAIK", "Belum dikenal"), ("TURUN", "Belum dikenal"),
    ]  # fmt: skip
    assert (page.context["refused"], page.context["unclear"], page.context["conflicts"]) == (0, 2, 0)
    reply = page.context["reply"]["public_id"]
    early = operator_client.post(reverse("sipp_reply_confirm", args=[reply]), follow=True)
    assert "Masih ada kata status yang belum dikenal" in early.content.decode()
    assert (work(), early.context["may_confirm"]) == (0, False)
    operator_client.post(reverse("sipp_reply_words", args=[reply]), {"kata_1": "ACCEPTED", "kata_2": "REFUSED"})
    work()
    page = operator_client.get(page.request["PATH_INFO"])
    assert (page.context["accepted"], page.context["refused"], page.context["unclear"]) == (1, 1, 0)
    operator_client.post(reverse("sipp_reply_confirm", args=[reply]))
    work()
    page = reply_with(make(), f"NIK;KPJ;STATUS\n{budi.worker.nik};00345678909;Naik\n")
    assert (page.context["accepted"], page.context["unclear"]) == (1, 0)


def test_the_home_page_says_who_was_refused(operator_client, siti, make, reply_with, work):
    page = reply_with(make(), f"NIK;STATUS;KETERANGAN\n{siti.worker.nik};Gagal;NIK ganda\n")
    assert "1 jawaban SIPP menunggu dicatat" in operator_client.get(reverse("home")).content.decode()
    operator_client.post(reverse("sipp_reply_confirm", args=[page.context["reply"]["public_id"]]))
    work()
    assert "1 orang ditolak SIPP" in operator_client.get(reverse("home")).content.decode()


def test_a_withdrawal_without_a_reason_is_told(operator_client, siti, make):
    answer = operator_client.post(reverse("sipp_withdraw", args=[make().public_id]), {"reason": " "})
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["sipp_list", "sipp_layouts"])
def test_a_clerk_sees_neither_files_nor_columns(clerk_client, name):
    assert clerk_client.get(reverse(name)).status_code == 403


def test_the_branch_reads_the_files_of_its_cities_and_takes_none_along(officer_client, stranger_client, siti, make):
    made = make()
    page = officer_client.get(reverse("sipp_detail", args=[made.public_id]))
    assert (page.status_code, page.context["may_work"]) == (200, False)
    assert officer_client.post(reverse("sipp_download", args=[made.public_id])).status_code == 403
    assert stranger_client.get(reverse("sipp_detail", args=[made.public_id])).status_code == 404


def put(world, *columns, start_date=TODAY, cities=None, form="NEW_PU"):
    city = world.bengkulu
    with world.acting(world.officer, "OFFICER"):
        return layout_versions.put(
            municipalities=[city] if cities is None else cities, branch=city.branch, form=form, start_date=start_date,
            sheet="data", columns=[*columns], source="Templat baru", by=world.officer, at=NOW,
        )  # fmt: skip


NIK = {"header": "KTP", "field": "nik", "required": True}


def test_a_branch_puts_its_own_columns_over_the_shipped(world, siti, make, sheet_of, time_machine):
    put(world, NIK, {"header": "LOKASI", "constant": "B01"}, start_date=NOW.date())
    made = make()
    assert sheet_of(made)["data"] == [["KTP", "LOKASI"], [siti.worker.nik, "B01"]]
    assert made.layout_name == "cabang versi 1"


def test_a_version_that_has_not_begun_waits(world):
    put(world, NIK, start_date=TODAY)
    with world.acting(world.operator):
        on = layouts.in_force(municipality=world.bengkulu, form="NEW_PU", day=NOW.date())
        later = layouts.in_force(municipality=world.bengkulu, form="NEW_PU", day=TODAY)
    assert (on.version, later.version) == (0, 1)


def test_the_same_said_again_is_the_same_version_and_another_is_the_next(world):
    first, again = put(world, NIK), put(world, NIK)
    other = put(world, NIK, {"header": "NAMA", "field": "name"})
    assert [each[0].version for each in (first, again, other)] == [1, 1, 2]


def test_nobody_of_the_city_writes_columns(world):
    with world.acting(world.operator), pytest.raises(Exception, match="row-level security"):
        layout_versions.put(
            municipalities=[world.bengkulu], branch=world.bengkulu.branch, form="NEW_PU", start_date=TODAY,
            sheet="data", columns=[NIK], source="x", by=world.operator, at=NOW,
        )  # fmt: skip


def test_a_branch_writes_for_no_city_of_another(world):
    with pytest.raises(Exception, match="row-level security"):
        put(world, NIK, cities=[world.kupang])


def test_another_citys_columns_are_not_seen(world):
    put(world, NIK)
    with world.acting(world.stranger, "OPERATOR", world.kupang):
        assert SippLayout.objects.count() == 0


def rows(*columns):
    given = {"start_date": "24-11-2026", "sheet": "data", "source": "Templat baru"}
    for number, (header, field) in enumerate(columns, start=1):
        given |= {f"header_{number}": header, f"field_{number}": field, f"format_{number}": "text"}
    return given


def test_the_page_of_the_branch_shows_an_example_and_then_saves(officer_client, world):
    url = reverse("sipp_layout_edit", args=["new_pu"])
    given = rows(("NAMA", "name"), ("NIK", "nik")) | {"place_1": 2, "place_2": 1}
    look = officer_client.post(url, given | {"langkah": "lihat"})
    assert [(column["header"], column["sample"]) for column in look.context["columns"]] == [
        ("NIK", "0000004108859001"), ("NAMA", "SITI CONTOH"),
    ]  # fmt: skip
    officer_client.post(url, given)
    with world.acting(world.operator):
        [row] = SippLayout.objects.all()
    assert [column["header"] for column in row.columns] == ["NIK", "NAMA"]


@pytest.mark.parametrize(("given", "said"), [
    (rows(("NIK", "nik"), ("NIK", "name")), "sudah dipakai"),
    (rows(("", "nik")), "Judul kolom belum diisi"),
    (rows(), "paling sedikit satu"),
    (rows(("NIK", "nik")) | {"sheet": "a/b"}, "Nama lembar"),
    (rows(("NIK", "nik")) | {"field_1": "password"}, ""),
])  # fmt: skip
def test_columns_of_which_no_file_can_be_made_are_told(officer_client, given, said):
    answer = officer_client.post(reverse("sipp_layout_edit", args=["new_pu"]), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_reasons_of_leavers_have_codes_of_the_branch(officer_client, world):
    given = rows(("SEBAB", "end_reason")) | {"code_DIED": "3", "code_RESIGNED": "1"}
    officer_client.post(reverse("sipp_layout_edit", args=["leavers"]), given)
    with world.acting(world.operator):
        [row] = SippLayout.objects.all()
    assert row.columns[0]["codes"] == {"DIED": "3", "RESIGNED": "1"}


@pytest.mark.parametrize("word", ["new_pu", "new_bpu", "leavers", "wages"])
def test_the_city_reads_the_columns_of_every_file(operator_client, word):
    page = operator_client.get(reverse("sipp_layout", args=[word]))
    assert len(page.context["columns"]) == len(layouts.shipped()[word.upper()].columns)


def test_there_are_no_columns_of_another_file(operator_client):
    assert operator_client.get(reverse("sipp_layout", args=["pajak"])).status_code == 404
