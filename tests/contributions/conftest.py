from contextlib import contextmanager
from datetime import UTC, datetime, time

import pytest
from django.db import connection

from contributions import bills, budgets, runs
from municipalities.context import as_owner
from tests.contributions.months import MONTH, NOW, TODAY
from tests.factories.enrollment import make_enrollment


@pytest.fixture
def beyond():
    """Write as the administrator's login for a moment, beyond the wall."""

    @contextmanager
    def _beyond():
        with connection.cursor() as cursor, as_owner():
            cursor.execute("RESET ROLE")
            yield
            cursor.execute("SET LOCAL ROLE payung_app")

    return _beyond


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

    def _calculated(month=MONTH):
        with world.acting(world.operator):
            at = max(NOW, datetime.combine(month, time(3), tzinfo=UTC))
            run = runs.open_month(municipality=world.bengkulu, month=month, by=world.operator, at=at)
            return runs.calculate(run=run, by=world.operator, at=at)

    return _calculated


@pytest.fixture
def approved(world, calculated):
    """Calculate a month of Bengkulu, and approve it as another person."""

    def _approved(month=MONTH):
        run = calculated(month)
        with world.acting(world.approver, "APPROVER"):
            return runs.approve(run=run, by=world.approver, at=NOW)

    return _approved


@pytest.fixture
def billed(world, approved):
    """The bills of an approved month of Bengkulu."""

    def _billed(month=MONTH):
        run = approved(month)
        with world.acting(world.treasurer, "TREASURER"):
            return bills.issue(run=run, by=world.treasurer, at=NOW)

    return _billed


@pytest.fixture
def budget(world):
    def _budget(year=2027):
        with world.acting(world.treasurer, "TREASURER"):
            return budgets.estimate(municipality=world.bengkulu, year=year, day=TODAY)

    return _budget


@pytest.fixture
def cadres(world, enroll):
    return [enroll(category=world.bengkulu.cadre, wage=None) for _cadre in range(3)]
