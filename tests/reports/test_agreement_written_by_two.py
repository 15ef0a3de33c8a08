"""Two people write on one agreement: what only one of them touched is kept of each, the rest is put to choice."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import drafts, texts
from agreements.forms import choices
from agreements.models import Agreement, Side
from tests.agreements.typing import row, typed
from tests.factories.agreements import AT


NEW = reverse("agreement_new")


@pytest.fixture
def draft(world, operator_client):
    page = operator_client.get(NEW)
    sent = typed(page, title="Perlindungan guru", start_date="1/1/2026", end_date="31/12/2026",
                 **row("scope", 0, units=world.bengkulu.name, categories=["GTT"]))  # fmt: skip
    operator_client.post(NEW, sent)
    with world.acting(world.operator):
        return Agreement.objects.get()


@pytest.fixture
def address(draft):
    return reverse("agreement_edit", args=[draft.public_id])


def written_by_a_colleague(world, draft, **given):
    with world.acting(world.operator):
        text = texts.text_of(draft)
        drafts.rewrite(agreement=draft, text=text | given, seen=texts.sha256_of(text), side=Side.CITY,
                       by=world.operator, at=AT)  # fmt: skip


def text_now(world):
    with world.acting(world.operator):
        return texts.text_of(Agreement.objects.get())


def test_a_field_that_only_the_other_touched_keeps_what_they_wrote(world, operator_client, draft, address):
    page = operator_client.get(address)
    written_by_a_colleague(world, draft, title="Judul teman")
    answer = operator_client.post(address, typed(page, note="Catatan saya"))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Sudah diikutkan di bawah, karena Anda tidak mengubahnya: judul." in said
    assert "Anda berdua mengubahnya" not in said
    assert operator_client.post(address, typed(answer)).status_code == 302
    text = text_now(world)
    assert (text["title"], text["note"]) == ("Judul teman", "Catatan saya")


@pytest.mark.parametrize(("choice", "title"), [("mine", "Judul saya"), ("theirs", "Judul teman")])
def test_a_field_that_both_touched_is_put_to_choice_alone(world, operator_client, draft, address, choice, title):
    page = operator_client.get(address)
    written_by_a_colleague(world, draft, title="Judul teman", end_date="2026-11-30")
    answer = operator_client.post(address, typed(page, title="Judul saya", note="Catatan saya"))
    assert [clash.path for clash in answer.context["put"].clashes] == ["title"]
    assert text_now(world)["title"] == "Judul teman"
    assert operator_client.post(address, typed(answer) | {"pilih:title": choice}).status_code == 302
    text = text_now(world)
    assert (text["title"], text["end_date"], text["note"]) == (title, "2026-11-30", "Catatan saya")


def put_to_choice(world, operator_client, draft, address, **more):
    """The form after a colleague wrote the title, and the first party's signer, that were typed too."""
    page = operator_client.get(address)
    parties = text_now(world)["parties"]
    theirs = [parties[0] | {"signer_name": "Teman"}, parties[1]]
    written_by_a_colleague(world, draft, title="Judul teman", parties=theirs, note="Catatan teman")
    sent = typed(page, title="Judul saya", **row("party", 0, signer_name="Saya")) | more
    answer = operator_client.post(address, sent)
    assert [clash.path for clash in answer.context["put"].clashes] == ["title", "parties/0/signer_name"]
    return typed(answer) | {"pilih:title": "theirs", "pilih:parties/0/signer_name": "theirs"}


@pytest.mark.parametrize("pressed", [{"do": "down:party:0"}, {"end_date": "30-02-2026"}])
def test_a_choice_outlives_whatever_shows_the_form_again(world, operator_client, draft, address, pressed):
    answer = operator_client.post(address, put_to_choice(world, operator_client, draft, address) | pressed)
    put = answer.context["put"]
    assert [(clash.path, clash.theirs, clash.changes[0].before) for clash in put.clashes] == [
        ("title", True, "Judul teman"), ("parties/0/signer_name", True, "Teman"),
    ]  # fmt: skip
    assert put.taken == ["catatan"]
    operator_client.post(address, typed(answer, end_date="31-12-2026"))
    text = text_now(world)
    assert text["title"] == "Judul teman"
    assert {each["side"]: each["signer_name"] for each in text["parties"]}["CITY"] == "Teman"


def test_a_choice_outlives_a_third_writer(world, operator_client, draft, address):
    sent = put_to_choice(world, operator_client, draft, address)
    written_by_a_colleague(world, draft, people=12)
    answer = operator_client.post(address, sent)
    assert (answer.status_code, answer.context["put"].clashes) == (422, [])
    operator_client.post(address, typed(answer))
    assert (text_now(world)["title"], text_now(world)["people"]) == ("Judul teman", 12)


def test_choices_that_cannot_be_read_are_none():
    for rubbish in ("", "{rusak", "[1,2]", "[[[1]],[]]", '[[["title",[["a"]]]],[]]'):
        assert choices.carried({"beda": rubbish}) == choices.Choices()


def test_a_field_of_a_row_is_a_field(world, operator_client, draft, address):
    page = operator_client.get(address)
    parties = text_now(world)["parties"]
    written_by_a_colleague(
        world, draft, parties=[parties[0] | {"signer_name": "Teman", "address": "Jalan A"}, parties[1]]
    )
    answer = operator_client.post(
        address, typed(page, **row("party", 0, signer_name="Saya"), **row("party", 1, address="B"))
    )
    assert [clash.path for clash in answer.context["put"].clashes] == ["parties/0/signer_name"]
    operator_client.post(address, typed(answer))
    first, second = text_now(world)["parties"]
    assert (first["signer_name"], first["address"], second["address"]) == ("Saya", "Jalan A", "B")


def test_articles_that_changed_places_are_one_field(world, operator_client, draft, address):
    page = operator_client.get(address)
    articles = text_now(world)["articles"]
    written_by_a_colleague(world, draft, articles=[articles[1], articles[0], *articles[2:]])
    answer = operator_client.post(address, typed(page, **row("article", 2, body="Milik saya.")))
    assert [clash.path for clash in answer.context["put"].clashes] == ["articles"]
    operator_client.post(address, typed(answer) | {"pilih:articles": "theirs"})
    assert text_now(world)["articles"][:2] == [articles[1], articles[0]]


@pytest.mark.parametrize("choice", ["pilih:", "pilih:x/9/y", "pilih:parties/99/address", "pilih:scope/XXX"])
def test_what_no_choice_offers_changes_nothing(world, operator_client, draft, address, choice):
    page = operator_client.get(address)
    assert operator_client.post(address, typed(page) | {choice: "theirs"}).status_code == 302
    assert text_now(world)["start_date"] == date(2026, 1, 1).isoformat()


def test_without_its_marks_all_that_differs_is_put_to_choice(world, operator_client, draft, address):
    page = operator_client.get(address)
    written_by_a_colleague(world, draft, title="Judul teman")
    answer = operator_client.post(address, typed(page, marks="{rusak"))
    assert [clash.path for clash in answer.context["put"].clashes] == ["title"]
