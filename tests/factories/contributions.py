"""The month of Bengkulu on its way, moved on by the people of the world whose step it is."""

from datetime import UTC, datetime, time

from contributions import bills, runs
from tests.contributions.months import MONTH, NOW


def calculated(world, month=MONTH, *, at=NOW):
    with world.acting(world.operator):
        at = max(at, datetime.combine(month, time(3), tzinfo=UTC))
        run = runs.open_month(municipality=world.bengkulu, month=month, by=world.operator, at=at)
        return runs.calculate(run=run, by=world.operator, at=at)


def approved(world, month=MONTH):
    run = calculated(world, month)
    with world.acting(world.approver, "APPROVER"):
        return runs.approve(run=run, by=world.approver, at=NOW)


def billed(world, month=MONTH):
    """The bills of the approved month."""
    run = approved(world, month)
    with world.acting(world.treasurer, "TREASURER"):
        return bills.issue(run=run, by=world.treasurer, at=NOW)
