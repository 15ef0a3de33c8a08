"""Until an agreement is signed, each side finds its own next step on the home page, and reads whom it waits for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agreements import drafts, signing, texts
from agreements.models import Side
from municipalities.roles import Role
from tests.agreements.test_next_steps import brought_to
from tests.factories.agreements import AT, for_the_city, make_agreement, scanned, speaking


LATER = AT + timedelta(hours=1)


@pytest.fixture
def draft(world):
    with world.acting(world.operator):
        return make_agreement(world.bengkulu, title="PKS GTT")


def home(visit, person):
    context = visit(person).get(reverse("home")).context
    return tuple({task["title"]: task for task in context[name]} for name in ("tasks", "waiting"))


def about(tasks):
    return [title for title in tasks if "PKS GTT" in title]


def expect(visit, world, table):
    """{person: (own tasks, tasks of others)}"""
    found = {person: tuple(about(part) for part in home(visit, getattr(world, person))) for person in table}
    assert found == table


def test_a_draft_is_its_writers_task_and_nobodys_of_the_other_side(visit, world, draft):
    title = "Selesaikan dan ajukan konsep: PKS GTT"
    expect(visit, world, {"operator": ([title], []), "approver": ([], [title]), "head": ([], [])})


def test_a_text_on_the_table_is_the_other_sides_approvers_task(visit, world, draft):
    brought_to(world, draft, "talk")
    title = "Baca dan setujui versi 1: PKS GTT"
    expect(
        visit, world,
        {"operator": ([], [title]), "approver": ([], [title]), "officer": ([], [title]), "head": ([title], [])},
    )  # fmt: skip


def test_whom_the_page_waits_for_is_the_role_of_the_other_side_alone(visit, world, draft):
    brought_to(world, draft, "talk")
    _own, others = home(visit, world.operator)
    assert "Menunggu: Kepala cabang." in others["Baca dan setujui versi 1: PKS GTT"]["detail"]


def test_a_remark_of_the_branch_is_the_operators_task_until_it_is_answered(visit, world, draft):
    brought_to(world, draft, "talk")
    with speaking(draft, world.head, Role.BRANCH_HEAD):
        signing.remark(agreement=draft, side=Side.BRANCH, by=world.head, at=LATER, note="Pasal 3")
    title = "Jawab catatan atas PKS GTT"
    assert about(home(visit, world.operator)[0]) == [title]
    with speaking(draft, world.operator, Role.OPERATOR):
        there = texts.text_of(draft)
        drafts.rewrite(
            agreement=draft, text=there | {"note": "Baru"}, seen=texts.sha256_of(there), side=Side.CITY,
            by=world.operator, at=LATER + timedelta(hours=1),
        )  # fmt: skip
    expect(visit, world, {"operator": ([], ["Baca dan setujui versi 2: PKS GTT"])})


def test_an_agreed_text_is_a_task_of_both_sides_and_of_the_mayors_office(visit, world, draft):
    brought_to(world, draft, "agreed")
    title = "Cetak dan mintakan tanda tangan: PKS GTT"
    for person in ("operator", "mayor", "officer", "head"):
        assert about(home(visit, getattr(world, person))[0]) == [title]


def test_without_its_number_a_text_is_first_of_all_its_operators_task(visit, world):
    with world.acting(world.operator):
        nameless = make_agreement(world.bengkulu, pks_number="", title="PKS GTT")
    brought_to(world, nameless, "agreed")
    title = "Tulis nomor perjanjian, lalu mintakan tanda tangan: PKS GTT"
    other = "Cetak dan mintakan tanda tangan: PKS GTT"
    expect(visit, world, {"operator": ([title], [other]), "approver": ([], [title, other])})
    page = visit(world.operator).get(nameless.get_absolute_url()).content.decode()
    assert "Tulis nomornya, lalu tanda tangan dicatat oleh: Penyetuju" in page


def test_the_mayors_office_opens_the_agreement_and_prints_in_two_clicks(visit, world, draft):
    brought_to(world, draft, "agreed")
    client = visit(world.mayor)
    [task] = [each for each in client.get(reverse("home")).context["tasks"] if "PKS GTT" in each["title"]]
    assert task["url"] == draft.get_absolute_url()
    assert "Cetak" in client.get(task["url"]).content.decode().split("Yang dapat dilakukan sekarang")[1]


def test_who_signed_uploads_the_scan_and_waits_for_the_other(visit, world, draft):
    brought_to(world, draft, "agreed")
    for_the_city(draft, signing_date=draft.start_date, signing_place="Balai")
    sign, scan = "Cetak dan mintakan tanda tangan: PKS GTT", "Unggah pindaian: PKS GTT"
    expect(visit, world, {"operator": ([scan], [sign]), "mayor": ([], [scan, sign]), "head": ([sign], [])})
    with speaking(draft, world.operator, Role.OPERATOR):
        scanned(draft, by=world.operator)
    expect(visit, world, {"operator": ([], [sign])})


def test_many_of_a_kind_are_one_task_that_leads_to_the_narrowed_list(visit, world):
    with world.acting(world.operator):
        for year in range(2027, 2032):
            make_agreement(world.bengkulu, title="PKS GTT", start_date=date(year, 1, 1), end_date=date(year, 12, 31))
    own, _others = home(visit, world.operator)
    assert own["Selesaikan dan ajukan 5 konsep perjanjian"]["url"].endswith("?keadaan=konsep")
