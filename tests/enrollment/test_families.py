"""The family of a worker, kept during life: who keeps it, who sees it, and what the trail says of it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment import families
from enrollment.models import FamilyMember
from municipalities.models import AuditEvent
from reports import retention
from tests.factories.claims import ClaimOnItsWay
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


RINA = {"name": "Rina Wati", "relation": "WIDOW", "birth_date": date(1986, 3, 2), "nik": "1771024203869009"}


@pytest.fixture
def budi(world):
    """Of the clerk's school."""
    with administrator():
        worker = make_worker(world.bengkulu, "Budi Hartono")
        make_enrollment(world.bengkulu, worker, kpj="22X00000001")
    return worker


@pytest.fixture
def rina(world, budi):
    with world.acting(world.operator):
        return families.add(worker=budi, by=world.operator, at=timezone.now(), **RINA)


def tab(client, worker):
    return client.get(reverse("worker_family", args=[worker.public_id]))


def add(client, worker, **given):
    return client.post(reverse("family_add", args=[worker.public_id]), {"name": "Adi", "relation": "CHILD"} | given)


def events(action):
    with administrator():
        return list(AuditEvent.objects.filter(action=action))


def test_operator_and_clerk_note_the_family_and_it_is_shown_masked(operator_client, clerk_client, budi, rina):
    assert add(clerk_client, budi, birth_date="2015-05-01").status_code == 302
    page = tab(operator_client, budi)
    assert [member.name for member in page.context["family"]] == ["Rina Wati", "Adi"]
    assert RINA["nik"] not in page.content.decode()
    assert "1771 •••• •••• 9009" in page.content.decode()


def test_whoever_works_with_single_persons_sees_it_and_changes_nothing(approver_client, officer_client, budi, rina):
    for client in (approver_client, officer_client):
        page = tab(client, budi)
        assert (page.status_code, page.context["may_keep"]) == (200, False)
        assert add(client, budi).status_code == 403


def test_the_mayors_office_sees_no_family(visit, world, budi, rina):
    assert tab(visit(world.mayor), budi).status_code == 403


def test_a_clerk_of_elsewhere_finds_neither_the_worker_nor_the_family(clerk_client, stranger_client, world):
    with administrator():
        office = make_enrollment(world.bengkulu, unit=world.bengkulu.office).worker
    with world.acting(world.operator):
        member = families.add(worker=office, by=world.operator, at=timezone.now(), **RINA)
    for client in (clerk_client, stranger_client):
        assert tab(client, office).status_code == 404
        assert client.get(reverse("family_change", args=[member.public_id])).status_code == 404
    with world.acting(world.clerk, "CLERK"):
        assert not FamilyMember.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"nik": "123"}, "NIK harus 16 angka"),
        ({"nik": RINA["nik"]}, "Orang dengan NIK itu sudah dicatat"),
        ({"birth_date": "2999-01-01"}, "di masa depan"),
        ({"relation": "NEIGHBOUR"}, "tidak ada dalam daftar"),
    ],
)
def test_what_does_not_fit_is_refused_in_the_form(operator_client, budi, rina, given, said):
    answer = add(operator_client, budi, **given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_worker_is_no_family_of_the_own(operator_client, budi):
    assert "milik pekerjanya sendiri" in add(operator_client, budi, nik=budi.nik).content.decode()


def test_a_form_sent_twice_notes_one_person(operator_client, budi):
    assert [add(operator_client, budi).status_code for _time in range(2)] == [302, 422]
    assert len(tab(operator_client, budi).context["family"]) == 1


def test_a_change_keeps_the_nik_that_is_not_typed_and_the_trail_masks_it(operator_client, budi, rina):
    address = reverse("family_change", args=[rina.public_id])
    assert RINA["nik"] not in operator_client.get(address).content.decode()
    operator_client.post(address, {"name": "Rina Wati", "relation": "WIDOW", "phone": "081234567890"})
    [member] = tab(operator_client, budi).context["family"]
    assert (member.nik, member.phone, member.birth_date) == (RINA["nik"], "081234567890", None)
    [event] = events("family_member.changed")
    assert (event.label, event.changes["phone"], event.changes["birth_date"]) == (
        "R. W.", ["", "•••• 7890"], ["••••", None],
    )  # fmt: skip


def test_who_is_taken_out_is_gone_with_a_reason_in_the_trail(operator_client, world, budi, rina):
    address = reverse("family_remove", args=[rina.public_id])
    assert operator_client.post(address, {}).status_code == 422
    operator_client.post(address, {"reason": "DIVORCED"})
    assert list(tab(operator_client, budi).context["family"]) == []
    [event] = events("family_member.removed")
    assert (event.label, event.detail["why"]) == ("R. W.", "bercerai")
    with world.acting(world.operator), pytest.raises(families.GoneAlready):
        families.remove(member=rina, reason="DIED", by=world.operator, at=timezone.now())


def test_the_trail_carries_no_name_and_no_nik_of_the_family(rina):
    [event] = events("family_member.added")
    told = str((event.detail, event.changes, event.label))
    assert "Rina" not in told
    assert RINA["nik"] not in told


def test_a_claim_offers_the_family_as_heirs(operator_client, world, budi, rina):
    claim = ClaimOnItsWay(world, budi, death_date=date(2026, 11, 2)).claim
    address = reverse("heir_add", args=[claim.public_id])
    page = operator_client.get(address)
    assert [member.name for member in page.context["family"]] == ["Rina Wati"]
    chosen = operator_client.get(address, {"orang": page.context["family"][0].row})
    assert 'value="Rina Wati"' in chosen.content.decode()
    assert 'value="02-03-1986"' in chosen.content.decode()
    assert RINA["nik"] not in chosen.content.decode()


def test_the_city_forgets_the_family_with_the_worker(world, budi, rina):
    with world.acting(world.system, "SYSTEM"):
        retention.forget(budi, at=timezone.now())
        [member] = FamilyMember.objects.all()
    assert (member.name, member.nik, member.birth_date, member.phone) == ("-", "", None, "")
