"""Reports of cards that look false: sent by anybody, read by the city of the card and its branch, and nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reports.models import CardReport
from tests.safety.attack import administrator


TOKEN = "A-1771-1-00000000000000000000"
GIVEN = {"place": "Kantor Pos Pantai Panjang", "note": "Fotonya ditempel", "contact": "0812 0000"}


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


@pytest.fixture
def public():
    return Client(REMOTE_ADDR="203.0.113.9")


def send(client, token=TOKEN, **given):
    return client.post(reverse("card_report", args=[token]), GIVEN | given)


def kept():
    with administrator():
        return list(CardReport.objects.order_by("pk"))


def test_a_report_reaches_the_city_and_its_branch_and_no_other(public, world, visit):
    page = public.get(reverse("card_report", args=[TOKEN]))
    assert (b"<script" in page.content, len(page.content) < 8_000) == (False, True)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "Terima kasih" in send(public).content.decode()
    [report] = kept()
    assert (report.municipality_id, report.status) == (world.bengkulu.pk, "UNKNOWN")
    url = reverse("card_report_list")
    seen = {user.username: GIVEN["note"] in visit(user).get(url).content.decode()
            for user in (world.operator, world.officer, world.stranger, world.foreign_officer)}  # fmt: skip
    assert seen == {"operator": True, "officer": True, "stranger": False, "foreign_officer": False}


def test_of_where_it_came_from_a_hash_alone_is_kept(public, world):
    send(public)
    assert "203.0.113" not in str(vars(kept()[0]))
    assert len(kept()[0].address) == 16


def test_a_report_of_no_city_is_a_no_in_words(public, world):
    for token in ("A-9999-1-00000000000000000000", "KARTU"):
        assert "tidak menyebut kota" in send(public, token).content.decode()
    assert kept() == []


def test_an_empty_report_is_sent_back_and_one_address_sends_five_a_day(public, world):
    assert send(public, note=" ").status_code == 422
    assert [send(public, note=f"{n}").status_code for n in range(6)] == [200] * 5 + [422]
    assert len(kept()) == 5


def test_a_report_is_closed_once_with_what_came_of_it(public, world, visit, stranger_client):
    send(public)
    [report] = kept()
    url = reverse("card_report_close", args=[report.public_id])
    assert stranger_client.post(url, {"outcome": "asli"}).status_code == 404
    assert visit(world.mayor).post(url, {"outcome": "asli"}).status_code == 403
    client = visit(world.operator)
    assert "Tulis hasil" in client.post(url, {"outcome": " "}, follow=True).content.decode()
    client.post(url, {"outcome": "kartu asli"})
    assert "sudah ditutup" in client.post(url, {"outcome": "palsu"}, follow=True).content.decode()
    assert kept()[0].outcome == "kartu asli"
