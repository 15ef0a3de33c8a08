"""Writing, giving back and withdrawing a circular: what the forms foretell, fill in, refuse and keep."""

import pytest
from django.urls import reverse

from agreements import circulars
from agreements.models import Circular
from tests.factories.agreements import AT, issued, make_circular
from tests.reports.test_circular_pages import typed


NEW = reverse("circular_new")


def at(circular, name="circular_detail"):
    return reverse(name, args=[circular.public_id])


@pytest.fixture
def draft(world):
    with world.acting(world.operator):
        return make_circular(world.bengkulu, drafted_by=world.operator, number="")


@pytest.fixture
def circular(world):
    with world.acting(world.operator):
        return issued(make_circular(world.bengkulu, drafted_by=world.operator), by=world.approver)


@pytest.fixture
def submitted(world, draft):
    with world.acting(world.operator):
        return circulars.submit(circular=draft, by=world.operator, at=AT)


def test_the_number_that_it_will_get_is_told_before(world, operator_client, approver_client, submitted):
    coming = f"1/{submitted.date:%m}/{submitted.date.year}"
    assert coming in operator_client.get(at(submitted)).content.decode()
    approver_client.post(at(submitted, "circular_issue"))
    with world.acting(world.operator):
        assert Circular.objects.get().number == coming


def test_the_form_says_by_which_pattern_a_number_is_given(world, operator_client):
    page = operator_client.get(NEW).content.decode()
    today = world.bengkulu.today()
    assert "yang dipakai juga untuk surat BKPSDM" in page
    assert f"1/{today:%m}/{today.year}" in page


def test_what_is_replaced_fills_in_what_is_empty_and_nothing_typed_is_lost(world, operator_client, circular):
    sent = typed(
        operator_client, world, supersedes=circular.public_id, purpose="Maksud saya.", points="", addressees=""
    )
    answer = operator_client.post(NEW, sent | {"salin": "ya"})
    form = answer.context["form"]
    assert answer.status_code == 200
    assert [form[name].value() for name in ("purpose", "points", "addressees", "title")] == [
        "Maksud saya.", circular.points, circular.addressees, "Pendaftaran"
    ]  # fmt: skip
    with world.acting(world.operator):
        assert Circular.objects.count() == 1


def test_without_an_older_one_nothing_is_filled_in(world, operator_client, circular):
    answer = operator_client.post(NEW, typed(operator_client, world, points="") | {"salin": "ya"})
    assert "Pilih dulu surat yang digantikan" in answer.content.decode()
    assert not answer.context["form"]["points"].value()


def test_a_reason_that_cannot_be_kept_stands_there_as_it_was_typed(approver_client, submitted):
    answer = approver_client.post(at(submitted, "circular_give_back"), {"note": "Perbaiki <b>judul</b>."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "padahal catatan hanya memuat tulisan biasa" in page
    assert "Perbaiki &lt;b&gt;judul&lt;/b&gt;." in page


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            {"ended_date": "1/1/2026"},
            "ended_date",
            "Surat ini baru bertanggal 02-03-2026, jadi tidak dapat",
        ),
        ({"ended_date": "30/2/2026"}, "ended_date", "30 Februari 2026 tidak ada"),
        ({"note": ""}, "note", "Masih kosong"),
    ],
)
def test_a_withdrawal_is_refused_at_its_field(approver_client, circular, given, field, sentence):
    sent = {"ended_date": "3/3/2026", "note": "Perintah gubernur."} | given
    answer = approver_client.post(at(circular, "circular_withdraw"), sent)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
