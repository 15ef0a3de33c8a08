"""The page of the trail: sentences, filters, pages, before and after; the chain; the trail as a signed file."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from enrollment.models import Roster
from municipalities import audit
from municipalities.context import tenant_context
from municipalities.models import AuditEvent, Job, User
from municipalities.trails import sealing, trail, trail_exports, verifying
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator
from tests.safety.force import by_force
from tests.safety.rows import row_in


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
PAGE, FILE, CHECK = "/jejak/", "/jejak/unduh/", "/jejak/periksa/"


@pytest.fixture
def auditor_client(world, visit):
    with administrator():
        User.objects.filter(pk=world.operator.pk).update(first_name="Siti", last_name="Rahma")
    return visit(world.auditor)


def write(world, action="circular.issued", of=None, **detail):
    with world.acting(world.operator):
        audit.record(action, of=of or world.bengkulu.school, by=world.operator, at=AT, **detail)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def rows(answer):
    return [row["text"] for row in answer.context["rows"]]


def test_an_event_is_a_sentence_with_its_person(world, auditor_client):
    with world.acting(world.operator):
        audit.record_people_seen(
            "workers.listed", people={world.bengkulu: range(1, 51)}, by=world.operator, at=AT, unit="Dinas Pendidikan"
        )
    text = text_of(auditor_client.get(PAGE))
    assert "<strong>Siti Rahma</strong> membuka daftar 50 pekerja, unit Dinas Pendidikan" in text
    assert "[1,50]" not in text


def test_what_was_asked_for_and_done_by_the_system_names_both(world, auditor_client):
    with world.acting(world.system, "SYSTEM"):
        audit.record("circular.issued", of=world.bengkulu.school, by=world.operator, at=AT)
    assert "Sistem, atas permintaan Siti Rahma," in text_of(auditor_client.get(PAGE))


def test_before_and_after_stand_in_the_expander(world, auditor_client):
    with world.acting(world.operator):
        audit.record("circular.issued", of=world.bengkulu.school, by=world.operator, at=AT, before={"name": "A"},
                     after={"name": "B"})  # fmt: skip
    [row] = auditor_client.get(PAGE).context["rows"]
    assert row["changes"] == [{"name": "nama", "before": "A", "after": "B"}]


def test_a_state_is_told_in_the_words_of_its_model(world, auditor_client):
    with administrator():
        roster = row_in(world.bengkulu, Roster)
    write(world, "roster.cancelled", of=roster, before="CHECKED", after="CANCELLED", status="CANCELLED")
    [row] = auditor_client.get(PAGE).context["rows"]
    label = dict(Roster.Status.choices)
    said = {"before": label["CHECKED"], "after": label["CANCELLED"]}
    assert {name: row["changes"][0][name] for name in said} == said
    assert row["facts"] == []


def test_times_are_those_of_the_city(world, visit):
    with administrator():
        from_kupang = User.objects.create(username="auditor-kupang")
        from_kupang.scopes.create(role="AUDITOR", municipality=world.kupang, start_date=AT.date())
    with tenant_context(world.stranger.pk, "OPERATOR", [world.kupang.pk]):
        audit.record("circular.issued", of=world.kupang.school, by=world.stranger, at=AT)
    answer = visit(from_kupang).get(PAGE)
    at = answer.context["rows"][0]["at"].astimezone(ZoneInfo("Asia/Makassar"))
    assert f"{at:%d-%m-%Y %H.%M.%S}" in text_of(answer)


def test_the_filters_narrow_and_can_be_taken_off(world, auditor_client):
    write(world)
    write(world, "unit_gap.moved")
    with world.acting(world.approver, "APPROVER"):
        audit.record("circular.withdrawn", of=world.bengkulu.school, by=world.approver, at=AT)
    assert len(rows(auditor_client.get(PAGE))) == 3
    assert len(rows(auditor_client.get(PAGE, {"pelaku": world.approver.pk}))) == 1
    answer = auditor_client.get(PAGE, {"kegiatan": "perjanjian"})
    assert len(rows(answer)) == 2
    assert [chip["label"] for chip in answer.context["chips"]] == ["Kegiatan: Perjanjian dan edaran"]
    assert answer.context["chips"][0]["remove_url"] == PAGE
    assert rows(auditor_client.get(PAGE, {"dari": "2999-01-01"})) == []
    assert rows(auditor_client.get(PAGE, {"sampai": "2020-01-01"})) == []


def test_all_that_happened_to_one_thing(world, auditor_client):
    write(world)
    write(world, of=world.bengkulu.office)
    [first, *_rest] = auditor_client.get(PAGE).context["rows"]
    assert len(rows(auditor_client.get(first["about_url"]))) == 1


def test_who_has_seen_persons_is_a_filter_of_its_own(world, auditor_client):
    write(world)
    with world.acting(world.operator):
        worker = make_enrollment(world.bengkulu).worker
        audit.record("worker.nik_shown", of=worker, by=world.operator, at=AT, reason="CORRECT", note="")
    found = rows(auditor_client.get(PAGE, {"kegiatan": "pribadi"}))
    assert [str(text).split(" pekerja")[0] for text in found] == ["melihat NIK lengkap"]
    assert found[0].endswith("(memperbaiki data)")


def test_a_person_is_named_by_initials_alone(world, auditor_client):
    with world.acting(world.operator):
        worker = make_enrollment(world.bengkulu).worker
        audit.record("worker.viewed", of=worker, by=world.operator, at=AT, section="ringkasan")
    text = text_of(auditor_client.get(PAGE))
    assert worker.nik not in text
    assert worker.name not in text


@pytest.mark.parametrize(
    "given",
    [
        {"pelaku": "x"}, {"pelaku": "9" * 30}, {"kegiatan": "x"}, {"objek": "x"}, {"dari": "x"}, {"sampai": "x\0"},
        {"sampai": "9999-12-31"}, {"sesudah": "x"},
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_left_out(world, auditor_client, given):
    write(world)
    assert len(rows(auditor_client.get(PAGE, given))) == 1


def test_pages_follow_each_other_without_a_gap(world, auditor_client, monkeypatch):
    monkeypatch.setattr(trail, "A_PAGE", 3)
    for number in range(8):
        write(world, "gap_target.set", figure=number)
    found, url = [], PAGE
    while url:
        answer = auditor_client.get(url)
        found += rows(answer)
        url = answer.context["next_url"]
    assert [text.split()[2] for text in found] == ["7", "6", "5", "4", "3", "2", "1", "0"]
    assert answer.context["first_url"] == PAGE


def test_a_page_costs_the_same_however_long_the_trail(world, auditor_client, django_assert_max_num_queries):
    for _event in range(60):
        write(world)
    with django_assert_max_num_queries(30):
        auditor_client.get(PAGE)


def test_an_empty_trail_and_an_empty_answer_say_so(world, auditor_client):
    assert "Belum ada catatan" in text_of(auditor_client.get(PAGE))
    assert "Tidak ada yang cocok" in text_of(auditor_client.get(PAGE, {"dari": "2999-01-01"}))


def test_the_reader_of_another_city_sees_nothing_of_it(world, visit):
    write(world)
    with administrator():
        from_kupang = User.objects.create(username="auditor-kupang")
        from_kupang.scopes.create(role="AUDITOR", municipality=world.kupang, start_date=AT.date())
    client = visit(from_kupang)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get()
    for given in ({}, {"pelaku": world.operator.pk}, {"objek": event.public_id}, {"sesudah": event.pk}):
        answer = client.get(PAGE, given)
        assert [text for text in rows(answer) if not text.startswith("membuka jejak audit, ")] == []
        assert world.operator.username not in text_of(answer)
    assert world.bengkulu.school.name not in client.post(FILE, {"kind": "csv"}).content.decode()


@pytest.mark.parametrize("person", ["operator", "clerk", "approver", "treasurer", "mayor", "officer", "head"])
def test_nobody_else_opens_it(world, visit, person):
    client = visit(getattr(world, person))
    assert client.get(PAGE).status_code == 403
    assert {client.post(url).status_code for url in (FILE, CHECK)} == {403}


def test_who_looks_up_one_persons_doings_is_written_down(world, auditor_client):
    write(world)
    auditor_client.get(PAGE)
    auditor_client.get(PAGE, {"pelaku": world.operator.pk})
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="audit.listed")
    assert event.detail == {"count": 1, "person": "Siti Rahma"}


def seal(world):
    with world.acting(world.system, "SYSTEM"):
        return sealing.seal(municipality=world.bengkulu, at=AT)


def test_the_button_follows_the_chain_and_the_page_says_so(world, auditor_client):
    write(world)
    seal(world)
    assert "Belum pernah diperiksa." in text_of(auditor_client.get(PAGE))
    answer = auditor_client.post(CHECK, follow=True)
    assert "Rantai utuh s.d. #1" in text_of(answer)
    assert "Diperiksa: rantai utuh sampai #1." in text_of(answer)


def test_a_broken_chain_says_where(world, auditor_client):
    write(world)
    seal(world)
    with administrator(), by_force() as cursor:
        cursor.execute("UPDATE municipalities_auditevent SET role = 'X'")
    text = text_of(auditor_client.post(CHECK, follow=True))
    assert "Rantai putus di #1: isi catatan atau segelnya diubah." in text
    assert "Rantai putus</h2>" in text.replace(" </h2>", "</h2>")


def test_a_long_chain_is_followed_by_a_job(world, auditor_client, work, monkeypatch):
    monkeypatch.setattr(verifying, "A_PAGES_WAIT", 0)
    write(world)
    seal(world)
    answer = auditor_client.post(CHECK, follow=True)
    assert "Pemeriksaan sedang berjalan" in text_of(answer)
    assert work() == 1
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="audit.verified")
        assert Job.objects.get().result == {"number": 1, "broken": ""}
    assert (event.by, event.on_behalf_of) == (world.system, world.auditor)
    assert "Diperiksa" in text_of(auditor_client.get(PAGE))


def test_a_job_of_another_city_follows_no_chain_of_ours(world, monkeypatch):
    write(world)
    seal(world)
    with tenant_context(world.stranger.pk, "OPERATOR", [world.bengkulu.pk]):
        assert sealing.head_of(world.bengkulu) is None
        assert verifying.verify(municipality=world.bengkulu).number == 0


def test_the_csv_is_signed_and_the_download_stands_in_the_trail(world, auditor_client, tmp_path):
    write(world)
    seal(world)
    content = auditor_client.post(FILE, {"kind": "csv", "kegiatan": "perjanjian"}).content
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in table] == ["Nomor", "1", "Ujung rantai", "Tanda tangan"]
    assert table[1][2] == "Siti Rahma"
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="audit.exported")
        assert trail_exports.is_ours(content, municipality=world.bengkulu)
        assert not trail_exports.is_ours(content.replace(b"Siti", b"Sita"), municipality=world.bengkulu)
    assert (event.detail["rows"], event.detail["group"]) == (1, "Perjanjian dan edaran")


def test_the_command_tells_a_download_that_was_changed(world, auditor_client, tmp_path, capsys):
    write(world)
    content = auditor_client.post(FILE, {"kind": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet["C"]][:2] == ["Pelaku", "Siti Rahma"]
    (tmp_path / "trail.xlsx").write_bytes(content)
    call_command("verify_audit", municipality="17.71", file=str(tmp_path / "trail.xlsx"))
    (tmp_path / "trail.xlsx").write_bytes(content + b"x")
    with pytest.raises(CommandError, match="is not what was downloaded"):
        call_command("verify_audit", municipality="17.71", file=str(tmp_path / "trail.xlsx"))


def test_what_somebody_typed_is_no_formula_in_the_file(world, auditor_client):
    with world.acting(world.operator):
        world.bengkulu.school.name = "=HYPERLINK(1)"
        audit.record("circular.issued", of=world.bengkulu.school, by=world.operator, at=AT)
    content = auditor_client.post(FILE, {"kind": "csv"}).content.decode()
    assert ";'=HYPERLINK(1);" in content


def test_the_address_of_the_page_stands_in_the_menu_of_who_may(world, auditor_client, operator_client):
    assert reverse("audit_trail") in auditor_client.get("/").content.decode()
    assert reverse("audit_trail") not in operator_client.get("/").content.decode()
