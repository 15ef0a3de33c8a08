import pytest

from tests.factories.claims import ClaimOnItsWay


@pytest.fixture
def way(world):
    """A claim just opened: way.complete().submit() ..."""
    return ClaimOnItsWay(world)
