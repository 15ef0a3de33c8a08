"""Every page that shows data of persons writes at least one row of the trail (UU 27/2022 Art. 31)."""

import pytest
from django.urls import reverse

from enrollment.models import CorrectionRequest, Worker
from municipalities.models import AuditEvent
from municipalities.trails.sentences import SHOWS_PERSONS
from tests.safety.addresses import POLICY
from tests.safety.attack import administrator
from tests.safety.objects import claim_in
from tests.safety.rows import row_in
from tests.safety.test_urls import Doors


PERSONAL = sorted(name for name, policy in POLICY["urls"].items() if policy.get("personal"))
LEADS_ON = {"worker_claim"}  # to the page of the claim, and names nobody itself
# They show persons only when there are some of the right kind; their own tests look at the row.
WITH_SOMETHING_ON_IT = {
    **dict.fromkeys(("roster_detail", "roster_errors"), "tests/enrollment/test_roster_pages.py"),
    "roster_decide": "tests/enrollment/test_decisions.py",
    "roster_arrivals": "tests/enrollment/test_arrivals.py",
    **dict.fromkeys(("workers_end", "workers_move"), "tests/enrollment/test_bulk.py"),
    "bulk_act_detail": "tests/enrollment/test_bulk_acts.py",
    "double_ask": "tests/enrollment/test_doubles.py",
    "list_check": "tests/enrollment/test_list_checks.py",
    "roster_map": "tests/enrollment/test_mapping_pages.py",
    "ceremony_new": "tests/claims/test_pages.py",
    **dict.fromkeys(("run_exception", "run_difference", "run_unit"), "tests/contributions/test_run_pages.py"),
    "run_corrected": "tests/contributions/test_correction_pages.py",
    **dict.fromkeys(("sipp_detail", "sipp_left_out", "sipp_reply"), "tests/contributions/sipp/test_sipp_pages.py"),
    **dict.fromkeys(("correction_list", "correction_detail"), "test_who_opens_a_correction_is_written_down"),
}


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def written():
    with administrator():
        return {event.pk: event.action for event in AuditEvent.objects.all()}


@pytest.mark.parametrize("name", [name for name in PERSONAL if name not in WITH_SOMETHING_ON_IT])
def test_who_opens_it_is_written_down(world, lost, name):
    doors = Doors(world, lost, name)
    method = "GET" if "GET" in doors.address.methods else "POST"
    role = next(role for role in ("OPERATOR", "OFFICER", "ADMIN") if role in doors.address.roles(method))
    with administrator():
        claim_in(world.bengkulu)  # the lists have somebody to show
    before = written()
    ask = getattr(doors.client(role), method.lower())
    answer = ask(doors.url["own"], {"reason": "CORRECT"} if method == "POST" else {})
    b"".join(answer.streaming_content if answer.streaming else [])  # a file is closed when it is read
    assert answer.status_code == 200
    assert {action for pk, action in written().items() if pk not in before} & set(SHOWS_PERSONS)


def test_who_opens_a_correction_is_written_down(world, operator_client):
    with administrator():
        asked = row_in(world.bengkulu, CorrectionRequest, unit=world.bengkulu.school)
    operator_client.get(reverse("correction_list"))
    operator_client.get(reverse("correction_detail", args=[asked.public_id]))
    assert {"corrections.listed", "correction.viewed"} <= set(written().values())


OTHERS = sorted(name for name, policy in POLICY["urls"].items() if "GET" in policy and not policy.get("personal"))


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_that_is_not_marked_names_no_worker(world, lost, name):
    doors = Doors(world, lost, name)
    roles = doors.address.roles("GET")
    assert roles or not doors.address.policy["GET"]
    with administrator():
        claim_in(world.bengkulu)  # the dead of it, and everybody whom the page's own thing brought along
        names = {worker.name.encode() for worker in Worker.objects.filter(municipality=world.bengkulu)}
    for role in roles:
        answer = doors.client(role).get(doors.url["own"])
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert [each for each in names if each in said] == []


def test_the_pages_that_show_persons_are_marked():
    """A page with a person's thing in its address shows that person, unless the policy says why not."""
    about_persons = {"enrollment.Worker", "claims.Claim", "claims.Heir"}
    found = {
        name
        for name, policy in POLICY["urls"].items()
        if "GET" in policy and about_persons & set(policy.get("ids", {}).values())
    }
    assert found - set(PERSONAL) == LEADS_ON
