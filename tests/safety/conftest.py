"""Both cities with a row in a table, and somebody of one who may write there; quiet refusals."""

import logging

import pytest

from municipalities import wall
from municipalities.roles import Role
from municipalities.wall.gates import table_classes
from tests.factories.municipalities import make_user
from tests.safety.attack import Attack, administrator, writer_of
from tests.safety.doors import lose_a_city
from tests.safety.rows import row_in, table_models


@pytest.fixture
def attack(world, table):
    """Somebody of Bengkulu before the rows of Kupang."""
    own, other = world.bengkulu, world.kupang
    with administrator():
        model = table_models()[table]
        role = writer_of(table_classes()[table])
        attacker = make_user("attacker", role, own)
        for city in (own, other):
            make_user(f"colleague {city.code}", Role.OPERATOR, city)
            # another's are seen by nobody, not even in the own city
            if model.wall in (wall.OWN_VIEWS, wall.SUBMISSIONS):
                row_in(city, model, by=attacker)
        return Attack(model, own, other, attacker, role)


@pytest.fixture
def lost(world):
    """A city that the branch of Bengkulu served until yesterday."""
    with administrator():
        return lose_a_city(world)


@pytest.fixture
def quiet(monkeypatch, settings, tmp_path):
    """A refusal is what is asked for here, not news; files that the things bring along go elsewhere."""
    for name in ("django.request", "django.security"):
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)
    settings.MEDIA_ROOT = tmp_path
