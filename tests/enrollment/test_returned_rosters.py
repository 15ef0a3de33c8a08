"""A roster that came by a link goes back to the school, with a word why."""

from django.urls import reverse
from django.utils import timezone

from enrollment import rosters
from municipalities import mails
from municipalities.models import Job
from tests.enrollment.test_sent_rosters import checked, files, receipt_of, revoke, school, token, workbook
from tests.links import HEADER, SITI, link_of, page_of, roster_file, send, sent
from tests.safety.attack import administrator


__all__ = ["checked", "files", "school", "token"]  # fixtures


def test_a_roster_that_goes_back_tells_the_school_why(world, school, operator_client):
    _link, token = link_of(world, email="tu@smpharapan.sch.id")
    answer = send(token, SITI, client=school)
    with administrator():
        Job.objects.all().update(status="DONE")
    [roster] = sent(world)
    reason = {"reason": "Guru yang sudah pindah masih ada."}
    operator_client.post(reverse("roster_return", args=[roster.public_id]), reason)
    [roster] = sent(world)
    assert (roster.status, roster.return_reason) == ("CANCELLED", reason["reason"])
    for page in (page_of(token), answer.url):
        assert reason["reason"] in school.get(page).content.decode()
    for page in (roster.get_absolute_url(), reverse("roster_list")):
        assert "Dikembalikan" in operator_client.get(page).content.decode()
    assert reason["reason"] in operator_client.get(roster.get_absolute_url()).content.decode()
    with mails.as_mailer():
        assert [mail.subject for mail in mails.Mail.objects.order_by("created_at")][
            -1
        ] == "Daftar Anda perlu diperbaiki"
    assert send(token, SITI, client=school).url != answer.url


def test_the_mail_about_it_sends_nobody_to_a_link_that_is_revoked(world, school, operator_client):
    link, token = link_of(world, email="tu@smpharapan.sch.id")
    send(token, SITI, client=school)
    revoke(world, link)
    with administrator():
        Job.objects.all().update(status="DONE")
    operator_client.post(reverse("roster_return", args=[sent(world)[0].public_id]), {"reason": "Belum lengkap."})
    with mails.as_mailer():
        body = mails.Mail.objects.order_by("created_at").last().body
    assert "Buka lagi tautan" not in body
    assert "Tautan yang Anda terima sudah tidak berlaku" in body


def test_a_receipt_of_what_goes_back_no_longer_says_that_there_is_nothing_to_do(
    world, school, token, work, operator_client
):
    rows = [row.split(";") for row in (HEADER, SITI)]
    asked = send(token, client=school, file=workbook(Satu=rows, Dua=rows))
    fine = send(token, SITI, client=school)
    work()
    assert all("tidak perlu berbuat apa-apa" in receipt_of(school, answer) for answer in (asked, fine))
    assert "Kirim lagi daftarnya" not in receipt_of(school, fine)
    for roster in sent(world):
        operator_client.post(reverse("roster_return", args=[roster.public_id]), {"reason": "Tahun lalu"})
    assert not any("tidak perlu berbuat apa-apa" in receipt_of(school, answer) for answer in (asked, fine))
    assert all("Kirim lagi daftarnya" in receipt_of(school, answer) for answer in (asked, fine))


def test_nothing_goes_back_without_a_reason(world, checked, operator_client):
    page = operator_client.post(reverse("roster_return", args=[checked.public_id]), {"reason": " "}, follow=True)
    assert "Tulis dulu alasannya" in page.content.decode()
    assert sent(world)[0].status == "CHECKED"


def test_what_came_from_the_city_itself_is_not_returned(world, tmp_path, operator_client):
    path = tmp_path / "own.csv"
    path.write_bytes(roster_file(SITI).read())
    with world.acting(world.operator):
        roster = rosters.receive(
            municipality=world.bengkulu, path=path, file_name="a.csv", by=world.operator, at=timezone.now()
        )
    assert "return_form" in operator_client.get(roster.get_absolute_url()).context
    page = operator_client.post(reverse("roster_return", args=[roster.public_id]), {"reason": "Salah"}, follow=True)
    assert "tidak datang lewat tautan" in page.content.decode()
