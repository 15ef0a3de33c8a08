"""Scans of the signed paper: who keeps, sees and drops them, and what is refused."""

import pytest
from django.test import TestCase
from django.urls import reverse

from agreements.models import AgreementScan
from municipalities.models import AuditEvent
from municipalities.scans import storing
from tests.agreements.test_next_steps import brought_to
from tests.factories import scans
from tests.factories.agreements import make_agreement
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
