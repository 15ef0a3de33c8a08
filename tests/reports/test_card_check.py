"""The public page behind a card's QR: its state and nothing that names a person."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from enrollment import cards
from enrollment.models import Card
from reports import card_printing, qr
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


KPJ = "23000000001"


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


@pytest.fixture
def public():
    return Client()


def enrolled(city, worker=None, **fields):
    with administrator():
        worker = worker or make_worker(city, "Sri Wahyuni")
        return make_enrollment(city, worker, **{"kpj": KPJ, "start_date": date(2022, 1, 1)} | fields)


def card_of(enrollment):
    """The row that a card's token names; whoever has no number (KPJ) gets none, and so one is forced here."""
    with administrator():
        card = Card.objects.living().filter(enrollment=enrollment).first()
        return card or Card.objects.create(
            municipality=enrollment.municipality, enrollment=enrollment, number=1, issued_at=timezone.now()
        )


def address(enrollment, code="17.71"):
    number = card_of(enrollment).pk
    return f"/K/{qr.make_token(keys=card_printing.card_keys(), municipality_code=code, card_number=number)}"


def state(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.context["card"].status


def test_a_card_that_is_in_force_is_valid(public, world):
    page = public.get(address(enrolled(world.bengkulu))).content.decode()
    for said in ("Kartu sah", "S. W.", "Kota Bengkulu", "JKK, JKM"):
        assert said in page


def test_nothing_on_the_page_names_the_person(public, world):
    enrollment = enrolled(world.bengkulu)
    page = public.get(address(enrollment)).content.decode().casefold()
    worker = enrollment.worker
    for personal in ("Wahyuni", worker.nik, worker.nik[:6], KPJ, worker.birth_date.isoformat(), "SDN 1"):
        assert personal.casefold() not in page


def test_a_card_whose_cover_has_ended_is_not_active(public, world):
    ended = enrolled(world.bengkulu, end_date=date(2023, 1, 31), end_reason="RESIGNED")
    assert state(public, address(ended)) == "INACTIVE"


def test_a_card_with_a_newer_one_after_it_is_replaced(public, world):
    old = enrolled(world.bengkulu, end_date=date(2023, 1, 31), end_reason="RESIGNED")
    new = enrolled(world.bengkulu, old.worker, start_date=date(2023, 2, 1), unit=world.bengkulu.office)
    assert [state(public, address(each)) for each in (old, new)] == ["REPLACED", "VALID"]


def test_a_card_of_an_enrollment_that_was_undone_is_withdrawn(public, world):
    assert state(public, address(enrolled(world.bengkulu, is_void=True))) == "REPLACED"


def test_a_lost_card_is_replaced_at_once_and_the_next_one_is_valid(public, world):
    enrollment = enrolled(world.bengkulu)
    lost = address(enrollment)
    with world.acting(world.operator):
        cards.void(card=card_of(enrollment), reason="LOST", by=world.operator, at=timezone.now())
        cards.issue(municipality=world.bengkulu, enrollments=[enrollment.pk], at=timezone.now())
    assert [state(public, url) for url in (lost, address(enrollment))] == ["REPLACED", "VALID"]


def test_a_person_without_a_number_has_no_card_to_check(public, world):
    assert state(public, address(enrolled(world.bengkulu, kpj=""))) == "UNKNOWN"


def test_the_card_of_one_city_is_unknown_in_another(public, world):
    assert state(public, address(enrolled(world.bengkulu), code="53.71")) == "UNKNOWN"


def test_a_token_that_nobody_made_looks_like_a_card_that_is_not_there(public, world):
    enrollment = enrolled(world.bengkulu)
    own = address(enrollment)
    forged = own[:-1] + ("0" if own[-1] != "0" else "1")
    number = card_of(enrollment).pk + 999
    gone = qr.make_token(keys=card_printing.card_keys(), municipality_code="17.71", card_number=number)
    pages = [public.get(url) for url in (forged, f"/K/{gone}")]
    assert [page.status_code for page in pages] == [200, 200]
    said = [page.content.replace(page.context["token"].encode(), b"") for page in pages]
    assert said[0] == said[1]


def test_a_key_that_was_withdrawn_opens_nothing(public, world, settings):
    url = address(enrolled(world.bengkulu))
    settings.CARD_KEYS = ["B:" + "7f" * 16]
    assert state(public, url) == "UNKNOWN"


def test_the_address_is_read_in_small_letters_too(public, world):
    assert state(public, address(enrolled(world.bengkulu)).lower()) == "VALID"


def test_who_asks_too_often_waits(public, world):
    url = address(enrolled(world.bengkulu))
    answers = [public.get(url).status_code for _time in range(61)]
    assert answers == [200] * 60 + [429]


def test_the_page_is_small_and_no_one_keeps_it(public, world):
    response = public.get(address(enrolled(world.bengkulu)))
    assert len(response.content) < 8_000
    assert b"<script" not in response.content
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_signed_in_stranger_sees_no_more_than_anybody(stranger_client, public, world):
    url = address(enrolled(world.bengkulu))
    assert stranger_client.get(url).content == public.get(url).content


def test_the_function_of_the_card_is_the_only_way_past_the_wall(world):
    """Without a context the application sees no enrollment; the function gives a state and initials, and no more."""
    card = card_of(enrolled(world.bengkulu))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enrollment_enrollment")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT * FROM sec.card('17.71', %s)", [card.pk])
        assert [column.name for column in cursor.description] == ["city", "day", "initials", "programs", "status"]


def test_the_function_of_the_card_cannot_be_rewritten_by_the_application(world):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION sec.card(text, bigint) SECURITY INVOKER")
