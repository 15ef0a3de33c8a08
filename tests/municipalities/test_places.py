"""Who serves whom, from day to day: made ahead by the platform, handed on by a head, and obeyed at once."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from municipalities import jobs
from municipalities.city import places
from municipalities.context import tenant_context
from municipalities.models import (
    AuditEvent,
    Branch,
    BranchMunicipality,
    Job,
    Mail,
    Municipality,
    Outbox,
    Region,
    Scope,
)
from municipalities.roles import Role
from tests.municipalities.held_tasks import held
from tests.safety.attack import DENIED, administrator, ask, effect


TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def regions(world):
    with administrator():
        Region.objects.create(code="64.71", name="Kota Balikpapan", province_name="Kalimantan Timur")
    return world


def link_of(world):
    return BranchMunicipality.objects.get(municipality=world.bengkulu)


def posted(client, address, **form):
    return client.post(f"/kantor/kota/17.71/{address}/", form)


def test_the_platform_makes_a_city_that_can_begin(regions, visit):
    answer = visit(regions.platform).post("/kantor/kota-baru/", {"code": "64.71"}, follow=True)
    assert "Kota Balikpapan ditambahkan." in answer.content.decode()
    with administrator():
        city = Municipality.objects.get(code="64.71")
        assert city.timezone == "Asia/Makassar"
        assert (city.units.get().kind, city.categories.get().code) == ("CITY", "NON_ASN")
        [scope] = Scope.objects.filter(municipality=city)
        assert (scope.role, scope.user.is_service, scope.user.has_usable_password()) == ("SYSTEM", True, False)
        event = AuditEvent.objects.get(action="municipality.added")
        assert event.on_behalf_of == regions.platform


@pytest.mark.parametrize("code", ["99.99", "17.71"])
def test_a_code_that_is_nowhere_or_taken_is_refused_at_its_field(regions, visit, code):
    with administrator():
        Region.objects.create(code="17.71", name="Kota Bengkulu", province_name="Bengkulu")
    answer = visit(regions.platform).post("/kantor/kota-baru/", {"code": code})
    assert answer.status_code == 422
    assert Municipality.objects.count() == 2


def test_the_platform_makes_an_office_below_another(world, visit):
    form = {"code": "CURUP", "name": "Kantor Curup", "kind": "SMALL", "parent": world.bengkulu.branch.pk}
    assert visit(world.platform).post("/kantor/kantor-baru/", form).status_code == 302
    assert Branch.objects.get(code="CURUP").parent == world.bengkulu.branch


def test_a_head_makes_neither_city_nor_office(regions, visit):
    client = visit(regions.head)
    for address in ("kota-baru", "kantor-baru"):
        assert client.get(f"/kantor/{address}/").status_code == 403
    with regions.acting(regions.head, Role.BRANCH_HEAD):
        with pytest.raises(places.NotThePlatform):
            places.add_municipality(region=Region.objects.get(), by=regions.head, at=timezone.now())
        assert effect("INSERT INTO municipalities_municipality (code) VALUES ('99.99')") == DENIED


def test_a_head_sees_the_cities_of_the_own_offices_alone(world, visit):
    page = visit(world.head).get("/kantor/").content.decode()
    assert "Kota Bengkulu" in page
    assert "Kota Kupang" not in page
    assert visit(world.head).get("/kantor/kota/53.71/").status_code == 404


def test_a_city_is_handed_over_from_a_day_ahead(world, visit):
    link, other = link_of(world), world.kupang.branch
    start = TODAY + 30 * DAY
    form = {"served": link.pk, f"hand{link.pk}-branch": other.pk, f"hand{link.pk}-start_date": start.isoformat()}
    assert posted(visit(world.head), "serahkan", **form).status_code == 302
    old, new = places.links_of(world.bengkulu)
    assert (old.end_date, new.branch, new.start_date, new.is_lead) == (start - DAY, other, start, True)
    with world.acting(world.officer, Role.OFFICER):
        assert ask("SELECT sec.munis()") == ([world.bengkulu.pk],)


def test_what_a_head_hands_over_stands_in_the_trail_of_the_city(world, visit):
    link = link_of(world)
    form = {
        "served": link.pk,
        f"hand{link.pk}-branch": world.kupang.branch.pk,
        f"hand{link.pk}-start_date": TODAY.isoformat(),
    }
    posted(visit(world.head), "serahkan", **form)
    with world.acting(world.auditor, Role.AUDITOR):
        told = AuditEvent.objects.filter(action__startswith="branch.").values_list("action", flat=True)
        assert sorted(told) == ["branch.end_changed", "branch.serves"]


def hand_over_today(world):
    with tenant_context(world.platform.pk, Role.PLATFORM, []):
        places.hand_over(
            link=link_of(world), branch=world.kupang.branch, start_date=TODAY, by=world.platform, at=timezone.now()
        )


def test_the_officers_of_the_old_office_lose_the_city_with_their_next_statement(world, visit):
    with world.acting(world.officer, Role.OFFICER):
        assert ask("SELECT sec.munis()") == ([world.bengkulu.pk],)
        with administrator():
            BranchMunicipality.objects.filter(municipality=world.bengkulu).update(end_date=TODAY - DAY)
        assert ask("SELECT sec.munis()") == ([],)


def test_after_a_hand_over_the_new_office_sees_what_the_old_one_saw(world):
    hand_over_today(world)
    with world.acting(world.officer, Role.OFFICER, world.bengkulu):
        assert effect("SELECT 1 FROM municipalities_unit") == 0
    with world.acting(world.foreign_officer, Role.OFFICER, world.bengkulu):
        assert effect("SELECT 1 FROM municipalities_unit") == 3


def test_work_that_an_officer_asked_for_before_the_hand_over_fails_closed(world):
    with world.acting(world.operator):
        job = jobs.start(
            task="tests.held", target=world.bengkulu.school, by=world.operator, role="OPERATOR", at=timezone.now(),
            folder="/nowhere",
        )  # fmt: skip
    with administrator():
        Outbox.objects.filter(job_id=job.pk).update(user_id=world.officer.pk, role="OFFICER")
    hand_over_today(world)
    words = {"job_id": job.pk, "user_id": world.officer.pk, "role": "OFFICER", "municipality_id": world.bengkulu.pk}
    with pytest.raises(Job.DoesNotExist):
        held(**words)
    with world.acting(world.operator):
        assert Job.objects.get(pk=job.pk).status == "FAILED"


def test_a_second_office_serves_beside_the_lead(world, visit):
    form = {"serve-branch": world.kupang.branch.pk, "serve-start_date": TODAY.isoformat()}
    assert posted(visit(world.platform), "layani", **form).status_code == 302
    assert [link.is_lead for link in places.links_of(world.bengkulu)] == [True, False]
    answer = posted(visit(world.platform), "layani", **form | {"serve-is_lead": "on"})
    assert (answer.status_code, "sudah melayani" in answer.content.decode()) == (422, True)


def test_there_is_one_lead_at_a_time(world):
    with administrator():
        third = Branch.objects.create(code="CURUP", name="Kantor Curup")
    with tenant_context(world.platform.pk, Role.PLATFORM, []), pytest.raises(places.LeadIsTaken):
        places.serve(
            municipality=world.bengkulu, branch=third, is_lead=True, start_date=TODAY, by=world.platform,
            at=timezone.now(),
        )  # fmt: skip


def test_a_head_gives_what_the_office_serves_and_takes_nothing(world):
    insert = (
        "INSERT INTO municipalities_branchmunicipality (branch_id, municipality_id, is_lead, start_date) "
        "VALUES (%s, %s, false, '2026-01-01')"
    )
    own, other = world.bengkulu.branch.pk, world.kupang.branch.pk
    with world.acting(world.head, Role.BRANCH_HEAD, world.bengkulu, world.kupang):
        assert effect(insert, [own, world.kupang.pk]) == DENIED
        assert effect(insert, [other, world.bengkulu.pk]) == 1
        ended = "UPDATE municipalities_branchmunicipality SET end_date = '2026-01-01' WHERE branch_id = %s"
        assert (effect(ended, [own]), effect(ended, [other])) == (1, 0)
        moved = "UPDATE municipalities_branchmunicipality SET municipality_id = %s WHERE branch_id = %s"
        assert effect(moved, [world.kupang.pk, own]) == DENIED
    with world.acting(world.officer, Role.OFFICER):
        assert effect(insert, [other, world.bengkulu.pk]) == DENIED


def run(*words):
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_three_commands_make_a_city_ready(regions):
    run("add_branch", "BALIKPAPAN", "Kantor Cabang Balikpapan")
    made = run("add_municipality", "64.71", "--branch", "BALIKPAPAN")
    assert (made["name"], made["timezone"]) == ("Kota Balikpapan", "Asia/Makassar")
    assert run("invite_admin", "Feri@Balikpapan.example", "Feri", "--municipality", "64.71")["role"] == "ADMIN"
    assert run("invite_admin", "elvi@bpjs.example", "Elvi", "--branch", "BALIKPAPAN")["role"] == "BRANCH_HEAD"
    assert run("invite_admin", "ratih@payung.example", "Ratih", "--platform")["place"] == "Seluruh Payung"
    with administrator():
        told = set(Mail.objects.values_list("recipient", flat=True))
        assert told == {"feri@balikpapan.example", "elvi@bpjs.example", "ratih@payung.example"}
        assert Scope.objects.get(user__email="feri@balikpapan.example").municipality.code == "64.71"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add_municipality", "99.99"), "no region"),
        (("add_branch", "X", "X", "--parent", "NOWHERE"), "no office"),
        (("invite_admin", "no-address", "X", "--platform"), "no e-mail"),
        (("invite_admin", "a@b.example", "X", "--municipality", "99.99"), "no municipality"),
        (("add_branch", "X", "X", "--as", "operator"), "does not work for the platform"),
    ],
)
def test_a_command_says_what_is_wrong(regions, words, reason):
    with pytest.raises(CommandError, match=reason):
        call_command(*words)


def test_a_role_given_by_the_platform_stands_in_the_trail_of_the_city(world):
    run("invite_admin", "feri@bengkulu.example", "Feri", "--municipality", "17.71")
    with world.acting(world.auditor, Role.AUDITOR):
        event = AuditEvent.objects.get(action="role.given")
    assert (event.on_behalf_of.username, event.detail["role"]) == ("system-platform", "ADMIN")


def test_a_region_belongs_to_one_of_three_zones():
    assert [places.zone_of(code) for code in ("17.71", "53.71", "91.71")] == [
        "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura",
    ]  # fmt: skip


def test_the_offices_below_are_found_level_by_level(world, django_assert_num_queries):
    with administrator():
        region = Branch.objects.create(code="K", name="Kanwil", kind=Branch.Kind.REGIONAL)
        branches = [Branch.objects.create(code=f"B{n}", name=f"Cabang {n}", parent=region) for n in range(3)]
        small = Branch.objects.create(code="S", name="Perintis", kind=Branch.Kind.SMALL, parent=branches[2])
    with django_assert_num_queries(3):
        assert region.and_below() == [region, *branches, small]
