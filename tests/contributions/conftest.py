from functools import partial

import pytest

from contributions import budgets
from tests.contributions.months import TODAY
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
def budget(world):
    def _budget(year=2027):
        with world.acting(world.treasurer, "TREASURER"):
            return budgets.estimate(municipality=world.bengkulu, year=year, day=TODAY)

    return _budget


@pytest.fixture
def cadres(world, enroll):
    return [enroll(category=world.bengkulu.cadre, wage=None) for _cadre in range(3)]
