"""Scopes, units, drafts, the trail and the accounts: what the wall shows of them in which role, and until when."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement
from enrollment.models import Enrollment, Worker
from municipalities import audit
from municipalities.context import NoTenant
from municipalities.models import AuditEvent, BranchMunicipality, Job, Municipality, Scope, Submission, Unit, User
from municipalities.roles import Role
from municipalities.wall import gates
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_city
from tests.safety.attack import DENIED, administrator, ask, effect
from tests.safety.force import by_force
from tests.safety.rows import row_in, table_models


CLASSES = gates.table_classes()
TENANT = [table for table in table_models() if CLASSES[table].readers]
DAY = timedelta(days=1)


@pytest.mark.parametrize(("side", "who", "role", "drafts"), [
    ("CITY", "operator", Role.OPERATOR, 1), ("CITY", "officer", Role.OFFICER, 0),
    ("BRANCH", "operator", Role.OPERATOR, 0), ("BRANCH", "officer", Role.OFFICER, 1),
])  # fmt: skip
def test_a_draft_agreement_is_seen_by_the_side_that_writes_it(world, side, who, role, drafts):
    with administrator():
        row_in(world.bengkulu, Agreement)
        with by_force():  # whose text it is stays
            Agreement.objects.update(status="DRAFT", side=side)
    with world.acting(getattr(world, who), role):
        assert Agreement.objects.count() == drafts


@pytest.fixture
def staff(world):
    """Siti at the clerk's school, Budi at the office above it, Ani at a class below the school."""
    city = world.bengkulu
    with administrator():
        city.below = Unit.objects.create(
            municipality=city, code="102", name="Kelas jauh", kind=Unit.Kind.SCHOOL, parent=city.school
        )
        for name, unit in (("Siti", city.school), ("Budi", city.office), ("Ani", city.below)):
            make_enrollment(city, make_worker(city, name), unit=unit)
    return world


def names():
    return sorted(Worker.objects.values_list("name", flat=True))


def test_a_clerk_sees_the_own_unit_and_what_is_below_it(staff):
    with staff.acting(staff.clerk, Role.CLERK):
        assert names() == ["Ani", "Siti"]


def test_an_operator_sees_the_whole_city(staff):
    with staff.acting(staff.operator, Role.OPERATOR):
        assert names() == ["Ani", "Budi", "Siti"]


def test_a_clerk_sees_the_enrollments_of_the_own_units_only(staff):
    with staff.acting(staff.clerk, Role.CLERK):
        found = sorted(Enrollment.objects.values_list("worker__name", flat=True))
    assert found == ["Ani", "Siti"]


def test_a_clerk_cannot_enroll_into_another_unit(staff):
    city = staff.bengkulu
    with pytest.raises(ProgrammingError, match="row-level security"), staff.acting(staff.clerk, Role.CLERK):
        Enrollment.objects.filter(unit=city.school).update(unit=city.office)


def test_a_clerk_cannot_call_himself_operator(staff):
    with staff.acting(staff.clerk, Role.OPERATOR):
        assert names() == []


def test_who_is_operator_here_and_clerk_there_sees_each_in_its_role(staff):
    with administrator():
        Scope.objects.create(
            user=staff.stranger, role="CLERK", municipality=staff.bengkulu, unit=staff.bengkulu.school,
            start_date=date(2020, 1, 1),
        )  # fmt: skip
        make_enrollment(staff.kupang, make_worker(staff.kupang, "Kornelis"))
    both = (staff.bengkulu, staff.kupang)
    with staff.acting(staff.stranger, Role.OPERATOR, *both):
        as_operator = names()
    with staff.acting(staff.stranger, Role.CLERK, *both):
        as_clerk = names()
    assert (as_operator, as_clerk) == (["Kornelis"], ["Ani", "Siti"])


def ends_yesterday(rows):
    with administrator():
        assert rows.update(end_date=timezone.localdate() - DAY) == 1


def test_a_scope_that_ended_shows_nothing_at_the_next_statement(staff):
    with staff.acting(staff.operator, Role.OPERATOR):
        before = names()
        ends_yesterday(Scope.objects.filter(user=staff.operator))
        assert (before, names()) == (["Ani", "Budi", "Siti"], [])


def test_a_scope_of_a_clerk_that_ended_shows_nothing_at_the_next_statement(staff):
    with staff.acting(staff.clerk, Role.CLERK):
        ends_yesterday(Scope.objects.filter(user=staff.clerk))
        assert names() == []


def test_a_scope_that_begins_tomorrow_shows_nothing_today(staff):
    with administrator():
        Scope.objects.filter(user=staff.operator).update(start_date=timezone.localdate() + DAY)
    with staff.acting(staff.operator, Role.OPERATOR):
        assert names() == []


def test_the_last_day_of_a_scope_is_a_whole_day(staff):
    with administrator():
        Scope.objects.filter(user=staff.operator).update(end_date=timezone.localdate())
    with staff.acting(staff.operator, Role.OPERATOR):
        assert names() == ["Ani", "Budi", "Siti"]


@pytest.fixture
def branch_world(staff):
    """The branch of Bengkulu serves Seluma too; Kupang is another branch's."""
    with administrator():
        staff.seluma = make_city(code="17.05", name="Seluma", branch="Kantor Seluma")
        BranchMunicipality.objects.create(
            branch=staff.bengkulu.branch, municipality=staff.seluma, is_lead=False, start_date=date(2020, 1, 1)
        )
        make_enrollment(staff.seluma, make_worker(staff.seluma, "Rahma"))
        make_enrollment(staff.kupang, make_worker(staff.kupang, "Kornelis"))
    return staff


def as_officer(world):
    return world.acting(world.officer, Role.OFFICER, *Municipality.objects.all())


def test_an_officer_sees_the_cities_of_the_branch_and_no_other(branch_world):
    with as_officer(branch_world):
        assert names() == ["Ani", "Budi", "Rahma", "Siti"]


def test_a_forged_list_of_cities_is_cut_down_to_the_real_scope(branch_world):
    with as_officer(branch_world):
        found = ask("SELECT sec.munis()")[0]
    assert sorted(found) == sorted([branch_world.bengkulu.pk, branch_world.seluma.pk])


def test_an_officer_loses_a_city_with_the_end_of_the_link(branch_world):
    links = BranchMunicipality.objects.filter(branch=branch_world.bengkulu.branch, municipality=branch_world.seluma)
    with as_officer(branch_world):
        ends_yesterday(links)
        assert names() == ["Ani", "Budi", "Siti"]


def test_an_officer_cannot_change_a_worker(staff):
    with staff.acting(staff.officer, Role.OFFICER):
        assert (Worker.objects.update(name="Diubah"), Enrollment.objects.update(wage=1)) == (0, 0)


def test_an_officer_cannot_add_a_worker(staff):
    with pytest.raises(ProgrammingError, match="row-level security"), staff.acting(staff.officer, Role.OFFICER):
        make_worker(staff.bengkulu, "Titipan")


def test_an_auditor_cannot_change_a_worker(staff):
    with staff.acting(staff.auditor, Role.AUDITOR):
        assert Worker.objects.update(name="Diubah") == 0


@pytest.fixture
def trail(staff):
    with staff.acting(staff.operator, Role.OPERATOR):
        audit.record("unit.renamed", of=staff.bengkulu.school, by=staff.operator, at=timezone.now())
    return staff


@pytest.mark.parametrize(
    ("who", "role", "events"),
    [
        ("auditor", Role.AUDITOR, 1),
        ("admin", Role.ADMIN, 1),
        ("operator", Role.OPERATOR, 0),
        ("clerk", Role.CLERK, 0),
        ("officer", Role.OFFICER, 0),
    ],
)
def test_the_trail_is_read_by_auditor_and_admin_only(trail, who, role, events):
    with trail.acting(getattr(trail, who), role):
        assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("statement", ["UPDATE municipalities_auditevent SET action = 'x'",
                                       "DELETE FROM municipalities_auditevent",
                                       "TRUNCATE municipalities_auditevent CASCADE"])  # fmt: skip
@pytest.mark.parametrize("login", ["payung_app", "payung_owner", None], ids=["application", "owner", "administrator"])
def test_nobody_rewrites_the_trail(trail, statement, login):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        if login:
            cursor.execute(f"SET LOCAL ROLE {login}")
        with pytest.raises(ProgrammingError) as refused, transaction.atomic():
            cursor.execute(statement)
    assert refused.value.__cause__.pgcode == DENIED


def test_the_owner_can_add_to_the_trail_but_not_change_it(trail):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL ROLE payung_owner")
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM municipalities_auditevent")


def test_an_admin_gives_no_scope_to_himself(world):
    with pytest.raises(ProgrammingError, match="row-level security"), world.acting(world.admin, Role.ADMIN):
        Scope.objects.create(
            user=world.admin, role="OPERATOR", municipality=world.bengkulu, start_date=date(2026, 1, 1)
        )


@pytest.mark.parametrize("role", ["ADMIN", "SYSTEM", "OFFICER", "PLATFORM"])
def test_an_admin_gives_no_role_that_is_not_a_citys_own(world, role):
    with pytest.raises(ProgrammingError, match="row-level security"), world.acting(world.admin, Role.ADMIN):
        Scope.objects.create(user=world.operator, role=role, municipality=world.bengkulu, start_date=date(2026, 1, 1))


def test_an_admin_gives_no_scope_in_another_city(world):
    with pytest.raises(ProgrammingError, match="row-level security"), world.acting(world.admin, Role.ADMIN):
        Scope.objects.create(
            user=world.operator, role="OPERATOR", municipality=world.kupang, start_date=date(2026, 1, 1)
        )


def test_an_operator_gives_no_scopes_at_all(world):
    with pytest.raises(ProgrammingError, match="row-level security"), world.acting(world.operator, Role.OPERATOR):
        Scope.objects.create(
            user=world.clerk, role="OPERATOR", municipality=world.bengkulu, start_date=date(2026, 1, 1)
        )


def test_the_default_manager_refuses_without_a_context(world):
    with pytest.raises(NoTenant):
        Worker.objects.count()


def test_a_related_manager_refuses_without_a_context(world):
    with pytest.raises(NoTenant):
        world.bengkulu.workers.count()


def test_the_default_manager_of_every_tenant_model_refuses_without_a_context(world):
    for table in TENANT:
        with pytest.raises(NoTenant):
            table_models()[table]._default_manager.count()


@pytest.fixture
def asked(world):
    """Of our city: a job and a form that the operator sent, and one of each of the clerk's own."""
    with administrator():
        for model in (Job, Submission):
            for by in (world.operator, world.clerk):
                row_in(world.bengkulu, model, by=by)
    return world


@pytest.mark.parametrize("model", [Job, Submission])
def test_a_clerk_sees_what_he_asked_for_himself_and_nothing_of_others(asked, model):
    with asked.acting(asked.clerk, Role.CLERK):
        assert [row.by for row in model.objects.all()] == [asked.clerk]


@pytest.mark.parametrize("model", [Job, Submission])
def test_a_clerk_changes_nothing_that_others_asked_for(asked, model):
    with asked.acting(asked.clerk, Role.CLERK):
        assert model.objects.filter(by=asked.operator).update(by=asked.clerk) == 0


def test_who_works_for_the_whole_city_sees_the_work_a_clerk_asked_for(asked):
    with asked.acting(asked.operator):
        assert {row.by for row in Job.objects.all()} == {asked.operator, asked.clerk}


def test_what_somebody_sent_is_seen_by_its_sender_alone(asked):
    with asked.acting(asked.operator):
        assert {row.by for row in Submission.objects.all()} == {asked.operator}


def test_a_clerk_sees_the_work_a_colleague_asked_for_on_a_row_of_the_own_unit(asked):
    with administrator():
        Job.objects.filter(by=asked.operator).update(unit=asked.bengkulu.school)
    with asked.acting(asked.clerk, Role.CLERK):
        assert {job.by for job in Job.objects.all()} == {asked.operator, asked.clerk}


SIGNING_IN = {"password", "last_login", "first_name", "last_name"}  # the name is the person's own to write


@pytest.mark.parametrize("column", [field.column for field in User._meta.local_fields])
def test_of_a_person_the_application_writes_what_signing_in_writes(world, column):
    changed = effect(f"UPDATE municipalities_user SET {column} = {column} WHERE username = 'clerk'")
    assert changed == (1 if column in SIGNING_IN else DENIED)


def test_signing_in_writes_what_it_needs(world, client):
    with administrator():
        world.clerk.set_password("sandi yang cukup panjang")
        world.clerk.save()
    sent = {"login": "clerk", "password": "sandi yang cukup panjang"}
    assert client.post(reverse("login"), sent).status_code == 302
    assert User.objects.get(username="clerk").last_login is not None
