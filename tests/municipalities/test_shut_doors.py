"""The pages that say no: what they say, and what they keep to themselves."""

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import Client
from django.urls import reverse

from municipalities.roles import Permission
from municipalities.views import errors


MISSING = "/cetakan/{}/"


def text(response):
    return response.content.decode()


def test_the_refusal_names_who_may_and_who_one_is(rf):
    found = text(errors.forbidden(rf.get("/"), PermissionDenied(Permission.APPROVE_RUN)))
    assert "<li>Penyetuju</li>" in found
    assert "<li>Bendahara</li>" not in found


def test_a_role_that_may_not_reads_who_may(visit, world):
    response = visit(world.admin).get(reverse("paper_list"))
    assert response.status_code == 403
    assert "Peran Anda sekarang, Admin kota," in text(response)
    assert "<li>Operator kepegawaian</li>" in text(response)


def test_a_refusal_without_a_permission_names_nobody(rf):
    assert "Yang berwenang" not in text(errors.forbidden(rf.get("/"), PermissionDenied("because")))


def test_what_is_missing_looks_the_same_to_everyone(client, db, operator_client):
    assert client.get("/tidak-ada/").content == operator_client.get(MISSING.format(uuid.uuid4())).content


def test_the_page_for_what_is_missing_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/tidak-ada/").status_code == 404


def test_a_form_without_its_token_is_refused_with_what_to_do(world):
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("login"), {"login": "x", "password": "y"})
    assert (response.status_code, "muat ulang halaman itu" in text(response)) == (403, True)


def test_too_much_at_once_is_refused_with_what_to_do(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post(reverse("login"), {"login": "x" * 200, "password": "y"})
    assert (response.status_code, "Berkas terlalu besar" in text(response)) == (413, True)


@pytest.mark.parametrize(("exception", "status"), [(RequestDataTooBig("big"), 413), (SuspiciousOperation("odd"), 400)])
def test_a_request_that_cannot_be_read_is_answered(rf, exception, status):
    assert errors.bad_request(rf.get("/"), exception).status_code == status


def test_a_fault_of_ours_says_nothing_was_half_saved(rf):
    response = errors.failed(rf.get("/"))
    assert (response.status_code, "tidak ada yang disimpan" in text(response)) == (500, True)


@pytest.mark.parametrize("demo", [True, False])
def test_the_people_of_the_demo_stand_at_the_door_of_the_demo_alone(client, db, settings, tmp_path, demo):
    settings.DEMO, settings.HOME = demo, tmp_path
    account = dict.fromkeys(("username", "role", "role_label", "city", "place", "password"), "x")
    (tmp_path / "demo_accounts.json").write_text(json.dumps([account]))
    assert ("Coba sebagai" in text(client.get(reverse("login")))) is demo
