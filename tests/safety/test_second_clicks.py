"""Of the same act twice at one moment one is done and written down; the other is told that it is so already."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enrollment.models import UnitGap
from municipalities.accounts import people
from municipalities.city import places
from municipalities.context import as_owner, tenant_context
from municipalities.models import AuditEvent, BranchMunicipality, RetentionPeriod, Scope
from reports import gaps, retention
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.figures import make_gap


CLICKS = 6
LAST_DAY = timezone.localdate() + timedelta(days=30)


class Clicks:
    """What one form sends, by somebody of its role, as a request of its own finds it."""

    def __init__(self):
        self.world = World()
        self.city = self.world.bengkulu
        self.gap = make_gap(self.city, unit=self.city.school, as_of=timezone.localdate(), source="Dihitung")
        self.scope = Scope.objects.get(user=self.world.clerk)
        RetentionPeriod.objects.create(municipality=self.city, subject="PAPER", years=10, start_date="2020-01-01")

    def by(self, name):
        return {"by": getattr(self.world, name), "at": timezone.now()}

    def end_a_role(self):
        with tenant_context(self.world.admin.pk, "ADMIN", [self.city.pk]):
            people.end(scope=Scope.objects.get(pk=self.scope.pk), end_date=LAST_DAY, **self.by("admin"))

    def end_a_link(self):
        with tenant_context(self.world.head.pk, "BRANCH_HEAD", [self.city.pk]):
            link = BranchMunicipality.objects.get(municipality=self.city)
            places.end(link=link, end_date=LAST_DAY, **self.by("head"))

    def assign_a_gap(self):
        with tenant_context(self.world.operator.pk, "OPERATOR", [self.city.pk]):
            gaps.assign(gap=UnitGap.objects.get(pk=self.gap.pk), owner="Kepala SDN 1", **self.by("operator"))

    def switch_retention(self):
        with tenant_context(self.world.admin.pk, "ADMIN", [self.city.pk]):
            retention.switch(municipality=self.city, on=True, **self.by("admin"))


ACTS = {
    "end_a_role": ("role.end_changed", people.EndsAlready),
    "end_a_link": ("branch.end_changed", places.EndsAlready),
    "assign_a_gap": ("unit_gap.moved", gaps.AssignedAlready),
    "switch_retention": ("retention.switched_on", retention.SwitchedAlready),
}


@pytest.mark.parametrize("act", ACTS)
def test_one_of_many_clicks_at_one_moment_is_written_down(own_database, act):
    action, refusal = ACTS[act]
    with as_owner():
        clicks = Clicks()
    answers = at_once([getattr(clicks, act)] * CLICKS)
    assert [type(answer) for answer in answers if answer is not None] == [refusal] * (CLICKS - 1)
    with as_owner():
        assert AuditEvent.objects.filter(municipality=clicks.city, action=action).count() == 1
