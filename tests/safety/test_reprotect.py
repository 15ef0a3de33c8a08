"""The operations of later migrations: another class for a table behind the wall, one more reference in the city."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from municipalities.models import Holiday
from municipalities.wall import DATED, ORGANIZATION, Pair, Reprotect, live


@pytest.fixture
def migrated(db):
    state = ProjectState.from_apps(apps)

    def run(app_label, operation, *, backwards=False):
        with connection.schema_editor(atomic=False) as editor:
            step = operation.database_backwards if backwards else operation.database_forwards
            step(app_label, editor, state, state)

    return run


def gaps():
    return {gate for gate, _what in live.differences(connection)}


def test_a_wall_put_up_anew_is_what_its_class_says(migrated):
    one_of_each_class = {model.wall: model for model in live.walled_models()}
    for kind, model in one_of_each_class.items():
        migrated(model._meta.app_label, Reprotect(model._meta.model_name, kind, kind))
    assert [*live.differences(connection)] == []


def test_a_table_goes_to_another_class_and_back(migrated, monkeypatch):
    narrower = Reprotect("holiday", ORGANIZATION, DATED)
    migrated("municipalities", narrower)
    assert gaps() == {live.POLICY, live.GRANT}
    with monkeypatch.context() as patched:
        patched.setattr(Holiday, "wall", ORGANIZATION)
        assert gaps() == set()
    migrated("municipalities", narrower, backwards=True)
    assert gaps() == set()


def test_a_reference_that_came_to_a_table_behind_the_wall_gets_its_key(migrated):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE municipalities_job DROP CONSTRAINT municipalities_job_unit_id_same_city")
        cursor.execute("DROP INDEX municipalities_job_unit_id_city")
    assert gaps() == {live.KEY}
    migrated("municipalities", Pair("job", "unit"))
    assert gaps() == set()
