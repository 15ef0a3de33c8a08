"""Papers of a worker as scans: who keeps them, who sees them, what becomes of their files."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from enrollment import documents
from enrollment.models import WorkerDocument
from municipalities.models import AuditEvent
from municipalities.scans import storing, taking
from municipalities.scans.fields import ScanField
from reports import person_files, retention
from tests.factories import scans
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def budi(world):
    """Of the clerk's school."""
    with administrator():
        worker = make_worker(world.bengkulu, "Budi Hartono")
        make_enrollment(world.bengkulu, worker, kpj="22X00000001")
    return worker


def kept(world, worker, content=None, kind="ID_CARD", **given):
    with world.acting(world.operator), taking.taken(scans.upload(content or scans.picture())) as scan:
        return documents.keep(worker=worker, kind=kind, scan=scan, by=world.operator, at=timezone.now(), **given)


@pytest.fixture
def ktp(world, budi):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return kept(world, budi)


def tab(client, worker):
    return client.get(reverse("worker_papers", args=[worker.public_id]))


def send(client, worker, content, kind="ID_CARD", **given):
    address = reverse("worker_document_add", args=[worker.public_id])
    return client.post(address, {"kind": kind, "file": scans.upload(content, "KTP Budi.jpg")} | given)


def asked(client, document, what=""):
    answer = client.get(reverse(f"worker_document{what}", args=[document.public_id]))
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def withdraw(client, document, reason="MISTAKE"):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(reverse("worker_document_withdraw", args=[document.public_id]), {"reason": reason})


def events(action):
    with administrator():
        return list(AuditEvent.objects.filter(action=action))


def on_disk(files):
    return sorted(path.name for path in files.rglob("*") if path.is_file())


def test_operator_and_clerk_keep_scans_and_the_tab_lists_them(operator_client, clerk_client, budi):
    assert send(clerk_client, budi, scans.picture("HEIC")).status_code == 302
    assert send(operator_client, budi, scans.pdf(pages=2), "APPOINTMENT", note="SK 800/12").status_code == 302
    page = tab(operator_client, budi)
    listed = [(each.kind, each.media_type, each.pages, each.note) for each in page.context["documents"]]
    assert listed == [("APPOINTMENT", "application/pdf", 2, "SK 800/12"), ("ID_CARD", "image/jpeg", 1, "")]
    for document in page.context["documents"]:
        assert reverse("worker_document_preview", args=[document.public_id]) in page.content.decode()


def test_a_scan_is_given_out_whole_alone_and_under_a_name_that_says_nothing(operator_client, world, budi):
    document = kept(world, budi, scans.pdf())
    answer = asked(operator_client, document)
    assert answer.body == scans.pdf()
    day = budi.municipality.today()
    assert answer["Content-Disposition"] == f'attachment; filename="ktp-{day:%Y-%m-%d}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")


def test_the_first_page_is_looked_at_on_the_page(operator_client, world, budi):
    answer = asked(operator_client, kept(world, budi, scans.pdf()), "_preview")
    assert Image.open(io.BytesIO(answer.body)).format == "JPEG"
    assert answer["Content-Type"] == "image/jpeg"
    assert "attachment" not in answer.get("Content-Disposition", "")


def test_each_look_stands_in_the_trail_as_a_look_at_a_person(operator_client, budi, ktp):
    asked(operator_client, ktp)
    asked(operator_client, ktp, "_preview")
    seen = events("worker_document.opened")
    assert [(event.label, event.detail["preview"]) for event in seen] == [("KTP", False), ("KTP", True)]
    assert all(str(budi.pk) in event.detail["people"] for event in seen)


def test_the_trail_of_keeping_has_the_hash_and_not_the_note(world, budi):
    document = kept(world, budi, note="KTP Budi 1771014108859001")
    [event] = events("worker_document.kept")
    assert event.detail["sha256"] == document.sha256
    assert "Budi" not in str((event.detail, event.changes, event.label))


def test_whoever_checks_people_sees_it_and_keeps_nothing(visit, world, approver_client, officer_client, budi, ktp):
    for client in (approver_client, officer_client, visit(world.auditor)):
        assert tab(client, budi).context["may_keep_documents"] is False
        assert asked(client, ktp).status_code == 200
        assert send(client, budi, scans.picture()).status_code == 403
        assert withdraw(client, ktp).status_code == 403


def test_whoever_counts_or_pays_sees_no_scan(visit, world, budi, ktp):
    for person, role in ((world.mayor, "MAYOR_OFFICE"), (world.treasurer, "TREASURER")):
        client = visit(person)
        assert "Dokumen pekerja" not in tab(client, budi).content.decode()
        assert asked(client, ktp).status_code == 403
        with world.acting(person, role):
            assert not WorkerDocument.objects.exists()


def test_an_admin_and_the_platform_see_nothing(visit, world, budi, ktp):
    client = visit(world.admin)
    assert [asked(client, ktp, what).status_code for what in ("", "_preview", "_replace", "_withdraw")] == [403] * 4
    with world.acting(world.admin, "ADMIN"):
        assert not WorkerDocument.objects.exists()


def test_a_clerk_of_elsewhere_and_a_stranger_find_nothing(clerk_client, stranger_client, world):
    with administrator():
        office = make_enrollment(world.bengkulu, unit=world.bengkulu.office).worker
    document = kept(world, office)
    for client in (clerk_client, stranger_client):
        assert send(client, office, scans.picture()).status_code == 404
        for what in ("", "_preview", "_replace", "_withdraw"):
            assert asked(client, document, what).status_code == 404
    with world.acting(world.clerk, "CLERK"):
        assert not WorkerDocument.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (scans.pdf(scans.opens_with(S=scans.Name.JavaScript, JS="x")), "program kecil yang berjalan sendiri"),
        (b"<html></html>", "Berkas ini halaman web; yang diterima PDF, JPEG, PNG, atau HEIC."),
        (b"", "kosong"),
    ],
)
def test_what_is_no_scan_is_refused_in_the_form_and_leaves_nothing(operator_client, files, budi, content, said):
    answer = send(operator_client, budi, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (on_disk(files), list(tab(operator_client, budi).context["documents"])) == ([], [])


def test_another_kind_says_what_it_is(operator_client, budi):
    answer = send(operator_client, budi, scans.picture(), "OTHER")
    assert (answer.status_code, "perlu keterangan" in answer.content.decode()) == (422, True)
    assert send(operator_client, budi, scans.picture(), "OTHER", note="Ijazah").status_code == 302


def test_the_same_file_again_says_so(operator_client, world, budi, ktp):
    answer = send(operator_client, budi, scans.picture(), "FAMILY_CARD")
    assert answer.status_code == 422
    assert "Berkas yang sama sudah tersimpan sebagai KTP sejak" in answer.content.decode()
    assert send(operator_client, budi, scans.picture("PNG"), "FAMILY_CARD").status_code == 302


def test_a_newer_scan_takes_the_place_and_the_old_one_can_be_looked_up(operator_client, budi, ktp):
    address = reverse("worker_document_replace", args=[ktp.public_id])
    sent = {"file": scans.upload(scans.picture(drawn=scans.card("green")))}
    assert operator_client.post(address, sent).status_code == 302
    page = tab(operator_client, budi)
    [now], [before] = page.context["documents"], page.context["earlier_documents"]
    assert (now.kind, before.pk, before.replaced_by_id) == ("ID_CARD", ktp.pk, now.pk)
    assert asked(operator_client, ktp).status_code == 200
    again = operator_client.post(address, {"file": scans.upload(scans.pdf())})
    assert (again.status_code, "sudah diganti atau ditarik" in again.content.decode()) == (422, True)


def test_what_is_withdrawn_is_gone_from_the_disk_and_its_row_says_why(operator_client, files, budi, ktp):
    assert len(on_disk(files)) == 2
    assert withdraw(operator_client, ktp, "").status_code == 422
    assert withdraw(operator_client, ktp).status_code == 302
    assert on_disk(files) == []
    page = tab(operator_client, budi)
    assert list(page.context["documents"]) == []
    assert "salah berkas atau salah orang" in page.content.decode()
    assert asked(operator_client, ktp).status_code == 404
    [event] = events("worker_document.withdrawn")
    assert event.detail["why"] == "salah berkas atau salah orang"


def test_the_second_of_two_who_withdraw_is_told(world, ktp):
    with world.acting(world.operator):
        documents.withdraw(document=ktp, reason="ASKED", by=world.operator, at=timezone.now())
        with pytest.raises(documents.DocumentGone):
            documents.withdraw(document=ktp, reason="ASKED", by=world.operator, at=timezone.now())


def test_a_file_that_was_altered_is_not_given_out(operator_client, ktp):
    storing.path_of(ktp.file.name).write_bytes(b"other")
    answer = asked(operator_client, ktp)
    assert (answer.status_code, "tidak lagi sama" in answer.content.decode()) == (500, True)


def test_what_was_not_committed_goes_with_the_next_tidying(world, files, budi):
    """A part with a row gets its name, one without goes, and a young one is left alone."""
    document = kept(world, budi)
    lost = storing.part_of(f"scans/{budi.municipality.code}/0{Path(document.file.name).name}")
    lost.write_bytes(b"x")
    half = lost.with_name(".half.jpg.part.x1")
    half.write_bytes(b"x")
    for later, left in ((timedelta(minutes=30), 4), (timedelta(hours=2), 2)):
        with world.acting(world.system, "SYSTEM"):
            storing.tidy(municipality=world.bengkulu, by=world.system, at=timezone.now() + later)
        assert len(on_disk(files)) == left
    assert storing.path_of(document.file.name).exists()
    assert storing.path_of(storing.preview_of(document.file.name)).exists()


def test_every_table_with_scans_can_be_read_by_the_work_of_the_schedule():
    """Else its parts would pass for lost."""
    models = [
        model for model in apps.get_models() if any(isinstance(each, ScanField) for each in model._meta.local_fields)
    ]
    assert WorkerDocument in models
    assert [model for model in models if "SYSTEM" not in model.wall.readers] == []


def test_a_persons_file_holds_the_scans(world, budi, ktp):
    with world.acting(world.operator):
        made = person_files.export(municipality=world.bengkulu, nik=budi.nik, by=world.operator, at=timezone.now())
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.read("dokumen/001-id_card.jpg") == storing.path_of(ktp.file.name).read_bytes()
        [row] = json.loads(archive.read("data.json"))["enrollment_workerdocument"]
    assert row["Jenis"] == "KTP"


def test_the_city_forgets_the_scans_with_the_worker(world, files, budi):
    document = kept(world, budi, note="KTP Budi")
    with TestCase.captureOnCommitCallbacks(execute=True), world.acting(world.system, "SYSTEM"):
        retention.forget(budi, at=timezone.now())
    with world.acting(world.system, "SYSTEM"):
        document.refresh_from_db()
    assert (document.note, document.removed_at is None, on_disk(files)) == ("", False, [])


def test_a_file_whose_removal_was_interrupted_goes_in_the_night(world, files, ktp):
    with world.acting(world.operator):
        documents.withdraw(document=ktp, reason="ASKED", by=world.operator, at=timezone.now())
    assert len(on_disk(files)) == 2
    with world.acting(world.system, "SYSTEM"):
        documents.remove_what_was_left(world.bengkulu, at=timezone.now())
    assert on_disk(files) == []
