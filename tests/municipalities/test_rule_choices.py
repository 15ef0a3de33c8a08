"""The page of the rules of which the law is not sure, and an answer that an administrator records."""

import pytest
import time_machine
from django.urls import reverse

from municipalities.models import AuditEvent, RuleChoice
from municipalities.roles import Role
from regulations.choices import Rule


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def test_every_rule_is_shown_with_what_holds_its_source_and_how_sure_it_is(operator_client):
    page = text(operator_client.get(reverse("rule_list")))
    assert page.count("Kota belum menjawabnya sendiri") == len(Rule)
    assert page.count("Belum pasti") >= len(Rule)
    assert "PP 44/2015 tidak mengaturnya; kebiasaan" in page
    assert "Catat jawaban kota" not in page


def test_an_answer_is_recorded_with_its_source_and_stands_in_the_trail(world, visit):
    client, url = visit(world.admin), reverse("setting_new", args=["ketentuan"])
    asked = text(client.get(url, {"dari": "MONTH_OF_JOINING"}))
    assert "Bulan masuk" in asked
    assert 'value="31"' in asked  # what holds without an answer
    given = {"rule": "MONTH_OF_JOINING", "value": "15", "source": "Surat 7", "decided_by": "Kepala cabang"}
    given |= {"start_date": "2026-12-01", "reason": "jawaban cabang"}
    assert client.post(url, given | {"start_date": "2026-12-02"}).status_code == 422
    assert client.post(url, given | {"value": "32"}).status_code == 422
    assert client.post(url, given).status_code == 302
    page = text(client.get(reverse("rule_list")))
    assert "ditagih bila mulai sampai tanggal 15" in page
    assert "1 Desember 2026" in page
    with world.acting(world.admin, Role.ADMIN):
        made = RuleChoice.objects.get()
        assert AuditEvent.objects.filter(action="rulechoice.begun", object_id=str(made.pk)).exists()
    again = text(client.get(reverse("setting_correct", args=["ketentuan", made.public_id])))
    assert 'value="15"' in again


def test_sources_are_ticked_and_shown_by_their_names(world, visit):
    client, url = visit(world.admin), reverse("setting_new", args=["ketentuan"])
    given = {"rule": "DISCOUNT_EXCLUSION", "value": ["APBN", "APBDES"], "source": "Surat 7", "decided_by": "Cabang"}
    assert client.post(url, given | {"start_date": "2026-12-01", "reason": "jawaban cabang"}).status_code == 302
    assert "APBN, APBDes" in text(client.get(reverse("rule_list")))
