"""Scans of the signed paper: who keeps, sees and drops them, and what is refused."""

import os

import pytest
from django.db import DatabaseError, transaction
from django.test import TestCase
from django.urls import reverse

from agreements import signatures
from agreements.models import AgreementScan, Side
from municipalities.models import AuditEvent
from municipalities.opening.limits import MB
from municipalities.roles import Role
from municipalities.scans import storing
from reports import agreement_papers
from tests.agreements.test_next_steps import brought_to
from tests.factories import scans
from tests.factories.agreements import AT, for_the_city, make_agreement, speaking
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def agreement(world):
    with world.acting(world.operator):
        made = make_agreement(world.bengkulu)
    return brought_to(world, made, "agreed")


def send(client, agreement, content):
    address = reverse("agreement_scan_add", args=[agreement.public_id])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"file": scans.upload(content, "naskah.pdf")})


@pytest.fixture
def scan(operator_client, world, agreement):
    assert send(operator_client, agreement, scans.pdf(pages=3)).status_code == 302
    with world.acting(world.operator):
        return AgreementScan.objects.get()


def at(scan, what=""):
    return reverse(f"agreement_scan{what}", args=[scan.public_id])


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def page_of(client, agreement):
    return client.get(agreement.get_absolute_url()).content.decode()


def test_both_sides_open_it_whole_and_alone(operator_client, officer_client, scan):
    for client in (operator_client, officer_client):
        answer = client.get(at(scan))
        assert body(answer) == scans.pdf(pages=3)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "attachment" in answer["Content-Disposition"]


def test_its_hash_its_pages_and_its_preview_stand_on_the_agreements_page(officer_client, agreement, scan):
    page = page_of(officer_client, agreement)
    assert scan.sha256 in page
    assert "3 halaman" in page
    assert at(scan, "_preview") in page


def test_the_first_page_is_a_picture(operator_client, scan):
    answer = operator_client.get(at(scan, "_preview"))
    assert (answer["Content-Type"], body(answer)[:2]) == ("image/jpeg", b"\xff\xd8")


def test_each_look_stands_in_the_trail(operator_client, scan):
    body(operator_client.get(at(scan)))
    body(operator_client.get(at(scan, "_preview")))
    with administrator():
        seen = AuditEvent.objects.filter(action="agreement.scan_opened")
        assert sorted(event.detail["preview"] for event in seen) == [False, True]


A_SCRIPT = scans.opens_with(S=scans.Name.JavaScript, JS="app.alert(1)")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(scans.pdf(A_SCRIPT), "JavaScript", id="a script"),
        pytest.param(b"MZ no paper", "PDF", id="no paper"),
        pytest.param(b"", "kosong", id="empty"),
    ],
)
def test_what_is_no_plain_paper_is_refused_in_its_own_words(operator_client, world, agreement, content, sentence):
    answer = send(operator_client, agreement, content)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])
    with world.acting(world.operator):
        assert not AgreementScan.objects.exists()


def test_the_same_file_twice_is_one_scan(officer_client, world, agreement, scan):
    answer = send(officer_client, agreement, scans.pdf(pages=3))
    assert answer.status_code == 422
    assert "Berkas yang sama sudah tersimpan" in answer.content.decode()


def test_the_side_that_kept_it_drops_it_with_its_file(operator_client, world, agreement, scan, files):
    assert at(scan, "_drop") in page_of(operator_client, agreement)
    with TestCase.captureOnCommitCallbacks(execute=True):
        operator_client.post(at(scan, "_drop"))
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert operator_client.get(at(scan)).status_code == 404


def test_the_other_side_is_told_who_may_drop_it(officer_client, agreement, scan):
    assert at(scan, "_drop") not in page_of(officer_client, agreement)
    answer = officer_client.post(at(scan, "_drop"), follow=True)
    assert "Pindaian ini diunggah pihak lain" in answer.content.decode()
    assert body(officer_client.get(at(scan))) == scans.pdf(pages=3)


def test_a_stranger_and_another_branch_find_no_scan(stranger_client, visit, world, scan):
    for client in (stranger_client, visit(world.foreign_officer)):
        assert {client.get(at(scan, what)).status_code for what in ("", "_preview")} == {404}
        assert client.post(at(scan, "_drop")).status_code == 404


def test_a_file_that_is_no_longer_the_one_that_was_kept_is_not_given_out(operator_client, scan):
    storing.path_of(scan.file.name).write_bytes(b"%PDF-other")
    answer = operator_client.get(at(scan))
    assert answer.status_code == 500
    assert str(scan.public_id) in answer.content.decode()


@pytest.fixture
def signed(world, agreement, scan):
    """By both, with the scan of three pages."""
    day = {"signing_date": agreement.start_date, "signing_place": "Bengkulu"}
    for_the_city(agreement, **day)
    with speaking(agreement, world.head, Role.BRANCH_HEAD):
        return signatures.record(agreement=agreement, side=Side.BRANCH, by=world.head, at=AT, **day)


def replace(client, scan, *, pages=4, reason="Halaman 4 tertinggal"):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(at(scan, "_replace"), {"file": scans.upload(scans.pdf(pages=pages)), "reason": reason})


def test_a_wrong_scan_of_a_signed_agreement_is_replaced_and_kept(operator_client, officer_client, signed, scan):
    assert at(scan, "_replace") in page_of(operator_client, signed)
    assert replace(operator_client, scan).status_code == 302
    page = page_of(officer_client, signed)
    assert "Tidak berlaku lagi: diganti operator" in page
    assert "Halaman 4 tertinggal" in page
    shown = officer_client.get(signed.get_absolute_url()).context["scans"]
    assert [each["newer"] is None for each in shown] == [True, False]
    assert at(scan, "_replace") not in page_of(operator_client, signed)
    assert body(officer_client.get(at(scan))) == scans.pdf(pages=3)


def test_the_trail_has_both_hashes_of_a_replaced_scan(operator_client, world, signed, scan):
    replace(operator_client, scan)
    with administrator():
        newer = AgreementScan.objects.get(replaces=scan)
        changes = AuditEvent.objects.get(action="agreement.scan_replaced").changes
    assert scan.sha256 in str(changes)
    assert newer.sha256 in str(changes)


def test_a_scan_is_replaced_once_for_a_reason_by_its_own_side(operator_client, officer_client, world, signed, scan):
    assert "reason" in replace(operator_client, scan, reason=" ").context["form"].errors
    assert "mintalah mereka menggantinya" in replace(officer_client, scan).content.decode()
    replace(operator_client, scan)
    assert "sudah diganti" in replace(operator_client, scan, pages=5).content.decode()
    with world.acting(world.operator):
        assert AgreementScan.objects.count() == 2


def test_before_the_signature_a_wrong_scan_is_dropped_and_not_replaced(operator_client, scan):
    assert replace(operator_client, scan).status_code == 422
    assert operator_client.get(at(scan, "_replace")).status_code == 302


def test_the_database_takes_a_scan_after_the_signature_only_in_the_place_of_one(world, signed, scan):
    same = ("municipality_id", "agreement_id", "side", "media_type", "pages", "bytes")
    given = {name: getattr(scan, name) for name in same}
    own = given | {"file": "scans/x.pdf", "sent_sha256": "1", "sha256": "1", "by": world.operator, "at": AT}
    with world.acting(world.operator), pytest.raises(DatabaseError, match="stays signed"), transaction.atomic():
        AgreementScan.objects.create(**own)
    with world.acting(world.head, Role.BRANCH_HEAD):
        scan.refresh_from_db()
        branch = own | {"side": "BRANCH", "by": world.head, "replaces": scan, "reason": "Salah"}
        with pytest.raises(DatabaseError, match="of the same side"), transaction.atomic():
            AgreementScan.objects.create(**branch)


def test_a_stranger_replaces_no_scan(stranger_client, visit, world, signed, scan):
    for client in (stranger_client, visit(world.foreign_officer)):
        assert replace(client, scan).status_code == 404


def sign(client, agreement):
    day = {"signing_date": agreement.start_date.isoformat(), "signing_place": "Bengkulu"}
    return client.post(reverse("agreement_sign", args=[agreement.public_id]), day, follow=True)


def test_a_scan_with_too_few_pages_waits_for_a_word(approver_client, visit, world, agreement, scan):
    sign(approver_client, agreement)
    head = visit(world.head)
    asked = head.get(reverse("agreement_sign", args=[agreement.public_id])).content.decode()
    assert "Pindaian yang tersimpan 3 halaman; naskahnya" in asked
    page = sign(head, agreement).content.decode()
    assert "Lengkap?" in page
    again(world, agreement, "AGREED")
    answer = head.post(reverse("agreement_scan_complete", args=[agreement.public_id]), follow=True)
    assert "dinyatakan lengkap" in answer.content.decode()
    again(world, agreement, "SIGNED")
    with administrator():
        assert AuditEvent.objects.get(action="agreement.scan_complete").detail["pages"] == 3


def test_pages_that_come_one_by_one_count_together(operator_client, approver_client, visit, world, agreement):
    with world.acting(world.operator):
        printed = agreement_papers.printed_pages(agreement)
    sign(approver_client, agreement)
    sign(visit(world.head), agreement)
    for number in range(1, printed.text):
        send(operator_client, agreement, scans.picture(drawn=scans.card((number, 0, 0))))
        again(world, agreement, "AGREED")
    send(operator_client, agreement, scans.picture(drawn=scans.card("red")))
    again(world, agreement, "SIGNED")


def test_nothing_is_complete_before_both_sides_have_signed(operator_client, world, agreement, scan):
    answer = operator_client.post(reverse("agreement_scan_complete", args=[agreement.public_id]), follow=True)
    assert "tidak dapat menjadi ditandatangani" in answer.content.decode()
    again(world, agreement, "AGREED")


def again(world, agreement, status):
    with world.acting(world.operator):
        agreement.refresh_from_db()
    assert agreement.status == status


def as_large_as(megabytes):
    def padded(document):
        document.Root.Padding = document.make_stream(os.urandom(megabytes * MB))

    return scans.pdf(padded)


def test_a_whole_agreement_may_have_twenty_megabytes(operator_client, agreement):
    assert send(operator_client, agreement, as_large_as(19)).status_code == 302
    answer = send(operator_client, agreement, as_large_as(20))
    assert "paling besar 20 MB" in str(answer.context["form"].errors["file"])
