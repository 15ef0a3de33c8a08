"""Fifty identical forms at one moment write one row; the others hear that it is there."""

import os
from datetime import date

import pytest

from claims import heirs
from claims.models import Claim, Heir, ScholarshipChild
from enrollment import populations
from enrollment.models import GapTarget, PopulationFigure
from municipalities.context import as_owner, tenant_context
from municipalities.models import AuditEvent
from reports import targets
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.claims import AT
from tests.safety.objects import claim_in


CLICKS = 50 if os.environ.get("PAYUNG_LONG") else 12
BIRTH = date(2015, 1, 1)


class Click:
    """What one form does, in a city where a claim is open."""

    def __init__(self, world):
        self.world, self.city, self.claim = world, world.bengkulu, claim_in(world.bengkulu)
        self.heir = heirs.add(claim=self.claim, name="Rina", relation="WIDOW", **self.who)
        self.child = heirs.add_child(claim=self.claim, name="Adi", birth_date=BIRTH, level="SD", **self.who)

    @property
    def who(self):
        return {"by": self.world.operator, "at": AT}

    def add_heir(self):
        return heirs.add(claim=self.again(self.claim), name="Dewi", relation="PARENT", **self.who)

    def add_child(self):
        return heirs.add_child(claim=self.again(self.claim), name="Ani", birth_date=BIRTH, level="SD", **self.who)

    def remove_heir(self):
        heirs.remove(heir=self.again(self.heir), **self.who)

    def remove_child(self):
        heirs.remove_child(child=self.again(self.child), **self.who)

    def set_target(self):
        return targets.set_target(
            municipality=self.city, category=None, figure=100, due_date=date(2030, 1, 1), owner="Kepala", source="S",
            **self.who,
        )  # fmt: skip

    def record_figure(self):
        return populations.record(
            municipality=self.city, category=self.city.gtt, figure=100, as_of=date(2026, 1, 1), source="S", **self.who
        )

    def again(self, row):
        """As the request of its own finds it."""
        return type(row).objects.select_related(*(["claim"] if hasattr(row, "claim_id") else [])).get(pk=row.pk)


# what is clicked, the table, how many rows more there are afterwards, what the trail says
FORMS = [
    ("add_heir", Heir, 1, ["claim.computed", "heir.added"]),
    ("add_child", ScholarshipChild, 1, ["claim.computed", "scholarship_child.added"]),
    ("remove_heir", Heir, -1, ["claim.computed", "heir.removed"]),
    ("remove_child", ScholarshipChild, -1, ["claim.computed", "scholarship_child.removed"]),
    ("set_target", GapTarget, 1, ["gap_target.set"]),
    ("record_figure", PopulationFigure, 1, ["population_figure.recorded"]),
]


@pytest.mark.parametrize(("name", "model", "more", "written"), FORMS, ids=[name for name, *_rest in FORMS])
def test_identical_clicks_at_once_are_one(own_database, name, model, more, written):
    with as_owner():
        click = Click(World())
        before, events = model.objects.count(), list(AuditEvent.objects.values_list("pk", flat=True))

    def press():
        with tenant_context(click.world.operator.pk, "OPERATOR", [click.city.pk]):
            try:
                getattr(click, name)()
            except model.DoesNotExist:  # gone before this request had opened it
                return "gone"
        return "done"

    answers = at_once([press] * CLICKS)
    with as_owner():
        assert (model.objects.count() - before, answers.count("done")) == (more, 1)
        later = AuditEvent.objects.exclude(pk__in=events)
        assert sorted(later.values_list("action", flat=True)) == written
        assert Claim.objects.count() == 1
