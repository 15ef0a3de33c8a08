"""The canaries of tests/canaries.py sing: whatever is let out on purpose here is heard, whatever is masked is not."""

import logging

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from municipalities import audit
from municipalities.models import Outbox
from tests.canaries import CAGE


NIK = "1771024108859001"
LET_OUT = [NIK, "12345678901", "SITI AMINAH"]


@pytest.fixture(autouse=True)
def forgiven():
    """What gets out here is meant to."""
    yield
    CAGE.hits.clear()


def heard(place):
    return [hit for hit in CAGE.hits if hit.startswith(place)]


@pytest.mark.parametrize("text", LET_OUT)
def test_in_redis(text):
    cache.set("canary", f"somebody {text}", 1)
    with redis.Redis.from_url(settings.REDIS_URL) as line:
        line.set(f"canary {text}", 1, ex=1)
    assert len(heard("Redis")) >= 2


def test_in_a_session(client, db):
    session = client.session
    session["searches"] = {"x": NIK}
    session.save()
    assert heard("django_session")


def test_in_the_outbox(world):
    Outbox.objects.create(job_id=1, municipality_id=1, user_id=1, role="OPERATOR", task=f"x {NIK}", queue="light")
    assert heard("municipalities_outbox")


def test_in_the_trail(world):
    with world.acting(world.operator):
        audit.record(
            "worker.viewed", of=world.bengkulu, municipality=world.bengkulu, by=world.operator, at=timezone.now(),
            note="Siti Aminah",
        )  # fmt: skip
    assert heard("municipalities_auditevent")


@pytest.mark.parametrize("address", [f"/pekerja/?cari={NIK}", "/pekerja/?cari=Siti+Aminah", f"/pekerja/{NIK}/"])
def test_in_an_address(db, address):
    Client().get(address)
    assert heard("address")


def test_in_an_address_that_an_answer_leads_to(db):
    Client().get(f"/pekerja/?cari={NIK}")  # to the door, and back there afterwards
    assert heard("header Location")


def test_in_a_log_line_a_name_is_heard_and_a_nik_is_masked():
    logging.getLogger("enrollment").warning("row of %s", NIK)
    assert heard("log") == []
    logging.getLogger("enrollment").warning("row of Siti Aminah")
    assert heard("log")


def test_what_is_masked_is_not_heard(operator_client):
    operator_client.get("/pekerja/")
    cache.set("canary", "1771 •••• •••• 9001", 1)
    assert CAGE.hits == []
