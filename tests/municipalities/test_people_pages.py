"""Who keeps whose roles: a city's admin the city's people, a head those of the branch, the platform the first ones."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from municipalities.accounts import people
from municipalities.models import AccountEvent, AuditEvent, Branch, Mail, Scope, User
from municipalities.roles import KEEPS, Permission, Role, may
from municipalities.wall.people import KEPT, PERSON
from tests.doors import give_second_factor
from tests.factories.municipalities import make_user
from tests.safety.attack import DENIED, administrator, ask, effect


START = date(2026, 1, 1)


def names_on(client, **query):
    return client.get("/orang/", query).content.decode()


def test_an_admin_sees_the_people_of_the_city_and_of_no_other(world, visit):
    page = names_on(visit(world.admin))
    assert all(name in page for name in ("operator", "treasurer", "clerk"))
    assert "stranger" not in page
    assert "officer" not in page
    assert "system-17.71" not in page


def test_a_head_sees_the_people_of_the_branch(world, visit):
    page = names_on(visit(world.head))
    assert "officer" in page
    assert "foreign_officer" not in page
    assert "treasurer" not in page


def test_the_platform_sees_administrators_and_heads_and_nobody_else(world, visit):
    page = names_on(visit(world.platform))
    assert ">admin<" in page
    assert ">head<" in page
    assert "treasurer" not in page
    assert ">officer<" not in page


def test_the_list_can_be_narrowed_to_a_state(world, visit):
    with administrator():
        make_user("gone", Role.OPERATOR, world.bengkulu)
        Scope.objects.filter(user__username="gone").update(end_date=date(2020, 1, 1))
    client = visit(world.admin)
    assert "gone" in names_on(client, keadaan="ended")
    assert "gone" not in names_on(client, keadaan="active")
    assert "Tidak ada yang cocok" in names_on(client, keadaan="expired")


def test_a_long_list_goes_on_on_the_next_page_in_the_same_state(world, visit):
    with administrator():
        for number in range(20):
            make_user(f"auditor-{number:02d}", Role.AUDITOR, world.bengkulu)
    admin = visit(world.admin)
    first = admin.get("/orang/", {"keadaan": "active"})
    second = admin.get(first.context["next_url"])
    names = [each.user.username for page in (first, second) for each in page.context["people"]]
    assert (len(first.context["people"]), len(names), len(set(names))) == (12, 24, 24)


def test_a_role_is_given_with_its_unit_and_written_into_the_trail(world, visit):
    client = visit(world.admin)
    form = {"role": "CLERK", "unit": world.bengkulu.office.pk, "start_date": "2026-01-01", "end_date": "2026-12-31"}
    page = f"/orang/{world.mayor.public_id}/"
    assert client.post(page, form).status_code == 302
    with world.acting(world.admin, Role.ADMIN):
        scope = Scope.objects.get(user=world.mayor, role="CLERK")
        assert (scope.unit, scope.end_date) == (world.bengkulu.office, date(2026, 12, 31))
        event = AuditEvent.objects.get(action="role.given")
        assert (event.by, event.object_id, event.detail["role"]) == (world.admin, str(scope.pk), "CLERK")


def test_a_clerk_needs_a_unit_and_nobody_else_gets_one(world, visit):
    client = visit(world.admin)
    page = f"/orang/{world.mayor.public_id}/"
    answer = client.post(page, {"role": "CLERK", "start_date": "2026-01-01"})
    assert (answer.status_code, "Pilih unit petugas ini." in answer.content.decode()) == (422, True)
    form = {"role": "AUDITOR", "unit": world.bengkulu.office.pk, "start_date": "2026-01-01"}
    assert client.post(page, form).status_code == 302
    with world.acting(world.admin, Role.ADMIN):
        assert Scope.objects.get(user=world.mayor, role="AUDITOR").unit is None


def test_a_role_that_is_ended_is_gone_at_the_next_request(world, visit):
    operator, admin = visit(world.operator), visit(world.admin)
    assert operator.get("/pekerja/").status_code == 200
    with world.acting(world.admin, Role.ADMIN):
        pk = Scope.objects.get(user=world.operator).pk
    admin.post(f"/orang/{world.operator.public_id}/akhiri/", {"role_held": pk})
    assert operator.get("/pekerja/").status_code == 403


def test_a_role_that_began_today_can_be_taken_at_once_too(world):
    today = timezone.localdate()
    with administrator():
        scope = Scope.objects.create(
            user=world.mayor, role="AUDITOR", municipality=world.bengkulu, start_date=today + timedelta(days=3)
        )
    with world.acting(world.admin, Role.ADMIN):
        people.end_now(scope=scope, day=today, by=world.admin, at=timezone.now())
        assert scope.end_date < today


def test_the_last_day_of_a_role_is_changed_and_lifted(world, visit):
    client = visit(world.admin)
    with world.acting(world.admin, Role.ADMIN):
        pk = Scope.objects.get(user=world.operator).pk
    page = f"/orang/{world.operator.public_id}/masa/"
    for typed, stored in (("2027-03-01", date(2027, 3, 1)), ("", None)):
        client.post(page, {"role_held": pk, f"s{pk}-end_date": typed})
        with world.acting(world.admin, Role.ADMIN):
            assert Scope.objects.get(pk=pk).end_date == stored
    answer = client.post(page, {"role_held": pk, f"s{pk}-end_date": "2001-01-01"})
    assert (answer.status_code, "tidak boleh sebelum" in answer.content.decode()) == (422, True)


def test_the_own_roles_are_shown_and_not_changed(world, visit):
    with administrator():
        Scope.objects.create(user=world.admin, role="AUDITOR", municipality=world.bengkulu, start_date=START)
    client = visit(world.admin)
    page = f"/orang/{world.admin.public_id}/"
    assert "Ini Anda sendiri" in client.get(page).content.decode()
    answer = client.post(page, {"role": "OPERATOR", "start_date": "2026-01-01"})
    assert (answer.status_code, "orang lain" in answer.content.decode()) == (422, True)


def test_a_person_of_another_city_is_not_there(world, visit):
    client = visit(world.admin)
    assert client.get(f"/orang/{world.stranger.public_id}/").status_code == 404
    assert client.post(f"/orang/{world.stranger.public_id}/akhiri/", {"role_held": 1}).status_code == 404


def test_who_keeps_nobody_has_no_such_page(world, visit):
    for person in (world.operator, world.auditor, world.officer, world.mayor):
        assert visit(person).get("/orang/").status_code == 403


# --- what the database itself refuses


@pytest.fixture
def places(world):
    """A regional office above the branch of Bengkulu, with its head and its officers."""
    with administrator():
        world.region = Branch.objects.create(code="WILAYAH", name="Kantor Wilayah", kind="REGIONAL")
        Branch.objects.filter(pk=world.bengkulu.branch.pk).update(parent=world.region)
        world.region_head = make_user("region_head", Role.BRANCH_HEAD, branch=world.region)
        world.region_officer = make_user("region_officer", Role.OFFICER, branch=world.region)
    return world


INSERT = (
    "INSERT INTO municipalities_scope (user_id, role, municipality_id, branch_id, start_date) "
    "VALUES (%s, %s, %s, %s, '2026-01-01')"
)


def gives(world, giver, role, *, to, as_role, city=None, branch=None):
    """How far a giver comes who gives this role to somebody."""
    with world.acting(giver, role, *([world.bengkulu] if role != Role.PLATFORM else [])):
        return effect(INSERT, [to.pk, as_role, city and city.pk, branch and branch.pk])


def test_an_admin_gives_the_six_roles_of_the_own_city_alone(world):
    def give(role, **where):
        return gives(world, world.admin, Role.ADMIN, to=world.stranger, as_role=role, **where)

    assert {role: give(role, city=world.bengkulu) for role in ("OPERATOR", "AUDITOR")} == {"OPERATOR": 1, "AUDITOR": 1}
    assert {give(role, city=world.bengkulu) for role in ("ADMIN", "SYSTEM", "PUBLIC")} == {DENIED}
    assert {give(role, branch=world.bengkulu.branch) for role in ("OFFICER", "BRANCH_HEAD")} == {DENIED}
    assert give("OPERATOR", city=world.kupang) == DENIED
    assert give("PLATFORM") == DENIED


def test_a_head_gives_the_two_roles_of_the_branch_and_of_the_offices_below(places):
    def give(giver, role, **where):
        return gives(places, giver, Role.BRANCH_HEAD, to=places.stranger, as_role=role, **where)

    assert give(places.head, "OFFICER", branch=places.bengkulu.branch) == 1
    assert give(places.region_head, "BRANCH_HEAD", branch=places.bengkulu.branch) == 1
    assert give(places.head, "OFFICER", branch=places.region) == DENIED
    assert give(places.head, "OFFICER", branch=places.kupang.branch) == DENIED
    assert give(places.head, "OPERATOR", city=places.bengkulu) == DENIED
    assert give(places.head, "ADMIN", city=places.bengkulu) == DENIED
    assert give(places.officer, "OFFICER", branch=places.bengkulu.branch) == DENIED


def test_the_platform_gives_admins_heads_and_its_own_role(world):
    def give(role, **where):
        return gives(world, world.platform, Role.PLATFORM, to=world.stranger, as_role=role, **where)

    assert give("ADMIN", city=world.kupang) == 1
    assert give("BRANCH_HEAD", branch=world.kupang.branch) == 1
    assert give("PLATFORM") == 1
    assert give("OPERATOR", city=world.bengkulu) == DENIED
    assert give("OFFICER", branch=world.bengkulu.branch) == DENIED


def test_nobody_gives_or_changes_the_own_roles(places):
    who = (
        (places.admin, Role.ADMIN, "OPERATOR", {"city": places.bengkulu}),
        (places.head, Role.BRANCH_HEAD, "OFFICER", {"branch": places.bengkulu.branch}),
        (places.platform, Role.PLATFORM, "ADMIN", {"city": places.bengkulu}),
    )
    for person, role, given, where in who:
        assert gives(places, person, role, to=person, as_role=given, **where) == DENIED
        with places.acting(person, role):
            assert effect("UPDATE municipalities_scope SET end_date = NULL WHERE user_id = %s", [person.pk]) == 0


def test_no_role_is_turned_into_a_greater_one(places):
    for person, role in ((places.admin, Role.ADMIN), (places.head, Role.BRANCH_HEAD)):
        with places.acting(person, role):
            turned = "UPDATE municipalities_scope SET role = 'ADMIN' WHERE user_id <> %s"
            assert effect(turned, [person.pk]) == DENIED


def test_claiming_to_be_the_platform_gives_nothing(world):
    with world.acting(world.operator, Role.PLATFORM):
        assert ask("SELECT sec.is_platform()") == (False,)
        assert effect(INSERT, [world.stranger.pk, "PLATFORM", None, None]) == DENIED
        assert ask("SELECT sec.add_municipality('99.99', 'Kota', 'Asia/Jakarta')") == (None,)
        assert ask("SELECT sec.add_person('a@b.example', 'A')") == (None,)


def test_the_platform_sees_no_city_and_no_worker(world):
    with world.acting(world.platform, Role.PLATFORM, world.bengkulu, world.kupang):
        assert ask("SELECT sec.munis()") == ([],)
        assert effect("SELECT 1 FROM enrollment_worker") == 0
        assert effect("SELECT 1 FROM municipalities_unit") == 0


def test_the_application_makes_no_person_but_through_the_function(world):
    columns = f"({', '.join(PERSON)})"
    with world.acting(world.admin, Role.ADMIN):
        row = "('x', true, 'root', '', '', '', true, true, now(), false)"
        assert effect(f"INSERT INTO municipalities_user {columns} VALUES {row}") == DENIED
        assert effect("UPDATE municipalities_user SET is_superuser = true") == DENIED
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE municipalities_user SET username = 'x'")


def test_a_head_of_a_region_works_over_the_cities_of_the_offices_below(places, visit):
    with places.acting(places.region_head, Role.BRANCH_HEAD, places.bengkulu, places.kupang):
        assert ask("SELECT sec.munis()") == ([places.bengkulu.pk],)
    assert "Kota Bengkulu" in visit(places.region_head).get("/cakupan/").content.decode()
    with places.acting(places.region_officer, Role.OFFICER, places.bengkulu):
        assert ask("SELECT sec.munis()") == ([],)


def test_what_the_pages_offer_is_what_the_wall_lets_through():
    said = {"admin": Role.ADMIN, "head": Role.BRANCH_HEAD, "platform": Role.PLATFORM}
    for name, (_rows, roles) in KEPT.items():
        assert roles == "'{" + ",".join(KEEPS[said[name]]) + "}'::text[]"
    assert {role for role in Role if may(role, Permission.MANAGE_PEOPLE)} == {*KEEPS}


def test_every_page_of_the_platform_answers(world, visit):
    client = visit(world.platform)
    for address in ("/", "/orang/", "/orang/undang/", "/peran/", "/peran/daftar/"):
        assert client.get(address).status_code == 200


def test_the_platform_invites_the_first_admin_of_a_city(world, visit):
    form = {
        "name": "Feri", "address": "feri@bengkulu.example", "role": "ADMIN", "start_date": "2026-01-01",
        "municipality": world.bengkulu.pk,
    }  # fmt: skip
    assert visit(world.platform).post("/orang/undang/", form).status_code == 302
    with administrator():
        assert Scope.objects.get(user__email="feri@bengkulu.example").municipality == world.bengkulu


def test_the_list_and_the_page_say_who_has_a_second_factor(world, visit):
    client = visit(world.admin)
    before = names_on(client).count("terpasang")
    page = f"/orang/{world.operator.public_id}/"
    assert "belum terpasang" in client.get(page).content.decode()
    with administrator():
        give_second_factor(world.operator)
    assert names_on(client).count("terpasang") == before + 1
    assert "sudah terpasang" in client.get(page).content.decode()


@pytest.fixture
def over(world):
    """A role that the mayor's secretary had until last year."""
    with administrator():
        return Scope.objects.create(
            user=world.mayor, role="AUDITOR", municipality=world.bengkulu, start_date=date(2020, 1, 1),
            end_date=date(2025, 12, 31),
        )  # fmt: skip


ACTS_ON_ONE = {"masa": "2030-01-01", "akhiri": "", "undangan": ""}


@pytest.mark.parametrize(("act", "typed"), ACTS_ON_ONE.items())
def test_a_role_that_is_over_stays_as_it_was(world, visit, over, act, typed):
    sent = {"role_held": over.pk, f"s{over.pk}-end_date": typed}
    page = visit(world.admin).post(f"/orang/{world.mayor.public_id}/{act}/", sent, follow=True).content.decode()
    assert "Peran ini sudah berakhir, jadi tidak diubah lagi." in page
    with world.acting(world.admin, Role.ADMIN):
        over.refresh_from_db()
    assert over.end_date == date(2025, 12, 31)


def test_whoever_left_loses_every_role_here_in_one_act_and_none_elsewhere(world, visit, over):
    with administrator():
        User.objects.filter(pk=world.mayor.pk).update(email="sekretaris@bengkulukota.go.id")
        coming = {"user": world.mayor, "municipality": world.bengkulu, "start_date": date(2030, 1, 1)}
        Scope.objects.create(role="TREASURER", **coming)
        Scope.objects.create(user=world.mayor, role="OPERATOR", municipality=world.kupang, start_date=START)
    client, admin = visit(world.mayor), visit(world.admin)
    assert client.get("/cakupan/").status_code == 200
    assert admin.post(f"/orang/{world.mayor.public_id}/keluar/").status_code == 302
    assert client.get("/cakupan/").url == "/peran/"
    with administrator():
        left = Scope.objects.filter(user=world.mayor).exclude(end_date__lt=timezone.localdate())
        assert [scope.municipality for scope in left] == [world.kupang]
        over.refresh_from_db()
        taken = AccountEvent.objects.filter(about=world.mayor, action="role.taken", by=world.admin)
        assert (over.end_date, taken.count()) == (date(2025, 12, 31), 2)
        (mail,) = Mail.objects.filter(recipient="sekretaris@bengkulukota.go.id")
    assert "Semua peran Anda di Kota Bengkulu diakhiri." in mail.body


def test_whoever_has_left_already_is_not_made_to_leave_again(world, visit):
    page = f"/orang/{world.mayor.public_id}/"
    client = visit(world.admin)
    client.post(f"{page}keluar/")
    again = client.post(f"{page}keluar/", follow=True).content.decode()
    assert "Semua peran orang ini di sini sudah berakhir." in again
    assert "Akhiri semua peran" not in again


def test_nobody_makes_oneself_leave(world, visit):
    with administrator():
        Scope.objects.create(user=world.admin, role="AUDITOR", municipality=world.bengkulu, start_date=START)
    page = visit(world.admin).post(f"/orang/{world.admin.public_id}/keluar/", follow=True).content.decode()
    assert "Peran Anda sendiri hanya dapat diatur oleh orang lain." in page
