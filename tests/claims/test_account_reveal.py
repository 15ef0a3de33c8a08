"""The account of an heir: its end on the page, the whole of it to whoever says what for."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from claims import deaths, heirs
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


NUMBER = "0012345678907"


@pytest.fixture
def heir(world):
    with administrator():
        worker = make_enrollment(world.bengkulu, make_worker(world.bengkulu)).worker
        claim = deaths.register(
            worker=worker, death_date=date(2026, 6, 1), cause="NATURAL", told_by="Keluarga", by=world.operator,
            at=timezone.now(),
        )  # fmt: skip
        return heirs.add(
            claim=claim, name="Rina", relation="WIDOW", bank="BRI", account_number=NUMBER, account_name="Rina",
            by=world.operator, at=timezone.now(),
        )  # fmt: skip


def test_an_account_is_hidden_until_somebody_says_what_for(operator_client, world, heir):
    page = operator_client.get(heir.claim.get_absolute_url()).content.decode()
    assert (NUMBER in page, "BRI •••• 8907" in page) == (False, True)
    url = reverse("heir_account_shown", args=[heir.public_id])
    refused = operator_client.post(url)
    assert (refused.status_code, NUMBER in refused.content.decode()) == (422, False)
    shown = operator_client.post(url, {"reason": "BRANCH"})
    assert (NUMBER in shown.content.decode(), shown["Cache-Control"]) == (True, "no-store")
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="heir.account_shown")
    assert (event.object_id, event.by, event.detail["reason"]) == (str(heir.pk), world.operator, "BRANCH")


def test_a_stranger_and_the_mayors_office_see_no_account(visit, world, stranger_client, heir):
    url = reverse("heir_account_shown", args=[heir.public_id])
    assert stranger_client.post(url, {"reason": "BRANCH"}).status_code == 404
    assert visit(world.mayor).post(url, {"reason": "BRANCH"}).status_code == 403
