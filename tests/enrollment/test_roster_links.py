"""A link for a school: made and shown once, kept as a hash, seen and revoked by whoever works for its unit."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from enrollment import roster_links
from enrollment.models import RosterLink
from municipalities import mails
from municipalities.models import AuditEvent
from tests.links import SITI, link_of, page_of, send, sent
from tests.safety.attack import administrator


LIST = "/pekerja/roster/tautan/"
NEW = "/pekerja/roster/tautan/buat/"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ask(client, world, **given):
    last_day = world.bengkulu.today() + timedelta(days=14)
    form = {"unit": "101", "category": "GTT", "last_day": last_day.isoformat(), "idempotency_key": uuid.uuid4()}
    return client.post(NEW, form | given)


def links():
    with administrator():
        return list(RosterLink.objects.order_by("pk"))


def trail():
    with administrator():
        return [
            (event.action, event.label)
            for event in AuditEvent.objects.filter(action__startswith="roster_link").order_by("at")
        ]


def test_the_address_of_a_link_is_shown_once_and_opens_its_page(world, operator_client, client):
    answer = ask(operator_client, world)
    address = answer.context["address"]
    assert address in answer.content.decode()
    assert "SDN 1" in client.get(address).content.decode()
    assert address not in operator_client.get(LIST).content.decode()


def test_the_address_is_copied_by_a_button_or_by_hand(world, operator_client):
    text = ask(operator_client, world).content.decode()
    assert '<p class="actions" data-copy="tautan" hidden>' in text  # shown by the script alone
    assert re.search(r'<textarea[^>]*id="tautan"[^>]*readonly', text)


def test_the_token_is_kept_nowhere_but_as_a_keyed_hash(world, operator_client, settings):
    token = ask(operator_client, world).context["address"].rstrip("/").rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    with administrator() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text LIKE %s", [f"%{token}%"])
            assert (table, cursor.fetchone()[0]) == (table, 0)
    kept = roster_links.hash_of(token)
    settings.SECRET_KEY = "another"
    assert roster_links.hash_of(token) != kept


def test_a_form_that_is_sent_twice_makes_one_link(world, operator_client):
    key = uuid.uuid4()
    assert ask(operator_client, world, idempotency_key=key).status_code == 200
    assert ask(operator_client, world, idempotency_key=key).url == LIST
    assert len(links()) == 1


@pytest.mark.parametrize("days", [-1, 61])
def test_a_link_works_today_at_least_and_sixty_days_at_most(world, operator_client, days):
    last_day = world.bengkulu.today() + timedelta(days=days)
    answer = ask(operator_client, world, last_day=last_day.isoformat())
    assert answer.status_code == 422
    assert "paling lambat" in answer.content.decode()
    assert links() == []


def test_a_form_whose_last_day_was_out_of_reach_is_put_right_and_sent_again(world, operator_client):
    key = uuid.uuid4()
    too_late = world.bengkulu.today() + timedelta(days=61)
    assert ask(operator_client, world, last_day=too_late.isoformat(), idempotency_key=key).status_code == 422
    assert ask(operator_client, world, idempotency_key=key).status_code == 200
    assert len(links()) == 1


def test_private_schools_come_first_in_the_form(world, operator_client):
    with administrator():
        world.bengkulu.school.kind = "PRIVATE_SCHOOL"
        world.bengkulu.school.save()
    page = operator_client.get(NEW).content.decode()
    assert page.index("SDN 1 (sekolah swasta)") < page.index("Dinas Pendidikan (OPD)")
    assert "Belum ada di daftar? Admin kota menambahkannya di Pengaturan, Unit." in page


def test_the_page_of_a_unit_leads_to_its_link(world, operator_client):
    page = operator_client.get(reverse("unit_detail", args=[world.bengkulu.school.public_id])).content.decode()
    assert f"{NEW}?unit=101" in page
    assert '<option value="101" selected>' in operator_client.get(f"{NEW}?unit=101").content.decode()


def test_the_school_gets_its_link_by_mail_where_the_city_knows_the_address(world, operator_client):
    address = ask(operator_client, world, email="tu@smpharapan.sch.id").context["address"]
    with mails.as_mailer():
        [mail] = mails.Mail.objects.all()
    assert (mail.recipient, mail.subject) == ("tu@smpharapan.sch.id", "Kirim daftar pekerja ke Kota Bengkulu")
    assert address in mail.body
    assert "operator dari Pemerintah Kota Bengkulu" in mail.body


def test_a_link_says_how_often_it_was_used_and_what_came_last(world, operator_client):
    _link, token = link_of(world)
    send(token, SITI)
    page = operator_client.get(LIST).content.decode()
    assert "1 kali" in page
    assert sent(world)[0].get_absolute_url() in page


def test_a_revoked_link_opens_nothing_and_is_not_revoked_twice(world, operator_client, client):
    link, token = link_of(world)
    revoke = reverse("roster_link_revoke", args=[link.public_id])
    assert "dicabut" in operator_client.post(revoke, follow=True).content.decode()
    assert client.get(page_of(token)).status_code == 404
    assert "sudah dicabut" in operator_client.post(revoke, follow=True).content.decode()
    assert trail() == [("roster_link.made", "SDN 1"), ("roster_link.revoked", "SDN 1")]


def test_a_clerk_makes_links_for_the_own_units_and_sees_no_other(world, clerk_client, other_school):
    assert ask(clerk_client, world).status_code == 200
    assert ask(clerk_client, world, unit=other_school.code).status_code == 422
    foreign, _token = link_of(world, unit=other_school)
    assert [row["unit"] for row in clerk_client.get(LIST).context["links"]] == ["SDN 1"]
    assert clerk_client.post(reverse("roster_link_revoke", args=[foreign.public_id])).status_code == 404


def test_the_database_lets_a_clerk_make_no_link_for_another_unit(world, other_school):
    with pytest.raises(Exception, match="row-level security"):
        link_of(world, by=world.clerk, role="CLERK", unit=other_school)


def test_a_stranger_cannot_revoke_our_link(world, stranger_client):
    link, _token = link_of(world)
    assert stranger_client.post(reverse("roster_link_revoke", args=[link.public_id])).status_code == 404
    assert [row["unit"] for row in stranger_client.get(LIST).context["links"]] == []


def test_without_a_context_the_application_sees_no_link_and_its_function_tells_three_numbers(world):
    link, token = link_of(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enrollment_rosterlink")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT * FROM sec.roster_link(%s)", [roster_links.hash_of(token)])
        assert [column.name for column in cursor.description] == ["city", "link", "unit"]
        assert cursor.fetchall() == [(world.bengkulu.pk, link.pk, world.bengkulu.school.pk)]


@pytest.mark.parametrize("change", ["last_day = now()::date - 2", "revoked_at = now(), revoked_by_id = made_by_id"])
def test_the_function_itself_tells_nothing_of_a_link_that_is_over(world, change):
    _link, token = link_of(world)
    with administrator() as cursor:
        cursor.execute(f"UPDATE enrollment_rosterlink SET {change}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.roster_link(%s)", [roster_links.hash_of(token)])
        assert cursor.fetchall() == []


def test_behind_a_door_the_service_user_sees_the_rows_of_the_unit_alone(world, other_school):
    _link, token = link_of(world)
    link_of(world, unit=other_school)
    with roster_links.door(token, at=timezone.now()):
        assert [link.unit.name for link in RosterLink.objects.select_related("unit")] == ["SDN 1"]


def test_the_list_of_links_asks_no_more_for_many(world, operator_client, django_assert_max_num_queries):
    for _number in range(8):
        send(link_of(world)[1], SITI)
    operator_client.get(LIST)
    with django_assert_max_num_queries(16):
        operator_client.get(LIST)
