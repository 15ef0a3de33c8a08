"""Windows of one person that keep views at the same moment: not one more than there is room for."""

from functools import partial

from django.utils import timezone

from enrollment import viewing
from enrollment.models import SavedView
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World


WINDOWS = 6


def test_of_many_windows_one_gets_the_last_place(own_database):
    with as_owner():
        world = World()
    by, city = world.operator, world.bengkulu

    def keep(name):
        with tenant_context(by.pk, "OPERATOR", [city.pk]):
            viewing.save(municipality=city, name=name, filters={"perlu": "LAPSED"}, by=by, at=timezone.now())

    for number in range(viewing.MOST - 1):
        keep(f"Tampilan {number}")
    answers = at_once([partial(keep, f"Jendela {number}") for number in range(WINDOWS)])
    assert [type(each) for each in answers if each] == [viewing.TooManyViews] * (WINDOWS - 1)
    with as_owner():
        assert SavedView.objects.count() == viewing.MOST
