"""A unit that goes up in another: what follows, what stays, what stands against it, and the way back."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contributions import unit_closing, unit_merges
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import Enrollment, UnitGap, Worker, WorkerUnit
from municipalities.city import units
from municipalities.models import AuditEvent, Registration, Scope, Unit, UnitMerge
from municipalities.roles import Role
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.figures import make_gap
from tests.safety.attack import administrator
from tests.safety.force import by_force


@pytest.fixture
def teacher(world):
    with administrator():
        return make_enrollment(world.bengkulu, make_worker(world.bengkulu))


@pytest.fixture
def merge(world, other_school):
    def _merge(by=None, role=Role.ADMIN, unit=None, target=None):
        by = by or world.admin
        with world.acting(by, role):
            return unit_merges.merge(
                unit=unit or world.bengkulu.school, target=target or other_school, reason="Perwal 7/2026", by=by,
                at=timezone.now(),
            )  # fmt: skip

    return _merge


@pytest.fixture
def undo(world):
    def _undo(merged):
        with world.acting(world.admin, Role.ADMIN):
            return unit_merges.undo(merge=merged, reason="keliru", by=world.admin, at=timezone.now())

    return _undo


def at_system(world, question):
    with world.acting(world.system, Role.SYSTEM):
        return question()


def unit_of(world, enrollment):
    return at_system(world, lambda: Enrollment.objects.get(pk=enrollment.pk).unit.name)


def test_every_key_to_a_unit_says_whether_it_follows():
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model is Unit
    }
    assert sorted(keys) == sorted({*unit_merges.FOLLOW, *unit_merges.STAY})


def test_workers_follow_and_the_old_unit_stands_ended_below_the_other(world, merge, teacher, other_school):
    assert unit_of(world, teacher) == "SDN 1"
    merge()
    assert unit_of(world, teacher) == "SDN 2"
    old = at_system(world, lambda: Unit.objects.get(pk=world.bengkulu.school.pk))
    assert (old.merged_into_id, old.parent_id) == (other_school.pk, other_school.pk)
    assert old.end_date == world.bengkulu.today() - timedelta(days=1)
    places = at_system(world, lambda: [*WorkerUnit.objects.values_list("unit__name", flat=True)])
    assert places == ["SDN 2"]


def test_the_clerk_of_the_old_unit_works_for_the_other(world, merge, teacher, visit):
    merge()
    with world.acting(world.clerk, Role.CLERK):
        assert Worker.objects.filter(pk=teacher.worker_id).exists()
    assert visit(world.clerk).get(reverse("worker_detail", args=[teacher.worker.public_id])).status_code == 200


def test_open_gaps_follow_unless_the_other_has_one_of_that_day_and_kind(world, merge, other_school):
    city, day = world.bengkulu, date(2026, 10, 1)
    with administrator():
        for category in (None, city.gtt):
            make_gap(city, unit=other_school, category=category, as_of=day)
            make_gap(city, unit=city.school, category=category, as_of=day)
        free = [make_gap(city, unit=city.school, category=None, as_of=day + timedelta(days=1)),
                make_gap(city, unit=city.school, category=city.cadre, as_of=day)]  # fmt: skip
    merge()
    moved = at_system(world, lambda: {*UnitGap.objects.filter(unit=other_school).values_list("pk", flat=True)})
    assert {gap.pk for gap in free} <= moved
    assert len(moved) == 4


def test_what_was_approved_keeps_the_old_unit(world, merge, teacher):
    with administrator():
        run = ContributionRun.objects.create(municipality=world.bengkulu, month=world.bengkulu.today().replace(day=1))
        ContributionLine.objects.create(
            municipality=world.bengkulu, run=run, enrollment=teacher, unit=world.bengkulu.school, month=run.month,
            program="JKK", payer="EMPLOYER", segment="PU", base=1, rate=240, factor=100, amount=1, source="PP 44/2015",
        )  # fmt: skip
    merge()
    names = at_system(world, lambda: [*ContributionLine.objects.values_list("unit__name", flat=True)])
    assert names == ["SDN 1"]


def test_a_month_that_is_calculated_stands_against_it(world, merge, teacher):
    with administrator(), by_force():
        run = ContributionRun.objects.create(
            municipality=world.bengkulu, month=world.bengkulu.today().replace(day=1), status="CALCULATED",
            calculated_by=world.operator, calculated_at=timezone.now(),
        )  # fmt: skip
        ContributionLine.objects.create(
            municipality=world.bengkulu, run=run, enrollment=teacher, unit=world.bengkulu.school, month=run.month,
            program="JKK", payer="EMPLOYER", segment="PU", base=1, rate=240, factor=100, amount=1, source="PP 44/2015",
        )  # fmt: skip
    with pytest.raises(unit_merges.MergeBlocked, match="belum disetujui"):
        merge()
    assert unit_of(world, teacher) == "SDN 1"


def test_somebody_who_stands_in_both_stands_against_it(world, merge, teacher, other_school):
    with administrator():
        make_enrollment(world.bengkulu, teacher.worker, unit=other_school)
    with pytest.raises(unit_merges.MergeBlocked, match="kedua unit"):
        merge()


def test_a_registration_of_its_own_stands_against_it(world, merge):
    with administrator():
        Registration.objects.create(
            municipality=world.bengkulu, unit=world.bengkulu.school, npp="JJ000009", start_date="2020-01-01"
        )
    with pytest.raises(unit_merges.MergeBlocked, match="JJ000009"):
        merge()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SYSTEM])
def test_nobody_but_an_administrator_merges(world, merge, role):
    person = {Role.OPERATOR: world.operator, Role.SYSTEM: world.system}[role]
    with pytest.raises(unit_merges.NotForYou), transaction.atomic():
        merge(by=person, role=role)


def test_taken_back_everything_stands_where_it_stood(world, merge, undo, teacher):
    undo(merge())
    assert unit_of(world, teacher) == "SDN 1"
    unit = at_system(world, lambda: Unit.objects.get(pk=world.bengkulu.school.pk))
    assert (unit.end_date, unit.merged_into_id, unit.parent_id) == (None, None, world.bengkulu.office.pk)
    with world.acting(world.admin, Role.ADMIN):
        scopes = Scope.objects.in_force_on(world.bengkulu.today()).filter(user=world.clerk)
        assert [scope.unit_id for scope in scopes] == [world.bengkulu.school.pk]
    with world.acting(world.clerk, Role.CLERK):
        assert Worker.objects.filter(pk=teacher.worker_id).exists()


@pytest.mark.parametrize("until", [None, 40])
def test_a_clerk_of_both_units_has_both_again(world, merge, undo, other_school, until):
    today = world.bengkulu.today()
    last_day = until and today + timedelta(days=until)
    with administrator():
        Scope.objects.filter(user=world.clerk).update(end_date=last_day)
        Scope.objects.create(
            user=world.clerk, role=Role.CLERK, municipality=world.bengkulu, unit=other_school,
            start_date=today - timedelta(days=9),
        )  # fmt: skip

    def held():
        with world.acting(world.admin, Role.ADMIN):
            scopes = Scope.objects.in_force_on(today).filter(user=world.clerk)
            return sorted((scope.unit.name, scope.end_date) for scope in scopes)

    merged = merge()
    assert held() == [("SDN 2", None)]
    undo(merged)
    assert held() == [("SDN 1", last_day), ("SDN 2", None)]


def test_who_has_left_since_gets_no_role_back(world, merge, undo, other_school):
    today = world.bengkulu.today()
    with administrator():
        there = Scope.objects.create(
            user=world.clerk, role=Role.CLERK, municipality=world.bengkulu, unit=other_school,
            start_date=today - timedelta(days=9),
        )  # fmt: skip
    merged = merge()
    with administrator():
        Scope.objects.filter(pk=there.pk).update(end_date=today - timedelta(days=1))
    undo(merged)
    with world.acting(world.admin, Role.ADMIN):
        assert not Scope.objects.in_force_on(today).filter(user=world.clerk).exists()


def test_every_role_that_moves_stands_in_the_trail(world, merge, undo):
    undo(merge())
    with world.acting(world.admin, Role.ADMIN):
        roles = AuditEvent.objects.filter(action__startswith="role.").values_list("action", flat=True)
        assert sorted(roles) == ["role.end_changed", "role.given", "role.given"]


def test_an_admin_takes_no_merge_back_that_gives_the_own_role_back(world, merge, undo):
    merged = merge()
    with administrator():
        Scope.objects.filter(user=world.clerk).update(user=world.admin)
    with pytest.raises(unit_merges.NotForYou, match="admin kota yang lain membatalkannya"):
        undo(merged)


def test_it_is_taken_back_once(world, merge, undo):
    merged = merge()
    undo(merged)
    with pytest.raises(unit_merges.UndoneAlready):
        undo(merged)


def test_the_trail_says_who_and_why(world, merge):
    merge()
    with world.acting(world.admin, Role.ADMIN):
        event = AuditEvent.objects.get(action="unit.merged")
        assert (event.by, event.detail["reason"]) == (world.admin, "Perwal 7/2026")
        assert event.changes["merged_into"] == [None, "SDN 2"]


def test_a_merge_of_another_citys_units_finds_none(world, merge, other_school):
    merged = merge()
    with world.acting(world.stranger, Role.OPERATOR, world.kupang):
        assert not UnitMerge.objects.exists()
        assert Unit.objects.filter(pk=merged.unit_id).update(name="diambil") == 0


def test_the_page_shows_first_and_merges_when_it_is_confirmed(world, visit, teacher, other_school):
    client, address = visit(world.admin), reverse("unit_merge", args=[world.bengkulu.school.public_id])
    given = {"target": other_school.public_id, "reason": "Perwal"}
    page = client.post(address, given).content.decode()
    assert "Ya, gabungkan" in page
    assert "1 pekerja yang masih terdaftar" in page
    assert unit_of(world, teacher) == "SDN 1"
    client.post(address, given | {"confirmed": "1"})
    assert unit_of(world, teacher) == "SDN 2"


def test_a_merged_unit_is_no_row_of_the_coverage(world, visit, merge, teacher):
    merge()
    office = reverse("coverage_city", args=[world.bengkulu.public_id]) + f"?unit={world.bengkulu.office.public_id}"
    page = visit(world.operator).get(office).content.decode()
    assert "SDN 2" in page
    assert "SDN 1" not in page


def test_a_unit_with_somebody_in_it_is_not_closed(world, teacher):
    with world.acting(world.admin, Role.ADMIN), pytest.raises(unit_merges.MergeBlocked) as caught:
        unit_closing.close(
            unit=world.bengkulu.school, end_date=world.bengkulu.today(), reason="tutup", by=world.admin,
            at=timezone.now(),
        )  # fmt: skip
    assert caught.value.reasons == [
        "Masih ada petugas unit ini. Akhiri kewenangannya dulu.", "Masih ada pekerja yang terdaftar di unit ini.",
    ]  # fmt: skip


def test_an_empty_unit_is_closed(world, other_school):
    with world.acting(world.admin, Role.ADMIN):
        day = world.bengkulu.today()
        closed = unit_closing.close(
            unit=other_school, end_date=day, reason="regrouping", by=world.admin, at=timezone.now()
        )
        assert closed.end_date == day


def test_an_admin_who_is_a_clerk_of_the_unit_leaves_it_to_another(world, merge):
    with administrator():
        Scope.objects.create(
            user=world.admin, role=Role.CLERK, municipality=world.bengkulu, unit=world.bengkulu.school,
            start_date=world.bengkulu.today() - timedelta(days=9),
        )  # fmt: skip
    with pytest.raises(unit_merges.NotForYou, match="admin kota yang lain"):
        merge()


def test_a_unit_that_went_up_in_it_earlier_follows_and_comes_back(world, merge, undo, other_school):
    with administrator():
        third = Unit.objects.create(
            municipality=world.bengkulu, code="103", name="SDN 3", kind="SCHOOL", parent=world.bengkulu.office
        )
    merge(unit=third, target=world.bengkulu.school)

    def went_to():
        return at_system(world, lambda: Unit.objects.get(pk=third.pk).merged_into.name)

    merged = merge()
    assert went_to() == "SDN 2"
    undo(merged)
    assert went_to() == "SDN 1"


def test_one_change_of_the_tree_waits_for_the_other(world, other_school):
    """The first lock is the city's own row, whatever is changed below it."""
    with world.acting(world.admin, Role.ADMIN), CaptureQueriesContext(connection) as asked:
        units.move(unit=other_school, parent=world.bengkulu.root, reason="Perwal", by=world.admin, at=timezone.now())
    first = next(query["sql"] for query in asked if "FOR " in query["sql"])
    assert "FOR NO KEY UPDATE" in first
    assert '"parent_id" IS NULL' in first
