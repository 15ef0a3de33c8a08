"""A person's own ways to narrow the list of workers: kept under a name, seen by nobody else, never a search."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from enrollment import viewing
from enrollment.models import SavedView
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


LIST, SAVE, OWN = reverse("worker_list"), reverse("view_save"), reverse("saved_view_list")


@pytest.fixture(autouse=True)
def people(world):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"))


def save(client, name="Tanpa KPJ", **filters):
    return client.post(SAVE, {"name": name} | (filters or {"perlu": "WITHOUT_KPJ"}), follow=True)


def links(client, **asked):
    return [(each["label"], each["url"]) for each in client.get(LIST, asked).context["views"]]


def only(world):
    with administrator():
        return SavedView.objects.get()


def test_filters_are_kept_under_a_name_and_stand_above_the_list(operator_client):
    response = save(operator_client)
    assert "Hanya Anda yang melihatnya" in response.content.decode()
    assert links(operator_client) == [("Tanpa KPJ", f"{LIST}?perlu=WITHOUT_KPJ")]


def test_the_one_that_is_looked_at_is_marked(operator_client):
    save(operator_client)
    assert [each["current"] for each in operator_client.get(LIST, {"perlu": "WITHOUT_KPJ"}).context["views"]] == [True]
    assert [each["current"] for each in operator_client.get(LIST).context["views"]] == [False]


def test_what_was_searched_for_is_not_kept(operator_client, world):
    found = operator_client.post(reverse("worker_search"), {"text": "siti", "keadaan": "ACTIVE"})["Location"]
    save(operator_client, keadaan="ACTIVE", cari=found.split("cari=")[1])
    assert only(world).filters == {"keadaan": "ACTIVE"}


@pytest.mark.parametrize(
    ("name", "filters", "said"),
    [
        ("X", {"keadaan": "NONSENSE"}, "Belum ada saringan"),
        ("X", {"unit": "00000000-0000-4000-8000-000000000000"}, "Belum ada saringan"),
        ("", {"keadaan": "ACTIVE"}, "Nama tampilannya masih kosong"),
        ("x" * 61, {"keadaan": "ACTIVE"}, "terlalu panjang"),
    ],
)
def test_what_means_nothing_is_not_kept(operator_client, name, filters, said):
    assert said in save(operator_client, name, **filters).content.decode()
    assert links(operator_client) == []


def test_the_same_name_stands_for_the_newer_filters(operator_client):
    save(operator_client)
    save(operator_client, keadaan="ENDED")
    assert links(operator_client) == [("Tanpa KPJ", f"{LIST}?keadaan=ENDED")]


def test_one_of_a_roster_that_the_role_does_not_see_is_still_listed_and_let_go_of(operator_client, world):
    with world.acting(world.operator):
        kept = SavedView.objects.create(
            municipality=world.bengkulu, by=world.operator, name="Roster lama", saved_at=timezone.now(),
            filters={"roster": "00000000-0000-0000-0000-000000000007"},
        )  # fmt: skip
    assert "rosternya tidak ada di sini" in operator_client.get(OWN).content.decode()
    operator_client.post(OWN, {"view": kept.public_id, "do": "remove"})
    with administrator():
        assert not SavedView.objects.exists()


def test_there_is_room_for_some(operator_client, monkeypatch):
    monkeypatch.setattr("enrollment.viewing.MOST", 1)
    save(operator_client)
    assert "Sudah ada 1 tampilan" in save(operator_client, "Dua").content.decode()


def test_it_is_renamed_and_let_go_of(operator_client, world):
    save(operator_client)
    view = only(world)
    assert "belum punya KPJ" in operator_client.get(OWN).content.decode()
    operator_client.post(OWN, {"view": view.public_id, "name": "Menunggu KPJ"})
    assert [label for label, _url in links(operator_client)] == ["Menunggu KPJ"]
    operator_client.post(OWN, {"view": view.public_id, "do": "remove"})
    assert links(operator_client) == []


def test_two_have_two_names(operator_client, world):
    save(operator_client)
    view = only(world)
    save(operator_client, "Berakhir", keadaan="ENDED")
    response = operator_client.post(OWN, {"view": view.public_id, "name": "Berakhir"})
    assert (response.status_code, "Sudah ada tampilan bernama" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("given", [{"do": "remove"}, {"name": "Punya saya"}])
def test_nobody_reaches_what_is_a_colleagues(
    operator_client, approver_client, clerk_client, stranger_client, world, given
):
    save(operator_client)
    view = only(world)
    for client in (approver_client, clerk_client, stranger_client):
        assert links(client) == []
        response = client.post(OWN, {"view": view.public_id} | given)
        assert (response.status_code, "sudah tidak ada" in response.content.decode()) == (422, True)
    assert only(world).name == "Tanpa KPJ"


@pytest.mark.parametrize("view", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_is_said_to_be_gone(operator_client, view):
    assert operator_client.post(OWN, {"view": view, "do": "remove"}).status_code == 422


def test_the_database_shows_nobody_a_colleagues_view(operator_client, world):
    save(operator_client)
    with world.acting(world.operator):
        assert SavedView.objects.count() == 1
    for user, role in ((world.approver, "APPROVER"), (world.auditor, "AUDITOR"), (world.clerk, "CLERK")):
        with world.acting(user, role):
            assert SavedView.objects.count() == 0
            assert SavedView.objects.update(name="X") == 0
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                SavedView.objects.create(
                    municipality=world.bengkulu, by=world.operator, name="Y", filters={}, saved_at=timezone.now()
                )


def test_a_branch_keeps_none(officer_client):
    assert officer_client.get(LIST).context["views"] == []
    assert (officer_client.get(OWN).status_code, save(officer_client).status_code) == (403, 403)


def test_a_person_has_one_view_of_a_name(world):
    with administrator():
        given = {"municipality": world.bengkulu, "by": world.operator, "name": "A", "saved_at": timezone.now()}
        SavedView.objects.create(**given)
        with pytest.raises(IntegrityError, match="one_saved_view_per_name"), transaction.atomic():
            SavedView.objects.create(**given)


def test_keeping_is_written_down_once_however_often_it_is_said(world):
    with world.acting(world.operator):
        for _click in range(2):
            viewing.save(
                municipality=world.bengkulu, name="A", filters={"keadaan": "ACTIVE"}, by=world.operator,
                at=timezone.now(),
            )  # fmt: skip
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.filter(action="saved_view.saved").count() == 1
