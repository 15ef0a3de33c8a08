from datetime import date
from functools import partial

import pytest

from contributions import bills, budgets, corrections, runs
from enrollment.models import Enrollment
from municipalities.models import BillDivision
from tests.contributions.months import BEFORE, LATER, TODAY
from tests.factories import contributions as month_on_its_way
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


@pytest.fixture
def beyond():
    """Write as the administrator's login for a moment, beyond the wall."""
    return administrator


@pytest.fixture
def enroll(world, beyond):
    """Enroll somebody of Bengkulu."""

    def _enroll(city=None, **fields):
        with beyond():
            return make_enrollment(city or world.bengkulu, **fields)

    return _enroll


@pytest.fixture
def calculated(world):
    """Calculate a month of Bengkulu as its operator."""
    return partial(month_on_its_way.calculated, world)


@pytest.fixture
def approved(world):
    """Calculate a month of Bengkulu, and approve it as another person."""
    return partial(month_on_its_way.approved, world)


@pytest.fixture
def billed(world):
    """The bills of an approved month of Bengkulu."""
    return partial(month_on_its_way.billed, world)


@pytest.fixture
def divided(world, beyond):
    def _divided(per, since=date(2026, 1, 1)):
        with beyond():
            BillDivision.objects.create(municipality=world.bengkulu, per=per, start_date=since)

    return _divided


@pytest.fixture
def budget(world):
    def _budget(year=2027):
        with world.acting(world.treasurer, "TREASURER"):
            return budgets.estimate(municipality=world.bengkulu, year=year, day=TODAY)

    return _budget


@pytest.fixture
def cadres(world, enroll):
    return [enroll(category=world.bengkulu.cadre, wage=None) for _cadre in range(3)]


@pytest.fixture
def change(beyond):
    """What has become known of an enrollment since."""

    def _change(enrollment, **fields):
        with beyond():
            Enrollment.objects.filter(pk=enrollment.pk).update(**fields)

    return _change


@pytest.fixture
def corrected(world):
    """A correction of Bengkulu from a month on, calculated by its operator, and approved by another person."""

    def _corrected(since=BEFORE, *, approve=True):
        with world.acting(world.operator):
            run = corrections.begin(municipality=world.bengkulu, since=since, by=world.operator, at=LATER)
            run = runs.calculate(run=run, by=world.operator, at=LATER)
        if approve:
            with world.acting(world.approver, "APPROVER"):
                run = runs.approve(run=run, by=world.approver, at=LATER)
        return run

    return _corrected


@pytest.fixture
def billed_correction(world, corrected):
    """The bills of an approved correction."""

    def _billed(since=BEFORE):
        run = corrected(since)
        with world.acting(world.treasurer, "TREASURER"):
            return run, bills.issue(run=run, by=world.treasurer, at=LATER)

    return _billed
