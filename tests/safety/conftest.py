"""Both cities with a row in a table, and somebody of each city who may write there."""

import pytest

from municipalities.roles import Role
from municipalities.wall.gates import table_classes
from tests.factories.municipalities import make_user
from tests.safety.attack import Attack, administrator, writer_of
from tests.safety.rows import table_models


@pytest.fixture(params=["bengkulu tries kupang", "kupang tries bengkulu"])
def direction(request):
    own, _tries, other = request.param.split()
    return own, other


@pytest.fixture
def attack(world, table, direction):
    own, other = (getattr(world, name) for name in direction)
    with administrator():
        model = table_models()[table]
        role = writer_of(table_classes()[table])
        attacker = make_user("attacker", role, own)
        for city in (own, other):
            make_user(f"colleague {city.code}", Role.OPERATOR, city)
        return Attack(model, own, other, attacker, role)
