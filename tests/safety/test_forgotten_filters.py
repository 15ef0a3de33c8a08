"""
Every view forgets for which city it asks, and PostgreSQL still shows rows of the own city alone.

The way in (`request.municipality.workers`) and every filter by municipality are taken away from the running code; a
twin of the same people stands next door. The pages stay the same, byte for byte.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from municipalities.models import Municipality
from municipalities.models.tenant import TenantQuerySet
from tests.safety.attack import administrator
from tests.safety.rows import table_models
from tests.safety.test_twins import City, apart


NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
BY_CITY = {"municipality", "municipality_id", "municipality__in", "municipality_id__in"}

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def city(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield City(world)


def forget_filters(monkeypatch):
    """The managers of a municipality give the rows of all, and no question names one any more."""
    for model in table_models().values():
        for relation in Municipality._meta.related_objects:
            if relation.related_model is model and relation.one_to_many:
                manager = getattr(Municipality, relation.get_accessor_name()).related_manager_cls
                monkeypatch.setattr(manager, "_apply_rel_filters", lambda self, queryset: queryset)
    asked = TenantQuerySet.filter

    def filter_without_city(self, *args, **named):
        return asked(self, *args, **{name: value for name, value in named.items() if name not in BY_CITY})

    monkeypatch.setattr(TenantQuerySet, "filter", filter_without_city)


def worker_list(city):
    """How often the first of them stands there; the twin has her too."""
    response = city.undone("OPERATOR", lambda client: client.get(reverse("worker_list")))
    assert response.status_code == 200
    return response.content.count(b"Siti Aminah")


def take_the_wall_down():
    with administrator() as cursor:
        for table in table_models():
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def test_views_that_forget_their_filters_show_no_foreign_row(city, monkeypatch):
    before = city.all_pages()
    city.twin_comes()
    forget_filters(monkeypatch)
    assert apart(before, city.all_pages()) == {}
    shown = {what for (_role, what), (status, _body) in before.items() if status == 200}
    assert shown >= {
        "worker_list",
        "roster_list",
        "run_list",
        "claim_list",
        "paper_list",
        "agreement_list",
        "audit_trail",
    }


def test_the_filters_of_the_views_hold_without_the_wall(city):
    city.twin_comes()
    before = worker_list(city)
    take_the_wall_down()
    assert worker_list(city) == before > 0


def test_without_either_the_twin_is_seen(city, monkeypatch):
    """So the first test did take the filters away."""
    monkeypatch.setattr("enrollment.directory.PAGE", 1000)  # everybody on one page, the twin's people too
    city.twin_comes()
    before = worker_list(city)
    forget_filters(monkeypatch)
    take_the_wall_down()
    assert worker_list(city) > before
